"""Which page comes next: pages in turn, each frame of them, and each round the next lead story."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kiosk.model import Notice

T = TypeVar("T")
# The pages of a round in order, each with the number of its frames.
Round = Sequence[tuple[str, int]]


class Turn(Struct, frozen=True):
    """A place in the programme: the page's number, which story leads, which frame (all from 0)."""

    page: int = 0
    lead: int = 0
    frame: int = 0


FIRST = Turn()


class Wait(Struct, frozen=True):
    """The longest waits for a page, in seconds.

    `away`: nothing of it stands. `missed`: who has just missed one of its frames waits for that.
    `story`: it comes again with the same story in the lead.
    """

    away: int
    missed: int
    story: int


class Alert(Struct, frozen=True):
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


def waits(rounds: Sequence[Round], dwell_s: Callable[[str], int]) -> dict[str, Wait]:
    """Of each page the longest waits, where `rounds` follow each other, one for each lead story.

    `dwell_s` says for how many seconds each frame of a page stands.
    A place counts that a page has in every round: a frame that it takes for some stories only is
    missed with its story.
    """
    places = [
        (page, lead, frame)
        for lead, pages in enumerate(rounds)
        for page, frames in pages
        for frame in range(frames)
    ]
    sure = {
        page: min(n for one in rounds for name, n in one if name == page) for page, *_ in places
    }
    seconds = [dwell_s(page) for page, *_ in places]
    away = _between([page for page, *_ in places], seconds)
    missed = _between([(page, frame) for page, _, frame in places], seconds)
    story = _between([(page, lead) for page, lead, _ in places], seconds)
    return {
        page: Wait(
            away[page],
            max(missed[page, frame] for frame in range(count)),
            max(story[page, lead] for lead in range(len(rounds))),
        )
        for page, count in sure.items()
    }


def _between(shown: Sequence[T], seconds: Sequence[int]) -> dict[T, int]:
    """Of each thing that is shown in turn, again and again, the most time between two of it."""
    ended: dict[T, int] = {}
    most: dict[T, int] = {}
    now = 0
    for one, stands in zip((*shown, *shown), (*seconds, *seconds), strict=True):
        if one in ended:
            most[one] = max(most.get(one, 0), now - ended[one])
        now += stands
        ended[one] = now
    return most


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

    Where one of them is gone it begins anew. `begins` says on which frame a notice begins.
    """
    alert = before or Alert(tuple(notices))
    fresh = next((one for one in notices if one not in alert.notices), None)
    if fresh is not None:
        frame = begins(fresh)
    elif len(notices) < len(alert.notices):
        frame = 0
    else:
        frame = (alert.frame + turning) % alert.frames
    return Alert(tuple(notices), frame, alert.frames)
