"""The words that a layout may ask for by name, filled in from a story and its edition."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from kiosk import calendar
from kiosk.layout.vietnamese import settable
from kiosk.model import Edition, Story
from kiosk.quantities import did_you_mean, shown, text
from kiosk.regex import regex

# What each placeholder stands for; docs/layouts.md lists them from here.
NAMES: Mapping[str, str] = {
    "board": "the board's name",
    "title": "the story's headline",
    "lead": "the story's lead, without its dateline; empty where it only repeats the headline",
    "byline": "who wrote the story",
    "source": "the name of the source that the story came from",
    "sources": "the names of all the edition's sources, those with the newest stories first",
    "published": "the day of the story: “Đăng 23/11”; “Chưa rõ ngày đăng” where none can be read",
    "stamp": "the story's day alone, with its source where the edition has several",
    "link": "the address of the story's page",
    "caption": "the caption of the photograph that the page shows",
    "credit": "who took it",
    "hours": "the office hours, a line for each day or range of days",
    "since": "when the page's news was last fetched, once that is longer ago than stale_after",
    "frame": "“Trang 1/3” on a page of several frames; empty on a page of one",
    "next": "“Xem tiếp trang sau” on every frame of a page but its last",
}
# Those that speak of one story: without any, a page that asks for them has nothing to say.
OF_STORY = frozenset(
    ("title", "lead", "byline", "source", "published", "stamp", "link", "caption", "credit")
)

_PLACEHOLDER = regex(r"\{([^{}]*)\}")
_ALONE = ("{}",)


class Template(Struct, frozen=True):
    """Text with placeholders in braces."""

    pattern: str

    def names(self) -> tuple[str, ...]:
        return _apart(self.pattern)[0]

    def fill(self, words: Mapping[str, str]) -> str:
        """The text with every placeholder replaced; "" if none of them had anything to say.

        A separator (" · ", " – ") next to an empty placeholder goes with it.
        """
        names, parts = _apart(self.pattern)
        if parts == _ALONE:
            return words[names[0]].strip()
        if names and not any(words[name] for name in names):
            return ""
        filled = [_PLACEHOLDER.sub(lambda found: words[found[1]], part) for part in parts]
        kept = ""
        for separator, part in zip(["", *filled[1::2]], filled[::2], strict=True):
            if part.strip():
                kept += f" {separator} {part}" if kept else part
        return kept.strip()


@lru_cache(maxsize=128)
def _apart(pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A template's placeholders; and its parts, with the separators between them.

    A placeholder alone, which most templates are, is known by its parts.
    """
    if _PLACEHOLDER.fullmatch(pattern):
        return (pattern[1:-1],), _ALONE
    return tuple(_PLACEHOLDER.findall(pattern)), tuple(re.split(r" ([·–|]) ", pattern))


def read_template(value: Any) -> Template:
    """Text whose placeholders are all known."""
    if not isinstance(value, str):
        raise ValueError(f"must be text in quotes, not {shown(value)}")
    template = Template(_settled(value))
    if set("{}") & set(_PLACEHOLDER.sub("", template.pattern)):
        raise ValueError("has { or } without the other; a placeholder is written {title}")
    for name in template.names():
        if name not in NAMES:
            near = did_you_mean(name, NAMES)
            known = ", ".join(f"{{{one}}}" for one in NAMES)
            raise ValueError(f"has the unknown placeholder {{{name}}}{near or f'; known: {known}'}")
    return template


def read_words(value: Any) -> str:
    """Text that stands as it is, made fit to be set."""
    return settable(text(value))


def words_for(edition: Edition, story: Story | None) -> dict[str, str]:
    """What every placeholder stands for, ready to be set; "" where there is nothing to say."""
    return {**_edition_words(edition), **(story_words(edition, story) if story else {})}


def _edition_words(edition: Edition) -> dict[str, str]:
    """The same where no story is spoken of."""
    words = dict.fromkeys(NAMES, "")
    words["board"] = _settled(edition.board)
    words["sources"] = _settled(", ".join(dict.fromkeys(one.source for one in edition.stories)))
    words["hours"] = _settled("\n".join(edition.hours))
    if edition.stale_since is not None:
        words["since"] = _settled(calendar.moment(edition.stale_since, edition.zone))
    return words


def turn_words(frame: int, frames: int) -> dict[str, str]:
    """What is said of the frame's place on a page of so many."""
    return {
        "frame": f"Trang {frame}/{frames}" if frames > 1 else "",
        "next": "Xem tiếp trang sau" if frame < frames else "",
    }


def story_words(edition: Edition, story: Story) -> Mapping[str, str]:
    """What those placeholders stand for that speak of a story, ready to be set."""
    several = len({one.source for one in edition.stories}) > 1
    return _told_of(story, _day(edition, story), several=several)


# From page to page most stories stay as they are.
@lru_cache(maxsize=64)
def _told_of(story: Story, day: str, *, several: bool) -> Mapping[str, str]:
    photo = story.picture
    words = {
        "title": story.title,
        "lead": "" if repeats(story.lead, story.title) else story.lead,
        "byline": story.byline,
        "source": story.source,
        "published": f"Đăng {day}" if day else "Chưa rõ ngày đăng",
        "stamp": " · ".join(part for part in (day, story.source if several else "") if part)
        or "chưa rõ ngày",
        "link": story.link,
        "caption": photo.caption if photo else "",
        "credit": photo.credit if photo else "",
    }
    return {name: _settled(said) for name, said in words.items()}


@lru_cache(maxsize=256)
def repeats(lead: str, title: str) -> bool:
    """Whether a lead says nothing that the headline has not said."""
    return _bare(lead) == _bare(title)


def _bare(words: str) -> str:
    return "".join(c for c in settable(words).casefold() if c.isalnum())


def _day(edition: Edition, story: Story) -> str:
    if story.published is None or story.doubtful_date:
        return ""
    today = calendar.local(edition.now, edition.zone).date()
    return calendar.short(calendar.local(story.published, edition.zone).date(), today)


def _settled(words: str) -> str:
    if "\n" not in words:
        return settable(words)
    return "\n".join(settable(line) for line in words.split("\n")).strip("\n")
