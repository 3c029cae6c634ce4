"""Rows of a table: how wide its columns are, and what stands in a row."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from kiosk.geometry import Rect, Size, share
from kiosk.glyphs import Face
from kiosk.layout.matter import Matter, divided, fitting_lines
from kiosk.layout.setting import Block
from kiosk.layout.vietnamese import faults, prices
from kiosk.scene import Colour, Fill, Item

# So many lines of a cell are weighed against the width that fewer would take.
_MOST_LINES = 5

# What a cell has to say, each part in its face.
Words = tuple[tuple[str, Face], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Blocks below each other, `x` px from the table's left edge; `ground` lies under them.

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
                return replace(self, blocks=tuple(upper), align=align), replace(self, blocks=rest)
            upper.append(block)
            room -= block.height
        return self, replace(self, blocks=())

    def draw(self, region: str, rect: Rect, pad: Size) -> tuple[Item, ...]:
        """The cell in its row's `rect`, its words `pad` px inside."""
        ink: Colour = "paper" if self.ground else "ink"
        items: list[Item] = []
        if self.ground:
            items.append(
                Fill(region, Rect(rect.x + self.x, rect.y, self.width, rect.height), self.ground)
            )
        x, y = rect.x + self.x + pad.width, rect.y + pad.height
        for block in self.blocks:
            inner = self.width - 2 * pad.width
            align = self.align if block is self.blocks[-1] else "left"
            items += block.texts(region, x, y, inner, align, ink)
            y += block.height
        return tuple(items)


@dataclass(frozen=True, slots=True)
class Row:
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


def stacked(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks as far apart as their own lines are."""
    made: list[Block] = []
    for block in blocks:
        rise = block.leading - made[-1].depth if made else 0
        made.append(replace(block, rise=max(block.rise, rise)))
    return tuple(made)


def widths(
    width: int, columns: Sequence[Sequence[Words]], whole: Collection[int] = ()
) -> list[int]:
    """Divide `width` px among columns of words so that the rows come out lowest.

    Of each column are tried the widths at which none of its cells has more than one line, two
    lines and so on; what is left is shared by all that the columns have to say. No column is
    narrower than its head, the first of its cells, or than its longest word, those of `whole` not
    than any cell, unless that takes more than an even share of the width.
    """
    even = width // len(columns)
    leasts = [max(1, min(even, _least(one, whole=at in whole))) for at, one in enumerate(columns)]
    steps = [_steps(column, least, width) for column, least in zip(columns, leasts, strict=True)]
    tried = [one for one in product(*steps) if sum(one) <= width]
    lines = [
        {step: [_count(cell, step) for cell in column] for step in own}
        for column, own in zip(columns, steps, strict=True)
    ]

    def height(one: tuple[int, ...]) -> tuple[int, int, int]:
        counts = [lines[at][step] for at, step in enumerate(one)]
        return sum(map(max, zip(*counts, strict=True))), sum(map(sum, counts)), sum(one)

    best = min(tried, key=height)
    spare = share(
        width - sum(best), [1.0 + sum(own[step]) for own, step in zip(lines, best, strict=True)]
    )
    return [own + more for own, more in zip(best, spare, strict=True)]


def _least(column: Sequence[Words], *, whole: bool) -> int:
    unbroken = column if whole else column[:1]
    parts = [face.width(words) for cell in unbroken for words, face in cell]
    return max([1, *parts, *map(_longest, column)])


def _steps(column: Sequence[Words], least: int, width: int) -> list[int]:
    """The least widths at which no cell has more than so many lines, the widest first."""
    steps: list[int] = []
    for most in range(1, _MOST_LINES + 1):
        low, high = least, width
        while low < high:
            middle = (low + high) // 2
            fits = all(_count(cell, middle) <= max(most, len(cell)) for cell in column)
            low, high = (low, middle) if fits else (middle + 1, high)
        steps.append(low)
    return list(dict.fromkeys([*steps, least]))


def _longest(cell: Words) -> int:
    return max((face.width(word) for words, face in cell for word in words.split(" ")), default=0)


def _count(cell: Words, width: int) -> int:
    """How many lines the words of a cell take."""
    return sum(_lines(words, face, width) for words, face in cell)


@lru_cache(maxsize=4096)
def _lines(words: str, face: Face, width: int) -> int:
    """How many lines words take when each takes all that fits, without a bad break."""
    space, count, used = face.width(" "), 1, 0
    units = (part for unit in _units(words) for part in _fitting(unit, face, width))
    for unit in units:
        wide = face.width(unit)
        if used and used + space + wide > width:
            count, used = count + 1, 0
        used += wide + (space if used else 0)
        if used > width:
            count, used = count + (used - 1) // width, (used - 1) % width + 1
    return count


def _fitting(unit: str, face: Face, width: int) -> list[str]:
    return [unit] if face.width(unit) <= width else unit.split(" ")


@lru_cache(maxsize=1024)
def _units(words: str) -> tuple[str, ...]:
    """Words, those between which a break would be bad as one."""
    first, *others = words.split(" ")
    units = [first]
    for price, word in zip(prices(words), others, strict=True):
        if faults(price):
            units[-1] += f" {word}"
        else:
            units.append(word)
    return tuple(units)
