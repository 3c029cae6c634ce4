"""Which page comes next: pages in turn, and at each further turn the next lead story."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the programme: the page's number, and which story leads (both from 0)."""

    page: int = 0
    lead: int = 0


FIRST = Turn()


def after(turn: Turn, pages: Sequence[str], stories: int, lead_stories: int) -> Turn:
    """The turn that follows; once round, the next of the newest `lead_stories` leads."""
    page = (turn.page + 1) % len(pages)
    leads = max(1, min(stories, lead_stories))
    lead = turn.lead if page else turn.lead + 1
    return Turn(page, lead % leads)
