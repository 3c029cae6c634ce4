"""Who may ask a preview: a page of another site may not, whatever name it makes point here."""

import asyncio
from typing import Any

import pytest

from kiosk.preview.guard import Guard

HOSTS = frozenset({"127.0.0.1:8000", "localhost:8000"})
Answer = tuple[int, dict[bytes, bytes]]


async def served(_: Any, __: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"page"})


def ask(
    headers: dict[str, str], *, token: str = "", query: str = "", hosts: frozenset[str] = HOSTS
) -> Answer:
    """The status and headers of an answer."""
    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "headers": pairs, "query_string": query.encode()}
    asyncio.run(Guard(served, hosts, token)(scope, None, send))
    return said[0]["status"], dict(said[0]["headers"])


OWN = {"host": "127.0.0.1:8000"}


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000"])
def test_this_computers_own_names_are_let_through(host: str) -> None:
    assert ask({"host": host})[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8000.evil.example", ""])
def test_a_name_that_somebody_makes_point_here_is_refused(host: str) -> None:
    assert ask({"host": host})[0] == 403


def test_another_site_may_not_ask_but_may_have_a_link() -> None:
    assert ask(OWN | {"origin": "http://127.0.0.1:8000"})[0] == 200
    assert ask(OWN | {"origin": "http://evil.example"})[0] == 403
    assert ask(OWN | {"origin": "null"})[0] == 403
    there = OWN | {"sec-fetch-site": "cross-site"}
    assert ask(there | {"sec-fetch-mode": "no-cors"})[0] == 403
    assert ask(there | {"sec-fetch-mode": "navigate"})[0] == 200


def test_what_is_shown_comes_from_here_alone_and_nobody_frames_it() -> None:
    for headers in (OWN, {"host": "evil.example"}):
        policy = ask(headers)[1][b"content-security-policy"]
        assert b"default-src 'self'" in policy
        assert b"frame-ancestors 'none'" in policy
        assert b"unsafe" not in policy


def test_from_elsewhere_only_the_token_lets_in_and_the_browser_keeps_it() -> None:
    away = {"host": "192.168.1.7:8000"}
    anywhere = {"token": "s3cret", "hosts": frozenset[str]()}
    assert ask(away, **anywhere)[0] == 403
    assert ask(away, query="token=guess", **anywhere)[0] == 403
    assert ask(away | {"cookie": "kiosk-preview=guess"}, **anywhere)[0] == 403
    status, headers = ask(away, query="token=s3cret", **anywhere)
    assert status == 200
    cookie = headers[b"set-cookie"].decode()
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    kept = away | {"cookie": cookie.partition(";")[0]}
    assert ask(kept, **anywhere)[0] == 200
    assert ask(kept | {"origin": "http://evil.example"}, **anywhere)[0] == 403
