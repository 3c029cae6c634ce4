"""What one bounded GET is asked with and comes to: limits, conditions, an answer or an error."""

from http import HTTPStatus

from msgspec import Struct

from kiosk.errors import KioskError

MIB = 1 << 20


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


class Route(Struct, frozen=True):
    """How a GET may leave and whom it may meet.

    `private_hosts` are the hosts ("name", or "name:port") that may lie on this machine or its
    network; whoever else connects there is refused. `proxy` is the address of an HTTP proxy, ""
    for none.
    """

    private_hosts: frozenset[str] = frozenset()
    proxy: str = ""


DIRECT = Route()


class Limits(Struct, frozen=True):
    """Bounds of one GET, redirects included: seconds, and bytes on the wire and decoded."""

    deadline_s: float = 30
    connect_s: float = 5
    read_s: float = 10
    compressed: int = 2 * MIB
    decoded: int = 4 * MIB


FEED = Limits()
PAGE = Limits()
# Forty-eight megapixels of a good camera.
PHOTO = Limits(compressed=24 * MIB, decoded=24 * MIB)


class Answer(Struct, frozen=True):
    """What a server said: status 200 with a body, or 304 without; `url` is after redirects.

    `moved` is where permanent redirects alone led to, "" if there were none; `fresh_s` for how
    many seconds the server says that the answer need not be asked for again.
    """

    status: int
    url: str
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    moved: str = ""
    fresh_s: float = 0.0

    @property
    def unchanged(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED
