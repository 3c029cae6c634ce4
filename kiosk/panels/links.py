"""The ways to a panel: this computer's pins, a simulated panel, Pimoroni's library."""

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.errors import PanelError
from kiosk.files import write_whole
from kiosk.frame import Frame
from kiosk.panels.bus import Stopped, never, play
from kiosk.panels.drive import driver
from kiosk.panels.glass import laid, seen
from kiosk.panels.hardware import Hardware, device, libraries
from kiosk.panels.lock import held, unopened
from kiosk.panels.panel import Panel
from kiosk.panels.png import read
from kiosk.panels.screen import Put
from kiosk.panels.sim.build import SimulatedPanel, simulated
from kiosk.panels.sim.clock import Clock, Virtual
from kiosk.panels.sim.film import Film, new
from kiosk.panels.steps import How
from kiosk.panels.wires import Wires


@dataclass(frozen=True, slots=True)
class Pins:
    """A panel on this computer's pins."""

    panel: Panel
    stopped: Stopped = never

    def held(self) -> AbstractContextManager[None]:
        assert self.panel.wiring is not None  # noqa: S101 - every entry of a catalogue has one
        return held(device(self.panel.wiring), self.panel.name, device=True)

    def open(self) -> Put:
        assert self.panel.wiring is not None  # noqa: S101 - as above
        wires = Hardware(self.panel.wiring, self.panel.name, libraries(self.panel.name))
        return _player(self.panel, wires, self.stopped)

    def rest(self) -> None:
        assert self.panel.wiring is not None  # noqa: S101 - as above
        _rest(self.panel, Hardware(self.panel.wiring, self.panel.name, libraries(self.panel.name)))


@dataclass(slots=True)
class Simulation:
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
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        return held(self.lock, self.panel.name)

    def open(self) -> Put:
        if self.film is None:
            self.film = new(self.panel.glass, self.panel.palette)
            if kept := read(self.picture, self.panel.palette):
                before = laid(kept, self.turn, mirrored=self.panel.mirrored)
                if before.size == self.panel.glass:
                    self.film.pixels[:] = before.pixels
        film = self.film
        put = _player(self.panel, self._reached(), self.stopped)

        def show(frame: Frame, how: How, before: Frame | None) -> None:
            try:
                put(frame, how, before)
            finally:
                self._write(film)

        return show

    def rest(self) -> None:
        _rest(self.panel, self._reached())

    def _reached(self) -> SimulatedPanel:
        """The board, which keeps its memory while it has its supply; at first all lines rise."""
        if self.wires is None:
            self.wires = simulated(self.panel, film=self.film, clock=self.clock)
        for line in self.wires.levels:
            self.wires.set(line, True)  # noqa: FBT003 - a level
        return self.wires

    def _seen(self, film: Film) -> Frame:
        return seen(film.frame(), self.turn, mirrored=self.panel.mirrored)

    def _write(self, film: Film) -> None:
        try:
            write_whole(self.picture, self._seen(film).png())
        except OSError as error:
            why = f"can't write {self.picture} ({error.strerror or error}); check its folder"
            raise PanelError(self.panel.name, why) from error


def reach(panel: Panel, stopped: Stopped = never) -> Pins:
    """The way to a panel on this computer."""
    return Pins(panel, stopped)


def missing(panel: Panel) -> tuple[str, ...]:
    """What this computer lacks to drive a panel, each as a sentence without its end."""
    assert panel.wiring is not None  # noqa: S101 - as above
    found = []
    try:
        libraries(panel.name)
    except PanelError as error:
        found.append(error.step)
    path = device(panel.wiring)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CLOEXEC))
    except OSError as error:
        found.append(unopened(path, error))
    return tuple(found)


def _player(panel: Panel, wires: Wires, stopped: Stopped) -> Put:
    drive = driver(panel)

    def put(frame: Frame, how: How, before: Frame | None) -> None:
        steps = drive.show(panel, frame, how, before)
        play(steps, drive.rest(panel), wires, panel.name, stopped)

    return put


def _rest(panel: Panel, wires: Wires) -> None:
    drive = driver(panel)
    play(drive.rest(panel), drive.rest(panel), wires, panel.name)
