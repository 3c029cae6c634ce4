"""Pimoroni's own library: its bytes bring our picture onto a simulated panel, undithered."""

import importlib
import random
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.geometry import Size
from kiosk.panels import catalog, inky
from kiosk.panels.glass import turned
from kiosk.panels.sim.build import simulated
from kiosk.panels.sim.serial import SerialPanel

# inky's pins (inky_e673.py, inky_el133uf1.py).
LINES = {27: "reset", 22: "dc", 8: "cs0", 26: "cs0", 16: "cs1"}
BUSY_PIN = 17


class Lines:
    def __init__(self, panel: SerialPanel, values: Any) -> None:
        self.panel = panel
        self.values = values
        self.stuck = False

    def set_value(self, pin: int, value: object) -> None:
        self.panel.set(LINES[pin], value == self.values.ACTIVE)

    def get_value(self, pin: int) -> object:
        assert pin == BUSY_PIN
        idle = self.panel.busy() and not self.stuck
        return self.values.ACTIVE if idle else self.values.INACTIVE


class Bus:
    max_speed_hz = 0

    def __init__(self, panel: SerialPanel) -> None:
        self.panel = panel

    def open(self, bus: int, device: int) -> None:
        pass

    def xfer3(self, data: list[int]) -> None:
        self.panel.transfer(bytes(data))


class Time:
    def __init__(self, panel: SerialPanel) -> None:
        self.sleep = panel.sleep
        self.monotonic = panel.now


@pytest.fixture(params=["inky-7in3-e6", "inky-13in3-e6"])
def wired(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, SerialPanel, dict[str, Any]]:
    pytest.importorskip("gpiod")
    pytest.importorskip("inky")
    panel = catalog.panel(request.param)
    sim = simulated(panel)
    foreign = importlib.import_module(inky._MODULES[panel.size])  # noqa: SLF001 - the same one
    monkeypatch.setattr(foreign, "time", Time(sim))
    values = importlib.import_module("gpiod.line").Value
    return request.param, sim, {"gpio": Lines(sim, values), "spi": Bus(sim)}


def noise(name: str, seed: int) -> Frame:
    panel = catalog.panel(name)
    chance = random.Random(seed)
    inks = range(len(panel.palette.inks))
    pixels = bytes(chance.choices(inks, k=panel.size.width * panel.size.height))
    return Frame(panel.size, panel.palette, pixels)


def test_every_pixel_arrives_in_its_ink_twice_in_a_row(
    wired: tuple[str, SerialPanel, dict[str, Any]],
) -> None:
    name, sim, hardware = wired
    library = catalog.panel(f"{name}-library")
    for seed in (1, 2):
        frame = noise(name, seed)
        inky.show(library, frame, **hardware)
        assert turned(sim.shown, -catalog.panel(name).turn) == frame
    assert sim.complaints == []


def test_a_panel_that_stays_busy_is_an_error_with_what_to_do(
    wired: tuple[str, SerialPanel, dict[str, Any]],
) -> None:
    name, _, hardware = wired
    hardware["gpio"].stuck = True
    with pytest.raises(PanelError, match=r"Timed out after .* check the panel's cable"):
        inky.show(catalog.panel(f"{name}-library"), noise(name, 1), **hardware)


def test_without_a_board_the_error_says_what_to_check() -> None:
    library = catalog.panel("inky-7in3-e6-library")
    with pytest.raises(PanelError, match=r"pip install 'kiosk\[inky\]'|check that SPI is on"):
        inky.show(library, noise("inky-7in3-e6", 1))


def test_a_size_that_inky_does_not_have_is_refused() -> None:
    strange = replace(catalog.panel("inky-7in3-e6-library"), size=Size(8, 2))
    frame = Frame(strange.size, strange.palette, bytes(16))
    with pytest.raises(PanelError, match="no colour panel of 8x2"):
        inky.show(strange, frame)
