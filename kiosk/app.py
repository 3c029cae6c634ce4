"""One refresh of the board: gather, edit, compose, paint, decide, show."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import takewhile
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.clock import Belief, believed
from kiosk.config import Config
from kiosk.content import gather as gathering
from kiosk.content import office as offices
from kiosk.content.gather import Outcome
from kiosk.content.memory import desk
from kiosk.content.memory.desk import Filed
from kiosk.content.memory.store import Store, StoreError
from kiosk.content.office import Office, Places
from kiosk.content.source import FeedSource
from kiosk.errors import ConfigError, Problem
from kiosk.files import shipped
from kiosk.frame import Frame
from kiosk.ink.paint import paint
from kiosk.ink.photo import PictureMissingError
from kiosk.ink.prepared import Prepared
from kiosk.layout.compose import compose
from kiosk.layout.library import library
from kiosk.layout.needs import has_content
from kiosk.layout.regions.notices import urgent
from kiosk.layout.spec import Layout
from kiosk.model import Answered, Edition, Notice, OneStop, Photo, Story
from kiosk.mounting import PNG
from kiosk.panels.bus import Stopped, never
from kiosk.panels.links import reach
from kiosk.panels.picture import Picture
from kiosk.panels.policy import Show, Skip
from kiosk.panels.record import Record
from kiosk.panels.screen import Link, Screen
from kiosk.quantities import did_you_mean
from kiosk.scene import Loss, Page

# A page shows a few dozen stories at most; more are not read from the store.
STORIES = 60
NOTICES = "notices"
WAITING = "waiting"
CLOSING = "closing"
# Takes the whole panel as long as a notice that holds is urgent.
URGENT = "urgent"

Say = Callable[[str], None]


class Made(Struct, frozen=True):
    """A page, its frames, and the board that they are for."""

    page: Page
    frames: tuple[Frame, ...]
    board: Board


class Cycle(Struct, frozen=True):
    """What one whole cycle came to."""

    outcomes: tuple[Outcome, ...]
    edition: Edition
    made: Made
    decision: Show | Skip
    problems: tuple[str, ...]


def silent(_: str) -> None:
    """Say nothing of the progress."""


@cache
def layouts(own: Path) -> tuple[Layout, ...]:
    """The ward's layouts in `own` before the shipped ones.

    Raises LayoutError.
    """
    return library([own, shipped("layouts")])


def layouts_for(config: Config, board: Board) -> tuple[Layout, ...]:
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
    known = sorted({layout.page for layout in variants})
    if page not in known:
        near = did_you_mean(page, known) or f"; known are {', '.join(known)}."
        return f"there is no page “{page}”{near}"
    if any(layout.page == page and layout.shape == shape for layout in variants):
        return ""
    return f"the page “{page}” has no layout for a {shape} board; write {page}.{shape}.toml."


def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts that kiosk ships, alone."""
    return layouts(shipped("layouts"))


def fonts() -> Path:
    """The folder of the faces that pages are set in."""
    return shipped("fonts")


def gather(
    config: Config,
    store: Store,
    now: datetime,
    say: Say = silent,
    *,
    only: FeedSource | None = None,
    thorough: bool = False,
) -> tuple[Outcome, ...]:
    """Ask the board's sources, or `only` one, once; what fails leaves the stored stories alone.

    `thorough`: pages and photographs that were looked at lately are looked at again.
    """
    outcomes = gathering.gather(
        config.sources if only is None else (only,),
        store,
        zone=config.zone,
        now=now,
        say=say,
        proxy=config.proxy,
        thorough=thorough,
    )
    posters = [offices.address(one) for one in office(config, now).posters]
    try:
        store.prune(now, [source.url for source in config.sources], posters)
    except StoreError as fault:  # a disk from which nothing can be taken; what came is there
        return (*outcomes[:-1], *(one.noted((str(fault),)) for one in outcomes[-1:]))
    return outcomes


def develop(config: Config, store: Store, now: datetime, say: Say = silent) -> bool:
    """Take copies of the office's new posters; whether any was taken."""
    return offices.develop(office(config, now), store, now, say)


def office(config: Config, now: datetime, before: Office | None = None) -> Office:
    """The office's own files, as they are now; `before` saves reading what has not changed."""
    places = Places(config.notices, config.schedule, config.service, config.posters)
    return offices.read(places, zone=config.zone, now=now, before=before)


def seen(config: Config, own: Office, now: datetime) -> tuple[object, ...]:
    """What a page shows of the office's files, and when a person last decided something."""
    try:
        decided = config.nudge.stat().st_mtime_ns
    except OSError:  # nobody has decided anything yet
        decided = 0
    zone = config.zone
    posters = tuple(one for one in own.posters if one.current(now))
    return own.notices(now), own.schedule(now, zone), own.one_stop(now, zone), posters, decided


def problems(own: Office, store: Store) -> tuple[str, ...]:
    """Sentences about the office's files that can't be shown, and about the store."""
    return (*store.notices, *own.problems, *offices.undeveloped(own, store))


def stories(config: Config, store: Store, now: datetime) -> tuple[Filed, ...]:
    """All that is stored of the board's sources, newest first, and what became of it."""
    sources = {source.url: source for source in config.sources}
    return desk.filed(store.entries(list(sources)), sources, store.verdicts(), now)


def edition(
    config: Config,
    store: Store,
    now: datetime,
    before: Office | None = None,
    *,
    asked: bool = False,
) -> Edition:
    """What the board may show at `now`, from what is stored and what lies in the office's files.

    `before` is how those were lately: what has not changed is not read again, and a schedule that
    is broken now stands as it was. While the clock can't be believed the edition is not dated, and
    nothing in it is called old; a time that somebody `asked` for is as good as any.
    """
    answered = store.answered([source.url for source in config.sources])
    belief = Belief(now, sure=True) if asked else believed(now, last_answer(answered))
    now = belief.now
    own = office(config, now, before)
    on_board = desk.on_board(stories(config, store, now))[:STORIES]
    focus = {source.url: source.focus for source in config.sources}
    here = now.astimezone(config.zone)
    told = config.hours.told(here) if belief.sure else config.hours.words()
    feast = told[:1] if belief.sure and config.hours.holiday(here.date()) else ()
    return Edition(
        board=config.name,
        zone=config.zone,
        now=now,
        stories=tuple(store.illustrated(one.story, focus[one.source]) for one in on_board),
        answered=answered,
        stale_since=stale_since(config, answered, now) if belief.sure else None,
        dated=belief.sure,
        hours=told,
        notices=own.notices(now),
        schedule=own.schedule(now, config.zone),
        posters=offices.shown(own, store, now),
        one_stop=_counters(own.one_stop(now, config.zone), told, feast),
    )


def _counters(found: OneStop, told: tuple[str, ...], feast: tuple[str, ...]) -> OneStop:
    """The one-stop office; where its file names no counter hours, the board's own are `told`.

    `feast` says which holiday it is, and when the office works again.
    """
    return replace(found, hours=(*feast, *found.hours) if found.hours else told)


def last_answer(answered: Sequence[Answered]) -> datetime | None:
    """When any source last answered: it was that late already."""
    return max((one.at for one in answered if one.at is not None), default=None)


def stale_since(config: Config, answered: Sequence[Answered], now: datetime) -> datetime | None:
    """The last answer of the source silent longest, once that is longer ago than it may be."""
    oldest = min((one.at for one in answered if one.at is not None), default=None)
    patience = timedelta(seconds=config.stale_after_s)
    return oldest if oldest is not None and now - oldest > patience else None


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
    prepared: Prepared | None = None,
) -> Made:
    """Compose and paint a page; a photograph whose file is gone or rotten is done without.

    Photographs in the board's inks are kept in `prepared`, if there is one.

    Raises LookupError if the page has no layout for the board's shape.
    """
    losses: list[Loss] = []
    while True:
        composed = compose(page, edition, board, variants, lead=lead)
        try:
            frames = tuple(
                paint(scene, board, photos, fonts(), prepared) for scene in composed.scenes
            )
        except PictureMissingError as missing:
            key = missing.path.name if missing.path else ""
            losses.append(Loss("left out", composed.layout, missing.region, str(missing)))
            edition = _without(edition, key)
            waits = any((one.page, one.shape) == (WAITING, board.shape) for one in variants)
            page = first_of([page], edition, board, variants) if waits else page
            continue
        report = (*composed.report, *losses)
        return Made(replace(composed, report=report), frames, board)


def once(config: Config, now: datetime, say: Say = silent) -> Cycle:
    """One whole cycle: every source asked, the page that is due made and shown.

    Raises ConfigError, LayoutError, StoreError, PanelError.
    """
    with Store(config.state) as store:
        board = config.board()
        variants = layouts_for(config, board)
        develop(config, store, now, say)
        outcomes = gather(config, store, now, say, thorough=True)
        news = edition(config, store, now)
        due = first_of(config.pages, news, board, variants)
        page = URGENT if alarms(news) else due
        kept = Prepared(config.prepared)
        made = make(page, news, board, variants, store.photos, prepared=kept)
        on = screen(config)
        decision = on.show(made.frames[0], now, "urgent" if page == URGENT else "ordinary")
        said = (*problems(office(config, now), store), *filter(None, [kept.problem, on.problem]))
        return Cycle(outcomes, news, made, decision, said)


def screen(config: Config, stopped: Stopped = never) -> Screen | Picture:
    """What the pages are shown on; a refresh that is `stopped` is given up, the panel laid to rest.

    The picture on the glass is always also glass.png in the state folder.
    """
    if config.model == PNG:
        return Picture(config.picture, config.state)
    way = _simulation(config, stopped) if config.simulated else reach(config.panel, stopped)
    return Screen(config.panel, config.model, config.rotate, config.state, way)


def _simulation(config: Config, stopped: Stopped) -> Link:
    # A board with a panel needs no simulated chips.
    from kiosk.panels.sim.clock import Real, Virtual  # noqa: PLC0415 - as said
    from kiosk.panels.simulation import Simulation  # noqa: PLC0415 - as said

    turn = (config.rotate + config.panel.turn) % 360
    clock = Real() if config.pace == "real" else Virtual()
    lock = config.state / "panel.lock"
    return Simulation(config.panel, turn, config.picture, lock, stopped, clock)


def remembered(config: Config) -> tuple[Record, bool] | None:
    """What is remembered of the panel's refreshes, and whether a process has the panel now.

    None for a picture file.
    """
    on = screen(config)
    return (on.remembered(), on.link.taken()) if isinstance(on, Screen) else None


def _without(edition: Edition, key: str) -> Edition:
    """The edition without our copy of one photograph."""

    def forget(photo: Photo) -> Photo:
        return replace(photo, key=None, size=None) if photo.key == key else photo

    def strip(story: Story) -> Story:
        return replace(story, photos=tuple(forget(photo) for photo in story.photos))

    posters = tuple(poster for poster in edition.posters if poster.key != key)
    return replace(edition, stories=tuple(map(strip, edition.stories)), posters=posters)
