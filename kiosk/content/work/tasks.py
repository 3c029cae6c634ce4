"""What the worker process is asked for, and what it answers."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.content.values import Article, Feed, PageSelectors, SectionSelectors
from kiosk.content.web.answer import Conditions, Limits, Route
from kiosk.geometry import Rect, Size

_KEY = re.compile(r"[0-9a-f]{64}(?:\.sheet)?\.jpg", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """Ask for a feed, or for the section page of a portal without one, and read it."""

    url: str
    name: str | None
    section: SectionSelectors | None
    conditions: Conditions
    limits: Limits
    route: Route
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Ask for an article's page and read it; `title` is what its feed calls it."""

    url: str
    title: str
    selectors: PageSelectors
    limits: Limits
    route: Route
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class TakePhoto:
    """Ask for a photograph and keep our own copy in `folder`."""

    url: str
    folder: Path
    limits: Limits
    route: Route
    now: datetime


@dataclass(frozen=True, slots=True)
class TakePoster:
    """Keep our own copy of a picture file in `folder`."""

    path: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Find the focus of our own copy `key` in `folder`, which an older kiosk made without."""

    key: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Greet:
    """Ask for an address to be known there; what it answers is of no matter."""

    url: str
    limits: Limits
    route: Route
    now: datetime


@dataclass(frozen=True, slots=True)
class GotFeed:
    """A feed; None where it has not changed."""

    feed: Feed | None
    conditions: Conditions
    moved: str
    fresh_s: float


@dataclass(frozen=True, slots=True)
class GotPage:
    """An article's page."""

    page: Article


@dataclass(frozen=True, slots=True)
class GotPicture:
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


@dataclass(frozen=True, slots=True)
class Greeted:
    """A sign of life arrived; `status` is what the server said."""

    status: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a task came to nothing, with what an HTTP server said where one did.

    `source` is the name that a feed had given itself.
    """

    why: str
    source: str = ""
    status: int | None = None
    retry_after_s: float | None = None
    unreachable: bool = False


Task = ReadFeed | ReadPage | TakePhoto | TakePoster | LookAgain | Greet
Result = GotFeed | GotPage | GotPicture | Greeted | Failed
TASKS = (ReadFeed, ReadPage, TakePhoto, TakePoster, LookAgain, Greet)
RESULTS = (GotFeed, GotPage, GotPicture, Greeted, Failed)


def failure(result: Result) -> Failed:
    """Why `result` is not what was asked for."""
    return result if isinstance(result, Failed) else Failed("the answer is of another kind")
