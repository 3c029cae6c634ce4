"""Region `image`: a picture of the ward's own, as its emblem, from a file beside the layout."""

from typing import Annotated

from msgspec import Struct

from kiosk import quantities as q
from kiosk.geometry import Rect, Size
from kiosk.layout.png import PngFile, beside, read_name
from kiosk.layout.regions.base import Drawing, Option, Sheet
from kiosk.scene import LineArt, Loss

_FILE = "a PNG file beside this one, drawn in pure inks, what is transparent as paper"


class ImageRegion(Struct, frozen=True, kw_only=True):
    """A picture that is always shown whole, in its own shape, and never larger than its area."""

    name: str
    file: Annotated[PngFile, Option(read_name, says=_FILE, beside=beside)]
    size: Annotated[
        float, Option(q.length, says="its height; less where its area is too narrow for that")
    ] = 0.0
    least_height: Annotated[
        float, Option(q.length, says="with less height than this another variant is tried")
    ] = 5.0
    align: Annotated[str, Option(q.choice("left", "center", "right"), says="where it stands")] = (
        "left"
    )
    valign: Annotated[
        str, Option(q.choice("top", "middle", "bottom"), says="where it stands, from top to bottom")
    ] = "top"

    def least(self, width: int, sheet: Sheet) -> int:
        return min(self.height(width, sheet), sheet.board.px(self.least_height))

    def height(self, width: int, sheet: Sheet) -> int:
        high = max(1, round(width * self.file.size.height / self.file.size.width))
        return min(high, sheet.board.px(self.size)) if self.size else high

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        wanted = self.height(rect.width, sheet)
        shown = self._shown(rect.width, min(wanted, rect.height))
        x = {"left": 0, "center": (rect.width - shown.width) // 2}.get(
            self.align, rect.width - shown.width
        )
        y = {"top": 0, "middle": (rect.height - shown.height) // 2}.get(
            self.valign, rect.height - shown.height
        )
        box = Rect(rect.x + x, rect.y + y, *shown)
        losses: tuple[Loss, ...] = ()
        if self.size and shown.height < wanted:
            says = f"drawn {shown.height} px high, of {wanted} px"
            losses = (Loss("shrunk", sheet.file, self.name, says),)
        return Drawing((LineArt(self.name, box, self.file.name, self.file.data),), losses)

    def _shown(self, width: int, height: int) -> Size:
        """The largest size of the picture's own shape."""
        own = self.file.size
        return Size(
            min(width, max(1, round(height * own.width / own.height))),
            min(height, max(1, round(width * own.height / own.width))),
        )
