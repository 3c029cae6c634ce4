"""A strict EL133UF1: 13.3 inch, 1200x1600, Spectra 6; two chips, each with half of the columns.

Registers: Waveshare's epd13in3E.py, inky_el133uf1.py of pimoroni/inky.
"""

from collections.abc import Callable, Mapping

from kiosk.geometry import Rect, Size
from kiosk.panels.panel import Panel
from kiosk.panels.sim.chip import Register
from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.commands import COMMON
from kiosk.panels.sim.film import Film
from kiosk.panels.sim.pixels import Inks, Memory
from kiosk.panels.sim.referee import Referee

STATUS = 0x71
_PSR, _PWR, _POF, _PON, _SLEEP, _DTM, _REFRESH, _PLL, _TRES, _UNLOCK = (
    *(0x00, 0x01, 0x02, 0x04, 0x07, 0x10, 0x12, 0x30, 0x61, 0xF0),
)
_SLEEP_CODE = b"\xa5"
_UNLOCK_CODE = bytes.fromhex("49 55 13 5D 05 10")
# Every public driver says 1200x800 to each chip, which has 600x1600.
_TRES_VALUE = bytes.fromhex("04 B0 03 20")
# Supplies and boosters hang on the first chip alone.
_FIRST_ALONE = frozenset({0x01, 0x05, 0x06, 0x74, 0xA4, 0xA5, 0xB0, 0xB1, 0xB6, 0xB7})
# Seconds of a refresh by PLL, and where pictures were seen to break (e-Paper#387).
_PACE, _BREAKS = {0: 76.4, 1: 38.7, 2: 19.7}, range(3, 8)
CHIPS = 2

REGISTERS: Mapping[int, Register] = {
    **COMMON,
    _PSR: Register("PSR", 2, 2),
    _PWR: Register("PWR", 6, 6),
    0x03: Register("POFS", 4, 4),
    0x05: Register("BTST_N", 2, 2),
    0x06: Register("BTST_P", 2, 2),
    # Waveshare's code waits for no POF (EPD_13in3e.c), and goes to sleep or sends on at once.
    _SLEEP: Register("DSLP", 1, 1, after=_POF),
    _DTM: Register("DTM", after=_POF),
    0x74: Register("ANTM", 9, 9),
    0xA4: Register("CMDA4", 9, 9),
    0xA5: Register("DCDC", 3, 3),
    0xB0: Register("BUCK_BOOST_VDDN", 1, 1),
    0xB1: Register("TFT_VCOM_POWER", 1, 1),
    0xB6: Register("EN_BUF", 1, 1),
    0xB7: Register("BOOST_VDDP_EN", 1, 1),
    _UNLOCK: Register("CMD66", 6, 6),
}


class Glass:
    """What both chips drive together; `selected` says which of them hear what is sent now."""

    def __init__(self, panel: Panel, film: Film, referee: Referee, clock: Clock) -> None:
        assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
        self.seconds = panel.seconds
        self.film = film
        self.referee = referee
        self.clock = clock
        self.inks = Inks(panel, referee)
        width, height = film.size.width // CHIPS, film.size.height
        self.halves = [Half(self, at, Rect(at * width, 0, width, height)) for at in range(CHIPS)]
        self.selected: Callable[[], tuple[int, ...]] = lambda: (0, 1)

    def refresh(self, asked: "Half") -> float:
        """Drive all of the glass; both chips are told at once, and the first one comes first."""
        if len(self.selected()) < CHIPS:
            self.referee.refuse("a refresh (0x12) of one chip alone: both drive the glass together")
        refused = [why for half in self.halves for why in half.unready()]
        if asked is self.halves[0] or len(self.selected()) < CHIPS:
            for why in refused:
                self.referee.refuse(why)
        if not asked.powered:
            return 0.0
        seconds = self._takes(asked)
        codes = asked.memory.scanned(asked.values.get(_PSR, b"\xdf")[0])
        self.film.drive(asked.area, codes.translate(self.inks.table), partial=False)
        asked.charged = True
        if asked is self.halves[0]:
            self.film.known = True
            self.film.note("full", [self.film.everywhere], self.clock.now(), seconds)
        return seconds

    def _takes(self, asked: "Half") -> float:
        pace = asked.values.get(_PLL, b"\x08")[0]
        if pace in _BREAKS and asked is self.halves[0]:
            self.referee.note(f"PLL (0x30) {pace:02X}: pictures were seen to break from 03 to 07")
        return _PACE.get(pace, self.seconds.full)


class Half:
    """One chip: its registers, its memory, its columns of the glass."""

    def __init__(self, glass: Glass, number: int, area: Rect) -> None:
        self.glass = glass
        self.referee = glass.referee
        self.number = number
        self.area = area
        self.memory = Memory(Size(area.width, area.height))
        self.picture = area.width * area.height // 2
        dtm = Register("DTM", self.picture, after=_POF)
        self.registers: Mapping[int, Register] = {**REGISTERS, _DTM: dtm}
        self.values: dict[int, bytes] = {}
        self.powered = self.charged = self.asleep = False

    def room(self, code: int) -> int | None:
        """Twice the picture: what is too much is looked at when it is there."""
        return 2 * self.picture if code == _DTM else None

    def reset(self, *, cold: bool) -> None:
        self.values.clear()
        self.powered = self.asleep = False
        if cold:
            self.memory.lose()
            self.charged = False

    def execute(self, code: int, data: bytes) -> float:
        if code in _FIRST_ALONE and self.number:
            self._refuse(code, "is for the first chip alone")
        if code == _DTM:
            self._keep(data)
        elif code == _REFRESH:
            return self.glass.refresh(self)
        elif code == _PON:
            self.powered = True
            return self.glass.seconds.power_on
        elif code == _POF:
            self.powered = self.charged = False
            return self.glass.seconds.power_off
        elif code == _SLEEP:
            self._sleep(data)
        else:
            self.values[code] = data
            self._check(code, data)
        return 0.0

    def unready(self) -> list[str]:
        """Why this chip can't refresh its half."""
        name = ("first", "second")[self.number]
        needed = {_PSR} if self.number else {_PSR, _PWR}
        found = {
            "without power: PON (0x04) comes first": not self.powered,
            "and no POF (0x02) came after the one before: inks fade": self.charged,
            "with registers (0x00, 0x01) not set since the reset": not needed <= set(self.values),
            "of a memory (0x10) that was not written": not self.memory.knows(
                Rect(0, 0, self.area.width, self.area.height)
            ),
        }
        return [f"a refresh by the {name} chip {why}" for why, so in found.items() if so]

    def _refuse(self, code: int, why: str) -> None:
        self.referee.refuse(f"0x{code:02X} ({self.registers[code].name}) {why}")

    def _keep(self, data: bytes) -> None:
        """A picture; what is too much must be the same again, as the chip may begin anew.

        Waveshare's Clear (epd13in3E.py) sends one colour twice as long as the picture is.
        """
        picture, more = data[: self.picture], data[self.picture :]
        if more != picture[: len(more)]:
            self._refuse(_DTM, f"takes {self.picture} bytes, not {len(data)}")
        self.glass.inks.check(picture)
        self.memory.write(Rect(0, 0, self.area.width, self.area.height), picture)

    def _check(self, code: int, data: bytes) -> None:
        if code == _UNLOCK and data != _UNLOCK_CODE:
            self._refuse(code, f"wants {_UNLOCK_CODE.hex(' ')}, not {data.hex(' ')}")
        if code == _TRES and data != _TRES_VALUE:
            self._refuse(code, f"wants {_TRES_VALUE.hex(' ')}, not {data.hex(' ')}")

    def _sleep(self, data: bytes) -> None:
        if data != _SLEEP_CODE:
            self._refuse(_SLEEP, f"wants A5, not {data.hex()}")
            return
        if self.charged:
            self._refuse(_SLEEP, "after a refresh without POF (0x02)")
        elif self.powered:
            self._refuse(_SLEEP, "with the power on: POF (0x02) comes first")
        self.asleep = True
