"""One round of asking, under way: what its steps share."""

import time
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.content.memory.store import Store
from kiosk.content.source import FeedSource
from kiosk.content.web.answer import Limits, Route
from kiosk.content.words.identity import host_of, hosts_of
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import Failed, Result, Task
from kiosk.content.work.worker import CPU_S

# Less is not worth a connection.
LEAST_S = 0.2
# For starting, looking up a name, and answering.
_GRACE_S = 3.0
_ENOUGH = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


class Outcome(Struct, frozen=True):
    """What came of asking one source.

    `error` is a sentence if it gave nothing usable, `changed` whether a page may look different
    now; `notes` are what went wrong on the side. `next_at` is when it may be asked again.
    """

    source: FeedSource
    name: str
    error: str | None = None
    changed: bool = False
    notes: tuple[str, ...] = ()
    next_at: datetime | None = None

    def noted(self, notes: tuple[str, ...], *, changed: bool = False) -> "Outcome":
        """This outcome with more notes."""
        return replace(self, notes=self.notes + notes, changed=self.changed or changed)


class Round(Struct):
    """One gather under way; `resting` are hosts that did not connect, or asked to be left alone.

    In a `thorough` round what was looked at lately, or failed lately, is looked at again.
    """

    store: Store
    worker: Worker
    zone: ZoneInfo
    now: datetime
    ends: float
    say: Callable[[str], None]
    proxy: str = ""
    thorough: bool = False
    resting: set[str] = field(default_factory=set)

    @property
    def left_s(self) -> float:
        return self.ends - time.monotonic()

    @property
    def over(self) -> bool:
        return self.left_s < LEAST_S

    def within(self, limits: Limits) -> Limits:
        """`limits` made to fit into what is left of the round."""
        left = max(self.left_s, LEAST_S)
        return replace(
            limits,
            deadline_s=min(limits.deadline_s, left),
            connect_s=min(limits.connect_s, left),
            read_s=min(limits.read_s, left),
        )

    def route(self, source: FeedSource) -> Route:
        """The hosts that a source may lead to on private networks: its own, and those it names."""
        named = {host.lower() for host in source.allow_hosts}
        return Route(hosts_of(source.url) | named, self.proxy)

    def ask(self, url: str, task: Task, limits: Limits) -> Result:
        """What the worker makes of `task`, a GET of `url` under `limits`."""
        result = self.worker.ask(task, limits.deadline_s + CPU_S + _GRACE_S)
        if isinstance(result, Failed) and (result.unreachable or result.status in _ENOUGH):
            self.resting.add(host_of(url))
        return result

    def reachable(self, url: str) -> bool:
        """Whether it makes sense to ask for `url` in what is left of this round."""
        return not self.over and host_of(url) not in self.resting
