"""The bounded GET against servers that refuse, stall, lie and lure; its limits are short."""

import contextlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from faults import FaultServer, Talk, bomb, drip, reply, serving, zipped

from kiosk import __version__
from kiosk.content.values import Conditions
from kiosk.content.web.http import Answer, FetchError, Limits, Route, get

QUICK = Limits(deadline_s=0.6, connect_s=0.4, read_s=0.4, compressed=20_000, decoded=100_000)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BODY = "Phường Bình Thới thông xe cầu Rạch Ông Buông".encode()


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serving() as running:
        yield running


def fetched(server: FaultServer, path: str, conditions: Conditions = Conditions()) -> Answer:  # noqa: B008 - frozen
    return get(
        server.url(path), conditions=conditions, limits=QUICK, now=NOW, route=Route(server.own)
    )


def refused(server: FaultServer, path: str) -> str:
    started = time.monotonic()
    with pytest.raises(FetchError) as fault:
        fetched(server, path)
    assert time.monotonic() - started < 3 * QUICK.deadline_s
    return str(fault.value)


def test_an_answer_comes_whole_with_what_makes_the_next_one_conditional(
    server: FaultServer,
) -> None:
    server.answer("/", BODY, ETag='"v1"', Last_Modified="Mon, 14 Sep 2026 03:55:37 GMT")
    answer = fetched(server, "/")
    assert (answer.status, answer.body, answer.unchanged) == (200, BODY, False)
    assert (answer.etag, answer.modified) == ('"v1"', "Mon, 14 Sep 2026 03:55:37 GMT")


def test_it_says_who_asks_and_takes_gzip(server: FaultServer) -> None:
    server.answer("/", zipped(BODY), Content_Encoding="gzip")
    assert fetched(server, "/").body == BODY
    assert f"User-Agent: kiosk/{__version__}" in server.asked[0]
    assert "Accept-Encoding: gzip" in server.asked[0]


def test_conditions_are_sent_word_for_word_and_304_has_no_body(server: FaultServer) -> None:
    server.answer("/", status="304 Not Modified", Content_Length="")
    answer = fetched(server, "/", Conditions('W/"é"', "yesterday"))
    assert (answer.unchanged, answer.body) == (True, b"")
    assert 'If-None-Match: W/"é"' in server.asked[0]
    assert "If-Modified-Since: yesterday" in server.asked[0]


def test_304_to_an_unconditional_question_is_no_answer(server: FaultServer) -> None:
    server.answer("/", status="304 Not Modified", Content_Length="")
    assert refused(server, "/") == "the server answered 304 (Not Modified)"


def test_a_chunked_answer_needs_no_length(server: FaultServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.raw("/", head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY))
    assert fetched(server, "/").body == BODY


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="refused the connection") as fault:
        get(
            f"http://127.0.0.1:{port}/",
            limits=QUICK,
            now=NOW,
            route=Route(frozenset({"127.0.0.1"})),
        )
    assert fault.value.unreachable


def test_a_name_that_does_not_exist() -> None:
    with pytest.raises(FetchError, match="name could not be looked up") as fault:
        get("http://cong-thong-tin.invalid/rss", limits=QUICK, now=NOW)
    assert fault.value.unreachable


def test_a_silent_server(server: FaultServer) -> None:
    server.scripts["/"] = lambda _: time.sleep(1)
    assert refused(server, "/") == "the server did not answer within 0.4 s"


STALLS = {
    "body byte by byte": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"a", 0.1),
    "header by header": drip(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n", 0.1),
    "letter by letter in a header": drip(b"HTTP/1.1 200 OK\r\nX: ", b"y", 0.1),
    "100 Continue for ever": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.1),
    "chunks without end": drip(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 0.1
    ),
}


@pytest.mark.parametrize("talk", STALLS.values(), ids=STALLS)
def test_who_stalls_is_cut_off_at_the_deadline(server: FaultServer, talk: Talk) -> None:
    server.scripts["/"] = talk
    assert refused(server, "/") == "the answer was not complete within 0.6 s"


BROKEN = {
    "short body": reply(b"half", Content_Length="1000"),
    "short chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
    "truncated gzip": reply(zipped(BODY * 9)[:-12], Content_Encoding="gzip"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_half_an_answer_is_none(server: FaultServer, data: bytes) -> None:
    server.raw("/", data)
    assert refused(server, "/") == "the answer broke off before its end"


LARGE = {
    "by its own word": reply(b"", Content_Length="30000"),
    "chunk by chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"1000\r\n%s\r\n" % bytes(0x1000) * 9,
    "without a length": b"HTTP/1.1 200 OK\r\n\r\n" + bytes(30_000),
    "once unzipped": reply(bomb(4), Content_Encoding="gzip"),
}


@pytest.mark.parametrize("data", LARGE.values(), ids=LARGE)
def test_too_much_is_refused(server: FaultServer, data: bytes) -> None:
    server.raw("/", data)
    assert refused(server, "/").startswith("the answer is larger than 0.0")


def test_a_gzip_in_a_gzip_is_unpacked_once(server: FaultServer) -> None:
    server.answer("/", zipped(zipped(BODY)), Content_Encoding="gzip")
    assert fetched(server, "/").body == zipped(BODY)


CODINGS = {
    "br": (BODY, "br", "the server sent a coding that nobody asked for (br)"),
    "no gzip at all": (BODY, "gzip", "the answer says it is gzip and is not"),
    "more after it": (zipped(BODY) + b"x", "gzip", "the answer goes on after its gzip has ended"),
}


@pytest.mark.parametrize(("body", "coding", "says"), CODINGS.values(), ids=CODINGS)
def test_codings_that_do_not_hold(server: FaultServer, body: bytes, coding: str, says: str) -> None:
    server.answer("/", body, Content_Encoding=coding)
    assert refused(server, "/") == says


NO_HTTP = {
    "garbage": b"\0\1\2 xin ch\xc3\xa0o\r\n\r\n",
    "nothing": b"",
    "endless header": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "two hundred headers": b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 200 + b"\r\n",
}


@pytest.mark.parametrize("data", NO_HTTP.values(), ids=NO_HTTP)
def test_what_is_no_http_is_an_error_in_words(server: FaultServer, data: bytes) -> None:
    server.raw("/", data)
    assert refused(server, "/") == "the connection broke, or it speaks no HTTP"


def test_redirects_are_followed_with_the_cookie_that_one_of_them_sets(server: FaultServer) -> None:
    def choose(peer: socket.socket) -> None:
        known = "Cookie: D1N=abc" in server.asked[-1]
        loop = reply(b"", "302 Found", Location="/feed", Set_Cookie="D1N=abc; Path=/")
        peer.sendall(reply(BODY) if known else loop)

    server.scripts["/feed"] = choose
    answer = fetched(server, "/feed")
    assert (answer.body, answer.url) == (BODY, server.url("/feed"))


def test_the_answer_names_the_address_it_came_from(server: FaultServer) -> None:
    server.answer("/there", status="308 Permanent Redirect", Location="/end")
    server.answer("/end", BODY)
    assert fetched(server, "/there").url == server.url("/end")


def test_the_body_of_a_redirect_is_never_read(server: FaultServer) -> None:
    server.answer("/", bomb(8), "302 Found", Location="/end", Content_Encoding="gzip")
    server.answer("/end", BODY)
    assert fetched(server, "/").body == BODY


REDIRECTS = {
    "in a ring": ("/", "it redirects more than 5 times"),
    "to a file": ("file:///etc/hostname", "it redirects to 'file:///etc/hostname', which is no"),
    "to no address": ("http://[::1", "it redirects to 'http://[::1', which is no address"),
}


@pytest.mark.parametrize(("location", "says"), REDIRECTS.values(), ids=REDIRECTS)
def test_redirects_that_lead_nowhere(server: FaultServer, location: str, says: str) -> None:
    server.answer("/", status="302 Found", Location=location)
    assert refused(server, "/").startswith(says)


def test_a_redirect_to_a_private_address_is_not_followed(server: FaultServer) -> None:
    with serving() as printer:
        printer.answer("/", BODY)
        server.answer("/", status="302 Found", Location=printer.url("/"))
        assert "its address 127.0.0.1 is not a public one" in refused(server, "/")
        assert printer.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_private_peer_is_refused_whatever_its_name(server: FaultServer, host: str) -> None:
    server.answer("/", BODY)
    with pytest.raises(FetchError, match="not a public one"):
        get(f"http://{host}:{server.port}/", limits=QUICK, now=NOW)
    assert server.asked == []


def test_a_private_host_may_be_allowed_by_name_alone_or_with_its_port(server: FaultServer) -> None:
    server.answer("/", BODY)
    for allowed in ("127.0.0.1", f"127.0.0.1:{server.port}"):
        hosts = frozenset({allowed})
        assert get(server.url("/"), limits=QUICK, now=NOW, route=Route(hosts)).body == BODY
    with pytest.raises(FetchError, match="allow_hosts"):
        get(server.url("/"), limits=QUICK, now=NOW, route=Route(frozenset({"127.0.0.1:1"})))


def test_a_refusal_carries_its_status(server: FaultServer) -> None:
    server.answer("/", status="410 Gone")
    with pytest.raises(FetchError, match=r"^the server answered 410 \(Gone\)$") as fault:
        fetched(server, "/")
    assert (fault.value.status, fault.value.unreachable) == (410, False)


def test_an_unheard_of_status_is_named_as_it_is(server: FaultServer) -> None:
    server.answer("/", status="599 Whatever")
    assert refused(server, "/") == "the server answered 599"


def test_a_check_against_robots_is_named(server: FaultServer) -> None:
    server.answer("/", status="403 Forbidden", cf_mitigated="challenge")
    assert refused(server, "/").endswith("a check against robots stands before the page")


DATE = "Mon, 14 Sep 2026 03:00:00 GMT"
PAUSES = {
    "120": 120,
    "Mon, 14 Sep 2026 03:05:00 GMT": 300,
    "Mon, 14 Sep 2026 02:00:00 GMT": 0,
    "315360000": 315_360_000,
    "mai": None,
    "-5": None,
    "": None,
}


def test_a_server_without_a_clock_is_read_by_ours(server: FaultServer) -> None:
    later = "Mon, 23 Nov 2026 01:02:00 GMT"
    server.answer("/", status="429 Too Many Requests", Retry_After=later)
    with pytest.raises(FetchError) as fault:
        fetched(server, "/")
    assert fault.value.retry_after == 120


@pytest.mark.parametrize(("asked", "seconds"), PAUSES.items())
def test_retry_after_in_every_form(server: FaultServer, asked: str, seconds: float | None) -> None:
    server.answer("/", status="503 Service Unavailable", Retry_After=asked, Date=DATE)
    with pytest.raises(FetchError) as fault:
        fetched(server, "/")
    assert fault.value.retry_after == seconds


@pytest.mark.parametrize(
    "url", ["", "portal.vn/rss", "file:///etc/hostname", "http://", "ftp://a/"]
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(FetchError, match="no web address"):
        get(url, limits=QUICK, now=NOW)


@pytest.mark.parametrize("url", ["http://a:b/", "http://[::1", "http://" + "a" * 300 + ".vn/"])
def test_addresses_that_libraries_choke_on(url: str) -> None:
    with pytest.raises(FetchError, match=r"address can't be used|looked up"):
        get(url, limits=QUICK, now=NOW)


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    pem = tmp_path / "own.pem"
    made = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=localhost", "-keyout", str(pem), "-out", str(tmp_path / "cert")),
        ],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("openssl makes no certificate here")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", pem)
    with socket.create_server(("127.0.0.1", 0)) as plain:
        threading.Thread(target=_shake_hands, args=(context, plain), daemon=True).start()
        url = f"https://127.0.0.1:{plain.getsockname()[1]}/"
        with pytest.raises(FetchError, match=r"certificate is not valid.*clock"):
            get(url, limits=QUICK, now=NOW, route=Route(frozenset({"127.0.0.1"})))


def _shake_hands(context: ssl.SSLContext, plain: socket.socket) -> None:
    with contextlib.suppress(OSError):
        peer, _ = plain.accept()
        context.wrap_socket(peer, server_side=True)


def test_one_stall_leaves_no_thread_and_no_socket_behind(server: FaultServer) -> None:
    server.scripts["/"] = STALLS["header by header"]
    threads = threading.active_count()
    refused(server, "/")
    time.sleep(0.25)
    assert threading.active_count() <= threads


def test_permanent_redirects_say_where_the_feed_has_gone(server: FaultServer) -> None:
    server.answer("/old", status="301 Moved Permanently", Location="/newer")
    server.answer("/newer", status="308 Permanent Redirect", Location="/new")
    server.answer("/new", BODY)
    assert fetched(server, "/old").moved == server.url("/new")
    assert fetched(server, "/new").moved == ""


def test_a_passing_redirect_moves_nothing(server: FaultServer) -> None:
    server.answer("/old", status="302 Found", Location="/newer")
    server.answer("/newer", status="301 Moved Permanently", Location="/new")
    server.answer("/new", BODY)
    assert fetched(server, "/old").moved == ""


def test_through_a_proxy_private_addresses_are_refused_as_written(server: FaultServer) -> None:
    server.answer("http://cong-thong-tin.example/rss", BODY)
    route = Route(proxy=server.url(""))
    found = get("http://cong-thong-tin.example/rss", limits=QUICK, now=NOW, route=route)
    assert found.body == BODY
    for host in ("192.168.1.1", "localhost", "[::1]"):
        with pytest.raises(FetchError, match="not a public one"):
            get(f"http://{host}/a.jpg", limits=QUICK, now=NOW, route=route)


def test_a_proxy_that_drips_is_cut_off_too(server: FaultServer) -> None:
    server.scripts["http://cong.example/"] = drip(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n", 0.1)
    with pytest.raises(FetchError, match="not complete within"):
        get("http://cong.example/", limits=QUICK, now=NOW, route=Route(proxy=server.url("")))
