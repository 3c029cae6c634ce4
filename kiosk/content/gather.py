"""One round over all sources: ask, read, remember, then fetch what the new stories lead to."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.content.follow import first_photographs, more_photographs, pages
from kiosk.content.memory.store import SourceState, Store, StoreError
from kiosk.content.pace import after_answer, after_failure
from kiosk.content.rounds import Outcome, Round
from kiosk.content.source import FeedSource
from kiosk.content.values import NONE, Conditions, Feed
from kiosk.content.web.answer import FEED
from kiosk.content.words.identity import host_of
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import Failed, GotFeed, ReadFeed, Result, failure

__all__ = ["Outcome", "gather"]

Chance = Callable[[], float]


def gather(
    sources: Sequence[FeedSource],
    store: Store,
    *,
    zone: ZoneInfo,
    now: datetime,
    deadline_s: float = 60,
    say: Callable[[str], None],
    proxy: str = "",
    thorough: bool = False,
    chance: Chance = random.random,
    worker: Worker | None = None,
) -> tuple[Outcome, ...]:
    """Ask every source once, then for pages and photographs, each kept as it comes.

    All of it within `deadline_s`, in a worker process: a new one, or `worker`, which is ended then.
    A source that fails stops no other and leaves its stored stories alone. `say` gets a short
    sentence before each step that may take long. A `thorough` round looks again at
    what was looked at lately.
    """
    with worker or Worker() as asked:
        ends = time.monotonic() + deadline_s
        under_way = Round(store, asked, zone, now, ends, say, proxy, thorough)
        outcomes = [_ask(source, under_way, chance) for source in sources]
        for step in (pages, first_photographs, more_photographs):
            outcomes = [_followed(each, step, under_way) for each in outcomes]
    return tuple(outcomes)


def _followed(
    outcome: Outcome, step: Callable[[Outcome, Round], Outcome], under_way: Round
) -> Outcome:
    try:
        return step(outcome, under_way)
    except StoreError as fault:
        return outcome.noted((str(fault),))


def _ask(source: FeedSource, under_way: Round, chance: Chance) -> Outcome:
    name = source.name or host_of(source.url) or source.url
    try:
        state = under_way.store.state(source.url)
        name = source.name or state.name
        if under_way.over:
            return Outcome(source, name, "the time for this round was over before its turn")
        under_way.say(f"{name}: asking for the {'feed' if source.section is None else 'page'}")
        address = _address(source, state)
        result = _read(source, address, state, under_way)
        if not isinstance(result, GotFeed):
            return _failed(source, name, failure(result), state, under_way, chance())
        return _kept(source, address, result, under_way)
    except StoreError as fault:
        return Outcome(source, name, str(fault))


def _address(source: FeedSource, state: SourceState) -> str:
    """Where to ask: at a new address once that is believed, and in turn with it after failures."""
    return state.moved_to if state.moved and state.failures % 2 == 0 else source.url


def _read(source: FeedSource, address: str, state: SourceState, under_way: Round) -> Result:
    limits = under_way.within(FEED)
    task = ReadFeed(
        address,
        source.name,
        source.section,
        _conditions(source, state, under_way.store),
        limits,
        under_way.route(source),
        under_way.zone,
        under_way.now,
    )
    return under_way.ask(address, task, limits)


def _conditions(source: FeedSource, state: SourceState, store: Store) -> Conditions:
    """What makes the GET conditional; nothing after the config renamed the source."""
    renamed = source.name and source.name != state.name
    return NONE if renamed else store.conditions(source.url)


def _failed(
    source: FeedSource,
    name: str,
    failure: Failed,
    state: SourceState,
    under_way: Round,
    chance: float,
) -> Outcome:
    pause = after_failure(
        source.every_s,
        state.failures + 1,
        chance,
        asked_s=failure.retry_after_s,
        unreachable=failure.unreachable,
    )
    next_at = under_way.now + timedelta(seconds=pause)
    wait_until = next_at if failure.retry_after_s else None
    under_way.store.failed(source.url, failure.why, under_way.now, next_at, wait_until)
    named = source.name or failure.source or name
    return Outcome(source, named, failure.why, next_at=next_at)


def _kept(source: FeedSource, address: str, got: GotFeed, under_way: Round) -> Outcome:
    store, now = under_way.store, under_way.now
    next_at = now + timedelta(seconds=after_answer(source.every_s, got.fresh_s))
    changed = False
    if got.feed is None:
        store.unchanged(source.url, now, next_at)
    else:
        changed = store.save(source.url, got.feed, got.conditions, now, next_at)
    if got.moved or address == source.url:
        store.moved(source.url, got.moved)
    name = source.name or store.state(source.url).name
    return Outcome(source, name, None, changed, _dropped(got.feed), next_at)


def _dropped(read: Feed | None) -> tuple[str, ...]:
    count = read.dropped if read else 0
    if not count:
        return ()
    return (f"{count} {'entry' if count == 1 else 'entries'} left out: incomplete or listed twice",)
