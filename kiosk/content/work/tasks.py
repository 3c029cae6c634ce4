"""What the worker process is asked for, and what it answers."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.content.values import Article, Conditions, Feed, PageSelectors, SectionSelectors
from kiosk.content.web.answer import Limits, Route
from kiosk.geometry import Rect, Size

_KEY = re.compile(r"[0-9a-f]{64}(?:\.sheet)?\.jpg", re.ASCII)


class ReadFeed(Struct, frozen=True):
    """Ask for a feed, or for the section page of a portal without one, and read it."""

    url: str
    name: str | None
    section: SectionSelectors | None
    conditions: Conditions
    limits: Limits
    route: Route
    zone: ZoneInfo
    now: datetime


class ReadPage(Struct, frozen=True):
    """Ask for an article's page and read it; `title` is what its feed calls it."""

    url: str
    title: str
    selectors: PageSelectors
    limits: Limits
    route: Route
    zone: ZoneInfo
    now: datetime


class TakePhoto(Struct, frozen=True):
    """Ask for a photograph and keep our own copy in `folder`."""

    url: str
    folder: Path
    limits: Limits
    route: Route
    now: datetime


class TakePoster(Struct, frozen=True):
    """Keep our own copy of a picture file in `folder`."""

    path: Path
    folder: Path


class LookAgain(Struct, frozen=True):
    """Find the focus of our own copy `key` in `folder`, which an older kiosk made without."""

    key: str
    folder: Path


class Greet(Struct, frozen=True):
    """Ask for an address to be known there; what it answers is of no matter."""

    url: str
    limits: Limits
    route: Route
    now: datetime


class GetReady(Struct, frozen=True):
    """Load what asks servers, before there is anything to ask for; it is not answered."""


class GotFeed(Struct, frozen=True):
    """A feed; None where it has not changed."""

    feed: Feed | None
    conditions: Conditions
    moved: str
    fresh_s: float


class GotPage(Struct, frozen=True):
    """An article's page."""

    page: Article


class GotPicture(Struct, frozen=True):
    """Our own copy: its file name in the folder, its size, and the box of it that must stay.

    Raises ValueError for a name that is none of ours, and for a box outside.
    """

    key: str
    size: Size
    focus: Rect | None = None

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"{self.key[:80]!r} is no photograph's name")
        focus = self.focus
        if focus and not (min(focus.size) > 0 and Rect(0, 0, *self.size).contains(focus)):
            raise ValueError(f"{tuple(focus)} is no part of a photograph of {self.size}")


class Greeted(Struct, frozen=True):
    """A sign of life arrived; `status` is what the server said."""

    status: int


class Failed(Struct, frozen=True):
    """Why a task came to nothing, with what an HTTP server said where one did.

    `source` is the name that a feed had given itself.
    """

    why: str
    source: str = ""
    status: int | None = None
    retry_after_s: float | None = None
    unreachable: bool = False


Task = ReadFeed | ReadPage | TakePhoto | TakePoster | LookAgain | Greet
Order = Task | GetReady
Result = GotFeed | GotPage | GotPicture | Greeted | Failed
TASKS = (ReadFeed, ReadPage, TakePhoto, TakePoster, LookAgain, Greet)
ORDERS = (*TASKS, GetReady)
RESULTS = (GotFeed, GotPage, GotPicture, Greeted, Failed)


def failure(result: Result) -> Failed:
    """Why `result` is not what was asked for."""
    return result if isinstance(result, Failed) else Failed("the answer is of another kind")
