"""One round over all sources: ask, read, remember, then fetch the photographs that pages need."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.content import feed, http, pictures
from kiosk.content.answer import NONE, Conditions, FetchError, Limits
from kiosk.content.identity import host_of, hosts_of
from kiosk.content.source import FeedSource, wanted
from kiosk.content.store import Store, StoreError
from kiosk.errors import KioskError, SourceError
from kiosk.model import Photo

PHOTO_STORIES = 20
PHOTO_AGAIN_AFTER = timedelta(hours=1)
# Less is not worth a connection.
_LEAST_S = 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking one source.

    `error` is a sentence if it gave nothing usable, `changed` whether stories are new or changed;
    `notes` are what went wrong on the side. `retry_after_s`: the server asked for that pause.
    """

    source: FeedSource
    name: str
    error: str | None = None
    changed: bool = False
    notes: tuple[str, ...] = ()
    retry_after_s: float | None = None


@dataclass(slots=True)
class _Round:
    """One gather under way; `dead` are hosts that did not even connect."""

    store: Store
    zone: ZoneInfo
    now: datetime
    ends: float
    say: Callable[[str], None]
    dead: set[str] = field(default_factory=set)

    @property
    def left_s(self) -> float:
        return self.ends - time.monotonic()

    def within(self, limits: Limits) -> Limits:
        """`limits` made to fit into what is left of the round."""
        left = max(self.left_s, _LEAST_S)
        return replace(
            limits,
            deadline_s=min(limits.deadline_s, left),
            connect_s=min(limits.connect_s, left),
            read_s=min(limits.read_s, left),
        )


def gather(
    sources: Sequence[FeedSource],
    store: Store,
    *,
    zone: ZoneInfo,
    now: datetime,
    deadline_s: float = 60,
    say: Callable[[str], None],
) -> tuple[Outcome, ...]:
    """Ask every source once, then fetch photographs, each kept as it comes, within `deadline_s`.

    A source that fails stops no other and leaves its stored stories alone. `say` gets a short
    sentence before each step that may take long.
    """
    under_way = _Round(store, zone, now, time.monotonic() + deadline_s, say)
    outcomes = [_ask(source, under_way) for source in sources]
    outcomes = [replace(each, notes=each.notes + _photos(each, under_way)) for each in outcomes]
    try:
        store.prune(now)
    except StoreError as fault:
        outcomes = [replace(each, notes=(*each.notes, str(fault))) for each in outcomes]
    return tuple(outcomes)


def _ask(source: FeedSource, under_way: _Round) -> Outcome:
    name = source.name or host_of(source.url) or source.url
    try:
        name = source.name or under_way.store.state(source.url).name
        if under_way.left_s < _LEAST_S:
            return Outcome(source, name, "the time for this round was over before its turn")
        under_way.say(f"{name}: asking for the feed")
        return _asked(source, under_way)
    except FetchError as fault:
        why, retry_after = str(fault), fault.retry_after
    except SourceError as fault:
        name, why, retry_after = fault.source, fault.why, None
    except StoreError as fault:
        return Outcome(source, name, str(fault))
    return _failed(Outcome(source, name, why, retry_after_s=retry_after), why, under_way)


def _failed(outcome: Outcome, why: str, under_way: _Round) -> Outcome:
    try:
        under_way.store.failed(outcome.source.url, why, under_way.now)
    except StoreError as fault:
        return replace(outcome, notes=(*outcome.notes, str(fault)))
    return outcome


def _asked(source: FeedSource, under_way: _Round) -> Outcome:
    """What the source answered, stored.

    Raises FetchError, SourceError, StoreError.
    """
    store, now = under_way.store, under_way.now
    answer = http.get(
        source.url,
        conditions=_conditions(source, store),
        limits=under_way.within(http.FEED),
        private_hosts=_private_hosts(source),
    )
    if answer.unchanged:
        store.unchanged(source.url, now)
        return Outcome(source, source.name or store.state(source.url).name)
    read = feed.parse(
        answer.body,
        url=answer.url,
        content_type=answer.content_type,
        zone=under_way.zone,
        fetched=now,
        name=source.name,
    )
    changed = store.save(source.url, read, Conditions(answer.etag, answer.modified), now)
    return Outcome(source, read.title, changed=changed, notes=_dropped(read.dropped))


def _conditions(source: FeedSource, store: Store) -> Conditions:
    """What makes the GET conditional; nothing after the config renamed the source."""
    renamed = source.name and source.name != store.state(source.url).name
    return NONE if renamed else store.conditions(source.url)


def _dropped(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"{count} {'entry' if count == 1 else 'entries'} left out: incomplete or listed twice",)


def _private_hosts(source: FeedSource) -> frozenset[str]:
    return hosts_of(source.url) | {host.lower() for host in source.allow_hosts}


def _photos(outcome: Outcome, under_way: _Round) -> tuple[str, ...]:
    """Fetch what the newest stories of a source lack; notes about what could not be had."""
    try:
        lacking = _lacking(outcome.source, under_way)
        notes = [_fetch(photo, outcome, under_way) for photo in lacking]
    except StoreError as fault:
        return (str(fault),)
    return tuple(note for note in notes if note)


def _lacking(source: FeedSource, under_way: _Round) -> list[Photo]:
    stories = under_way.store.stories((source.url,), feed.MOST_ENTRIES)
    shown = [each for each in stories if wanted(each, source, under_way.now)][:PHOTO_STORIES]
    firsts = {each.photos[0].url: each.photos[0] for each in shown if each.photos}
    return [photo for photo in firsts.values() if not photo.key and _due(photo, under_way)]


def _due(photo: Photo, under_way: _Round) -> bool:
    failed_at = under_way.store.photo_failed_at(photo.url)
    return failed_at is None or not timedelta(0) <= under_way.now - failed_at < PHOTO_AGAIN_AFTER


def _fetch(photo: Photo, outcome: Outcome, under_way: _Round) -> str:
    """Fetch and keep one photograph; a note if that failed, "" if it is there or must wait."""
    host = host_of(photo.url)
    if under_way.left_s < _LEAST_S or host in under_way.dead:
        return ""
    under_way.say(f"{outcome.name}: fetching a photograph from {host}")
    try:
        _keep(photo, _private_hosts(outcome.source), under_way)
    except StoreError:
        raise
    except (KioskError, OSError) as fault:
        if isinstance(fault, FetchError) and fault.unreachable:
            under_way.dead.add(host)
        under_way.store.photo_failed(photo.url, under_way.now)
        return f"{photo.url}: {fault}"
    return ""


def _keep(photo: Photo, private_hosts: frozenset[str], under_way: _Round) -> None:
    limits = under_way.within(http.PHOTO)
    answer = http.get(photo.url, limits=limits, private_hosts=private_hosts)
    key, size = pictures.intake(answer.body, under_way.store.photos)
    under_way.store.remember_photo(photo.url, key, size, under_way.now)
