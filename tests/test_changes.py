"""Which areas of the glass a new picture changes."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.panels import catalog
from kiosk.panels.changes import changed, pixels

PANEL = catalog.panel("waveshare-7in5-v2")
SIZE = PANEL.glass
WHITE = Frame(SIZE, PANEL.palette, bytes([1]) * (SIZE.width * SIZE.height))

rects = st.builds(
    lambda x, y, w, h: Rect(x, y, min(w, SIZE.width - x), min(h, SIZE.height - y)),
    st.integers(0, SIZE.width - 1),
    st.integers(0, SIZE.height - 1),
    st.integers(1, 200),
    st.integers(1, 60),
)


def marked(*boxes: Rect, by: random.Random | None = None) -> Frame:
    """White, with black boxes, or with noise in them."""
    sheet = bytearray(WHITE.pixels)
    for box in boxes:
        for y in range(box.y, box.bottom):
            row = bytes(box.width) if by is None else bytes(by.choices((0, 1), k=box.width))
            sheet[y * SIZE.width + box.x : y * SIZE.width + box.right] = row
    return replace(WHITE, pixels=bytes(sheet))


def test_nothing_changes_between_two_equal_pictures() -> None:
    assert changed(WHITE, marked(), PANEL) == ()


def test_one_pixel_is_a_tile() -> None:
    assert changed(WHITE, marked(Rect(799, 479, 1, 1)), PANEL) == (Rect(792, 472, 8, 8),)


def test_a_tile_is_as_wide_as_the_grid_of_its_panel() -> None:
    care = PANEL.care
    assert care is not None
    wide = replace(PANEL, care=replace(care, grid=16))
    assert changed(WHITE, marked(Rect(799, 479, 1, 1)), wide) == (Rect(784, 472, 16, 8),)


def test_words_of_one_line_are_one_area() -> None:
    words = (Rect(100, 50, 40, 14), Rect(150, 50, 60, 14), Rect(230, 52, 30, 12))

    assert changed(WHITE, marked(*words), PANEL) == (Rect(96, 48, 168, 16),)


def test_far_changes_are_areas_of_their_own() -> None:
    headline, clock = Rect(0, 0, 240, 32), Rect(720, 448, 80, 32)

    assert changed(WHITE, marked(headline, clock), PANEL) == (headline, clock)


def test_many_scattered_changes_are_one_area() -> None:
    points = [Rect(x, y, 1, 1) for x in range(0, 800, 100) for y in range(0, 480, 60)]

    assert changed(WHITE, marked(*points), PANEL) == (Rect(0, 0, 704, 424),)


def test_a_whole_new_page_is_the_whole_glass() -> None:
    assert changed(WHITE, replace(WHITE, pixels=bytes(len(WHITE.pixels))), PANEL) == (
        Rect(0, 0, *SIZE),
    )


@settings(max_examples=25)
@given(st.lists(rects, min_size=1, max_size=6), st.integers())
def test_areas_hold_every_change_and_lie_on_the_grid(boxes: list[Rect], seed: int) -> None:
    after = marked(*boxes, by=random.Random(seed))

    areas = changed(WHITE, after, PANEL)

    mended = bytearray(after.pixels)
    for area in areas:
        assert (area.x % 8, area.width % 8) == (0, 0)
        assert Rect(0, 0, *SIZE).contains(area)
        for y in range(area.y, area.bottom):
            start = y * SIZE.width
            mended[start + area.x : start + area.right] = WHITE.pixels[: area.width]
    assert mended == WHITE.pixels
    assert pixels(areas) <= SIZE.width * SIZE.height * len(areas)


def test_a_glass_whose_height_is_no_multiple_of_a_tile_is_covered_to_its_edge() -> None:
    panel = catalog.panel("waveshare-9in7-it8951")
    size = Size(1200, 825)
    white = Frame(size, panel.palette, bytes([15]) * (1200 * 825))
    dot = replace(white, pixels=white.pixels[:-1] + b"\x0e")

    (area,) = changed(white, dot, panel)

    assert (area.right, area.bottom) == size
