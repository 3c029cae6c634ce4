"""Whether the scheduler, the gather and the panel get on, for whoever restarts what does not."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# The scheduler beats so often, and has stopped if it has not for three times as long.
BEAT_S = 20
SILENT_S = 60.0
# Longer nothing takes: a round that asks one source is ended by its own limits after minutes, a
# refresh of the slowest panel waits at most 123 s, twice.
LONGEST_S = {"gather": 900.0, "show": 420.0}


class Pulse:
    """Since when each kind of work has been at it, and when the scheduler was last heard."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self.ticks = ticks
        self.heard = ticks()
        self.begun: dict[str, float] = {}

    def beat(self) -> None:
        """The scheduler runs its jobs."""
        self.heard = self.ticks()

    @contextmanager
    def at(self, work: str) -> Iterator[None]:
        """Some work is done; it may be inside other work of its kind."""
        outer = self.begun.get(work)
        self.begun[work] = self.ticks()
        try:
            yield
        finally:
            if outer is None:
                self.begun.pop(work, None)
            else:
                self.begun[work] = outer

    def hangs(self) -> str:
        """What does not get on, as a sentence; "" if all does."""
        now = self.ticks()
        if now - self.heard > SILENT_S:
            return f"the scheduler has been silent for {now - self.heard:.0f} s"
        for work, since in tuple(self.begun.items()):
            if now - since > LONGEST_S[work]:
                return f"{work} has been at the same job for {now - since:.0f} s"
        return ""
