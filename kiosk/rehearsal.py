"""The programme as it would run now: every page composed, with every story that may lead it."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kiosk import press
from kiosk.board import Board
from kiosk.config import Config
from kiosk.layout.compose import compose
from kiosk.layout.fitting import passed_over
from kiosk.layout.regions import Sheet
from kiosk.layout.regions.list import ListRegion
from kiosk.layout.spec import Layout
from kiosk.model import Edition
from kiosk.programme import Round
from kiosk.scene import Page


class Rehearsed(Struct, frozen=True):
    """A page that has something to show: its frames with each lead story, and by which layouts.

    `led`: whether it is another one with another story in the lead. `unshown`: what had no room.
    """

    page: str
    frames: tuple[int, ...]
    layouts: tuple[Layout, ...]
    led: bool
    unshown: tuple[str, ...] = ()


def rehearse(
    config: Config, edition: Edition, variants: Sequence[Layout], *, heeding: bool = True
) -> tuple[Rehearsed, ...]:
    """The pages of the programme that have anything to show; while anything is urgent, its page.

    Unless that is not being heeded.
    """
    board, made = config.board(), dict[str, list[Page]]()
    for page, one in acts(config, edition, variants, heeding=heeding):
        made.setdefault(page, []).append(one)
    return tuple(_rehearsed(page, led, edition, board, variants) for page, led in made.items())


def acts(
    config: Config, edition: Edition, variants: Sequence[Layout], *, heeding: bool = True
) -> Iterator[tuple[str, Page]]:
    """What is rehearsed, a page with one story in the lead after the other."""
    board = config.board()
    alarmed = heeding and bool(press.alarms(edition))
    leads = 1 if alarmed else max(1, min(len(edition.stories), config.lead_stories))
    pages = dict.fromkeys([press.URGENT] if alarmed else config.pages)
    filled = press.filled(list(pages), edition, board, variants)
    for page, has in zip(pages, filled, strict=True):
        for lead in range(leads if has else 0):
            yield page, compose(page, edition, board, variants, lead=lead)


def _rehearsed(
    page: str, made: list[Page], edition: Edition, board: Board, variants: Sequence[Layout]
) -> Rehearsed:
    named = {layout.name: layout for layout in variants}
    used = [named[one.layout] for one in made]
    unshown: dict[str, None] = {}
    for lead, one in enumerate(made):
        story = edition.stories[lead] if lead < len(edition.stories) else None
        sheet = Sheet(edition, board, story, used[lead].path.name)
        unshown |= dict.fromkeys(passed_over(used[lead], sheet, variants))
        unshown |= dict.fromkeys(_left_out(one, used[lead]))
    return Rehearsed(
        page,
        tuple(len(one.scenes) for one in made),
        tuple({layout.name: layout for layout in used}.values()),
        len({one.scenes for one in made}) > 1,
        tuple(unshown),
    )


def _left_out(made: Page, used: Layout) -> Iterator[str]:
    """What had no room on a page; a list shows as many entries as it can, of which none is said."""
    for loss in made.report:
        listed = isinstance(used.regions.get(loss.region), ListRegion)
        if loss.kind == "left out" and not listed:
            yield str(loss)


def rounds(pages: Sequence[str], played: Sequence[Rehearsed]) -> tuple[Round, ...]:
    """The programme's rounds, one for each story that leads; a page may stand in it twice."""
    frames = {one.page: one.frames for one in played}
    order = [page for page in pages if page in frames] or [*frames]
    leads = range(max(map(len, frames.values()), default=0))
    return tuple(tuple((page, frames[page][lead]) for page in order) for lead in leads)
