"""The plug is pulled: a real file system, shut down under a running board at random moments."""

import fcntl
import json
import os
import random
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from portal import feed, item, serving

from kiosk.files import write_whole
from kiosk.panels.png import shown

CUTS = 20
SIZE = 48 << 20
# EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH (linux/fs/ext4/ext4.h): what was not synced is
# lost, as in a power cut.
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2
PANEL = """
[panel.quick]
like = "waveshare-7in5-v2"
interval = "1 s"
urgent = "1 s"
"""
SETTINGS = """
[board]
name = "UBND Phường {name}"
[[source]]
kind = "feed"
url = "{url}/feed.xml"
every = "1 s"
allow_hosts = ["127.0.0.1"]
[[source]]
kind = "notices"
path = "notices"
[panel]
model = "sim:quick"
path = "{glass}"
[programme]
pages = ["news", "headlines", "notices"]
dwell = "1 s"
"""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.geteuid() != 0, reason="mounts a file system: needs root"),
]


def call(*words: object) -> bool:
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False)
    return done.returncode == 0


class Disk:
    """A small ext4 of its own."""

    def __init__(self, folder: Path) -> None:
        self.image, self.at = folder / "disk.ext4", folder / "disk"
        self.at.mkdir()
        with self.image.open("wb") as file:
            file.truncate(SIZE)
        if not call("mkfs.ext4", "-q", "-F", self.image) or not self.mount():
            pytest.skip("no file system can be made and mounted here")

    def mount(self) -> bool:
        return call("mount", "-o", "loop,commit=1", self.image, self.at)

    def cut(self) -> None:
        handle = os.open(self.at, os.O_RDONLY)
        fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        os.close(handle)

    def unmount(self) -> None:
        for _ in range(50):
            if call("umount", self.at):
                return
            time.sleep(0.1)
        raise AssertionError("the disk is still busy")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path)
    yield made
    call("umount", "-l", made.at)


class Ward:
    """A board on that disk, its portal and its clerk; the glass is not on the disk."""

    def __init__(self, disk: Disk, folder: Path, url: str, chance: random.Random) -> None:
        self.disk, self.chance, self.url = disk, chance, url
        self.portal, self.glass = folder / "portal", folder / "glass.png"
        self.ears = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.ears.bind(str(folder / "notify"))
        self.environment = {**os.environ, "NOTIFY_SOCKET": str(folder / "notify")}
        (disk.at / "notices").mkdir()
        write_whole(disk.at / "panels.toml", PANEL.encode())
        self.settings("Bến Sen")

    @property
    def state(self) -> Path:
        return self.disk.at / "state"

    def settings(self, name: str) -> None:
        words = SETTINGS.format(name=name, url=self.url, glass=self.glass)
        write_whole(self.disk.at / "kiosk.toml", words.encode())

    def happens(self) -> None:
        """Something new: a story, a notice, other settings."""
        number = self.chance.randrange(100)
        kind = self.chance.choice(("story", "story", "notice", "settings"))
        try:
            if kind == "story":
                news = feed(item(number, f"Tin số {number} của phường", "Sáng nay."))
                (self.portal / "feed.xml").write_text(news, encoding="utf-8")
            elif kind == "notice":
                words = f"Thông báo {number}\n\nTại hẻm {number}.\n\nHết hạn: 31/12/2099\n"
                write_whole(self.disk.at / "notices" / f"{number % 3}.txt", words.encode())
            else:
                self.settings(f"số {number}")
        except OSError:
            return  # the disk is cut

    def start(self) -> "subprocess.Popen[str]":
        board = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run"],
            cwd=self.disk.at,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=self.environment,
            text=True,
        )
        self.ears.settimeout(30)
        try:
            while b"READY=1" not in self.ears.recv(1000):
                pass
        except TimeoutError:
            board.kill()
            raise AssertionError(board.communicate()[1]) from None
        return board


@pytest.mark.parametrize("seed", range(10))
def test_after_a_power_cut_the_last_page_stands_and_nothing_is_torn(
    disk: Disk, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    (tmp_path / "portal").mkdir()
    news = feed(item(1, "Tin đầu tiên của phường", "Sáng nay."))
    (tmp_path / "portal" / "feed.xml").write_text(news, encoding="utf-8")
    with serving(tmp_path / "portal") as url:
        ward = Ward(disk, tmp_path, url, chance)
        with ward.ears:
            for _ in range(CUTS):
                _one_cut(ward, chance)
            board = ward.start()
            board.send_signal(signal.SIGTERM)
            said = board.communicate(timeout=30)[1]
    assert "Traceback" not in said
    leftovers = [path for path in ward.state.rglob(".*") if path.is_file()]
    assert len(leftovers) <= 2, leftovers


def _one_cut(ward: Ward, chance: random.Random) -> None:
    board = ward.start()
    ends = time.monotonic() + chance.uniform(0.1, 2.5)
    while time.monotonic() < ends:
        ward.happens()
        time.sleep(chance.uniform(0.01, 0.3))
    # All at once: what a process would do on a dead disk is not part of a power cut.
    board.send_signal(signal.SIGSTOP)
    os.waitpid(board.pid, os.WUNTRACED)
    ward.disk.cut()
    board.kill()
    said = board.communicate()[1]
    assert "Traceback" not in said, said
    assert "old picture" not in said, "a partial refresh from a picture that is not the glass's"
    ward.disk.unmount()
    assert ward.disk.mount()
    database = ward.state / "kiosk.db"
    if database.exists():
        with sqlite3.connect(database) as stored:
            assert stored.execute("pragma quick_check").fetchall() == [("ok",)]
        stored.close()
    for picture in (ward.state / "glass.png", ward.glass):
        assert not picture.exists() or shown(picture), f"{picture} is torn"
    memory = ward.state / "panel.json"
    if memory.exists() and not (past := json.loads(memory.read_bytes()))["driving"]:
        assert past["digest"] == shown(ward.glass), "what is remembered is not on the glass"
