"""Which box of a picture a crop must keep: its heads, what stands out; of a chart all of it."""

from PIL import Image

from kiosk.content.darkroom.drawn import is_drawn
from kiosk.content.darkroom.faces import heads
from kiosk.content.darkroom.imprint import MOST_HEADS, Imprint
from kiosk.content.darkroom.salience import salient
from kiosk.geometry import Rect, around

# Of the largest head's height others have so much, or belong to the background.
_MATTERS = 0.4
# In an icon or a thumbnail no head is looked for: its crop would be a smear on any board.
_LEAST_PX = 64


def imprint_of(image: Image.Image) -> Imprint:
    """The box of `image`, in its pixels, that must stay, and the heads in it.

    All of it: it is drawn or written and must not be cropped.
    """
    whole = Rect(0, 0, *image.size)
    if is_drawn(image):
        return Imprint(whole)
    seen = heads(image) if min(image.size) >= _LEAST_PX else ()
    found = [box for head in seen if min((box := head.common(whole)).size)]
    if not found:
        return Imprint(salient(image))
    least = _MATTERS * max(box.height for box in found)
    near = tuple(box for box in found if box.height >= least)
    return Imprint(around(near), near[:MOST_HEADS])
