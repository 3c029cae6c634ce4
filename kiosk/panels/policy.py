"""Whether the glass gets a new picture, and why: a pure decision."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Show:
    """The new frame goes to the glass."""

    reason: str


@dataclass(frozen=True, slots=True)
class Skip:
    """The glass stays as it is."""

    reason: str


def decide(shown: str | None, new: str) -> Show | Skip:
    """Whether to show the frame with digest `new` on a glass that shows `shown` (None: unknown)."""
    if shown is None:
        return Show("nobody knows what the glass shows")
    if shown == new:
        return Skip("the glass shows this already")
    return Show("the page is another one")
