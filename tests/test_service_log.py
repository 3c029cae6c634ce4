"""What a running board writes down of what it shows."""

import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.config import Config
from kiosk.logbook import showings
from kiosk.service import Service
from kiosk.showings import FOLDER, read

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOTICE = "Cúp nước hẻm 262/15A\nDo sửa ống nước.\nHết hạn: 30/11/2026\n"


class Board:
    """A board that shows its notices, with clocks that a test sets."""

    def __init__(self, config: Config, folder: Path) -> None:
        (folder / "notices").mkdir()
        notice = folder / "notices" / "cup-nuoc.txt"
        notice.write_text(NOTICE, encoding="utf-8")
        os.utime(notice, (NOW.timestamp(), NOW.timestamp()))
        self.now, self.ticks = NOW, 0.0
        told = replace(config, notices=(folder / "notices",), pages=("notices",))
        self.service = Service(told, lambda: self.now)
        self.service.journal.ticks = lambda: self.ticks
        self.service.journal.trusted = lambda _: True

    def pass_s(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.ticks += seconds


@pytest.fixture
def board(config: Config, tmp_path: Path) -> Board:
    made = Board(config, tmp_path)
    made.service.look()
    made.service.redraw()
    return made


def test_a_notice_is_shown_until_it_is_gone(board: Board, config: Config, tmp_path: Path) -> None:
    board.pass_s(300)
    board.service.redraw()
    (tmp_path / "notices" / "cup-nuoc.txt").unlink()
    board.pass_s(300)
    board.service.look()
    board.service.redraw()
    notice, waiting = showings(read(config.state))
    assert [one.title for one in notice.standing.notices] == ["Cúp nước hẻm 262/15A"]
    assert (notice.begins, notice.ends, notice.known) == (NOW, NOW + timedelta(minutes=10), True)
    assert waiting.standing.notices == ()


def test_looking_says_once_an_hour_that_the_page_stands(board: Board, config: Config) -> None:
    for _ in range(13):
        board.pass_s(600)
        board.service.look()
    board.service.stop()
    assert [line.kind for line in read(config.state)] == ["shown", "pulse", "pulse", "stopped"]


def test_a_panel_that_fails_shows_nothing_for_certain(
    board: Board, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    config.picture.unlink()
    config.picture.mkdir()
    board.pass_s(60)
    board.service.redraw()
    config.picture.rmdir()
    board.pass_s(60)
    board.service.redraw()
    assert [line.kind for line in read(config.state)] == ["shown", "stopped", "shown"]
    assert len(caplog.messages) == 1


def test_a_disk_that_refuses_is_told_once_and_the_board_goes_on(
    config: Config, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="kiosk")
    config.state.mkdir()
    (config.state / FOLDER).write_text("no folder")
    made = Board(config, tmp_path)
    for _ in range(3):
        made.service.look()
        made.service.redraw()
    assert [one for one in caplog.messages if "what was shown" in one] == [
        f"can't write down in {config.state / FOLDER} what was shown (File exists); check the disk"
    ]
    assert config.picture.exists()
