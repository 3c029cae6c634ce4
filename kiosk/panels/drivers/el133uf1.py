"""EL133UF1: 13.3 inch, 1200x1600, Spectra 6; two chips, the first one with the left columns.

Bytes: Waveshare's epd13in3E.py, inky_el133uf1.py of pimoroni/inky 2.6.0. Their register sets
differ, nobody says why: they are never mixed. Full refreshes alone.
"""

from msgspec import Struct

from kiosk.frame import Frame
from kiosk.geometry import Rect
from kiosk.packing import nibbles
from kiosk.panels.drivers import Driver, patience
from kiosk.panels.glass import cut
from kiosk.panels.panel import Panel
from kiosk.panels.steps import AwaitIdle, Full, How, Pause, Reset, Send, Steps

POF, PON, DSLP, DTM, DRF = 0x02, 0x04, 0x07, 0x10, 0x12
ZERO, SLEEP_CODE = b"\x00", b"\xa5"
BOTH, FIRST, SECOND = (0, 1), (0,), (1,)
# Power on: as long as at 7.3 inch, by the clock, too, since a BUSY that is stuck at idle is found
# out with the refresh alone.
AFTER_POWER_S = 0.25
BEFORE_REFRESH_S = 0.05  # epd13in3E.py
# After the order to sleep, before the supply is cut (epd13in3E.py).
AFTER_SLEEP_S = 2.0
# Without BUSY; how long power off takes is nowhere said, a 7.3 inch panel has 0.145 s.
POWER_OFF_S = 1.0


class Setting(Struct, frozen=True):
    """How a board's own driver wakes its panel: a reset, then commands, chips, data in hex."""

    reset: Reset
    registers: tuple[tuple[int, tuple[int, ...], str], ...]


_SETTINGS = {
    # epd13in3E.py
    "waveshare": Setting(
        Reset(((True, 0.03), (False, 0.03), (True, 0.03), (False, 0.03), (True, 0.03))),
        (
            (0x74, FIRST, "C0 1C 1C CC CC CC 15 15 55"),
            (0xF0, BOTH, "49 55 13 5D 05 10"),
            (0x00, BOTH, "DF 69"),
            (0x50, BOTH, "F7"),
            (0x60, BOTH, "03 03"),
            (0x86, BOTH, "10"),
            (0xE3, BOTH, "22"),
            (0xE0, BOTH, "01"),
            (0x61, BOTH, "04 B0 03 20"),
            (0x01, FIRST, "0F 00 28 2C 28 38"),
            (0xB6, FIRST, "07"),
            (0x06, FIRST, "E8 28"),
            (0xB7, FIRST, "01"),
            (0x05, FIRST, "E8 28"),
            (0xB0, FIRST, "01"),
            (0xB1, FIRST, "02"),
        ),
    ),
    # inky_el133uf1.py
    "pimoroni": Setting(
        Reset(((False, 0.03), (True, 0.33))),
        (
            (0x74, FIRST, "00 0C 0C D9 DD DD 15 15 55"),
            (0xF0, BOTH, "49 55 13 5D 05 10"),
            (0x00, BOTH, "DF 6B"),
            (0xA5, FIRST, "44 54 00"),
            (0x30, BOTH, "08"),
            (0x50, BOTH, "37"),
            (0x60, BOTH, "03 03"),
            (0x03, FIRST, "00 C0 03 A8"),
            (0x03, SECOND, "00 C0 03 9A"),
            (0x86, BOTH, "10"),
            (0xE3, BOTH, "22"),
            (0xE0, BOTH, "01"),
            (0x61, BOTH, "04 B0 03 20"),
            (0xA4, FIRST, "03 00 01 03 00 03 00 00 00"),
            (0x01, FIRST, "0F 00 28 2C 28 38"),
            (0xB6, FIRST, "07"),
            (0x06, FIRST, "E0 20"),
            (0xB7, FIRST, "01"),
            (0x05, FIRST, "E0 20"),
            (0xB0, FIRST, "01"),
            (0xB1, FIRST, "02"),
        ),
    ),
}


def show(panel: Panel, frame: Frame, how: How, before: Frame | None) -> Steps:
    """The steps that bring `frame` onto the glass, and both chips to sleep."""
    del before
    if how != Full():
        raise ValueError(f"{panel.name} has full refreshes alone")
    assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
    setting = _SETTINGS[panel.registers]
    yield setting.reset
    yield AwaitIdle("reset", patience(0))
    for command, chips, data in setting.registers:
        yield Send(command, bytes.fromhex(data), chips)
    width = frame.size.width // len(BOTH)
    for chip in BOTH:
        half = Rect(chip * width, 0, width, frame.size.height)
        part = cut(frame.pixels, frame.size, half)
        yield Send(DTM, nibbles(part, panel.codes), (chip,))
    yield Send(PON, chips=BOTH)
    yield Pause(AFTER_POWER_S)
    yield AwaitIdle("power on", patience(panel.seconds.power_on))
    yield Pause(BEFORE_REFRESH_S)
    yield Send(DRF, ZERO, BOTH)
    yield AwaitIdle("refresh", patience(panel.seconds.full), starts=True)
    # Power off in the middle of a refresh can lock the panel until its supply is cut (inky#254).
    yield Send(POF, ZERO, BOTH)
    yield AwaitIdle("power off", patience(panel.seconds.power_off))
    yield from _sleep()


def rest(panel: Panel) -> Steps:
    """Reset, power off and deep sleep, by the clock: BUSY may be what failed."""
    yield _SETTINGS[panel.registers].reset
    yield Send(POF, ZERO, BOTH)
    yield Pause(POWER_OFF_S)
    yield from _sleep()


def _sleep() -> Steps:
    yield Send(DSLP, SLEEP_CODE, BOTH)
    yield Pause(AFTER_SLEEP_S)


DRIVER = Driver(show, rest)
