"""What our own copy of a picture says of itself, in its JPEG comment: the box that must stay.

It lies in the file, so that it can't be parted from the pixels that it speaks of: a picture under
two addresses, or found again after the database was lost, still has it.
"""

import re

from msgspec import Struct

from kiosk.geometry import Rect, Size
from kiosk.regex import regex

# Another number where focus is found in another way: then it is looked for again.
_LABEL = b"kiosk focus 1:"
_NONE = b" none"
_HEADS = b"; heads:"
# With more of them, a focus and the label a comment takes some two hundred bytes.
MOST_HEADS = 8
_BOXES = regex(rb"(?: \d{1,4}){4}(?:,(?: \d{1,4}){4})*", re.ASCII)


class Imprint(Struct, frozen=True):
    """The focus in pixels of the copy, None if nothing in it stands out; and each head that has it.

    `heads` are the most important ones, MOST_HEADS of them at the most.
    """

    focus: Rect | None = None
    heads: tuple[Rect, ...] = ()

    def __bytes__(self) -> bytes:
        focus = _told((self.focus,)) if self.focus else _NONE
        return _LABEL + focus + (_HEADS + _told(self.heads) if self.heads else b"")


def read(comment: bytes, size: Size) -> Imprint | None:
    """The imprint in a JPEG's `comment`; None if this kiosk did not write it for such a size."""
    if not comment.startswith(_LABEL):
        return None
    focus, _, heads = comment.removeprefix(_LABEL).partition(_HEADS)
    boxes = () if focus == _NONE else _read(focus, size)
    others = _read(heads, size) if heads else ()
    if boxes is None or others is None or len(boxes) > 1 or len(others) > MOST_HEADS:
        return None
    made = Imprint(next(iter(boxes), None), others)
    return made if bytes(made) == comment else None


def _told(boxes: tuple[Rect, ...]) -> bytes:
    return ",".join(" {} {} {} {}".format(*box) for box in boxes).encode()


def _read(said: bytes, size: Size) -> tuple[Rect, ...] | None:
    """Boxes inside a picture of `size`; None for anything else."""
    if not _BOXES.fullmatch(said):
        return None
    boxes = tuple(Rect(*map(int, box.split())) for box in said.split(b","))
    inside = all(min(box.size) > 0 and Rect(0, 0, *size).contains(box) for box in boxes)
    return boxes if inside else None
