"""Region `rule`: a line across, or down between columns."""

from typing import Annotated

from msgspec import Struct

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.regions.base import Drawing, Option, Sheet
from kiosk.scene import Colour, Fill


class RuleRegion(Struct, frozen=True, kw_only=True):
    """A line over the width of its area, or down the middle of one that is higher than wide."""

    name: str
    thickness: Annotated[float, Option(q.length, says="how thick; at least one pixel")] = 0.2
    ink: Annotated[Colour, Option(q.choice("ink", "accent"), says="its colour")] = "ink"

    def least(self, width: int, sheet: Sheet) -> int:
        del width
        return max(1, sheet.board.px(self.thickness))

    height = least

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        thick = self.least(rect.width, sheet)
        if rect.height > rect.width:
            thick = min(rect.width, thick)
            x = rect.x + (rect.width - thick) // 2
            return self._line(Rect(x, rect.y, thick, rect.height))
        return self._line(Rect(rect.x, rect.y, rect.width, min(rect.height, thick)))

    def _line(self, rect: Rect) -> Drawing:
        return Drawing((Fill(self.name, rect, self.ink),))
