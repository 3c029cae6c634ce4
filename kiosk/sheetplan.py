"""Where the pictures of a contact sheet stand, and how small they are."""

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from kiosk.board import Board
from kiosk.errors import KioskError
from kiosk.geometry import Rect, Size
from kiosk.glyphs import Face, face
from kiosk.scene import Font

# The widest picture, in pixels: as much as one needs to know a page again.
WIDEST = 420
# Below this a picture at the common scale says nothing; all are then as wide as each other.
LEAST = 110
# A sheet takes three bytes a pixel while it is drawn.
MOST_PX = 12_000_000
# Width to height; pages stand in as many blocks side by side as come nearest to it.
_SHAPE = math.sqrt(2)
_SHRINK = 0.96

# The heading of a panel's columns.
NAME, SMALL = Font("NotoSans-Bold", 15), Font("NotoSans-Regular", 14)
MARGIN, TITLE_ROOM = 40, 72
_PANEL_ROOM, _CAPTION, _ROW_GAP = 52, 26, 22
_GAP, _BLOCK_GAP = 24, 56
# What stands at the head has room on it.
_NARROWEST = 480


class SheetError(KioskError):
    """More pages on more panels than one sheet has room for."""


class Plan(Struct, frozen=True):
    """Where everything stands: a column for each board in each block, a row for each page.

    A column is as wide as its pictures, or as its heading if that is wider. `scale` is pixels a
    millimetre of all pictures, or 0.0 if they are only as wide as each other.
    """

    boards: tuple[Board, ...]
    pages: tuple[str, ...]
    pictures: tuple[Size, ...]
    widths: tuple[int, ...]
    blocks: int
    scale: float

    @property
    def rows(self) -> int:
        return -(-len(self.pages) // self.blocks)

    @property
    def row_height(self) -> int:
        return max(picture.height for picture in self.pictures) + _CAPTION + _ROW_GAP

    @property
    def size(self) -> Size:
        block = sum(self.widths) + _GAP * (len(self.boards) - 1)
        width = self.blocks * block + _BLOCK_GAP * (self.blocks - 1) + 2 * MARGIN
        return Size(
            width, 2 * MARGIN + TITLE_ROOM + _PANEL_ROOM + self.rows * self.row_height - _ROW_GAP
        )

    def column(self, block: int, board: int) -> int:
        """The left edge of a board's column in a block."""
        starts = list(accumulate((width + _GAP for width in self.widths), initial=0))
        return MARGIN + block * (starts[-1] - _GAP + _BLOCK_GAP) + starts[board]

    def place(self, page: str, panel: str) -> Rect:
        """The box of a page's picture; those of one row stand on one line."""
        block, row = divmod(self.pages.index(page), self.rows)
        at = [board.panel for board in self.boards].index(panel)
        size = self.pictures[at]
        line = MARGIN + TITLE_ROOM + _PANEL_ROOM + (row + 1) * self.row_height - _CAPTION - _ROW_GAP
        return Rect(self.column(block, at), line - size.height, *size)


def plan(
    boards: Sequence[Board], pages: Sequence[str], *, widest: int = WIDEST, most_px: int = MOST_PX
) -> Plan:
    """The largest sheet within `most_px`, its pictures at one scale if all can then be seen.

    Raises SheetError if even small pictures have no room.
    """
    scale = min(
        widest / max(board.width_mm for board in boards), *(one.px_per_mm for one in boards)
    )
    for step in _smaller(scale):
        sizes = [_scaled(board, step * board.width_mm) for board in boards]
        if min(min(size) for size in sizes) < LEAST:
            break
        if found := _within(boards, pages, sizes, step, most_px):
            return found
    for step in _smaller(min(widest, *(one.size.width for one in boards))):
        if step < LEAST / 2:
            break
        sizes = [_scaled(board, step) for board in boards]
        if found := _within(boards, pages, sizes, 0.0, most_px):
            return found
    raise SheetError(
        f"{len(pages)} pages on {len(boards)} panels are too many for one sheet; choose fewer."
    )


def _smaller(start: float) -> Iterator[float]:
    while True:
        yield start
        start *= _SHRINK


def _scaled(board: Board, width: float) -> Size:
    return Size(round(width), max(1, round(width * board.size.height / board.size.width)))


def _within(
    boards: Sequence[Board], pages: Sequence[str], sizes: list[Size], scale: float, most_px: int
) -> Plan | None:
    """The plan of these sizes whose shape is the best, if it is not too large."""
    widths = tuple(
        max(size.width, _heading_width(board)) for size, board in zip(sizes, boards, strict=True)
    )
    # Of the counts that give as many rows, the least: no block stays empty.
    counts = {-(-len(pages) // count): count for count in range(len(pages), 0, -1)}
    tried = (
        Plan(tuple(boards), tuple(pages), tuple(sizes), widths, blocks, scale)
        for blocks in counts.values()
    )
    best = min(tried, key=_shapeless)
    return best if best.size.width * best.size.height <= most_px else None


def _shapeless(plan: Plan) -> float:
    return abs(math.log(plan.size.width / plan.size.height / _SHAPE))


def measures(board: Board) -> str:
    """What is said of a panel under its name."""
    width, height = board.size
    return f"{width} × {height} px, {board.width_mm:.0f} × {board.height_mm:.0f} mm"


def letters(font: Font) -> Face:
    """The letters of a sheet, which are drawn with greys."""
    return face(font, smooth=True)


def _heading_width(board: Board) -> int:
    return max(letters(NAME).width(board.panel), letters(SMALL).width(measures(board)))
