"""The other end of a connection: cut off when time is over, refused unless it is public."""

import ipaddress
import socket
import time
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Self

from kiosk.content.web.answer import FetchError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


class Deadline:
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


def require_public(connected: socket.socket) -> None:
    """Raise FetchError if the peer lies on this machine or on a private network.

    The address of the connection itself is looked at, so no name can be rebound in between.
    """
    _require_public(connected.getpeername()[0])


def require_public_name(host: str) -> None:
    """Raise FetchError if `host` is this machine, or an address on a private network.

    All that can be told of a host that only a proxy will look up.
    """
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761
        host = "127.0.0.1"
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return
    _require_public(host)


def _require_public(address: str) -> None:
    if not is_public(address):
        raise FetchError(
            f"its address {address} is not a public one; if it is meant, name its host in"
            " allow_hosts"
        )


def is_public(address: str) -> bool:
    """Whether an IP address is anyone's to reach; one that wraps an IPv4 address is as that is."""
    peer = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(peer, ipaddress.IPv6Address):
        wrapped = peer.ipv4_mapped or peer.sixtofour
        if peer in _NAT64:
            wrapped = ipaddress.IPv4Address(int(peer) & 0xFFFF_FFFF)
        return is_public(str(wrapped)) if wrapped else peer.is_global and not peer.is_multicast
    return peer.is_global and not peer.is_multicast
