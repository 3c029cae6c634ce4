"""Region `poster`: the office's posters and scans, one a frame, each of them whole."""

from typing import Annotated

from msgspec import Struct

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.regions.base import Drawing, Option, Sheet
from kiosk.model import Photo, Poster
from kiosk.scene import Picture


class PosterRegion(Struct, frozen=True, kw_only=True):
    """The current posters in turn, as large as the area lets them be."""

    name: str
    least_height: Annotated[
        float, Option(q.length, says="with less height than this another variant is tried")
    ] = 30.0

    def least(self, width: int, sheet: Sheet) -> int:
        del width
        return sheet.board.px(self.least_height) if sheet.edition.posters else 0

    def height(self, width: int, sheet: Sheet) -> int:
        shapes = [poster.size.height / poster.size.width for poster in sheet.edition.posters]
        return max([self.least(width, sheet), *(round(width * shape) for shape in shapes)])

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        return self.frames(rect, rect, sheet)[sheet.frame - 1]

    def frames(self, first: Rect, rest: Rect, sheet: Sheet) -> tuple[Drawing, ...]:
        drawn = tuple(
            Drawing((self._picture(rest if at else first, one),))
            for at, one in enumerate(sheet.edition.posters)
        )
        return drawn or (Drawing(),)

    def _picture(self, rect: Rect, poster: Poster) -> Picture:
        return Picture(
            self.name, rect, Photo(url=poster.name, key=poster.key, size=poster.size), "whole"
        )
