"""A board's working days, step by step, in a process of its own that can be traced and killed.

As a script it is warm: it has loaded all that a board needs, and forks a fresh board for each day
that its standard input asks for. The board says on its standard output what is done, and with it
what must be true from then on: that is its acknowledgement.
"""

import ctypes
import json
import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from aftermath import AFTER, BEFORE, facts
from msgspec import structs
from portal import feed, item
from shots import coded
from shots import scene as picture
from traces import ending

from kiosk import mishaps, settings
from kiosk.cli import main as kiosk
from kiosk.config import Config, load
from kiosk.content import gather
from kiosk.content.work.process import COMMAND, Worker
from kiosk.files import write_whole
from kiosk.service import Service

PANEL = """
[panel.quick]
like = "waveshare-7in5-v2"
interval = "1 s"
urgent = "1 s"
"""
SETTINGS = """
[board]
name = "{name}"
state = "state"
[[source]]
kind = "feed"
url = "{url}/feed.xml"
allow_hosts = ["127.0.0.1"]
[[source]]
kind = "notices"
path = "notices"
[panel]
model = "sim:quick"
path = "glass/glass.png"
[programme]
pages = ["news", "headlines", "notices"]
"""


class Day:
    """One run of a board; `tell` is called when a step is done. Its clocks go by leaps."""

    def __init__(self, at: Path, now: datetime, tell: Callable[[str], None]) -> None:
        self.at, self.now, self.ahead, self.tell = at, now, 0.0, tell
        self.logged = mishaps.Ring(at / "state", lambda: self.now, self.ticks)
        log = logging.getLogger("kiosk")
        log.propagate = False
        log.handlers = [self.logged]

    def ticks(self) -> float:
        return time.monotonic() + self.ahead

    def board(self, config: Config) -> Service:
        service = Service(config, lambda: self.now)
        service.screen.ticks = self.ticks
        service.journal.ticks = self.ticks
        return service

    def begin(self) -> None:
        """As `kiosk run` begins; the shipped layouts are in memory already."""
        self.service = self.board(load(self.at / "kiosk.toml"))
        settings.keep(self.service.config)
        self.service.look()
        self.service.redraw()
        self.tell("begun")

    def does(self, name: str, *steps: Callable[[], object]) -> None:
        self.now += timedelta(minutes=10)
        self.ahead += 600
        for step in steps:
            step()
        assert self.service.again is None, "the glass had time to rest"
        self.tell(name)

    def polls(self) -> None:
        self.service.poll(self.service.config.sources[0])

    def first(self) -> None:
        """A board is switched on for the first time, and asks for its news."""
        self.begin()
        self.does("news", self.polls, self.service.redraw)

    def clerk(self) -> None:
        """A clerk puts a notice up."""
        self.begin()
        words = ("Tạm ngưng cấp nước hẻm 262/15A", "--until", "31/12/2099")
        with redirect_stdout(StringIO()):
            code = kiosk(["notice", "add", *words, "--config", str(self.at / "kiosk.toml")])
        assert code == 0
        self.tell("posted")
        self.does("notice", self.service.look, self.service.develop, self.service.redraw)

    def news(self) -> None:
        """There are other news, and the pages turn."""
        self.begin()
        self.does("news", self.polls, self.service.redraw)
        self.does("turned", self.service.turn_page)

    def quiet(self) -> None:
        """There is nothing new; a day goes by."""
        self.begin()
        self.does("unchanged", self.polls, self.service.turn_page)
        self.now += timedelta(hours=24)
        self.ahead += 86400
        self.does("kept up", self.service.look, self.service.upkeep)

    def technician(self) -> None:
        """A technician gives the board another name."""
        self.begin()
        path = self.at / "kiosk.toml"
        before, words = self.service, path.read_text(encoding="utf-8")
        write_whole(path, words.replace(BEFORE, AFTER).encode())
        self.service = self.board(settings.fresh(path))
        self.service.take_over(before)
        settings.keep(self.service.config)
        self.does("renamed", self.service.look, self.service.redraw)

    def failing(self) -> None:
        """The portal has lost its feed, and the board is told to stop."""
        self.begin()
        self.does("refused", self.polls, self.service.redraw)
        self.does("stopped", self.service.stop)


# PR_SET_CHILD_SUBREAPER and PR_SET_PTRACER (linux/prctl.h).
SUBREAPER, PTRACER = 36, 0x59616D61
DAYS = ("first", "clerk", "news", "quiet", "technician", "failing")


def lay_out(at: Path, url: str) -> None:
    """What a technician makes of a new board."""
    (at / "notices").mkdir(parents=True)
    (at / "glass").mkdir()
    (at / "panels.toml").write_text(PANEL, encoding="utf-8")
    (at / "kiosk.toml").write_text(SETTINGS.format(name=BEFORE, url=url), encoding="utf-8")


def offer(portal: Path, url: str, day: str, now: datetime) -> None:
    """What the portal has on that day."""
    photo = '<enclosure url="/anh-{}.jpg" type="image/jpeg"/>'
    known = [
        ("Khởi công mở rộng hẻm 262/15A", 1, True),
        ("Ra mắt tổ hỗ trợ dịch vụ công", 2, False),
    ]
    if day not in ("first", "clerk"):
        known = [("Lịch tiêm chủng tháng Mười Hai", 3, True), known[0]]
        (portal / "anh-3.jpg").write_bytes(coded(picture((300, 200))))
    (portal / "anh-1.jpg").write_bytes(coded(picture((640, 420))))
    items = [
        item(
            *(number, title, "Sáng nay, tại trụ sở phường."),
            date=f"{now - timedelta(hours=number):%Y-%m-%dT%H:%M:%SZ}",
            more=photo.format(number) if has else "",
        ).replace("http://127.0.0.1/", f"{url}/")
        for title, number, has in known
    ]
    path = portal / "feed.xml"
    path.unlink(missing_ok=True)
    if day != "failing":
        path.write_text(feed(*items), encoding="utf-8")


def _orders() -> Iterator[dict[str, str]]:
    """Lines of the standard input, none of them read too soon: it is the children's, too."""
    line = b""
    while byte := os.read(0, 1):
        line += byte
        if byte == b"\n":
            yield json.loads(line)
            line = b""


def _day(order: dict[str, str], orders: Iterator[dict[str, str]]) -> None:
    at = Path(order["at"])
    # Where only descendants may be traced otherwise.
    ctypes.CDLL(None).prctl(PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
    os.write(1, b"%d\n" % os.getpid())
    next(orders)

    def tell(step: str) -> None:
        os.write(1, json.dumps({"step": step, "facts": structs.asdict(facts(at))}).encode() + b"\n")

    if point := order.get("worker"):
        gather.Worker = partial(Worker, (*ending(point), *COMMAND))  # type: ignore[misc]
    getattr(Day(at, datetime.fromisoformat(order["now"]), tell), order["day"])()


def _serve() -> None:
    with TemporaryDirectory() as place:
        lay_out(Path(place) / "ward", "http://127.0.0.1:9")
        Day(Path(place) / "ward", datetime.now(UTC), str).begin()
    # The worker of a board that was killed is this process's to wait for.
    assert ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0) == 0
    orders = _orders()
    for order in orders:
        if (child := os.fork()) == 0:
            os.setsid()
            _day(order, orders)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        # As systemd does it: what the board has begun ends with it.
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            while True:
                os.wait()
        os.write(1, b"ended %d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    _serve()
