"""A board is stopped in the middle of a refresh of 41 s, while its portal keeps it waiting."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults import drip, serving

# systemd/kiosk.service: what does not end within it is killed, and the panel stays as it is.
TIMEOUT_STOP_S = 20
ITEM = b"<rss><channel><item><title>Tin"
SETTINGS = """
[board]
name = "UBND Phường {name}"
[[source]]
kind = "feed"
url = "{url}"
allow_hosts = ["127.0.0.1"]
[panel]
model = "sim:slow"
pace = "real"
"""
PANEL = """
[panel.slow]
like = "waveshare-7in3-f"
interval = "1 s"
urgent = "1 s"
"""
# `kiosk run` that says how it left its panel.
RUN = """
import atexit, os, sys
from kiosk.cli import main
from kiosk.panels.simulation import Simulation
boards, reach = [], Simulation._reached
def reached(self):
    boards.append(reach(self))
    return boards[-1]
Simulation._reached = reached
leave = os._exit
def tell():
    print(boards[-1].asleep, len(boards[-1].film.refreshes), flush=True)
def told(code):
    tell()
    leave(code)
os._exit = told
atexit.register(tell)
sys.exit(main(["run"]))
"""


@pytest.mark.parametrize("shown_before", [0, 1], ids=["at the start", "later"])
def test_it_ends_in_time_with_the_panel_asleep(tmp_path: Path, shown_before: int) -> None:
    ears = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ears.bind(str(tmp_path / "notify"))
    ears.settimeout(90)
    (tmp_path / "panels.toml").write_text(PANEL, encoding="utf-8")
    with serving() as portal, ears:
        portal.scripts["/feed.xml"] = drip(b"HTTP/1.1 200 OK\r\n\r\n" + ITEM, b" ", 1.0)
        words = SETTINGS.format(name="{}", url=portal.url("/feed.xml"))
        (tmp_path / "kiosk.toml").write_text(words.format("Bến Sen"), encoding="utf-8")
        board = subprocess.Popen(
            [sys.executable, "-c", RUN],
            cwd=tmp_path,
            env={**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            if shown_before:
                while b"READY=1" not in ears.recv(1000):
                    pass
                (tmp_path / "kiosk.toml").write_text(words.format("Bình Thới"), encoding="utf-8")
            time.sleep(5)  # into the refresh
            board.send_signal(signal.SIGTERM)
            began = time.monotonic()
            board.wait(timeout=60)
            took = time.monotonic() - began
        finally:
            board.kill()
            left, said = board.communicate()
    assert took < TIMEOUT_STOP_S, said
    assert board.returncode == 0, said
    assert left.split() == ["True", str(shown_before + 1)], said
