"""Which page comes next: pages in turn, each frame of them, and each round the next lead story."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.model import Notice


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the programme: the page's number, which story leads, which frame (all from 0)."""

    page: int = 0
    lead: int = 0
    frame: int = 0


FIRST = Turn()


@dataclass(frozen=True, slots=True)
class Alert:
    """Where the urgent page stands: on which of its frames (from 0), and for which notices."""

    notices: tuple[Notice, ...]
    frame: int = 0
    frames: int = 1

    def made(self, frames: int) -> "Alert":
        """The same place on a page that came to so many frames."""
        return replace(self, frame=min(self.frame, frames - 1), frames=frames)


def after(turn: Turn, filled: Sequence[bool], frames: int, leads: int) -> Turn:
    """The turn that follows one of `frames` frames; once round, the next of `leads` stories leads.

    `filled` says of each page of the programme whether it has anything to show; empty ones are
    passed over.
    """
    if turn.frame + 1 < frames:
        return replace(turn, frame=turn.frame + 1)
    step = next((n for n in range(1, len(filled) + 1) if filled[(turn.page + n) % len(filled)]), 1)
    rounds, page = divmod(turn.page % len(filled) + step, len(filled))
    return Turn(page, (turn.lead + rounds) % max(1, leads))


def waits(frames: Sequence[int], dwell_s: int) -> tuple[int, ...]:
    """For pages of so many frames the seconds from the end of each until it comes round again."""
    return tuple((sum(frames) - own) * dwell_s for own in frames)


def settled(turn: Turn, filled: Sequence[bool], leads: int) -> Turn:
    """`turn` while its page has something to show and its story is there, else what follows it.

    A programme with nothing at all to show waits at its beginning.
    """
    if not any(filled):
        return FIRST
    there = replace(turn, lead=turn.lead if turn.lead < leads else 0)
    if turn.page < len(filled) and filled[turn.page]:
        return there
    return after(there, filled, 1, leads)


def alerted(
    before: Alert | None,
    notices: Sequence[Notice],
    begins: Callable[[Notice], int],
    *,
    turning: bool,
) -> Alert:
    """Where the urgent page stands next: at a new notice at once, else on the next frame in turn.

    `begins` says on which frame a notice begins.
    """
    alert = before or Alert(tuple(notices))
    fresh = next((one for one in notices if one not in alert.notices), None)
    frame = (alert.frame + turning) % alert.frames if fresh is None else begins(fresh)
    return Alert(tuple(notices), frame, alert.frames)
