"""Receptions set as the rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from kiosk.board import Board
from kiosk.geometry import Size
from kiosk.glyphs import Face
from kiosk.layout.rows import Cell, Row, row, stacked
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.setting import Block
from kiosk.layout.type import Type
from kiosk.layout.vietnamese import settable
from kiosk.layout.widths import Words, widths
from kiosk.model import Reception

HEADS = {"day": "Ngày", "hours": "Giờ", "room": "Nơi tiếp", "who": "Người tiếp"}
# Sideways, and above and below.
PAD_MM = (1.5, 1.0)
_HAIR_MM = 0.2
_DAY = ("day",)
_ENDLESS = 1 << 24

# A column: what stands in it, one below the other.
Column = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets receptions in rows of `width` px at one scale; the day that is `today` is inverted."""

    columns: tuple[Column, ...]
    font: Type
    strong: Type
    small: Type
    width: int
    board: Board
    scale: Scale
    today: date

    def rows(self, receptions: Sequence[Reception]) -> tuple[Row, tuple[Row, ...]]:
        """The header and all rows; of several on one day only the first says the day."""
        places = self._places(receptions)
        heads = [
            Cell((self._head(column, width - 2 * self._pad.width),), x, width)
            for column, (x, width) in zip(self.columns, places, strict=True)
        ]
        header = replace(row(heads, self._pad), keep=True)
        made: list[Row] = []
        for at, one in enumerate(receptions):
            again = at > 0 and receptions[at - 1].on == one.on
            made += self._rows(one, places, again=again)
        return header, tuple(made)

    @property
    def _pad(self) -> Size:
        return Size(*map(self.board.px, PAD_MM))

    @property
    def _hair(self) -> int:
        return max(1, self.board.px(_HAIR_MM))

    def _rows(
        self, one: Reception, places: Sequence[tuple[int, int]], *, again: bool
    ) -> Iterator[Row]:
        full = replace(self._row(one, places), hair=self._hair)
        if not any("day" in column for column in self.columns):
            over = self._day_over(one)
            if not again:
                yield over
            bare = replace(full, hair=0, over=over)
            yield replace(full, over=over, first=bare) if again else bare
        elif again:
            silent = self._row(replace(one, day=""), places)
            ruled = places[1][0] if self.columns[0] == _DAY else 0
            yield replace(silent, hair=self._hair, ruled=ruled, first=full)
        else:
            yield full

    def _day_over(self, one: Reception) -> Row:
        block = self.scale.block(
            settable(one.day), self.strong, self.width - 2 * self._pad.width, self.board
        )
        cell = Cell((block,), 0, self.width, "ink" if one.on == self.today else None)
        return replace(row([cell], self._pad), hair=self._hair, keep=True)

    def _row(self, one: Reception, places: Sequence[tuple[int, int]]) -> Row:
        cells = []
        for column, (x, width) in zip(self.columns, places, strict=True):
            inner = width - 2 * self._pad.width
            said = (self.scale.block(*part, inner, self.board) for part in self._words(one, column))
            dark = column == _DAY and bool(one.day) and one.on == self.today
            cells.append(Cell(stacked(tuple(said)), x, width, "ink" if dark else None))
        return row(cells, self._pad)

    def _words(self, one: Reception, column: Column) -> Iterator[tuple[str, Type]]:
        """What stands in a column; what is not as usual stands last, under who receives."""
        for name in column:
            if words := settable(getattr(one, name)):
                yield words, self.strong if name == "day" else self.font
        if "who" in column and (note := settable(one.note)):
            yield note, self.strong

    def _head(self, column: Column, width: int) -> Block:
        words = ", ".join(HEADS[name] for name in column)
        return LEAST.block(words[0] + words[1:].lower(), self.small, width, self.board)

    def _places(self, receptions: Sequence[Reception]) -> list[tuple[int, int]]:
        """Each column's left edge and width."""
        pads = 2 * self._pad.width
        room = max(len(self.columns), self.width - pads * len(self.columns))
        columns: list[list[Words]] = []
        for column in self.columns:
            head = self._head(column, _ENDLESS)
            cells = (self._words(one, column) for one in receptions)
            faced = (tuple((words, self._face(kind)) for words, kind in cell) for cell in cells)
            columns.append([((head.lines[0], head.face),), *faced])
        days = [at for at, column in enumerate(self.columns) if column == _DAY]
        found = [own + pads for own in widths(room, columns, days)]
        return list(zip(accumulate(found, initial=0), found, strict=False))

    def _face(self, kind: Type) -> Face:
        return kind.face(self.board, self.scale.size(kind, self.board))
