"""Our own copy of a picture, known by its header and its end."""

import os
from pathlib import Path

from msgspec import Struct

from kiosk.content.darkroom import imprint, markers
from kiosk.geometry import Rect, Size

# No side of a copy is longer: more than any panel shows.
LARGEST_PX = 2560
_END = b"\xff\xd9"


class Kept(Struct, frozen=True):
    """Our own copy: its file's name, its size, the box that must stay and heads in it, in pixels.

    `looked` is unset where an older kiosk made the copy, and never looked for that box.
    """

    key: str
    size: Size
    focus: Rect | None = None
    heads: tuple[Rect, ...] = ()
    looked: bool = True


def stored(path: Path) -> Kept | None:
    """Our own copy at `path`; None if it is missing, torn or not ours.

    Reads a header as we write it, of a size that we keep, and the end mark.
    """
    try:
        with path.open("rb") as file:
            head = file.read(markers.HEAD_BYTES)
            file.seek(-len(_END), os.SEEK_END)
            end = file.read()
    except OSError:  # missing, or too short to have an end
        return None
    found = markers.plain(head) if end == _END else None
    if found is None or max(found[0]) > LARGEST_PX:
        return None
    size, comment = found
    said = imprint.read(comment, size)
    if said is None:
        return Kept(path.name, size, looked=False)
    return Kept(path.name, size, said.focus, said.heads)
