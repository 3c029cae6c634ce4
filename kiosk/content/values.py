"""What the readers of foreign bytes are told, and what they give: plain, frozen, quick to load."""

from dataclasses import dataclass

from kiosk.model import Story

# No board shows more of one source.
MOST_ENTRIES = 200
DECODED_AT_MOST = 4 << 20
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed or a section page said: its name, its stories in order, and how many were unfit.

    `fresh_s` is for how many seconds the feed says that it may be kept; 0 where it says nothing.
    """

    title: str
    stories: tuple[Story, ...]
    dropped: int = 0
    fresh_s: int = 0


@dataclass(frozen=True, slots=True)
class SectionSelectors:
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
