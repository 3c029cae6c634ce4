"""Which part of a photograph is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.geometry import Rect, Size
from kiosk.ink.crop import cover, whole

sides = st.integers(1, 3000)
sizes = st.builds(Size, sides, sides)


@st.composite
def focused(draw: st.DrawFn) -> tuple[Size, Rect]:
    size = draw(sizes)
    width, height = draw(st.integers(1, size.width)), draw(st.integers(1, size.height))
    x = draw(st.integers(0, size.width - width))
    y = draw(st.integers(0, size.height - height))
    return size, Rect(x, y, width, height)


@given(sizes, sizes)
def test_a_crop_lies_in_the_photo_and_reaches_two_of_its_edges(size: Size, box: Size) -> None:
    crop = cover(size, box)
    assert Rect(0, 0, *size).contains(crop)
    assert crop.width == size.width or crop.height == size.height


@given(sizes, sizes)
def test_a_crop_has_the_shape_of_its_box_to_the_pixel(size: Size, box: Size) -> None:
    crop = cover(size, box)
    ideal = crop.height * box.width / box.height
    across = abs(crop.width - ideal) <= 1
    down = abs(crop.height - crop.width * box.height / box.width) <= 1
    assert across or down


@given(focused(), sizes)
def test_what_must_stay_stays_if_it_fits(photo: tuple[Size, Rect], box: Size) -> None:
    size, focus = photo
    crop = cover(size, box, focus)
    assert Rect(0, 0, *size).contains(crop)
    if focus.width <= crop.width - 1:
        assert crop.x <= focus.x
        assert focus.right <= crop.right
    if focus.height <= crop.height:
        assert crop.y <= focus.y
        assert focus.bottom <= crop.bottom
    else:
        assert crop.y == min(focus.y, size.height - crop.height)


@pytest.mark.parametrize(
    ("size", "box", "focus", "want"),
    [
        # A portrait in a landscape box: heads are near the top.
        (Size(600, 1000), Size(300, 200), None, Rect(0, 90, 600, 400)),
        # The other way round nothing speaks for a side.
        (Size(1000, 600), Size(200, 300), None, Rect(300, 0, 400, 600)),
        # A head at the right edge, and one at the foot.
        (Size(1000, 600), Size(200, 300), Rect(900, 50, 80, 80), Rect(600, 0, 400, 600)),
        (Size(600, 1000), Size(300, 200), Rect(50, 800, 100, 100), Rect(0, 600, 600, 400)),
        # A head in the middle has a third of the room that is left over it, two under it.
        (Size(600, 1000), Size(300, 200), Rect(250, 400, 100, 100), Rect(0, 300, 600, 400)),
        # A face as high as the crop, and a higher one, of which the upper edge stays.
        (Size(600, 1000), Size(300, 200), Rect(100, 300, 400, 400), Rect(0, 300, 600, 400)),
        (Size(600, 1000), Size(300, 200), Rect(100, 300, 400, 500), Rect(0, 300, 600, 400)),
        # Two people too far apart: their middle.
        (Size(1000, 600), Size(200, 300), Rect(100, 50, 700, 90), Rect(250, 0, 400, 600)),
        # The same shape: all of it.
        (Size(900, 600), Size(300, 200), Rect(0, 0, 10, 10), Rect(0, 0, 900, 600)),
    ],
)
def test_cover(size: Size, box: Size, focus: Rect | None, want: Rect) -> None:
    assert cover(size, box, focus) == want


@given(sizes, st.builds(Rect, st.integers(-50, 50), st.integers(-50, 50), sides, sides))
def test_a_whole_photo_lies_inside_its_box_and_fills_it_one_way(size: Size, box: Rect) -> None:
    rect = whole(size, box)
    assert box.contains(rect)
    assert rect.width == box.width or rect.height == box.height
    assert whole(size, rect) == rect
    assert abs((rect.x - box.x) - (box.right - rect.right)) <= 1
    assert abs((rect.y - box.y) - (box.bottom - rect.bottom)) <= 1


@pytest.mark.parametrize(
    ("size", "want"),
    [
        (Size(100, 100), Rect(40, 20, 80, 80)),
        (Size(300, 100), Rect(10, 36, 140, 47)),
        (Size(7, 4), Rect(10, 20, 140, 80)),
    ],
)
def test_whole(size: Size, want: Rect) -> None:
    assert whole(size, Rect(10, 20, 140, 80)) == want


@pytest.mark.parametrize(
    ("heads", "box", "kept"),
    [
        # Two speakers far apart, one nearer to the camera: the nearer one, whole.
        ([Rect(50, 100, 200, 260), Rect(900, 120, 160, 200)], Size(200, 300), [0]),
        ([Rect(50, 120, 160, 200), Rect(900, 100, 200, 260)], Size(200, 300), [1]),
        # Three small ones together are more than one a little larger.
        ([Rect(20, 90, 130, 160), *(Rect(700 + 130 * n, 90, 100, 130) for n in range(3))],
         Size(300, 300), [1, 2, 3]),
        # Above one another, on a staircase.
        ([Rect(500, 20, 90, 110), Rect(520, 430, 120, 150)], Size(600, 150), [1]),
        # All of them where all have room.
        ([Rect(50, 100, 200, 260), Rect(900, 120, 160, 200)], Size(300, 150), [0, 1]),
    ],
)  # fmt: skip
def test_of_heads_that_have_no_room_together_the_most_are_whole(
    heads: list[Rect], box: Size, kept: list[int]
) -> None:
    left, top = min(one.x for one in heads), min(one.y for one in heads)
    right, bottom = max(one.right for one in heads), max(one.bottom for one in heads)
    crop = cover(Size(1200, 600), box, Rect(left, top, right - left, bottom - top), heads)
    assert [number for number, head in enumerate(heads) if crop.contains(head)] == kept


@given(st.lists(focused(), min_size=1, max_size=4), sizes)
def test_one_head_is_whole_if_any_has_room(photos: list[tuple[Size, Rect]], box: Size) -> None:
    size = Size(max(s.width for s, _ in photos), max(s.height for s, _ in photos))
    heads = [head for _, head in photos]
    left, top = min(one.x for one in heads), min(one.y for one in heads)
    right, bottom = max(one.right for one in heads), max(one.bottom for one in heads)
    crop = cover(size, box, Rect(left, top, right - left, bottom - top), heads)
    assert Rect(0, 0, *size).contains(crop)
    if all(head.width < crop.width and head.height < crop.height for head in heads):
        assert any(crop.contains(head) for head in heads)
