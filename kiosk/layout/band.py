"""A word in paper on a band of ink, smaller words beside it."""

from msgspec import Struct

from kiosk.geometry import Rect
from kiosk.layout.matter import Matter
from kiosk.layout.setting import Block
from kiosk.scene import Colour, Fill, Item

# Ink over the highest mark and under the baseline, and at either side of the word, in ems.
_OVER_EM = 0.12
_UNDER_EM = 0.24
_SIDE_EM = 0.24


class Band(Struct, frozen=True):
    """A word on a ground as wide as its slot; `beside` stands right of it, in its middle."""

    word: Block
    ink: Colour
    beside: Block | None = None
    space: int = 0
    keep: bool = True

    @property
    def height(self) -> int:
        under = max(self._em(_UNDER_EM), self.word.depth)
        return self._em(_OVER_EM) + self.word.top + under

    @property
    def width(self) -> int:
        """The least width that its word has room in."""
        return self._after - self._em(_SIDE_EM)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (self.word,) if self.beside is None else (self.word, self.beside)

    def atop(self) -> Matter:
        return self

    def split(self, room: int, *, forced: bool) -> tuple[Matter | None, Matter | None]:
        del forced
        return (self, None) if self.height <= room else (None, self)

    def room_beside(self, width: int) -> int:
        """The width of what stands beside the word on a band of `width` px."""
        return width - self._after - self._em(_SIDE_EM)

    def draw(self, region: str, rect: Rect) -> tuple[Item, ...]:
        ground = Rect(rect.x, rect.y, rect.width, self.height)
        x, y = rect.x + self._em(_SIDE_EM), rect.y + self._em(_OVER_EM)
        word = self.word.texts(region, x, y, 0, ink="paper")
        return (Fill(region, ground, self.ink), *word, *self._drawn_beside(region, rect))

    def _drawn_beside(self, region: str, rect: Rect) -> tuple[Item, ...]:
        if self.beside is None:
            return ()
        middle = rect.y + (self.height - self.beside.height) // 2
        return self.beside.texts(region, rect.x + self._after, middle, 0, ink="paper")

    @property
    def _after(self) -> int:
        """Where what is beside the word begins."""
        return 3 * self._em(_SIDE_EM) + self.word.face.width(self.word.lines[0])

    def _em(self, share: float) -> int:
        return max(1, round(self.word.face.font.size * share))
