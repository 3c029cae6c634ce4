"""Region `urgent`: each urgent notice on frames of its own, as large as they let it be."""

from functools import partial
from typing import Annotated

from msgspec import Struct

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.flow import Poured, Slot
from kiosk.layout.matter import Matter
from kiosk.layout.regions.alarm import Alarm, Style
from kiosk.layout.regions.base import Drawing, Option, Sheet
from kiosk.layout.regions.running import drawings
from kiosk.layout.saying import urgent
from kiosk.layout.scale import LEAST
from kiosk.layout.type import Type, read_type
from kiosk.scene import Colour

_ENDLESS = 1 << 24


class UrgentRegion(Struct, frozen=True, kw_only=True):
    """Urgent notices, none of them ever cut: what is too long continues on a frame more."""

    name: str
    font: Annotated[
        Type,
        Option(
            read_type,
            says="type of what they say; of a range the fewest frames first, then the largest",
        ),
    ]
    title_font: Annotated[
        Type, Option(read_type, says="type of their titles; a range grows with `font`")
    ]
    band_font: Annotated[
        Type, Option(read_type, says="type of the word “KHẨN”; a range grows with `font`")
    ]
    again_font: Annotated[
        Type, Option(read_type, says="type of the word “KHẨN” over what continues")
    ]
    strong_font: Annotated[
        Type, Option(read_type, says="type of the last hour, and of titles that are said again")
    ] = Type("strong", 11.5, 11.5)
    small_font: Annotated[Type, Option(read_type, says="type of who issued them")] = Type(
        "small", 11.5, 11.5
    )
    least_lines: Annotated[
        int,
        Option(
            q.whole(1, 99),
            says="with room for fewer lines under the title another variant is tried",
        ),
    ] = 3
    gap: Annotated[
        float, Option(q.length, says="under the band, and above what stands at the foot")
    ] = 3.0
    ink: Annotated[Colour, Option(q.choice("ink", "accent"), says="colour of the band")] = "accent"

    def least(self, width: int, sheet: Sheet) -> int:
        del width
        if not urgent(sheet.edition.notices):
            return 0
        board = sheet.board
        lines = self.font.leading(LEAST.size(self.font, board)) * self.least_lines
        title = self.title_font.leading(LEAST.size(self.title_font, board))
        return self._style.band(LEAST, board).height + board.px(self.gap) + title + lines

    def height(self, width: int, sheet: Sheet) -> int:
        tall = [
            Alarm(self._style, one, width, lambda _: _ENDLESS, sheet).tall
            for one in urgent(sheet.edition.notices)
        ]
        return max([self.least(width, sheet), *tall])

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        return self.frames(rect, rect, sheet)[sheet.frame - 1]

    def frames(self, first: Rect, rest: Rect, sheet: Sheet) -> tuple[Drawing, ...]:
        slots: list[Slot] = []
        lost: list[Matter] = []
        for notice in urgent(sheet.edition.notices):
            rooms = partial(_room, first.height, rest.height, len(slots))
            found = Alarm(self._style, notice, first.width, rooms, sheet).largest()
            slots += found.slots
            lost += found.lost
        return drawings(Poured(tuple(slots), tuple(lost)), self.name, [first], [rest], sheet)

    @property
    def _style(self) -> Style:
        return Style(
            self.font, self.title_font, self.band_font, self.again_font, self.strong_font,
            self.small_font, self.gap, self.ink,
        )  # fmt: skip


def _room(first: int, rest: int, begun: int, frame: int) -> int:
    return rest if begun + frame else first
