"""Contacts, and hours as well, set in rows: who it is at the left, the number at the right."""

from collections.abc import Sequence
from itertools import accumulate, islice

from msgspec import Struct
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.geometry import Size
from kiosk.glyphs import Face
from kiosk.layout.numerals import DEPTHS, set_figures, widest
from kiosk.layout.rows import Cell, Row, row, stacked
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.setting import Block
from kiosk.layout.type import Type
from kiosk.layout.vietnamese import settable
from kiosk.model import Contact

_HAIR_MM = 0.2
_PAD_MM = 0.6
_GAP_MM = 3.0
_ENDLESS = 1 << 24
# A list of emergency numbers must save so much to stand in the place of large figures.
_FAR_LOWER = 0.7
# Of two arrangements as high the one with fewer broken lines: one counts a quarter of a line.
_BROKEN = 4
_MOST_CELLS = 6
# Capitals with a mark: rows of names without them are as high.
_MARKED = "ÁÔổ"
# With more of the width for figures there is no room for names.
_MOST_FIGURES = 0.62

Rows = tuple[Row, ...]


class Setter(Struct, frozen=True):
    """Sets contacts in rows of `width` px at one scale; headings and notes do not grow.

    Cells stand beside each other only in rows that a slot of `room` px can hold.
    """

    font: Type
    figures: Type
    large: Type
    strong: Type
    small: Type
    width: int
    room: int
    board: Board
    scale: Scale

    def heading(self, words: str) -> Row:
        said = self._said(words, self.strong, self.width)
        return replace(self._row(said), pad=Size(0, 0), keep=True)

    def hotline(self, contact: Contact) -> Row:
        """Its name as a heading, its number as large as it can be in one line."""
        face = self._face(self.large, [contact])
        said = (
            *self._said(contact.name, self.strong, self.width),
            *self._said(contact.note, self.small, self.width),
            *self._figures(contact, face, self.width),
        )
        return replace(self._row(said), pad=Size(0, 0))

    def listed(self, *lists: Sequence[Contact]) -> tuple[Rows, ...]:
        """A row for each under hairlines, its figures in a column as wide as is best for all."""
        contacts = [one for own in lists for one in own]
        if not contacts:
            return tuple(() for _ in lists)
        face = self._face(self.figures, contacts)
        tried = [
            [self._beside(one, face, column) for one in contacts]
            for column in self._columns(contacts, face)
        ]
        best: Sequence[Row] = min(tried, key=_height)
        rows = iter(best)
        return tuple(self._ruled(list(islice(rows, len(own)))) for own in lists)

    def _ruled(self, rows: Sequence[Row]) -> Rows:
        return (*rows[:1], *(replace(one, hair=self._hair, first=one) for one in rows[1:]))

    def grid(self, contacts: Sequence[Contact], space: int) -> Rows:
        """Large figures over their names, side by side; none where a list is far lower."""
        if self.scale != LEAST and not replace(self, scale=LEAST).grid(contacts, space):
            return ()
        face = self._face(self.large, contacts)
        if line := self._line(contacts, face):
            return (line,)
        counts = range(2, min(len(contacts), _MOST_CELLS) + 1)
        tried = (self._cells(contacts, face, count, space) for count in counts)
        cells = [rows for rows in tried if rows and max(one.height for one in rows) <= self.room]
        if self.scale != LEAST:
            return min(cells, key=lambda rows: (_broken(rows), _height(rows)), default=())
        grid = min(cells, key=_height, default=())
        return grid if _height(grid) * _FAR_LOWER <= _height(*self.listed(contacts)) else ()

    @property
    def _hair(self) -> int:
        return max(1, self.board.px(_HAIR_MM))

    @property
    def _gap(self) -> int:
        return min(self.board.px(_GAP_MM), self.width // 8)

    def _said(self, words: str, kind: Type, width: int) -> tuple[Block, ...]:
        return (LEAST.block(line, kind, width, self.board),) if (line := settable(words)) else ()

    def _figures(self, contact: Contact, face: Face, width: int) -> tuple[Block, ...]:
        number = settable(contact.number)
        leading = self.figures.leading(face.font.size)
        return (set_figures(number, face, leading, width),) if number else ()

    def _who(self, contact: Contact, width: int) -> tuple[Block, ...]:
        note = self._said(contact.note, self.small, width)
        if not (name := settable(contact.name)):
            return note
        block = self.scale.block(name, self.font, width, self.board)
        return (replace(block, rise=block.face.rise(_MARKED)), *note)

    def _row(self, blocks: Sequence[Block], align: str = "left") -> Row:
        return self._level([Cell(stacked(blocks), 0, self.width, align=align)])

    def _level(self, cells: Sequence[Cell]) -> Row:
        return row(cells, Size(0, self.board.px(_PAD_MM)))

    def _face(self, kind: Type, contacts: Sequence[Contact]) -> Face:
        """The largest of the scale in which no number is wider than all there is, or the least."""
        numbers = [settable(one.number) for one in contacts]
        face = kind.face(self.board, kind.sizes(self.board)[0])
        size = self.scale.size(kind, self.board)
        while size > kind.sizes(self.board)[0]:
            tried = kind.face(self.board, size)
            wide = max(widest(one, tried, DEPTHS[-1]) for one in numbers)
            if wide <= self.width:
                return tried
            size = min(size - 1, size * self.width // wide)
        return face

    def _columns(self, contacts: Sequence[Contact], face: Face) -> list[int]:
        """Widths for the column of figures, the widest first; 0: figures stand under names."""
        most = round(self.width * _MOST_FIGURES)
        numbers = [settable(one.number) for one in contacts]
        wide = [[widest(one, face, depth) for one in numbers] for depth in DEPTHS]
        return [*(max((w for w in own if w <= most), default=0) for own in wide), 0]

    def _beside(self, contact: Contact, face: Face, column: int) -> Row:
        """Name and note, and their number beside them; under them if it is wider than `column`."""
        number = settable(contact.number)
        if number and widest(number, face, DEPTHS[-1]) <= column:
            own = max(1, self.width - column - self._gap)
            who = Cell(stacked(self._who(contact, own)), 0, own)
            figures = self._figures(contact, face, column)
            right = Cell(figures, self.width - column, column, align="right")
            if (made := self._level([who, right])).height + self._hair <= self.room:
                return made
        under = self._figures(contact, face, self.width)
        align = "right" if under and column else "left"
        return self._row((*self._who(contact, self.width), *under), align)

    def _line(self, contacts: Sequence[Contact], face: Face) -> Row | None:
        """Cells as wide as each needs for lines of its own, the last at the right edge."""
        over = [stacked(self._over(one, face, _ENDLESS)) for one in contacts]
        widths = [max(one.face.width(line) for one in own for line in one.lines) for own in over]
        spare = self.width - sum(widths)
        if spare < self._gap * (len(widths) - 1):
            return None
        gap = spare // max(1, len(widths) - 1)
        edges = accumulate(widths, lambda x, width: x + width + gap, initial=0)
        cells = [Cell(own, x, w) for own, x, w in zip(over, edges, widths, strict=False)]
        line = self._level(cells)
        return line if line.height <= self.room else None

    def _cells(self, contacts: Sequence[Contact], face: Face, count: int, space: int) -> Rows:
        """Rows of at most `count` cells of one width; none where a number is wider than that."""
        lines = -(-len(contacts) // count)
        count = -(-len(contacts) // lines)
        width = max(1, (self.width - self._gap * (count - 1)) // count)
        if any(face.width(settable(one.number)) > width for one in contacts):
            return ()
        cells = [
            Cell(stacked(self._over(one, face, width)), at % count * (width + self._gap), width)
            for at, one in enumerate(contacts)
        ]
        rows = [self._level(cells[at : at + count]) for at in range(0, len(cells), count)]
        return tuple(replace(one, space=space) for one in rows)

    def _over(self, contact: Contact, face: Face, width: int) -> tuple[Block, ...]:
        return (*self._figures(contact, face, width), *self._who(contact, width))


def _broken(rows: Sequence[Row]) -> int:
    """How many lines there are more than one for each name, number and note."""
    return sum(len(block.lines) - 1 for one in rows for block in one.blocks)


def _height(rows: Sequence[Row]) -> int:
    """How high rows are; a line that is broken counts a little more."""
    leading = rows[0].blocks[0].leading if rows else 0
    return sum(one.space + one.height for one in rows) + _broken(rows) * leading // _BROKEN
