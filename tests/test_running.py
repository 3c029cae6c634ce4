"""`kiosk run` as systemd sees it: ready, alive, settings read anew, the end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.panels.png import shown

WORDS = '[board]\nname = "{}"\n[panel]\nmodel = "png"\n'


class Board:
    """A running board, and what it tells systemd."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("Bến Sen")
        # A board before it was killed amid a write, in 1970.
        self.left = folder / "state" / ".panel.json.h4x_0qz1"
        self.left.parent.mkdir()
        self.left.touch()
        os.utime(self.left, (0, 0))
        self.ears = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ears.bind(str(folder / "notify"))
        self.ears.settimeout(20)
        environment = {**os.environ, "NOTIFY_SOCKET": str(folder / "notify")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def write(self, name: str) -> None:
        (self.folder / "kiosk.toml").write_text(WORDS.format(name), encoding="utf-8")

    def hear(self, word: str) -> str:
        """The first message with a word in it."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            said = self.ears.recv(1000).decode()
            if word in said:
                return said
        raise AssertionError(word)

    def another(self, digest: str | None) -> str | None:
        """What the glass shows once that is something else."""
        deadline = time.monotonic() + 20
        while shown(self.folder / "frame.png") == digest and time.monotonic() < deadline:
            time.sleep(0.05)
        return shown(self.folder / "frame.png")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    running = Board(tmp_path)
    yield running
    running.ears.close()
    running.process.kill()
    running.process.communicate()


def test_a_board_is_ready_when_its_first_picture_stands_lives_reads_settings_anew_and_ends(
    board: Board, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(board.folder)
    board.hear("READY=1")
    first = shown(board.folder / "frame.png")
    assert first
    assert not board.left.exists()
    assert "STATUS=shows waiting" in board.hear("WATCHDOG=1")

    board.write("Bình Thới")
    board.hear("RELOADING=1")
    board.hear("READY=1")
    second = board.another(first)
    assert second != first

    board.write('hỏng"')
    board.hear("RELOADING=1")
    board.hear("READY=1")
    assert main(["status"]) == 3
    assert "the settings that were last good are used" in capsys.readouterr().out

    board.process.send_signal(signal.SIGHUP)
    board.hear("RELOADING=1")
    board.hear("READY=1")
    assert shown(board.folder / "frame.png") == second

    board.process.send_signal(signal.SIGTERM)
    board.hear("STOPPING=1")
    _, said = board.process.communicate(timeout=20)
    assert board.process.returncode == 0
    assert said.count("the settings before stay") == 2
    assert "Bình Thới: settings read anew" in said
    assert "Traceback" not in said


def test_a_board_starts_with_the_settings_that_were_last_good(board: Board, tmp_path: Path) -> None:
    board.hear("READY=1")
    board.process.send_signal(signal.SIGTERM)
    board.process.communicate(timeout=20)
    first = shown(tmp_path / "frame.png")
    (tmp_path / "frame.png").unlink()
    board.write('hỏng"')
    again = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert board.another(None) == first
    finally:
        again.send_signal(signal.SIGTERM)
        _, said = again.communicate(timeout=20)
    assert again.returncode == 0
    assert "the settings that were last good are used" in said
