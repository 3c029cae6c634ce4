"""Region `table`: the reception schedule, row by row, on as many frames as it takes."""

from functools import partial
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from kiosk import calendar
from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.flow import Poured, Rooms, pour
from kiosk.layout.matter import Matter, Paragraph
from kiosk.layout.receptions import HEADS, PAD_MM, Column, Setter
from kiosk.layout.regions.base import Drawing, Option, Sheet
from kiosk.layout.regions.running import bad_breaks, drawings, evened, largest, rooms
from kiosk.layout.rows import Row
from kiosk.layout.saying import receives
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.type import Type, read_type
from kiosk.layout.vietnamese import settable
from kiosk.model import Schedule

_ENDLESS = 1 << 24


def read_columns(value: Any) -> tuple[Column, ...]:
    """Columns by what stands in them: "day", "hours", "room", "who", or several as "who + room"."""
    example = 'columns as ["day", "hours", "who + room"]'
    if not isinstance(value, list) or not value:
        raise ValueError(f"must be {example}, not {q.shown(value)}")
    columns = tuple(tuple(part.strip() for part in q.text(one).split("+")) for one in value)
    named = [name for column in columns for name in column]
    for name in named:
        if name not in HEADS:
            near = q.did_you_mean(name, HEADS)
            raise ValueError(f"must be {example}; “{name}” is no part of a reception{near}")
    if missing := [name for name in HEADS if name not in named and name != "day"]:
        raise ValueError(f"must be {example}, all of hours, room and who; add {', '.join(missing)}")
    return columns


class TableRegion(Struct, frozen=True, kw_only=True):
    """The receptions of the coming days, their changes and the office's note; nothing is cut."""

    name: str
    font: Annotated[
        Type,
        Option(
            read_type, says="type of the rows; of a range the largest with which all fit one frame"
        ),
    ]
    title_font: Annotated[
        Type, Option(read_type, says="type of the title; a range grows with `font`")
    ]
    strong_font: Annotated[
        Type, Option(read_type, says="type of days, changes and what is not as usual")
    ] = Type("strong", 14, 14)
    small_font: Annotated[Type, Option(read_type, says="type of the header and of the note")] = (
        Type("small", 11.5, 11.5)
    )
    columns: Annotated[
        tuple[Column, ...],
        Option(
            read_columns,
            says="what stands in each column; a day that is in none stands over its rows",
        ),
    ] = (("day",), ("hours",), ("room",), ("who",))
    narrow: Annotated[
        tuple[Column, ...],
        Option(
            read_columns,
            says="the columns instead where those tear names or rows, or take more frames",
        ),
    ] = ()
    least_rows: Annotated[
        int,
        Option(
            q.whole(1, 20), says="with room for fewer rows of two lines another variant is tried"
        ),
    ] = 2
    gap: Annotated[float, Option(q.length, says="between title, changes, rows and note")] = 2.0

    def least(self, width: int, sheet: Sheet) -> int:
        del width
        if self._schedule(sheet) is None:
            return 0
        size = self.font.sizes(sheet.board)[0]
        face = self.font.face(sheet.board, size)
        one = self.font.leading(size) + face.above + face.below + 2 * sheet.board.px(PAD_MM[1])
        # The header is such a row, and so may be a day that stands over its rows.
        return one * (self.least_rows + 1)

    def height(self, width: int, sheet: Sheet) -> int:
        schedule = self._schedule(sheet)
        if schedule is None:
            return 0
        endless = self._poured(schedule, self.columns, width, sheet, LEAST, _endless)
        return max(self.least(width, sheet), endless.slots[0][-1].bottom)

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        return self.frames(rect, rect, sheet)[sheet.frame - 1]

    def frames(self, first: Rect, rest: Rect, sheet: Sheet) -> tuple[Drawing, ...]:
        schedule = self._schedule(sheet)
        if schedule is None:
            return (Drawing(),)
        slots = rooms(first, rest, 1)
        tried = [columns for columns in (self.columns, self.narrow) if columns]
        poured = [partial(self._poured, schedule, one, first.width, sheet) for one in tried]
        best = min(poured, key=lambda one: _trouble(one(LEAST, slots)))
        kinds = (self.font, self.title_font, self.strong_font)
        scale = largest(partial(best, slots=slots), 1, kinds, _strain)
        even = evened(partial(best, scale), slots)
        return drawings(even, self.name, [first], [rest], sheet)

    def _schedule(self, sheet: Sheet) -> Schedule | None:
        schedule = sheet.edition.schedule
        return schedule if schedule is not None and receives(schedule) else None

    def _poured(
        self,
        schedule: Schedule,
        columns: tuple[Column, ...],
        width: int,
        sheet: Sheet,
        scale: Scale,
        slots: Rooms,
    ) -> Poured:
        board, gap = sheet.board, sheet.board.px(self.gap)
        matters: list[Matter] = []
        if words := settable(schedule.title):
            block = scale.block(words, self.title_font, width, board, balance=True)
            matters.append(Paragraph(block, keep=True, solid=True))
        changes = filter(None, map(settable, schedule.changes))
        blocks = (scale.block(said, self.strong_font, width, board) for said in changes)
        matters += [Paragraph(block, gap) for block in blocks]
        setter = Setter(
            columns=columns,
            font=self.font,
            strong=self.strong_font,
            small=self.small_font,
            width=width,
            room=slots(1),
            board=board,
            scale=scale,
            today=calendar.local(sheet.edition.now, sheet.edition.zone).date(),
        )
        header, rows = setter.rows(schedule.rows)
        head = (replace(header, space=gap),) if len(columns) > 1 else ()
        matters += [*head, *rows] if rows else []
        if note := settable(schedule.note):
            if rows:
                matters[-1] = replace(rows[-1], keep=True)
            matters.append(Paragraph(LEAST.block(note, self.small_font, width, board), gap))
        return pour(matters, slots, partial(_opening, head))


def _endless(_: int) -> int:
    return _ENDLESS


def _strain(poured: Poured) -> float:
    """How many lines there are, and how many of them end badly."""
    matters = [one.matter for slot in poured.slots for one in slot]
    return sum(len(block.lines) for one in matters for block in one.blocks) + bad_breaks(poured)


def _trouble(poured: Poured) -> tuple[int, int, int, float]:
    """What is wrong with a way to set a table, the worst first."""
    return len(poured.lost), poured.torn, len(poured.slots), bad_breaks(poured)


def _opening(head: tuple[Row, ...], matter: Matter) -> tuple[Matter, ...]:
    """Over rows that continue stand the header and their day; nothing over the header itself."""
    if not isinstance(matter, Row) or matter in head:
        return ()
    return (*head, matter.over) if matter.over else head
