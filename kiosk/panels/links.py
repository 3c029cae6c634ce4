"""The ways to a panel: this computer's pins, and Pimoroni's library."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from msgspec import Struct

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.panels import inky
from kiosk.panels.bus import Stopped, never, play
from kiosk.panels.drive import driver
from kiosk.panels.hardware import Hardware, device, libraries
from kiosk.panels.lock import held, taken, unopened
from kiosk.panels.panel import Panel, Wiring
from kiosk.panels.screen import Put
from kiosk.panels.steps import How
from kiosk.panels.wires import Wires


class Pins(Struct, frozen=True):
    """A panel on this computer's pins, which the modules that `opened` gives drive."""

    panel: Panel
    stopped: Stopped = never
    opened: Callable[[str], tuple[Any, Any]] = libraries

    def held(self) -> AbstractContextManager[None]:
        return held(device(wiring(self.panel)), self.panel.name, device=True)

    def taken(self) -> bool:
        return taken(device(wiring(self.panel)))

    def open(self) -> Put:
        return player(self.panel, self._wires(), self.stopped)

    def rest(self) -> None:
        rest(self.panel, self._wires())

    def _wires(self) -> Wires:
        return Hardware(wiring(self.panel), self.panel.name, self.opened(self.panel.name))


class Library(Struct, frozen=True):
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


def player(panel: Panel, wires: Wires, stopped: Stopped) -> Put:
    """What puts pictures on a panel through its wires."""
    drive = driver(panel)

    def put(frame: Frame, how: How, before: Frame | None) -> None:
        steps = drive.show(panel, frame, how, before)
        play(steps, drive.rest(panel), wires, panel.name, stopped)

    return put


def rest(panel: Panel, wires: Wires) -> None:
    """Lay a panel to rest through its wires."""
    drive = driver(panel)
    play(drive.rest(panel), drive.rest(panel), wires, panel.name)
