"""The way to a simulated panel; loaded for those alone."""

from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import Struct, field

from kiosk.errors import PanelError
from kiosk.files import make_folder, write_whole
from kiosk.frame import Frame
from kiosk.panels.bus import Stopped, never
from kiosk.panels.glass import laid, seen
from kiosk.panels.links import player, rest
from kiosk.panels.lock import held, taken
from kiosk.panels.panel import Panel
from kiosk.panels.png import read
from kiosk.panels.screen import Put
from kiosk.panels.sim.build import SimulatedPanel, simulated
from kiosk.panels.sim.clock import Clock, Virtual
from kiosk.panels.sim.film import Film, new
from kiosk.panels.steps import How


class Simulation(Struct):
    """A simulated panel; `picture` gets what its glass shows, turned back by `turn` degrees."""

    panel: Panel
    turn: int
    picture: Path
    lock: Path
    stopped: Stopped = never
    clock: Clock = field(default_factory=Virtual)
    film: Film | None = None
    wires: SimulatedPanel | None = None

    def held(self) -> AbstractContextManager[None]:
        make_folder(self.lock.parent)
        return held(self.lock, self.panel.name)

    def taken(self) -> bool:
        return taken(self.lock)

    def open(self) -> Put:
        film = self._glass()
        put = player(self.panel, self._reached(), self.stopped)

        def show(frame: Frame, how: How, before: Frame | None) -> None:
            try:
                put(frame, how, before)
            finally:
                self._write(film)

        return show

    def rest(self) -> None:
        rest(self.panel, self._reached())

    def _reached(self) -> SimulatedPanel:
        """The board, which keeps its memory while it has its supply; at first all lines rise."""
        if self.wires is None:
            self.wires = simulated(self.panel, film=self._glass(), clock=self.clock)
        for line in self.wires.levels:
            self.wires.set(line, True)  # noqa: FBT003 - a level
        return self.wires

    def _glass(self) -> Film:
        """The glass, which shows what was seen on it before."""
        if self.film is None:
            self.film = new(self.panel.glass, self.panel.palette)
            if kept := read(self.picture, self.panel.palette):
                before = laid(kept, self.turn, mirrored=self.panel.mirrored)
                if before.size == self.panel.glass:
                    self.film.pixels[:] = before.pixels
        return self.film

    def _seen(self, film: Film) -> Frame:
        return seen(film.frame(), self.turn, mirrored=self.panel.mirrored)

    def _write(self, film: Film) -> None:
        try:
            write_whole(self.picture, self._seen(film).png())
        except OSError as error:
            why = f"can't write {self.picture} ({error.strerror or error}); check its folder"
            raise PanelError(self.panel.name, why) from error
