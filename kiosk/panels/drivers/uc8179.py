"""UC8179: 7.5" panels of 800x480 in black and white, in four greys, or with a third ink.

Bytes: Waveshare's epd7in5_V2.py and epd7in5b_V2.py; the partial window as in GxEPD2's
GxEPD2_750_GDEY075T7.cpp, since Waveshare's miscounts its columns and never leaves it.
"""

import struct

from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.packing import bits, inverted
from kiosk.panels.drivers import Driver, patience
from kiosk.panels.glass import cut, paste
from kiosk.panels.panel import Panel, Seconds
from kiosk.panels.steps import (
    AwaitIdle,
    Fast,
    Full,
    How,
    Partial,
    Pause,
    Reset,
    Send,
    Steps,
)

PSR, PWR, POF, PON, BTST, DSLP, OLD, DRF, NEW = 0x00, 0x01, 0x02, 0x04, 0x06, 0x07, 0x10, 0x12, 0x13
DUSPI, CDI, TCON, TRES, FLG, PTL, PTIN, PTOUT, CCSET, TSSET = (
    *(0x15, 0x50, 0x60, 0x61, 0x71, 0x90, 0x91, 0x92, 0xE0, 0xE5),
)
# Supply voltages. Waveshare's Python has VDH 15 V and VDL -15 V for black and white; its C code,
# GxEPD2 and the three-colour panel have more.
VOLTAGES = {"python": b"\x07\x07\x28\x17", "c": b"\x07\x07\x3f\x3f"}
# epd7in5_V2.py: "if an exception is displayed", 38 instead of 28.
SOFT_START = b"\x17\x17\x28\x17"
FAST_SOFT_START = b"\x27\x27\x18\x17"
TWO_INKS, THREE_INKS = b"\x1f", b"\x0f"
# 1 is black; 1 is white, borders are left alone, new is copied to old; 1 is white, 1 is colour.
BLACK_IS_1, WHITE_IS_1, COLOUR_IS_1 = b"\x10\x07", b"\xa9\x07", b"\x11\x07"
FLOATING = b"\xf7"
FIXED_TEMPERATURE = b"\x02"
# Temperatures that are claimed (degrees C), for which the maker keeps short waveforms.
CLAIMED = {"fast": b"\x5a", "grey": b"\x5f", "partial": b"\x6e"}
# Of four greys, counted from black, those with a 1 in the first and in the second memory.
_LIGHT_AND_BLACK, _DARK_AND_BLACK = bytes([2, 0]), bytes([1, 0])
# epd7in5_V2.py sends no TRES for quick waveforms on it.
USUAL = Size(800, 480)
AFTER_REFRESH_S = 0.1
# Power on takes 0.14 s, power off 0.042 s (GxEPD2_750_GDEY075T7.h): waited for by the clock, too,
# since a BUSY that is stuck at idle is found out with the refresh alone.
AFTER_POWER_S = 0.2


def show(panel: Panel, frame: Frame, how: How, before: Frame | None) -> Steps:
    """The steps that bring `frame` onto the glass, and the panel to sleep."""
    assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
    if isinstance(how, Partial):
        if before is None:
            raise ValueError("a partial refresh needs the picture that the glass shows")
        yield from _partial(panel, panel.seconds, frame, how.areas, before)
    else:
        yield from _wake(panel, panel.seconds, how)
        yield from _planes(frame)
        yield from _refresh(panel.seconds, how)
    yield from _sleep(panel.seconds)


def rest(panel: Panel) -> Steps:
    """Reset and deep sleep; a reset takes the power off."""
    del panel
    yield RESET
    yield Send(DSLP, b"\xa5")


RESET = Reset(((True, 0.02), (False, 0.002), (True, 0.02)))


def _wake(panel: Panel, seconds: Seconds, how: How) -> Steps:
    yield RESET
    three = panel.palette.kind == "colour"
    setting = Send(PSR, THREE_INKS if three else TWO_INKS)
    interval = Send(CDI, COLOUR_IS_1 if three else BLACK_IS_1)
    if isinstance(how, Full) and panel.palette.kind != "grey":
        yield Send(BTST, SOFT_START)
        yield Send(PWR, VOLTAGES[panel.registers])
        yield from _power(seconds)
        yield setting
        yield Send(TRES, struct.pack(">HH", *panel.glass))
        yield Send(DUSPI, b"\x00")
        yield interval
        yield Send(TCON, b"\x22")
        return
    yield setting
    yield from _size(panel)
    yield interval
    yield from _power(seconds)
    yield Send(BTST, FAST_SOFT_START)
    yield from _claim("grey" if panel.palette.kind == "grey" else "fast")


def _size(panel: Panel) -> Steps:
    """The glass's size, where it is not the one that a chip takes for granted."""
    if panel.glass != USUAL:
        yield Send(TRES, struct.pack(">HH", *panel.glass))


def _power(seconds: Seconds) -> Steps:
    yield Send(PON)
    yield Pause(AFTER_POWER_S)
    yield AwaitIdle("power on", patience(seconds.power_on), ask=FLG)


def _claim(waveform: str) -> Steps:
    yield Send(CCSET, FIXED_TEMPERATURE)
    yield Send(TSSET, CLAIMED[waveform])


def _planes(frame: Frame) -> Steps:
    """Both memories, a bit a pixel."""
    inks, pixels = frame.palette, frame.pixels
    if inks.kind == "grey":
        yield Send(OLD, bits(pixels, _LIGHT_AND_BLACK))
        yield Send(NEW, bits(pixels, _DARK_AND_BLACK))
    elif inks.kind == "colour":
        third = bytes(set(range(len(inks.inks))) - {inks.ink, inks.paper})
        yield Send(OLD, bits(pixels, bytes([inks.paper]) + third))
        yield Send(NEW, bits(pixels, third))
    else:
        white = bits(pixels, bytes([inks.paper]))
        yield Send(OLD, white)
        yield Send(NEW, inverted(white))


def _refresh(seconds: Seconds, how: How) -> Steps:
    takes = {Full: seconds.full, Fast: seconds.fast, Partial: seconds.partial}[type(how)]
    yield Send(DRF)
    yield Pause(AFTER_REFRESH_S)
    yield AwaitIdle("refresh", patience(takes), starts=True, ask=FLG)


def _partial(
    panel: Panel, seconds: Seconds, frame: Frame, areas: tuple[Rect, ...], before: Frame
) -> Steps:
    """Each area alone; the chip forgot what stands there, and is told it again."""
    yield RESET
    yield Send(PSR, TWO_INKS)
    yield from _size(panel)
    yield from _power(seconds)
    yield from _claim("partial")
    yield Send(CDI, WHITE_IS_1)
    white = bytes([frame.palette.paper])
    shown = bytearray(before.pixels)
    for area in areas:
        new = cut(frame.pixels, frame.size, area)
        yield Send(PTIN)
        yield Send(PTL, _window(area))
        yield Send(OLD, bits(cut(bytes(shown), frame.size, area), white))
        yield Send(NEW, bits(new, white))
        paste(shown, frame.size, area, new)
        yield from _refresh(seconds, Partial((area,)))
        yield Send(PTOUT)


def _window(area: Rect) -> bytes:
    if area.x % 8 or area.width % 8:
        raise ValueError(f"{area} does not lie on whole bytes")
    edges = (area.x, area.right - 1, area.y, area.bottom - 1)
    return struct.pack(">HHHH", *edges) + b"\x01"


def _sleep(seconds: Seconds) -> Steps:
    yield Send(CDI, FLOATING)
    yield Send(POF)
    yield Pause(AFTER_REFRESH_S)
    yield AwaitIdle("power off", patience(seconds.power_off), ask=FLG)
    yield Send(DSLP, b"\xa5")


DRIVER = Driver(show, rest)
