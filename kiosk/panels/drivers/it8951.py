"""IT8951: panels of 7.8" to 13.3" in sixteen greys, which take words of 16 bits.

Codes and registers: EPD_IT8951.h of Waveshare's IT8951-ePaper and constants.py of
GregDMeyer/IT8951. In sleep the chip's memory is refreshed, and SYS_RUN wakes it without a reset
(the crate it8951, lib.rs): so it still knows what it must push each pixel from.
"""

from collections.abc import Generator
from typing import TypeVar

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.geometry import Rect
from kiosk.packing import bits, nibbles
from kiosk.panels.drivers import Driver, patience
from kiosk.panels.drivers.device import Device, recognised
from kiosk.panels.glass import blank, cut
from kiosk.panels.panel import Panel, Seconds
from kiosk.panels.steps import (
    AwaitIdle,
    Full,
    How,
    Load,
    Order,
    Partial,
    Pause,
    Read,
    Reset,
    Step,
    Steps,
)

SYS_RUN, SLEEP, REG_RD, REG_WR = 0x0001, 0x0003, 0x0010, 0x0011
LD_IMG_AREA, LD_IMG_END, DPY_AREA = 0x0021, 0x0022, 0x0034
VCOM, GET_DEV_INFO = 0x0039, 0x0302
I80CPCR, LISAR, UP1SR, LUTAFSR, BGVR = 0x0004, 0x0208, 0x1138, 0x1224, 0x1250
# Bit 18 of UP1SR: what is shown has a bit a pixel.
ONE_BIT, ONE_BIT_AT = 0x0004, UP1SR + 2
# What a bit means then: 1 (the low byte) is white, 0 is black. Nothing but kiosk writes this
# register, and a chip that lost its supply or was reset has another value there.
COLOURS = 0x00F0
# The first argument of LD_IMG_AREA: the first pixel is highest; bits a pixel.
FIRST_IS_HIGHEST, FOUR_BITS, EIGHT_BITS = 0x0100, 0x0020, 0x0030
VCOM_ASK, VCOM_SET = 0x0000, 0x0001
INIT, DU, GC16, GL16 = 0, 1, 2, 3
# Nominal (E Ink's waveform declaration); the others depend on the panel.
INIT_S, A2_S = 2.0, 0.12
# GxEPD2 measured 1.73 s from a reset to ready, and wants a long pulse.
RESET, START_S = Reset(((False, 0.2), (True, 0.2))), 1.73
LOOK_S = 0.02
_WORD_BITS = 16
_MOST_MV = 5000  # GregDMeyer's interface.py takes no more
# The chip's first pixel is the lowest bit (GUI_Paint.c of Waveshare's, which fills its buffers).
_LOWEST_FIRST = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))

_Found = TypeVar("_Found")
Asking = Generator[Step, tuple[int, ...], _Found]


def show(panel: Panel, frame: Frame, how: How, before: Frame | None) -> Steps:
    """The steps that bring `frame` onto the glass, and the chip to sleep.

    A chip that forgot what the glass shows drives all of it through black and white, whatever
    was asked; so does one whose glass nobody knows, after wiping it.
    """
    assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
    if isinstance(how, Partial) and before is None:
        raise ValueError("a partial refresh needs the picture that the glass shows")
    millivolts = _millivolts(panel)
    remembers = yield from _wake(before)
    device = yield from _prepare(panel, millivolts)
    if before is None:
        yield from _greys(panel, blank(frame), _all(frame), INIT, INIT_S)
    if before is None or not remembers or isinstance(how, Full):
        yield from _greys(panel, frame, _all(frame), GC16, panel.seconds.full)
    else:
        yield from _change(panel, panel.seconds, frame, before, how, device)
    yield Order(SLEEP)


def rest(panel: Panel) -> Steps:
    """Wait for what may be driven, reset, sleep."""
    del panel
    yield Pause(INIT_S)
    yield RESET
    yield Order(SLEEP)


def _millivolts(panel: Panel) -> int:
    if panel.vcom_mv is None or not 0 < panel.vcom_mv < _MOST_MV:
        raise PanelError(
            panel.name,
            'its VCOM is not known; write it in kiosk.toml under [panel], as vcom = "-1.50 V": '
            "the voltage is printed on the glass's own flat cable",
        )
    return panel.vcom_mv


def _wake(before: Frame | None) -> Asking[bool]:
    """Bring the chip to work; whether it still knows what the glass shows."""
    if before is not None:
        yield Order(SYS_RUN)
        if (yield from _register(BGVR)) == COLOURS:
            return True
    yield RESET
    yield AwaitIdle("start", patience(START_S))
    yield Order(SYS_RUN)
    return False


def _prepare(panel: Panel, millivolts: int) -> Asking[Device]:
    """See that it is the right board, and tell it how pixels come and where they go."""
    yield Order(GET_DEV_INFO)
    device = recognised(panel, (yield Read(Device.WORDS)))
    yield Order(REG_WR, (I80CPCR, 1))
    yield from _set_vcom(panel, millivolts)
    yield Order(REG_WR, (LISAR + 2, device.buffer >> 16))
    yield Order(REG_WR, (LISAR, device.buffer & 0xFFFF))
    yield Order(REG_WR, (BGVR, COLOURS))
    return device


def _set_vcom(panel: Panel, millivolts: int) -> Steps:
    yield Order(VCOM, (VCOM_SET, millivolts))
    yield Order(VCOM, (VCOM_ASK,))
    found = yield Read(1)
    if found != (millivolts,):
        says = f"VCOM was set to {-millivolts} mV and reads {-found[0]} mV; check MISO and MOSI"
        raise PanelError(panel.name, says)


def _change(
    panel: Panel, seconds: Seconds, frame: Frame, before: Frame, how: How, device: Device
) -> Steps:
    """Drive areas from what the chip knows that they show."""
    areas = how.areas if isinstance(how, Partial) else (_all(frame),)
    swift = isinstance(how, Partial) and how.swift
    for area in areas:
        if not (_is_pure(frame, area) and _is_pure(before, area)):
            yield from _greys(panel, frame, area, GL16, seconds.fast)
        elif swift:
            yield from _pure(panel, frame, area, device.a2, A2_S)
        else:
            yield from _pure(panel, frame, area, DU, seconds.partial)


def _greys(panel: Panel, frame: Frame, area: Rect, mode: int, takes: float) -> Steps:
    """Load an area with four bits a pixel, and show it."""
    if (area.x | area.width) * 4 % _WORD_BITS:
        raise ValueError(f"{area} does not lie on whole words")
    pixels = cut(frame.pixels, frame.size, area)
    yield from _load(area, FOUR_BITS, nibbles(pixels, panel.codes))
    yield Order(DPY_AREA, (*area, mode))
    yield from _driven(panel, takes)


def _pure(panel: Panel, frame: Frame, area: Rect, mode: int, takes: float) -> Steps:
    """Load an area with a bit a pixel, as if each eight were a grey one, and show it."""
    if (area.x | area.width) % _WORD_BITS:
        raise ValueError(f"{area} does not lie on whole words")
    pixels = cut(frame.pixels, frame.size, area)
    white = bits(pixels, bytes([frame.palette.paper])).translate(_LOWEST_FIRST)
    narrow = Rect(area.x // 8, area.y, area.width // 8, area.height)
    yield from _load(narrow, EIGHT_BITS, white)
    setting = yield from _register(ONE_BIT_AT)
    yield Order(REG_WR, (ONE_BIT_AT, setting | ONE_BIT))
    yield Order(DPY_AREA, (*area, mode))
    yield from _driven(panel, takes)
    yield Order(REG_WR, (ONE_BIT_AT, setting & ~ONE_BIT))


def _load(area: Rect, depth: int, data: bytes) -> Steps:
    yield Order(LD_IMG_AREA, (FIRST_IS_HIGHEST | depth, *area))
    yield Load(data)
    yield Order(LD_IMG_END)


def _driven(panel: Panel, takes: float) -> Steps:
    """Wait until none of the engines that drive pixels works any more."""
    most_s = patience(takes)
    for _ in range(round(most_s / LOOK_S)):
        if not (yield from _register(LUTAFSR)):
            return
        yield Pause(LOOK_S)
    says = f"refresh: its engines still work after {most_s:g} s; cut the board's supply once"
    raise PanelError(panel.name, says)


def _register(address: int) -> Asking[int]:
    yield Order(REG_RD, (address,))
    return (yield Read(1))[0]


def _all(frame: Frame) -> Rect:
    return Rect(0, 0, *frame.size)


def _is_pure(frame: Frame, area: Rect) -> bool:
    """Whether an area has black and white alone."""
    both = bytes([frame.palette.ink, frame.palette.paper])
    return not cut(frame.pixels, frame.size, area).translate(None, both)


DRIVER = Driver(show, rest)
