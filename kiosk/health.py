"""How a board is doing, in sentences and as JSON: its panel, sources, stories, office's files."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct, to_builtins

from kiosk import app, editing, mishaps, showings, vitals
from kiosk.clock import Belief, believed
from kiosk.coming import Coming, coming
from kiosk.config import Config
from kiosk.content.memory import desk
from kiosk.content.memory.store import SourceState, Store
from kiosk.content.source import FeedSource
from kiosk.mishaps import Mishap
from kiosk.showings import Line
from kiosk.vitals import Vitals

# A person reads the newest; JSON has all that are kept.
_ERRORS = 5


class SourceHealth(Struct, frozen=True):
    """A portal: when it last answered, what it last failed of, when it may be asked again.

    `moved_to` is the address that is asked instead, after three permanent redirects; `stories` are
    those of it on the board, `held` those that wait for a person.
    """

    url: str
    name: str
    kind: str
    answered_at: datetime | None
    failures: int
    last_error: str | None
    last_error_at: datetime | None
    next_at: datetime | None
    moved_to: str
    stories: int
    held: int


class PanelHealth(Struct, frozen=True):
    """The glass: when it was last refreshed and how, and when the last full one was.

    `known`: whether it is certain what the glass shows. `driven`: whether a process has the panel
    now. `failures` in a row, with the last one's sentence, and when it is tried again.
    """

    model: str
    known: bool
    driven: bool
    refreshed_at: datetime | None
    refresh: str
    full_at: datetime | None
    refreshes: int
    failures: int
    last_error: str
    last_error_at: datetime | None
    next_at: datetime | None


class ShownHealth(Struct, frozen=True):
    """What was shown last: frame `frame` of `frames` of a page, since when.

    `sure`: whether the clock was to be believed then. `notices` and `stories` are ids.
    """

    page: str
    frame: int
    frames: int
    since: datetime
    sure: bool
    notices: tuple[str, ...]
    stories: tuple[str, ...]


class OfficeHealth(Struct, frozen=True):
    """Whether the office is open by its hours, the holiday that it keeps, and what comes when.

    `changes_at` is when it next opens or closes; None if that is further off than two months.
    """

    open: bool
    holiday: str
    changes_at: datetime | None


class Health(Struct, frozen=True):
    """A board at `now`; `problems` are sentences about its store and its office's files.

    `office` is None for a board without hours, or while the clock can't be believed; `panel` is
    None for a board that is a picture file, `shown` as long as `kiosk run` never showed anything,
    `next` where nothing else is to come or nobody knows what.
    `errors` are the last things that went wrong, oldest first, over restarts.
    """

    board: str
    zone: ZoneInfo
    now: datetime
    stale_since: datetime | None
    office: OfficeHealth | None
    panel: PanelHealth | None
    shown: ShownHealth | None
    next: Coming | None
    sources: tuple[SourceHealth, ...]
    vitals: Vitals
    problems: tuple[str, ...]
    errors: tuple[Mishap, ...]

    @property
    def well(self) -> bool:
        """Whether all is as it should be."""
        return not self.complaints()

    @property
    def dark(self) -> str:
        """Why nothing new can be shown, as a sentence; "" where it can."""
        if self.panel and self.panel.failures:
            return f"{self.panel.model}: {self.panel.last_error}"
        return ""

    def complaints(self) -> tuple[str, ...]:
        """What is not as it should be, the worst first."""
        said = [self.dark] if self.dark else []
        said += [
            f"{source.name}: {source.last_error or 'never answered yet'}"
            for source in self.sources
            if source.last_error or not source.answered_at
        ]
        if self.stale_since:
            said.append(f"the news is old, since {self._time(self.stale_since)}")
        return (*said, *self.problems, *self.vitals.problems())

    def lines(self) -> tuple[str, ...]:
        """What a person should know, a sentence a line."""
        lines = [self._of_office(self.office)] if self.office else []
        lines += self._of_panel(self.panel) if self.panel else []
        lines += self._of_shown(self.shown) if self.shown else []
        lines += self._of_next(self.next) if self.next else []
        lines += [line for source in self.sources for line in self._of(source)]
        if self.stale_since:
            lines.append(
                f"the board says that its news is old, since {self._time(self.stale_since)}"
            )
        lines += [*self.problems, *self.vitals.problems()]
        if self.vitals.clock == "unsure":
            lines.append("the clock was not set by the network or a battery; it may be wrong")
        return (*lines, *self._of_errors())

    def json(self) -> str:
        """The same for programs; times are ISO 8601 in UTC."""
        told = {"well": self.well} | to_builtins(self, builtin_types=(datetime,), enc_hook=str)
        return json.dumps(told, ensure_ascii=False, indent=1, default=_iso)

    def _of_office(self, office: OfficeHealth) -> str:
        state = "open" if office.open else "closed"
        why = f" ({office.holiday})" if office.holiday else ""
        until = f" until {self._time(office.changes_at)}" if office.changes_at else ""
        return f"the office is {state}{why}{until}"

    def _of_panel(self, panel: PanelHealth) -> list[str]:
        if panel.refreshed_at is None:
            lines = [f"{panel.model}: not refreshed yet"]
        else:
            often = f"{panel.refreshes} refreshes in all"
            last = f"refreshed {self._time(panel.refreshed_at)} ({panel.refresh})"
            full = f", the last full one {self._time(panel.full_at)}" if panel.full_at else ""
            lines = [f"{panel.model}: {last}{full}; {often}"]
            if not panel.known and not panel.driven:
                lines.append("  that refresh did not end; all of the glass is refreshed next")
        if panel.driven:
            lines.append("  a process drives it now")
        if panel.failures and panel.last_error_at and panel.next_at:
            times = "once" if panel.failures == 1 else f"{panel.failures} times in a row"
            at, again = self._time(panel.last_error_at), self._time(panel.next_at)
            lines.append(f"  failed {times}, last {at}: {panel.last_error}; tried again {again}")
        return lines

    def _of(self, source: SourceHealth) -> list[str]:
        if source.answered_at:
            answered = f"answered {self._time(source.answered_at)}"
        else:
            answered = "never answered yet"
        held = f", {source.held} held for approval" if source.held else ""
        again = f"; asked again {self._time(source.next_at)}" if source.next_at else ""
        count = "1 story" if source.stories == 1 else f"{source.stories} stories"
        lines = [f"{source.name}: {answered}, {count} on the board{held}{again}"]
        if source.last_error and source.last_error_at:
            times = "once" if source.failures == 1 else f"{source.failures} times in a row"
            at = self._time(source.last_error_at)
            lines.append(f"  failed {times}, last {at}: {source.last_error}")
        if source.moved_to:
            lines.append(f"  has moved for good to {source.moved_to}; write that into kiosk.toml")
        return lines

    def _of_shown(self, shown: ShownHealth) -> list[str]:
        page = shown.page if shown.frames == 1 else f"{shown.page} {shown.frame}/{shown.frames}"
        doubt = "" if shown.sure else " (the clock was not to be trusted then)"
        return [f"showed {page} last, from {self._time(shown.since)} on{doubt}"]

    def _of_next(self, one: Coming) -> list[str]:
        page = one.page if one.frame == 1 else f"{one.page}, frame {one.frame},"
        return [f"  next {page} at {self._time(one.at)}"]

    def _of_errors(self) -> list[str]:
        if not self.errors:
            return []
        lines = ["what went wrong last:"]
        for one in reversed(self.errors[-_ERRORS:]):
            since = f", {one.times} times since {self._time(one.first)}" if one.times > 1 else ""
            lines.append(f"  {self._time(one.last)}{since}: {one.says}")
        return lines

    def _time(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%d/%m/%Y %H:%M}"


def status(config: Config, now: datetime, refused: str = "", root: Path = Path("/")) -> Health:
    """How the board is doing, from what is stored, on the computer under `root`.

    `refused` is what is broken in its settings.

    Raises StoreError.
    """
    with Store(config.state) as store:
        filed = editing.stories(config, store, now)
        counts = [(one.source, one.state in (desk.SHOWN, desk.PINNED)) for one in filed]
        held = [one.source for one in filed if one.state == desk.HELD]
        sources = tuple(
            _source(
                one,
                store.state(one.url),
                counts.count((one.url, True)),
                held.count(one.url),
            )
            for one in config.sources
        )
        answered = store.answered([source.url for source in config.sources])
        stale = editing.stale_since(config, answered, now)
        own = editing.office(config, now)
        problems = editing.problems(own, store)
    shown, said = showings.latest(config.state)
    belief = believed(now, editing.last_answer(answered))
    if refused:
        problems += (refused,)
    if config.follows_nothing:
        problems += (f"{config.path}: there is no [[source]]; write one",)
    return Health(
        board=config.name,
        zone=config.zone,
        now=now,
        stale_since=stale,
        office=_office(config, belief),
        panel=_panel(config),
        shown=_shown(shown),
        next=coming(config, said, own.all_notices, now) if belief.sure else None,
        sources=sources,
        vitals=vitals.look(config.state, now, root),
        problems=problems,
        errors=mishaps.read(config.state),
    )


def _office(config: Config, belief: Belief) -> OfficeHealth | None:
    if config.hours.always or not belief.sure:
        return None
    here = belief.now.astimezone(config.zone)
    return OfficeHealth(
        open=config.hours.is_open(here),
        holiday=config.hours.holiday(here.date()),
        changes_at=config.hours.next_change(here),
    )


def _panel(config: Config) -> PanelHealth | None:
    found = app.remembered(config)
    if found is None:
        return None
    past, driven = found
    return PanelHealth(
        model=config.model,
        known=bool(past.digest) and not past.driving,
        driven=driven,
        refreshed_at=past.at,
        refresh=past.how,
        full_at=past.full_at,
        refreshes=past.refreshes,
        failures=past.failures,
        last_error=past.error,
        last_error_at=past.error_at,
        next_at=past.retry_at,
    )


def _shown(line: Line | None) -> ShownHealth | None:
    if line is None or line.standing is None:
        return None
    one = line.standing
    notices = tuple(notice.id for notice in one.notices)
    return ShownHealth(one.page, one.frame, one.frames, line.at, line.trusted, notices, one.stories)


def _source(source: FeedSource, state: SourceState, stories: int, held: int) -> SourceHealth:
    return SourceHealth(
        url=source.url,
        name=source.name or state.name,
        kind="feed" if source.section is None else "listing",
        answered_at=state.answered_at,
        failures=state.failures,
        last_error=state.last_error,
        last_error_at=state.last_error_at,
        next_at=state.next_at,
        moved_to=state.moved_to if state.moved else "",
        stories=stories,
        held=held,
    )


def _iso(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
