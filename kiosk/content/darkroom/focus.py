"""Which box of a picture a crop must keep: its heads, what stands out; of a chart all of it."""

from collections.abc import Sequence

from PIL import Image

from kiosk.content.darkroom.drawn import is_drawn
from kiosk.content.darkroom.faces import heads
from kiosk.content.darkroom.salience import salient
from kiosk.geometry import Rect, Size
from kiosk.model import Focus

# A head of less than this part of the largest one's height belongs to the background.
_MATTERS = 0.4
# So much of a picture's shorter side is kept around a point: a face, if a face is there.
_AROUND = 0.25


def focus_of(image: Image.Image) -> Rect | None:
    """The box of `image`, in its pixels, that must stay; None if nothing in it stands out.

    All of it: it is drawn or written and must not be cropped.
    """
    if is_drawn(image):
        return Rect(0, 0, *image.size)
    found = heads(image)
    return _held(found, image) if found else salient(image)


def wished(focus: Focus, size: Size) -> Rect:
    """The box that a person wants to be kept of a picture of `size`."""
    if focus == "whole":
        return Rect(0, 0, *size)
    side = max(1, round(min(size) * _AROUND))
    x, y = round(size.width * focus.x / 100), round(size.height * focus.y / 100)
    left = min(max(x - side // 2, 0), size.width - side)
    top = min(max(y - side // 2, 0), size.height - side)
    return Rect(left, top, side, side)


def _held(boxes: Sequence[Rect], image: Image.Image) -> Rect:
    """The box around those heads that are not in the background."""
    least = _MATTERS * max(box.height for box in boxes)
    near = [box for box in boxes if box.height >= least]
    left, top = max(min(box.x for box in near), 0), max(min(box.y for box in near), 0)
    right = min(max(box.right for box in near), image.width)
    bottom = min(max(box.bottom for box in near), image.height)
    return Rect(left, top, right - left, bottom - top)
