"""The pages of a board: which there are, which has something to show, and each made whole."""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.config import Config
from kiosk.errors import ConfigError, Problem
from kiosk.files import shipped
from kiosk.frame import Frame
from kiosk.ink.missing import PictureMissingError
from kiosk.ink.paint import paint
from kiosk.layout.compose import compose
from kiosk.layout.library import Library, library, of_page, pages_of
from kiosk.layout.needs import has_content
from kiosk.layout.saying import urgent
from kiosk.layout.spec import Layout
from kiosk.model import Edition, Notice, Photo, Story
from kiosk.quantities import did_you_mean
from kiosk.scene import Loss, Page

if TYPE_CHECKING:
    from kiosk.ink.prepared import Prepared

NOTICES = "notices"
WAITING = "waiting"
CLOSING = "closing"
# Takes the whole panel as long as a notice that holds is urgent.
URGENT = "urgent"


class Made(Struct, frozen=True):
    """A page, its frames, and the board that they are for."""

    page: Page
    frames: tuple[Frame, ...]
    board: Board


@cache
def layouts(own: Path) -> Library:
    """The ward's layouts in `own` before the shipped ones."""
    return library([own, shipped("layouts")])


def layouts_for(config: Config, board: Board) -> Library:
    """The layouts of a board, among which every page that it may have to show is found.

    Raises ConfigError for a page that is not, LayoutError.
    """
    variants = layouts(config.layouts)
    problems = [
        Problem(0, "programme.pages", says)
        for page in dict.fromkeys((*config.pages, WAITING, CLOSING, URGENT))
        if (says := missing(page, board.shape, variants))
    ]
    if problems:
        raise ConfigError(config.path, *problems)
    return variants


def missing(page: str, shape: str, variants: Sequence[Layout]) -> str:
    """Why a page can't be made for a board of this shape, as a sentence; "" if it can."""
    known = pages_of(variants)
    if page not in known:
        near = did_you_mean(page, known) or f"; known are {', '.join(known)}."
        return f"there is no page “{page}”{near}"
    if any(layout.shape == shape for layout in of_page(page, variants)):
        return ""
    return f"the page “{page}” has no layout for a {shape} board; write {page}.{shape}.toml."


def shipped_layouts() -> Library:
    """The layouts that kiosk ships, alone."""
    return layouts(shipped("layouts"))


def fonts() -> Path:
    """The folder of the faces that pages are set in."""
    return shipped("fonts")


def filled(
    pages: Sequence[str], edition: Edition, board: Board, variants: Sequence[Layout]
) -> tuple[bool, ...]:
    """Of each page whether it has anything to show now."""
    return tuple(has_content(page, edition, board.shape, variants) for page in pages)


def first_of(
    pages: Sequence[str], edition: Edition, board: Board, variants: Sequence[Layout]
) -> str:
    """The first of `pages` that has anything to show; a board with nothing at all waits."""
    shown = zip(pages, filled(pages, edition, board, variants), strict=True)
    return next((page for page, has in shown if has), WAITING)


def alarms(edition: Edition) -> tuple[Notice, ...]:
    """The urgent notices that hold: while there is one, the urgent page takes the whole panel."""
    return urgent(edition.notices)


def begins(notice: Notice, edition: Edition, board: Board, variants: Sequence[Layout]) -> int:
    """On which frame of the urgent page, counted from 0, one of its notices begins."""
    before = takewhile(lambda one: one != notice, alarms(edition))
    # In its place one that takes a single frame, so that the page is of several as it will be.
    brief = replace(notice, title=URGENT, body=(), issuer="")
    told = replace(edition, notices=(*before, brief))
    return len(compose(URGENT, told, board, variants).scenes) - 1


def make(
    page: str,
    edition: Edition,
    board: Board,
    variants: Sequence[Layout],
    photos: Path,
    *,
    lead: int = 0,
    prepared: "Prepared | None" = None,
    most: int | None = None,
) -> Made:
    """Compose and paint a page; a photograph whose file is gone or rotten is done without.

    Only the first `most` frames are painted, if that is said. Photographs in the board's inks
    are kept in `prepared`, if there is one.

    Raises LookupError if the page has no layout for the board's shape.
    """
    losses: list[Loss] = []
    while True:
        composed = compose(page, edition, board, variants, lead=lead)
        try:
            frames = tuple(
                paint(scene, board, photos, fonts(), prepared) for scene in composed.scenes[:most]
            )
        except PictureMissingError as gone:
            key = gone.path.name if gone.path else ""
            losses.append(Loss("left out", composed.layout, gone.region, str(gone)))
            edition = _without(edition, key)
            waits = not missing(WAITING, board.shape, variants)
            page = first_of([page], edition, board, variants) if waits else page
            continue
        report = (*composed.report, *losses)
        return Made(replace(composed, report=report), frames, board)


def _without(edition: Edition, key: str) -> Edition:
    """The edition without our copy of one photograph."""

    def forget(photo: Photo) -> Photo:
        return replace(photo, key=None, size=None) if photo.key == key else photo

    def strip(story: Story) -> Story:
        return replace(story, photos=tuple(forget(photo) for photo in story.photos))

    posters = tuple(poster for poster in edition.posters if poster.key != key)
    return replace(edition, stories=tuple(map(strip, edition.stories)), posters=posters)
