"""A year of the whole board: its portal fails, its clock is set, its disk is full, its panel hangs.

The board is what `kiosk run` is, in one process, in time that passes from one of its jobs to the
next. What must stand on the glass is worked out here from what was done to the board.
"""

import faulthandler
import gc
import heapq
import logging
import os
import random
import threading
import time as clocks
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, time, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from bulletin import publishing
from msgspec import Struct
from panelwires import Faulty
from trials import clerk, editors, passers_by, trials
from virtual import Time
from ward import CITY, FIRST, WARD, ZONE, Disk, Drawn, Ward, local

from kiosk import agenda, mishaps
from kiosk.content import gather as gathering
from kiosk.content.work.process import Worker
from kiosk.panels import simulation

DAYS = int(os.environ.get("KIOSK_YEAR_DAYS", "365"))
SEED = int(os.environ.get("KIOSK_YEAR_SEED", "1"))
# A day may take so long on a slow machine.
DAY_S = 120
# Memory is flat after so many days, but for caches of words and pictures that fill up to a bound,
# and for what this test itself remembers of a year.
WARM, GROWS = 20, 1.2
# The disk is flat once there are as many stories as a board keeps, 200 of each source.
SETTLED, MORE = 120, 1.25
# A line a refresh; after sixteen MiB the oldest go.
SHOWN_A_DAY = 20_000
FOLDERS = ("photos", "prepared", "shown")
# Of two sources: seven on a quiet day, more with starts and clocks that are set; a redirect that
# goes in a circle is followed for some rounds each time.
MOST_POLLS = 48

# Asked, turned and looked at more rarely than a real one is, so that a year takes minutes.
LOOK_S, REPORT_S, UPKEEP_S, BEAT_S = 600, 4 * 3600, 3600, 4 * 3600
LOG = logging.getLogger("kiosk")


class Size(Struct, frozen=True):
    """What the board takes up, once a day."""

    resident_kb: int
    handles: int
    polls: int
    threads: int
    database: int
    photographs: int
    prepared: int
    shown: int
    others: int


def size(ward: Ward) -> Size:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    own = [path for path in ward.state.rglob("*") if path.is_file()]
    kept = {name: [path for path in own if path.parent.name == name] for name in FOLDERS}
    return Size(
        resident_kb=pages * os.sysconf("SC_PAGE_SIZE") // 1024,
        handles=len(list(Path("/proc/self/fd").iterdir())),
        polls=ward.portal.polls,
        threads=threading.active_count(),
        database=(ward.state / "kiosk.db").stat().st_size,
        photographs=len(kept["photos"]),
        prepared=len(kept["prepared"]),
        shown=sum(path.stat().st_size for path in kept["shown"]),
        others=len(own) - sum(map(len, kept.values())),
    )


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where there is such a place: a year of fsync would take a disk half an hour."""
    memory = Path("/dev/shm")  # noqa: S108 - of its own below
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@contextmanager
def logged(state: Path, now: Time) -> Iterator[None]:
    """The log goes where `kiosk run` keeps it, and no line of a year's into pytest's memory."""
    keeper = mishaps.Ring(state, now.now, lambda: now.ticks)
    tail, level = Tail(now), LOG.level
    LOG.addHandler(keeper)
    LOG.addHandler(tail)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    # As `kiosk run` has it: the agenda tells errors as sentences.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    try:
        yield
    except BaseException as error:
        error.add_note("\n".join((*tail.lines, f"{now.true.astimezone(ZONE)}")))
        raise
    finally:
        LOG.propagate = True
        LOG.setLevel(level)
        LOG.removeHandler(tail)
        LOG.removeHandler(keeper)


class Tail(logging.Handler):
    """The last lines of the log, for whoever has to find out why a day was wrong."""

    def __init__(self, now: Time) -> None:
        super().__init__(logging.INFO)
        self.now = now
        self.lines: deque[str] = deque(maxlen=30)

    def emit(self, record: logging.LogRecord) -> None:
        at = self.now.true.astimezone(ZONE)
        self.lines.append(f"{at:%d/%m %H:%M:%S} {record.levelname} {record.getMessage()}")


class Lasting(Worker):
    """A worker process that is begun once for many rounds."""

    def __exit__(self, *_: object) -> None:
        """It is ended by whoever began it."""

    def ends(self) -> None:
        self._end()


def test_a_year(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(SEED)
    random.seed(SEED)
    for name, pace in (("LOOK_S", LOOK_S), ("REPORT_S", REPORT_S), ("UPKEEP_S", UPKEEP_S)):
        monkeypatch.setattr(agenda, name, pace)
    monkeypatch.setattr(agenda, "BEAT_S", BEAT_S)
    worker = Lasting()
    monkeypatch.setattr(gathering, "Worker", lambda: worker)
    now = Time(local(FIRST, time()).astimezone(UTC), folder / "root")
    now.asked_by_everybody(monkeypatch)
    now.synchronised.touch()
    (folder / "state").mkdir()
    disk = Disk(folder / "state")
    try:
        with publishing((CITY, WARD)) as portal, logged(folder / "state", now):
            drawn = Drawn(monkeypatch)
            ward = Ward(folder, now, portal, disk, drawn, chance)
            player = simulation.player

            def stuck(panel: Any, wires: Any, stopped: Any) -> Any:
                return player(panel, Faulty(wires, stuck=False) if ward.stuck else wires, stopped)

            monkeypatch.setattr(simulation, "player", stuck)
            _live(ward, worker)
    finally:
        worker.ends()
        disk.gone()


def _live(ward: Ward, worker: Lasting) -> None:
    lives = [life(ward, FIRST, DAYS) for life in (editors, clerk, passers_by, trials)]
    # A year of a few days has no trials.
    queue = [(at, number) for number, life in enumerate(lives) for at in islice(life, 1)]
    heapq.heapify(queue)
    sizes: list[Size] = []
    day, ends = FIRST, FIRST + timedelta(days=DAYS)
    began = clocks.monotonic()
    while day < ends:
        at, number = heapq.heappop(queue)
        if at.date() > day:
            ward.lives(local(at.date(), time(0, 30)))
            worker.ends()
            faulthandler.dump_traceback_later(DAY_S, exit=True)
            sizes.append(size(ward))
            ward.portal.polls = 0
            day = at.date()
            if day.day == 1:
                print(f"{day} after {clocks.monotonic() - began:.0f} s: {sizes[-1]}", flush=True)
        ward.lives(at)
        with suppress(StopIteration):
            heapq.heappush(queue, (next(lives[number]), number))
    stays_small(sizes)


def stays_small(sizes: list[Size]) -> None:
    """What the board takes up is bounded on every day, and after some weeks it is flat."""
    first = sizes[0]
    for day, one in enumerate(sizes, 1):
        assert one.polls <= MOST_POLLS, (day, one)
        assert one.threads <= first.threads, one
        assert one.handles <= first.handles + 2, one
        assert one.photographs <= 300, one
        assert one.prepared <= 200, one
        assert one.shown <= day * SHOWN_A_DAY, one
        assert one.others <= first.others + 3, one
    for day, part, most in (
        (WARM, "resident_kb", GROWS),
        (SETTLED, "database", MORE),
        (SETTLED, "photographs", MORE),
    ):
        seen = [getattr(one, part) for one in sizes[day:]]
        assert max(seen, default=0) <= most * next(iter(seen), 0), (part, seen)
