"""Drivers: each makes of a picture the steps that bring it onto the glass of one kind of chip."""

from collections.abc import Callable

from msgspec import Struct

from kiosk.frame import Frame
from kiosk.panels.panel import Panel
from kiosk.panels.steps import How, Steps

# A wait gives up after this many times what the step takes, and no sooner than after so long.
PATIENCE, LEAST_WAIT_S = 3, 5.0


class Driver(Struct, frozen=True):
    """What a chip's module gives; frames are in the glass's own order of pixels.

    `show(panel, frame, how, before)` refreshes the glass, which shows `before` (None: nobody
    knows), and ends with the panel asleep; `rest(panel)` lays one to rest in whatever state it is.
    """

    show: Callable[[Panel, Frame, How, Frame | None], Steps]
    rest: Callable[[Panel], Steps]


def patience(seconds: float) -> float:
    """How long to wait for what takes so many seconds."""
    return max(LEAST_WAIT_S, PATIENCE * seconds)
