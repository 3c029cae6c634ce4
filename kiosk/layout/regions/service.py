"""Region `service`: what the one-stop office does for those who come and call."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.contacts import Rows, Setter
from kiosk.layout.flow import Poured, Rooms, pour
from kiosk.layout.frontdesk import HEADINGS, PARTS, listed, said
from kiosk.layout.matter import Matter, Paragraph
from kiosk.layout.numerals import DEPTHS, widest
from kiosk.layout.regions.base import Drawing, Option, Sheet
from kiosk.layout.regions.running import (
    CONTINUED,
    bad_breaks,
    drawings,
    evened,
    largest,
    rooms,
)
from kiosk.layout.rows import Row, together
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.type import Type, read_type
from kiosk.layout.vietnamese import settable
from kiosk.model import Contact, OneStop

_ENDLESS = 1 << 24
# Their numbers stand in one column.
_WHO = ("duty", "contacts")
# So many lines of other parts does a line of the title count.
_TITLE = 99
# More of a slot than this a heading that is said again may not take.
_MOST_OF_A_SLOT = 3


def read_parts(value: Any) -> tuple[str, ...]:
    """What a region tells, in its order: ["hours", "hotline"]."""
    parts = q.listed(q.choice(*PARTS))(value) if value else ()
    if not parts or len(set(parts)) < len(parts):
        raise ValueError(f"must be a list of {q.either(PARTS)}, each once, not {q.shown(value)}")
    return parts


class ServiceRegion(Struct, frozen=True, kw_only=True):
    """Hours, duty officers and telephone numbers of the one-stop office; nothing is cut."""

    name: str
    parts: Annotated[tuple[str, ...], Option(read_parts, says="what it tells, in this order")] = (
        PARTS
    )
    font: Annotated[
        Type,
        Option(
            read_type,
            says="type of names and days; of a range the largest with which all fit one frame",
        ),
    ] = Type("text", 14, 14)
    figure_font: Annotated[
        Type, Option(read_type, says="type of hours and numbers; a range grows with `font`")
    ] = Type("figures", 14, 14)
    large_font: Annotated[
        Type,
        Option(
            read_type,
            says="type of the hotline and of emergency numbers; a range grows with `font`",
        ),
    ] = Type("figures", 20, 20)
    title_font: Annotated[
        Type, Option(read_type, says="type of the title; a range grows with `font`")
    ] = Type("headline", 14, 14)
    strong_font: Annotated[Type, Option(read_type, says="type of the headings")] = Type(
        "strong", 11.5, 11.5
    )
    small_font: Annotated[Type, Option(read_type, says="type of the notes")] = Type(
        "small", 11.5, 11.5
    )
    gap: Annotated[float, Option(q.length, says="between parts")] = 3.0
    whole: Annotated[
        bool, Option(q.flag, says="with room for less than all another variant is tried")
    ] = False
    least_lines: Annotated[
        int, Option(q.whole(1, 99), says="with room for fewer lines another variant is tried")
    ] = 3

    def least(self, width: int, sheet: Sheet) -> int:
        office = sheet.edition.one_stop or OneStop()
        if any(self._breaks(office, part, width, sheet) for part in self.parts):
            return sheet.beyond
        if self.whole:
            return self._full(width, sheet)
        if not any(said(office, part) or listed(office, part) for part in self.parts):
            return 0
        size = self.figure_font.sizes(sheet.board)[0]
        face = self.figure_font.face(sheet.board, size)
        return face.above + (self.least_lines - 1) * self.figure_font.leading(size) + face.below

    def height(self, width: int, sheet: Sheet) -> int:
        return max(self.least(width, sheet), self._full(width, sheet))

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        return self.frames(rect, rect, sheet)[sheet.frame - 1]

    def frames(self, first: Rect, rest: Rect, sheet: Sheet) -> tuple[Drawing, ...]:
        slots = rooms(first, rest, 1)
        poured = partial(self._poured, first.width, sheet)
        kinds = (self.font, self.figure_font, self.large_font, self.title_font)
        scale = largest(partial(poured, slots=slots), 1, kinds, _strain)
        even = evened(partial(poured, scale), slots)
        return drawings(even, self.name, [first], [rest], sheet)

    def _breaks(self, office: OneStop, part: str, width: int, sheet: Sheet) -> bool:
        """Whether a number or a time is wider than the region: broken it is worth nothing."""
        kind = self.large_font if part in ("hotline", "emergency") else self.figure_font
        face = kind.face(sheet.board, kind.sizes(sheet.board)[0])
        numbers = (settable(one.number) for one in listed(office, part))
        return any(widest(number, face, DEPTHS[-1]) > width for number in numbers)

    def _full(self, width: int, sheet: Sheet) -> int:
        """The height of all of it at its least sizes."""
        slots = self._poured(width, sheet, LEAST, lambda _: _ENDLESS).slots
        return slots[0][-1].bottom if slots else 0

    def _poured(self, width: int, sheet: Sheet, scale: Scale, slots: Rooms) -> Poured:
        room = min(slots(0), slots(1))
        setter = self._setter(width, room, sheet, scale)
        return pour(self._matters(sheet, setter), slots, partial(_opening, room))

    def _setter(self, width: int, room: int, sheet: Sheet, scale: Scale) -> Setter:
        return Setter(
            font=self.font,
            figures=self.figure_font,
            large=self.large_font,
            strong=self.strong_font,
            small=self.small_font,
            width=width,
            room=room,
            board=sheet.board,
            scale=scale,
        )

    def _matters(self, sheet: Sheet, setter: Setter) -> Iterator[Matter]:
        """All parts that have anything to say, `gap` apart."""
        office = sheet.edition.one_stop or OneStop()
        gap = sheet.board.px(self.gap)
        names = [part for part in _WHO if part in self.parts]
        lists = setter.listed(*(listed(office, part) for part in names))
        who = dict(zip(names, lists, strict=True))
        for part in self.parts:
            if words := said(office, part):
                title = part == "title"
                kind = self.title_font if title else self.font
                block = setter.scale.block(words, kind, setter.width, sheet.board, balance=title)
                yield Paragraph(block, gap, solid=title)
            elif contacts := listed(office, part):
                first, *others = _rows(part, contacts, who, setter, gap)
                yield from (replace(first, space=gap), *others)


def _rows(
    part: str, contacts: Sequence[Contact], who: Mapping[str, Rows], setter: Setter, gap: int
) -> Rows:
    if part == "hotline":
        return (setter.hotline(contacts[0]),)
    if part == "emergency" and (grid := setter.grid(contacts, gap)):
        return grid
    rows = who[part] if part in who else setter.listed(contacts)[0]
    heading = setter.heading(HEADINGS[part])
    if part == "hours":
        return together((heading, *rows), setter.room)
    over = setter.heading(f"{HEADINGS[part]} {CONTINUED}")
    if len(over.blocks[0].lines) > 1:
        over = setter.heading(CONTINUED)
    return (heading, *(replace(one, over=over) for one in rows))


def _strain(poured: Poured) -> float:
    """How many lines there are more than one for each name and number, and how many end badly.

    Nothing is worth a title of more lines.
    """
    matters = [one.matter for slot in poured.slots for one in slot]
    broken = [sum(len(block.lines) - 1 for block in one.blocks) for one in matters]
    titles = (isinstance(one, Paragraph) and one.solid for one in matters)
    weighed = (n * (_TITLE if title else 1) for n, title in zip(broken, titles, strict=True))
    return sum(weighed) + bad_breaks(poured)


def _opening(room: int, matter: Matter) -> tuple[Matter, ...]:
    """The heading of what continues in a slot of `room` px, or none where it would fill it."""
    over = matter.over if isinstance(matter, Row) else None
    return (over,) if over and over.height * _MOST_OF_A_SLOT <= room else ()
