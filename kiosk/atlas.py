"""Letters that were drawn once, kept in a file: no later process has FreeType hint them again.

Nothing in the file is trusted. One that is torn, too large, of another format or made with other
libraries is as none, and what it says is bounded before it is believed.
"""

import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
import PIL
from msgspec import Struct
from PIL import _imaging

from kiosk.files import write_whole

NAME = "letters"
# To be raised with any change of how letters are drawn, or of how they stand in the file.
_FORMAT = 1
_CHECK = 4
# The letters of some pages' faces; a file of an ordinary board has half of it.
MOST_BYTES = 256 * 2**10
_MOST_UNPACKED = 2**20
# Letters still come in ones and twos after weeks: a file is written more and more rarely.
_FIRST_WAIT_S = 600.0
_LAST_WAIT_S = 86400.0
# What Pillow may draw with where a wheel does not bring it along.
_SYSTEM = ("libfreetype.so.6", "libharfbuzz.so.0", "libraqm.so.0", "libfribidi.so.0")

_T = TypeVar("_T")


class _Kept(Struct, array_like=True, frozen=True):
    """The file, behind its checksum."""

    made_with: str
    parts: dict[str, bytes]


class Atlas:
    """The tables in the file `path`, which is read when the first is asked for.

    Where the disk refuses, letters are drawn anew by each process, and `problem` says why (""
    where it does not).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem = ""
        self._made_with = _made_with()
        self._parts: dict[str, bytes] | None = None
        # What this process draws with is kept before what others did.
        self._used: dict[str, None] = {}
        self._wait_s = _FIRST_WAIT_S
        self._next = 0.0

    def read(self, name: str, kind: type[_T]) -> _T | None:
        """What is kept as `name`; None if nothing is, or nothing whole."""
        if self._parts is None:
            self._parts = _read(self.path, self._made_with)
        self._used[name] = None
        packed = self._parts.get(name)
        if packed is None:
            return None
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(packed, _MOST_UNPACKED)
            return msgspec.msgpack.decode(data, type=kind) if unpacker.eof else None
        except (zlib.error, msgspec.DecodeError):
            return None

    def due(self) -> bool:
        """Whether a process that goes on may write again: sooner at first than later."""
        return time.monotonic() >= self._next

    def write(self, grown: Mapping[str, object]) -> bool:
        """Keep what has `grown`, and of all else as much as has room; whether the disk took it.

        A state folder that is not there is not made for it.
        """
        if not self.path.parent.is_dir():
            return False
        before = _read(self.path, self._made_with)
        new = {name: zlib.compress(msgspec.msgpack.encode(part)) for name, part in grown.items()}
        self._used.update(dict.fromkeys(new))
        self._parts = _bounded(self._used, before | (self._parts or {}) | new)
        data = msgspec.msgpack.encode(_Kept(self._made_with, self._parts))
        self._next, self._wait_s = (
            time.monotonic() + self._wait_s,
            min(2 * self._wait_s, _LAST_WAIT_S),
        )
        try:
            write_whole(self.path, zlib.crc32(data).to_bytes(_CHECK, "big") + data)
        except OSError as fault:
            self.problem = f"{self.path}: letters can't be kept ({fault.strerror})"
            return False
        self.problem = ""
        return True


# The atlas in use, if any, and what has grown since it was written.
_IN_USE: list[Atlas] = []
_GROWN: dict[str, Callable[[], object]] = {}


def keep_in(folder: Path) -> None:
    """Keep in a folder from now on what is drawn, and take what is there."""
    path = folder / NAME
    if not _IN_USE or _IN_USE[-1].path != path:
        _IN_USE[:] = [Atlas(path)]
        _GROWN.clear()


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Keep in a folder what is drawn meanwhile; a disk that refuses is no fault of the drawing."""
    keep_in(folder)
    try:
        yield
        save()
    finally:
        _IN_USE.clear()
        _GROWN.clear()


def kept(name: str, kind: type[_T]) -> _T | None:
    """What another process has kept as `name`, if there is an atlas and it is there."""
    return _IN_USE[-1].read(name, kind) if _IN_USE else None


def grows(name: str, part: Callable[[], object]) -> None:
    """Have `part` asked, when the atlas is next written, for what to keep as `name`."""
    if _IN_USE:
        _GROWN[name] = part


def save(*, rarely: bool = False) -> str:
    """Write down what was drawn anew; why the disk refuses, as a sentence ("" where it does not).

    `rarely`: not if that was done a while ago, for a process that goes on for years.
    """
    if not _IN_USE:
        return ""
    atlas, grown = _IN_USE[-1], _GROWN.copy()
    if not grown or (rarely and not atlas.due()):
        return atlas.problem
    if atlas.write({name: part() for name, part in grown.items()}):
        for name in grown:
            _GROWN.pop(name, None)
    return atlas.problem


def stamp(path: Path) -> str:
    """What tells one state of a file from another; "" if there is none."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_size} {state.st_mtime_ns}"


def _bounded(used: Iterable[str], parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of the parts those used, then the others, as long as there is room in the file."""
    kept: dict[str, bytes] = {}
    room = MOST_BYTES * 15 // 16  # the rest is for names
    for name in dict.fromkeys((*used, *parts)):
        packed = parts.get(name, b"")
        room -= len(packed) + len(name.encode())
        if room < 0:
            break
        if packed:
            kept[name] = packed
    return kept


def _read(path: Path, made_with: str) -> dict[str, bytes]:
    """The packed parts of a file; none if it is not whole, or made with other libraries."""
    try:
        with path.open("rb") as file:
            found = file.read(MOST_BYTES + 1)
    except OSError:
        return {}
    data = memoryview(found)[_CHECK:]
    if len(found) > MOST_BYTES or zlib.crc32(data) != int.from_bytes(found[:_CHECK], "big"):
        return {}
    try:
        kept = msgspec.msgpack.decode(data, type=_Kept)
    except msgspec.DecodeError:
        return {}
    return kept.parts if kept.made_with == made_with else {}


def _made_with() -> str:
    """What letters would be drawn with now, told without loading it."""
    core = Path(str(_imaging.__file__))
    drawing = core.with_name(core.name.replace("_imaging", "_imagingft"))
    multiarch = getattr(sys.implementation, "_multiarch", "")
    system = (stamp(Path("/usr/lib", multiarch, name)) for name in _SYSTEM)
    return f"{_FORMAT} {PIL.__version__} {stamp(drawing)} {' '.join(system)}"
