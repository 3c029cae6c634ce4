"""Region `rule`: a line across."""

from dataclasses import dataclass

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.regions.base import Drawing, Sheet, option
from kiosk.scene import Colour, Fill


@dataclass(frozen=True)
class RuleRegion:
    """A line over the whole width of its area."""

    name: str
    thickness: float = option(q.length, 0.2, says="how thick; at least one pixel")
    ink: Colour = option(q.choice("ink", "accent"), "ink", says="its colour")

    def least(self, width: int, sheet: Sheet) -> int:
        del width
        return max(1, sheet.board.px(self.thickness))

    height = least

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        thick = min(rect.height, self.least(rect.width, sheet))
        return Drawing((Fill(self.name, Rect(rect.x, rect.y, rect.width, thick), self.ink),))
