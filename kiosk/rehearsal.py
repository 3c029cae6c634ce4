"""The programme as it would run now: every page composed, with every story that may lead it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk import app
from kiosk.config import Config
from kiosk.layout.compose import compose
from kiosk.layout.spec import Layout
from kiosk.model import Edition


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A page that has something to show: the most frames it takes, and by which layouts."""

    page: str
    frames: int
    layouts: tuple[Layout, ...]


def rehearse(config: Config, edition: Edition, variants: Sequence[Layout]) -> tuple[Rehearsed, ...]:
    """The pages of the programme that have anything to show; while anything is urgent, its page."""
    board = config.board()
    leads = max(1, min(len(edition.stories), config.lead_stories))
    named = {layout.name: layout for layout in variants}
    pages = dict.fromkeys([app.URGENT] if app.alarms(edition) else config.pages)
    found = []
    for page, has in zip(pages, app.filled(list(pages), edition, board, variants), strict=True):
        if has:
            made = [compose(page, edition, board, variants, lead=lead) for lead in range(leads)]
            used = dict.fromkeys(one.layout for one in made)
            frames = max(len(one.scenes) for one in made)
            found.append(Rehearsed(page, frames, tuple(named[name] for name in used)))
    return tuple(found)
