"""The programme as it would run now: every page composed, with every story that may lead it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk import app
from kiosk.config import Config
from kiosk.layout.compose import compose
from kiosk.layout.spec import Layout
from kiosk.model import Edition
from kiosk.programme import Round


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A page that has something to show: its frames with each lead story, and by which layouts.

    `led`: whether it is another one with another story in the lead.
    """

    page: str
    frames: tuple[int, ...]
    layouts: tuple[Layout, ...]
    led: bool


def rehearse(config: Config, edition: Edition, variants: Sequence[Layout]) -> tuple[Rehearsed, ...]:
    """The pages of the programme that have anything to show; while anything is urgent, its page."""
    board = config.board()
    alarmed = bool(app.alarms(edition))
    leads = 1 if alarmed else max(1, min(len(edition.stories), config.lead_stories))
    named = {layout.name: layout for layout in variants}
    pages = dict.fromkeys([app.URGENT] if alarmed else config.pages)
    found = []
    for page, has in zip(pages, app.filled(list(pages), edition, board, variants), strict=True):
        if has:
            made = [compose(page, edition, board, variants, lead=lead) for lead in range(leads)]
            used = dict.fromkeys(one.layout for one in made)
            frames = tuple(len(one.scenes) for one in made)
            led = len({one.scenes for one in made}) > 1
            found.append(Rehearsed(page, frames, tuple(named[name] for name in used), led))
    return tuple(found)


def rounds(pages: Sequence[str], played: Sequence[Rehearsed]) -> tuple[Round, ...]:
    """The programme's rounds, one for each story that leads; a page may stand in it twice."""
    frames = {one.page: one.frames for one in played}
    order = [page for page in pages if page in frames] or [*frames]
    leads = range(max(map(len, frames.values()), default=0))
    return tuple(tuple((page, frames[page][lead]) for page in order) for lead in leads)
