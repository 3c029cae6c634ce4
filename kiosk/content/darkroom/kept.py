"""Our own copies of pictures, each known by its header and its end, and how many are kept."""

import itertools
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kiosk.content.darkroom import imprint, markers
from kiosk.geometry import Rect, Size

# No side of a copy is longer: more than any panel shows.
LARGEST_PX = 2560
MOST_FILES = 300
MOST_BYTES = 64 * 2**20
_UNSETTLED_S = 2 * 3600
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


def bounded(
    folder: Path,
    keys: Iterable[str],
    settled_before: float,
    most_files: int = MOST_FILES,
    most_bytes: int = MOST_BYTES,
) -> frozenset[str]:
    """Keep the first of `keys` that fit into the bounds, and unlink all other files in `folder`.

    Returns the kept ones; a key whose file is missing is none of them. Files changed at
    `settled_before` (s since 1970) or in the two hours after it stay: another process may be about
    to remember them. What is later than that was written under a clock that was wrong.
    Raises OSError if the disk refuses.
    """
    found = {path.name: stats for path, stats in _files(folder)}
    listed = [key for key in dict.fromkeys(keys) if key in found][:most_files]
    totals = itertools.accumulate(found[key].st_size for key in listed)
    kept = frozenset(key for key, total in zip(listed, totals, strict=True) if total <= most_bytes)
    for name in found.keys() - kept:
        if not 0 <= found[name].st_mtime - settled_before <= _UNSETTLED_S:
            (folder / name).unlink(missing_ok=True)
    return kept


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # another process was first
            found = path.lstat()
            if not stat.S_ISDIR(found.st_mode):
                yield path, found
