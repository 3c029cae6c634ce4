"""`kiosk status`: what a technician is told of the board."""

import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.cli import main
from kiosk.config import Config
from kiosk.content.memory.store import Store
from kiosk.content.source import FeedSource
from kiosk.content.values import NONE, Feed
from kiosk.health import Health, status
from kiosk.hours import Hours, Range
from kiosk.mishaps import Ring
from kiosk.model import Story
from kiosk.showings import Journal, Noted, Standing
from kiosk.vitals import Vitals

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SOURCE = FeedSource("https://portal.example/rss")
FEED = Feed("Cổng phường", (Story("1", "Cổng phường", "Cúp nước khẩn", published=NOW),))


def told(config: Config, now: datetime = NOW, source: FeedSource = SOURCE) -> Health:
    """What is said on a computer whose clock is set, and that says nothing else of itself."""
    computer = config.state.parent / "computer"
    synchronized = computer / "run/systemd/timesync/synchronized"
    synchronized.parent.mkdir(parents=True, exist_ok=True)
    synchronized.touch()
    return status(replace(config, sources=(source,)), now, root=computer)


def test_a_board_that_is_well(config: Config) -> None:
    with Store(config.state) as store:
        store.save(SOURCE.url, FEED, NONE, NOW, NOW + timedelta(minutes=15))
    health = told(config)
    assert health.well
    assert health.lines() == (
        (
            "Cổng phường: answered 23/11/2026 08:00, 1 story on the board;"
            " asked again 23/11/2026 08:15"
        ),
    )


def test_a_source_that_fails_is_told_with_its_reason(config: Config) -> None:
    with Store(config.state) as store:
        store.save(SOURCE.url, FEED, NONE, NOW)
        for minutes in (15, 30):
            at = NOW + timedelta(minutes=minutes)
            store.failed(SOURCE.url, "the server refused the connection", at)
    health = told(config, NOW + timedelta(hours=1))
    assert not health.well
    assert health.lines()[1] == (
        "  failed 2 times in a row, last 23/11/2026 08:30: the server refused the connection"
    )


def test_old_news_and_a_source_that_never_answered_are_not_well(config: Config) -> None:
    assert not told(config).well
    assert "never answered yet" in told(config).lines()[0]
    with Store(config.state) as store:
        store.save(SOURCE.url, FEED, NONE, NOW)
    old = told(config, NOW + timedelta(hours=7))
    assert not old.well
    assert old.lines()[-1] == "the board says that its news is old, since 23/11/2026 08:00"


def test_a_source_that_moved_and_stories_that_wait_are_told(config: Config) -> None:
    with Store(config.state) as store:
        store.save(SOURCE.url, FEED, NONE, NOW)
        for _ in range(3):
            store.moved(SOURCE.url, "https://new.example/rss")
    lines = told(config, source=replace(SOURCE, approve=True)).lines()
    assert "0 stories on the board, 1 held for approval" in lines[0]
    assert lines[1] == "  has moved for good to https://new.example/rss; write that into kiosk.toml"


def test_a_failing_card_is_not_well_and_a_doubtful_clock_is_said(
    config: Config, tmp_path: Path
) -> None:
    with Store(config.state) as store:
        store.save(SOURCE.url, FEED, NONE, NOW)
    well = told(config)
    failing = replace(well, vitals=Vitals(card_errors=3, clock="unsure"))
    assert not failing.well
    assert "the file system counted 3 errors" in failing.lines()[1]
    assert failing.lines()[2] == (
        "the clock was not set by the network or a battery; it may be wrong"
    )
    assert replace(well, vitals=Vitals(clock="unsure")).well


def test_what_was_shown_and_what_went_wrong_is_there_after_a_restart(config: Config) -> None:
    journal = Journal(config.state, lambda: 0.0, lambda _: False)
    notice = Noted("cup-nuoc.txt", "Cúp nước khẩn")
    journal.shown(Standing("notices", 1, 2, "a1", ("1",), (notice,)), NOW)
    journal.pulse(NOW + timedelta(hours=1))
    ring = Ring(config.state, lambda: NOW, lambda: 0.0)
    for says in ("thẻ nhớ đầy", "the panel is busy", "thẻ nhớ đầy"):
        ring.emit(logging.LogRecord("kiosk", logging.ERROR, "", 0, says, (), None))
    ring.close()
    lines = told(config).lines()
    assert lines[0] == (
        "showed notices 1/2 last, from 23/11/2026 08:00 on (the clock was not to be trusted then)"
    )
    assert lines[-3:] == (
        "what went wrong last:",
        "  23/11/2026 08:00, 2 times since 23/11/2026 08:00: thẻ nhớ đầy",
        "  23/11/2026 08:00: the panel is busy",
    )


def test_json_says_the_same(config: Config) -> None:
    with Store(config.state) as store:
        store.save(SOURCE.url, FEED, NONE, NOW)
    said = json.loads(told(config).json())
    assert said["well"] is True
    assert said["sources"][0]["answered_at"] == "2026-11-23T01:00:00+00:00"
    assert said["sources"][0]["stories"] == 1


def test_the_command_exits_3_while_something_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text('[board]\nname = "Bảng"\n[panel]\nmodel = "png"\n', encoding="utf-8")
    assert main(["status", "--config", str(path)]) == 3
    assert "there is no [[source]]; write one" in capsys.readouterr().out
    assert main(["status", "--json", "--config", str(path)]) == 3
    assert json.loads(capsys.readouterr().out)["sources"] == []


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (NOW, "the office is open until 23/11/2026 11:30"),
        (NOW + timedelta(hours=4), "the office is closed until 24/11/2026 07:30"),
        (
            datetime(2027, 2, 5, 3, 0, tzinfo=UTC),
            "the office is closed (Tết Nguyên đán) until 11/02/2027 07:30",
        ),
    ],
)
def test_whether_the_office_is_open_and_until_when(
    config: Config, now: datetime, says: str
) -> None:
    hours = Hours(weekdays=(Range(450, 690),))
    assert told(replace(config, hours=hours), now).lines()[0] == says


def test_an_office_without_hours_and_a_clock_that_is_wrong_say_nothing_of_them(
    config: Config,
) -> None:
    hours = Hours(weekdays=(Range(450, 690),))
    assert told(config).office is None
    assert told(replace(config, hours=hours), datetime(1970, 1, 1, tzinfo=UTC)).office is None
