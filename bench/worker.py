"""What a process of its own costs: a round's worker beside a bare interpreter, in time and memory.

    python bench/worker.py

Twenty times, in turns: a bare `python -I -c pass`; the worker from its start to the answer to a
first task that touches no network; and the same with a feed of 200 entries from loopback, which
loads the HTTP client and both parsers. A line each: median seconds, the ratio to the bare
interpreter, and the median of the largest resident size (VmHWM, MiB). Figures of one run may be
compared with each other, not with another machine's.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

from kiosk.content.values import NONE
from kiosk.content.web.answer import FEED, Route
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import GotFeed, ReadFeed, TakePoster

RUNS = 20
NOWHERE = TakePoster(Path("/nowhere/poster.jpg"), Path("/nowhere"))
ITEM = (
    "<item><title>Phường Bến Sen thông xe cầu số {0}</title><link>/tin-{1}</link>"
    "<pubDate>Mon, 23 Nov 2026 08:00:00 +0700</pubDate><description>Sáng 23/11, sau 14 tháng thi"
    " công, cây cầu đã thông xe trong sự chờ đợi của bà con hai bờ rạch.</description></item>"
)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

Measured = tuple[float, float]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The terminal is for the figures."""


def main() -> None:
    """Measure in turns, print medians."""
    with tempfile.TemporaryDirectory() as name:
        items = "".join(ITEM.format(n, 1600000000 + n) for n in range(200))
        feed = f'<rss version="2.0"><channel><title>Phường</title>{items}</channel></rss>'
        (Path(name) / "feed.xml").write_text(feed, encoding="utf-8")
        handler = partial(_Quiet, directory=name)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            _compare(f"127.0.0.1:{server.server_port}")
            server.shutdown()


def _compare(host: str) -> None:
    ways: dict[str, Callable[[], Measured]] = {
        "bare interpreter": _bare,
        "worker, first answer": _first_answer,
        "worker, feed of 200": partial(_feed, host),
    }
    runs = [{name: way() for name, way in ways.items()} for _ in range(RUNS)]
    bare = statistics.median(run["bare interpreter"][0] for run in runs)
    for name in ways:
        seconds = statistics.median(run[name][0] for run in runs)
        resident = statistics.median(run[name][1] for run in runs)
        print(f"{name:22}{seconds:8.3f} s{seconds / bare:8.1f} x{resident:8.1f} MiB")


def _bare() -> Measured:
    started = time.perf_counter()
    subprocess.run((sys.executable, "-I", "-c", "pass"), check=True)
    return time.perf_counter() - started, 0.0


def _first_answer() -> Measured:
    with Worker() as worker:
        started = time.perf_counter()
        worker.ask(NOWHERE, 30)
        return time.perf_counter() - started, _resident(worker)


def _feed(host: str) -> Measured:
    url, route = f"http://{host}/feed.xml", Route(frozenset({host}))
    now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    with Worker() as worker:
        started = time.perf_counter()
        result = worker.ask(ReadFeed(url, None, None, NONE, FEED, route, ZONE, now), 30)
        seconds = time.perf_counter() - started
        if not isinstance(result, GotFeed):
            raise SystemExit(f"the feed could not be read: {result}")
        return seconds, _resident(worker)


def _resident(worker: Worker) -> float:
    """The most that the process held, in MiB."""
    lines = Path(f"/proc/{worker.pid}/status").read_text().splitlines()
    (held,) = (line.split()[1] for line in lines if line.startswith("VmHWM"))
    return int(held) / 1024


if __name__ == "__main__":
    main()
