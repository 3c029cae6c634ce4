"""What comes next: foretold from what a board said last, and what a board then does."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from portal import feed, item, serving

from kiosk.coming import Coming, coming
from kiosk.config import Config
from kiosk.content.source import FeedSource
from kiosk.health import Health, status
from kiosk.hours import Hours, Range
from kiosk.model import Notice
from kiosk.service import Service
from kiosk.showings import Ahead, Line

# A Monday, 9:00 in the ward.
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICE = Hours(weekdays=(Range(450, 690), Range(780, 1020)))
HEADLINES = Ahead("headlines", 1, "news")


def at(clock: str, day: int = 23) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=UTC) - timedelta(hours=7)


def said(ahead: Ahead, when: datetime = NOW) -> Line:
    return Line("pulse", "a1", when, 0.0, trusted=False, ahead=ahead)


def notice(starts: datetime, ends: datetime, *, urgent: bool = False) -> Notice:
    return Notice("n.txt", "Cúp nước khẩn", (), "", starts, ends, urgent)


STORM = notice(at("9:04"), at("9:30"), urgent=True)
MEETING = notice(at("9:03"), at("17:00"))


def test_a_page_stands_for_its_time(config: Config) -> None:
    assert coming(config, said(HEADLINES), (), NOW) == Coming("headlines", 1, at("9:05"))
    slow = replace(config, dwells={"news": 900})
    assert coming(slow, said(HEADLINES), (), NOW) == Coming("headlines", 1, at("9:15"))
    frame = said(Ahead("notices", 2, "notices"))
    assert coming(config, frame, (), NOW) == Coming("notices", 2, at("9:05"))


@pytest.mark.parametrize(
    "line",
    [
        None,
        Line("shown", "a1", NOW, 0.0, trusted=True),
        said(Ahead("", 1, "news")),
        said(HEADLINES, NOW + timedelta(hours=3)),
        said(HEADLINES, NOW - timedelta(minutes=6)),
    ],
    ids=["nothing said", "nothing foretold", "one page", "clock", "overdue"],
)
def test_where_nobody_knows_nothing_is_foretold(config: Config, line: Line | None) -> None:
    assert coming(config, line, (), NOW) is None


def test_the_office_closes_and_opens(config: Config) -> None:
    board = replace(config, hours=OFFICE)
    morning = said(HEADLINES, at("11:27"))
    assert coming(board, morning, (), at("11:28")) == Coming("closing", 1, at("11:30"))
    noon = said(Ahead("", 1, "notices"), at("11:30"))
    assert coming(board, noon, (), at("12:00")) == Coming("notices", 1, at("13:00"))
    evening = said(Ahead("", 1, "news"), at("17:00"))
    assert coming(board, evening, (), at("20:00")) == Coming("news", 1, at("7:30", 24))
    # The last page stays: no page comes because the office closes, and turns go on by day.
    stays = replace(board, outside="last")
    assert coming(stays, morning, (), at("11:28")) == Coming("headlines", 1, at("11:32"))


def test_a_notice_begins_at_its_minute_or_when_the_office_opens(config: Config) -> None:
    pages = replace(config, pages=("news", "headlines", "notices"), hours=OFFICE)
    assert coming(pages, said(HEADLINES), (MEETING,), NOW) == Coming("notices", 1, at("9:03"))
    assert coming(config, said(HEADLINES), (MEETING,), NOW) == Coming("headlines", 1, at("9:05"))
    night = notice(at("3:00", 24), at("17:00", 24))
    evening = said(Ahead("", 1, "news"), at("17:00"))
    morning = Coming("notices", 1, at("7:30", 24))
    assert coming(pages, evening, (night,), at("20:00")) == morning
    assert coming(pages, evening, (MEETING,), at("20:00")) == replace(morning, page="news")


def test_what_is_urgent_begins_stands_and_ends(config: Config) -> None:
    board = replace(config, hours=OFFICE)
    assert coming(board, said(HEADLINES), (STORM,), NOW) == Coming("urgent", 1, at("9:04"))
    storm = said(Ahead("", 1, "headlines"), at("9:04"))
    assert coming(board, storm, (STORM,), at("9:10")) == Coming("headlines", 1, at("9:30"))
    longer = notice(at("9:20"), at("21:00"), urgent=True)
    second = Coming("urgent", 1, at("9:20"))
    assert coming(board, storm, (STORM, longer), at("9:10")) == second
    both = said(Ahead("urgent", 2, "headlines"), at("9:20"))
    turned = Coming("urgent", 2, at("9:25"))
    assert coming(board, both, (STORM, longer), at("9:21")) == turned
    assert coming(board, both, (STORM, longer), at("18:00")) == Coming("closing", 1, at("21:00"))


NEWS = (
    item(22, "Phường Bến Sen khánh thành công viên ven rạch", "Sáng 22/11."),
    item(21, "Lịch tiếp công dân tháng 12", "Thứ Năm hằng tuần."),
)
FOLDER = {
    "hop.toml": 'title = "Họp tổ dân phố"\nbody = "Tại khu phố 3."\n'
    "starts = 2026-11-23T09:12:00\nends = 2026-11-23T16:00:00\n",
    "bao.toml": 'title = "Bão số 12"\nbody = "Ở trong nhà."\nurgent = true\n'
    "starts = 2026-11-23T10:02:00\nends = 2026-11-23T10:31:00\n",
    "chay.toml": 'title = "Cháy chợ"\nbody = "Tránh đường Bến Sen."\nurgent = true\n'
    "starts = 2026-11-23T10:07:00\nends = 2026-11-23T10:40:00\n",
    "dem.toml": 'title = "Diễn tập"\nbody = "Từ 5 giờ sáng."\n'
    "starts = 2026-11-24T05:00:00\nends = 2026-11-24T16:00:00\n",
}


class Board:
    """A board at work whose clock a test sets; `turns_at` is when its page turns."""

    def __init__(self, config: Config) -> None:
        self.now = NOW
        self.service = Service(config, lambda: self.now)
        self.service.look()
        self.service.redraw()
        self.turns_at = NOW

    def goes_on_to(self, when: datetime, *, turn: bool) -> tuple[str, int]:
        self.now = when
        if self.service.look() or not turn:
            self.service.redraw()
        if turn:
            self.service.turn_page()
        alert = self.service.alert
        return self.service.page, (alert.frame if alert else self.service.turn.frame) + 1

    def foretells(self) -> Coming:
        found = status(self.service.config, self.now).next
        assert found is not None
        return found


def test_what_is_foretold_comes(config: Config, tmp_path: Path) -> None:
    notices, portal = tmp_path / "notices", tmp_path / "portal"
    notices.mkdir()
    portal.mkdir()
    (portal / "feed.xml").write_text(feed(*NEWS), encoding="utf-8")
    for name, words in FOLDER.items():
        (notices / name).write_text(words, encoding="utf-8")
        os.utime(notices / name, (NOW.timestamp(), NOW.timestamp()))
    with serving(portal) as url:
        source = FeedSource(f"{url}/feed.xml")
        followed = replace(
            config,
            sources=(source,),
            notices=(notices,),
            hours=OFFICE,
            pages=("news", "headlines", "notices"),
        )
        Service(followed, lambda: NOW).poll(source)
    board = Board(followed)
    seen = set()
    while board.now < at("9:00", 24):
        told = board.foretells()
        edges = {at("9:12"), at("16:00"), at("10:02"), at("10:07"), at("10:31"), at("10:40")}
        edges |= {
            at(clock, day) for day in (23, 24) for clock in ("7:30", "11:30", "13:00", "17:00")
        }
        came = board.goes_on_to(told.at, turn=told.at not in edges)
        assert came == (told.page, told.frame), told
        seen.add(told.page)
    assert seen == {"news", "headlines", "notices", "urgent", "closing"}


def test_a_board_that_stopped_foretells_nothing(config: Config, tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "hop.toml").write_text(FOLDER["hop.toml"], encoding="utf-8")
    os.utime(tmp_path / "notices" / "hop.toml", (NOW.timestamp(), NOW.timestamp()))
    board = Board(replace(config, notices=(tmp_path / "notices",), hours=OFFICE))

    def told() -> Health:
        return status(board.service.config, board.now)

    assert "  next closing at 23/11/2026 11:30" in told().lines()
    board.service.stop()
    assert told().next is None
    assert told().shown is not None
