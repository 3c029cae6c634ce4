"""A simulated panel of any kind in the catalogue."""

from collections.abc import Callable, Mapping

from kiosk.panels.panel import Panel
from kiosk.panels.sim import el133uf1, spectra, uc8179
from kiosk.panels.sim.chip import Chip
from kiosk.panels.sim.clock import Clock, Virtual
from kiosk.panels.sim.engine import Engine
from kiosk.panels.sim.film import Film, new
from kiosk.panels.sim.it8951 import It8951
from kiosk.panels.sim.referee import Referee
from kiosk.panels.sim.serial import SerialPanel
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


def has_simulation(panel: Panel) -> bool:
    """Whether there is a simulated chip for a panel."""
    return panel.controller in _BUILDERS


def _uc8179(panel: Panel, film: Film, clock: Clock, referee: Referee) -> SerialPanel:
    assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
    logic = uc8179.Uc8179(film, panel.seconds, referee, clock)
    whole = film.size.width // 8 * film.size.height
    chip = Chip(logic, referee, clock, status=uc8179.STATUS, whole=whole)
    return SerialPanel([chip], film, clock, referee)


def _spectra(panel: Panel, film: Film, clock: Clock, referee: Referee) -> SerialPanel:
    logic = spectra.Spectra(panel, film, referee, clock)
    return SerialPanel([Chip(logic, referee, clock, status=spectra.STATUS)], film, clock, referee)


def _el133uf1(panel: Panel, film: Film, clock: Clock, referee: Referee) -> SerialPanel:
    glass = el133uf1.Glass(panel, film, referee, clock)
    chips = [Chip(half, referee, clock, status=el133uf1.STATUS) for half in glass.halves]
    made = SerialPanel(chips, film, clock, referee, by_select=True)
    glass.selected = lambda: made.selected
    return made


def _it8951(panel: Panel, film: Film, clock: Clock, referee: Referee) -> WordPanel:
    assert panel.seconds is not None  # noqa: S101 - panels with this chip have them
    engine = Engine(film, panel.codes, panel.seconds, referee, clock)
    chip = It8951(panel, engine, referee, clock)
    supplied = panel.wiring is not None and panel.wiring.power is not None
    return WordPanel(chip, film, clock, referee, supplied=supplied)


_BUILDERS: Mapping[str, Callable[[Panel, Film, Clock, Referee], SimulatedPanel]] = {
    "UC8179": _uc8179,
    "GDEP073E01": _spectra,
    "AC073TC1A": _spectra,
    "EL133UF1": _el133uf1,
    "IT8951": _it8951,
}
