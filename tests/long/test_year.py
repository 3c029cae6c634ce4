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
import subprocess
import threading
import time as clocks
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bulletin import FAULTS, Portal, Written, publishing
from panelwires import Faulty
from virtual import Board, Time

from kiosk import agenda, app, mishaps, settings, showings
from kiosk.app import Made
from kiosk.clock import MADE
from kiosk.content import gather as gathering
from kiosk.content.memory import database
from kiosk.content.words.text import fold
from kiosk.content.work.process import Worker
from kiosk.files import write_whole
from kiosk.health import Health, status
from kiosk.panels import simulation
from kiosk.panels.png import shown
from kiosk.scene import Text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = date(2026, 12, 1)
DAYS = int(os.environ.get("KIOSK_YEAR_DAYS", "365"))
SEED = int(os.environ.get("KIOSK_YEAR_SEED", "1"))
# A day may take so long on a slow machine.
DAY_S = 120
DISK = 400 << 20
# Memory is flat after so many days, but for what the C library does with it.
WARM, GROWS_KB = 20, 8 << 10
# The disk is flat once there are as many stories as a board keeps, 200 of each source.
SETTLED = 120
# Of two sources: ten on a quiet day, more with starts and clocks that are set.
MOST_POLLS = 24

# Asked, turned and looked at more rarely than a real one is, so that a year takes minutes.
LOOK_S, REPORT_S, UPKEEP_S, BEAT_S = 600, 4 * 3600, 3600, 4 * 3600
STALE = timedelta(hours=9)
CITY, WARD = "/thanh-pho.xml", "/phuong.xml"
PAGES = ("news", "headlines", "notices")
SETTINGS = """
[board]
name = "UBND Phường {name}"
stale_after = "9 h"
[[source]]
kind = "feed"
url = "{city}"
every = "4 h"
[[source]]
kind = "feed"
url = "{ward}"
every = "6 h"
full_text = true
[[source]]
kind = "notices"
path = "notices"
[health]
textfile = "state/kiosk.prom"
[panel]
model = "sim:waveshare-7in5-v2"
path = "glass/glass.png"
[programme]
pages = ["news", "headlines", "notices"]
dwell = "2 h"
[hours]
weekdays = ["07:30-11:30", "13:00-17:00"]
saturday = ["07:30-11:30"]
holidays = ["24/12/2026"]
workdays = ["6/3/2027"]
"""
WEEKDAY = ((time(7, 30), time(11, 30)), (time(13), time(17)))
SATURDAY = WEEKDAY[:1]
# By the Labour Code, from a printed calendar; Tết from two days before Đinh Mùi's first on.
FEASTS = frozenset(
    {date(2026, 12, 24), date(2027, 1, 1), *(date(2027, 2, day) for day in range(4, 11))}
    | {date(2027, 4, 16), date(2027, 4, 30), date(2027, 5, 1), date(2027, 5, 3)}
    | {date(2027, 9, 2), date(2027, 9, 3)}
)
EXCHANGED = date(2027, 3, 6)
KNOWN_NOTICE = "Thông báo số {}: lịch cúp điện tại hẻm {}"
URGENT = "KHẨN: sơ tán chợ Bến Sen lần {}"
LOG = logging.getLogger("kiosk")


def local(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE)


def is_open(here: datetime) -> bool:
    """Whether the office is open at a local time, by the settings above."""
    day = here.date()
    if day in FEASTS or (day.weekday() == 6 and day != EXCHANGED):
        return False
    ranges = SATURDAY if day.weekday() == 5 and day != EXCHANGED else WEEKDAY
    return any(opens <= here.time() < closes for opens, closes in ranges)


def plain(words: str) -> str:
    return fold(words).replace(" ", "")


@dataclass(frozen=True)
class Posted:
    """A notice as the clerk meant it."""

    title: str
    path: Path
    begins: datetime
    ends: datetime
    urgent: bool


@dataclass
class Sheet:
    """What a frame says, by region."""

    page: str
    words: dict[str, str]

    def says(self, words: str) -> bool:
        return any(plain(words) in said for said in self.words.values())


class Drawn:
    """The last frames that were drawn, by their digests."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.sheets: OrderedDict[str, Sheet] = OrderedDict()
        self._make = app.make
        patch.setattr(app, "make", self.make)

    def make(self, *given: Any, **named: Any) -> Made:
        made = self._make(*given, **named)
        for frame, scene in zip(made.frames, made.page.scenes, strict=True):
            words: dict[str, str] = {}
            for one in scene.items:
                if isinstance(one, Text):
                    words[one.region] = words.get(one.region, "") + plain(one.text)
            self.sheets[frame.digest] = Sheet(made.page.name, words)
            self.sheets.move_to_end(frame.digest)
        while len(self.sheets) > 200:
            self.sheets.popitem(last=False)
        return made


class Disk:
    """The state folder: of its own where that can be had."""

    def __init__(self, at: Path) -> None:
        self.at = at
        self.own = os.geteuid() == 0 and self._mount("-t", "tmpfs", "-o", f"size={DISK}", "tmpfs")
        self.filler = at / ".filler"

    def fills(self) -> None:
        with self.filler.open("wb") as file, suppress(OSError):
            while True:
                file.write(bytes(1 << 20))
                file.flush()

    def empties(self) -> None:
        self.filler.unlink()

    def refuses(self, *, refuses: bool) -> None:
        if self.own:
            assert self._mount("-o", f"remount,{'ro' if refuses else 'rw'}")
            return
        for folder in (self.at, *(path for path in self.at.rglob("*") if path.is_dir())):
            folder.chmod(0o555 if refuses else 0o755)

    def gone(self) -> None:
        if self.own:
            subprocess.run(["umount", "-l", str(self.at)], check=True)

    def _mount(self, *how: str) -> bool:
        done = subprocess.run(["mount", *how, str(self.at)], capture_output=True, check=False)
        return done.returncode == 0


@dataclass
class Ward:
    """All that happens to a board, and what must stand on its glass for that."""

    folder: Path
    time: Time
    portal: Portal
    disk: Disk
    drawn: Drawn
    chance: random.Random
    name: str = "Bến Sen"
    notices: list[Posted] = field(default_factory=list)
    # What the board was given and could keep, and when that was by its clock.
    known: dict[str, tuple[Written, ...]] = field(default_factory=dict)
    answered: dict[str, datetime] = field(default_factory=dict)
    before: tuple[dict[str, Any], dict[str, Any]] | None = None
    full: bool = False
    refused: bool = False
    stuck: bool = False
    fresh: tuple[str, datetime] | None = None
    unsettled: datetime = datetime.min.replace(tzinfo=UTC)
    numbers: int = 1000
    board: Board = field(init=False)

    def __post_init__(self) -> None:
        (self.folder / "notices").mkdir()
        (self.folder / "glass").mkdir()
        for hour in range(8, 14):
            self.writes(CITY, FIRST - timedelta(days=1), time(hour))
        self.writes(WARD, FIRST - timedelta(days=1), time(7))
        self.settings()
        self.starts()

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def glass(self) -> Path:
        return self.folder / "glass" / "glass.png"

    @property
    def toml(self) -> Path:
        return self.folder / "kiosk.toml"

    def settings(self, more: str = "") -> None:
        city, ward = self.portal.url(CITY), self.portal.url(WARD)
        words = SETTINGS.format(name=self.name, city=city, ward=ward) + more
        write_whole(self.toml, words.encode())

    def starts(self) -> None:
        self.board = Board(*settings.opened(self.toml), self.time)

    def restarts(self, *, cut: bool) -> None:
        """`kiosk run` begins anew; what was in memory alone is lost."""
        if cut:
            self.board.cut()
        else:
            self.board.stops()
        for one in database._IN_MEMORY.values():  # noqa: SLF001 - its process has ended
            one.close()
        database._IN_MEMORY.clear()  # noqa: SLF001 - as above
        self.fresh = None
        self.starts()

    def sets_clock(self, wrong: timedelta, *, server: bool) -> None:
        """Every job starts anew, the turning of pages, too: what is new may lead for a moment."""
        self.time.wrong = wrong
        self.unsettled = self.time.true + timedelta(minutes=10)
        self.time.synchronised.touch() if server else self.time.synchronised.unlink(missing_ok=True)

    def lives(self, until: datetime) -> None:
        self.board.lives(until, self.happens)

    def happens(self) -> None:
        """After each moment: what the board was given, and whether a new story led in time."""
        for path in self.portal.answered:
            if self.full:
                continue
            listed = sorted(self.portal.stories[path], key=lambda one: one.at)
            before = self.newest()
            old = {one.number: one for one in self.known.get(path, ())}
            self.known[path] = tuple((old | {one.number: one for one in listed[-12:]}).values())
            now = self.time.now()
            self.answered[path] = now if now >= MADE else self.belief()[0]
            if self.newest() != before and self.time.true > self.unsettled:
                self.fresh = (self.newest(), self.time.true)
        self.portal.answered.clear()
        if self.fresh and self.news_can_be_seen():
            title, since = self.fresh
            sheet = self.sheet()
            if sheet.page == "news" and plain(title) in sheet.words.get("headline", ""):
                self.fresh = None
            else:
                late = self.time.true > since + timedelta(minutes=10)
                assert not late, f"{title} does not lead; {self.board.service.told()}"
        elif self.fresh:
            self.fresh = None

    def newest(self) -> str:
        stories = [one for each in self.known.values() for one in each]
        return max(stories, key=lambda one: one.at).title if stories else ""

    def belief(self) -> tuple[datetime, bool]:
        """The board's clock as far as it can be believed."""
        now = self.time.now()
        floor = MADE
        if not self.time.synchronised.exists():
            floor = max([MADE, *self.answered.values()])
        return (now, True) if now >= floor - timedelta(minutes=10) else (floor, False)

    def holding(self) -> list[Posted]:
        now, _ = self.belief()
        return [one for one in self.notices if one.path.exists() and one.begins <= now < one.ends]

    def news_can_be_seen(self) -> bool:
        now, sure = self.belief()
        urgent = any(one.urgent for one in self.holding())
        return not (self.stuck or urgent) and (not sure or is_open(now.astimezone(ZONE)))

    def sheet(self) -> Sheet:
        """What the glass itself shows."""
        digest = shown(self.glass)
        assert digest in self.drawn.sheets, "the glass shows what was never drawn"
        return self.drawn.sheets[digest]

    def looks_right(self) -> None:
        """A passer-by looks at the glass."""
        if self.stuck:
            return
        sheet = self.sheet()
        now, sure = self.belief()
        here = now.astimezone(ZONE)
        held = self.holding()
        for one in self.notices:
            assert one in held or not sheet.says(one.title), f"{one.title} has ended"
        if urgent := [one for one in held if one.urgent]:
            assert sheet.page == "urgent"
            assert sheet.says(urgent[0].title.removeprefix("KHẨN: "))
            return
        if sure and not is_open(here):
            assert sheet.page == "closing", (sheet.page, here)
            return
        assert sheet.page in PAGES, sheet.page
        assert sheet.says(f"UBND Phường {self.name}")
        day = sheet.words.get("date", "")
        assert (plain(f"{here.day}/{here.month}/{here.year}") in day) if sure else not day, day
        old = bool(self.answered) and sure and now - min(self.answered.values()) > STALE
        if sheet.page != "notices":
            assert sheet.says("Tin cũ: chưa lấy được tin mới") == old, (now, self.answered)
        self.news_is_right(sheet)

    def is_written_down(self) -> None:
        """What stands on the glass is what the record of showings says."""
        if self.stuck or self.full or self.refused:
            return
        line = showings.latest(self.state)
        assert line is not None
        assert line.standing is not None
        assert line.standing.digest == shown(self.glass)
        assert line.trusted == self.time.synchronised.exists()

    def news_is_right(self, sheet: Sheet) -> None:
        stories = sorted(
            (one for each in self.known.values() for one in each), key=lambda one: one.at
        )
        if sheet.page == "news":
            lead = sheet.words["headline"]
            assert any(plain(one.title) in lead for one in stories[-5:]), lead
        elif sheet.page == "headlines":
            assert sheet.says(stories[-1].title), stories[-1]

    def health(self) -> Health:
        root = self.time.synchronised.parents[3]
        return status(self.board.service.config, self.time.now(), self.board.refused, root)

    def told(self) -> str:
        """What status says."""
        return "\n".join((*self.health().complaints(), *self.health().lines()))

    # What happens.

    def writes(self, path: str, day: date, at: time, photo: str = "") -> None:
        self.numbers += 1
        title = f"Tin {self.numbers}: phường Bến Sen khởi công đường mới"
        self.portal.stories[path].append(Written(self.numbers, title, local(day, at), photo))
        del self.portal.stories[path][:-40]

    def posts(self, title: str, ends: datetime) -> None:
        self.numbers += 1
        path = self.folder / "notices" / f"{self.numbers}.txt"
        end = f"{ends:%H}h{ends:%M} {ends:%d/%m/%Y}"
        path.write_text(f"{title}\n\nTheo kế hoạch của phường.\n\nHết hạn: {end}\n", "utf-8")
        at = self.time.now().timestamp()
        os.utime(path, (at, at))
        begins = datetime.min.replace(tzinfo=UTC)
        self.notices.append(Posted(title, path, begins, ends, title.startswith("KHẨN")))
        for old in self.notices[:-10]:
            old.path.unlink(missing_ok=True)
        del self.notices[:-20]


# Who does what, and when: each yields the true times at which it wants to go on.
Life = Iterator[datetime]


def editors(ward: Ward, first: date) -> Life:
    """Three stories each working day, one of them with a photograph; one of the ward's a week."""
    for number in range(DAYS + 1):
        day = first + timedelta(days=number)
        if day.weekday() < 5 and day not in FEASTS:
            yield local(day, time(7, 41))
            ward.writes(CITY, day, time(7, 40), "good" if number % 7 else "broken")
            if day.weekday() == 0:
                ward.writes(WARD, day, time(7, 38))
            yield local(day, time(9, 51))
            ward.writes(CITY, day, time(9, 50))
            yield local(day, time(14, 21))
            ward.writes(CITY, day, time(14, 20))


def clerk(ward: Ward, first: date) -> Life:
    """A notice a week, and now and then an urgent one for an hour."""
    for number in range(DAYS + 1):
        day = first + timedelta(days=number)
        if day.weekday() == 0:
            yield local(day, time(8, 5))
            title = KNOWN_NOTICE.format(number, ward.chance.randrange(1, 300))
            ward.posts(title, local(day + timedelta(days=3), time(17)))
        if number % 9 == 4:
            yield local(day, time(9))
            ward.posts(URGENT.format(number), local(day, time(10)))


def passers_by(ward: Ward, first: date) -> Life:
    """Six times a day."""
    for number in range(DAYS + 1):
        for hour, minute in ((3, 0), (9, 15), (10, 20), (12, 10), (15, 40), (21, 30)):
            yield local(first + timedelta(days=number), time(hour, minute))
            ward.looks_right()
            ward.is_written_down()


# Trials: each begins on a day, and ends when all is well again.


def portal_fails(ward: Ward, day: date, fault: Callable[[Any], None]) -> Life:
    yield local(day, time(6))
    ward.portal.fault = fault
    yield local(day, time(21))
    found = ward.health()
    why = [one.last_error for one in found.sources]
    assert all(why), (fault.__name__, why)
    assert all(str(said) in "\n".join(found.complaints()) for said in why)
    ring = "\n".join(one.says for one in mishaps.read(ward.state))
    assert all(str(said) in ring for said in why), (why, ring)
    ward.portal.fault = None
    yield local(day + timedelta(days=1), time(21))
    assert not any(one.last_error for one in ward.health().sources)


def no_network(ward: Ward, day: date) -> Life:
    yield local(day, time(10, 30))
    ward.portal.closes()
    for later in range(3):
        yield local(day + timedelta(days=later), time(20, 30))
        found = ward.health()
        assert all(one.last_error for one in found.sources)
        assert not later or found.stale_since
        if later == 1:
            ward.restarts(cut=True)
    ward.portal.opens()
    yield local(day + timedelta(days=3), time(11))
    assert not any(one.last_error for one in ward.health().sources)


def disk_full(ward: Ward, day: date) -> Life:
    if not ward.disk.own:
        return
    yield local(day, time(6))
    ward.disk.fills()
    ward.full = True
    yield local(day, time(20))
    assert "0 MB are free on the disk" in ward.told()
    ward.disk.empties()
    ward.full = False
    yield local(day + timedelta(days=1), time(6))
    assert "are free on the disk" not in "\n".join(ward.health().complaints())
    assert "0 MB are free on the disk" in "\n".join(one.says for one in mishaps.read(ward.state))


def read_only(ward: Ward, day: date, *, restart: bool) -> Life:
    yield local(day, time(6))
    kept = dict(ward.known), dict(ward.answered)
    ward.disk.refuses(refuses=True)
    ward.refused = True
    yield local(day, time(12, 30))
    if restart:
        # What came since then is lost, and comes again.
        ward.known, ward.answered = dict(kept[0]), dict(kept[1])
        ward.restarts(cut=True)
    yield local(day, time(20))
    assert ("read-only" if ward.disk.own else "can't be written") in ward.told()
    ward.disk.refuses(refuses=False)
    ward.refused = False
    ward.known, ward.answered = dict(kept[0]), dict(kept[1])
    yield local(day + timedelta(days=1), time(7))
    said = "\n".join(ward.health().complaints())
    assert "read-only" not in said
    assert "can't be written" not in said


def panel_stuck(ward: Ward, day: date) -> Life:
    yield local(day, time(8, 30))
    ward.stuck = True
    yield local(day, time(16, 30))
    assert "BUSY" in ward.health().dark
    yield local(day + timedelta(days=1), time(8))
    ward.stuck = False
    yield local(day + timedelta(days=1), time(8, 30))
    assert not ward.health().dark
    assert "BUSY" in "\n".join(one.says for one in mishaps.read(ward.state))


def settings_broken(ward: Ward, day: date, *, restart: bool) -> Life:
    yield local(day, time(8, 45))
    ward.settings('[programme]\npages = "news"\n')
    yield local(day, time(11))
    assert "TOML" in ward.board.refused or "programme" in ward.board.refused
    assert ward.board.refused in ward.told()
    if restart:
        ward.restarts(cut=False)
        assert ward.board.refused in ward.told()
    yield local(day, time(16))
    ward.name = ward.chance.choice(["Bến Sen", "Chợ Nhỏ", "An Lạc"])
    ward.settings()
    yield local(day, time(17))
    assert not ward.board.refused


def clock_set(ward: Ward, day: date, wrong: timedelta, *, server: bool) -> Life:
    """Somebody sets it, or a server that is wrong; after an hour it is right again."""
    yield local(day, time(13, 30))
    ward.sets_clock(wrong, server=server)
    yield local(day, time(14, 12))
    ward.looks_right()
    yield local(day, time(14, 30))
    ward.sets_clock(timedelta(), server=True)
    yield local(day, time(14, 45))
    ward.looks_right()


def power_cut(ward: Ward, day: date, at: time, boots: datetime | None) -> Life:
    """The board comes up with the clock that it has; the network sets it after twenty minutes."""
    yield local(day, at)
    ward.sets_clock(boots - ward.time.true if boots else timedelta(), server=False)
    ward.restarts(cut=True)
    yield local(day, at) + timedelta(minutes=15)
    ward.looks_right()
    yield local(day, at) + timedelta(minutes=20)
    ward.sets_clock(timedelta(), server=True)
    yield local(day, at) + timedelta(minutes=31)
    ward.looks_right()


def restart(ward: Ward, day: date) -> Life:
    yield local(day, time(9, 40))
    ward.restarts(cut=False)
    yield local(day, time(9, 46))
    ward.looks_right()


def trials(ward: Ward, first: date) -> Life:
    """One after the other, with a quiet day between two; each round in another order."""
    years = timedelta(days=365)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    each: list[Callable[[date], Life]] = [
        *(lambda day, fault=fault: portal_fails(ward, day, fault) for fault in FAULTS),
        lambda day: no_network(ward, day),
        lambda day: disk_full(ward, day),
        lambda day: read_only(ward, day, restart=False),
        lambda day: read_only(ward, day, restart=True),
        lambda day: panel_stuck(ward, day),
        lambda day: settings_broken(ward, day, restart=False),
        lambda day: settings_broken(ward, day, restart=True),
        lambda day: clock_set(ward, day, -years, server=False),
        lambda day: clock_set(ward, day, timedelta(hours=3), server=True),
        lambda day: clock_set(ward, day, timedelta(hours=-3), server=False),
        lambda day: clock_set(ward, day, 56 * years, server=True),
        lambda day: power_cut(ward, day, time(9, 25), epoch),
        lambda day: power_cut(ward, day, time(18), epoch),
        lambda day: power_cut(ward, day, time(9, 25), None),
        lambda day: power_cut(ward, day, time(2), local(day, time()) - timedelta(hours=8)),
        lambda day: restart(ward, day),
    ]
    if os.environ.get("ONLY"):
        each = [each[int(n)] for n in os.environ["ONLY"].split(",")]
    day, last = first + timedelta(days=2), first + timedelta(days=DAYS - 6)
    while day < last:
        for trial in each:
            for at in trial(day):
                day = at.date()
                yield at
            day += timedelta(days=1)
            if day >= last:
                return
        ward.chance.shuffle(each)


@dataclass(frozen=True)
class Size:
    """What the board takes up, once a day."""

    resident_kb: int
    handles: int
    polls: int
    threads: int
    files: int
    bytes: int
    database: int
    photographs: int


def size(ward: Ward) -> Size:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = [path for path in ward.state.rglob("*") if path.is_file()]
    return Size(
        resident_kb=pages * os.sysconf("SC_PAGE_SIZE") // 1024,
        handles=len(os.listdir("/proc/self/fd")),
        polls=ward.portal.polls,
        threads=threading.active_count(),
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        database=(ward.state / "kiosk.db").stat().st_size,
        photographs=len(list((ward.state / "photos").glob("*"))),
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
    lives = [life(ward, FIRST) for life in (editors, clerk, passers_by, trials)]
    queue = [(next(life), number) for number, life in enumerate(lives)]
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
    for one in sizes:
        assert one.polls <= MOST_POLLS, one
        assert one.threads <= sizes[0].threads, one
        assert one.handles <= sizes[0].handles + 2, one
        assert one.photographs <= 300, one
    settled = sizes[WARM:]
    if settled:
        assert max(one.resident_kb for one in settled) < settled[0].resident_kb + GROWS_KB, sizes
    settled = sizes[SETTLED:]
    if settled:
        for part in ("files", "bytes", "database"):
            first, last = (getattr(one, part) for one in (settled[0], max(settled, key=lambda one: getattr(one, part))))
            assert last <= 1.25 * first, (part, first, last)
