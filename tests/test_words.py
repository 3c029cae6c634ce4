"""Words as pictures give the pixels that their glyphs would give, one after the other."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from kiosk.glyphs import Face, face
from kiosk.ink.words import Words
from kiosk.scene import Font

WIDTH, HEIGHT, BASELINE = 700, 60, 40
PAPER, INK = 15, 0
FACES = [
    face(Font(name, size), smooth=smooth)
    for name, size, smooth in product(
        ("NotoSans-Regular", "NotoSans-Bold", "BeVietnamPro-Bold"), (14, 21, 32), (False, True)
    )
]
SENTENCE = "Ủy ban phường Đỗ Nghĩa: Tỷ lệ “WAVE” TÀU VÀ, lụt, AVA. 60,92% →"
TEXTS = st.lists(st.sampled_from(SENTENCE.split(" ")), max_size=9).map(" ".join) | st.text(
    max_size=30
)


def glyph_by_glyph(letters: Face, text: str) -> bytes:
    sheet = Image.new("L", (WIDTH, HEIGHT), PAPER)
    core = ImageDraw.Draw(sheet).draw
    for glyph, pen in letters.place(text)[0]:
        if glyph.mask is not None:
            core.draw_bitmap((5 + pen + glyph.dx, BASELINE + glyph.dy), glyph.mask, INK)
    return sheet.tobytes()


def written(words: Words, letters: Face, text: str) -> bytes:
    sheet = Image.new("L", (WIDTH, HEIGHT), PAPER)
    words.next_frame()
    words.write(ImageDraw.Draw(sheet).draw, letters, text, (5, BASELINE), INK)
    return sheet.tobytes()


@example(FACES[0], "một \u0301 hai")
@example(FACES[1], "10\u00a0giờ  30 ")
@example(FACES[2], "x\u030cx \u0323")
@example(FACES[5], "ffff rrtt AVAVA")
@given(st.sampled_from(FACES), TEXTS)
def test_words_look_as_their_glyphs_do(letters: Face, text: str) -> None:
    """The first time, the second time, when the picture is made, and from then on."""
    words = Words()
    expected = glyph_by_glyph(letters, text)
    for _ in range(3):
        assert written(words, letters, text) == expected


@given(st.lists(TEXTS, max_size=9))
def test_they_do_so_where_hardly_any_is_remembered(texts: list[str]) -> None:
    words = Words(4000)
    for text in texts * 2:
        assert written(words, FACES[7], text) == glyph_by_glyph(FACES[7], text)


@pytest.mark.parametrize("letters", FACES[:2], ids=["mono", "grey"])
def test_years_of_new_words_take_no_more_memory_than_some_pages(letters: Face) -> None:
    words = Words(100_000)
    most = 0
    for number in range(9000):
        for _ in range(2):
            written(words, letters, f"số {number} ngày {number % 97}")
        most = max(most, len(words))
    assert 50 < most < 100_000 / 600


def test_what_is_no_syllable_is_not_remembered() -> None:
    words = Words()
    for _ in range(3):
        written(words, FACES[0], "https://portal.example/tin-tuc/quan-huyen")
    assert len(words) == 0
