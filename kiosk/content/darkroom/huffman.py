"""Huffman-coded means of a JPEG's blocks, unpacked bit by bit.

Codes and differences: ITU-T T.81, F.1.2.1, F.2.2.1 and annex C.
"""

import sys
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from kiosk.content.darkroom.unusable import PictureError

_CODE_BITS = 16
_WINDOWS = 1 << _CODE_BITS
# A difference of 8-bit samples; with the longest code 27 bits.
_MOST_EXTRA_BITS = 11
_ENOUGH_BITS = 32
_WORD_BYTES = 8
_WORD_BITS = 64
_SPARE_BITS = 128


class Codes(NamedTuple):
    """A Huffman table, by the next sixteen bits.

    `whole`: difference * 32 + bits taken, or 0 where the difference ends beyond those bits;
    `begun`: bits of the difference * 32 + bits of its code, or 0 where there is no such code.
    """

    whole: list[int]
    begun: list[int]


class Unit(NamedTuple):
    """One block of each interleaved unit: of which component, its codes, where its levels go.

    `levels` has the level of each mean, the negative ones counted from its end.
    """

    component: int
    codes: Codes
    levels: bytes
    lane: bytearray


def codes(counts: bytes, sizes: bytes) -> Codes:
    """The table that DHT's sixteen `counts` and its `sizes` of differences describe.

    Raises PictureError if they describe none.
    """
    table = Codes([0] * _WINDOWS, [0] * _WINDOWS)
    lengths = [length for length, count in enumerate(counts, 1) for _ in range(count)]
    if len(lengths) != len(sizes) or sum(_WINDOWS >> length for length in lengths) > _WINDOWS:
        raise PictureError("the JPEG's code tables are rotten")
    at = 0
    for length, extra in zip(lengths, sizes, strict=True):
        if extra <= _MOST_EXTRA_BITS:
            _enter(table, at, length, extra)
        at += _WINDOWS >> length
    return table


def _enter(table: Codes, at: int, length: int, extra: int) -> None:
    span = _WINDOWS >> length
    table.begun[at : at + span] = [extra * 32 + length] * span
    if span >> extra:
        alike = span >> extra
        for bits in range(1 << extra):
            taken = _difference(bits, extra) * 32 + length + extra
            table.whole[at + bits * alike : at + (bits + 1) * alike] = [taken] * alike


def _difference(bits: int, extra: int) -> int:
    return bits if not extra or bits >> (extra - 1) else bits - (1 << extra) + 1


def unpack(data: bytes, units: Sequence[Unit], count: int) -> None:
    """Append the levels of `count` interleaved units, coded in `data`, to their lanes.

    Raises PictureError if `data` ends before, has no such codes, or means out of range.
    """
    words = _words(data)
    means = [0] * (1 + max(unit.component for unit in units))
    held = bits = 0
    try:
        for _ in range(count):
            for component, (whole, begun), levels, lane in units:
                if bits < _ENOUGH_BITS:
                    held = (held & (1 << bits) - 1) << _WORD_BITS | next(words)
                    bits += _WORD_BITS
                window = held >> bits - _CODE_BITS & _WINDOWS - 1
                taken = whole[window] or _long(begun[window], held, bits)
                bits -= taken & 31
                means[component] += taken >> 5
                lane.append(levels[means[component]])
    except (IndexError, StopIteration) as fault:
        raise PictureError("the JPEG's first scans are rotten or broken off") from fault
    if bits + sum(_WORD_BITS for _ in islice(words, 3)) < _SPARE_BITS + _padding(data) * 8:
        raise PictureError("the JPEG's first scans are broken off")


def _long(begun: int, held: int, bits: int) -> int:
    """As an entry of Codes.whole, of a difference that ends beyond its window."""
    extra, length = begun >> 5, begun & 31
    if not length:
        raise PictureError("the JPEG's first scans are rotten")
    tail = held >> bits - length - extra & (1 << extra) - 1
    return _difference(tail, extra) * 32 + length + extra


def _words(data: bytes) -> Iterator[int]:
    """`data` in whole words, and spare zeros for the last codes to be looked up in."""
    words = array("Q", data + bytes(_padding(data) + _SPARE_BITS // 8))
    if sys.byteorder == "little":
        words.byteswap()
    return iter(words)


def _padding(data: bytes) -> int:
    """How many bytes `data` lacks to whole words."""
    return -len(data) % _WORD_BYTES
