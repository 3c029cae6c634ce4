"""Photographs at the tops of columns: how wide, how high, where the text begins under them."""

from itertools import combinations

import pytest
from blocks import block
from editions import PHOTO
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.floats import Float, Made, Style, made_up
from kiosk.layout.galley import Grid
from kiosk.layout.setting import Block, set_block
from kiosk.model import Photo
from kiosk.scene import Picture, Text

GRID = Grid(step=10, rise=8, depth=3)
GAP = 4


def captioned(photo: Photo, width: int) -> Block:
    return set_block(photo.caption, block(4), 8, width)


STYLE = Style(GRID, cap=6, gap=GAP, apart=20, captioned=captioned)


def photo(width: int, height: int, caption: str = "") -> Photo:
    named = replace(PHOTO, url=f"{width}x{height}", caption=caption, credit="")
    return replace(named, size=Size(width, height), focus=None)


def whole(one: Photo) -> Photo:
    """A chart, of which nothing may be cropped."""
    assert one.size
    return replace(one, focus=Rect(0, 0, *one.size))


def columns(count: int, width: int = 100, height: int = 203) -> tuple[Rect, ...]:
    return Rect(0, 50, count * width + (count - 1) * 20, height).columns(count, 20)


def made(*photos: Photo, count: int = 2, height: int = 203, width: int = 100) -> Made:
    return made_up(photos, columns(count, width, height), STYLE)


def last_baseline(one: Float) -> int:
    return max(
        item.baseline
        for item in one.draw("r")
        if isinstance(item, Text)
    )  # fmt: skip


def test_a_photograph_stands_in_the_last_column_level_with_capitals() -> None:
    found = made(photo(100, 120))
    (one,) = found.floats
    assert (one.left, one.right) == (1, 2)
    assert (one.rect.x, one.rect.y, one.rect.width) == (120, 50 + 8 - 6, 100)
    assert one.draw("r") == (Picture("r", one.rect, one.photo),)


def test_text_begins_on_the_grid_under_a_photograph_and_its_caption() -> None:
    whole, under = made(photo(100, 120, "Bến Sen")).slots
    (one,) = made(photo(100, 120, "Bến Sen")).floats
    assert whole == columns(2)[0]
    assert (under.y - whole.y) % GRID.step == 0
    assert under.bottom == whole.bottom
    assert one.caption_y == one.rect.bottom + GAP
    assert last_baseline(one) < under.y


def test_over_one_of_two_columns_a_photograph_keeps_its_shape() -> None:
    (one,) = made(photo(100, 120)).floats
    assert 120 <= one.rect.height < 120 + GRID.step


def test_the_first_photograph_spans_two_of_three_columns() -> None:
    found = made(photo(150, 100), count=3)
    (one,) = found.floats
    assert (one.left, one.right, one.rect.width) == (1, 3, 220)
    assert [slot.y for slot in found.slots] == [50, one.bottom, one.bottom]
    assert len(found.slots) == 3


def test_a_photograph_higher_than_wide_stands_in_one_column() -> None:
    (one,) = made(photo(100, 120), count=3).floats
    assert (one.left, one.right) == (2, 3)


def test_photographs_stand_in_their_order_from_left_to_right() -> None:
    shown = [photo(150, 100), photo(151, 100), photo(100, 120)]
    found = made(*shown, count=5)
    assert [one.photo for one in found.floats] == shown
    assert [(one.left, one.right) for one in found.floats] == [(1, 3), (3, 4), (4, 5)]


def test_columns_are_left_to_the_text() -> None:
    shown = [photo(100, 120 + n) for n in range(4)]
    found = made(*shown, count=2, height=100)
    assert len(found.floats) == 1
    assert found.slots == (columns(2, height=100)[0],)


def test_what_fills_its_column_ends_level_with_the_last_line_of_text() -> None:
    for caption in ("", "Bến Sen", "Lòng rạch đoạn qua cầu Sắt"):
        (one,) = made(photo(100, 130, caption), height=100).floats
        foot = 50 + GRID.rise + GRID.step * (GRID.fitting(100) - 1)
        assert (last_baseline(one) if caption else one.rect.bottom) == foot


def test_what_would_lose_too_much_stands_narrower_than_its_column() -> None:
    (one,) = made(photo(100, 130), height=60).floats
    assert one.rect.x == 120
    assert 40 <= one.rect.width < 100
    # No more than a third of it is cropped away.
    assert one.rect.height >= one.rect.width * 1.3 * 2 / 3 - 1


def test_a_narrow_photograph_has_its_caption_beside_it() -> None:
    (one,) = made(photo(100, 100, "Bến Sen hôm nay"), count=1, height=120, width=150).floats
    assert one.rect.width < 150
    assert one.caption_x > one.rect.right
    assert last_baseline(one) <= one.rect.bottom


@pytest.mark.parametrize("shape", [(150, 100), (100, 130), (2000, 100), (100, 2000)])
def test_what_has_no_room_is_not_there(shape: tuple[int, int]) -> None:
    found = made(photo(*shape, "Một lời chú rất dài" * 9), height=60)
    assert found == Made((), columns(2, height=60))


def test_a_photograph_that_has_no_room_lets_the_next_one_pass() -> None:
    first, second = photo(150, 100, "Một lời chú rất dài" * 9), photo(151, 100)
    assert [one.photo for one in made(first, second, height=90).floats] == [second]


def test_in_a_single_column_text_has_room_under_a_photograph() -> None:
    found = made(photo(100, 130), count=1)
    (under,) = found.slots
    assert GRID.fitting(under.height) >= 3


def test_what_finds_no_column_stands_under_another() -> None:
    shown = [photo(150, 100), photo(151, 100), photo(152, 100)]
    found = made(*shown, count=2, height=300)
    assert [one.photo for one in found.floats] == shown
    first, _, third = found.floats
    assert (third.left, third.right) == (first.left, first.right)
    assert third.rect.y >= first.bottom
    assert all(GRID.fitting(slot.height) >= 3 for slot in found.slots)


def test_of_a_larger_share_a_photograph_is_higher_unless_it_is_whole() -> None:
    heights = [
        made_up([photo(100, 133)], columns(1, height=150), STYLE.sharing(share))
        .floats[0]
        .rect.height
        for share in (0.7, 1.0, 1.2, 2.0)
    ]
    assert heights == sorted(heights)
    assert heights[0] < heights[1] < heights[2] <= 133


@pytest.mark.parametrize(("count", "height"), [(1, 203), (2, 203), (2, 90), (3, 203), (3, 90)])
@pytest.mark.parametrize("size", [(300, 100), (150, 100), (100, 100), (100, 160)])
def test_a_chart_is_as_large_as_its_columns_let_it_be_and_never_cropped(
    count: int, height: int, size: tuple[int, int]
) -> None:
    for one in made(whole(photo(*size, "Bến Sen")), count=count, height=height).floats:
        (picture, *_) = one.draw("r")
        assert picture == Picture("r", one.rect, one.photo, "whole")
        assert abs(one.rect.width - one.rect.height * size[0] / size[1]) <= 3
        assert one.caption_y >= one.rect.bottom or one.caption_x > one.rect.right


def test_people_from_side_to_side_are_in_their_box() -> None:
    one = photo(900, 600)
    wide = replace(one, focus=Rect(20, 200, 860, 200))
    for width in (60, 100, 140):
        (found,) = made(wide, count=1, height=400, width=width).floats
        assert found.rect.width / found.rect.height >= 860 / 600


def test_someone_from_top_to_foot_is_in_a_box_as_narrow_as_needed() -> None:
    standing = replace(photo(600, 900), focus=Rect(200, 40, 200, 800))
    (found,) = made(standing, count=2, height=100).floats
    assert found.rect.width / found.rect.height <= 600 / 800


SHAPES = st.tuples(st.integers(1, 3000), st.integers(1, 3000), st.sampled_from(["", "ạ Ế" * 9]))


@given(st.lists(SHAPES, max_size=6), st.integers(1, 5), st.integers(0, 400), st.integers(1, 200))
def test_photographs_and_text_lie_apart_in_their_columns(
    shapes: list[tuple[int, int, str]], count: int, height: int, width: int
) -> None:
    room = columns(count, width, height)
    found = made_up([photo(*shape) for shape in shapes], room, STYLE)
    boxes = list(found.slots)
    for one in found.floats:
        over = room[one.left]._replace(width=room[one.right - 1].right - room[one.left].x)
        assert over.contains(one.rect)
        assert min(one.rect.size) > 0
        assert not one.caption.lines or one.caption_y + one.caption.height <= over.bottom
        boxes.append(over._replace(y=one.rect.y, height=min(one.bottom, over.bottom) - one.rect.y))
    for slot in found.slots:
        assert (slot.y - 50) % GRID.step == 0
    for one_box, other in combinations(boxes, 2):
        assert (
            one_box.right <= other.x
            or other.right <= one_box.x
            or one_box.bottom <= other.y
            or other.bottom <= one_box.y
        )
    assert found.slots or count == 1
