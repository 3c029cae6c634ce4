"""What the content room hands to the layout room: plain, frozen, printable.

Times are aware and in UTC. Text is NFC, unescaped, without markup.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.geometry import Rect, Size


class Point(Struct, frozen=True):
    """A place in a picture, in per cent of its width and height from the top left.

    Raises ValueError for one outside.
    """

    x: int
    y: int

    def __post_init__(self) -> None:
        if not (0 <= self.x <= 100 and 0 <= self.y <= 100):  # noqa: PLR2004 - per cent
            raise ValueError(f"{self.x}% {self.y}% is no place in a picture")


# What a person wants to be kept of a picture: a point with what is around it, or all of it.
Focus = Point | Literal["whole"]


class Photo(Struct, frozen=True):
    """A photograph of a story.

    `key` names our own copy in the photo folder and `size` is that copy's, in pixels; both are
    None until it was fetched. `focus` is the box that a crop must keep, in the copy's pixels: its
    heads, all of a chart; `heads` are those of it, for a crop that can't hold all of them. `point`
    is what its editor put in the middle, where one did.
    """

    url: str
    caption: str = ""
    credit: str = ""
    key: str | None = None
    size: Size | None = None
    focus: Rect | None = None
    point: Point | None = None
    heads: tuple[Rect, ...] = ()


class Story(Struct, frozen=True, cache_hash=True):
    """One piece of news.

    `lead` has no dateline and is not repeated in `paragraphs`; `photos` stand in reading order,
    each once. `published` is None where the source gave no date that can be read, and
    `doubtful_date` is set where the one it gave is absurd.
    """

    id: str
    source: str
    title: str
    lead: str = ""
    paragraphs: tuple[str, ...] = ()
    byline: str = ""
    published: datetime | None = None
    doubtful_date: bool = False
    link: str = ""
    photos: tuple[Photo, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def picture(self) -> Photo | None:
        """The first photograph that we have a copy of: the one that a page can show."""
        return next((photo for photo in self.photos if photo.key and photo.size), None)


class Notice(Struct, frozen=True):
    """What an office has to say, from `starts` up to `ends`; after that it must be gone.

    `id` is the file that it came from. `body` holds its paragraphs, each one line of text; an
    item of a list is a paragraph, too.
    """

    id: str
    title: str
    body: tuple[str, ...]
    issuer: str
    starts: datetime
    ends: datetime
    urgent: bool = False
    link: str = ""

    def current(self, now: datetime) -> bool:
        """Whether a board may show it at `now`."""
        return self.starts <= now < self.ends


def holding(notices: Iterable[Notice], now: datetime) -> tuple[Notice, ...]:
    """Those of `notices` that hold at `now`: urgent ones first, then the newest."""
    current = (one for one in notices if one.current(now))
    return tuple(sorted(current, key=lambda one: (not one.urgent, -one.starts.timestamp(), one.id)))


class Reception(Struct, frozen=True):
    """One time on one day at which people are received, in the words of a table's row.

    `on` is the day by the calendar, `day` how it is printed ("Thứ Năm 26/11"); `note` says what
    is not as usual ("tiếp bù 26/11").
    """

    on: date
    day: str
    hours: str
    room: str
    who: str
    note: str = ""


class Schedule(Struct, frozen=True):
    """The reception schedule of the coming days: exceptions and holidays are resolved.

    `rows` stand in order of time. `changes` are whole sentences about the days that are not as
    usual; `note` is the office's own closing line.
    """

    title: str
    rows: tuple[Reception, ...]
    changes: tuple[str, ...] = ()
    note: str = ""


class Contact(Struct, frozen=True):
    """Whom to call: `name` says who answers, `number` is printed as it is, `note` says more."""

    name: str
    number: str
    note: str = ""


class OneStop(Struct, frozen=True):
    """The one-stop office (một cửa): what it does for those who come and call, as it is today.

    `hours` are those of its counters, one line a day or range of days; empty: the board's own.
    `duty` are the officers on duty today, `hotline` is the office's own number, `contacts` are
    the others in their order: police, health station, emergency numbers.
    """

    title: str = ""
    hours: tuple[str, ...] = ()
    duty: tuple[Contact, ...] = ()
    hotline: Contact | None = None
    contacts: tuple[Contact, ...] = ()
    note: str = ""


class Poster(Struct, frozen=True):
    """A picture that is shown whole, from `starts` up to `ends`.

    `key` names our own copy in the photo folder and `size` is that copy's, in pixels; `name` is
    the file that it came from.
    """

    key: str
    size: Size
    name: str
    starts: datetime
    ends: datetime

    def current(self, now: datetime) -> bool:
        """Whether a board may show it at `now`."""
        return self.starts <= now < self.ends


class Answered(Struct, frozen=True):
    """When a source last gave usable news; None: never yet."""

    source: str
    at: datetime | None


class Edition(Struct, frozen=True):
    """All that a board may show at `now`; stories are newest first.

    `notices` and `posters` are those current at `now`; notices stand urgent ones first, then the
    newest.
    `stale_since` is the last answer of the source that has been silent longest, once that is
    longer ago than the board's `stale_after`; None while the news is fresh.
    `hours` are the office hours in words, one line a day or range of days.
    `dated`: whether `now` is sure enough for the day to stand on a page.
    """

    board: str
    zone: ZoneInfo
    now: datetime
    stories: tuple[Story, ...] = ()
    answered: tuple[Answered, ...] = ()
    stale_since: datetime | None = None
    hours: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    schedule: Schedule | None = None
    posters: tuple[Poster, ...] = ()
    one_stop: OneStop | None = None
    dated: bool = True
