"""One entry of a feed as a Story: title, lead, date, byline, link, photographs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from kiosk.content.articles.byline import attributed
from kiosk.content.feeds.captions import Words
from kiosk.content.feeds.excerpt import words
from kiosk.content.feeds.photos import photos
from kiosk.content.markup.html import Fragment, fragment
from kiosk.content.values import Dated
from kiosk.content.words import dates
from kiosk.content.words.identity import absolute, digest, identity, untracked
from kiosk.content.words.text import LONGEST_TITLE, fold, plain
from kiosk.model import Story

MOST_CATEGORIES = 20
# Leads of the city's portal reach 600 letters.
_LONG_FOR_A_LEAD = 1_000

_NO_CATEGORY = frozenset(map(fold, ("Uncategorized", "Chưa phân loại", "Chưa được phân loại")))
_DATE_KEYS = ("published", "updated", "created", "issued", "modified", "date")
_LINK_KEYS = ("feedburner_origlink", "link", "id")
_NO_ARTICLE = frozenset(("enclosure", "replies", "edit", "hub", "license"))

Entry = Mapping[str, Any]


class Setting(Struct, frozen=True):
    """Where and when a feed was fetched, and what its items inherit from it."""

    url: str
    source: str
    zone: ZoneInfo
    fetched: datetime
    captions: Mapping[str, Words]


def story(entry: Entry, setting: Setting) -> Story | None:
    """The story in `entry`; None if it has no title, or neither link nor photograph."""
    title = plain(fragment(_markup(entry, "title")).text, LONGEST_TITLE)
    link = untracked(_link(entry, setting))
    texts = _texts(entry)
    shown = photos(entry, title, texts, setting.captions, _base(entry, setting))
    if not title or not (link or shown):
        return None
    lead, paragraphs = words(title, *texts)
    found, raw = dated(entry, setting)
    return Story(
        id=identity(_string(entry, "id"), link, title, raw, setting.url),
        source=setting.source,
        title=title,
        lead=lead,
        paragraphs=paragraphs,
        byline=attributed(_authors(entry), setting.source, link or setting.url),
        published=found.at,
        doubtful_date=found.doubtful,
        link=link,
        photos=shown,
        categories=_categories(entry),
    )


def dated(entry: Entry, setting: Setting) -> tuple[Dated, str]:
    """The first date of the entry that can be read, else the first absurd one; and its text."""
    absurd = None
    for raw in filter(None, (_string(entry, key) for key in _DATE_KEYS)):
        read = dates.parse(raw, setting.zone, setting.fetched)
        if read.at and not read.doubtful:
            return read, raw
        if read.doubtful and absurd is None:
            absurd = read, raw
    return absurd or (Dated(None), "")


def unique(stories: Sequence[Story], feed: str) -> list[Story]:
    """`stories` of `feed` with no id twice.

    One story listed twice is one; stories under a broken guid that they share are told apart by
    their links, else by their titles.
    """
    titles: dict[str, set[str]] = {}
    for each in stories:
        titles.setdefault(each.id, set()).add(fold(each.title))
    kept: dict[str, Story] = {}
    for each in stories:
        name = _own_name(each, feed) if len(titles[each.id]) > 1 else each.id
        kept.setdefault(name, replace(each, id=name))
    return list(kept.values())


def _own_name(story: Story, feed: str) -> str:
    linked = identity("", story.link, "", "", feed) if story.link else story.id
    return f"{story.id} {digest(fold(story.title))}" if linked == story.id else linked


def _string(entry: Entry, key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _markup(entry: Entry, key: str) -> str:
    """The markup under `key`, out of a CDATA section that was escaped by mistake."""
    return _string(entry, key).strip().removeprefix("<![CDATA[").removesuffix("]]>")


def _maps(entry: Entry, key: str) -> Iterator[Entry]:
    value = entry.get(key)
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))


def _link(entry: Entry, setting: Setting) -> str:
    """Where the article is: not at a counter's address if its own is given, else at its guid."""
    for key in _LINK_KEYS:
        named = _string(entry, key)
        if key == "id" and not named.strip().lower().startswith(("http://", "https://")):
            continue
        if whole := absolute(named, setting.url):
            return whole
    others = (link for link in _maps(entry, "links") if link.get("rel") not in _NO_ARTICLE)
    return next(filter(None, (absolute(_string(each, "href"), setting.url) for each in others)), "")


def _base(entry: Entry, setting: Setting) -> str:
    """What relative addresses are relative to: an xml:base of the entry, else the feed."""
    details = [*_maps(entry, "content"), entry.get("summary_detail"), entry.get("title_detail")]
    named = (_string(each, "base") for each in details if isinstance(each, Mapping))
    return next((base for base in named if base), setting.url)


def _texts(entry: Entry) -> tuple[Fragment, Fragment]:
    """The entry's summary and its content; a summary that is the whole article is the content."""
    raw, longest = _markup(entry, "summary"), _longest_content(entry)
    summary, content = fragment(raw), fragment(longest)
    # feedparser repeats the content as summary where a feed has no description.
    article = raw == longest or (not longest and len(summary.blocks) > 1)
    if article and len(summary.text) > _LONG_FOR_A_LEAD:
        return Fragment(""), summary
    return (Fragment("", summary.images), content) if raw == longest else (summary, content)


def _longest_content(entry: Entry) -> str:
    values = [_markup(content, "value") for content in _maps(entry, "content")]
    return max(values, key=len, default="")


def _authors(entry: Entry) -> list[str]:
    named = (_string(entry, key) for key in ("kiosk_name", "kiosk_author"))
    return [each for each in map(_person, named) if each]


def _person(named: str) -> str:
    """The name in "bbt@phuong.example (Long Hồ)", as RSS writes authors."""
    text = fragment(named).text
    head, _, inside = text.partition("(")
    return inside.rstrip(" )") if "@" in head else text


def _categories(entry: Entry) -> tuple[str, ...]:
    terms = (_string(tag, "label") or _string(tag, "term") for tag in _maps(entry, "tags"))
    named = (plain(fragment(term).text, 80) for term in terms)
    kept = (term for term in named if term and fold(term) not in _NO_CATEGORY)
    return tuple(dict.fromkeys(kept))[:MOST_CATEGORIES]
