"""Region `date`: the day, by the sun and by the moon."""

from dataclasses import dataclass

from kiosk import calendar
from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.regions.base import Drawing, Sheet, option, said_of
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type, read_type
from kiosk.scene import Loss


@dataclass(frozen=True)
class DateRegion:
    """Today: the fullest of its forms that fits."""

    name: str
    font: Type = option(read_type, says="role and size")
    align: str = option(q.choice("left", "center", "right"), "left", says="where it stands")
    valign: str = option(
        q.choice("top", "bottom", "baseline"), "top", says="“baseline” aligns it with its row"
    )
    lines: int = option(q.whole(1, 2), 1, says="2: the lunar day may stand on a line of its own")

    def least(self, width: int, sheet: Sheet) -> int:
        return self._block(width, sheet).height

    height = least

    def sink(self, width: int, sheet: Sheet) -> int:
        return self._block(width, sheet).face.below if self.valign == "baseline" else 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        if not sheet.edition.dated:
            return Drawing(())  # no day is better than a wrong one
        block = self._block(rect.width, sheet)
        if block.height > rect.height:
            return Drawing((), (Loss("left out", sheet.file, self.name, "no room for the day"),))
        spare = rect.height - block.height
        y = rect.y + (0 if self.valign == "top" else spare)
        losses = said_of(block, sheet.file, self.name, "the day")
        return Drawing(block.texts(self.name, rect.x, y, rect.width, self.align), losses)

    def _block(self, width: int, sheet: Sheet) -> Block:
        size = self.font.sizes(sheet.board)[0]
        face = self.font.face(sheet.board, size)
        today = calendar.local(sheet.edition.now, sheet.edition.zone).date()
        forms = calendar.masthead(today)
        fitting = (
            form
            for form in forms
            if form.count("\n") < self.lines
            and all(face.width(line) <= width for line in form.split("\n"))
        )
        chosen = next(fitting, forms[-1])
        return set_block(chosen, face, self.font.leading(size), width, lines=self.lines)
