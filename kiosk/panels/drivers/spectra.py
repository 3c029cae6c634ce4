"""GDEP073E01 (Spectra 6, six inks) and AC073TC1A (ACeP, seven inks): 7.3 inch, 800x480.

Bytes: Waveshare's epd7in3e.py and epd7in3f.py, inky_e673.py and inky_ac073tc1a.py of
pimoroni/inky 2.6.0. Full refreshes alone.
"""

import struct

from msgspec import Struct

from kiosk.frame import Frame
from kiosk.packing import nibbles
from kiosk.panels.drivers import Driver, patience
from kiosk.panels.panel import Panel, Seconds
from kiosk.panels.steps import AwaitIdle, Full, How, Pause, Reset, Send, Steps

POF, PON, BTST2, DSLP, DTM, DRF, TRES = 0x02, 0x04, 0x06, 0x07, 0x10, 0x12, 0x61
ZERO, SLEEP_CODE = b"\x00", b"\xa5"
# Between BUSY's "idle" after a reset and the first command (epd7in3e.py).
AFTER_RESET_S = 0.03
# Power on takes 0.172 s (GxEPD2_730c_GDEP073E01.h): waited for by the clock, too, since a BUSY that
# is stuck at idle is found out with the refresh alone.
AFTER_POWER_S = 0.25
# After the order to sleep, before the supply is cut (epd7in3e.py).
AFTER_SLEEP_S = 2.0
# Without BUSY: power off takes 0.145 s (GxEPD2_730c_GDEP073E01.h).
POWER_OFF_S = 1.0


class Setting(Struct, frozen=True):
    """How a board's own driver wakes its panel: a reset, then commands with their data in hex.

    TRES is given the glass's size, PON waits until the power is on.
    `warm`: the second setting of BTST2, sent between power and refresh.
    """

    reset: Reset
    registers: tuple[tuple[int, str], ...]
    warm: bytes = b""


def _reset(*seconds: float) -> Reset:
    """Low and high in turn, each for so long; what begins high has an odd number of them."""
    first = len(seconds) % 2 == 1
    return Reset(tuple(((at % 2 == 0) == first, held) for at, held in enumerate(seconds)))


_SETTINGS = {
    # epd7in3e.py; 30 is PLL: 03 takes as long as 08 (e-Paper#387).
    ("GDEP073E01", "waveshare"): Setting(
        _reset(0.02, 0.002, 0.02),
        (
            (0xAA, "49 55 20 08 09 18"),
            (0x01, "3F"),
            (0x00, "5F 69"),
            (0x03, "00 54 00 44"),
            (0x05, "40 1F 1F 2C"),
            (0x06, "6F 1F 17 49"),
            (0x08, "6F 1F 1F 22"),
            (0x30, "03"),
            (0x50, "3F"),
            (0x60, "02 00"),
            (TRES, ""),
            (0x84, "01"),
            (0xE3, "2F"),
            (PON, ""),
        ),
    ),
    # inky_e673.py
    ("GDEP073E01", "pimoroni"): Setting(
        _reset(0.03, 0.03),
        (
            (0xAA, "49 55 20 08 09 18"),
            (0x01, "3F"),
            (0x00, "5F 69"),
            (0x05, "40 1F 1F 2C"),
            (0x08, "6F 1F 1F 22"),
            (0x06, "6F 1F 17 17"),
            (0x03, "00 54 00 44"),
            (0x60, "02 00"),
            (0x30, "08"),
            (0x50, "3F"),
            (TRES, ""),
            (0xE3, "2F"),
            (0x82, "01"),
        ),
        warm=bytes.fromhex("6F 1F 17 49"),
    ),
    # epd7in3f.py
    ("AC073TC1A", "waveshare"): Setting(
        _reset(0.02, 0.002, 0.02),
        (
            (0xAA, "49 55 20 08 09 18"),
            (0x01, "3F 00 32 2A 0E 2A"),
            (0x00, "5F 69"),
            (0x03, "00 54 00 44"),
            (0x05, "40 1F 1F 2C"),
            (0x06, "6F 1F 1F 22"),
            (0x08, "6F 1F 1F 22"),
            (0x13, "00 04"),
            (0x30, "3C"),
            (0x41, "00"),
            (0x50, "3F"),
            (0x60, "02 00"),
            (TRES, ""),
            (0x82, "1E"),
            (0x84, "00"),
            (0x86, "00"),
            (0xE3, "2F"),
            (0xE0, "00"),
            (0xE6, "00"),
        ),
    ),
    # inky_ac073tc1a.py; 50 with a white border.
    ("AC073TC1A", "pimoroni"): Setting(
        _reset(0.1, 0.1, 0.1, 0.1),
        (
            (0xAA, "49 55 20 08 09 18"),
            (0x01, "3F 00 32 2A 0E 2A"),
            (0x00, "5F 69"),
            (0x03, "00 54 00 44"),
            (0x05, "40 1F 1F 2C"),
            (0x06, "6F 1F 16 25"),
            (0x08, "6F 1F 1F 22"),
            (0x13, "00 04"),
            (0x30, "02"),
            (0x41, "00"),
            (0x50, "37"),
            (0x60, "02 00"),
            (TRES, ""),
            (0x82, "1E"),
            (0x84, "00"),
            (0x86, "00"),
            (0xE3, "2F"),
            (0xE0, "00"),
            (0xE6, "00"),
        ),
    ),
}


def show(panel: Panel, frame: Frame, how: How, before: Frame | None) -> Steps:
    """The steps that bring `frame` onto the glass, and the panel to sleep."""
    del before
    if how != Full():
        raise ValueError(f"{panel.name} has full refreshes alone")
    assert panel.seconds is not None  # noqa: S101 - panels with these chips have them
    setting = _setting(panel)
    yield setting.reset
    yield AwaitIdle("reset", patience(0))
    yield Pause(AFTER_RESET_S)
    for command, data in setting.registers:
        if command == PON:
            yield from _power(panel.seconds)
        elif command == TRES:
            yield Send(TRES, struct.pack(">HH", *panel.glass))
        else:
            yield Send(command, bytes.fromhex(data))
    yield Send(DTM, nibbles(frame.pixels, panel.codes))
    yield from _power(panel.seconds)
    if setting.warm:
        yield Send(BTST2, setting.warm)
    yield Send(DRF, ZERO)
    yield AwaitIdle("refresh", patience(panel.seconds.full), starts=True)
    yield Send(POF, ZERO)
    yield AwaitIdle("power off", patience(panel.seconds.power_off))
    yield from _sleep()


def rest(panel: Panel) -> Steps:
    """Reset, power off and deep sleep, by the clock: BUSY may be what failed."""
    yield _setting(panel).reset
    yield Send(POF, ZERO)
    yield Pause(POWER_OFF_S)
    yield from _sleep()


def _setting(panel: Panel) -> Setting:
    return _SETTINGS[panel.controller, panel.registers]


def _power(seconds: Seconds) -> Steps:
    yield Send(PON)
    yield Pause(AFTER_POWER_S)
    yield AwaitIdle("power on", patience(seconds.power_on))


def _sleep() -> Steps:
    yield Send(DSLP, SLEEP_CODE)
    yield Pause(AFTER_SLEEP_S)


DRIVER = Driver(show, rest)
