"""A story on a board, read by tesseract where it is installed."""

import io
import runpy
from pathlib import Path

import pytest
from editions import edition
from hypothesis import given
from hypothesis import strategies as st
from longread import LAYOUTS, long_story
from PIL import Image

from kiosk.files import shipped
from kiosk.ink.paint import paint
from kiosk.layout.compose import compose
from kiosk.panels import catalog

BENCH = Path(__file__).parent.parent / "bench"
OCR = runpy.run_path(str(BENCH / "ocr.py"))
FRAMED = runpy.run_path(str(BENCH / "framed.py"))
ABSENT = OCR["absent"]()
MOST_WRONG = 0.05


@pytest.mark.skipif(bool(ABSENT), reason=f"no reader here: {ABSENT}")
def test_a_reader_sees_what_the_scene_says(tmp_path: Path) -> None:
    panel = catalog.panel("waveshare-7in5-v2")
    board = catalog.board(panel, distance_m=None, enlarge=1.0, rotate=0)
    page = compose("story", edition(long_story(photos=())), board, LAYOUTS)
    scene = page.scenes[1]
    frame = paint(scene, board, tmp_path, shipped("fonts"))
    image = Image.open(io.BytesIO(frame.png())).convert("L")
    columns = list(FRAMED["columns_of"]([scene], board))
    read = " ".join(OCR["read"](one.crop([image]), OCR["BLOCK"], 2) for one in columns)
    found = OCR["mistakes"](" ".join(one.words for one in columns), read)
    assert found.letters > 400
    assert found.wrong < MOST_WRONG * found.letters, read


def test_mistakes_are_counted_in_letters_marks_and_words() -> None:
    found = OCR["mistakes"]("Rạch  đã trong,\nbà con ra xem", "Rach dã trong, ba con xem")
    assert (found.letters, found.wrong, found.marks) == (28, 6, 3)
    assert (found.words, found.wrong_words) == (7, 4)


WORDS = st.text("aăâ", max_size=12)


@given(WORDS, WORDS)
def test_the_distance_is_the_fewest_steps(right: str, found: str) -> None:
    row = list(range(len(found) + 1))
    for at, letter in enumerate(right, 1):
        before, row[0] = row[0], at
        for n, other in enumerate(found, 1):
            before, row[n] = row[n], min(row[n] + 1, row[n - 1] + 1, before + (letter != other))
    assert OCR["distance"](right, found) == row[-1]
