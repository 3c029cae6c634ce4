"""The only door to requests and urllib3: one bounded GET that no server can hold."""

import socket
import ssl
from datetime import datetime
from http import HTTPStatus
from http.client import IncompleteRead
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from msgspec import Struct
from msgspec.structs import replace
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from kiosk import __version__
from kiosk.content.values import NONE, Conditions
from kiosk.content.web import body
from kiosk.content.web.answer import DIRECT, FEED, PAGE, PHOTO, Answer, FetchError, Limits, Route
from kiosk.content.web.freshness import fresh_s, retry_after
from kiosk.content.web.peer import Deadline, require_public, require_public_name
from kiosk.content.words.identity import hosts_of

__all__ = [
    "DIRECT",
    "FEED",
    "NONE",
    "PAGE",
    "PHOTO",
    "Answer",
    "Conditions",
    "FetchError",
    "Limits",
    "Route",
    "get",
]

REDIRECTS_AT_MOST = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_PIECE = 1 << 16


class _Asking(Struct, frozen=True):
    """What one GET was asked for, beside its address."""

    conditions: Conditions
    limits: Limits
    route: Route
    now: datetime


def get(
    url: str,
    *,
    now: datetime,
    conditions: Conditions = NONE,
    limits: Limits = FEED,
    route: Route = DIRECT,
) -> Answer:
    """GET `url`, following at most five redirects by hand.

    Whoever connects from a private network is refused unless `route` allows the host, redirect
    targets and rebound names included. Behind a proxy only addresses written as numbers can be
    told. From the connection on, the deadline holds wherever the server stalls; looking up a name
    is bounded by the system's resolver alone. `now` is for servers that have no clock.
    Raises FetchError.
    """
    asking = _Asking(conditions, limits, route, now)
    with Deadline(limits.deadline_s) as deadline, _session(route.proxy) as session:
        try:
            return _follow(session, url, asking, deadline)
        except FetchError:
            if deadline.over:
                raise deadline.error from None
            raise
        # Broad on purpose: hostile headers raise bare ValueError, UnicodeError and others here,
        # and each of them means that this address gave nothing.
        except Exception as fault:
            raise (deadline.error if deadline.over else _told(fault, limits)) from fault


class _Session(requests.Session):
    """A session that keeps cookies and never follows, or reads the body of, a redirect itself."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - theirs
        return None


def _session(proxy: str) -> _Session:
    session = _Session()
    session.trust_env = False  # no .netrc, no proxy from the environment
    session.proxies = {"http": proxy, "https": proxy} if proxy else {}
    session.headers.clear()
    session.headers["User-Agent"] = f"kiosk/{__version__}"
    session.headers["Accept-Encoding"] = "gzip"
    session.headers["Accept"] = "*/*"
    return session


def _follow(session: _Session, url: str, asking: _Asking, deadline: Deadline) -> Answer:
    moved, for_good = "", True
    for _ in range(REDIRECTS_AT_MOST + 1):
        deadline.check()
        adapter = _adapter(deadline, private=_may_be_private(url, asking.route))
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        with session.get(
            url,
            stream=True,
            allow_redirects=False,
            timeout=(asking.limits.connect_s, asking.limits.read_s),
            headers=_conditional(asking.conditions),
        ) as response:
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return replace(_answer(response, url, asking, deadline), moved=moved)
            url = _target(url, response.headers["location"])
            for_good = for_good and response.status_code in _PERMANENT
            moved = url if for_good else moved
    raise FetchError(f"it redirects more than {REDIRECTS_AT_MOST} times")


def _conditional(conditions: Conditions) -> dict[str, str]:
    asked = {"If-None-Match": conditions.etag, "If-Modified-Since": conditions.modified}
    return {name: value for name, value in asked.items() if value}


def _may_be_private(url: str, route: Route) -> bool:
    """Whether the connection for `url` may end on a private network.

    A proxy may; what lies behind it is not seen, so private addresses are refused as written.
    Raises FetchError.
    """
    host = (urlsplit(url).hostname or "").lower()
    if urlsplit(url).scheme not in ("http", "https") or not host:
        raise FetchError(f"{url!r} is no web address; it must begin with http:// or https://")
    allowed = host in route.private_hosts or not hosts_of(url).isdisjoint(route.private_hosts)
    if route.proxy and not allowed:
        require_public_name(host)
    return allowed or bool(route.proxy)


def _target(url: str, location: str) -> str:
    try:
        # Header bytes arrive as Latin-1, whatever they are.
        target = urljoin(url, location.encode("latin-1").decode("utf-8", "replace"))
        scheme = urlsplit(target).scheme
    except ValueError as fault:
        raise FetchError(f"it redirects to {location[:80]!r}, which is no address") from fault
    if scheme not in ("http", "https"):
        raise FetchError(f"it redirects to {target[:80]!r}, which is no web address")
    if urlsplit(url).scheme == "https" and scheme == "http":
        raise FetchError("it redirects from https to http, which anyone on the way can read")
    return target


def _answer(response: requests.Response, url: str, asking: _Asking, deadline: Deadline) -> Answer:
    status, headers = response.status_code, response.headers
    if status == HTTPStatus.NOT_MODIFIED and asking.conditions != NONE:
        return Answer(status, url, fresh_s=fresh_s(headers))
    if status != HTTPStatus.OK:
        raise _refusal(response, asking.now)
    return Answer(
        status,
        url,
        body.read(lambda: _piece(response, deadline), headers, asking.limits),
        headers.get("content-type", ""),
        headers.get("etag", ""),
        headers.get("last-modified", ""),
        fresh_s=fresh_s(headers),
    )


def _refusal(response: requests.Response, now: datetime) -> FetchError:
    status = response.status_code
    known = status in {entry.value for entry in HTTPStatus}
    said = f"the server answered {status}{f' ({HTTPStatus(status).phrase})' if known else ''}"
    if response.headers.get("cf-mitigated") == "challenge":
        said += "; a check against robots stands before the page"
    return FetchError(said, status=status, retry_after=retry_after(response.headers, now))


def _piece(response: requests.Response, deadline: Deadline) -> bytes:
    deadline.check()
    # Undecoded, and no more than one read of the socket: a drip can't hold it.
    piece: bytes = response.raw.read1(_PIECE, decode_content=False)
    deadline.check()
    return piece


def _adapter(deadline: Deadline, *, private: bool) -> HTTPAdapter:
    """An adapter whose every connection is watched, and refused if its peer is not public."""

    def met(connected: socket.socket) -> socket.socket:
        try:
            deadline.watch(connected)
            if not private:
                require_public(connected)
        except FetchError:
            connected.close()
            raise
        return connected

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return met(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return met(super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    pools = {"http": PlainPool, "https": SecurePool}

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, **options)
            self.poolmanager.pool_classes_by_scheme = pools

        def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
            manager = super().proxy_manager_for(*args, **options)
            manager.pool_classes_by_scheme = pools
            return manager

    return Adapter(max_retries=0)


def _told(fault: Exception, limits: Limits) -> FetchError:
    """A sentence for what the libraries raised."""
    causes = tuple(_causes(fault))
    for kind, says, unreachable in (
        (ssl.SSLCertVerificationError, _CERTIFICATE, False),
        (ssl.SSLError, "no secure connection could be made with the server", False),
        (urllib3.exceptions.NameResolutionError, "its name could not be looked up", True),
        (socket.gaierror, "its name could not be looked up", True),
        (ConnectionRefusedError, "the server refused the connection", True),
        (urllib3.exceptions.NewConnectionError, "the server can't be reached", True),
        (urllib3.exceptions.ConnectTimeoutError, _unmet(limits), True),
        (urllib3.exceptions.ReadTimeoutError, _silent(limits), False),
        (TimeoutError, _silent(limits), False),
        (IncompleteRead, "the answer broke off before its end", False),
        (urllib3.exceptions.ProtocolError, "the connection broke, or it speaks no HTTP", False),
        (requests.exceptions.ConnectionError, "the connection broke", False),
    ):
        found = next((cause for cause in causes if isinstance(cause, kind)), None)
        if found is not None:
            reason = getattr(found, "verify_message", "")
            return FetchError(
                says.format(reason=reason or "no reason given"), unreachable=unreachable
            )
    if isinstance(fault, requests.exceptions.InvalidURL | UnicodeError | ValueError):
        return FetchError(f"its address can't be used ({_first_line(fault)})")
    return FetchError(f"the answer can't be read ({type(fault).__name__}: {_first_line(fault)})")


_CERTIFICATE = "its certificate is not valid ({reason}); is this machine's clock right?"


def _silent(limits: Limits) -> str:
    return f"the server did not answer within {limits.read_s:g} s"


def _unmet(limits: Limits) -> str:
    return f"the server could not be connected to within {limits.connect_s:g} s"


def _causes(fault: BaseException | None) -> list[BaseException]:
    """The fault, what it was raised from, and what libraries only keep in `reason` and `args`."""
    found: list[BaseException] = []
    waiting = [fault]
    while waiting and len(found) < 20:  # noqa: PLR2004 - no chain is that long, a ring is
        cause = waiting.pop(0)
        if cause is None or cause in found:
            continue
        found.append(cause)
        inner = [getattr(cause, "reason", None), *cause.args, cause.__cause__, cause.__context__]
        waiting.extend(entry for entry in inner if isinstance(entry, BaseException))
    return found


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [""])[0][:120]
