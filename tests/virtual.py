"""A board at work in time that a test lets pass: all that asks what time it is asks this."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from apscheduler.executors.base import BaseExecutor, run_job
from apscheduler.schedulers import base as schedulers
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers import date as dates

from kiosk import agenda, running, service, settings
from kiosk.clock import SYNCHRONISED, believed
from kiosk.config import Config
from kiosk.panels.screen import Screen
from kiosk.running import Stop
from kiosk.service import Service

# More jobs at one moment are a board that spins.
SPINS = 200


class Time:
    """The true time, seconds that nobody sets, and by how much the board's clock is wrong."""

    def __init__(self, true: datetime, root: Path) -> None:
        self.true, self.ticks, self.wrong = true, 0.0, timedelta()
        self.synchronised = root / SYNCHRONISED.relative_to("/")
        self.synchronised.parent.mkdir(parents=True)

    def now(self) -> datetime:
        """What the board's clock says."""
        return self.true + self.wrong

    def passes(self, seconds: float) -> None:
        self.true += timedelta(seconds=seconds)
        self.ticks += seconds

    def asked_by_everybody(self, patch: pytest.MonkeyPatch) -> None:
        """Let kiosk and APScheduler ask this, and nobody else."""

        class Told(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return self.now().astimezone(tz)

        patch.setattr(schedulers, "datetime", Told)
        patch.setattr(dates, "datetime", Told)
        seconds = SimpleNamespace(monotonic=lambda: self.ticks, time=lambda: self.now().timestamp())
        for module in (agenda, running, service):
            patch.setattr(module, "time", seconds)
        patch.setattr(running, "_now", self.now)
        patch.setattr(service, "trusted", lambda _: self.synchronised.exists())
        # A default is what was true when its module was read.
        patch.setattr(believed, "__defaults__", (self.synchronised,))
        patch.setattr(Screen.__init__, "__defaults__", (seconds.monotonic,))
        patch.setattr(agenda, "BackgroundScheduler", partial(Stepped, self.passes))
        patch.setattr(agenda, "ThreadPoolExecutor", Later)


class Later(BaseExecutor):  # type: ignore[misc]  # apscheduler ships no types
    """Keeps jobs until somebody does them, as threads would, after the scheduler's own work."""

    def __init__(self, workers: int) -> None:
        super().__init__()
        assert workers == 1
        self.waiting: deque[tuple[Any, Any]] = deque()

    def do(self) -> int:
        """Do what waits; how many jobs that was."""
        done = 0
        while self.waiting:
            job, times = self.waiting.popleft()
            events = run_job(job, job._jobstore_alias, times, self._logger.name)  # noqa: SLF001 - an executor's part
            self._run_job_success(job.id, events)
            done += 1
        return done

    def _do_submit_job(self, job: Any, run_times: Any) -> None:
        self.waiting.append((job, run_times))


class Stepped(BaseScheduler):  # type: ignore[misc]  # as above
    """APScheduler itself, without a thread."""

    def __init__(self, passes: Callable[[float], None], **options: Any) -> None:
        super().__init__(**options)
        self.passes = passes

    def _create_default_executor(self) -> Later:
        return Later(1)

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002 - apscheduler's own
        super().shutdown(wait)

    def wakeup(self) -> None:
        """It is asked again before time passes."""

    def step(self) -> float:
        """Do all that is due at this moment; in how many seconds there is more."""
        for _ in range(SPINS):
            wait: float = self._process_jobs()
            if not sum(executor.do() for executor in self._executors.values()):
                return wait
            # Work takes time; what waits for less than a millisecond must not wait for ever.
            self.passes(0.001)
        raise AssertionError(f"at one moment there is always more to do: {self.get_jobs()}")


class Board:
    """What `kiosk run` is from its start on, but for signals and systemd."""

    def __init__(self, config: Config, refused: str, time: Time) -> None:
        self.time = time
        self.broken: list[str] = []
        running._keep(config)  # noqa: SLF001 - the steps of running.run, one by one
        begun = Service(config, time.now)
        running._show_first(begun)  # noqa: SLF001 - as above
        stamp = settings.stamp(config)
        self.process = running._Board(begun, Stop(), Event(), stamp)  # noqa: SLF001 - as above
        self.process.agenda.reporter.refused = refused
        self.process.agenda.on_error(lambda: self.broken.append("a job broke"))
        self.process.scheduler.start()
        self._offset = time.now().timestamp() - time.ticks

    @property
    def service(self) -> Service:
        return self.process.agenda.service

    @property
    def refused(self) -> str:
        return self.process.agenda.reporter.refused

    def lives(self, until: datetime, happens: Callable[[], None] = lambda: None) -> None:
        """Let it work until a true time; `happens` is called after each moment's work."""
        until = until.astimezone(UTC)
        while True:
            self._offset = self.process._clock(self._offset)  # noqa: SLF001 - its main thread's look
            self.process._settings()  # noqa: SLF001 - as above
            wait = self.process.scheduler.step()
            assert not self.broken, self.broken
            happens()
            left = (until - self.time.true).total_seconds()
            if left <= 0:
                return
            self.time.passes(min(max(wait, 0.001), left))

    def stops(self) -> None:
        """SIGTERM."""
        self.process.agenda.end()
        self.service.stop()

    def cut(self) -> None:
        """Its supply."""
        self.process.scheduler.shutdown(wait=False)
