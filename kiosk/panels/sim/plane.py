"""A memory of one bit a pixel in a simulated chip."""

from kiosk.geometry import Rect, Size
from kiosk.packing import unbits
from kiosk.panels.glass import cut, paste


class Plane:
    """A memory of one bit a pixel; `known` says of each of its bytes whether it was written."""

    def __init__(self, size: Size) -> None:
        self.size = Size(size.width // 8, size.height)
        self.bits = bytearray(self.size.width * self.size.height)
        self.known = bytearray(len(self.bits))

    def lose(self) -> None:
        """Forget everything."""
        self.known = bytearray(len(self.known))

    def write(self, area: Rect, data: bytes) -> None:
        """Keep an area's rows; its edges lie between bytes."""
        inside = _in_bytes(area)
        paste(self.bits, self.size, inside, data)
        paste(self.known, self.size, inside, b"\x01" * len(data))

    def knows(self, area: Rect) -> bool:
        """Whether all of an area was written."""
        return 0 not in cut(bytes(self.known), self.size, _in_bytes(area))

    def read(self, area: Rect) -> bytes:
        """An area's pixels, a byte of 0 or 1 each."""
        return unbits(self.taken(area))

    def taken(self, area: Rect) -> bytes:
        """An area's bytes, row by row."""
        return cut(bytes(self.bits), self.size, _in_bytes(area))


def _in_bytes(area: Rect) -> Rect:
    return Rect(area.x // 8, area.y, area.width // 8, area.height)
