"""The pictures in an IT8951's memory: how they come there, and which greys they show."""

from collections.abc import Iterator

from kiosk.geometry import Rect, Size
from kiosk.packing import unbits
from kiosk.panels.sim.loading import SIZE, Loading, Memory
from kiosk.panels.sim.referee import Referee

_TO_LEVEL = bytes(value >> 4 for value in range(256))
_MIRRORED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


class Pictures:
    """A memory, and the picture or the burst that is on its way there."""

    def __init__(self, glass: Size, referee: Referee) -> None:
        self.glass = glass
        self.referee = referee
        self.memory = Memory()
        self.loading: Loading | None = None
        self.burst: tuple[int, int] | None = None

    def begin(self, how: int, area: Rect | None, base: int) -> None:
        """A picture for an area comes, or one for all of the glass."""
        loading = Loading.begun(how, area or Rect(0, 0, *self.glass), base)
        if area is None and loading.turn % 2:
            loading.area = Rect(0, 0, self.glass.height, self.glass.width)
        self.loading = loading
        if not loading.fits(self.glass) or base + self.glass.width * self.glass.height > SIZE:
            self.referee.refuse(f"a picture at {tuple(loading.area)}, outside the glass or memory")
            self.loading = None
        elif not loading.is_aligned:
            self.referee.refuse(f"a picture at {tuple(loading.area)}, whose columns miss words")

    def take(self, block: bytes) -> bool:
        """Words of a picture or of a burst came; whether any were waited for."""
        if self.loading is not None:
            self.loading.got += block
            if len(self.loading.got) > self.loading.room:
                took = self.loading.room
                self.referee.refuse(f"the picture has {took} bytes, not {len(self.loading.got)}")
                del self.loading.got[took:]
            return True
        return self._take_burst(block) if self.burst is not None else False

    def end(self) -> None:
        """The picture is complete, and goes to its place."""
        loading, self.loading = self.loading, None
        if loading is None:
            self.referee.refuse("LD_IMG_END without a picture")
            return
        if len(loading.got) < loading.room:
            got = len(loading.got)
            self.referee.refuse(f"the picture has {loading.room} bytes, only {got} came")
            loading.got += bytes(loading.room - got)
        area, block = loading.placed(self.glass)
        for row, (start, _) in enumerate(self.memory.rows(loading.base, self.glass.width, area)):
            self.memory.write(start, block[row * area.width : (row + 1) * area.width])

    def require_ended(self) -> None:
        """Refuse a command in the middle of a picture or of a burst."""
        if self.loading is not None:
            self.referee.refuse("a picture that was not ended with LD_IMG_END (0x0022)")
        if self.burst is not None:
            self.referee.refuse("a burst that was not ended with MEM_BST_END (0x0015)")
        self.loading = self.burst = None

    def begin_burst(self, start: int, count: int) -> None:
        """So many words of memory will be written or read."""
        self.burst = (start, start + 2 * count)
        if start + 2 * count > SIZE:
            self.referee.refuse(f"a burst to {start + 2 * count:#x}, beyond the memory")
            self.burst = None

    def burst_words(self) -> Iterator[int]:
        """The words of a burst, whose low bytes come first in the memory."""
        for at in range(*(self.burst or (0, 0)), 2):
            yield self.memory.bytes[at + 1] << 8 | self.memory.bytes[at]

    def levels(self, area: Rect, base: int, colours: int | None) -> bytes | None:
        """The greys of an area, from 0 to 15; None: it was never loaded.

        `colours`: there is a bit a pixel, and this is what 1 (the low byte) and 0 mean.
        """
        stride = self.glass.width
        if colours is None:
            if not self.memory.knows(base, stride, area):
                return None
            return self.memory.read(base, stride, area).translate(_TO_LEVEL)
        if (area.x | area.width) % 8:
            self.referee.refuse(f"{tuple(area)} does not lie on the bytes of a bit a pixel")
            return None
        narrow = Rect(area.x // 8, area.y, area.width // 8, area.height)
        if not self.memory.knows(base, stride, narrow):
            return None
        ink = bytes([colours >> 12 & 15, colours >> 4 & 15]).ljust(256, b"\0")
        # The lowest bit of a byte is its first pixel.
        return unbits(self.memory.read(base, stride, narrow).translate(_MIRRORED)).translate(ink)

    def _take_burst(self, block: bytes) -> bool:
        assert self.burst is not None  # noqa: S101 - its caller looked
        start, stop = self.burst
        if start + len(block) > stop:
            self.referee.refuse("more words than the burst was begun for")
            block = block[: stop - start]
        swapped = bytearray(len(block))
        swapped[::2], swapped[1::2] = block[1::2], block[::2]
        self.memory.write(start, bytes(swapped))
        self.burst = (start + len(block), stop)
        return True
