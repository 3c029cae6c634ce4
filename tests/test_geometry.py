"""Rectangles, and shares that lose no pixel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.geometry import Rect, Size, around, largest, share

BOXES = st.builds(
    Rect, st.integers(-40, 40), st.integers(-40, 40), st.integers(1, 60), st.integers(1, 60)
)
WEIGHTS = st.lists(st.floats(0, 100), min_size=1, max_size=12)


@given(st.integers(0, 5000), WEIGHTS.filter(lambda weights: sum(weights) > 0))
def test_share_loses_no_pixel(total: int, weights: list[float]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    assert len(parts) == len(weights)
    assert min(parts) >= 0


@given(st.integers(0, 5000), st.integers(1, 20))
def test_equal_weights_differ_by_one_pixel_at_most(total: int, count: int) -> None:
    parts = share(total, [1] * count)
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1], [5, 5]),
        (10, [43, 57], [4, 6]),
        (7, [0, 1, 0], [0, 7, 0]),
        (9, [0, 0], [0, 0]),
        (9, [], []),
        (0, [1, 2], [0, 0]),
    ],
)
def test_share(total: int, weights: list[float], parts: list[int]) -> None:
    assert share(total, weights) == parts


@pytest.mark.parametrize(
    ("picture", "room", "size"),
    [
        (Size(300, 200), Size(30, 30), Size(30, 20)),
        (Size(200, 300), Size(30, 30), Size(20, 30)),
        (Size(3000, 2000), Size(31, 21), Size(31, 21)),
        (Size(800, 100), Size(4, 9), Size(4, 1)),
    ],
)
def test_the_largest_size_in_a_room(picture: Size, room: Size, size: Size) -> None:
    assert largest(picture, room) == size


def test_a_rectangle_knows_its_edges() -> None:
    rect = Rect(3, 5, 10, 20)
    assert (rect.right, rect.bottom, rect.size) == (13, 25, Size(10, 20))
    assert str(rect.size) == "10x20"


@pytest.mark.parametrize(
    ("other", "inside"),
    [
        (Rect(3, 5, 10, 20), True),
        (Rect(4, 6, 8, 18), True),
        (Rect(2, 5, 10, 20), False),
        (Rect(3, 4, 10, 20), False),
        (Rect(4, 5, 10, 20), False),
        (Rect(3, 6, 10, 20), False),
    ],
)
def test_contains(other: Rect, inside: bool) -> None:  # noqa: FBT001 - a column of the table
    assert Rect(3, 5, 10, 20).contains(other) is inside


@given(BOXES, BOXES, st.integers(-50, 110), st.integers(-50, 110))
def test_a_pixel_is_common_to_two_boxes_if_both_have_it(
    one: Rect, other: Rect, x: int, y: int
) -> None:
    pixel = Rect(x, y, 1, 1)
    both = one.contains(pixel) and other.contains(pixel)
    assert one.common(other).contains(pixel) == both
    assert min(one.common(other).size) >= 0


@given(st.lists(BOXES, min_size=1, max_size=5))
def test_what_is_around_boxes_holds_all_and_no_more(boxes: list[Rect]) -> None:
    whole = around(boxes)
    assert all(whole.contains(box) for box in boxes)
    assert {whole.x, whole.y} <= {box.x for box in boxes} | {box.y for box in boxes}
    assert whole.right == max(box.right for box in boxes)
    assert whole.bottom == max(box.bottom for box in boxes)
