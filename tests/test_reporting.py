"""What a running board tells unasked: signs of life through the worker, figures, faults once."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from kiosk.config import Config, load
from kiosk.content.memory.store import Store
from kiosk.content.source import FeedSource
from kiosk.content.values import NONE, Feed
from kiosk.errors import ConfigError
from kiosk.health import PanelHealth, status
from kiosk.heartbeat import address, beat, condition
from kiosk.model import Story
from kiosk.reporting import Reporter

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SOURCE = FeedSource("https://portal.example/rss")
FEED = Feed("Cổng phường", (Story("1", "Cổng phường", "Cúp nước khẩn", published=NOW),))


class Monitor:
    """Who is told: what it heard, and what it answers."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.code = 200
        self.location = ""
        self.url = ""

    def said(self) -> list[tuple[str, str]]:
        asked = [parse_qs(urlsplit(one).query) for one in self.heard]
        return [(one["status"][0], one["msg"][0]) for one in asked]


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    found = Monitor()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.heard.append(self.path)
            self.send_response(found.code)
            if found.location:
                self.send_header("Location", found.location)
            self.send_header("Content-Length", "11")
            self.end_headers()
            self.wfile.write(b'{"ok":true}')

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        found.url = f"http://127.0.0.1:{server.server_port}/api/push/Kd3?status=up&msg=OK&ping="
        yield found
        server.shutdown()


class Board:
    """A reporter with clocks that a test sets, on a computer that says nothing of itself."""

    def __init__(self, config: Config, computer: Path) -> None:
        self.ticks = 0.0
        self.reporter = Reporter(config, lambda: NOW, lambda: self.ticks, computer)

    def reports(self, seconds: float = 0) -> None:
        self.ticks += seconds
        self.reporter.report()


@pytest.fixture
def board(config: Config, monitor: Monitor, tmp_path: Path) -> Board:
    with Store(config.state) as store:
        store.save(SOURCE.url, FEED, NONE, NOW)
    told = replace(config, sources=(SOURCE,), push=monitor.url, textfile=tmp_path / "kiosk.prom")
    return Board(told, tmp_path / "computer")


def test_a_sign_of_life_goes_at_its_pace_and_at_once_when_something_changes(
    board: Board, config: Config, monitor: Monitor, tmp_path: Path
) -> None:
    board.reports()
    board.reports(299)
    assert monitor.said() == [("up", "OK")]
    board.reports(1)
    with Store(config.state) as store:
        store.failed(SOURCE.url, "máy chủ từ chối", NOW)
    board.reports(60)
    board.reports(60)
    assert monitor.said() == [("up", "OK"), ("up", "OK"), ("warn", "Cổng phường: máy chủ từ chối")]
    assert monitor.heard[0].startswith("/api/push/Kd3?ping=&status=up&msg=OK")
    assert "kiosk_well 0" in (tmp_path / "kiosk.prom").read_text(encoding="utf-8")


def test_a_monitor_that_fails_is_told_once_and_its_address_never(
    board: Board, monitor: Monitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="kiosk")
    monitor.code = 404
    board.reports()
    board.reports(300)
    monitor.code = 200
    board.reports(300)
    assert caplog.messages == [
        "push: the sign of life did not arrive: the server answered 404 (Not Found)",
        "push: well again",
    ]
    assert "Kd3" not in repr(board.reporter.config)


def test_a_monitor_may_be_private_and_may_lead_nowhere_else(monitor: Monitor) -> None:
    assert beat(monitor.url, "up", "OK", NOW) == ""
    monitor.code, monitor.location = 302, monitor.url.replace("127.0.0.1", "localhost")
    assert "is not a public one" in beat(monitor.url, "up", "OK", NOW)
    assert len(monitor.heard) == 2
    lan = frozenset({"localhost"})
    assert "redirects more than" in beat(monitor.url, "up", "OK", NOW, allowed=lan)


def test_a_panel_that_fails_is_down_and_a_sentence_is_short(config: Config, tmp_path: Path) -> None:
    found = status(replace(config, sources=(SOURCE,)), NOW, root=tmp_path)
    panel = PanelHealth("p", True, False, None, "", None, 0, 1, "bận " * 99, NOW, NOW)  # noqa: FBT003 - as in its fields
    assert condition(found) == ("warn", "portal.example: never answered yet")
    said, why = condition(replace(found, panel=panel))
    assert (said, len(why)) == ("down", 160)
    assert len(address("https://uptime.example/api/push/Kd3", said, why)) < 1500


def test_a_fault_of_the_computer_is_told_when_it_begins_and_when_it_ends(
    board: Board, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="kiosk")
    hwmon = tmp_path / "computer/sys/class/hwmon/hwmon1"
    hwmon.mkdir(parents=True)
    (hwmon / "name").write_text("rpi_volt")
    for volts in "0", "1", "1", "0":
        (hwmon / "in0_lcrit_alarm").write_text(volts)
        board.reports(1)
    assert caplog.messages == [
        "the supply's voltage is too low, which destroys cards; take a stronger one",
        "under voltage: well again",
    ]


def test_settings_of_reports_are_read_and_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    head = '[board]\nname = "Bến Sen"\n[panel]\nmodel = "png"\n[health]\n'
    path.write_text(f'{head}textfile = "a.prom"\npush = "https://u.vn/p"\nevery = "2 min"\n')
    found = load(path)
    assert (found.textfile, found.push_every_s) == (tmp_path / "a.prom", 120)
    path.write_text(f'{head}textfile = "a.txt"\nevery = "5 s"\n')
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert [str(one.line) + " " + one.says for one in caught.value.problems] == [
        '6 must end in .prom, as "kiosk.prom", not "a.txt".',
        '7 must be at least "1 min", not "5 s".',
        "7 belongs to push, which is missing; write that, or take this out.",
    ]
