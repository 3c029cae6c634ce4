"""`kiosk run`: the scheduler that asks sources at their pace and turns the pages."""

import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, main_thread
from threading import enumerate as enumerate_threads
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from kiosk import app
from kiosk.app import Made
from kiosk.board import Board
from kiosk.config import Config
from kiosk.content.gather import Outcome
from kiosk.content.memory.store import Store
from kiosk.content.office import Office
from kiosk.content.pace import due
from kiosk.content.source import FeedSource
from kiosk.errors import KioskError, PanelError
from kiosk.frame import Frame
from kiosk.ink.prepared import Prepared
from kiosk.layout.spec import Layout
from kiosk.model import Edition
from kiosk.panels.bus import Stopped, never
from kiosk.panels.policy import Occasion, Show, Skip
from kiosk.programme import FIRST, Alert, Turn, after, alerted, settled

LOG = logging.getLogger("kiosk")
# A wall clock that moves this far against the monotonic one was set, not running.
CLOCK_STEP_S = 5.0
# A clerk who has put up a notice waits so long for it.
LOOK_S = 3
_NOTICES = "notices"
# A board that is stopped waits so long for a download that is under way, ...
STOP_AFTER_S = 5.0
# ... and so long for a refresh; a longer one is given up, and the panel laid to rest.
REFRESH_AFTER_S = 12.0
REST_AFTER_S = 4.0
# A panel that nothing happened to for nearly a day is refreshed within this time.
UPKEEP_S = 600

Now = Callable[[], datetime]


class Every(BaseTrigger):  # type: ignore[misc]  # apscheduler ships no types
    """A run each `seconds`, and one, not a thousand, after the clock was set forward."""

    def __init__(self, seconds: int, *, first: int = 0) -> None:
        self.pace = timedelta(seconds=seconds)
        self.first = timedelta(seconds=first)

    def get_next_fire_time(self, before: datetime | None, now: datetime) -> datetime:
        """The next run after `before`; one pace from now where that is past or far away."""
        if before is None:
            return now + self.first
        due = before + self.pace
        return due if now < due <= now + self.pace else now + self.pace


class Service:
    """A board at work: where it is in its programme, and what it last said of each source."""

    def __init__(self, config: Config, now: Now, stopped: Stopped = never) -> None:
        self.config = config
        self.now = now
        self.screen = app.screen(config, stopped)
        self.again: float | None = None
        self.failure = ""
        self.turn = FIRST
        self.newest = ""
        self.notices: frozenset[str] | None = None
        self.frames = 1
        self.alert: Alert | None = None
        self.page = ""
        self.errors: dict[str, str] = {}
        self.office = Office()
        self.prepared = Prepared(config.prepared)
        self.seen: tuple[object, ...] | None = None

    def poll(self, source: FeedSource) -> Outcome:
        """Ask one source."""
        with Store(self.config.state) as store:
            (outcome,) = app.gather(self.config, store, self.now(), LOG.debug, only=source)
            for notice in store.notices:
                LOG.warning("%s", notice)
        self._tell(outcome)
        return outcome

    def look(self) -> bool:
        """Look at what lies in the office's folders and at what was decided; whether it changed.

        Cheap enough to be done every few seconds: a notice leaves the board on its minute.
        """
        now, before = self.now(), self.seen
        self.office = app.office(self.config, now, self.office)
        self.seen = app.seen(self.config, self.office, now)
        return before is not None and self.seen != before

    def develop(self) -> bool:
        """Take copies of new posters; whether the page may look different now."""
        with Store(self.config.state) as store:
            return app.develop(self.config, store, self.now(), LOG.debug)

    def first_poll(self, source: FeedSource) -> datetime:
        """When a source is first asked: at once, but not sooner than it wished before the start."""
        with Store(self.config.state) as store:
            state = store.state(source.url)
        planned = state.wait_until if state.failures else state.next_at
        return due(planned, self.now())

    def turn_page(self) -> None:
        """Show what comes next in the programme."""
        self.redraw(turning=True)

    def redraw(self, *, turning: bool = False) -> None:
        """Make the page of this turn, or of the next, anew and show it if it looks different.

        Something new is shown at once. As long as anything is urgent, its page stands. Outside
        office hours the closing page stands, or the last one, as the config says.
        """
        config = self.config
        with Store(config.state) as store:
            news = app.edition(config, store, self.now(), self.office)
            board = config.board()
            variants = app.layouts_for(config, board)
            page = self._due(news, board, variants, turning=turning)
            if not page:
                return
            problem, lead = self.prepared.problem, self.turn.lead
            made = app.make(
                page, news, board, variants, store.photos, lead=lead, prepared=self.prepared
            )
        if self.prepared.problem != problem:
            LOG.warning("%s", self.prepared.problem or "prepared photographs are kept again")
        opens = self.page == app.CLOSING and page != app.CLOSING
        occasion: Occasion = "urgent" if page == app.URGENT else "opening" if opens else "ordinary"
        self.page = page
        if (decision := self._show(self._frame(made), occasion)) is not None:
            LOG.info("showing %s (%s): %s", made.page.name, made.page.layout, decision.reason)

    def upkeep(self) -> None:
        """Refresh a picture that has stood for a day."""
        self._watched(lambda: self.screen.upkeep(self.now()))

    def _show(self, frame: Frame, occasion: Occasion) -> Show | None:
        """Bring a frame onto the panel; where it must wait, `again` says for how many seconds."""
        return self._watched(lambda: self.screen.show(frame, self.now(), occasion))

    def _watched(self, drive: Callable[[], Show | Skip]) -> Show | None:
        """Drive the panel; a failure is told once, and the feed goes on."""
        self.again = None
        problem = self.screen.problem
        try:
            decision = drive()
        except PanelError as error:
            self.again = self.screen.wait_s
            if str(error) != self.failure:
                LOG.error("%s; tried again in %.0f s", error, self.again)  # noqa: TRY400 - no traceback
            self.failure = str(error)
            return None
        if self.screen.problem != problem:
            LOG.warning("%s", self.screen.problem or "the panel's picture is kept again")
        if isinstance(decision, Skip):
            self.again = decision.wait_s
            return None
        if self.failure:
            LOG.info("the panel works again")
        self.failure = ""
        return decision

    def _due(
        self, news: Edition, board: Board, variants: Sequence[Layout], *, turning: bool
    ) -> str:
        """The page that is due now; "" where the last one stays."""
        if notices := app.alarms(news):
            begins = partial(app.begins, edition=news, board=board, variants=variants)
            self.alert = alerted(self.alert, notices, begins, turning=turning)
            return app.URGENT
        # After an alert the programme goes on where it was.
        turning = turning and self.alert is None
        self.alert = None
        page = self._page(news, board, variants, turning=turning)
        if self.config.hours.is_open(news.now.astimezone(self.config.zone)):
            return page
        if self.config.outside == "closing":
            return app.CLOSING
        # What was urgent must not stay, and after a restart nobody knows what the last page was.
        return page if self.page in ("", app.URGENT) else ""

    def _frame(self, made: Made) -> Frame:
        """The frame of a page that is due."""
        if self.alert is not None:
            self.alert = self.alert.made(len(made.frames))
            return made.frames[self.alert.frame]
        self.frames = len(made.frames)
        return made.frames[min(self.turn.frame, self.frames - 1)]

    def _page(
        self, news: Edition, board: Board, variants: Sequence[Layout], *, turning: bool
    ) -> str:
        """Go to the page that is due, and name it; a board with nothing at all waits."""
        pages = self.config.pages
        filled = app.filled(pages, news, board, variants)
        leads = min(len(news.stories), self.config.lead_stories)
        if turning:
            self.turn = after(self.turn, filled, self.frames, leads)
        self._put_new_first(news)
        self.turn = settled(self.turn, filled, leads)
        return pages[self.turn.page] if any(filled) else app.WAITING

    def _put_new_first(self, news: Edition) -> None:
        """A new story leads at once; a new notice is shown at once."""
        newest = news.stories[0].id if news.stories else ""
        if self.newest and newest != self.newest:
            self.turn = FIRST
        self.newest = newest
        notices = frozenset(notice.id for notice in news.notices)
        if self.notices is not None and notices - self.notices and _NOTICES in self.config.pages:
            self.turn = Turn(self.config.pages.index(_NOTICES), self.turn.lead)
        self.notices = notices

    def _tell(self, outcome: Outcome) -> None:
        """One line when a source begins to fail, fails otherwise, or answers again."""
        error = outcome.error or ""
        if error != self.errors.get(outcome.source.url, ""):
            if error:
                LOG.warning("%s: %s; what is stored stands", outcome.name, error)
            else:
                LOG.info("%s: answers again", outcome.name)
        self.errors[outcome.source.url] = error
        for note in outcome.notes:
            LOG.info("%s: %s", outcome.name, note)


class Stop(Event):
    """That the board was told to stop, and whether a refresh has had its time since then."""

    at = 0.0

    def set(self) -> None:
        self.at = self.at or time.monotonic()
        super().set()

    def late(self) -> bool:
        return self.is_set() and time.monotonic() > self.at + REFRESH_AFTER_S


def run(config: Config) -> int:
    """Keep the board going until SIGTERM or SIGINT; 0 then, 1 if something broke that must not.

    Raises ConfigError, LayoutError before anything is started.
    """
    app.layouts_for(config, config.board())
    stop, broken = Stop(), Event()
    service = Service(config, lambda: datetime.now(UTC), stop.late)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, lambda *_: stop.set())
    _show_first(service)
    scheduler = schedule(service)
    scheduler.add_listener(lambda event: _on_error(event, stop, broken), EVENT_JOB_ERROR)
    scheduler.start()
    LOG.info("%s: running with %d sources", config.name, len(config.sources))
    _watch_clock(scheduler, stop)
    LOG.info("stopping")
    scheduler.shutdown(wait=False)
    code = 1 if broken.is_set() else 0
    driving = service.screen.driving
    _leave(code, REFRESH_AFTER_S + REST_AFTER_S if driving else STOP_AFTER_S)
    return code


def _show_first(service: Service) -> None:
    """The stored page, before any network."""
    try:
        service.look()
        service.redraw()
    except KioskError as error:
        LOG.error("%s", error)  # noqa: TRY400 - a sentence to mend by, no traceback


def schedule(service: Service) -> BackgroundScheduler:
    """The board's jobs: sources, the office's folders, turns, the day, the hours."""
    config = service.config
    scheduler = BackgroundScheduler(
        timezone=config.zone,
        executors={"gather": ThreadPoolExecutor(1), "show": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    agenda = _Agenda(service, scheduler)

    def add(job: Callable[[], None], trigger: Any, name: str) -> None:
        scheduler.add_job(job, trigger, id=name, executor="show")

    agenda.soon(agenda.develop, "develop", "gather")
    for source in config.sources:
        agenda.follow(source)
    agenda.wait()
    add(agenda.look, Every(LOOK_S, first=LOOK_S), "look")
    add(agenda.turn, Every(config.dwell_s, first=config.dwell_s), "turn")
    add(agenda.upkeep, Every(UPKEEP_S, first=UPKEEP_S), "upkeep")
    add(agenda.redraw, CronTrigger(hour=0, minute=0, second=1, timezone=config.zone), "midnight")
    for minute in config.hours.boundaries():
        at = CronTrigger(hour=minute // 60, minute=minute % 60, second=1, timezone=config.zone)
        add(agenda.redraw, at, f"hours {minute // 60:02d}:{minute % 60:02d}")
    return scheduler


class _Agenda:
    """What follows from what: news and notices draw the page anew, a source names its next time."""

    def __init__(self, service: Service, scheduler: BackgroundScheduler) -> None:
        self.service = service
        self.scheduler = scheduler

    def soon(self, job: Callable[[], object], name: str, executor: str) -> None:
        self.scheduler.add_job(job, executor=executor, id=name, replace_existing=True)

    def follow(self, source: FeedSource) -> None:
        self.scheduler.add_job(
            *(self.ask, Every(source.every_s), (source,)),
            id=source.url,
            executor="gather",
            next_run_time=self.service.first_poll(source),
        )

    def ask(self, source: FeedSource) -> None:
        outcome = self.service.poll(source)
        if outcome.changed or outcome.error:
            self.soon(self.redraw, "news", "show")
        due_at = due(outcome.next_at, self.service.now())
        with suppress(JobLookupError):  # the board was stopped while this was asked
            self.scheduler.modify_job(source.url, next_run_time=due_at)

    def redraw(self) -> None:
        self.service.redraw()
        self.wait()

    def turn(self) -> None:
        self.service.turn_page()
        self.wait()

    def upkeep(self) -> None:
        self.service.upkeep()
        self.wait()

    def wait(self) -> None:
        """Draw anew when a panel that rests, or that failed, may be driven again."""
        if self.service.again is not None:
            at = self.service.now() + timedelta(seconds=self.service.again)
            self.scheduler.add_job(
                *(self.redraw, DateTrigger(at)), id="panel", executor="show", replace_existing=True
            )

    def develop(self) -> None:
        if self.service.develop():
            self.soon(self.redraw, "news", "show")

    def look(self) -> None:
        if self.service.look():
            self.soon(self.redraw, "news", "show")
            self.soon(self.develop, "develop", "gather")


def _watch_clock(scheduler: BackgroundScheduler, stop: Event) -> None:
    """Wait for the stop; when somebody sets the clock, every job counts from the new time."""
    offset = time.time() - time.monotonic()
    while not stop.wait(1.0):
        moved = time.time() - time.monotonic()
        if abs(moved - offset) > CLOCK_STEP_S:
            LOG.warning("the clock was set by %+.0f s; every job starts anew", moved - offset)
            offset = moved
            for job in scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))


def _on_error(event: JobExecutionEvent, stop: Event, broken: Event) -> None:
    """What a person can mend is said and tried again later; anything else ends the process."""
    if isinstance(event.exception, KioskError):
        LOG.error("%s", event.exception)
        return
    LOG.critical("%s broke: %r\n%s", event.job_id, event.exception, event.traceback)
    broken.set()
    stop.set()


def _leave(code: int, within_s: float) -> None:
    """End the process even while a download hangs: everything on disk is whole at any moment."""
    deadline = time.monotonic() + within_s
    threads = [one for one in enumerate_threads() if one is not main_thread() and not one.daemon]
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    if any(thread.is_alive() for thread in threads):
        logging.shutdown()
        os._exit(code)
