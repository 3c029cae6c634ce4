"""A strict GDEP073E01 (Spectra 6) or AC073TC1A (ACeP): 7.3 inch, 800x480, one chip.

Registers: Waveshare's epd7in3e.py and epd7in3f.py, inky_e673.py and inky_ac073tc1a.py of
pimoroni/inky, GxEPD2_730c_GDEP073E01.cpp.
"""

import struct
from collections.abc import Mapping

from kiosk.geometry import Rect
from kiosk.panels.glass import cut
from kiosk.panels.panel import Panel
from kiosk.panels.sim.chip import Register
from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.commands import COMMON
from kiosk.panels.sim.film import Film
from kiosk.panels.sim.pixels import Inks, Memory
from kiosk.panels.sim.referee import Referee

STATUS = 0x71
_PSR, _PWR, _POF, _PON, _SLEEP, _DTM, _REFRESH, _PLL, _TRES, _WINDOW, _UNLOCK = (
    *(0x00, 0x01, 0x02, 0x04, 0x07, 0x10, 0x12, 0x30, 0x61, 0x83, 0xAA),
)
_SLEEP_CODE = b"\xa5"
# What opens the maker's registers, the same in every public driver.
_UNLOCK_CODE = bytes.fromhex("49 55 20 08 09 18")
# Seconds of a refresh by PLL on Spectra 6 (e-Paper#387); others take what the catalogue says.
_PACE = {0: 25.4, 1: 19.9, 2: 14.9, 3: 12.9, 4: 10.1, 5: 8.8, 6: 7.8, 7: 6.7}

REGISTERS: Mapping[int, Register] = {
    **COMMON,
    _PSR: Register("PSR", 1, 2),
    _PWR: Register("PWR", 1, 6),
    0x03: Register("POFS", 1, 4),
    0x05: Register("BTST1", 4, 4),
    0x06: Register("BTST2", 4, 4),
    _SLEEP: Register("DSLP", 1, 1),
    0x08: Register("BTST3", 4, 4),
    _DTM: Register("DTM"),
    0x13: Register("IPC", 1, 2),
    0x17: Register("AUTO", 1, 1),
    _WINDOW: Register("PTLW", 9, 9),
    0x84: Register("T_VDCS", 1, 1),
    _UNLOCK: Register("CMDH", 6, 6),
}


class Spectra:
    """The chip's registers and its memory."""

    def __init__(self, panel: Panel, film: Film, referee: Referee, clock: Clock) -> None:
        assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
        self.panel = panel
        self.seconds = panel.seconds
        self.film = film
        self.referee = referee
        self.clock = clock
        self.inks = Inks(panel, referee)
        self.memory = Memory(film.size)
        self.registers: Mapping[int, Register] = REGISTERS
        self.values: dict[int, bytes] = {}
        self.powered = self.charged = self.asleep = False

    def room(self, code: int) -> int | None:
        area = self._area()
        return area.width * area.height // 2 if code == _DTM else None

    def reset(self, *, cold: bool) -> None:
        self.values.clear()
        self.powered = self.asleep = False
        self.registers = REGISTERS
        if cold:
            self.memory.lose()
            self.charged = False

    def execute(self, code: int, data: bytes) -> float:
        if code == _DTM:
            self.inks.check(data)
            self.memory.write(self._area(), data)
        elif code == _REFRESH:
            return self._refresh()
        elif code == _PON:
            self.powered = True
            return self.seconds.power_on
        elif code == _POF:
            self.powered = self.charged = False
            return self.seconds.power_off
        elif code == _SLEEP:
            self._sleep(data)
        else:
            self.values[code] = data
            self._check(code, data)
        return 0.0

    def _check(self, code: int, data: bytes) -> None:
        """Refuse what this glass does not have."""
        size = self.film.size
        if code == _UNLOCK and data != _UNLOCK_CODE:
            self.referee.refuse(f"CMDH wants {_UNLOCK_CODE.hex(' ')}, not {data.hex(' ')}")
        if code == _TRES and struct.unpack(">HH", data) != tuple(size):
            self.referee.refuse(f"TRES says another size than {size}")
        if code == _WINDOW:
            left, right, top, bottom, _ = struct.unpack(">HHHHB", data)
            fits = left < right < size.width and top < bottom <= size.height
            if not fits or left % 2 or not right % 2:
                self.referee.refuse(f"a window from {left},{top} to {right},{bottom} on {size}")
                del self.values[code]
            # The last row is one more than the last of the picture, by GxEPD2; others may see
            # it differently, and so either number of rows will do.
            enough = (right - left + 1) * (bottom - top) // 2
            windowed = _WINDOW in self.values
            self.registers = {**REGISTERS, _DTM: Register("DTM", enough if windowed else 0)}

    def _area(self) -> Rect:
        """The window, or all of the glass."""
        if not self.values.get(_WINDOW, b"\0")[-1]:
            return self.film.everywhere
        left, right, top, bottom, _ = struct.unpack(">HHHHB", self.values[_WINDOW])
        bottom = min(bottom, self.film.size.height - 1)
        return Rect(left, top, right - left + 1, bottom - top + 1)

    def _sleep(self, data: bytes) -> None:
        if data != _SLEEP_CODE:
            self.referee.refuse(f"deep sleep wants A5, not {data.hex()}")
            return
        if self.charged:
            self.referee.refuse("deep sleep after a refresh without POF (0x02)")
        elif self.powered:
            self.referee.refuse("deep sleep with the power on: POF (0x02) comes first")
        self.asleep = True

    def _refresh(self) -> float:
        """Drive the window, or all of the glass, to what lies in the memory."""
        area = self._area()
        if not self.powered:
            self.referee.refuse("a refresh without power: PON (0x04) comes first")
            return 0.0
        if self.charged:
            # bb_epaper#36: blue turns white, and green yellow.
            self.referee.refuse("a refresh, and none of POF (0x02) after the one before: inks fade")
        if not {_PSR, _PWR} <= set(self.values):
            self.referee.refuse("a refresh with registers (0x00, 0x01) not set since the reset")
        least = self.registers[_DTM].least
        if least and not self.memory.knows(area):
            area = Rect(area.x, area.y, area.width, least * 2 // area.width)
        if not self.memory.knows(area):
            self.referee.refuse("a refresh of a memory (0x10) that was not written")
        codes = self.memory.scanned(self.values.get(_PSR, b"\x5f")[0])
        pixels = cut(codes, self.film.size, area).translate(self.inks.table)
        seconds = self._takes()
        self.film.drive(area, pixels, partial=False)
        self.film.known = self.film.known or area == self.film.everywhere
        self.film.note("full", [area], self.clock.now(), seconds)
        self.charged = True
        return seconds

    def _takes(self) -> float:
        pace = self.values.get(_PLL, b"\x08")[0]
        if self.panel.controller != "GDEP073E01":
            return self.seconds.full
        return _PACE.get(pace, self.seconds.full)
