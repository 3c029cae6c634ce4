"""What the readers of foreign bytes are told, and what they give: plain, frozen, quick to load."""

from datetime import datetime

from msgspec import Struct

from kiosk.model import Photo, Story

# No board shows more of one source.
MOST_ENTRIES = 200
DECODED_AT_MOST = 4 << 20
LONGEST_NAME = 80


class Dated(Struct, frozen=True):
    """When something was published: aware, UTC; None where no date could be read.

    `doubtful` is set where there was a date, and an absurd one.
    """

    at: datetime | None
    doubtful: bool = False


UNDATED = Dated(None)


class Feed(Struct, frozen=True):
    """What a feed or a section page said: its name, its stories in order, and how many were unfit.

    `fresh_s` is for how many seconds the feed says that it may be kept; 0 where it says nothing.
    """

    title: str
    stories: tuple[Story, ...]
    dropped: int = 0
    fresh_s: int = 0


class SectionSelectors(Struct, frozen=True):
    """Where things are on a section page, as CSS selectors; "" leaves it to the page.

    `item` is the box around one article, all others are inside it. `link` and `title` may name
    the <a>, something around it or something in it; `time` an element with a datetime or a text.
    """

    item: str = ""
    title: str = ""
    link: str = ""
    time: str = ""
    photo: str = ""
    lead: str = ""


NO_SECTION_SELECTORS = SectionSelectors()


class Article(Struct, frozen=True):
    """What a page says as a story; `lead` has no dateline and is not repeated in `paragraphs`.

    `photos` stand in reading order, each once; `cover` is the picture that the page names for
    those who share it; `link` is the page's canonical address.
    """

    title: str
    lead: str = ""
    paragraphs: tuple[str, ...] = ()
    byline: str = ""
    published: Dated = UNDATED
    photos: tuple[Photo, ...] = ()
    cover: Photo | None = None
    link: str = ""
    site: str = ""


class PageSelectors(Struct, frozen=True):
    """CSS selectors of one site for what the general rules miss; "" leaves a part to those rules.

    `body`, `lead` and `caption` name boxes, `photo` the only images that count, `drop` what is
    taken out first; of `title`, `byline` and `time` the first element counts.
    """

    title: str = ""
    lead: str = ""
    body: str = ""
    byline: str = ""
    time: str = ""
    photo: str = ""
    caption: str = ""
    drop: tuple[str, ...] = ()


NO_PAGE_SELECTORS = PageSelectors()


class Conditions(Struct, frozen=True):
    """What makes a GET conditional: the last ETag and Last-Modified, word for word."""

    etag: str = ""
    modified: str = ""


NONE = Conditions()
