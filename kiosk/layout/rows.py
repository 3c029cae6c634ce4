"""Rows of a table, and what stands in a row."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.matter import Matter, divided, fitting_lines
from kiosk.layout.setting import Block
from kiosk.scene import Colour, Fill, Item


class Cell(Struct, frozen=True):
    """Blocks below each other, `x` px from the table's left edge; `ground` lies under the first.

    `align` says where the lines of the last one stand, the others stand at the left.
    """

    blocks: tuple[Block, ...]
    x: int
    width: int
    ground: Colour | None = None
    align: str = "left"

    @property
    def top(self) -> int:
        return self.blocks[0].top if self.blocks else 0

    @property
    def height(self) -> int:
        return sum(block.height for block in self.blocks)

    def level(self, rise: int) -> "Cell":
        """The cell with its first baseline no higher than its neighbours'."""
        if not self.blocks:
            return self
        return replace(self, blocks=(replace(self.blocks[0], rise=rise), *self.blocks[1:]))

    def split(self, room: int) -> tuple["Cell", "Cell"]:
        """The lines that stand in `room` px, and the others."""
        upper: list[Block] = []
        for at, block in enumerate(self.blocks):
            count = fitting_lines(block, room)
            if count < len(block.lines):
                above, below = divided(block, count)
                upper += [above] if count else []
                rest = (below, *self.blocks[at + 1 :])
                align = self.align if count and len(rest) == 1 else "left"
                ground = None if at else self.ground
                lower = replace(self, blocks=rest, ground=ground)
                return replace(self, blocks=tuple(upper), align=align), lower
            upper.append(block)
            room -= block.height
        return self, replace(self, blocks=(), ground=None)

    def draw(self, region: str, rect: Rect, pad: Size) -> tuple[Item, ...]:
        """The cell in its row's `rect`, its words `pad` px inside."""
        items: list[Item] = []
        x, y = rect.x + self.x + pad.width, rect.y + pad.height
        if self.ground and self.blocks:
            height = self.blocks[0].height + 2 * pad.height
            items.append(Fill(region, Rect(x - pad.width, rect.y, self.width, height), self.ground))
        for block in self.blocks:
            inner = self.width - 2 * pad.width
            align = self.align if block is self.blocks[-1] else "left"
            ink: Colour = "paper" if self.ground and block is self.blocks[0] else "ink"
            items += block.texts(region, x, y, inner, align, ink)
            y += block.height
        return tuple(items)


class Row(Struct, frozen=True):
    """Cells side by side under a hairline that begins at `ruled`; no slot ends within a row.

    `first` is the row as the first in its slot, where it says again what rows above it had said.
    """

    cells: tuple[Cell, ...]
    pad: Size
    hair: int = 0
    ruled: int = 0
    space: int = 0
    keep: bool = False
    first: "Row | None" = None
    over: "Row | None" = None

    @property
    def height(self) -> int:
        return self.hair + 2 * self.pad.height + max(cell.height for cell in self.cells)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for cell in self.cells for block in cell.blocks)

    def atop(self) -> Matter:
        return self.first or self

    def split(self, room: int, *, forced: bool) -> tuple[Matter | None, Matter | None]:
        if self.height <= room:
            return self, None
        if not forced:
            return None, self
        parts = [cell.split(room - self.hair - 2 * self.pad.height) for cell in self.cells]
        upper = replace(self, cells=tuple(above for above, _ in parts), keep=False)
        lower = replace(self, cells=tuple(below for _, below in parts), first=None)
        return (upper, lower) if upper.blocks else (None, self)

    def draw(self, region: str, rect: Rect) -> tuple[Item, ...]:
        hair = Rect(rect.x + self.ruled, rect.y, rect.width - self.ruled, self.hair)
        items: list[Item] = [Fill(region, hair)] if self.hair else []
        under = Rect(rect.x, rect.y + self.hair, rect.width, rect.height - self.hair)
        for cell in self.cells:
            items += cell.draw(region, under, self.pad)
        return tuple(items)


def row(cells: Sequence[Cell], pad: Size) -> Row:
    """A row whose cells' first lines stand level."""
    rise = max(cell.top for cell in cells)
    return Row(tuple(cell.level(rise) for cell in cells), pad)


def together(rows: Sequence[Row], room: int) -> tuple[Row, ...]:
    """Rows that no slot ends between, if all of them take no more than `room` px."""
    if sum(one.height for one in rows) > room:
        return tuple(rows)
    return (*(replace(one, keep=True) for one in rows[:-1]), *rows[-1:])


def stacked(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks as far apart as their own lines are."""
    made: list[Block] = []
    for block in blocks:
        rise = block.leading - made[-1].depth if made else 0
        made.append(replace(block, rise=max(block.rise, rise)))
    return tuple(made)
