"""What a day of the service writes, counted by the kernel: a card bears only so much.

The day passes as fast as the board's jobs are done. All that the kernel says the board's thread
wrote is accounted for by the kind of file; SQLite's part is what it writes while it is asked.
"""

import logging
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copy, copytree
from subprocess import Popen
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from virtual import Board, Time

from kiosk import agenda, atlas, demo, files, mishaps, settings, showings
from kiosk.content import gather as gathering
from kiosk.content.memory.database import Database
from kiosk.content.work import wire
from kiosk.content.work.process import COMMAND, Worker
from kiosk.content.work.tasks import Order

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = demo.SAMPLE_NOW.astimezone(ZONE).date()
WRITTEN = Path("/proc/thread-self/io")
NOTICES = ("hop-to-dan-pho.txt", "niem-yet.txt")
SETTINGS = """
[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "feed"
url = "{url}/feed.xml"
full_text = true
[[source]]
kind = "feed"
url = "{url}/khac.xml"
every = "30 min"
[[source]]
kind = "notices"
path = "thong-bao"
[health]
textfile = "state/kiosk.prom"
[panel]
model = "sim:waveshare-7in5-v2"
path = "glass/glass.png"
[programme]
pages = ["news", "headlines", "story", "notices"]
dwell = "5 min"
[hours]
weekdays = ["07:30-11:30", "13:00-17:00"]
"""
# Done more rarely here, or a day would take half a minute: nothing is written at a look or a beat.
# Figures for Prometheus are written every five minutes, and a hundred times more in a day where
# each minute is asked whether one has changed.
PACES = {"LOOK_S": 300, "BEAT_S": 600, "REPORT_S": 300}
# Bytes: some 1.3 times of what they are, which is 4.4 MB in all. `letters` are those of a first
# day; later they are written once a day at most. A hundred pages are shown.
MOST = {
    "kiosk.db": 1_500_000,
    "glass.png": 1_400_000,
    "kiosk.prom": 1_200_000,
    "letters": 1_100_000,
    "photos": 380_000,
    "panel.json": 140_000,
    "shown": 45_000,
    "prepared": 45_000,
}
MOST_IN_ALL = 5_800_000
# Not a board's: what simulates its glass, and pipes.
OTHERS = {"simulated glass", "to the worker"}


class Portal(SimpleHTTPRequestHandler):
    """The sample's: one feed says 304 to whoever knows it, the other never does."""

    def log_message(self, *_: Any) -> None:
        """A test's terminal is for the test."""

    def translate_path(self, path: str) -> str:
        found = super().translate_path(path)
        return found if Path(found).exists() else f"{found}.html"

    def send_head(self) -> Any:
        if self.path == "/khac.xml" and "If-Modified-Since" in self.headers:
            del self.headers["If-Modified-Since"]
        return super().send_head()


class Publisher:
    """A portal's feeds, which begin without their newest stories."""

    def __init__(self, folder: Path, left: int) -> None:
        copytree(demo.PORTAL, folder)
        self.path = folder / "feed.xml"
        head, *items = self.path.read_text("utf-8").split("<item>")
        self.head, self.items, self.left = head, items, left
        self.publish(0)
        other = "".join(f"<item>{one.replace('16000000', '17000000')}" for one in items[left:])
        (folder / "khac.xml").write_text(f"{head}{other}", "utf-8")

    def publish(self, stories: int = 1) -> int:
        """Put up so many more; the bytes of the file."""
        self.left -= stories
        items = "".join(f"<item>{one}" for one in self.items[self.left :])
        size = self.path.write_bytes(f"{self.head}{items}".encode())
        os.utime(self.path, (self.left, 2_000_000_000 - self.left))
        return size


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Portal, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Meter:
    """What was written in bytes, by kind of file."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.bytes: Counter[str] = Counter()
        self._asked = 0
        self._whole_files(patch)
        self._journal(patch)
        self._database(patch)

    def _whole_files(self, patch: pytest.MonkeyPatch) -> None:
        original = files._complete  # noqa: SLF001 - where whole files come by

        def complete(path: Path, data: bytes, *how: Any, **more: Any) -> Any:
            top, name, *_ = path.relative_to(self.folder).parts
            self.bytes[name if top == "state" else f"simulated {top}"] += len(data)
            return original(path, data, *how, **more)

        patch.setattr(files, "_complete", complete)

    def _journal(self, patch: pytest.MonkeyPatch) -> None:
        original = showings._add  # noqa: SLF001 - where lines come by

        def add(handle: int, data: bytes) -> None:
            self.bytes["shown"] += len(data)
            original(handle, data)

        patch.setattr(showings, "_add", add)

    def _database(self, patch: pytest.MonkeyPatch) -> None:
        original = Database.told

        @contextmanager
        def told(database: Database) -> Iterator[None]:
            before, self._asked = written(), self._asked + 1
            try:
                with original(database):
                    yield
            finally:
                self._asked -= 1
                if not self._asked:
                    self.bytes["kiosk.db"] += written() - before

        patch.setattr(Database, "told", told)


class Lasting(Worker):
    """A worker that is begun once for all rounds."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(COMMAND)
        self.meter = meter

    def _send(self, order: Order) -> Popen[bytes]:
        self.meter.bytes["to the worker"] += len(wire.dump(order).encode()) + 1
        return super()._send(order)

    def __exit__(self, *_: object) -> None:
        """It is ended by whoever began it."""

    def ends(self) -> None:
        self._end()


def written() -> int:
    """What this thread gave the kernel to write, in bytes, into whatever it was."""
    return int(WRITTEN.read_text("utf-8").split()[3])


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return datetime.combine(DAY + timedelta(days=days), time(hour, minute), ZONE).astimezone(UTC)


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where there is such a place: a day's fsyncs would take a disk a minute."""
    memory = Path("/dev/shm")  # noqa: S108 - of its own below
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture
def now(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Time:
    """An hour before the day, asked by everybody."""
    for name, pace in PACES.items():
        monkeypatch.setattr(agenda, name, pace)
    time = Time(at(23, days=-1), folder / "root")
    time.asked_by_everybody(monkeypatch)
    monkeypatch.setattr(atlas, "time", vars(agenda)["time"])
    time.synchronised.touch()
    return time


@pytest.fixture
def meter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meter]:
    """What is written from now on, errors of the log too, with one worker for all rounds."""
    meter = Meter(folder, monkeypatch)
    worker = Lasting(meter)
    monkeypatch.setattr(gathering, "Worker", lambda: worker)
    yield meter
    worker.ends()


@pytest.fixture
def errors(folder: Path, now: Time) -> Iterator[None]:
    """The log's errors are kept, as `kiosk run` does."""
    keeper = mishaps.Ring(folder / "state", now.now, lambda: now.ticks)
    logging.getLogger("kiosk").addHandler(keeper)
    yield
    logging.getLogger("kiosk").removeHandler(keeper)


@pytest.mark.skipif(not WRITTEN.exists(), reason="this kernel does not count what a thread writes")
@pytest.mark.usefixtures("errors")
def test_a_day_writes_six_megabytes_at_most(folder: Path, now: Time, meter: Meter) -> None:
    state = folder / "state"
    state.mkdir()
    office(folder)
    with serving(folder / "portal") as url:
        news = Publisher(folder / "portal", left=4)
        (folder / "kiosk.toml").write_text(SETTINGS.format(url=url), "utf-8")
        board = Board(*settings.opened(folder / "kiosk.toml"), now)
        board.lives(at(0))
        meter.bytes.clear()
        before, photos = written(), taken(state)
        for hour, minute in ((7, 40), (9, 50), (13, 30), (15, 20)):
            board.lives(at(hour, minute))
            before += news.publish()
        board.lives(at(0, days=1))
    in_all = written() - before
    # The worker writes these, each once and whole.
    found = dict(meter.bytes + Counter(photos=taken(state) - photos))
    known = sum(meter.bytes.values())
    assert in_all == known, "nobody knows what else was written"
    ours = {kind: size for kind, size in found.items() if kind not in OTHERS}
    assert set(ours) == set(MOST)
    assert {kind: size for kind, size in ours.items() if size > MOST[kind]} == {}
    assert MOST_IN_ALL / 2 < sum(ours.values()) < MOST_IN_ALL


def office(folder: Path) -> None:
    """Two notices that are there since yesterday, none of them urgent."""
    for name in ("thong-bao", "glass"):
        (folder / name).mkdir()
    for name in NOTICES:
        path = copy(demo.OFFICE / "thong-bao" / name, folder / "thong-bao")
        os.utime(path, (at(8, days=-1).timestamp(),) * 2)


def taken(state: Path) -> int:
    """The bytes of our copies of photographs."""
    return sum(path.stat().st_size for path in state.glob("photos/*"))
