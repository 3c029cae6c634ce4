"""Indexed PNG files, written without a picture library: a tenth of the time, the same pixels."""

import struct
import zlib
from collections.abc import Mapping, Sequence

from kiosk.geometry import Size
from kiosk.packing import packed

# PNG 3rd edition, 5.2.
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED = 3
# Pillow's 6 takes three times the time for a tenth of the size.
_LEVEL = 2
_BAND_ROWS = 64


def indexed(
    size: Size, pixels: bytes, colours: Sequence[tuple[int, int, int]], notes: Mapping[str, str]
) -> bytes:
    """A PNG of `pixels`, a byte each, row by row: indices of `colours`; `notes` are its tEXt.

    16 colours at most.
    """
    bits = next(bits for bits in (1, 2, 4) if len(colours) <= 1 << bits)
    head = struct.pack(">IIBBBBB", *size, bits, _INDEXED, 0, 0, 0)
    palette = bytes(value for colour in colours for value in colour)
    told = (f"{name}\0{value}".encode("latin-1") for name, value in notes.items())
    parts = (
        _chunk(b"IHDR", head),
        _chunk(b"PLTE", palette),
        *(_chunk(b"tEXt", one) for one in told),
        _chunk(b"IDAT", _compressed(size, pixels, bits)),
        _chunk(b"IEND", b""),
    )
    return _SIGNATURE + b"".join(parts)


def _compressed(size: Size, pixels: bytes, bits: int) -> bytes:
    """Band by band, so that a large picture is never held three times."""
    press = zlib.compressobj(_LEVEL)
    band = size.width * _BAND_ROWS
    bands = (pixels[at : at + band] for at in range(0, len(pixels), band))
    parts = [press.compress(_rows(size.width, one, bits)) for one in bands]
    return b"".join((*parts, press.flush()))


def _rows(width: int, pixels: bytes, bits: int) -> bytes:
    """Each row in whole bytes, after the number of its filter: none."""
    each = 8 // bits
    if over := -width % each:
        rest = bytes(over)
        pixels = b"".join(pixels[at : at + width] + rest for at in range(0, len(pixels), width))
    data = packed(pixels, bits)
    stride = (width + over) // each
    return b"".join(b"\0" + data[at : at + stride] for at in range(0, len(data), stride))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
