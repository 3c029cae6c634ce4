"""The glass of a simulated panel: what each pixel shows, and how often it was half refreshed."""

from collections.abc import Sequence

from msgspec import Struct, field

from kiosk.frame import Frame, Palette
from kiosk.geometry import Rect, Size
from kiosk.panels.glass import cut, paste

MOST_GHOSTS = 255


class Refresh(Struct, frozen=True):
    """One refresh: with which waveform, of which areas, when it began (s) and how long it took."""

    waveform: str
    areas: tuple[Rect, ...]
    at: float
    seconds: float


class Film(Struct):
    """Pixels in the glass's own order; `ghosts` counts partial refreshes since the last full one.

    `known`: whether it is certain what the pixels show; a new panel may show anything.
    """

    size: Size
    palette: Palette
    pixels: bytearray
    ghosts: bytearray
    known: bool = True
    refreshes: list[Refresh] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"Film({self.size}, known={self.known}, {len(self.refreshes)} refreshes)"

    def frame(self) -> Frame:
        """The picture on the glass."""
        return Frame(self.size, self.palette, bytes(self.pixels))

    @property
    def everywhere(self) -> Rect:
        return Rect(0, 0, *self.size)

    def cut(self, area: Rect) -> bytes:
        """What an area shows, row by row."""
        return cut(bytes(self.pixels), self.size, area)

    def drive(self, area: Rect, pixels: bytes, *, partial: bool) -> None:
        """Bring an area to `pixels`, given row by row."""
        paste(self.pixels, self.size, area, pixels)
        ghosts = cut(bytes(self.ghosts), self.size, area)
        ghosts = ghosts.translate(_ONE_MORE) if partial else bytes(len(ghosts))
        paste(self.ghosts, self.size, area, ghosts)
        if area == self.everywhere and not partial:
            self.known = True

    def note(self, waveform: str, areas: Sequence[Rect], at: float, seconds: float) -> None:
        """Remember a refresh."""
        self.refreshes.append(Refresh(waveform, tuple(areas), at, seconds))


# What one more partial refresh makes of each count.
_ONE_MORE = bytes(min(count + 1, MOST_GHOSTS) for count in range(256))


def new(size: Size, palette: Palette) -> Film:
    """A white glass, as makers deliver it."""
    count = size.width * size.height
    return Film(size, palette, bytearray([palette.paper]) * count, bytearray(count))
