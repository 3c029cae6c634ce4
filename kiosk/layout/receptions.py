"""Receptions set as the rows of a table."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby

from msgspec import Struct
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.geometry import Size
from kiosk.glyphs import Face
from kiosk.layout.rows import Cell, Row, row, stacked, together
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.setting import Block
from kiosk.layout.type import Type
from kiosk.layout.vietnamese import settable
from kiosk.layout.widths import Words, widths
from kiosk.model import Reception
from kiosk.scene import Colour

HEADS = {"day": "Ngày", "hours": "Giờ", "room": "Nơi tiếp", "who": "Người tiếp"}
# Sideways, and above and below.
PAD_MM = (1.5, 1.0)
_HAIR_MM = 0.2
_DAY = ("day",)
_ENDLESS = 1 << 24

# The rows of a day that take no more than this part of a slot stand in one.
_MOST_OF_A_SLOT = 2

# A column: what stands in it, one below the other.
Column = tuple[str, ...]
# Each column's left edge and width.
Places = Sequence[tuple[int, int]]


class _Day(Struct, frozen=True):
    """The receptions of one day; what they say in common of it is said once, in `note`."""

    receptions: tuple[Reception, ...]
    note: str

    @property
    def on(self) -> date:
        return self.receptions[0].on

    @property
    def said(self) -> tuple[str, str]:
        """The day, and what is not as usual on it."""
        return settable(self.receptions[0].day), settable(self.note)


def _day(receptions: tuple[Reception, ...]) -> _Day:
    """A day whose receptions say no longer what all of them say."""
    note = receptions[0].note
    if any(one.note != note for one in receptions):
        return _Day(receptions, "")
    return _Day(tuple(replace(one, note="") for one in receptions), note)


class Setter(Struct, frozen=True):
    """Sets receptions in rows of `width` px at one scale; the day that is `today` is inverted.

    The rows of a day stay together in slots of `room` px.
    """

    columns: tuple[Column, ...]
    font: Type
    strong: Type
    small: Type
    width: int
    room: int
    board: Board
    scale: Scale
    today: date

    def rows(self, receptions: Sequence[Reception]) -> tuple[Row, tuple[Row, ...]]:
        """The header and all rows; of several on one day only the first says the day."""
        days = [_day(tuple(own)) for _, own in groupby(receptions, lambda one: one.on)]
        places = self._places(days)
        heads = [
            Cell((self._head(column, width - 2 * self._pad.width),), x, width)
            for column, (x, width) in zip(self.columns, places, strict=True)
        ]
        header = replace(row(heads, self._pad), keep=True)
        most = self.room // _MOST_OF_A_SLOT
        of_days = (together(tuple(self._rows(day, places)), most) for day in days)
        return header, tuple(one for rows in of_days for one in rows)

    @property
    def _pad(self) -> Size:
        return Size(*map(self.board.px, PAD_MM))

    @property
    def _hair(self) -> int:
        return max(1, self.board.px(_HAIR_MM))

    def _rows(self, day: "_Day", places: Places) -> Iterator[Row]:
        for at, one in enumerate(day.receptions):
            full = replace(self._row(one, places, day), hair=self._hair)
            if not any("day" in column for column in self.columns):
                over = self._over(day)
                if at == 0:
                    yield over
                bare = replace(full, hair=0, over=over)
                yield replace(full, over=over, first=bare) if at else bare
            elif at:
                silent = self._row(one, places)
                ruled = places[1][0] if self.columns[0] == _DAY else 0
                yield replace(silent, hair=self._hair, ruled=ruled, first=full)
            else:
                yield full

    def _over(self, day: "_Day") -> Row:
        """The day's own row, over the others."""
        said = ": ".join(filter(None, day.said))
        block = self.scale.block(said, self.strong, self.width - 2 * self._pad.width, self.board)
        ground: Colour | None = "ink" if day.on == self.today else None
        cell = Cell((block,), 0, self.width, ground)
        return replace(row([cell], self._pad), hair=self._hair, keep=True)

    def _row(self, one: Reception, places: Places, day: "_Day | None" = None) -> Row:
        cells = []
        for column, (x, width) in zip(self.columns, places, strict=True):
            inner = width - 2 * self._pad.width
            words = self._words(one, column, day)
            said = stacked([self.scale.block(*part, inner, self.board) for part in words])
            dark = column == _DAY and day is not None and day.on == self.today
            if dark and len(said) > 1:
                under = replace(said[1], rise=said[1].rise + self._pad.height)
                said = (said[0], under, *said[2:])
            cells.append(Cell(said, x, width, "ink" if dark else None))
        return row(cells, self._pad)

    def _words(
        self, one: Reception, column: Column, day: "_Day | None"
    ) -> Iterator[tuple[str, Type]]:
        """What stands in a column; what is not as usual stands last, under who receives."""
        for name in column:
            if name == "day" and day:
                kinds = (self.strong, self.font)
                yield from (
                    (words, kind) for words, kind in zip(day.said, kinds, strict=True) if words
                )
            elif name != "day" and (words := settable(getattr(one, name))):
                yield words, self.font
        if "who" in column and (note := settable(one.note)):
            yield note, self.strong

    def _head(self, column: Column, width: int) -> Block:
        words = ", ".join(HEADS[name] for name in column)
        return LEAST.block(words[0] + words[1:].lower(), self.small, width, self.board)

    def _places(self, days: Sequence["_Day"]) -> Places:
        """Each column's left edge and width."""
        pads = 2 * self._pad.width
        room = max(len(self.columns), self.width - pads * len(self.columns))
        rows = [(one, day) for day in days for one in day.receptions]
        columns: list[list[Words]] = []
        for column in self.columns:
            head = self._head(column, _ENDLESS)
            cells = (self._words(one, column, day) for one, day in rows)
            faced = (tuple((words, self._face(kind)) for words, kind in cell) for cell in cells)
            columns.append([((head.lines[0], head.face),), *faced])
        whole = [at for at, column in enumerate(self.columns) if column == _DAY]
        found = [own + pads for own in widths(room, columns, whole)]
        return list(zip(accumulate(found, initial=0), found, strict=False))

    def _face(self, kind: Type) -> Face:
        return kind.face(self.board, self.scale.size(kind, self.board))
