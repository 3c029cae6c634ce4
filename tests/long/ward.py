"""A ward that has a board: what is done to it, and what must stand on its glass for that."""

import os
import random
import subprocess
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bulletin import Portal, Written
from virtual import Board, Time

from kiosk import press, settings, showings
from kiosk.clock import MADE
from kiosk.content.memory import database
from kiosk.content.words.text import fold
from kiosk.files import write_whole
from kiosk.health import Health, status
from kiosk.panels.png import shown
from kiosk.press import Made
from kiosk.scene import Text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = date(2026, 12, 1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
DISK = 400 << 20
STALE, DWELL = timedelta(hours=10), timedelta(hours=3, minutes=5)
CITY, WARD = "/thanh-pho.xml", "/phuong.xml"
PAGES = ("news", "headlines", "notices")
SETTINGS = """
[board]
name = "UBND Phường {name}"
stale_after = "10 h"
[[source]]
kind = "feed"
url = "{city}"
every = "6 h"
[[source]]
kind = "feed"
url = "{ward}"
every = "8 h"
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
dwell = "3 h"
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
NOTICE = "Thông báo số {:03}: lịch cúp điện tại hẻm {}"
URGENT = "KHẨN: sơ tán chợ Bến Sen lần {:03}"


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
        self._make = press.make
        patch.setattr(press, "make", self.make)

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
            subprocess.run(["umount", "-l", str(self.at)], check=True)  # noqa: S607 - root's own

    def _mount(self, *how: str) -> bool:
        words = ["mount", *how, str(self.at)]
        done = subprocess.run(words, capture_output=True, check=False)
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
    unsettled: datetime = LONG_AGO
    written_again: datetime = LONG_AGO
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

    def disk_is_well(self) -> None:
        """What it did not take is written with the next turn of pages."""
        self.full = self.refused = False
        self.written_again = self.time.true + DWELL

    def restarts(self, *, cut: bool, off_s: float = 0) -> None:
        """`kiosk run` begins anew after so many seconds; what was in memory alone is lost."""
        if cut:
            self.board.cut()
        else:
            self.board.stops()
        for one in database._IN_MEMORY.values():  # noqa: SLF001 - its process has ended
            one.close()
        database._IN_MEMORY.clear()  # noqa: SLF001 - as above
        self.fresh = None
        self.time.passes(off_s)
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
        return [one for one in self.notices if one.path.exists() and now < one.ends]

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
        age = now - min(self.answered.values()) if self.answered and sure else timedelta()
        # A page that stands when the news becomes old says so when it is next drawn.
        if sheet.page != "notices" and not STALE < age < STALE + DWELL:
            told = sheet.says("Tin cũ: chưa lấy được tin mới")
            assert told == (age > STALE), (now, self.answered)
        self.news_is_right(sheet)

    def is_written_down(self) -> None:
        """What stands on the glass is what the record of showings says."""
        if self.stuck or self.full or self.refused or self.time.true < self.written_again:
            return
        line, _ = showings.latest(self.state)
        assert line is not None
        assert line.standing is not None
        assert line.standing.digest == shown(self.glass)

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
        self.notices.append(Posted(title, path, ends, urgent=title.startswith("KHẨN")))
        for old in self.notices[:-10]:
            old.path.unlink(missing_ok=True)
        del self.notices[:-20]
