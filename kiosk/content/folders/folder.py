"""A folder that people drop files into: what lies there, and its bytes, none of it trusted."""

import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct

from kiosk.content.folders.clerk import FIRST_YEAR
from kiosk.content.words.text import plain
from kiosk.errors import KioskError

# A folder that holds more is somebody's archive, mounted by mistake.
MOST_ENTRIES = 2000
NS = 1_000_000_000
# A file may change twice within one tick of a slow card's clock (FAT: 2 s) and look the same.
_SETTLED_NS = 3 * NS
_LITTER = ("thumbs.db", "desktop.ini")
_LITTER_STARTS = (".", "~$")
_LITTER_ENDS = ("~", ".tmp", ".bak", ".part", ".swp")


class UnreadableError(KioskError):
    """A file can't be read; the text ends a sentence about it."""


class File(Struct, frozen=True):
    """A regular file in a folder, as it was when it was listed; times in ns, size in bytes.

    Two that are equal hold the same bytes.
    """

    path: Path
    inode: int
    mtime_ns: int
    ctime_ns: int
    size: int

    @property
    def name(self) -> str:
        """Its name in NFC, whatever machine it was written on, and fit to be printed."""
        return shown_name(self.path.name)

    @property
    def suffix(self) -> str:
        """The ending of its name in small letters, with its dot."""
        return self.path.suffix.lower()


class Listing(Struct, frozen=True):
    """The files of a folder by name, and a sentence for each entry that can't be used."""

    files: tuple[File, ...] = ()
    problems: tuple[str, ...] = ()


def shown_name(name: str) -> str:
    """A file's name in NFC, without what no terminal should get."""
    return plain(unicodedata.normalize("NFC", name), 200)


def listed(folder: Path, endings: Collection[str], most: int, hint: str) -> Listing:
    """The files in `folder` with one of `endings`, the newest `most` of them.

    Folders inside it, hidden files and what editors and Windows leave behind are passed over. Any
    other entry is a problem; `hint` says what it should have been. Never raises.
    """
    try:
        with os.scandir(folder) as entries:
            seen = list(islice(entries, MOST_ENTRIES + 1))
    except OSError as error:
        why = error.strerror or type(error).__name__
        says = f"{folder}: can't be looked into ({why}); check its path and its rights."
        return Listing(problems=(says,))
    files: list[File] = []
    problems: list[str] = []
    for entry in sorted(seen[:MOST_ENTRIES], key=lambda one: one.name):
        found = _looked_at(entry, endings, hint)
        if isinstance(found, File):
            files.append(found)
        elif found:
            problems.append(f"{folder / shown_name(entry.name)}: {found}")
    problems += _too_many(folder, len(seen), len(files), most)
    newest = sorted(files, key=lambda one: -one.mtime_ns)[:most]
    return Listing(tuple(sorted(newest, key=lambda one: one.name)), tuple(problems))


def at(path: Path) -> File:
    """The regular file at `path`. Raises UnreadableError where there is none."""
    try:
        found = path.lstat()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnreadableError(f"can't be read ({why}); check its name and its rights.") from error
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError("is no regular file; put the file itself there.")
    return _file(path, found)


def read(file: File, most: int) -> bytes:
    """The bytes of `file`, which are at most `most`.

    Raises UnreadableError if they are more, if it is no regular file any more, or can't be opened.
    """
    # Without NONBLOCK a FIFO that took the file's name would hold us for ever.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with open(os.open(file.path, flags), "rb") as opened:  # noqa: PTH123 - a descriptor
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise UnreadableError("is no regular file; put the file itself there.")
            data = opened.read(most + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnreadableError(f"can't be read ({why}); check its rights.") from error
    if len(data) > most:
        raise UnreadableError(f"is larger than {most // 1000} kB; make it smaller.")
    return data


def settled(file: File, now: datetime) -> bool:
    """Whether a change of `file` would be seen: it was last changed a while before `now`."""
    return file.mtime_ns < now.timestamp() * NS - _SETTLED_NS


def written(file: File, now: datetime) -> datetime | None:
    """When `file` was written; None where its times lie ahead of `now`, or before any clock."""
    latest = int(now.timestamp() * NS)
    stamps = (stamp for stamp in (file.mtime_ns, file.ctime_ns) if 0 < stamp <= latest)
    at = datetime.fromtimestamp(next(stamps, 0) // NS, UTC)
    return at if at.year >= FIRST_YEAR else None


def _looked_at(entry: os.DirEntry[str], endings: Collection[str], hint: str) -> File | str:
    """A file, or what is wrong with the entry; "" where it is passed over."""
    name = entry.name.lower()
    if name in _LITTER or name.startswith(_LITTER_STARTS) or name.endswith(_LITTER_ENDS):
        return ""
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:  # taken away since the folder was read: not there is not wrong
        return ""
    if stat.S_ISDIR(found.st_mode):
        return ""
    if not stat.S_ISREG(found.st_mode):
        return "is no regular file; put the file itself there."
    if Path(name).suffix not in endings:
        return hint
    return _file(Path(entry.path), found)


def _file(path: Path, found: os.stat_result) -> File:
    return File(path, found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)


def _too_many(folder: Path, seen: int, usable: int, most: int) -> Iterator[str]:
    if seen > MOST_ENTRIES:
        yield f"{folder}: holds more than {MOST_ENTRIES} files, not all were read; take some out."
    if usable > most:
        yield f"{folder}: {usable} files are too many, the newest {most} count; take some out."
