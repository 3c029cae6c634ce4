"""A year of a simulated panel: a page every ten minutes, power cuts, restarts, clock steps."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from glasses import COLOUR, GREY, MONO, page

from kiosk.frame import Frame
from kiosk.geometry import Rect
from kiosk.panels.panel import Panel
from kiosk.panels.policy import Show
from kiosk.panels.screen import Put, Screen
from kiosk.panels.simulation import Simulation
from kiosk.panels.steps import Full, How

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = 365 * 24 * 6

pytestmark = pytest.mark.long


class Cut(Exception):  # noqa: N818 - the power is cut, nobody erred
    """The power is cut."""


class Mains:
    """A simulated panel whose supply fails now and then in the middle of a refresh."""

    def __init__(self, link: Simulation, chance: random.Random) -> None:
        self.link = link
        self.chance = chance
        self.hows: list[How] = []

    def held(self) -> object:
        return self.link.held()

    def open(self) -> Put:
        put = self.link.open()

        def show(frame: Frame, how: How, before: Frame | None) -> None:
            self.hows.append(how)
            if self.chance.random() < 0.01:
                self.link.film = self.link.wires = None
                raise Cut
            put(frame, how, before)

        return show

    def rest(self) -> None:
        self.link.rest()


def another(panel: Panel, chance: random.Random) -> Frame:
    """Mostly one line, now and then much."""
    if chance.random() < 0.2:
        return page(panel, Rect(0, 0, 160, chance.randrange(60, 96)))
    return page(panel, Rect(8 * chance.randrange(10), 8 * chance.randrange(10), 60, 8))


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where there is such a place: a year of fsync would take a disk half an hour."""
    memory = Path("/dev/shm")  # noqa: S108 - of its own below
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.mark.parametrize("panel", [MONO, COLOUR, GREY], ids=lambda panel: panel.name)
def test_a_year_every_ten_minutes(panel: Panel, folder: Path) -> None:
    """The strict simulator itself refuses a partial refresh from a wrong picture."""
    chance = random.Random(panel.name)
    care = panel.care
    assert care is not None
    ticks, now = 0.0, NEW_YEAR
    mains = Mains(Simulation(panel, 0, folder / "sim.png", folder / "lock"), chance)

    def boot() -> Screen:
        return Screen(panel, panel.name, 0, folder, mains, lambda: ticks)  # type: ignore[arg-type]  # a link

    screen, wish = boot(), another(panel, chance)
    last = last_full = -1e9
    hidden = 0
    for step in range(YEAR):
        if 7 <= step // 6 % 24 < 17 and chance.random() < 0.2:
            wish = another(panel, chance)
        if chance.random() < 0.002:
            hours = chance.choice([-9000, -3, 3, 9000])
            now += timedelta(hours=hours)
            hidden += max(0, -hours) * 3600
        if chance.random() < 0.005:
            screen = boot()
        urgent = chance.random() < 0.02
        count = len(mains.hows)
        try:
            found = screen.show(wish, now, "urgent" if urgent else "ordinary")
        except Cut:
            screen = boot()
            found = None
        if len(mains.hows) > count:
            assert ticks - last >= care.urgent_s
            last = ticks
            if isinstance(mains.hows[-1], Full):
                last_full, hidden = ticks, 0
        if isinstance(found, Show):
            assert (folder / "sim.png").read_bytes() == wish.png()
        # A clock that goes back before a restart hides as much time; nothing tells that.
        assert ticks - last_full < 24 * 3600 + 1200 + hidden
        ticks += 600
        now += timedelta(seconds=600)
