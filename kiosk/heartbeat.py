"""A sign of life for whoever watches boards that can't be reached: a GET that says how this is."""

from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kiosk.content.web.answer import MIB, Limits, Route
from kiosk.content.words.identity import hosts_of
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import Greet, Greeted, failure
from kiosk.content.work.worker import CPU_S
from kiosk.health import Health

Condition = Literal["up", "warn", "down"]

_LIMITS = Limits(deadline_s=20, compressed=MIB // 16, decoded=MIB // 16)
# For starting, looking up a name, and answering.
_GRACE_S = 3.0
# Vietnamese takes up to nine letters of an address for one of its own.
_LONGEST = 160


def condition(health: Health) -> tuple[Condition, str]:
    """How a board is in a word, and what is not as it should be in a sentence or two."""
    said = " · ".join(health.complaints())
    said = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
    if health.dark:
        return "down", said
    return ("up", "OK") if health.well else ("warn", said)


def address(url: str, status: str, says: str) -> str:
    """The address to be asked, as Uptime Kuma takes it; what `url` says of these is put aside.

    Uptime Kuma counts every status but “up” as down.
    """
    parts = urlsplit(url)
    kept = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if key not in ("status", "msg")
    ]
    query = urlencode([*kept, ("status", status), ("msg", says)], errors="replace")
    return urlunsplit(parts._replace(query=query))


def beat(
    url: str,
    status: str,
    says: str,
    now: datetime,
    *,
    allowed: frozenset[str] = frozenset(),
    proxy: str = "",
) -> str:
    """Send a sign of life; a sentence where that fails, else "".

    The host and port of `url` may be private, as a person wrote them; whom they redirect to only if
    `allowed`.
    """
    route = Route(hosts_of(url) | {host.lower() for host in allowed}, proxy)
    task = Greet(address(url, status, says), _LIMITS, route, now)
    with Worker() as worker:
        result = worker.ask(task, _LIMITS.deadline_s + CPU_S + _GRACE_S)
    return "" if isinstance(result, Greeted) else failure(result).why
