"""The heads in a photograph: what a crop of it must not cut."""

import math
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from PIL import Image

from kiosk.geometry import Rect

if TYPE_CHECKING:  # it loads numpy, which costs a tenth of a second on a board
    from kiosk.content.darkroom.sightings import Sighting

# A head is an ellipse about the face that the net boxes, which goes from the brows' hair to the
# chin and leaves out the ears. All in the face's size, the geometric mean of its sides; measured
# on forty heads, hats and loose hair among them.
_HALF_WIDTH = 0.74
_HALF_HEIGHT = 0.87
_UP = 0.2
# In a face that looks aside eyes, nose and mouth stand off the middle of its box; by as much times
# these the back of the head reaches out on the other side, and its crown higher.
_BACK = 0.6
_DEEPER = 0.4
_HIGHER = 0.3


def heads(image: Image.Image) -> tuple[Rect, ...]:
    """The boxes of whole heads in an RGB or grey picture, in its pixels, the most important first.

    Hair, ears and chin are inside; what would lie outside the picture is cut off. Important is what
    is large and surely seen. Loads numpy, and takes 25 MiB beside it and the picture.
    """
    from kiosk.content.darkroom.sightings import sightings  # noqa: PLC0415 - as above

    found = sightings(image if image.mode == "RGB" else image.convert("RGB"))
    ranked = sorted(found, key=_importance, reverse=True)
    boxes = (_within(_head(face), image.width, image.height) for face in ranked)
    return tuple(box for box in boxes if box.width and box.height)


def prepare() -> None:
    """Load what `heads` needs in a thread, while this one decodes a picture.

    What goes wrong there goes wrong in `heads` again, and is told then.
    """
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    with suppress(Exception):  # as said
        from kiosk.content.darkroom import sightings  # noqa: F401, PLC0415 - as above
        from kiosk.content.darkroom.yunet import net  # noqa: PLC0415 - as above

        net()


def _importance(face: "Sighting") -> float:
    return face.score * face.width * face.height


def _head(face: "Sighting") -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the head that has this face, tilted as it is."""
    size = math.sqrt(face.width * face.height)
    down_x, down_y = _down(face)
    middle_x, middle_y = face.x + face.width / 2, face.y + face.height / 2
    aside = sum((x - middle_x) * down_y - (y - middle_y) * down_x for x, y in face.points)
    aside /= len(face.points)
    up, back = _UP * size + _HIGHER * abs(aside), _BACK * aside
    x, y = middle_x - back * down_y - up * down_x, middle_y + back * down_x - up * down_y
    across = _HALF_WIDTH * size + _DEEPER * abs(aside)
    along = _HALF_HEIGHT * size + _HIGHER * abs(aside)
    half_width = math.hypot(across * down_y, along * down_x)
    half_height = math.hypot(across * down_x, along * down_y)
    return x - half_width, y - half_height, x + half_width, y + half_height


def _down(face: "Sighting") -> tuple[float, float]:
    """The direction from the eyes to the mouth, of length 1."""
    (one, other), (left, right) = face.points[:2], face.points[3:]
    x = left[0] + right[0] - one[0] - other[0]
    y = left[1] + right[1] - one[1] - other[1]
    length = math.hypot(x, y)
    return (x / length, y / length) if length else (0.0, 1.0)


def _within(box: tuple[float, float, float, float], width: int, height: int) -> Rect:
    left, top = max(0, math.floor(box[0])), max(0, math.floor(box[1]))
    right, bottom = min(width, math.ceil(box[2])), min(height, math.ceil(box[3]))
    return Rect(left, top, max(0, right - left), max(0, bottom - top))
