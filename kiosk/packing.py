"""Pixels, a byte each, to the bytes that chips and files take, and back; the first is highest."""

from binascii import unhexlify

_NIBBLE = 4
_ZERO, _ONE = b"01"
_INVERTED = bytes(0xFF - value for value in range(256))
_DIGITS = b"0123456789abcdef".ljust(256, b"0")
_VALUES = bytes(digit == _ONE for digit in range(256))


def bits(pixels: bytes, ones: bytes) -> bytes:
    """Eight pixels a byte, 1 for the values in `ones`; their number must be a multiple of 8."""
    table = bytearray([_ZERO]) * 256
    for value in ones:
        table[value] = _ONE
    # Pixels become digits of one binary number, which Python reads and writes in linear time.
    return int(pixels.translate(bytes(table)), 2).to_bytes(len(pixels) // 8, "big")


def packed(pixels: bytes, each: int) -> bytes:
    """Pixel values of `each` 1, 2 or 4 bits; their number must fill whole bytes."""
    digits = pixels.translate(_DIGITS)
    if each == _NIBBLE:
        return unhexlify(digits)
    return int(digits, 1 << each).to_bytes(len(pixels) * each // 8, "big")


def unbits(data: bytes) -> bytes:
    """The inverse of `bits`: a byte a pixel, 0 or 1."""
    digits = f"{int.from_bytes(data, 'big'):0{8 * len(data)}b}"
    return digits.encode().translate(_VALUES)


def inverted(data: bytes) -> bytes:
    """Every bit the other way."""
    return data.translate(_INVERTED)


def nibbles(pixels: bytes, codes: bytes) -> bytes:
    """Two pixels a byte, the left one high; `codes` has a value of 4 bits for each pixel value.

    The number of pixels must be even.
    """
    from PIL import Image  # noqa: PLC0415 - whoever writes a PNG needs no picture library

    # Pillow packs what it takes for indices of a palette, each reduced to 4 bits.
    values = pixels.translate(codes.ljust(256, b"\0"))
    return Image.frombytes("P", (len(values), 1), values).tobytes("raw", "P;4")


def unnibbles(data: bytes) -> bytearray:
    """The inverse of `nibbles` without its codes: two values from 0 to 15 for each byte."""
    out = bytearray(2 * len(data))
    out[::2] = data.translate(bytes(value >> _NIBBLE for value in range(256)))
    out[1::2] = data.translate(bytes(value & 0x0F for value in range(256)))
    return out
