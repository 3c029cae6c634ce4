"""What a board may show at a moment: an edition, out of the store and the office's own files."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from kiosk.clock import Belief, believed
from kiosk.config import Config
from kiosk.content import office as offices
from kiosk.content.memory import desk
from kiosk.content.memory.desk import Filed
from kiosk.content.memory.store import Store
from kiosk.content.office import Office, Places
from kiosk.model import Answered, Edition, OneStop

# A page shows a few dozen stories at most; more are not read from the store.
STORIES = 60


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
