"""Region `text`: a headline, a lead, a line of the foot."""

import math
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from typing import Annotated

from msgspec import Struct

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.copy import Template, read_template
from kiosk.layout.pieces import least_lines
from kiosk.layout.regions.base import Drawing, Option, Sheet, said_of
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type, read_type
from kiosk.scene import Colour, Fill, Item, Loss

_GROUND_PAD_MM = 1.2
# Whole-pixel advances make a line as narrow as if it were set in up to so many px less.
_ROUNDED = 1.5
# A headline may be so much smaller where that spares it a break as dear as within a common word.
_LITTLE_SMALLER = 0.88
_WORTH = 0.1


class TextRegion(Struct, frozen=True, kw_only=True):
    """Words in one role of type."""

    name: str
    text: Annotated[Template, Option(read_template, says="what it says, with placeholders")]
    font: Annotated[
        Type,
        Option(
            read_type,
            says="role and size; of a range the fewest lines first, then the largest size",
        ),
    ]
    lines: Annotated[
        int, Option(q.whole(1, 99), says="the most lines; what is left is cut with “…”")
    ] = 0
    least_lines: Annotated[
        int, Option(q.whole(1, 99), says="with fewer lines than this another variant is tried")
    ] = 0
    shortest: Annotated[
        int, Option(q.whole(1, 99), says="with a text of fewer lines another variant is tried")
    ] = 0
    most: Annotated[float, Option(q.length, says="the most height it takes")] = 0.0
    balance: Annotated[bool, Option(q.flag, says="lines of even length, as headlines want")] = False
    align: Annotated[str, Option(q.choice("left", "center", "right"), says="where lines stand")] = (
        "left"
    )
    valign: Annotated[
        str,
        Option(
            q.choice("top", "middle", "bottom", "baseline"),
            says="where the block stands; “baseline” aligns the last lines of a row",
        ),
    ] = "top"
    ink: Annotated[
        Colour, Option(q.choice("ink", "paper", "accent"), says="colour of the letters")
    ] = "ink"
    ground: Annotated[
        Colour,
        Option(q.choice("paper", "ink", "accent"), says="colour behind them, over all the area"),
    ] = "paper"

    def least(self, width: int, sheet: Sheet) -> int:
        words = sheet.fill(self.text)
        if not words:
            return 0
        size = self.font.sizes(sheet.board)[0]
        if self.shortest:
            whole = self._block(words, size, width, sheet, self.shortest)
            if len(whole.lines) < self.shortest:
                return sheet.beyond
        block = self._block(words, size, width, sheet, self.least_lines or self.lines)
        return self._tall(block, sheet) + 2 * self._pad(sheet)

    def height(self, width: int, sheet: Sheet) -> int:
        words = sheet.fill(self.text)
        if not words:
            return 0
        room = sheet.board.px(self.most) if self.most else 1 << 20
        block = self._fitted(words, width, room, sheet)
        return self._tall(block, sheet) + 2 * self._pad(sheet)

    def sink(self, width: int, sheet: Sheet) -> int:
        del width
        if self.valign != "baseline":
            return 0
        return self._below(sheet) + self._pad(sheet)

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        words = sheet.fill(self.text)
        if not words:
            return Drawing()
        pad = self._pad(sheet)
        room = rect.height - 2 * pad
        block = self._fitted(words, rect.width, room, sheet)
        if block.height > room:
            says = f"no room for a line of “{_start_of(words)}”"
            return Drawing((), (Loss("left out", sheet.file, self.name, says),))
        spare = max(0, room - self._tall(block, sheet))
        y = rect.y + pad + {"top": 0, "middle": spare // 2}.get(self.valign, spare)
        items: list[Item] = [Fill(self.name, rect, self.ground)] if self.ground != "paper" else []
        items += block.texts(self.name, rect.x + pad, y, rect.width - 2 * pad, self.align, self.ink)
        return Drawing(tuple(items), self._losses(words, block, sheet))

    def _below(self, sheet: Sheet) -> int:
        """The depth of the largest size, over which each size's last baseline stands."""
        return self.font.face(sheet.board, self.font.sizes(sheet.board)[-1]).below

    def _tall(self, block: Block, sheet: Sheet) -> int:
        """The height of a block, with what keeps its last baseline level with its row's."""
        if self.valign != "baseline":
            return block.height
        return block.height + max(0, self._below(sheet) - block.depth)

    def _fitted(self, words: str, width: int, room: int, sheet: Sheet) -> Block:
        """Fewest lines first, then the largest size, in no more than `room` px of height."""
        sizes = self.font.sizes(sheet.board)
        least = self._block(words, sizes[0], width, sheet, self._limit(room, sheet))
        while len(least.lines) > 1 and least.height > room:
            least = self._block(words, sizes[0], width, sheet, len(least.lines) - 1)
        if len(sizes) == 1 or least.cut:
            return least
        fitting = self._fitting(words, width, room, len(least.lines), sheet)
        return self._best(next(fitting, least), fitting)

    def _fitting(
        self, words: str, width: int, room: int, lines: int, sheet: Sheet
    ) -> Iterator[Block]:
        """The words in each size at which they stand whole in so many lines, the largest first."""
        for size in self._likely(words, width, room, lines, sheet):
            block = self._block(words, size, width, sheet, lines)
            if not block.cut and self._tall(block, sheet) <= room:
                yield block

    def _best(self, largest: Block, smaller: Iterator[Block]) -> Block:
        """The largest, or of headlines a little smaller one that breaks much better."""
        if not self.balance or largest.price < _WORTH:
            return largest
        least = largest.face.font.size * _LITTLE_SMALLER
        tried = [*takewhile(lambda one: one.face.font.size >= least, smaller)]
        same = [one for one in tried if len(one.lines) == len(largest.lines)]
        cheapest = min([largest, *same], key=lambda one: one.price)
        return cheapest if cheapest.price + _WORTH <= largest.price else largest

    def _limit(self, room: int, sheet: Sheet) -> int:
        """No more lines than this stand in `room` at the least size."""
        size = self.font.sizes(sheet.board)[0]
        face = self.font.face(sheet.board, size)
        fitting = max(1, (room - face.cap - face.below) // self.font.leading(size) + 1)
        return min(fitting, self.lines) if self.lines else fitting

    def _likely(self, words: str, width: int, room: int, lines: int, sheet: Sheet) -> Iterator[int]:
        """Sizes at which the words may stand in so many lines, the largest first.

        A size at which they surely don't is not looked at: none of its letters is drawn.
        """
        sizes = self.font.sizes(sheet.board)
        known = sizes[0]
        while sizes:
            fails = partial(self._fails, words, width, room, lines, sheet, known)
            likely = len(sizes)
            if fails(sizes[-1]):
                likely = bisect_left(sizes, 1, key=fails)
            if not likely:
                return
            known = sizes[likely - 1]
            yield known
            sizes = sizes[: likely - 1]

    def _fails(
        self, words: str, width: int, room: int, lines: int, sheet: Sheet, known: int, size: int
    ) -> bool:
        """Whether the words surely don't stand so in `size`, judged by a size that is known.

        In that they are set in a measure as much wider as its letters are larger.
        """
        face = self.font.face(sheet.board, known)
        wider = known / max(1, size - _ROUNDED)
        measure = math.ceil((width - 2 * self._pad(sheet)) * wider)
        count = least_lines(words, face, measure, math.ceil(sheet.hang * max(1, wider)))
        line = (face.cap + face.below) * size // known - 2
        return count > lines or self.font.leading(size) * (count - 1) + line > room

    def _block(self, words: str, size: int, width: int, sheet: Sheet, lines: int) -> Block:
        face = self.font.face(sheet.board, size)
        measure = width - 2 * self._pad(sheet)
        return set_block(
            words,
            face,
            self.font.leading(size),
            measure,
            lines=lines,
            balance=self.balance,
            hang=sheet.hang if self.ground == "paper" else 0,
        )

    def _pad(self, sheet: Sheet) -> int:
        return sheet.board.px(_GROUND_PAD_MM) if self.ground != "paper" else 0

    def _losses(self, words: str, block: Block, sheet: Sheet) -> tuple[Loss, ...]:
        losses = []
        sizes = self.font.sizes(sheet.board)
        if block.face.font.size < sizes[-1]:
            said = f"set in {block.face.font.size} px, of {sizes[0]} to {sizes[-1]} px"
            losses.append(Loss("shrunk", sheet.file, self.name, said))
        said = f"“{_start_of(words)}” ends after {len(block.lines)} lines"
        return (*losses, *said_of(block, sheet.file, self.name, said))


def _start_of(words: str) -> str:
    return words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + " …"  # noqa: PLR2004
