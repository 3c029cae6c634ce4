"""Means come out of their codes as they went in."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.darkroom.huffman import Unit, codes, unpack
from kiosk.content.darkroom.unusable import PictureError

# T.81, table K.3: how many codes have one bit, two bits, ...; and their sizes of differences.
COUNTS = bytes((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0))
SIZES = bytes(range(12))
CODES = ["00", "010", "011", "100", "101", "110", "1110", "11110", "111110"]
CODES += ["1111110", "11111110", "111111110"]
# A mean of m is the level of m modulo 256, so that each can be told again.
LEVELS = bytes(mean % 256 for mean in [*range(2048), *range(-2048, 0)])


def written(means: list[int]) -> bytes:
    """`means` of one component as T.81, F.1.2.1 codes them, padded with ones."""
    bits, before = io.StringIO(), 0
    for mean in means:
        difference, before = mean - before, mean
        size = abs(difference).bit_length()
        low = difference if difference >= 0 else difference + (1 << size) - 1
        bits.write(CODES[size] + (format(low, f"0{size}b") if size else ""))
    text = bits.getvalue()
    text += "1" * (-len(text) % 8)
    return bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8))


def read(data: bytes, count: int) -> bytes:
    unit = Unit(0, codes(COUNTS, SIZES), LEVELS, bytearray())
    unpack(data, [unit], count)
    return bytes(unit.lane)


@given(st.lists(st.integers(-1023, 1023), max_size=200))
def test_what_is_coded_is_read(means: list[int]) -> None:
    assert list(read(written(means), len(means))) == [mean % 256 for mean in means]


@given(st.lists(st.integers(-1023, 1023), min_size=1, max_size=60), st.data())
def test_too_few_bytes_are_told(means: list[int], data: st.DataObject) -> None:
    body = written(means)
    cut = body[: data.draw(st.integers(0, len(body) - 1))]
    with pytest.raises(PictureError, match=r"broken off|rotten"):
        read(cut, len(means))


def test_each_component_has_a_mean_of_its_own() -> None:
    table = codes(COUNTS, SIZES)
    first, second = (Unit(n, table, LEVELS, bytearray()) for n in range(2))
    # 5, 7, then two more of the first and none of the second: 100 101, 100 111, 011 10, 00.
    unpack(bytes((0b10010110, 0b01110111, 0b00011111)), [first, second], 2)
    assert (list(first.lane), list(second.lane)) == ([5, 7], [7, 7])


def test_a_code_that_is_none_is_rot() -> None:
    with pytest.raises(PictureError, match="rotten"):
        read(b"\xff" * 8, 3)


def test_means_beyond_all_levels_are_rot() -> None:
    with pytest.raises(PictureError, match="rotten"):
        # Eleven bits of difference, over and over.
        read(bytes.fromhex("ff7ffbffdffefff7ffbffdff") * 4, 12)


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [
        (bytes(15) + b"\x02", b"\x01"),
        (b"\x03" + bytes(15), b"\x00\x01\x02"),
        (bytes(16), b"\x01"),
    ],
    ids=["too few", "too many for their bits", "more than counted"],
)
def test_tables_that_are_none(counts: bytes, sizes: bytes) -> None:
    with pytest.raises(PictureError, match="tables are rotten"):
        codes(counts, sizes)
