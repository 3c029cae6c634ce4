"""Which boxes a photograph may fill."""

import pytest
from editions import PHOTO
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.ink.crop import cover, whole
from kiosk.layout.framing import Shapes, boxed, framed, is_whole, shapes
from kiosk.model import Photo


def photo(width: int, height: int, focus: Rect | None = None) -> Photo:
    return replace(PHOTO, size=Size(width, height), focus=focus)


@st.composite
def photographs(draw: st.DrawFn) -> Photo:
    """Of any shape that intake lets in, and with any focus."""
    long = draw(st.integers(64, 2560))
    short = draw(st.integers(-(-long // 8), long))
    size = Size(long, short) if draw(st.booleans()) else Size(short, long)
    width, height = draw(st.integers(1, size.width)), draw(st.integers(1, size.height))
    x, y = draw(st.integers(0, size.width - width)), draw(st.integers(0, size.height - height))
    kinds = (None, Rect(x, y, width, height), Rect(0, 0, *size))
    return replace(PHOTO, size=size, focus=draw(st.sampled_from(kinds)))


ROOMS = st.builds(Size, st.integers(40, 1200), st.integers(40, 1200))


@given(photographs(), ROOMS)
def test_a_framed_photograph_keeps_what_must_stay(one: Photo, room: Size) -> None:
    picture = framed("photo", Rect(7, 9, *room), one)
    assert Rect(7, 9, *room).contains(picture.rect)
    assert one.size
    if picture.fit == "cover" and one.focus:
        assert cover(one.size, picture.rect.size, one.focus).contains(one.focus)
    assert (picture.fit == "whole") == is_whole(one)


@given(photographs(), ROOMS)
def test_a_box_fills_its_room_one_way_and_a_whole_photograph_its_box(
    one: Photo, room: Size
) -> None:
    box = boxed(one, room)
    assert box.width >= room.width - 1 or box.height >= room.height - 1
    if is_whole(one):
        assert one.size
        shown = whole(one.size, Rect(0, 0, *box))
        # A pixel of the shorter side is eight of the longer at the most.
        assert box.width - shown.width <= 8
        assert box.height - shown.height <= 8


@given(photographs(), ROOMS)
def test_most_of_a_photograph_is_seen(one: Photo, room: Size) -> None:
    assert one.size
    crop = cover(one.size, boxed(one, room), one.focus)
    assert crop.width >= one.size.width * 2 / 3 - 2
    assert crop.height >= one.size.height * 4 / 9 - 2


@pytest.mark.parametrize(
    ("one", "room", "box"),
    [
        # Nothing must stay: it may fill what cameras' shapes fill of each other.
        (photo(1200, 800), Size(300, 300), Size(300, 300)),
        (photo(800, 1200), Size(300, 200), Size(300, 200)),
        # A panorama becomes no square, a strip of a portrait no landscape.
        (photo(2400, 800), Size(300, 300), Size(300, 150)),
        (photo(800, 1600), Size(300, 200), Size(225, 200)),
        # Four people from side to side.
        (photo(1200, 800, Rect(60, 200, 1080, 150)), Size(200, 200), Size(200, 148)),
        # One from top to foot.
        (photo(800, 1200, Rect(200, 60, 300, 900)), Size(300, 200), Size(177, 200)),
        # A chart.
        (photo(1000, 1000, Rect(0, 0, 1000, 1000)), Size(300, 200), Size(200, 200)),
        # Nearly all of it is all of it.
        (photo(1000, 1000, Rect(10, 10, 960, 960)), Size(300, 200), Size(200, 200)),
        (replace(PHOTO, size=None, focus=None), Size(300, 100), Size(300, 100)),
    ],
)
def test_boxed(one: Photo, room: Size, box: Size) -> None:
    assert boxed(one, room) == box


def test_the_nearest_shape() -> None:
    able = shapes(photo(1200, 800))
    assert able == Shapes(1.0, 3.375)
    assert [able.nearest(wished) for wished in (0.5, 1.5, 4.0)] == [1.0, 1.5, 3.375]
