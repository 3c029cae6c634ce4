"""The only door to requests and urllib3: one bounded GET that no server can hold."""

import ipaddress
import re
import socket
import ssl
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import IncompleteRead
from threading import Timer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from kiosk import __version__
from kiosk.content.identity import hosts_of
from kiosk.errors import KioskError

MIB = 1 << 20
REDIRECTS_AT_MOST = 5
RETRY_AFTER_AT_MOST_S = 86_400
_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 1 << 16
_GZIP = 31  # zlib's window bits for a gzip wrapper


class FetchError(KioskError):
    """A GET came to nothing; the text says why, as what the server did.

    `status` is the HTTP status where there was one, `retry_after` the seconds that the server
    asked for, `unreachable` whether not even a connection was made.
    """

    def __init__(
        self,
        why: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        unreachable: bool = False,
    ) -> None:
        self.status = status
        self.retry_after = retry_after
        self.unreachable = unreachable
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What makes a GET conditional: the last ETag and Last-Modified, word for word."""

    etag: str = ""
    modified: str = ""


NONE = Conditions()


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one GET, redirects included: seconds, and bytes on the wire and decoded."""

    deadline_s: float = 30
    connect_s: float = 5
    read_s: float = 10
    compressed: int = 2 * MIB
    decoded: int = 4 * MIB


FEED = Limits()
PHOTO = Limits(compressed=8 * MIB, decoded=8 * MIB)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: status 200 with a body, or 304 without; `url` is after redirects."""

    status: int
    url: str
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""

    @property
    def unchanged(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED


def get(
    url: str,
    *,
    conditions: Conditions = NONE,
    limits: Limits = FEED,
    private_hosts: frozenset[str] = frozenset(),
) -> Answer:
    """GET `url`, following at most five redirects by hand.

    `private_hosts` are the hosts ("name", or "name:port") that may lie on this machine or its
    network; whoever else connects there is refused, redirect targets and rebound names included.
    From the connection on, the deadline holds wherever the server stalls; looking up a name is
    bounded by the system's resolver alone.
    Raises FetchError.
    """
    with _Deadline(limits.deadline_s) as deadline, _session() as session:
        try:
            return _follow(session, url, conditions, limits, private_hosts, deadline)
        except FetchError:
            if deadline.over:
                raise deadline.error from None
            raise
        # Broad on purpose: hostile headers raise bare ValueError, UnicodeError and others here,
        # and each of them means that this address gave nothing.
        except Exception as fault:
            raise (deadline.error if deadline.over else _told(fault, limits)) from fault


class _Deadline:
    """Shuts the connection when the time is over, wherever the library waits on it."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self.error = FetchError(f"the answer was not complete within {seconds:g} s")
        self._end = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        for connected in self._sockets:
            connected.close()

    def watch(self, connected: socket.socket) -> None:
        # A duplicate, because the TLS layer takes the first descriptor for itself.
        self._sockets.append(connected.dup())
        self.check()

    def check(self) -> None:
        if self.over or time.monotonic() > self._end:
            self.over = True
            raise self.error

    def _cut(self) -> None:
        self.over = True
        for connected in tuple(self._sockets):
            with suppress(OSError):  # the server has closed it already
                connected.shutdown(socket.SHUT_RDWR)


class _Session(requests.Session):
    """A session that keeps cookies and never follows, or reads the body of, a redirect itself."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - theirs
        return None


def _session() -> _Session:
    session = _Session()
    session.trust_env = False  # no .netrc, no proxy from the environment
    session.headers.clear()
    session.headers["User-Agent"] = f"kiosk/{__version__}"
    session.headers["Accept-Encoding"] = "gzip"
    session.headers["Accept"] = "*/*"
    return session


def _follow(
    session: _Session,
    url: str,
    conditions: Conditions,
    limits: Limits,
    private_hosts: frozenset[str],
    deadline: _Deadline,
) -> Answer:
    for _ in range(REDIRECTS_AT_MOST + 1):
        deadline.check()
        adapter = _adapter(deadline, private=_may_be_private(url, private_hosts))
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        with session.get(
            url,
            stream=True,
            allow_redirects=False,
            timeout=(limits.connect_s, limits.read_s),
            headers=_conditional(conditions),
        ) as response:
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return _answer(response, url, conditions, limits, deadline)
            url = _target(url, response.headers["location"])
    raise FetchError(f"it redirects more than {REDIRECTS_AT_MOST} times")


def _conditional(conditions: Conditions) -> dict[str, str]:
    asked = {"If-None-Match": conditions.etag, "If-Modified-Since": conditions.modified}
    return {name: value for name, value in asked.items() if value}


def _may_be_private(url: str, private_hosts: frozenset[str]) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    if urlsplit(url).scheme not in ("http", "https") or not host:
        raise FetchError(f"{url!r} is no web address; it must begin with http:// or https://")
    return host in private_hosts or not hosts_of(url).isdisjoint(private_hosts)


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


def _answer(
    response: requests.Response,
    url: str,
    conditions: Conditions,
    limits: Limits,
    deadline: _Deadline,
) -> Answer:
    status, headers = response.status_code, response.headers
    if status == HTTPStatus.NOT_MODIFIED and conditions != NONE:
        return Answer(status, url)
    if status != HTTPStatus.OK:
        raise _refusal(response)
    return Answer(
        status,
        url,
        _body(response, limits, deadline),
        headers.get("content-type", ""),
        headers.get("etag", ""),
        headers.get("last-modified", ""),
    )


def _refusal(response: requests.Response) -> FetchError:
    status = response.status_code
    known = status in {entry.value for entry in HTTPStatus}
    said = f"the server answered {status}{f' ({HTTPStatus(status).phrase})' if known else ''}"
    if response.headers.get("cf-mitigated") == "challenge":
        said += "; a check against robots stands before the page"
    return FetchError(said, status=status, retry_after=_retry_after(response))


def _retry_after(response: requests.Response) -> float | None:
    """Seconds until the server wants to be asked again; a date counts from its own `Date`."""
    asked = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,12}", asked, re.ASCII):
        seconds = float(asked)
    else:
        try:
            until = parsedate_to_datetime(asked)
            seconds = (until - parsedate_to_datetime(response.headers["date"])).total_seconds()
        except (KeyError, TypeError, ValueError, OverflowError):
            return None
    return min(max(seconds, 0.0), RETRY_AFTER_AT_MOST_S)


def _body(response: requests.Response, limits: Limits, deadline: _Deadline) -> bytes:
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(f"the server sent a coding that nobody asked for ({coding[:40]})")
    length = _length(response)
    if length is not None and length > limits.compressed:
        raise _too_large(limits.compressed)
    unzip = zlib.decompressobj(_GZIP) if coding.endswith("gzip") else None
    body, read = bytearray(), 0
    while piece := _piece(response, deadline):
        read += len(piece)
        body += _unzipped(unzip, piece, limits.decoded + 1 - len(body)) if unzip else piece
        if read > limits.compressed or len(body) > limits.decoded:
            raise _too_large(limits.compressed if read > limits.compressed else limits.decoded)
    if (length is not None and read != length) or (unzip and read and not unzip.eof):
        raise FetchError("the answer broke off before its end")
    return bytes(body)


def _too_large(limit: int) -> FetchError:
    return FetchError(f"the answer is larger than {limit / MIB:.3g} MiB")


def _piece(response: requests.Response, deadline: _Deadline) -> bytes:
    deadline.check()
    # Undecoded, and no more than one read of the socket: a drip can't hold it.
    piece: bytes = response.raw.read1(_PIECE, decode_content=False)
    deadline.check()
    return piece


def _unzipped(unzip: Any, piece: bytes, room: int) -> bytes:
    try:
        out: bytes = unzip.decompress(piece, room)
    except zlib.error as fault:
        raise FetchError("the answer says it is gzip and is not") from fault
    if unzip.unused_data:
        raise FetchError("the answer goes on after its gzip has ended")
    return out


def _length(response: requests.Response) -> int | None:
    said = response.headers.get("content-length", "")
    chunked = "chunked" in response.headers.get("transfer-encoding", "").lower()
    return int(said) if re.fullmatch(r"\d{1,15}", said, re.ASCII) and not chunked else None


def _adapter(deadline: _Deadline, *, private: bool) -> HTTPAdapter:
    """An adapter whose every connection is watched, and refused if its peer is not public."""

    def met(connected: socket.socket) -> socket.socket:
        try:
            deadline.watch(connected)
            if not private:
                _require_public(connected)
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

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Adapter(max_retries=0)


def _require_public(connected: socket.socket) -> None:
    peer = ipaddress.ip_address(connected.getpeername()[0].partition("%")[0])
    peer = getattr(peer, "ipv4_mapped", None) or peer
    if not peer.is_global or peer.is_multicast:
        raise FetchError(
            f"its address {peer} is not a public one; if it is meant, name its host in allow_hosts"
        )


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
