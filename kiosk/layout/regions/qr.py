"""Region `qr`: an address that a telephone can read off the glass."""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated

from msgspec import Struct

from kiosk import quantities as q
from kiosk.board import Board
from kiosk.geometry import Rect, Size
from kiosk.layout.copy import Template, read_template
from kiosk.layout.regions.base import Drawing, Option, Said, Sheet
from kiosk.regex import regex
from kiosk.scene import Bits, Loss

# ISO/IEC 18004: a quiet zone of four modules on each side.
_QUIET = 4
# Below these a telephone's camera does not tell modules apart.
_LEAST_MODULE_PX = 2
_LEAST_MODULE_MM = 0.4
_EXACTLY = 1e-9
# No story's address is shorter than this one.
_SHORT = "https://portal.example/1234567"
_PLACEHOLDER = regex(r"\{\w+\}")


class QrRegion(Struct, frozen=True, kw_only=True):
    """A QR code in whole pixels, its quiet zone kept white, at the right of its area."""

    name: str
    data: Annotated[Template, Option(read_template, says="what it holds, mostly “{link}”")]
    size: Annotated[float, Option(q.length, says="its side, quiet zone included")]
    valign: Annotated[
        str, Option(q.choice("top", "bottom"), says="where in its area it stands")
    ] = "bottom"

    def contradictions(self) -> Iterator[Said]:
        if not self.size:
            yield "size", 'is nothing; write the side of the code, as "20 mm".'

    def least(self, width: int, sheet: Sheet) -> int:
        return self._code(width, sheet)[1] if sheet.fill(self.data) else 0

    height = least

    def least_side(self, board: Board) -> int:
        """How many pixels wide it must be on a board to be read, with short words in it."""
        rows = _modules(_PLACEHOLDER.sub(_SHORT, self.data.pattern))
        module = max(_LEAST_MODULE_PX, math.ceil(_LEAST_MODULE_MM * board.px_per_mm - _EXACTLY))
        return module * (len(rows) + 2 * _QUIET)

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        if not sheet.fill(self.data):
            return Drawing()
        rows, side = self._code(rect.width, sheet)
        module = min(side, rect.height) // (len(rows) + 2 * _QUIET) if rows else 0
        # The limit is about the glass: here mm are real ones, at the reader's hand.
        if module < _LEAST_MODULE_PX or module / sheet.board.px_per_mm < _LEAST_MODULE_MM:
            says = f"its modules would be {module} px wide, too small to be read"
            return Drawing((), (Loss("left out", sheet.file, self.name, says),))
        used, quiet = module * len(rows), module * _QUIET
        x = rect.right - used - max(0, quiet - self._beyond(rect, sheet).width)
        foot = rect.bottom - used - max(0, quiet - self._beyond(rect, sheet).height)
        y = foot if self.valign == "bottom" else rect.y + quiet
        return Drawing((Bits(self.name, x, y, module, rows),))

    def _beyond(self, rect: Rect, sheet: Sheet) -> Size:
        """White at the right and below that is the page's margin, into which the zone may run."""
        right = sheet.board.size.width - rect.right
        below = sheet.board.size.height - rect.bottom
        return Size(*(edge if edge <= sheet.margin else 0 for edge in (right, below)))

    def _code(self, width: int, sheet: Sheet) -> tuple[tuple[str, ...], int]:
        return _modules(sheet.fill(self.data)), min(width, sheet.board.px(self.size))


@lru_cache(maxsize=64)
def _modules(data: str) -> tuple[str, ...]:
    """The code's rows of "#" and "."; () where the data is too long for any code."""
    import segno  # noqa: PLC0415 - most pages have no code

    try:
        code = segno.make_qr(data, error="l", boost_error=True)
    except segno.DataOverflowError:
        return ()
    return tuple("".join("#" if cell else "." for cell in row) for row in code.matrix)
