"""A BUSY line that is stuck, on every panel that kiosk drives itself."""

import random

import pytest
from msgspec.structs import replace
from panelwires import Faulty

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.panels import catalog
from kiosk.panels.bus import play
from kiosk.panels.drive import DRIVERS, driver
from kiosk.panels.sim.build import simulated
from kiosk.panels.steps import Full

PANELS = [
    replace(panel, vcom_mv=1500)
    for panel in map(catalog.panel, catalog.names())
    if panel.controller in DRIVERS
]


# HRDY of an IT8951 is pulled down: a loose wire says low.
LEVELS = [
    pytest.param(panel, level, id=f"{panel.name}-{'high' if level else 'low'}")
    for panel in PANELS
    for level in (False, True)
    if not (level and panel.controller == "IT8951")
]


@pytest.mark.parametrize(("panel", "level"), LEVELS)
def test_it_is_told_and_leaves_the_panel_well(
    panel: catalog.Panel,
    level: bool,  # noqa: FBT001 - a level
) -> None:
    chance = random.Random(1)
    count = panel.glass.width * panel.glass.height
    pixels = bytes(chance.choices(range(len(panel.palette.inks)), k=1000)) * (count // 1000 + 1)
    frame = Frame(panel.glass, panel.palette, pixels[:count])
    sim, drive = simulated(panel), driver(panel)

    steps = drive.show(panel, frame, Full(), None)
    with pytest.raises(PanelError, match=r"BUSY|ready"):
        play(steps, drive.rest(panel), Faulty(sim, stuck=level), panel.name)

    assert sim.complaints == []
    assert sim.film.known
