"""Time for a simulated panel: its own, which costs nothing, or the wall's."""

import time
from time import monotonic
from typing import Protocol

# A look at a pin takes about this long on a Raspberry Pi, so that a loop that only looks ends.
LOOK_S = 0.0005
# A byte at 20 MHz, the fastest clock of a public driver (GxEPD2_730c_GDEP073E01.cpp).
BYTE_S = 8 / 20_000_000
# Who looks again so much later has slept on the wall's clock, as drivers do that call time.sleep.
_SLEPT_S = 0.005


class Clock(Protocol):
    """Seconds since any moment."""

    def now(self) -> float:
        """The time; never runs backwards."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""

    def looked(self) -> None:
        """A pin was read."""

    def moved(self, count: int) -> None:
        """So many bytes went over the bus."""


class Virtual:
    """Time that passes only while somebody sleeps, looks at a pin or moves bytes.

    What a loop sleeps on the wall's clock from one look at a pin to the next counts, too.
    """

    def __init__(self) -> None:
        self.at = 0.0
        self.last_look: float | None = None  # on the wall's clock, if nothing came since

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds
        self.last_look = None

    def looked(self) -> None:
        wall = monotonic()
        slept = wall - (wall if self.last_look is None else self.last_look)
        self.at += LOOK_S if slept < _SLEPT_S else slept
        self.last_look = wall

    def moved(self, count: int) -> None:
        self.at += count * BYTE_S
        self.last_look = None


class Real:
    """The time of this computer."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def looked(self) -> None:
        """Looking takes the time that it takes."""

    def moved(self, count: int) -> None:
        """As `looked`."""
