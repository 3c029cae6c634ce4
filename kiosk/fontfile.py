"""Which characters a TrueType file has glyphs for.

The `cmap` table: OpenType specification, formats 4 and 12.
"""

import struct
from functools import cache
from pathlib import Path

from kiosk.errors import KioskError


class FontError(KioskError):
    """A font file is missing or is none."""


@cache
def coverage(path: Path) -> frozenset[int]:
    """The code points that a TrueType file has glyphs for.

    Raises FontError.
    """
    try:
        data = path.read_bytes()
        return frozenset(_read_cmap(data))
    except OSError as error:
        raise FontError(
            f"{path}: this font can't be read ({error.strerror}); "
            "put the file there, or install kiosk again."
        ) from error
    except (struct.error, KeyError, IndexError) as error:
        raise FontError(f"{path}: this is no TrueType font; replace the file.") from error


def _read_cmap(data: bytes) -> set[int]:
    tables = dict(_tables(data))
    start = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", data, start + 2)
    points: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">L", data, start + 4 + 8 * index + 4)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if kind == 4:  # noqa: PLR2004 - the format's number in the specification
            points |= _segments(data, start + offset)
        elif kind == 12:  # noqa: PLR2004 - as above
            points |= _groups(data, start + offset)
    return points


def _tables(data: bytes) -> list[tuple[bytes, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    rows = [struct.unpack_from(">4sLLL", data, 12 + 16 * row) for row in range(count)]
    if any(offset + length > len(data) for _, _, offset, length in rows):
        raise IndexError("a table ends behind the file")
    return [(tag, offset) for tag, _, offset, _ in rows]


def _segments(data: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts_at = at + 16 + doubled
    starts = struct.unpack_from(f">{count}H", data, starts_at)
    deltas = struct.unpack_from(f">{count}H", data, starts_at + doubled)
    ranges_at = starts_at + 2 * doubled
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    points = set()
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            if ranges[index]:
                slot = ranges_at + 2 * index + ranges[index] + 2 * (point - first)
                (glyph,) = struct.unpack_from(">H", data, slot)
            else:
                glyph = (point + deltas[index]) & 0xFFFF
            if glyph:
                points.add(point)
    return points


def _groups(data: bytes, at: int) -> set[int]:
    (count,) = struct.unpack_from(">L", data, at + 12)
    points: set[int] = set()
    for index in range(count):
        first, last, _ = struct.unpack_from(">LLL", data, at + 16 + 12 * index)
        points.update(range(first, min(last, 0x10FFFF) + 1))
    return points
