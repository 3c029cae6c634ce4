"""Who may ask: this computer's own browser, by its own page; others with a token."""

import hmac
from collections.abc import Awaitable, Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

Scope = dict[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]

COOKIE = "kiosk-preview"
# Nothing from elsewhere, and nobody frames it; a picture that is saved comes from memory.
_POLICY = (
    b"default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none';"
    b" frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """Lets through what asks for one of `hosts`, from no other site, and with the token.

    A page of another site that a browser has open could else read a board through a name that
    it makes point here (DNS rebinding), which the Host header gives away.
    """

    def __init__(self, app: App, hosts: frozenset[str], token: str) -> None:
        self.app = app
        self.hosts = hosts
        self.token = token

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        asked = _token_asked(scope)
        if why := self._refusal(headers, asked):
            await _refuse(send, why)
            return
        extra = list(HEADERS)
        if self.token and asked:
            cookie = f"{COOKIE}={self.token}; HttpOnly; SameSite=Strict; Path=/"
            extra.append((b"set-cookie", cookie.encode()))

        async def told(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        await self.app(scope, receive, told)

    def _refusal(self, headers: dict[bytes, str], asked: str) -> str:
        """Why a request is refused; "" where it is not."""
        host = headers.get(b"host", "").lower()
        if self.hosts and host not in self.hosts:
            return "this name is not the preview's; open the address that it printed."
        origin = headers.get(b"origin", "")
        if origin and urlsplit(origin).netloc.lower() != host:
            return "another site may not ask the preview."
        if headers.get(b"sec-fetch-site", "") == "cross-site" and not _is_a_visit(headers):
            return "another site may not ask the preview."
        given = asked or _cookie(headers.get(b"cookie", ""))
        if self.token and not hmac.compare_digest(given.encode(), self.token.encode()):
            return "this needs the token; open the address that the preview printed."
        return ""


def _is_a_visit(headers: dict[bytes, str]) -> bool:
    """Whether somebody followed a link to the page."""
    return headers.get(b"sec-fetch-mode", "") == "navigate"


def _token_asked(scope: Scope) -> str:
    query: str = scope["query_string"].decode("latin-1")
    return parse_qs(query).get("token", [""])[0]


def _cookie(said: str) -> str:
    found = SimpleCookie(said).get(COOKIE)
    return "" if found is None else found.value


async def _refuse(send: Any, why: str) -> None:
    body = f"{why}\n".encode()
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": 403, "headers": [kind, *HEADERS]})
    await send({"type": "http.response.body", "body": body})
