"""The ways to a panel: this computer's pins, a simulated panel, Pimoroni's library."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.errors import PanelError
from kiosk.files import write_whole
from kiosk.frame import Frame
from kiosk.panels import inky
from kiosk.panels.bus import Stopped, never, play
from kiosk.panels.drive import driver
from kiosk.panels.glass import laid, seen
from kiosk.panels.hardware import Hardware, device, libraries
from kiosk.panels.lock import held, taken, unopened
from kiosk.panels.panel import Panel, Wiring
from kiosk.panels.png import read
from kiosk.panels.screen import Put
from kiosk.panels.sim.build import SimulatedPanel, simulated
from kiosk.panels.sim.clock import Clock, Virtual
from kiosk.panels.sim.film import Film, new
from kiosk.panels.steps import How
from kiosk.panels.wires import Wires


@dataclass(frozen=True, slots=True)
class Pins:
    """A panel on this computer's pins, which the modules that `opened` gives drive."""

    panel: Panel
    stopped: Stopped = never
    opened: Callable[[str], tuple[Any, Any]] = libraries

    def held(self) -> AbstractContextManager[None]:
        return held(device(wiring(self.panel)), self.panel.name, device=True)

    def taken(self) -> bool:
        return taken(device(wiring(self.panel)))

    def open(self) -> Put:
        return _player(self.panel, self._wires(), self.stopped)

    def rest(self) -> None:
        _rest(self.panel, self._wires())

    def _wires(self) -> Wires:
        return Hardware(wiring(self.panel), self.panel.name, self.opened(self.panel.name))


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

    def taken(self) -> bool:
        return taken(self.lock)

    def open(self) -> Put:
        film = self._glass()
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


@dataclass(frozen=True, slots=True)
class Library:
    """A panel that Pimoroni's own library drives."""

    panel: Panel

    def held(self) -> AbstractContextManager[None]:
        return held(device(wiring(self.panel)), self.panel.name, device=True)

    def taken(self) -> bool:
        return taken(device(wiring(self.panel)))

    def open(self) -> Put:
        def put(frame: Frame, how: How, before: Frame | None) -> None:
            del how, before  # it knows full refreshes alone
            inky.show(self.panel, frame)

        return put

    def rest(self) -> None:
        """Nothing: the library takes the power off after each refresh, and knows no sleep."""


def reach(panel: Panel, stopped: Stopped = never) -> Pins | Library:
    """The way to a panel on this computer."""
    return Library(panel) if panel.controller == "inky" else Pins(panel, stopped)


def wiring(panel: Panel) -> Wiring:
    """How a panel of a catalogue is wired.

    Raises ValueError for one that is a picture file.
    """
    if panel.wiring is None:
        raise ValueError(f"{panel.name} has no wires")
    return panel.wiring


def missing(panel: Panel) -> tuple[str, ...]:
    """What this computer lacks to drive a panel, each as a sentence without its end."""
    found = []
    try:
        if panel.controller == "inky":
            inky.require(panel)
        else:
            libraries(panel.name)
    except PanelError as error:
        found.append(error.step)
    path = device(wiring(panel))
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
