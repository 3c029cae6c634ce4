"""7.3 inch panels with six and seven inks: bytes, pictures, and what their chips refuse."""

import random
from collections.abc import Callable
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steplines import lines

from kiosk.frame import Frame
from kiosk.geometry import Rect
from kiosk.panels import catalog
from kiosk.panels.bus import play
from kiosk.panels.drivers import spectra
from kiosk.panels.panel import Panel
from kiosk.panels.sim.build import simulated
from kiosk.panels.sim.referee import RefusedError
from kiosk.panels.sim.serial import SerialPanel
from kiosk.panels.steps import Fast, Full, Partial

NAMES = ("waveshare-7in3-e6", "inky-7in3-e6", "waveshare-7in3-f")
LOW, HIGH = False, True
UNLOCK = bytes.fromhex("49 55 20 08 09 18")
every_panel = pytest.mark.parametrize("name", NAMES)


def noise(panel: Panel, seed: int) -> Frame:
    chance = random.Random(seed)
    size, inks = panel.glass, range(len(panel.palette.inks))
    return Frame(size, panel.palette, bytes(chance.choices(inks, k=size.width * size.height)))


def refresh(panel: Panel, sim: SerialPanel, frame: Frame) -> None:
    play(spectra.show(panel, frame, Full(), None), spectra.rest(panel), sim, panel.name)


@every_panel
@settings(max_examples=4, deadline=None)
@given(seeds=st.lists(st.integers(0, 999), min_size=1, max_size=3))
def test_what_is_sent_is_on_the_glass_each_time_and_the_panel_sleeps(
    name: str, seeds: list[int]
) -> None:
    panel = catalog.panel(name)
    sim = simulated(panel)
    for seed in seeds:
        frame = noise(panel, seed)
        refresh(panel, sim, frame)
        assert sim.shown == frame
        assert sim.asleep
    assert [each.waveform for each in sim.film.refreshes] == ["full"] * len(seeds)
    assert not any(sim.film.ghosts)
    assert sim.complaints == []


# epd7in3e.py: init, display, TurnOnDisplay, sleep.
WAVESHARE_E6 = """
    reset H20 L2 H20
    await reset
    pause 30
    AA 49 55 20 08 09 18
    01 3F
    00 5F 69
    03 00 54 00 44
    05 40 1F 1F 2C
    06 6F 1F 17 49
    08 6F 1F 1F 22
    30 03
    50 3F
    60 02 00
    61 03 20 01 E0
    84 01
    E3 2F
    04
    pause 250
    await power on
    10 <192000 bytes>
    04
    pause 250
    await power on
    12 00
    await refresh (BUSY seen)
    02 00
    await power off
    07 A5
    pause 2000
"""
# inky_e673.py of inky 2.6.0: setup, _update; and deep sleep, which it does not know.
PIMORONI_E6 = """
    reset L30 H30
    await reset
    pause 30
    AA 49 55 20 08 09 18
    01 3F
    00 5F 69
    05 40 1F 1F 2C
    08 6F 1F 1F 22
    06 6F 1F 17 17
    03 00 54 00 44
    60 02 00
    30 08
    50 3F
    61 03 20 01 E0
    E3 2F
    82 01
    10 <192000 bytes>
    04
    pause 250
    await power on
    06 6F 1F 17 49
    12 00
    await refresh (BUSY seen)
    02 00
    await power off
    07 A5
    pause 2000
"""
# epd7in3f.py: init, display, TurnOnDisplay, sleep.
WAVESHARE_ACEP = """
    reset H20 L2 H20
    await reset
    pause 30
    AA 49 55 20 08 09 18
    01 3F 00 32 2A 0E 2A
    00 5F 69
    03 00 54 00 44
    05 40 1F 1F 2C
    06 6F 1F 1F 22
    08 6F 1F 1F 22
    13 00 04
    30 3C
    41 00
    50 3F
    60 02 00
    61 03 20 01 E0
    82 1E
    84 00
    86 00
    E3 2F
    E0 00
    E6 00
    10 <192000 bytes>
    04
    pause 250
    await power on
    12 00
    await refresh (BUSY seen)
    02 00
    await power off
    07 A5
    pause 2000
"""


@pytest.mark.parametrize(
    ("name", "bytes_"), list(zip(NAMES, (WAVESHARE_E6, PIMORONI_E6, WAVESHARE_ACEP), strict=True))
)
def test_a_refresh_byte_by_byte(name: str, bytes_: str) -> None:
    panel = catalog.panel(name)
    sent = lines(spectra.show(panel, noise(panel, 0), Full(), None))
    assert sent == dedent(bytes_).strip()


@pytest.mark.parametrize(
    ("name", "row"),
    [
        # black, white, yellow, red, blue, green: epd7in3e.py has no 4.
        ("waveshare-7in3-e6", "01 23 56"),
        # black, white, green, blue, red, yellow: epd7in3f.py.
        ("waveshare-7in3-f", "01 23 45"),
    ],
)
def test_inks_become_their_codes_the_left_pixel_high(name: str, row: str) -> None:
    panel = catalog.panel(name)
    pixels = bytes(range(6)) + bytes(panel.glass.width * panel.glass.height - 6)
    frame = Frame(panel.glass, panel.palette, pixels)
    (picture,) = (
        step.data
        for step in spectra.show(panel, frame, Full(), None)
        if isinstance(step, spectra.Send) and step.command == spectra.DTM
    )
    assert picture[:4] == bytes.fromhex(row) + b"\0"


@pytest.mark.parametrize("how", [Fast(), Partial((Rect(0, 0, 8, 8),))])
def test_there_is_nothing_but_a_full_refresh(how: Fast | Partial) -> None:
    panel = catalog.panel("waveshare-7in3-e6")
    with pytest.raises(ValueError, match="full refreshes alone"):
        next(spectra.show(panel, noise(panel, 0), how, None))


def send(sim: SerialPanel, command: int, data: bytes = b"") -> None:
    sim.command(command)
    if data:
        sim.data(data)


def idle(sim: SerialPanel) -> None:
    while not sim.busy():
        sim.sleep(0.1)


def wake(sim: SerialPanel) -> None:
    sim.set("reset", LOW)
    sim.set("reset", HIGH)
    for command, data in ((0xAA, UNLOCK), (0x01, b"\x3f"), (0x00, b"\x5f\x69")):
        send(sim, command, data)


def power(sim: SerialPanel) -> None:
    send(sim, 0x04)
    idle(sim)


def picture(sim: SerialPanel, pair: int = 0x11) -> None:
    send(sim, 0x10, bytes([pair]) * 192_000)


def driven(sim: SerialPanel) -> None:
    """A whole refresh, with its power still on."""
    wake(sim)
    picture(sim)
    power(sim)
    send(sim, 0x12, b"\0")
    idle(sim)


def _no_power(sim: SerialPanel) -> None:
    wake(sim)
    picture(sim)
    send(sim, 0x12, b"\0")


def _nothing_written(sim: SerialPanel) -> None:
    wake(sim)
    power(sim)
    send(sim, 0x12, b"\0")


def _no_registers(sim: SerialPanel) -> None:
    picture(sim)
    power(sim)
    send(sim, 0x12, b"\0")


def _again(sim: SerialPanel) -> None:
    driven(sim)
    send(sim, 0x12, b"\0")


def _again_after_a_reset(sim: SerialPanel) -> None:
    driven(sim)
    driven(sim)


def _sleep_without_pof(sim: SerialPanel) -> None:
    driven(sim)
    send(sim, 0x07, b"\xa5")


def _while_busy(sim: SerialPanel) -> None:
    driven(sim)
    send(sim, 0x02, b"\0")
    send(sim, 0x02, b"\0")


def _power_off_during_a_refresh(sim: SerialPanel) -> None:
    wake(sim)
    picture(sim)
    power(sim)
    send(sim, 0x12, b"\0")
    send(sim, 0x02, b"\0")


def _reset_during_a_refresh(sim: SerialPanel) -> None:
    wake(sim)
    picture(sim)
    power(sim)
    send(sim, 0x12, b"\0")
    sim.set("reset", LOW)


def _asleep(sim: SerialPanel) -> None:
    wake(sim)
    send(sim, 0x07, b"\xa5")
    send(sim, 0x04)


def _forgotten_in_sleep(sim: SerialPanel) -> None:
    wake(sim)
    picture(sim)
    send(sim, 0x07, b"\xa5")
    _nothing_written(sim)


REFUSALS: dict[str, Callable[[SerialPanel], None]] = {
    "a refresh without power": _no_power,
    "memory .* not written": _nothing_written,
    r"registers \(0x00, 0x01\) not set": _no_registers,
    r"none of POF \(0x02\) after the one before": _again,
    r"none of POF \(0x02\) after the one before: inks": _again_after_a_reset,
    r"deep sleep after a refresh without POF": _sleep_without_pof,
    "0x02 while busy": _while_busy,
    "0x02 while busy$": _power_off_during_a_refresh,
    "a reset during a refresh": _reset_during_a_refresh,
    "0x04 while asleep": _asleep,
    r"memory \(0x10\) that was not written": _forgotten_in_sleep,
    r"code 4 \(orange-like\): no ink": lambda sim: picture(sim, 0x14),
    "code 7, 15: no ink": lambda sim: picture(sim, 0x7F),
    "192000 bytes, not 192001": lambda sim: send(sim, 0x10, bytes(192_001)),
    "got 3 bytes of 192000": lambda sim: (send(sim, 0x10, bytes(3)), send(sim, 0x04))[-1],
    "0x77 is no command": lambda sim: send(sim, 0x77),
    "deep sleep wants A5": lambda sim: send(sim, 0x07, b"\x5a"),
    "CMDH wants": lambda sim: send(sim, 0xAA, bytes(6)),
    "another size": lambda sim: send(sim, 0x61, bytes.fromhex("04 B0 03 20")),
    "a window from": lambda sim: send(sim, 0x83, bytes.fromhex("00 00 03 21 00 00 01 E0 01")),
}


@pytest.mark.parametrize("says", REFUSALS)
def test_the_chip_refuses(says: str) -> None:
    sim = simulated(catalog.panel("waveshare-7in3-e6"))
    with pytest.raises(RefusedError, match=says):
        REFUSALS[says](sim)


def test_clean_is_no_ink_of_acep_but_is_only_noted() -> None:
    sim = simulated(catalog.panel("waveshare-7in3-f"))
    wake(sim)
    picture(sim, 0x77)
    power(sim)
    send(sim, 0x12, b"\0")
    assert set(sim.shown.pixels) == {sim.film.palette.paper}
    assert sim.complaints == ["code 7 (clean) is no ink: it leaves white"]


def windowed(sim: SerialPanel, rows: int) -> None:
    """A red window of 16 pixels by 8 rows from 32, 40; GxEPD2 gives one row more than it sends."""
    send(sim, 0x83, bytes.fromhex("00 20 00 2F 00 28 00 30 01"))
    send(sim, 0x10, b"\x33" * (8 * rows))
    power(sim)
    send(sim, 0x12, b"\0")
    idle(sim)


@pytest.mark.parametrize("rows", [8, 9])
def test_a_window_limits_what_changes_and_not_how_long_it_takes(rows: int) -> None:
    sim = simulated(catalog.panel("waveshare-7in3-e6"))
    wake(sim)
    windowed(sim, rows)
    red = sim.film.palette.named("red")
    assert sim.shown.pixels.count(red) == 16 * rows
    assert sim.film.cut(Rect(32, 40, 16, rows)) == bytes([red]) * (16 * rows)
    assert sim.film.refreshes[0].seconds == pytest.approx(12.9)


def test_a_panel_that_hangs_upside_down_is_scanned_the_other_way() -> None:
    panel = catalog.panel("waveshare-7in3-f")
    sim = simulated(panel)
    frame = noise(panel, 1)
    wake(sim)
    send(sim, 0x00, b"\x53\x69")
    send(sim, 0x10, spectra.nibbles(frame.pixels, panel.codes))
    power(sim)
    send(sim, 0x12, b"\0")
    assert sim.shown.pixels == frame.pixels[::-1]


def test_a_lenient_panel_notes_what_it_would_refuse_and_goes_on() -> None:
    sim = simulated(catalog.panel("waveshare-7in3-e6"), strict=False)
    driven(sim)
    send(sim, 0x12, b"\0")
    assert len(sim.film.refreshes) == 2
    assert len(sim.complaints) == 1
