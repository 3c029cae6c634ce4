"""A strict UC8179: 800x480 in black and white, in four greys, or with red.

Registers: UltraChip's data sheet as GxEPD2 and Waveshare's epd7in5_V2.py use it.
"""

import struct
from collections.abc import Mapping

from kiosk.geometry import Rect
from kiosk.panels.panel import Seconds
from kiosk.panels.sim import waveform
from kiosk.panels.sim.chip import Register
from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.film import Film
from kiosk.panels.sim.pixels import place, scanned
from kiosk.panels.sim.plane import Plane
from kiosk.panels.sim.referee import Referee

OLD, NEW = 0x10, 0x13
STATUS = 0x71
_POF, _PON, _SLEEP, _REFRESH, _AUTO = 0x02, 0x04, 0x07, 0x12, 0x17
_PSR, _CDI, _TRES, _WINDOW, _IN, _OUT, _CCSET, _TSSET = (
    *(0x00, 0x50, 0x61, 0x90, 0x91, 0x92, 0xE0, 0xE5),
)
_SLEEP_CODE = b"\xa5"
# AUTO is PON, DRF and POF in one, and with the second code DSLP, too.
_AUTO_CODE, _AUTO_SLEEP_CODE = b"\xa5", b"\xa7"
# Bits of PSR: black and white alone; waveforms from registers; boosters on and no reset.
_KW, _FROM_REGISTERS, _ON = 0x10, 0x20, 0x03
# Bits of CDI: new is copied to old after a refresh; what 1 means in the first plane, and in the
# second one; without a second one, the same bit says that what was there before does not count.
_COPY, _WHITE_IS_1, _RED_IS_0, _NEW_ALONE = 0x08, 0x01, 0x02, 0x02
_FIXED_TEMPERATURE = 0x02
# Forced temperatures, for which makers keep short waveforms (epd7in5_V2.py).
_WAVEFORMS = {0x5A: "fast", 0x5F: "grey", 0x6E: "partial"}
_WITHOUT_FLASHING = ("partial", "direct")
_LUT_MOST = 60
# The grey of the pair (0x10, 0x13) where 1 is black, the first bit low; greys count from black.
_GREYS = bytes([3, 2, 1, 0])
_FLIP = bytes([1, 0]) + bytes(254)

REGISTERS: Mapping[int, Register] = {
    _PSR: Register("PSR", 1, 1),
    0x01: Register("PWR", 4, 5),
    _POF: Register("POF", 0, 1),
    0x03: Register("PFS", 1, 1),
    # ESPHome's 7.50inv2p ends its setup with POF, and goes on with PON when it likes.
    _PON: Register("PON", after=_POF),
    0x06: Register("BTST", 3, 4),
    _SLEEP: Register("DSLP", 1, 1),
    OLD: Register("DTM1"),
    0x11: Register("DSP", 0, 1),
    _REFRESH: Register("DRF", 0, 1, drives=True),
    NEW: Register("DTM2"),
    0x15: Register("DUSPI", 1, 1),
    _AUTO: Register("AUTO", 1, 1, drives=True),
    **{code: Register("LUT", 1, _LUT_MOST) for code in range(0x20, 0x2B)},
    0x2B: Register("KWOPT", 1, 3),
    0x30: Register("PLL", 1, 1),
    0x40: Register("TSC", 0, 2),
    0x41: Register("TSE", 1, 1),
    0x42: Register("TSW", 3, 3),
    0x43: Register("TSR", 0, 2),
    _CDI: Register("CDI", 1, 2),
    0x51: Register("LPD", 0, 1),
    0x52: Register("EVS", 1, 1),
    0x60: Register("TCON", 1, 1),
    _TRES: Register("TRES", 4, 4),
    0x65: Register("GSST", 4, 4),
    0x70: Register("REV", 0, 7),
    STATUS: Register("FLG"),
    0x80: Register("AMV", 1, 1),
    0x81: Register("VV", 0, 1),
    0x82: Register("VDCS", 1, 1),
    _WINDOW: Register("PTL", 9, 9),
    _IN: Register("PTIN"),
    _OUT: Register("PTOUT"),
    _CCSET: Register("CCSET", 1, 1),
    0xE3: Register("PWS", 1, 1),
    0xE4: Register("LVSEL", 1, 1),
    _TSSET: Register("TSSET", 1, 1),
    0xE7: Register("TSBDRY", 1, 1),
}


class Uc8179:
    """The chip's registers and its two planes."""

    registers = REGISTERS

    def __init__(self, film: Film, seconds: Seconds, referee: Referee, clock: Clock) -> None:
        self.film = film
        self.seconds = seconds
        self.referee = referee
        self.clock = clock
        self.planes = {code: Plane(film.size) for code in (OLD, NEW)}
        self.values: dict[int, bytes] = {}
        self.powered = self.windowed = self.asleep = False

    def room(self, code: int) -> int | None:
        if code not in self.planes:
            return None
        area = self._area()
        return area.width // 8 * area.height

    def reset(self, *, cold: bool) -> None:
        self.values.clear()
        self.powered = self.windowed = self.asleep = False
        if cold:
            for plane in self.planes.values():
                plane.lose()

    def execute(self, code: int, data: bytes) -> float:
        if code in self.planes:
            self.planes[code].write(self._area(), data)
        elif code == _REFRESH:
            return self._refresh()
        elif code in (_PON, _POF):
            self.powered = code == _PON
            return self.seconds.power_on if self.powered else self.seconds.power_off
        elif code in (_IN, _OUT):
            self.windowed = code == _IN
        elif code == _SLEEP:
            self._sleep(data)
        elif code == _AUTO:
            return self._auto(data)
        else:
            self.values[code] = data
            self._check(code)
        return 0.0

    def _check(self, code: int) -> None:
        """Refuse a setting, a size or a window that this glass does not have."""
        size = self.film.size
        if code == _PSR and self._setting() & _ON != _ON:
            self.referee.refuse(
                f"PSR says {self._setting():02X}: no glass works without its boosters (02), or in "
                "reset (01)"
            )
        if code == _TRES and _words(self.values[code]) != tuple(size):
            self.referee.refuse(f"TRES says another size than {size}")
        if code == _WINDOW:
            left, right, top, bottom = _words(self.values[code][:8])
            if not (left <= right < size.width and top <= bottom < size.height):
                self.referee.refuse(f"a window from {left},{top} to {right},{bottom} on {size}")
                del self.values[code]

    def _area(self) -> Rect:
        """The window in whole bytes, or all of the glass."""
        if not self.windowed or _WINDOW not in self.values:
            return self.film.everywhere
        left, right, top, bottom = _words(self.values[_WINDOW][:8])
        left, right = left & ~7, right | 7
        return Rect(left, top, right - left + 1, bottom - top + 1)

    def _sleep(self, data: bytes) -> None:
        if data != _SLEEP_CODE:
            self.referee.refuse(f"deep sleep wants A5, not {data.hex()}")
            return
        if self.powered:
            self.referee.refuse("deep sleep with the power on: POF (0x02) comes first")
        self.asleep = True

    def _auto(self, data: bytes) -> float:
        if data not in (_AUTO_CODE, _AUTO_SLEEP_CODE):
            self.referee.refuse(f"AUTO wants A5 or A7, not {data.hex()}")
            return 0.0
        self.powered = True
        takes = self.seconds.power_on + self._refresh() + self.seconds.power_off
        self.powered, self.asleep = False, data == _AUTO_SLEEP_CODE
        return takes

    def _waveform(self) -> str:
        form = self._chosen()
        alone = self._setting() & _KW and self._interval() & _NEW_ALONE
        return "direct" if form == "partial" and alone else form

    def _chosen(self) -> str:
        if self._setting() & _FROM_REGISTERS:
            return waveform.kind(self.values) if self._setting() & _KW else "full"
        fixed = self.values.get(_CCSET, b"\0")[0] & _FIXED_TEMPERATURE
        warmth = self.values.get(_TSSET, b"\0")[0]
        return _WAVEFORMS.get(warmth, "full") if fixed else "full"

    def _setting(self) -> int:
        return self.values.get(_PSR, b"\x0f")[0]

    def _refresh(self) -> float:
        """Drive the window, or all of the glass, to what lies in the planes."""
        area, form = self._area(), self._waveform()
        if not self.powered:
            self.referee.refuse("a refresh without power: PON (0x04) comes first")
            return 0.0
        if not self.planes[NEW].knows(area):
            self.referee.refuse("a refresh of a memory (0x13) that was not written")
        if not self._setting() & _KW:
            pixels = self._three_inks(area)
        elif form == "grey":
            pixels = self._greys(area)
        else:
            pixels = self._two_inks(area, form)
        seconds, where = self._takes(form), place(area, self.film.size, self._setting())
        pixels = scanned(pixels, area.width, self._setting())
        self.film.drive(where, pixels, partial=form in _WITHOUT_FLASHING)
        self.film.note(form, [where], self.clock.now(), seconds)
        if self._interval() & _COPY and self._setting() & _KW:
            self.planes[OLD].write(area, self.planes[NEW].taken(area))
        return seconds

    def _seen(self, area: Rect) -> bytes:
        """What the glass shows of an area, in the memory's order."""
        shown = self.film.cut(place(area, self.film.size, self._setting()))
        return scanned(shown, area.width, self._setting())

    def _takes(self, form: str) -> float:
        if form in _WITHOUT_FLASHING:
            return self.seconds.partial
        return self.seconds.fast if form == "fast" else self.seconds.full

    def _interval(self) -> int:
        return self.values.get(_CDI, b"\x31")[0]

    def _ink(self, name: str) -> int:
        return self.film.palette.named(name)

    def _two_inks(self, area: Rect, form: str) -> bytes:
        white_is_1 = bool(self._interval() & _WHITE_IS_1)
        inks = (self._ink("black"), self._ink("white"))
        table = bytes(inks if white_is_1 else inks[::-1])
        pixels = self.planes[NEW].read(area).translate(_padded(table))
        return self._changed(area, pixels, table) if form == "partial" else pixels

    def _changed(self, area: Rect, pixels: bytes, table: bytes) -> bytes:
        """A partial refresh pushes each pixel from what 0x10 says that it is, if it is another."""
        old, glass = self.planes[OLD].read(area).translate(_padded(table)), self._seen(area)
        if not (self.planes[OLD].knows(area) and self.film.known):
            self.referee.refuse("a partial refresh, and nobody knows the old picture (0x10)")
        elif old != glass:
            self.referee.refuse(
                "a partial refresh from an old picture (0x10) that is not the one on the glass: "
                "its charges would not be balanced"
            )
        else:
            return pixels
        return bytes(
            now if was == new else new for was, new, now in zip(old, pixels, glass, strict=True)
        )

    def _greys(self, area: Rect) -> bytes:
        """Pairs of bits of both planes, white 00, light 10, dark 01, black 11."""
        first, second = self.planes[OLD].read(area), self.planes[NEW].read(area)
        if not self.planes[OLD].knows(area):
            self.referee.refuse("a grey refresh of a memory (0x10) that was not written")
        if len(self.film.palette.inks) != len(_GREYS):
            self.referee.refuse("a grey refresh on a panel that is described without greys")
            return self._seen(area)
        table = _GREYS[::-1] if self._interval() & _WHITE_IS_1 else _GREYS
        return _pairs(first, second).translate(_padded(table))

    def _three_inks(self, area: Rect) -> bytes:
        """The first plane is black and white, the second says where there is colour."""
        if not self.planes[OLD].knows(area):
            self.referee.refuse("a refresh of a memory (0x10) that was not written")
        first, second = self.planes[OLD].read(area), self.planes[NEW].read(area)
        interval = self._interval()
        if not interval & _WHITE_IS_1:
            first = first.translate(_FLIP)
        if interval & _RED_IS_0:
            second = second.translate(_FLIP)
        black, white = self._ink("black"), self._ink("white")
        others = set(range(len(self.film.palette.inks))) - {black, white}
        third = others.pop() if others else black
        if 1 in second and third == black:
            self.referee.refuse("colour for a panel that is described without any")
        return _pairs(first, second).translate(_padded(bytes([black, white, third, third])))


def _pairs(low: bytes, high: bytes) -> bytes:
    """A byte from 0 to 3 for each two bits."""
    both = int.from_bytes(low, "little") | int.from_bytes(high, "little") << 1
    return both.to_bytes(len(low), "little")


def _words(data: bytes) -> tuple[int, ...]:
    """Numbers of two bytes, the high one first."""
    return struct.unpack(f">{len(data) // 2}H", data)


def _padded(table: bytes) -> bytes:
    return table + bytes(256 - len(table))
