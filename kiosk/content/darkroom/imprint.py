"""What our own copy of a picture says of itself, in its JPEG comment: the box that must stay.

It lies in the file, so that it can't be parted from the pixels that it speaks of: a picture under
two addresses, or found again after the database was lost, still has it.
"""

import re
from dataclasses import dataclass

from kiosk.geometry import Rect, Size

# Another number where focus is found in another way: then it is looked for again.
_LABEL = b"kiosk focus 1:"
_NONE = b" none"
_BOX = re.compile(rb" (\d{1,4}) (\d{1,4}) (\d{1,4}) (\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The focus in pixels of the copy; None: nothing in it stands out."""

    focus: Rect | None = None

    def __bytes__(self) -> bytes:
        return _LABEL + (" {} {} {} {}".format(*self.focus).encode() if self.focus else _NONE)


def read(comment: bytes, size: Size) -> Imprint | None:
    """The imprint in a JPEG's `comment`; None if this kiosk did not write it for such a size."""
    if not comment.startswith(_LABEL):
        return None
    said = comment.removeprefix(_LABEL)
    if said == _NONE:
        return Imprint()
    found = _BOX.fullmatch(said)
    focus = Rect(*map(int, found.groups())) if found else Rect(0, 0, 0, 0)
    inside = min(focus.size) > 0 and Rect(0, 0, *size).contains(focus)
    return Imprint(focus) if inside else None
