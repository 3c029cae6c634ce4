"""Photographs on a frame of their own: even rows as wide as the frame, as large as they can be."""

from itertools import combinations, pairwise

import pytest
from blocks import block
from editions import PHOTO
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.floats import Float, Style
from kiosk.layout.galley import Grid
from kiosk.layout.plates import plates
from kiosk.layout.setting import Block, set_block
from kiosk.model import Photo

GRID = Grid(step=10, rise=8, depth=3)
APART = 20


def captioned(photo: Photo, width: int) -> Block:
    return set_block(photo.caption, block(4), 8, width)


STYLE = Style(GRID, cap=6, gap=4, apart=APART, captioned=captioned)


def photo(width: int, height: int, caption: str = "Bến Sen") -> Photo:
    size = Size(width, height)
    named = replace(PHOTO, url=f"{width}x{height}", caption=caption, credit="")
    return replace(named, size=size, focus=None)


def plated(*photos: Photo, width: int = 300, height: int = 200) -> tuple[Float, ...]:
    return plates(photos, Rect(10, 50, width, height).columns(2, APART), STYLE)


def rows(floats: tuple[Float, ...]) -> list[int]:
    tops = [one.rect.y for one in floats]
    return [tops.count(top) for top in sorted({*tops})]


def test_one_photograph_is_as_wide_as_the_frame() -> None:
    (one,) = plated(photo(200, 100))
    assert (one.rect.x, one.rect.width, one.rect.height) == (10, 300, 150)
    assert one.caption_y == one.rect.bottom + STYLE.gap


def test_photographs_of_a_row_are_of_one_height_and_fill_its_width() -> None:
    first, second, third = plated(photo(100, 130), photo(130, 100), photo(100, 131))
    assert first.rect.height == second.rect.height == third.rect.height
    assert (first.rect.x, third.rect.right) == (10, 310)
    for left, right in pairwise((first, second, third)):
        assert right.rect.x - left.rect.right == APART


def test_rows_are_chosen_by_how_much_is_seen_of_the_photographs() -> None:
    flat = [photo(200 + n, 100) for n in range(2)]
    assert rows(plated(*flat, width=300, height=100)) == [2]
    assert rows(plated(*flat, width=200, height=300)) == [1, 1]
    upright = [photo(100, 130 + n) for n in range(4)]
    assert rows(plated(*upright, width=400, height=200)) == [4]
    assert rows(plated(*upright, width=300, height=500)) == [2, 2]


def test_what_would_be_too_small_among_others_waits_for_the_next_frame() -> None:
    many = [photo(150, 100 + n) for n in range(6)]
    some = plated(*many, width=120, height=100)
    assert 0 < len(some) < 6
    assert [one.photo for one in some] == many[: len(some)]


def test_a_photograph_whose_caption_leaves_no_room_is_not_there() -> None:
    assert plated(photo(150, 100, "Một lời chú rất dài " * 40), height=60) == ()


@pytest.mark.parametrize("size", [(400, 100), (150, 100), (100, 100), (100, 300)])
@pytest.mark.parametrize("height", [60, 120, 300])
def test_a_chart_among_photographs_keeps_its_shape(size: tuple[int, int], height: int) -> None:
    chart = replace(photo(*size), focus=Rect(0, 0, *size))
    found = plated(photo(150, 100), chart, photo(151, 100), width=400, height=height)
    for one in found:
        if one.photo == chart:
            assert abs(one.rect.width - one.rect.height * size[0] / size[1]) <= 4
    assert found


def test_of_a_low_row_a_chart_takes_less_width_than_photographs() -> None:
    chart = replace(photo(300, 200), focus=Rect(0, 0, 300, 200))
    one, other = plated(chart, photo(300, 200), width=400, height=80)
    assert one.rect.height == other.rect.height
    assert one.rect.width < other.rect.width


SHAPES = st.tuples(st.integers(1, 3000), st.integers(1, 3000), st.sampled_from(["", "ạ Ế" * 9]))


# No deadline: each way to stand in rows is set with its captions.
@settings(deadline=None)
@given(st.lists(SHAPES, min_size=1, max_size=7), st.integers(1, 400), st.integers(1, 400))
def test_plates_stand_in_order_inside_their_frame_and_apart(
    shapes: list[tuple[int, int, str]], width: int, height: int
) -> None:
    photos = [photo(*shape) for shape in shapes]
    frame = Rect(10, 50, width, height)
    found = plates(photos, [frame], STYLE)
    assert [one.photo for one in found] == photos[: len(found)]
    boxes = [one.rect._replace(height=one.bottom - one.rect.y) for one in found]
    for one in boxes:
        assert min(one.size) > 0
        assert frame.contains(one)
    for one, other in combinations(boxes, 2):
        assert one.right <= other.x or one.bottom <= other.y
