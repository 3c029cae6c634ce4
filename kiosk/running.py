"""`kiosk run`: signals, the clock, systemd and its watchdog, settings that change, the end."""

import logging
import os
import signal
import sys
import time
from datetime import UTC, datetime
from threading import Event, main_thread
from threading import enumerate as enumerate_threads

from kiosk import atlas, settings
from kiosk.agenda import Agenda, schedule
from kiosk.config import Config
from kiosk.errors import ConfigError, KioskError, LayoutError
from kiosk.files import sweep
from kiosk.memory import give_back
from kiosk.notify import ALIVE, READY, STOPPING, notify, reloading
from kiosk.panels.picture import Picture
from kiosk.panels.screen import Screen
from kiosk.pulse import Pulse
from kiosk.service import Service

LOG = logging.getLogger("kiosk")
# A wall clock that moves this far against the monotonic one was set, not running.
CLOCK_STEP_S = 5.0
# How often clock, settings and pulse are looked at, and of these looks how many go by between two
# signs of life.
LOOK_S = 1.0
ALIVE_EACH = 10
# A board that is stopped waits so long for a download that is under way, ...
STOP_AFTER_S = 5.0
# ... and so long for a refresh; a longer one is given up, and the panel laid to rest.
REFRESH_AFTER_S = 12.0
REST_AFTER_S = 4.0
LEAVE_LOOK_S = 0.05


class Stop(Event):
    """That the board was told to stop, and whether a refresh has had its time since then."""

    at = 0.0

    def set(self) -> None:
        self.at = self.at or time.monotonic()
        super().set()

    def late(self) -> bool:
        return self.is_set() and time.monotonic() > self.at + REFRESH_AFTER_S


def run(config: Config, refused: str = "") -> int:
    """Keep the board going until SIGTERM or SIGINT; 0 then, 1 if something broke that must not.

    `refused` is what is broken in settings, where those that were good before are used.
    """
    stop, broken, hung_up = Stop(), Event(), Event()
    _listen(stop, hung_up)
    stamp = settings.stamp(config)
    if config.beside is None:
        _keep(config)
    sweep(config.state, _now())
    service = Service(config, _now, stop.late)
    _show_first(service)
    if stop.is_set():
        service.stop()
        return 0
    notify(READY)
    board = _Board(service, stop, hung_up, stamp)
    board.agenda.reporter.refused = refused

    def break_off() -> None:
        broken.set()
        stop.set()

    board.agenda.on_error(break_off)
    board.scheduler.start()
    LOG.info("%s: running with %d sources", config.name, len(config.sources))
    board.watch()
    LOG.info("stopping")
    notify(STOPPING)
    board.agenda.end()
    board.agenda.service.stop()
    atlas.save()
    code = 1 if broken.is_set() else 0
    _leave(code, board.agenda.service.screen)
    return code


class _Board:
    """A running board, as its main thread sees it."""

    def __init__(self, service: Service, stop: Stop, hung_up: Event, stamp: settings.Stamp) -> None:
        self.stop = stop
        self.hung_up = hung_up
        self.pulse = Pulse()
        self.agenda = schedule(service, self.pulse)
        self.scheduler = self.agenda.scheduler
        self.stamp = stamp
        self.hangs = ""

    def watch(self) -> None:
        """Look at everything, again and again, until the stop."""
        offset, looks = time.time() - time.monotonic(), 0
        while not self.stop.wait(LOOK_S):
            offset = self._clock(offset)
            self._settings()
            if looks % ALIVE_EACH == 0:
                self._live()
            looks += 1

    def _clock(self, offset: float) -> float:
        """When somebody sets the clock, every job counts from the new time."""
        moved = time.time() - time.monotonic()
        if abs(moved - offset) <= CLOCK_STEP_S:
            return offset
        LOG.warning("the clock was set by %+.0f s; every job starts anew", moved - offset)
        for job in self.scheduler.get_jobs():
            job.modify(next_run_time=_now())
        return moved

    def _settings(self) -> None:
        """Read settings anew after SIGHUP, or when one of their files has changed."""
        found = settings.stamp(self.agenda.service.config)
        if found == self.stamp and not self.hung_up.is_set():
            return
        self.hung_up.clear()
        self.stamp = found
        notify(*reloading())
        self._reload()
        notify(READY)

    def _reload(self) -> None:
        before = self.agenda.service
        try:
            config = settings.fresh(before.config.path)
        except (ConfigError, LayoutError) as error:
            said = f"{error}; the settings before stay"
            LOG.error("%s", said)  # noqa: TRY400 - a sentence to mend by
            self.agenda.reporter.refused = said
            return
        self.agenda.retire()
        service = Service(config, _now, self.stop.late)
        service.take_over(before)
        self.agenda = Agenda(service, self.scheduler, self.pulse)
        self.agenda.fill()
        _keep(config)
        self.agenda.soon(self.agenda.redraw, "news", "show")
        LOG.info("%s: settings read anew", config.name)

    def _live(self) -> None:
        """Tell systemd that the board lives, as long as all of it gets on."""
        hangs = self.pulse.hangs()
        if hangs and not self.hangs:
            LOG.critical("%s; systemd will start the board anew", hangs)
        self.hangs = hangs
        if not hangs:
            notify(ALIVE, f"STATUS={self.agenda.service.told()}")


def _keep(config: Config) -> None:
    if problem := settings.keep(config):
        LOG.warning("%s", problem)


def _now() -> datetime:
    return datetime.now(UTC)


def _listen(stop: Stop, hung_up: Event) -> None:
    """SIGTERM and Ctrl-C stop the board; SIGHUP stops it with its terminal, else reads settings."""
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup has it
        ends = sys.stdin is not None and sys.stdin.isatty()
        signal.signal(signal.SIGHUP, lambda *_: (stop if ends else hung_up).set())


def _show_first(service: Service) -> None:
    """The stored page, before any network."""
    try:
        service.look()
        service.redraw()
        give_back()
    except KioskError as error:
        LOG.error("%s", error)  # noqa: TRY400 - a sentence to mend by, no traceback


def _leave(code: int, screen: Screen | Picture) -> None:
    """End the process even while a download hangs: everything on disk is whole at any moment."""
    began = time.monotonic()
    # Threads of executors count as daemons, yet Python would wait for them.
    threads = [one for one in enumerate_threads() if one is not main_thread()]
    while any(thread.is_alive() for thread in threads):
        within_s = REFRESH_AFTER_S + REST_AFTER_S if screen.driving else STOP_AFTER_S
        if time.monotonic() > began + within_s:
            logging.shutdown()
            os._exit(code)
        time.sleep(LEAVE_LOOK_S)
