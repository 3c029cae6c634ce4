"""Pixels as the bytes that chips take, and back."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.geometry import Rect, Size
from kiosk.packing import bits, inverted, nibbles, unbits, unnibbles
from kiosk.panels.glass import cut, paste

ART = """
    ..##..##
    .#.#.#.#
    ########
"""
SPECTRA = bytes([0, 1, 2, 3, 5, 6])
eights = st.integers(1, 40).flatmap(lambda n: st.binary(min_size=8 * n, max_size=8 * n))
inks = st.lists(st.integers(0, 5), min_size=2, max_size=200).map(
    lambda found: bytes(found[: len(found) // 2 * 2])
)


def art(rows: str) -> bytes:
    return bytes("#.".index(letter) for letter in "".join(rows.split()))


def test_eight_pixels_make_a_byte_and_the_left_one_is_the_highest_bit() -> None:
    assert bits(art(ART), ones=b"\0") == bytes([0b00110011, 0b01010101, 0b11111111])
    assert bits(art(ART), ones=b"\1") == bytes([0b11001100, 0b10101010, 0b00000000])
    assert unbits(bytes([0b11001100, 0b10101010, 0b00000000])) == art(ART)


def test_two_pixels_make_a_byte_of_codes_and_the_left_one_is_high() -> None:
    assert nibbles(bytes([0, 1, 4, 5]), SPECTRA) == bytes([0x01, 0x56])
    assert unnibbles(bytes([0x01, 0x56])) == bytes([0, 1, 5, 6])


@given(eights, st.binary(max_size=4))
def test_a_bit_is_1_where_the_pixel_is_one_of_the_named(pixels: bytes, ones: bytes) -> None:
    packed = bits(pixels, ones)
    assert len(packed) == len(pixels) // 8
    assert unbits(packed) == bytes(value in ones for value in pixels)


@given(st.binary(min_size=1, max_size=50))
def test_bits_are_what_unbits_took_apart(data: bytes) -> None:
    assert bits(unbits(data), ones=b"\1") == data
    assert unbits(inverted(data)) == bytes(1 - bit for bit in unbits(data))
    assert inverted(inverted(data)) == data


@given(inks)
def test_nibbles_come_back_as_codes(pixels: bytes) -> None:
    packed = nibbles(pixels, SPECTRA)
    assert len(packed) == len(pixels) // 2
    assert unnibbles(packed) == bytes(SPECTRA[ink] for ink in pixels)


@given(st.binary(min_size=1, max_size=50))
def test_nibbles_are_what_unnibbles_took_apart(data: bytes) -> None:
    assert nibbles(bytes(unnibbles(data)), bytes(range(16))) == data


@given(st.data())
def test_an_area_that_was_cut_out_fits_where_it_was(data: st.DataObject) -> None:
    size = Size(data.draw(st.integers(1, 9)), data.draw(st.integers(1, 9)))
    (left, right), (top, bottom) = (
        sorted(data.draw(st.tuples(st.integers(0, side), st.integers(0, side)))) for side in size
    )
    area = Rect(left, top, right - left, bottom - top)
    whole = data.draw(st.binary(min_size=size.width * size.height, max_size=200))
    whole = whole[: size.width * size.height]
    part = cut(whole, size, area)
    assert len(part) == area.width * area.height
    pasted = bytearray(len(whole))
    paste(pasted, size, area, part)
    assert cut(bytes(pasted), size, area) == part
    paste(pasted, size, Rect(0, 0, *size), whole)
    assert bytes(pasted) == whole
