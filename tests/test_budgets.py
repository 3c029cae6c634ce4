"""What a frame costs, counted and not timed."""

import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from editions import edition, story
from msgspec.structs import replace

from kiosk import demo, packing, press
from kiosk.board import Board
from kiosk.config import Config
from kiosk.ink.paint import paint
from kiosk.ink.prepared import Prepared
from kiosk.layout.compose import compose
from kiosk.layout.spec import load
from kiosk.model import Edition
from kiosk.panels import catalog
from kiosk.panels.changes import changed
from kiosk.press import fonts
from kiosk.scene import Scene, Text

pytestmark = pytest.mark.usefixtures("new_words")

# --- Paint: a page of text, its words known ---

TEXT_PAGE = """
[page]
shape = "landscape"
margin = "3 mm"
gap = ["1.5 mm", "4 mm"]
columns = ["1fr"]
rows = ["auto", "1fr"]
areas = \"\"\"
headline
body
\"\"\"
[region.headline]
kind = "text"
text = "{title}"
font = "headline 12..18 pt"
[region.body]
kind = "body"
font = "text 9.2 pt"
column = "70 mm"
column_gap = "4 mm"
"""
PARAGRAPH = (
    "Ủy ban nhân dân phường Bến Sen cho biết đã hoàn thành việc cải tạo tuyến kênh dài 1,2 km, "
    "trồng hơn 300 cây xanh và lắp 48 trụ đèn dọc hai bên bờ, để người dân có nơi đi bộ mỗi chiều."
)
# For 25 lines and 230 words; 154 and 622 with Python 3.11. Letter by letter it was 2,794 and 4,032.
MOST_CALLS, MOST_C_CALLS = 200, 810


def text_page(tmp_path: Path, panel: str) -> tuple[Scene, Board]:
    path = tmp_path / "page.landscape.toml"
    path.write_text(TEXT_PAGE, encoding="utf-8")
    board = catalog.board(catalog.panel(panel), distance_m=0.6, enlarge=1.0, rotate=0)
    news = edition(
        story(title="Bến Sen có công viên ven rạch", paragraphs=(PARAGRAPH,) * 7, photos=())
    )
    return compose("page", news, board, [load(path)]).scenes[0], board


def calls(work: Callable[[], object]) -> Counter[str]:
    """How often `work` calls functions of Python, and of C."""
    found: Counter[str] = Counter()

    def count(_: FrameType, event: str, __: object) -> None:
        found[event] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def test_a_warm_frame_of_text_calls_little_for_a_line_and_less_for_a_word(tmp_path: Path) -> None:
    scene, board = text_page(tmp_path, "waveshare-7in5-v2")
    lines = [item.text for item in scene.items if isinstance(item, Text)]
    for _ in range(3):
        paint(scene, board, tmp_path, fonts())
    counted = calls(lambda: paint(scene, board, tmp_path, fonts()))
    assert (len(lines), sum(len(line.split()) for line in lines)) == (25, 230)
    assert counted["call"] <= MOST_CALLS
    assert counted["c_call"] <= MOST_C_CALLS


def test_a_frame_is_drawn_on_its_own_bytes(tmp_path: Path) -> None:
    """No second copy of them is ever made, which would cost more time than the text."""
    scene, board = text_page(tmp_path, "waveshare-10in3-it8951")
    for _ in range(2):
        paint(scene, board, tmp_path, fonts())
    tracemalloc.start()
    try:
        frame = paint(scene, board, tmp_path, fonts())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(frame.pixels) < peak < 1.05 * len(frame.pixels)


# --- Layout ---

CONFIG = Config(path=Path("kiosk.toml").absolute(), name=demo.BOARD_NAME, hours=demo.OFFICE_HOURS)
PANEL = catalog.panel("waveshare-7in5-v2")
BOARD = CONFIG.board(PANEL)


@pytest.fixture(scope="module")
def sample() -> Iterator[tuple[Edition, Path]]:
    with demo.sample(CONFIG) as news:
        yield news


# Layout: about 1.3 times of what it is. A page whose words are all new sets every line anew.
@pytest.mark.parametrize(
    ("page", "most"), [("news", 2_700), ("headlines", 2_700), ("story", 6_800), ("notices", 19_700)]
)
def test_a_page_that_was_made_before_is_composed_in_so_many_calls(
    page: str, most: int, sample: tuple[Edition, Path]
) -> None:
    edition, _ = sample
    variants = press.shipped_layouts()
    compose(page, edition, BOARD, variants)
    assert calls(lambda: compose(page, edition, BOARD, variants))["call"] <= most


def test_a_page_of_new_words_is_set_in_so_many_calls(sample: tuple[Edition, Path]) -> None:
    edition, _ = sample
    variants = press.shipped_layouts()
    compose("story", edition, BOARD, variants)
    turned = _turned(edition, text=True)
    assert calls(lambda: compose("story", turned, BOARD, variants))["call"] <= 51_000


def test_a_board_with_a_new_headline_is_made_in_so_many_calls(
    sample: tuple[Edition, Path], tmp_path: Path
) -> None:
    edition, photos = sample
    variants = press.shipped_layouts()
    kept = Prepared(tmp_path)

    def made(news: Edition) -> Any:
        return press.make("news", news, BOARD, variants, photos, prepared=kept).frames[0]

    def updated() -> None:
        after = made(_turned(edition))
        assert changed(before, after, PANEL)
        packing.bits(after.pixels, bytes([BOARD.palette.ink]))

    made(_turned(edition))
    before = made(edition)
    assert calls(updated)["call"] <= 4_900


def _turned(edition: Edition, *, text: bool = False) -> Edition:
    """Its first story with the same words in another order: every letter is known, no line is."""
    first = edition.stories[0]
    paragraphs = tuple(map(_turn, first.paragraphs)) if text else first.paragraphs
    told = replace(first, title=_turn(first.title), paragraphs=paragraphs)
    return replace(edition, stories=(told, *edition.stories[1:]))


def _turn(words: str) -> str:
    first, *others = words.split(" ")
    return " ".join([*others, first])
