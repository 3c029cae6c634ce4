"""Every page on every chosen panel, small, on one sheet: a board at a glance."""

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PIL import Image, ImageDraw

from kiosk.board import Board
from kiosk.errors import KioskError
from kiosk.frame import RGB, Frame
from kiosk.geometry import Rect, Size
from kiosk.glyphs import Face, face
from kiosk.light import LINEAR, encoded
from kiosk.scene import Font

# The widest picture, in pixels: as much as one needs to know a page again.
WIDEST = 420
# Below this a picture at the common scale says nothing; all are then as wide as each other.
LEAST = 110
# A sheet takes three bytes a pixel while it is drawn.
MOST_PX = 12_000_000
# Chosen so that no red, gold or green of a small place is lost among many greys.
_COLOURS, _CHOICE, _ROUNDS = 256, Image.Quantize.MAXCOVERAGE, 2
# Width to height; pages stand in as many blocks side by side as come nearest to it.
_SHAPE = math.sqrt(2)
_SHRINK = 0.96

_GROUND, _EDGE, _EMPTY = (240, 239, 236), (176, 174, 168), (230, 228, 224)
_INK, _SOFT = (34, 33, 31), (104, 101, 96)
_MARGIN, _GAP, _BLOCK_GAP, _ROW_GAP = 40, 24, 56, 22
_TITLE, _NAME, _SMALL = (
    Font("BeVietnamPro-Bold", 28),
    Font("NotoSans-Bold", 15),
    Font("NotoSans-Regular", 14),
)
_HEAD, _PANEL, _CAPTION = 72, 52, 26
_BAR_MM = 100

_LIGHT = [round(light * 255) for light in LINEAR]
_CODES = [round(encoded(part / 255)) for part in range(256)]


class SheetError(KioskError):
    """More pages on more panels than one sheet has room for."""


@dataclass(frozen=True, slots=True)
class Plan:
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
        width = self.blocks * block + _BLOCK_GAP * (self.blocks - 1) + 2 * _MARGIN
        return Size(width, 2 * _MARGIN + _HEAD + _PANEL + self.rows * self.row_height - _ROW_GAP)

    def column(self, block: int, board: int) -> int:
        """The left edge of a board's column in a block."""
        starts = list(accumulate((width + _GAP for width in self.widths), initial=0))
        return _MARGIN + block * (starts[-1] - _GAP + _BLOCK_GAP) + starts[board]

    def place(self, page: str, panel: str) -> Rect:
        """The box of a page's picture; those of one row stand on one line."""
        block, row = divmod(self.pages.index(page), self.rows)
        at = [board.panel for board in self.boards].index(panel)
        size = self.pictures[at]
        line = _MARGIN + _HEAD + _PANEL + (row + 1) * self.row_height - _CAPTION - _ROW_GAP
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


class ContactSheet:
    """A sheet that pictures are laid on as they are made; `title` and `note` stand at its head."""

    def __init__(self, plan: Plan, title: str, note: str, *, as_seen: bool = False) -> None:
        self.plan = plan
        self.as_seen = as_seen
        self._picture = Image.new("RGB", plan.size, _GROUND)
        self._draw = ImageDraw.Draw(self._picture)
        self._bare = {(page, one.panel) for page in plan.pages for one in plan.boards}
        self._head(title, note)
        for block in range(plan.blocks):
            for at, board in enumerate(plan.boards):
                x, y = plan.column(block, at), _MARGIN + _HEAD
                self._write(board.panel, x, y + 12, _NAME)
                self._write(_measures(board), x, y + 32, _SMALL, _SOFT)

    def lay(self, page: str, panel: str, frame: Frame, frames: int) -> None:
        """Put a page's first frame, of so many, in its place."""
        self._bare.discard((page, panel))
        box = self.plan.place(page, panel)
        self._picture.paste(_small(frame, box.size, as_seen=self.as_seen), box[:2])
        self._surround(box, page, f"1/{frames}" if frames > 1 else "")

    def png(self) -> bytes:
        """The sheet as a PNG of 256 colours; the same pictures give the same bytes."""
        for page, panel in sorted(self._bare):
            box = self.plan.place(page, panel)
            self._draw.rectangle((box.x, box.y, box.right, box.bottom), fill=_EMPTY)
            self._surround(box, page, "nothing to show")
        few = self._picture.quantize(_COLOURS, _CHOICE, _ROUNDS, dither=Image.Dither.NONE)
        out = io.BytesIO()
        few.save(out, "PNG", optimize=True)
        return out.getvalue()

    def _head(self, title: str, note: str) -> None:
        """The title and, at the right, how long 100 mm are."""
        baseline = _MARGIN + 26
        below = baseline + 26
        self._write(title, _MARGIN, baseline, _TITLE)
        self._write(note, _MARGIN, below, _SMALL, _SOFT)
        right = self.plan.size.width - _MARGIN
        says = f"{_BAR_MM} mm" if self.plan.scale else "not to one scale"
        self._write(says, right - _face(_SMALL).width(says), below, _SMALL, _SOFT)
        if self.plan.scale:
            left, y = right - round(self.plan.scale * _BAR_MM), baseline + 2
            bar = ((left, y - 5), (left, y), (right - 1, y), (right - 1, y - 5))
            self._draw.line(bar, fill=_SOFT)

    def _surround(self, box: Rect, page: str, note: str) -> None:
        """A hairline around a picture, and its caption below."""
        self._draw.rectangle((box.x - 1, box.y - 1, box.right, box.bottom), outline=_EDGE)
        baseline = box.bottom + 19
        self._write(page, box.x, baseline, _SMALL)
        self._write(note, box.x + _face(_SMALL).width(f"{page}  "), baseline, _SMALL, _SOFT)

    def _write(self, text: str, x: int, baseline: int, font: Font, colour: RGB = _INK) -> None:
        for glyph, pen in _face(font).place(text)[0]:
            if glyph.mask is not None:
                self._draw.draw.draw_bitmap(
                    (x + pen + glyph.dx, baseline + glyph.dy),
                    glyph.mask,
                    self._draw.draw.draw_ink(colour),
                )


def _small(frame: Frame, size: Size, *, as_seen: bool) -> Image.Image:
    """A frame made smaller; dots merge as light does, so that greys stay as bright as they were."""
    inks = [ink.measured if as_seen else ink.nominal for ink in frame.palette.inks]
    image = Image.frombytes("P", frame.size, frame.pixels)
    if frame.size == size:
        image.putpalette([part for ink in inks for part in ink])
        return image.convert("RGB")
    image.putpalette([_LIGHT[part] for ink in inks for part in ink])
    return image.convert("RGB").resize(size, Image.Resampling.HAMMING).point(_CODES * 3)


def _measures(board: Board) -> str:
    width, height = board.size
    return f"{width} × {height} px, {board.width_mm:.0f} × {board.height_mm:.0f} mm"


def _heading_width(board: Board) -> int:
    return max(_face(_NAME).width(board.panel), _face(_SMALL).width(_measures(board)))


def _face(font: Font) -> Face:
    return face(font, smooth=True)
