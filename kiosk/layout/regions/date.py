"""Region `date`: the day, by the sun and by the moon."""

from typing import Annotated

from msgspec import Struct

from kiosk import calendar
from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.regions.base import Drawing, Option, Sheet, said_of
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type, read_type
from kiosk.scene import Loss


class DateRegion(Struct, frozen=True, kw_only=True):
    """Today: the fullest of its forms that fits."""

    name: str
    font: Annotated[Type, Option(read_type, says="role and size")]
    align: Annotated[str, Option(q.choice("left", "center", "right"), says="where it stands")] = (
        "left"
    )
    valign: Annotated[
        str, Option(q.choice("top", "bottom", "baseline"), says="“baseline” aligns it with its row")
    ] = "top"
    lines: Annotated[
        int, Option(q.whole(1, 2), says="2: the lunar day may stand on a line of its own")
    ] = 1

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
