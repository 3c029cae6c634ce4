"""Which boxes a photograph may fill: none that would cut what must stay, or too much of the rest.

Shapes are widths over heights; sizes are in pixels of the page.
"""

from msgspec import Struct

from kiosk.geometry import Rect, Size, largest
from kiosk.model import Photo
from kiosk.scene import Fit, Picture

# What cameras take, where a photograph's size is not known.
_USUAL = 3 / 2
# A portrait of 2:3 fills a box of 3:2, and a photograph of 3:2 a square one. More is not cropped
# away: sky and floor can be spared rather than people at the sides.
_FLATTER = 9 / 4
_NARROWER = 2 / 3
# A focus that covers so much of a photograph leaves nothing to crop.
_WHOLE = 0.9


class Shapes(Struct, frozen=True):
    """The shapes of the narrowest and the flattest box that a photograph may fill."""

    narrowest: float
    flattest: float

    def nearest(self, wished: float) -> float:
        """The one of these shapes that is nearest to `wished`."""
        return min(max(wished, self.narrowest), self.flattest)


def shape(photo: Photo) -> float:
    """How wide a photograph is for its height."""
    return photo.size.width / photo.size.height if photo.size else _USUAL


def is_whole(photo: Photo) -> bool:
    """Whether nothing of it may be cropped, as of a chart."""
    size, focus = photo.size, photo.focus
    return bool(size and focus and focus.width * focus.height >= _WHOLE * size.width * size.height)


def shapes(photo: Photo) -> Shapes:
    """The shapes in which a crop keeps the photograph's focus, and most of it."""
    own = shape(photo)
    if is_whole(photo):
        return Shapes(own, own)
    must = _must(photo)
    size = photo.size or Size(3, 2)
    return Shapes(
        max(own * _NARROWER, must.width / size.height),
        min(own * _FLATTER, size.width / must.height),
    )


def boxed(photo: Photo, room: Size) -> Size:
    """The largest box in `room` that the photograph may fill."""
    if photo.size is None or min(room) < 1:
        return room
    size = photo.size
    if is_whole(photo):
        return largest(size, room)
    able = shapes(photo)
    # Rounded down, so that the crop, whose sides are rounded, never ends within the focus.
    width = max(1, min(room.width, int(room.height * able.flattest)))
    return Size(width, max(1, min(room.height, int(width / able.narrowest))))


def framed(region: str, rect: Rect, photo: Photo, fit: Fit = "cover") -> Picture:
    """The photograph in the box that it may fill at the top left of `rect`.

    Where a layout wants it `whole` it stands in the middle of `rect`, as it is.
    """
    if is_whole(photo):
        fit = "whole"
    elif fit == "whole":
        return Picture(region, rect, photo, fit)
    return Picture(region, Rect(rect.x, rect.y, *boxed(photo, rect.size)), photo, fit)


def _must(photo: Photo) -> Size:
    """The size of what must stay, if only a pixel."""
    return photo.focus.size if photo.focus else Size(1, 1)
