"""The service and its panel: pages on the glass, rests, faults that stop nothing, stopping."""

import logging
import os
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from kiosk import app, running
from kiosk.agenda import schedule
from kiosk.config import Config
from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.geometry import Size
from kiosk.health import status
from kiosk.hours import Hours, Range
from kiosk.panels import catalog, png
from kiosk.panels.bus import play
from kiosk.panels.drive import driver
from kiosk.panels.lock import held
from kiosk.panels.policy import Show
from kiosk.panels.record import save
from kiosk.panels.screen import Screen
from kiosk.panels.sim.build import simulated
from kiosk.panels.steps import Full
from kiosk.pulse import Pulse
from kiosk.running import Stop
from kiosk.service import Service

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOTICE = "Cúp nước\n\nTừ 13 giờ hôm nay tại hẻm 262/15A.\n\nHết hạn: {} 23/11/2026\n"
NAMES = "Danh sách\n\nHộ ông Nguyễn Văn Ẩn, hẻm 5.\n\nHết hạn: 30/11/2026\n"


class Board:
    """A board with a simulated panel whose notices are its news, and both of its clocks."""

    def __init__(self, config: Config, model: str = "waveshare-7in5-v2") -> None:
        folder = config.path.parent / "notices"
        folder.mkdir()
        self.folder = folder
        self.now, self.ticks = MORNING, 0.0
        self.config = replace(
            config,
            notices=(folder,),
            pages=("notices",),
            model=f"sim:{model}",
            panel=catalog.panel(model),
        )
        self.service = Service(self.config, lambda: self.now)
        real = self.service.screen
        assert isinstance(real, Screen)
        panel, state = self.config.panel, self.config.state
        # The same, with a clock that tests move.
        self.screen = Screen(panel, self.config.model, 0, state, real.link, lambda: self.ticks)
        self.service.screen = self.screen

    def put(self, name: str, words: str) -> None:
        path = self.folder / name
        path.write_text(words, encoding="utf-8")
        os.utime(path, (MORNING.timestamp(), MORNING.timestamp()))

    def later(self, seconds: float) -> str:
        """How the glass was refreshed last, after the page was drawn anew."""
        self.now += timedelta(seconds=seconds)
        self.ticks += seconds
        self.service.look()
        self.service.redraw()
        return self.screen.remembered().how

    @property
    def glass(self) -> bytes:
        return self.config.picture.read_bytes()


@pytest.fixture
def board(config: Config) -> Board:
    return Board(config)


def test_a_word_that_changes_is_a_partial_refresh_and_a_new_make_up_a_fast_one(
    board: Board,
) -> None:
    board.put("a.txt", NAMES)
    assert board.later(0) == "full"
    alone = board.glass
    assert alone == board.screen.picture.read_bytes()
    board.put("a.txt", NAMES.replace("hẻm 5", "hẻm 7"))
    assert board.later(300) == "partial"
    assert board.glass != alone
    board.put("b.txt", NOTICE.format("9h20"))
    assert board.later(300) == "fast"
    board.put("a.txt", NAMES)
    assert board.later(900) == "fast", "the other notice has ended"
    assert board.glass == alone
    assert board.screen.remembered().refreshes == 4


def test_a_page_that_comes_too_soon_is_shown_when_the_glass_has_rested(board: Board) -> None:
    board.put("a.txt", NAMES)
    board.later(0)
    alone = board.glass
    board.put("b.txt", NOTICE.format("17h"))
    board.later(60)
    assert board.glass == alone
    assert board.service.again == 120
    board.later(120)
    assert board.glass != alone
    assert board.service.again is None


def test_what_must_wait_has_a_job(board: Board) -> None:
    board.put("a.txt", NAMES)
    board.later(0)
    board.put("b.txt", NOTICE.format("17h"))
    board.later(60)

    (job,) = [
        job for job in schedule(board.service, Pulse()).scheduler.get_jobs() if job.id == "panel"
    ]

    assert job.trigger.run_date == board.now + timedelta(seconds=120)


def test_an_urgent_word_does_not_wait_for_the_rest(board: Board) -> None:
    board.put("a.txt", NAMES)
    board.later(0)
    alone = board.glass
    board.put("b.txt", "KHẨN: Cháy chợ\n\nTránh đường Bến Sen.\n\nHết hạn: 23/11/2026\n")
    board.later(20)
    assert board.glass == alone
    assert board.service.again == 10
    board.later(10)
    assert board.glass != alone


def test_when_the_office_opens_all_of_the_glass_is_refreshed(config: Config) -> None:
    hours = Hours(weekdays=(Range(8 * 60, 10 * 60), Range(14 * 60, 17 * 60)))
    board = Board(replace(config, hours=hours))
    board.put("a.txt", NAMES)
    board.later(0)
    assert board.later(3600) == "fast", "the closing page"
    assert board.later(4 * 3600) == "full"


def test_a_quiet_board_is_refreshed_within_the_day(board: Board) -> None:
    board.put("a.txt", NAMES)
    board.later(0)
    for _ in range(6 * 23):
        board.now += timedelta(minutes=10)
        board.ticks += 600
        board.service.upkeep()
    assert board.screen.remembered().refreshes == 2


def test_a_panel_that_fails_is_told_once_and_stops_nothing(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk")
    board.put("a.txt", NAMES)
    board.config.picture.mkdir(parents=True)
    board.later(0)
    board.later(30)
    assert board.service.again == 60
    assert "failed 2 times in a row" in " ".join(status(board.config, board.now).lines())
    assert not status(board.config, board.now).well
    board.config.picture.rmdir()
    board.later(10)
    assert not board.config.picture.exists(), "it is let alone for a while"
    board.later(50)
    assert board.config.picture.exists()
    assert board.service.again is None
    said = [record.getMessage() for record in caplog.records]
    assert [line for line in said if "can't write" in line] == [said[0]]
    assert "the panel works again" in said
    found = status(board.config, board.now)
    assert found.panel is not None
    assert (found.panel.failures, found.panel.known) == (0, True)


def test_while_a_technician_has_the_panel_the_board_waits_and_status_says_so(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    board.put("a.txt", NAMES)
    board.later(0)
    memory = board.screen.memory.read_bytes()
    with held(board.config.state / "panel.lock", "technician"):
        board.put("b.txt", NOTICE.format("16:00"))
        board.later(200)
        assert board.service.again == 30
        assert "another process drives it now" in caplog.text
        assert board.screen.memory.read_bytes() == memory, "the record is the technician's now"
        assert "  a process drives it now" in status(board.config, board.now).lines()
    board.later(30)
    assert board.screen.remembered().refreshes == 2
    assert "  a process drives it now" not in status(board.config, board.now).lines()


def test_a_refresh_under_way_is_no_fault(board: Board) -> None:
    board.put("a.txt", NAMES)
    board.later(0)
    begun = replace(board.screen.remembered(), driving=True)
    save(board.screen.memory, begun)
    unknown = "  that refresh did not end; all of the glass is refreshed next"
    with held(board.config.state / "panel.lock", "service"):
        assert unknown not in status(board.config, board.now).lines()
    assert unknown in status(board.config, board.now).lines()


def test_a_stop_leaves_a_refresh_its_time_and_then_gives_it_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = Stop()
    assert not stop.late()
    stop.set()
    assert not stop.late()
    monkeypatch.setattr(running, "REFRESH_AFTER_S", -1.0)
    assert stop.late()


def test_a_refresh_that_is_given_up_leaves_the_panel_at_rest() -> None:
    panel = catalog.panel("waveshare-7in5-v2")
    glass, drive = simulated(panel, strict=False), driver(panel)

    def stopped() -> bool:
        return bool(glass.film.refreshes)

    steps = drive.show(panel, glass.shown, Full(), None)
    with pytest.raises(PanelError, match="refresh: stopped before it ended"):
        play(steps, drive.rest(panel), glass, panel.name, stopped)

    assert glass.asleep


def test_a_picture_file_needs_no_rest_and_is_the_page(config: Config) -> None:
    screen = app.screen(config)

    assert screen.upkeep(MORNING).reason == "a picture file needs no care"
    screen.rest(MORNING)
    assert (screen.problem, screen.driving) == ("", False)


def test_a_copy_that_the_disk_refuses_keeps_no_page_from_a_picture_file(config: Config) -> None:
    screen, white = (
        app.screen(config),
        Frame(Size(8, 2), catalog.panel("waveshare-7in5-v2").palette, bytes(16)),
    )
    config.state.write_text("no folder", encoding="utf-8")

    assert isinstance(screen.show(white, MORNING), Show)
    assert png.shown(config.picture) == white.digest
    assert "glass.png" in screen.problem
