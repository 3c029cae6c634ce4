"""What a board costs while little happens: processor, memory, worker processes.

    python bench/idle.py [SECONDS] [--json]

Runs `kiosk run` with a simulated 7.5" panel and the sample portal on loopback, lets it come to
rest, and reads /proc for ten minutes or SECONDS. Pages turn and the portal is asked meanwhile, as
on any day; the share of one processor is given for all of it and for the quiet seconds alone.
Figures of one run may be compared with each other, not with another machine's.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kiosk.demo import serve

SETTLES_S, LOOK_S, TEN_MINUTES = 20, 1.0, 600
TICKS_A_SECOND, PAGE_BYTES = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
SETTINGS = """
[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "feed"
url = "{url}/feed.xml"
full_text = true
[panel]
model = "sim:waveshare-7in5-v2"
"""


def processor_s(process: int) -> float:
    """Seconds of processor time of a process and of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS_A_SECOND


def resident_mib(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text("utf-8").split()[1])
    return pages * PAGE_BYTES / (1 << 20)


def children(process: int) -> int:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return sum(len(thread.read_text("utf-8").split()) for thread in threads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("seconds", type=int, nargs="?", default=TEN_MINUTES)
    parser.add_argument("--json", action="store_true", help="the figures for `make bench`")
    asked = parser.parse_args()
    found = measured(asked.seconds)
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{asked.seconds} s")
    print(f"processor, all of it      {found['share']:8.3%}")
    print(f"processor, median second  {found['second']:8.3%}")
    print(f"resident, median          {found['median']:8.1f} MiB")
    print(f"resident, most            {found['most']:8.1f} MiB")
    print(f"seconds with a worker     {found['worked']:8.0f}")


def measured(seconds: int) -> dict[str, float]:
    """Shares of one processor in all and in the median second, MiB, seconds with a worker."""
    with serve() as url, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "kiosk.toml").write_text(SETTINGS.format(url=url), encoding="utf-8")
        board = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run"],
            cwd=folder,
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},  # as systemd/kiosk.service has it
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(SETTLES_S)
            return _looked(board.pid, seconds)
        finally:
            board.send_signal(signal.SIGTERM)
            board.wait()


def _looked(board: int, seconds: int) -> dict[str, float]:
    begun, used = time.monotonic(), processor_s(board)
    each, memory, worked = [], [], 0
    while time.monotonic() - begun < seconds:
        before = processor_s(board)
        time.sleep(LOOK_S)
        each.append((processor_s(board) - before) / LOOK_S)
        memory.append(resident_mib(board))
        worked += children(board) > 0
    share = (processor_s(board) - used) / (time.monotonic() - begun)
    return {
        "share": share,
        "second": statistics.median(each),
        "median": statistics.median(memory),
        "most": max(memory),
        "worked": worked,
    }


if __name__ == "__main__":
    main()
