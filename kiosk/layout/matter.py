"""What stands in a slot, a column of a frame: paragraphs, words beside them, rules.

Heights and widths are in pixels.
"""

from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from kiosk.geometry import Rect
from kiosk.layout.setting import Block
from kiosk.scene import Colour, Fill, Item

# So many lines of a paragraph stay together at the end of a slot and at the top of the next.
_TOGETHER = 2


class Matter(Protocol):
    """Something that stands in a slot: a paragraph, a row of a table."""

    @property
    def space(self) -> int:
        """The white above it, unless it is the first in its slot."""
        ...

    @property
    def keep(self) -> bool:
        """Whether it must not be the last in a slot while anything follows."""
        ...

    @property
    def height(self) -> int: ...

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All that it has to say."""
        ...

    def atop(self) -> "Matter":
        """What it is as the first of its kind in a slot."""
        ...

    def split(self, room: int, *, forced: bool) -> tuple["Matter | None", "Matter | None"]:
        """What of it stands in `room`, and the rest; `forced`: rather badly broken than nothing."""
        ...

    def draw(self, region: str, rect: Rect) -> tuple[Item, ...]: ...


class Aside(Struct, frozen=True):
    """Words beside a paragraph's first line, `x` px from its left edge, maybe on a ground."""

    block: Block
    x: int
    ground: Colour | None = None
    pad: int = 0

    @property
    def width(self) -> int:
        return self.block.face.width(self.block.lines[0]) + 2 * self.pad

    @property
    def top(self) -> int:
        """What it takes over the baseline."""
        return self.block.top + self.pad

    @property
    def depth(self) -> int:
        """What it takes under the baseline."""
        return self.block.depth + self.pad

    def draw(self, region: str, x: int, baseline: int) -> tuple[Item, ...]:
        y = baseline - self.block.top
        inner = x + self.x + self.pad
        ink: Colour = "paper" if self.ground else "ink"
        texts = self.block.texts(region, inner, y, 0, ink=ink)
        if self.ground is None:
            return texts
        under = Rect(x + self.x, y - self.pad, self.width, self.top + self.depth)
        return (Fill(region, under, self.ground), *texts)


class Paragraph(Struct, frozen=True):
    """Lines of text, which a slot may end between; `solid` ones only if they fill it alone."""

    block: Block
    space: int = 0
    keep: bool = False
    solid: bool = False
    indent: int = 0
    asides: tuple[Aside, ...] = ()

    @property
    def height(self) -> int:
        beside = (self.block.top + one.depth for one in self.asides)
        return max([self.block.height, *beside])

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (self.block, *(one.block for one in self.asides))

    def atop(self) -> Matter:
        return self

    def split(self, room: int, *, forced: bool) -> tuple[Matter | None, Matter | None]:
        if self.height <= room:
            return self, None
        apart = 1 if forced else _TOGETHER
        fitting = min(fitting_lines(self.block, room), len(self.block.lines) - apart)
        if fitting < apart or (self.solid and not forced):
            return None, self
        upper, lower = divided(self.block, fitting)
        return replace(self, block=upper, keep=False), replace(self, block=lower, asides=())

    def draw(self, region: str, rect: Rect) -> tuple[Item, ...]:
        x, baseline = rect.x, rect.y + self.block.top
        own = self.block.texts(region, x + self.indent, rect.y, rect.width)
        before: list[Item] = []
        after: list[Item] = []
        for one in self.asides:
            (before if one.x < self.indent else after).extend(one.draw(region, x, baseline))
        return (*before, *own, *after)


class Rule(Struct, frozen=True):
    """A hairline between what stands above and below it."""

    height: int
    space: int = 0
    keep: bool = True
    blocks: tuple[Block, ...] = ()

    def atop(self) -> Matter:
        return self

    def split(self, room: int, *, forced: bool) -> tuple[Matter | None, Matter | None]:
        del forced
        return (self, None) if self.height <= room else (None, self)

    def draw(self, region: str, rect: Rect) -> tuple[Item, ...]:
        return (Fill(region, Rect(rect.x, rect.y, rect.width, self.height)),)


def fitting_lines(block: Block, room: int) -> int:
    """How many of a block's lines stand in `room` px."""
    count = len(block.lines)
    while count > 0 and divided(block, count)[0].height > room:
        spare = divided(block, count)[0].height - room
        count -= max(1, spare // max(1, block.leading))
    return max(0, count)


def divided(block: Block, lines: int) -> tuple[Block, Block]:
    """A block's first `lines` lines, and the others."""
    return replace(block, lines=block.lines[:lines]), replace(
        block, lines=block.lines[lines:], rise=0, indent=0
    )


def below(block: Block, space: int) -> int:
    """`space` above a block, less what its first line rises over a capital: even to the eye."""
    return max(1, space - (block.top - block.face.cap))
