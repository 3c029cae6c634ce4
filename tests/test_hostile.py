"""Everything that a server was seen to do to a reader, against one whole round.

Each ends in time, leaves the last good edition standing, and is told in a true sentence.
"""

import socket
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from faults import FaultServer, Talk, bomb, drip, reply, serving, zipped
from msgspec.structs import replace

from kiosk.config import Config
from kiosk.content.gather import Outcome, gather
from kiosk.content.memory.store import Store
from kiosk.content.source import FeedSource
from kiosk.health import status

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
DEADLINE_S = 3.0
# What a hostile document may take of the processor beyond the round's own time.
READING_S = 12.0
MOST_MB = 256
CONFIG = """
[board]
name = "UBND Phường Bến Sen"
state = "{state}"
[[source]]
kind = "feed"
url = "{url}"
[panel]
model = "png"
"""
GOOD = (
    '<rss version="2.0"><channel><title>Phường Bến Sen</title><item><title>Cúp nước khẩn</title>'
    "<link>/tin-1491880001</link><pubDate>22/11/2026 08:00</pubDate></item></channel></rss>"
)


def rss(inside: str = "", head: str = "") -> bytes:
    return f'{head}<rss version="2.0"><channel><title>P</title>{inside}</channel></rss>'.encode()


def item(inside: str) -> bytes:
    return rss(f"<item><title>Tin</title><link>/tin-1491880009</link>{inside}</item>")


def hang(seconds: float) -> Talk:
    return lambda _: time.sleep(seconds)


def reset(peer: socket.socket) -> None:
    """Half a body, then a reset instead of an end."""
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss>")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def endless_chunks(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    for _ in range(2000):
        peer.sendall(chunk)


def whole(body: bytes = b"", status: str = "200 OK", **headers: str) -> Talk:
    return lambda peer: peer.sendall(reply(body, status, **headers))


def raw(data: bytes) -> Talk:
    return lambda peer: peer.sendall(data)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
REFUSALS = {
    "silent": (hang(20), "within"),
    "header drip": (drip(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n", 0.2), "within"),
    "body drip": (drip(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", b"a", 0.2), "within"),
    "endless 100": (drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05), "within"),
    "reset": (reset, "broke"),
    "closed": (raw(b""), "broke"),
    "short body": (whole(GOOD.encode(), Content_Length="99999"), "broke off before its end"),
    "cut gzip": (whole(zipped(GOOD.encode())[:-20], Content_Encoding="gzip"), "broke off"),
    "gzip bomb": (whole(bomb(200), Content_Encoding="gzip"), "larger than"),
    "double gzip": (whole(zipped(bomb(64)), Content_Encoding="gzip"), "not a feed"),
    "gzip twice": (whole(zipped(zipped(b"x")), Content_Encoding="gzip, gzip"), "coding"),
    "loop": (whole(status="302 Found", Location="/feed"), "redirects more than 5 times"),
    "redirect bomb": (
        whole(bomb(100), "302 Found", Location="/feed", Content_Encoding="gzip"),
        "redirects more than 5 times",
    ),
    "to a file": (whole(status="302 Found", Location="file:///etc/passwd"), "no web address"),
    "to the router": (
        whole(status="302 Found", Location="http://[::1]:9/"),
        "can't be reached|not a public|refused",
    ),
    "bad location": (whole(status="302 Found", Location="http://[::1"), "no address"),
    "429": (whole(status="429 Too Many Requests", Retry_After="120"), "answered 429"),
    "503 rubbish": (whole(status="503 Service Unavailable", Retry_After="mai"), "answered 503"),
    "503 ten years": (whole(status="503 Busy", Retry_After="315360000"), "answered 503"),
    "captive portal": (whole(b"<html><body>Wi-Fi mi\xe1\xbb\x85n ph\xc3\xad"), "login page"),
    "empty": (whole(), "nothing at all"),
    **{
        str(code): (whole(status=f"{code} No"), f"answered {code}")
        for code in (401, 403, 404, 410, 500)
    },
    "endless chunks": (endless_chunks, "larger than"),
    "header of 100 kB": (raw(b"HTTP/1.1 200 OK\r\na: " + b"b" * 100_000 + b"\r\n\r\n"), "HTTP"),
    "two hundred headers": (raw(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"), "HTTP|read"),
    "garbage": (raw(b"\x00\xff\xfe garbage\r\n\r\n"), "HTTP"),
    "a local file": (whole(b"/etc/hostname"), "not a feed"),
    "a device": (whole(b"/dev/zero"), "not a feed"),
    "billion laughs": (
        whole(rss("<item><title>&l9;</title></item>", f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>')),
        "entities",
    ),
    "external entity": (
        whole(
            rss(
                "<item><title>&x;</title></item>",
                '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            )
        ),
        "entities",
    ),
    "50 MB": (whole(rss("<item><title>Tin</title></item>" * 1_700_000)), "larger than"),
    "no items": (whole(rss()), "empty"),
    "JSON": (whole(b'{"items": []}'), "JSON"),
}
# These hold a feed that can be read; what must hold is that the round ends whole.
TRAPS = {
    "a hundred thousand attributes": rss(
        "<x " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"
    ),
    "a million tags": rss("<a>" * 500_000),
    "encoding sniffer": b"<?" + b'encoding="' * 3_200 + rss(),
    "author": item("<author>a@" + "a." * 64_000 + "!</author>"),
    "style": item(f"<description>&lt;p style='{'a' * 80_000}</description>"),
    "comments": item("<description>" + "&lt;!--" * 80_000 + "</description>"),
    "title of 20 kB": rss(f"<item><title>{'dài ' * 5000}</title><link>/a-1491880008</link></item>"),
    "controls": rss("<item><title>Tin\x00\x0b \u202eđảo</title><link>/b-1491880007</link></item>"),
    "script": rss("<item><title>&amp;lt;script&amp;gt;x</title><link>/c-1491880006</link></item>"),
    "cut": (GOOD * 1)[:-40].encode(),
    "one bad byte": GOOD.encode().replace("Cúp".encode(), b"C\xfap"),
    "UTF-16": GOOD.encode("utf-16"),
}


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serving() as running:
        yield running


@pytest.fixture
def board(config: Config, server: FaultServer) -> Config:
    """A board that has shown one good edition of this server's feed."""
    followed = replace(config, sources=(FeedSource(server.url("/feed")),))
    server.answer("/feed", GOOD.encode(), ETag='"good"')
    assert asked(followed).error is None
    return followed


def asked(board: Config, at: datetime = NOW) -> Outcome:
    with Store(board.state) as store:
        (outcome,) = gather(
            board.sources,
            store,
            zone=SAIGON,
            now=at,
            deadline_s=DEADLINE_S,
            say=lambda _: None,
        )
    return outcome


def titles(board: Config) -> list[str]:
    with Store(board.state) as store:
        return [one.story.title for one in store.entries([board.sources[0].url])]


@pytest.mark.parametrize("name", REFUSALS)
def test_a_hostile_answer_changes_nothing_and_is_told(
    board: Config, server: FaultServer, name: str
) -> None:
    talk, says = REFUSALS[name]
    server.scripts["/feed"] = talk
    started = time.monotonic()
    outcome = asked(board)
    assert time.monotonic() - started < DEADLINE_S + READING_S
    assert outcome.error
    assert any(part in outcome.error for part in says.split("|")), outcome.error
    assert titles(board) == ["Cúp nước khẩn"]
    (told,) = status(board, NOW).sources
    assert told.last_error == outcome.error
    assert told.next_at
    assert NOW < told.next_at <= NOW + timedelta(hours=30)


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_in_a_feed_costs_at_most_that_feed(
    board: Config, server: FaultServer, name: str
) -> None:
    server.answer("/feed", TRAPS[name])
    started = time.monotonic()
    outcome = asked(board)
    assert time.monotonic() - started < DEADLINE_S + READING_S
    assert any("nước khẩn" in title for title in titles(board))
    assert all("<" not in title and len(title) <= 301 for title in titles(board))
    assert outcome.error is None or len(outcome.error.splitlines()) == 1
    server.answer("/feed", GOOD.encode())
    assert asked(board).error is None


LETTERS = {
    "undefined charset": (GOOD.encode(), "text/xml; charset=undefined"),
    "punycode": (GOOD.encode(), "text/xml; charset=punycode"),
    "decomposed": (unicodedata.normalize("NFD", GOOD).encode(), "text/xml"),
    "UTF-16 said to be UTF-8": (GOOD.encode("utf-16"), "text/xml; charset=utf-8"),
    "UTF-8 said to be Latin-1": (GOOD.encode(), "text/xml; charset=iso-8859-1"),
}


@pytest.mark.parametrize("name", LETTERS)
def test_letters_survive_whatever_is_said_of_them(
    config: Config, server: FaultServer, name: str
) -> None:
    body, kind = LETTERS[name]
    server.answer("/feed", body, Content_Type=kind)
    followed = replace(config, sources=(FeedSource(server.url("/feed")),))
    assert asked(followed).error is None
    assert titles(followed) == ["Cúp nước khẩn"]


def test_a_server_that_is_gone_is_told(board: Config) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        gone = FeedSource(f"http://127.0.0.1:{closed.getsockname()[1]}/feed")
    outcome = asked(replace(board, sources=(gone,)))
    assert outcome.error == "the server refused the connection"
    assert titles(board) == ["Cúp nước khẩn"]


HUNGRY = ("a million tags", "a hundred thousand attributes", "comments", "title of 20 kB")


@pytest.mark.parametrize("name", HUNGRY)
def test_board_and_worker_together_stay_small(
    board: Config, server: FaultServer, tmp_path: Path, name: str
) -> None:
    server.answer("/feed", TRAPS[name])
    path = tmp_path / "kiosk.toml"
    path.write_text(CONFIG.format(url=server.url("/feed"), state=board.state), encoding="utf-8")
    command = (sys.executable, "-m", "kiosk", "once", "--config", str(path))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as once:
        peak = 0
        while once.poll() is None:
            peak = max(peak, sum(resident_kb(pid) for pid in (once.pid, *children(once.pid))))
            time.sleep(0.01)
    assert once.returncode in (0, 3)
    assert 20_000 < peak < MOST_MB * 1024


def children(pid: int) -> list[int]:
    """The processes that `pid` has begun and that still are."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended since
            fields = stat.read_text().rpartition(")")[2].split()
            found += [int(stat.parent.name)] if fields[1] == str(pid) else []
    return found


def resident_kb(pid: int) -> int:
    with suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text()
        lines = [line for line in status.splitlines() if line.startswith("VmHWM")]
        return int(lines[0].split()[1]) if lines else 0
    return 0
