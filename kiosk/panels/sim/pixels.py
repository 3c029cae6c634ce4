"""What colour chips keep: four bits a pixel, and what their codes are on the glass."""

from collections.abc import Mapping

from kiosk.geometry import Rect, Size
from kiosk.packing import unnibbles
from kiosk.panels.glass import cut, paste
from kiosk.panels.panel import Panel
from kiosk.panels.sim.referee import Referee

# Codes that are no ink and yet known: Spectra 6 (e-Paper#377), ACeP (inky_ac073tc1a.py).
_ODD = {"GDEP073E01": {4: "orange-like"}, "EL133UF1": {4: "orange-like"}, "AC073TC1A": {}}
_CLEAN = {"AC073TC1A": 7}
# Bits of PSR: rows from the top, columns from the left; with both, a picture lies as it was sent
# (0x53 in place of 0x5F turns it, as boards do on which the glass stands upside down).
DOWN, RIGHT = 0x08, 0x04


def scanned(pixels: bytes, width: int, setting: int) -> bytes:
    """Pixels in the order in which the glass is driven, by the first byte of PSR."""
    if not setting & DOWN and not setting & RIGHT:
        return pixels[::-1]
    if setting & DOWN and setting & RIGHT:
        return pixels
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    if not setting & DOWN:
        rows.reverse()
    if not setting & RIGHT:
        rows = [row[::-1] for row in rows]
    return b"".join(rows)


def place(area: Rect, size: Size, setting: int) -> Rect:
    """Where an area of the memory lies on the glass, likewise."""
    x = area.x if setting & RIGHT else size.width - area.right
    y = area.y if setting & DOWN else size.height - area.bottom
    return Rect(x, y, area.width, area.height)


class Memory:
    """A code a pixel; `known` says of each whether it was written."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.codes = bytearray(size.width * size.height)
        self.known = bytearray(len(self.codes))

    def lose(self) -> None:
        """Forget everything."""
        self.known = bytearray(len(self.known))

    def write(self, area: Rect, data: bytes) -> None:
        """Keep an area's rows of nibbles, as many as there are."""
        codes = unnibbles(data)
        if area.width == self.size.width:
            start = area.y * self.size.width
            self.codes[start : start + len(codes)] = codes
            self.known[start : start + len(codes)] = b"\x01" * len(codes)
            return
        whole = Rect(area.x, area.y, area.width, len(codes) // area.width)
        paste(self.codes, self.size, whole, bytes(codes))
        paste(self.known, self.size, whole, b"\x01" * len(codes))

    def knows(self, area: Rect) -> bool:
        """Whether all of an area was written."""
        return 0 not in cut(bytes(self.known), self.size, area)

    def scanned(self, setting: int) -> bytes:
        """All codes in the order in which the glass is driven, by the first byte of PSR."""
        return scanned(bytes(self.codes), self.size.width, setting)


class Inks:
    """Which codes are inks of a panel, and which ink each of them is."""

    def __init__(self, panel: Panel, referee: Referee) -> None:
        self.codes = panel.codes
        self.referee = referee
        self.odd: Mapping[int, str] = _ODD[panel.controller]
        self.clean = _CLEAN.get(panel.controller)
        table = bytearray([panel.palette.paper]) * 256
        for ink, code in enumerate(panel.codes):
            table[code] = ink
        self.table = bytes(table)

    def check(self, data: bytes) -> None:
        """Refuse nibbles that are no ink."""
        strange = sorted(set(unnibbles(bytes(set(data)))) - set(self.codes))
        if self.clean in strange:
            strange.remove(self.clean)
            self.referee.note(f"code {self.clean} (clean) is no ink: it leaves white")
        if strange:
            named = ", ".join(
                f"{code} ({self.odd[code]})" if code in self.odd else str(code) for code in strange
            )
            self.referee.refuse(f"0x10 (DTM) has pixels of code {named}: no ink of this panel")
