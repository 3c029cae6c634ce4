"""How an IT8951 takes pictures: pixels in words, turned or not, into its memory of 8-bit greys."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field
from PIL import Image

from kiosk.geometry import Rect, Size

# 64 Mbit of memory; a picture of 1872x1404 begins at 0x119F00 and takes 0x281A60.
SIZE = 0x800000
_DEPTHS = {0: 2, 1: 3, 2: 4, 3: 8}
_WORD, _WORD_BITS = 2, 16
_LARGEST = 255
# Three bits stand in a nibble whose last bit means nothing.
_NIBBLE, _THREE = 4, 3
# The chip counts turns so that (x, y) of a picture turned by 90 degrees comes to (y, height-1-x):
# M5EPD_Driver.cpp of M5Stack's M5EPD, UpdateArea.
_TURNS = {
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}


class Memory:
    """Bytes, and of which it is known what they are."""

    def __init__(self) -> None:
        self.bytes = bytearray(SIZE)
        self.known = bytearray(SIZE)

    def write(self, at: int, block: bytes) -> None:
        self.bytes[at : at + len(block)] = block
        self.known[at : at + len(block)] = b"\x01" * len(block)

    def rows(self, base: int, stride: int, area: Rect) -> Iterator[tuple[int, int]]:
        """Where each row of an area begins and ends."""
        for y in range(area.y, area.bottom):
            start = base + y * stride + area.x
            yield start, start + area.width

    def read(self, base: int, stride: int, area: Rect) -> bytes:
        """An area of a picture."""
        return b"".join(self.bytes[a:b] for a, b in self.rows(base, stride, area))

    def knows(self, base: int, stride: int, area: Rect) -> bool:
        """Whether all of it was written."""
        return all(0 not in self.known[a:b] for a, b in self.rows(base, stride, area))


class Loading(Struct):
    """A picture on its way into the memory; `area` is as the sender sees it, before any turn."""

    area: Rect
    depth: int
    order: Literal["little", "big"]
    turn: int
    base: int
    got: bytearray = field(default_factory=bytearray)

    @classmethod
    def begun(cls, how: int, area: Rect, base: int) -> "Loading":
        """One that the first argument of LD_IMG describes."""
        order: Literal["little", "big"] = "big" if how >> 8 & 1 else "little"
        return cls(area, _DEPTHS[how >> 4 & 3], order, how & 3, base)

    @property
    def pixel_bits(self) -> int:
        """How much room a pixel takes on the bus."""
        return _NIBBLE if self.depth == _THREE else self.depth

    @property
    def room(self) -> int:
        """How many bytes come, in whole words."""
        words = -(-self.area.width * self.area.height * self.pixel_bits // _WORD_BITS)
        return words * _WORD

    @property
    def is_aligned(self) -> bool:
        """Whether its columns lie on words."""
        return not (self.area.x * self.pixel_bits | self.area.width * self.pixel_bits) % _WORD_BITS

    def fits(self, glass: Size) -> bool:
        """Whether it lies on a glass."""
        room = Size(glass.height, glass.width) if self.turn % 2 else glass
        return bool(self.area.width and self.area.height) and (
            Rect(0, 0, *room).contains(self.area)
        )

    def placed(self, glass: Size) -> tuple[Rect, bytes]:
        """Where it goes, and its greys there."""
        x, y, width, height = self.area
        block = self._greys()
        if self.turn:
            image = Image.frombytes("L", (width, height), block).transpose(_TURNS[self.turn])
            block = image.tobytes()
        where = {
            0: self.area,
            1: Rect(y, glass.height - width - x, height, width),
            2: Rect(glass.width - width - x, glass.height - height - y, width, height),
            3: Rect(glass.width - height - y, x, height, width),
        }
        return where[self.turn], block

    def _greys(self) -> bytes:
        """A byte a pixel; in words that count from their low end, the first one is lowest."""
        data, per_byte = bytes(self.got), 8 // self.pixel_bits
        places = range(8 - self.pixel_bits, -1, -self.pixel_bits)
        if self.order == "little":
            swapped = bytearray(len(data))
            swapped[::2], swapped[1::2] = data[1::2], data[::2]
            data, places = bytes(swapped), range(0, 8, self.pixel_bits)
        greys = bytearray(len(data) * per_byte)
        for at, shift in enumerate(places):
            greys[at::per_byte] = data.translate(self._table(shift))
        return bytes(greys[: self.area.width * self.area.height])

    def _table(self, shift: int) -> bytes:
        top = (1 << self.depth) - 1
        unused = self.pixel_bits - self.depth
        return bytes(
            (value >> shift + unused & top) * _LARGEST // top for value in range(_LARGEST + 1)
        )
