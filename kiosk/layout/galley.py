"""A story's running text before it is made up into pages: lead, paragraphs, byline, on one grid.

Heights and widths are in pixels.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kiosk.geometry import Rect
from kiosk.layout.matter import Matter
from kiosk.layout.setting import Block, reach, roomy
from kiosk.scene import Item

# So many lines of a paragraph stay together at the end of a column and at the top of the next.
_TOGETHER = 2


class Grid(Struct, frozen=True):
    """Where baselines lie in every column: the first `rise` under its top, the others each `step`.

    `depth` is what a line may need under its baseline.
    """

    step: int
    rise: int
    depth: int

    def fitting(self, room: int) -> int:
        """How many lines stand in `room` px."""
        return max(0, (room - self.rise - self.depth) // self.step + 1)

    def height(self, lines: int) -> int:
        """The room that so many lines take."""
        return self.rise + self.step * (lines - 1) + self.depth if lines else 0

    def below(self, height: int) -> int:
        """The first top of a line at `height` px or under it."""
        return -(-height // self.step) * self.step


class Lines(Struct, frozen=True):
    """Lines on the grid; the lines of `signed` stand under them, at the right, never alone.

    `lead`: whether they are of the story's lead.
    """

    block: Block
    grid: Grid
    keep: bool = False
    signed: Block | None = None
    lead: bool = False

    @property
    def space(self) -> int:
        """From the depth of a line to the rise of the next; two marks may share that room."""
        return self.grid.step - self.grid.rise - self.grid.depth

    @property
    def height(self) -> int:
        return self.grid.height(self._count)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (self.block, self.signed) if self.signed else (self.block,)

    @property
    def _count(self) -> int:
        return len(self.block.lines) + (len(self.signed.lines) if self.signed else 0)

    def atop(self) -> Matter:
        return self

    def split(self, room: int, *, forced: bool) -> tuple[Matter | None, Matter | None]:
        if self.height <= room:
            return self, None
        together = 1 if forced else _TOGETHER
        own = len(self.block.lines)
        fitting = min(self.grid.fitting(room), own - together)
        if fitting < together:
            return self._forced(room) if forced else (None, self)
        lines = self.block.lines
        upper = replace(self.block, lines=lines[:fitting])
        lower = replace(self.block, lines=lines[fitting:], indent=0)
        return replace(self, block=upper, keep=False, signed=None), replace(self, block=lower)

    def _forced(self, room: int) -> tuple[Matter | None, Matter | None]:
        """A last line and its byline, in slots of one line each."""
        if self.signed is None or self.grid.fitting(room) < len(self.block.lines):
            return None, self
        return replace(self, signed=None), Lines(self.signed, self.grid)

    def draw(self, region: str, rect: Rect) -> tuple[Item, ...]:
        own = replace(self.block, rise=self.grid.rise, leading=self.grid.step)
        texts = own.texts(region, rect.x, rect.y, rect.width)
        if self.signed is None:
            return texts
        under = replace(self.signed, rise=self.grid.rise, leading=self.grid.step)
        y = rect.y + self.grid.step * len(own.lines)
        return (*texts, *under.texts(region, rect.x, y, rect.width, "right"))


def grid_of(blocks: Sequence[Block], leading: int) -> Grid:
    """The grid that all lines of `blocks` stand on without touching each other."""
    reaches = [reach(block.face, block.lines) for block in blocks]
    faces = {block.face for block in blocks}
    above = [*(face.above for face in faces), *(rise for rise, _ in reaches)]
    below = [*(face.below for face in faces), *(drop for _, drop in reaches)]
    steps = [roomy(block.face, block.lines, leading) for block in blocks]
    return Grid(max([leading, *steps]), max(above, default=0), max(below, default=0))
