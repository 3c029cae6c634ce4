"""13.3 inch panels with six inks, which two chips drive: bytes, pictures, refusals."""

import random
from collections.abc import Callable
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steplines import lines

from kiosk.frame import Frame
from kiosk.panels import catalog
from kiosk.panels.bus import play
from kiosk.panels.drivers import el133uf1
from kiosk.panels.panel import Panel
from kiosk.panels.sim.build import simulated
from kiosk.panels.sim.referee import RefusedError
from kiosk.panels.sim.serial import SerialPanel
from kiosk.panels.steps import Fast, Full

NAMES = ("waveshare-13in3-e6", "inky-13in3-e6")
LOW, HIGH = False, True
every_panel = pytest.mark.parametrize("name", NAMES)
HALF = 480_000
M, S, BOTH = (0,), (1,), (0, 1)
POWER = bytes.fromhex("0F 00 28 2C 28 38")


def noise(panel: Panel, seed: int) -> Frame:
    chance = random.Random(seed)
    row = bytes(chance.choices(range(len(panel.palette.inks)), k=3 * panel.glass.width))
    starts = chance.choices(range(2 * panel.glass.width), k=panel.glass.height)
    pixels = b"".join(row[at : at + panel.glass.width] for at in starts)
    return Frame(panel.glass, panel.palette, pixels)


@every_panel
@settings(max_examples=3, deadline=None)
@given(seeds=st.lists(st.integers(0, 999), min_size=1, max_size=2))
def test_what_is_sent_is_on_the_glass_each_time_and_both_chips_sleep(
    name: str, seeds: list[int]
) -> None:
    panel = catalog.panel(name)
    sim = simulated(panel)
    for seed in seeds:
        frame = noise(panel, seed)
        steps = el133uf1.show(panel, frame, Full(), None)
        play(steps, el133uf1.rest(panel), sim, panel.name)
        assert sim.shown == frame
        assert sim.asleep
    assert [each.areas for each in sim.film.refreshes] == [(sim.film.everywhere,)] * len(seeds)
    assert sim.complaints == []


# epd13in3E.py: Init, display, TurnOnDisplay, sleep; it does not wait for power off.
WAVESHARE = """
    reset H30 L30 H30 L30 H30
    await reset
    M 74 C0 1C 1C CC CC CC 15 15 55
    MS F0 49 55 13 5D 05 10
    MS 00 DF 69
    MS 50 F7
    MS 60 03 03
    MS 86 10
    MS E3 22
    MS E0 01
    MS 61 04 B0 03 20
    M 01 0F 00 28 2C 28 38
    M B6 07
    M 06 E8 28
    M B7 01
    M 05 E8 28
    M B0 01
    M B1 02
    M 10 <480000 bytes>
    S 10 <480000 bytes>
    MS 04
    pause 250
    await power on
    pause 50
    MS 12 00
    await refresh (BUSY seen)
    MS 02 00
    await power off
    MS 07 A5
    pause 2000
"""
# inky_el133uf1.py of inky 2.6.0: setup, _update; the pause and deep sleep are Waveshare's.
PIMORONI = """
    reset L30 H330
    await reset
    M 74 00 0C 0C D9 DD DD 15 15 55
    MS F0 49 55 13 5D 05 10
    MS 00 DF 6B
    M A5 44 54 00
    MS 30 08
    MS 50 37
    MS 60 03 03
    M 03 00 C0 03 A8
    S 03 00 C0 03 9A
    MS 86 10
    MS E3 22
    MS E0 01
    MS 61 04 B0 03 20
    M A4 03 00 01 03 00 03 00 00 00
    M 01 0F 00 28 2C 28 38
    M B6 07
    M 06 E0 20
    M B7 01
    M 05 E0 20
    M B0 01
    M B1 02
    M 10 <480000 bytes>
    S 10 <480000 bytes>
    MS 04
    pause 250
    await power on
    pause 50
    MS 12 00
    await refresh (BUSY seen)
    MS 02 00
    await power off
    MS 07 A5
    pause 2000
"""


@pytest.mark.parametrize(("name", "bytes_"), list(zip(NAMES, (WAVESHARE, PIMORONI), strict=True)))
def test_a_refresh_byte_by_byte(name: str, bytes_: str) -> None:
    panel = catalog.panel(name)
    sent = lines(el133uf1.show(panel, noise(panel, 0), Full(), None), chips=True)
    assert sent == dedent(bytes_).strip()


def test_the_first_chip_has_the_left_600_columns() -> None:
    panel = catalog.panel("waveshare-13in3-e6")
    red, green = panel.palette.named("red"), panel.palette.named("green")
    rows = bytes([red]) * 600 + bytes([green]) * 600
    frame = Frame(panel.glass, panel.palette, rows * 1600)
    left, right = (
        step
        for step in el133uf1.show(panel, frame, Full(), None)
        if isinstance(step, el133uf1.Send) and step.command == el133uf1.DTM
    )
    assert (left.chips, set(left.data)) == (M, {0x33})
    assert (right.chips, set(right.data)) == (S, {0x66})


def test_there_is_nothing_but_a_full_refresh() -> None:
    panel = catalog.panel("inky-13in3-e6")
    with pytest.raises(ValueError, match="full refreshes alone"):
        next(el133uf1.show(panel, noise(panel, 0), Fast(), None))


def send(
    sim: SerialPanel,
    command: int,
    data: bytes = b"",
    chips: tuple[int, ...] = BOTH,
    *,
    toggled: bool = False,
) -> None:
    """One select for a command and its data; `toggled`: DC goes along, as on Pimoroni's board."""
    for chip in chips:
        sim.set(f"cs{chip}", LOW)
    sim.set("dc", LOW)
    sim.transfer(bytes([command]))
    sim.set("dc", toggled)
    if data:
        sim.transfer(data)
    for chip in chips:
        sim.set(f"cs{chip}", HIGH)


def idle(sim: SerialPanel) -> None:
    while not sim.busy():
        sim.sleep(0.1)


def wake(sim: SerialPanel, *, toggled: bool = False) -> None:
    sim.set("reset", LOW)
    sim.set("reset", HIGH)
    send(sim, 0x00, b"\xdf\x69", toggled=toggled)
    send(sim, 0x01, POWER, M, toggled=toggled)


def written(sim: SerialPanel, *, toggled: bool = False) -> None:
    wake(sim, toggled=toggled)
    for chip in (M, S):
        send(sim, 0x10, b"\x33" * HALF, chip, toggled=toggled)
    send(sim, 0x04)
    idle(sim)


def driven(sim: SerialPanel) -> None:
    written(sim)
    send(sim, 0x12, b"\0")
    idle(sim)


@pytest.mark.parametrize("toggled", [False, True])
def test_the_first_byte_after_a_select_is_the_command_whatever_dc_says(toggled: bool) -> None:  # noqa: FBT001 - a parameter
    sim = simulated(catalog.panel("waveshare-13in3-e6"))
    written(sim, toggled=toggled)
    send(sim, 0x12, b"\0", toggled=toggled)
    assert set(sim.shown.pixels) == {sim.film.palette.named("red")}


def test_power_may_be_on_before_the_pictures_come() -> None:
    sim = simulated(catalog.panel("waveshare-13in3-e6"))
    wake(sim)
    send(sim, 0x04)
    idle(sim)
    for chip in (M, S):
        send(sim, 0x10, b"\x33" * HALF, chip)
    send(sim, 0x12, b"\0")  # ends the picture of each chip before either drives its half
    assert set(sim.shown.pixels) == {sim.film.palette.named("red")}


def test_dc_may_stay_high_all_the_time() -> None:
    sim = simulated(catalog.panel("waveshare-13in3-e6"))
    for chip in BOTH:
        sim.set(f"cs{chip}", LOW)
    sim.transfer(b"\x04")
    for chip in BOTH:
        sim.set(f"cs{chip}", HIGH)
    assert not sim.busy()


def test_commands_by_function_go_to_the_chips_that_are_selected() -> None:
    sim = simulated(catalog.panel("waveshare-13in3-e6"))
    for chip in BOTH:
        sim.set(f"cs{chip}", LOW)
    sim.command(0x00)
    sim.data(b"\xdf\x69")
    sim.command(0x04)
    for chip in BOTH:
        sim.set(f"cs{chip}", HIGH)
    assert [chip.busy for chip in sim.chips] == [True, True]


def test_data_may_be_selected_apart_from_its_command_if_dc_tells_them_apart() -> None:
    sim = simulated(catalog.panel("waveshare-13in3-e6"))
    for high, byte in ((LOW, 0x00), (HIGH, 0xDF), (HIGH, 0x69), (LOW, 0x04)):
        sim.set("dc", high)
        sim.set("cs0", LOW)
        sim.transfer(bytes([byte]))
        sim.set("cs0", HIGH)
    assert [chip.busy for chip in sim.chips] == [True, False]


def test_sleep_may_follow_power_off_at_once_as_waveshare_does_it() -> None:
    sim = simulated(catalog.panel("waveshare-13in3-e6"))
    driven(sim)
    send(sim, 0x02, b"\0")
    send(sim, 0x07, b"\xa5")
    assert sim.asleep
    wake(sim)
    assert sim.complaints == []


def test_a_picture_may_come_twice_over_if_it_is_the_same() -> None:
    sim = simulated(catalog.panel("waveshare-13in3-e6"))
    wake(sim)
    for chip in (M, S):
        send(sim, 0x10, b"\x11" * (2 * HALF), chip)
    send(sim, 0x04)
    idle(sim)
    send(sim, 0x12, b"\0")
    assert sim.complaints == []


def _second_alone_unwritten(sim: SerialPanel) -> None:
    wake(sim)
    send(sim, 0x10, b"\x11" * HALF, M)
    send(sim, 0x04)
    idle(sim)
    send(sim, 0x12, b"\0")


def _second_alone_unpowered(sim: SerialPanel) -> None:
    wake(sim)
    for chip in (M, S):
        send(sim, 0x10, b"\x11" * HALF, chip)
    send(sim, 0x04, chips=M)
    idle(sim)
    send(sim, 0x12, b"\0")


def _one_chip_alone(sim: SerialPanel) -> None:
    written(sim)
    send(sim, 0x12, b"\0", M)


def _without_pof(sim: SerialPanel) -> None:
    driven(sim)
    send(sim, 0x07, b"\xa5")


def _again(sim: SerialPanel) -> None:
    driven(sim)
    send(sim, 0x12, b"\0")


def _pof_during_the_refresh(sim: SerialPanel) -> None:
    written(sim)
    send(sim, 0x12, b"\0")
    send(sim, 0x02, b"\0")


def _more_than_the_picture(sim: SerialPanel) -> None:
    send(sim, 0x10, b"\x11" * HALF + b"\x22", M)
    send(sim, 0x04)


def _less_than_the_picture(sim: SerialPanel) -> None:
    send(sim, 0x10, b"\x11" * (HALF - 1), M)
    send(sim, 0x04)


REFUSALS: dict[str, Callable[[SerialPanel], None]] = {
    "the second chip of a memory .* not written": _second_alone_unwritten,
    "the second chip without power": _second_alone_unpowered,
    "of one chip alone": _one_chip_alone,
    "DSLP. after a refresh without POF": _without_pof,
    "by the first chip and no POF": _again,
    "0x02 while busy": _pof_during_the_refresh,
    "takes 480000 bytes, not 480001": _more_than_the_picture,
    "got 479999 bytes of 480000": _less_than_the_picture,
    "0x74 .ANTM. is for the first chip alone": lambda sim: send(sim, 0x74, bytes(9)),
    r"code 4 \(orange-like\)": lambda sim: (
        send(sim, 0x10, b"\x44" * HALF, M),
        send(sim, 0x04),
    )[-1],
    "CMD66. wants": lambda sim: send(sim, 0xF0, bytes(6)),
    "TRES. wants": lambda sim: send(sim, 0x61, bytes.fromhex("04 B0 06 40")),
}


@pytest.mark.parametrize("says", REFUSALS)
def test_the_chips_refuse(says: str) -> None:
    sim = simulated(catalog.panel("waveshare-13in3-e6"))
    with pytest.raises(RefusedError, match=says):
        REFUSALS[says](sim)
