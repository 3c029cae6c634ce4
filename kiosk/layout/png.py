"""PNG files that a layout names: known to be whole before a page is drawn, without decoding them.

Source: W3C, Portable Network Graphics (PNG) Specification, second edition.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.geometry import Size
from kiosk.quantities import shown

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NAME = re.compile(r"[^/\\\x00-\x1f]{1,80}\.png", re.IGNORECASE)
# More than any board has, and no more than a small computer decodes.
MOST_PIXELS = 4_000_000
MOST_BYTES = 2_000_000
# 11.2.2: how many samples a pixel of each colour type has, and of how many bits each may be.
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_INDEXED = 3
# 8.2: where the pixels of each pass begin, and how far apart they are, across and down.
_PASSES = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
    (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip


class PngFile(Struct, frozen=True):
    """A PNG file that was found to be whole; `size` is in pixels."""

    name: str
    size: Size
    data: bytes

    def __repr__(self) -> str:
        return f"PngFile({self.name!r}, {self.size})"


class _Header(Struct, frozen=True):
    size: Size
    bits: int
    colour: int
    interlaced: bool

    @property
    def raw_bytes(self) -> int:
        """What the pixels come to unpacked, each line with the byte that names its filter."""
        if not self.interlaced:
            return self._lines(self.size.width, self.size.height)
        width, height = self.size
        return sum(
            self._lines(-(-(width - x) // across), -(-(height - y) // down))
            for x, y, across, down in _PASSES
            if width > x and height > y
        )

    def _lines(self, width: int, height: int) -> int:
        return height * (1 + -(-width * self.bits // 8))


def read_name(value: Any) -> str:
    """The name of a PNG file, without any folder."""
    if not isinstance(value, str) or not _NAME.fullmatch(value.strip()):
        raise ValueError(
            'must be a PNG file beside the layout file, as "logo.png", '
            f"without a folder, not {shown(value)}"
        )
    return value.strip()


def beside(folder: Path, value: Any) -> PngFile:
    """The PNG file of that name in `folder`.

    Raises ValueError with the end of a sentence if it is missing, too large, or not whole.
    """
    name = read_name(value)
    try:
        with (folder / name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(
            f"names “{name}”, which can't be read ({error.strerror}); put the file beside this one"
        ) from error
    if len(data) > MOST_BYTES:
        raise ValueError(f"names “{name}”, which has more than {MOST_BYTES} bytes; save it smaller")
    try:
        return PngFile(name, _checked(data), data)
    except (struct.error, zlib.error, _FaultError) as fault:
        raise ValueError(
            f"names “{name}”, which is no whole PNG ({fault}); save it as PNG once more"
        ) from fault


class _FaultError(Exception):
    """What is wrong with a file."""


def _checked(data: bytes) -> Size:
    """The size of a PNG all of whose pixels are there."""
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR":
        raise _FaultError("it has no header")
    header = _header(chunks[0][1])
    if header.colour == _INDEXED and b"PLTE" not in dict(chunks):
        raise _FaultError("its colours are missing")
    packed = b"".join(body for kind, body in chunks if kind == b"IDAT")
    unpacked = zlib.decompressobj().decompress(packed, header.raw_bytes)
    if len(unpacked) < header.raw_bytes:
        raise _FaultError("pixels are missing")
    return header.size


def _header(body: bytes) -> _Header:
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">LLBBBBB", body)
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise _FaultError("it is of an unknown kind")
    if not (width and height):
        raise _FaultError("it has no pixels")
    if width * height > MOST_PIXELS:
        raise _FaultError(f"it has more than {MOST_PIXELS} pixels")
    return _Header(Size(width, height), depth * _SAMPLES[colour], colour, bool(interlace))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's kind and body, up to the end (5.3)."""
    if not data.startswith(_SIGNATURE):
        raise _FaultError("it is another kind of file")
    at, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">L", data, at)
        body = data[at + 8 : at + 8 + length]
        kind = data[at + 4 : at + 8]
        (said,) = struct.unpack_from(">L", data, at + 8 + length)
        if zlib.crc32(kind + body) != said:
            raise _FaultError("it is damaged")
        yield kind, body
        at += 12 + length
