"""A portal on loopback with new stories on each working day, and with every fault that one has."""

import hashlib
import io
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from msgspec import Struct, field
from PIL import Image
from portal import feed, item

# A feed lists so many.
LISTED = 12
LOGIN = "<!doctype html><html><body><form>Đăng nhập Wi-Fi của tòa nhà</form></body></html>"
PAGE = "<!doctype html><html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"
TEXT = (
    "Sáng nay, Ủy ban nhân dân phường đã phối hợp với các khu phố rà soát việc này tại từng hẻm.",
    "Người dân cần biết thêm xin liên hệ bộ phận một cửa trong giờ làm việc các ngày trong tuần.",
)

Say = Callable[["Answering"], None]


class Written(Struct, frozen=True):
    """A story as its paper has it; `photo` is "", "good" or "broken"."""

    number: int
    title: str
    at: datetime
    photo: str = ""


class Portal(Struct):
    """What it serves now; `answered` are the feeds that went out whole since somebody looked."""

    stories: dict[str, list[Written]] = field(default_factory=dict)
    fault: Say | None = None
    answered: list[str] = field(default_factory=list)
    polls: int = 0
    port: int = 0
    _server: ThreadingHTTPServer | None = None
    _thread: Thread | None = None

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def opens(self) -> None:
        """Be reachable, always at the same port."""
        if self._server is not None:
            return
        kind = type("_Answering", (Answering,), {"portal": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), kind)
        self.port = self._server.server_port
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def closes(self) -> None:
        """Be out of reach, as without any network."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._server = self._thread = None

    def feed(self, path: str) -> bytes:
        newest = sorted(self.stories[path], key=lambda one: one.at, reverse=True)[:LISTED]
        return feed(*(self._entry(one) for one in newest)).encode()

    def _entry(self, story: Written) -> str:
        photo = f'<enclosure url="{self.url(f"/anh/{story.number}.jpg")}" type="image/jpeg"/>'
        entry = item(1, story.title, TEXT[0], format_datetime(story.at), photo * bool(story.photo))
        entry = entry.replace("http://127.0.0.1/tin-tuc/tin-1600000001", self._link(story))
        return entry.replace("1600000001", str(story.number))

    def _link(self, story: Written) -> str:
        return self.url(f"/tin-tuc/tin-{story.number}")

    def written(self, number: int) -> Written | None:
        every = (one for stories in self.stories.values() for one in stories)
        return next((one for one in every if one.number == number), None)


class Answering(BaseHTTPRequestHandler):
    """One request."""

    portal: Portal

    def do_GET(self) -> None:
        self.portal.polls += self.path in self.portal.stories
        with suppress(OSError):  # whom this takes too long goes away
            if self.portal.fault and self.path in self.portal.stories:
                self.portal.fault(self)
            else:
                self.well()

    def well(self) -> None:
        """As it should be."""
        path, portal = self.path, self.portal
        number = int("".join(filter(str.isdecimal, path)) or 0)
        if path in portal.stories:
            self.whole(portal.feed(path))
            portal.answered.append(path)
        elif (story := portal.written(number)) and path.startswith("/anh/"):
            self.says(picture(story), kind="image/jpeg")
        elif story:
            body = "".join(f"<p>{words}</p>" for words in TEXT)
            self.says(PAGE.format(story.title, body).encode(), kind="text/html; charset=utf-8")
        else:
            self.says(b"", 404)

    def whole(self, body: bytes) -> None:
        """A feed, or that it is the same as before."""
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.says(b"", 304, ETag=tag)
        else:
            self.says(body, ETag=tag)

    def says(self, body: bytes, code: int = 200, kind: str = "text/xml", **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """A test's terminal is for the test."""


def broken(answering: Answering) -> None:
    answering.says("Lỗi máy chủ".encode(), 500)


def busy(answering: Answering) -> None:
    answering.says(b"", 503, Retry_After="7200")


def login(answering: Answering) -> None:
    answering.says(LOGIN.encode(), kind="text/html; charset=utf-8")


def torn(answering: Answering) -> None:
    """The feed up to the middle of its first entry."""
    answering.says(answering.portal.feed(answering.path)[:200])


def empty(answering: Answering) -> None:
    answering.says(b"")


def endless(answering: Answering) -> None:
    answering.send_response(200)
    answering.send_header("Content-Type", "text/xml")
    answering.end_headers()
    answering.wfile.write(answering.portal.feed(answering.path)[:-20])
    for _ in range(1000):
        answering.wfile.write(b" " * 65536)


def silent(answering: Answering) -> None:
    """The connection stands, and ends in the middle of a line."""
    answering.wfile.write(b"HTTP/1.1 200 OK\r\nContent-")
    time.sleep(0.2)
    answering.connection.shutdown(socket.SHUT_RDWR)


def circles(answering: Answering) -> None:
    answering.says(b"", 302, Location=answering.path)


def astray(answering: Answering) -> None:
    """Into the office's own network."""
    answering.says(b"", 302, Location="http://192.168.1.1/dang-nhap")


FAULTS: tuple[Say, ...] = (broken, busy, login, torn, empty, endless, silent, circles, astray)


def picture(story: Written) -> bytes:
    """A photograph of its own for each story, or something else under its name."""
    if story.photo == "broken":
        return LOGIN.encode()
    across = Image.linear_gradient("L").rotate(90).resize((480, 320))
    down = Image.linear_gradient("L").rotate(story.number % 360).resize((480, 320))
    out = io.BytesIO()
    Image.merge("RGB", [across, down, across]).save(out, "JPEG")
    return out.getvalue()


@contextmanager
def publishing(paths: Sequence[str]) -> Iterator[Portal]:
    """A portal with a feed at each of `paths`."""
    portal = Portal({path: [] for path in paths})
    portal.opens()
    try:
        yield portal
    finally:
        portal.closes()
