"""Region `notices`: what the office announces, whole, on as many frames as it takes."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from kiosk import calendar
from kiosk import quantities as q
from kiosk.board import Board
from kiosk.geometry import Rect
from kiosk.layout.entries import in_columns
from kiosk.layout.flow import Poured, Rooms, pour_below
from kiosk.layout.matter import Aside, Matter, Paragraph, Rule, below
from kiosk.layout.regions.base import Drawing, Option, Sheet
from kiosk.layout.regions.running import drawings, largest, rooms, said_again
from kiosk.layout.saying import announces, lines_of
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.type import Type, read_type
from kiosk.layout.vietnamese import settable
from kiosk.model import Edition, Notice
from kiosk.scene import Colour

URGENT = "KHẨN"
_UNTITLED = "Thông báo"
_RULE_MM = 0.2
_LABEL_PAD_MM = 1.0
_LABEL_GAP_MM = 2.0
# Under this share of the width beside the label a title would be a ladder.
_TITLE_SHARE = 0.6
# So many short lines in a row are a list.
_LIST = 4
_BETWEEN_EM = 0.5
_FIRST_EM = 0.7
_ENDLESS = 1 << 24


def validity(notice: Notice, edition: Edition) -> str:
    """Until when a notice holds, in words: “Đến hết ngày 30/11/2026” where that is midnight."""
    ends = calendar.local(notice.ends, edition.zone)
    # A clerk may write the day's last minute for its end.
    after = ends + timedelta(minutes=1)
    if (ends.hour, ends.minute) == (0, 0) or after.date() > ends.date():
        day = (after if after.date() > ends.date() else ends) - timedelta(days=1)
        return f"Đến hết ngày {calendar.numbers(day.date())}"
    return f"Hết hạn: {ends.hour}:{ends.minute:02} ngày {calendar.numbers(ends.date())}"


def holds(
    notice: Notice, strong: Type, small: Type, width: int, sheet: Sheet, space: int
) -> Iterator[Paragraph]:
    """The last day and the issuer: on one line, or where that is too narrow two."""
    until = LEAST.block(validity(notice, sheet.edition), strong, width, sheet.board)
    name = settable(notice.issuer)
    if not name:
        yield Paragraph(until, space, keep=True)
        return
    beside = LEAST.block(f"· Ban hành: {name}", small, _ENDLESS, sheet.board)
    x = until.face.width(" ".join(until.lines) + " ")
    if len(until.lines) == 1 and x + beside.face.width(beside.lines[0]) <= width:
        block = replace(until, rise=beside.top)
        yield Paragraph(block, space, keep=True, asides=(Aside(beside, x),))
        return
    yield Paragraph(until, space, keep=True)
    yield Paragraph(
        LEAST.block(f"Ban hành: {name}", small, width, sheet.board), space // 2, keep=True
    )


def told(
    body: Sequence[str],
    font: Type,
    width: int,
    board: Board,
    scale: Scale,
    first_em: float,
    *,
    hang: int,
) -> Iterator[Matter]:
    """The paragraphs, `first_em` above the first; where several short ones follow, a list.

    Marks of the paragraphs hang out by up to `hang` px.
    """
    size = scale.size(font, board)
    face, leading = font.face(board, size), font.leading(size)
    space = round(size * first_em)

    def listed(words: str) -> bool:
        """A short line, unless it only says what the next ones list."""
        return face.width(words) <= width and not words.endswith(":")

    for short, run in groupby(lines_of(*body), listed):
        words = tuple(run)
        if short and len(words) >= _LIST:
            yield in_columns(words, face, leading, width, space)
        else:
            for one in words:
                block = scale.block(one, font, width, board, hang=hang)
                yield Paragraph(block, below(block, space), keep=one.endswith(":"))
                space = round(size * _BETWEEN_EM)


class NoticesRegion(Struct, frozen=True, kw_only=True):
    """The notices of the day, none of them ever cut: what has no room continues on a frame more."""

    name: str
    font: Annotated[
        Type,
        Option(
            read_type,
            says="type of what they say; of a range the largest with which all fit one frame",
        ),
    ]
    title_font: Annotated[
        Type, Option(read_type, says="type of their titles; a range grows with `font`")
    ]
    small_font: Annotated[Type, Option(read_type, says="type of who issued them")] = Type(
        "small", 11.5, 11.5
    )
    strong_font: Annotated[
        Type,
        Option(
            read_type,
            says="type of the last day, of the label “KHẨN”, and of titles that are said again",
        ),
    ] = Type("strong", 11.5, 11.5)
    least_lines: Annotated[
        int, Option(q.whole(1, 99), says="with room for fewer lines another variant is tried")
    ] = 4
    columns: Annotated[int, Option(q.whole(1, 4), says="columns, filled one after the other")] = 1
    column_gap: Annotated[float, Option(q.length, says="between columns")] = 6.0
    gap: Annotated[
        float, Option(q.length, says="above and below the hairline between two notices")
    ] = 2.5
    ink: Annotated[Colour, Option(q.choice("ink", "accent"), says="colour of the label “KHẨN”")] = (
        "accent"
    )

    def least(self, width: int, sheet: Sheet) -> int:
        del width
        if not self._current(sheet):
            return 0
        size = self.title_font.sizes(sheet.board)[0]
        face = self.title_font.face(sheet.board, size)
        return face.above + (self.least_lines - 1) * self.title_font.leading(size) + face.below

    def height(self, width: int, sheet: Sheet) -> int:
        if not self._current(sheet):
            return 0
        column = self._column(width, sheet)
        slots = self._poured(column, lambda _: _ENDLESS, sheet, LEAST).slots
        return max(self.least(width, sheet), slots[0][-1].bottom)

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        return self.frames(rect, rect, sheet)[sheet.frame - 1]

    def frames(self, first: Rect, rest: Rect, sheet: Sheet) -> tuple[Drawing, ...]:
        width = self._column(first.width, sheet)
        poured = partial(self._poured, width, rooms(first, rest, self.columns), sheet)
        gap = sheet.board.px(self.column_gap)
        kinds = (self.font, self.title_font)
        return drawings(
            poured(largest(poured, self.columns, kinds)),
            self.name,
            first.columns(self.columns, gap),
            rest.columns(self.columns, gap),
            sheet,
        )

    def _current(self, sheet: Sheet) -> list[Notice]:
        """Urgent ones first, then those that end soonest."""
        said = filter(announces, sheet.edition.notices)
        return sorted(said, key=lambda one: (not one.urgent, one.ends))

    def _column(self, width: int, sheet: Sheet) -> int:
        gaps = sheet.board.px(self.column_gap) * (self.columns - 1)
        return max(1, (width - gaps) // self.columns)

    def _poured(self, width: int, slots: Rooms, sheet: Sheet, scale: Scale) -> Poured:
        poured = Poured(())
        rule = Rule(max(1, sheet.board.px(_RULE_MM)))
        for notice in self._current(sheet):
            matters = tuple(self._matters(notice, width, sheet, scale))
            room = slots(len(poured.slots))
            title = said_again(settable(notice.title), self.strong_font, width, room, sheet.board)
            opening = partial(_opening, title)
            poured = pour_below(poured, matters, slots, opening, rule, sheet.board.px(self.gap))
        return poured

    def _matters(self, notice: Notice, width: int, sheet: Sheet, scale: Scale) -> Iterator[Matter]:
        gap = scale.size(self.font, sheet.board) // 4
        yield self._title(notice, width, sheet, scale)
        yield from holds(notice, self.strong_font, self.small_font, width, sheet, gap)
        hang = self._hang(sheet)
        yield from told(notice.body, self.font, width, sheet.board, scale, _FIRST_EM, hang=hang)

    def _title(self, notice: Notice, width: int, sheet: Sheet, scale: Scale) -> Paragraph:
        words, space = settable(notice.title) or _UNTITLED, sheet.board.px(self.gap)
        title = partial(
            scale.block,
            kind=self.title_font,
            board=sheet.board,
            balance=True,
            hang=self._hang(sheet),
        )
        label = self._label(sheet) if notice.urgent else None
        if label is None:
            return Paragraph(title(words, width=width), space, keep=True, solid=True)
        indent = label.width + sheet.board.px(_LABEL_GAP_MM)
        if width - indent < width * _TITLE_SHARE:
            block = title(f"{URGENT}: {words}", width=width)
            return Paragraph(block, space, keep=True, solid=True)
        block = replace(title(words, width=width - indent), rise=label.top)
        return Paragraph(block, space, keep=True, solid=True, indent=indent, asides=(label,))

    def _hang(self, sheet: Sheet) -> int:
        """How far marks may hang out: never into the next column's half of the gap."""
        gap = sheet.board.px(self.column_gap) // 2
        return min(sheet.hang, gap) if self.columns > 1 else sheet.hang

    def _label(self, sheet: Sheet) -> Aside:
        block = LEAST.block(URGENT, self.strong_font, _ENDLESS, sheet.board)
        return Aside(block, 0, self.ink, sheet.board.px(_LABEL_PAD_MM))


def _opening(title: tuple[Matter, ...], matter: Matter) -> tuple[Matter, ...]:
    """The notice's title again, but not over the rest of itself."""
    return () if isinstance(matter, Paragraph) and matter.solid else title
