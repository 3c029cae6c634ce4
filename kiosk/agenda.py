"""When things happen: the board's jobs, in APScheduler."""

import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from kiosk.content.pace import due
from kiosk.content.source import FeedSource
from kiosk.errors import KioskError
from kiosk.memory import give_back
from kiosk.pulse import BEAT_S, Pulse
from kiosk.reporting import REPORT_S, Reporter
from kiosk.service import Service

LOG = logging.getLogger("kiosk")
# A clerk who has put up a notice waits so long for it.
LOOK_S = 3
# A panel that nothing happened to for nearly a day is refreshed within this time.
UPKEEP_S = 600
# The boards of a city come up together after a power cut, and must not all ask at once: each
# waits up to so long at its start, and up to so much of a source's pace more each time.
SPREAD_S, SPREAD = 60, 0.1


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


def schedule(service: Service, pulse: Pulse) -> "Agenda":
    """The board's jobs in a scheduler that is not yet started."""
    scheduler = BackgroundScheduler(
        timezone=service.config.zone,
        executors={name: ThreadPoolExecutor(1) for name in ("gather", "show", "beat")},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    agenda = Agenda(service, scheduler, pulse)
    agenda.fill()
    return agenda


class Agenda:
    """What follows from what: news and notices draw the page anew, a source names its next time.

    `retired`: another one has taken its place, and what is still under way plans nothing more.
    """

    def __init__(
        self,
        service: Service,
        scheduler: BackgroundScheduler,
        pulse: Pulse,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.service = service
        self.scheduler = scheduler
        self.pulse = pulse
        self.chance = chance
        self.retired = False
        self.reporter = Reporter(service.config, service.now, time.monotonic)

    def fill(self) -> None:
        """Plan everything: sources, the office's folders, turns, the day, the hours."""
        config = self.service.config
        # Its own executor: a refresh of the panel takes longer than a beat.
        self.scheduler.add_job(self.pulse.beat, Every(BEAT_S), id="beat", executor="beat")
        self.soon(self.develop, "develop", "gather")
        each = Every(REPORT_S, first=REPORT_S)
        self.scheduler.add_job(self.report, each, id="report", executor="gather")
        for source in config.sources:
            self.follow(source)
        self.wait()
        self._every(self.look, LOOK_S, "look")
        self._every(self.turn, self.service.dwell_s, "turn")
        self._every(self.upkeep, UPKEEP_S, "upkeep")
        midnight = CronTrigger(hour=0, minute=0, second=1, timezone=config.zone)
        self._at(self.redraw, midnight, "midnight")
        for minute in config.hours.boundaries():
            at = CronTrigger(hour=minute // 60, minute=minute % 60, second=1, timezone=config.zone)
            self._at(self.redraw, at, f"hours {minute // 60:02d}:{minute % 60:02d}")

    def on_error(self, break_off: Callable[[], None]) -> None:
        """What a person can mend is said and tried again later; anything else ends the board."""

        def tell(event: JobExecutionEvent) -> None:
            if isinstance(event.exception, KioskError):
                LOG.error("%s", event.exception)
                return
            LOG.critical("%s broke: %r\n%s", event.job_id, event.exception, event.traceback)
            break_off()

        self.scheduler.add_listener(tell, EVENT_JOB_ERROR)

    def retire(self) -> None:
        """Plan nothing more."""
        self.retired = True
        self.scheduler.remove_all_jobs()

    def end(self) -> None:
        """Stop the scheduler; jobs that are under way are not waited for."""
        # Its thread trips over a shutdown in the middle of its work; paused, it begins none, and
        # whoever asks for jobs waits until it has ended what it had begun.
        self.scheduler.pause()
        self.scheduler.get_jobs()
        self.scheduler.shutdown(wait=False)

    def soon(self, job: Callable[[], object], name: str, executor: str) -> None:
        """Do a job as soon as its executor is free."""
        if not self.retired:
            self.scheduler.add_job(job, executor=executor, id=name, replace_existing=True)

    def follow(self, source: FeedSource) -> None:
        """Ask a source at its pace."""
        first = self.service.first_poll(source)
        if self.service.knows(source):
            first += timedelta(seconds=self.chance() * min(SPREAD_S, source.every_s))
        self.scheduler.add_job(
            *(self.ask, Every(source.every_s), (source,)),
            id=source.url,
            executor="gather",
            next_run_time=first,
        )

    def ask(self, source: FeedSource) -> None:
        with self.pulse.at("gather"):
            outcome = self.service.poll(source)
        if outcome.changed or outcome.error:
            self.soon(self.redraw, "news", "show")
        more = timedelta(seconds=self.chance() * SPREAD * source.every_s)
        now = self.service.now()
        # What could not even be remembered is no reason to ask at once.
        due_at = due(outcome.next_at or now + timedelta(seconds=source.every_s), now) + more
        with suppress(JobLookupError):  # the board was stopped, or follows others now
            self.scheduler.modify_job(source.url, next_run_time=due_at)

    def develop(self) -> None:
        with self.pulse.at("gather"):
            found = self.service.develop()
        if found:
            self.soon(self.redraw, "news", "show")

    def report(self) -> None:
        with self.pulse.at("gather"):
            self.reporter.report()

    def look(self) -> None:
        with self.pulse.at("show"):
            changed = self.service.look()
        if changed:
            self.soon(self.redraw, "news", "show")
            self.soon(self.develop, "develop", "gather")

    def redraw(self) -> None:
        self._show(self.service.redraw)

    def turn(self) -> None:
        self._show(self.service.turn_page)

    def upkeep(self) -> None:
        self._show(self.service.upkeep)

    def wait(self) -> None:
        """Draw anew when a panel that rests, or that failed, may be driven again."""
        if self.service.again is not None and not self.retired:
            at = self.service.now() + timedelta(seconds=self.service.again)
            self._at(self.redraw, DateTrigger(at), "panel")

    def _show(self, job: Callable[[], None]) -> None:
        before = self.service.page, self.service.turn
        with self.pulse.at("show"):
            job()
            give_back()
        self.wait()
        if (self.service.page, self.service.turn) != before and not self.retired:
            # What stands now stands from now on for its own time.
            self._every(self.turn, self.service.dwell_s, "turn")

    def _every(self, job: Callable[[], None], seconds: int, name: str) -> None:
        self._at(job, Every(seconds, first=seconds), name)

    def _at(self, job: Callable[[], None], trigger: Any, name: str) -> None:
        self.scheduler.add_job(job, trigger, id=name, executor="show", replace_existing=True)
