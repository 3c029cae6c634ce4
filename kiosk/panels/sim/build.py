"""A simulated panel of any kind in the catalogue."""

from collections.abc import Callable, Mapping

from kiosk.panels.panel import Panel
from kiosk.panels.sim import uc8179
from kiosk.panels.sim.clock import Clock, Virtual
from kiosk.panels.sim.engine import Engine
from kiosk.panels.sim.film import Film, new
from kiosk.panels.sim.it8951 import It8951
from kiosk.panels.sim.serial import Chip, Referee, SerialPanel
from kiosk.panels.sim.words import WordPanel

SimulatedPanel = SerialPanel | WordPanel


def simulated(
    panel: Panel, *, film: Film | None = None, clock: Clock | None = None, strict: bool = True
) -> SimulatedPanel:
    """A new panel, white and just wired, or one with `film` as its glass.

    Not `strict`: what is refused is noted in `complaints` alone, and done as a chip would do it.
    """
    clock = clock or Virtual()
    film = film or new(panel.glass, panel.palette)
    referee = Referee(panel.name, strict, [])
    return _BUILDERS[panel.controller](panel, film, clock, referee)


def _uc8179(panel: Panel, film: Film, clock: Clock, referee: Referee) -> SerialPanel:
    assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
    logic = uc8179.Uc8179(film, panel.seconds, referee, clock)
    return SerialPanel([Chip(logic, referee, clock, status=uc8179.STATUS)], film, clock, referee)


def _it8951(panel: Panel, film: Film, clock: Clock, referee: Referee) -> WordPanel:
    assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
    engine = Engine(film, panel.codes, panel.seconds, referee, clock)
    chip = It8951(panel, engine, referee, clock)
    supplied = panel.wiring is not None and panel.wiring.power is not None
    return WordPanel(chip, film, clock, referee, supplied=supplied)


_BUILDERS: Mapping[str, Callable[[Panel, Film, Clock, Referee], SimulatedPanel]] = {
    "IT8951": _it8951,
    "UC8179": _uc8179,
}
