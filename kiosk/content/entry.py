"""One entry of a feed as a Story: title, lead, date, link, photographs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.content import dates
from kiosk.content.captions import Words
from kiosk.content.html import Fragment, fragment
from kiosk.content.identity import absolute, digest, identity
from kiosk.content.text import ELLIPSIS, fold, plain, without_dateline
from kiosk.model import Photo, Story

LONGEST_TITLE = 300
LONGEST_LEAD = 4_000
LONGEST_CAPTION = 500
LONGEST_PARAGRAPH = 4_000
MOST_PARAGRAPHS = 100
MOST_CATEGORIES = 20
MOST_PHOTOS = 20
# An article is more than its lead with a signature under it.
_CLEARLY_LONGER = 1.5
# Leads of the city's portal reach 600 letters.
_LONG_FOR_A_LEAD = 1_000
# A caption or a button is no lead.
_SHORTEST_LEAD = 40

_NO_LEAD = frozenset(map(fold, ("No Description", "null", "undefined", "N/A")))
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:$|[?#])", re.IGNORECASE)
_DATE_KEYS = ("published", "updated", "created", "issued", "modified", "date")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a feed was fetched, and what its items inherit from it."""

    url: str
    source: str
    zone: ZoneInfo
    fetched: datetime
    captions: Mapping[str, Words]


def story(entry: Entry, setting: Setting) -> Story | None:
    """The story in `entry`; None if it has no title, or neither link nor photograph."""
    title = plain(fragment(_string(entry, "title")).text, LONGEST_TITLE)
    link = absolute(_string(entry, "link"), setting.url)
    summary, content = _texts(entry)
    photos = _photos(entry, title, (summary, content), setting)
    if not title or not (link or photos):
        return None
    lead, paragraphs = _words(title, summary, content)
    dated, raw = _dated(entry, setting)
    return Story(
        id=identity(_string(entry, "id"), link, title, raw, setting.url),
        source=setting.source,
        title=title,
        lead=lead,
        paragraphs=paragraphs,
        published=dated.at,
        doubtful_date=dated.doubtful,
        link=link,
        photos=photos,
        categories=_categories(entry),
    )


def unique(stories: Sequence[Story]) -> list[Story]:
    """`stories` with no id twice.

    One story listed twice is one; two stories under a broken guid are told apart by their titles.
    """
    titles: dict[str, set[str]] = {}
    for each in stories:
        titles.setdefault(each.id, set()).add(fold(each.title))
    kept: dict[str, Story] = {}
    for each in stories:
        shared = len(titles[each.id]) > 1
        name = f"{each.id} {digest(fold(each.title))}" if shared else each.id
        kept.setdefault(name, replace(each, id=name))
    return list(kept.values())


def _string(entry: Entry, key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _texts(entry: Entry) -> tuple[Fragment, Fragment]:
    """The entry's summary and its content; a summary that is the whole article is the content."""
    raw, longest = _string(entry, "summary"), _longest_content(entry)
    summary, content = fragment(raw), fragment(longest)
    # feedparser repeats the content as summary where a feed has no description.
    article = raw == longest or (not longest and len(summary.blocks) > 1)
    if article and len(summary.text) > _LONG_FOR_A_LEAD:
        return Fragment(""), summary
    return (Fragment("", summary.images), content) if raw == longest else (summary, content)


def _longest_content(entry: Entry) -> str:
    values = [_string(content, "value") for content in _maps(entry, "content")]
    return max(values, key=len, default="")


def _maps(entry: Entry, key: str) -> Iterator[Entry]:
    value = entry.get(key)
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))


def _words(title: str, summary: Fragment, content: Fragment) -> tuple[str, tuple[str, ...]]:
    """The lead, and the paragraphs that follow it."""
    lead = _lead(summary.text, title)
    blocks = [block for block in content.blocks if fold(block) != fold(title)]
    if not lead:
        first = next((block for block in blocks if len(block) >= _SHORTEST_LEAD), "")
        lead = _lead(first or content.text, title)
    if len(content.text) < _CLEARLY_LONGER * len(lead):
        return lead, ()
    rest = [block for block in blocks if fold(without_dateline(block)) != fold(lead)]
    return lead, tuple(plain(block, LONGEST_PARAGRAPH) for block in rest[:MOST_PARAGRAPHS])


def _lead(text: str, title: str) -> str:
    lead = plain(without_dateline(text), LONGEST_LEAD)
    return "" if fold(lead) in _NO_LEAD or fold(lead) in ("", fold(title)) else lead


def _dated(entry: Entry, setting: Setting) -> tuple[dates.Dated, str]:
    """The first date of the entry that can be read, else the first one that is absurd."""
    absurd = None
    for raw in (_string(entry, key) for key in _DATE_KEYS):
        dated = dates.parse(raw, setting.zone, setting.fetched)
        if dated.at and not dated.doubtful:
            return dated, raw
        if dated.doubtful and absurd is None:
            absurd = dated, raw
    return absurd or (dates.Dated(None), "")


def _categories(entry: Entry) -> tuple[str, ...]:
    terms = (_string(tag, "label") or _string(tag, "term") for tag in _maps(entry, "tags"))
    named = (plain(fragment(term).text, 80) for term in terms)
    return tuple(dict.fromkeys(term for term in named if term))[:MOST_CATEGORIES]


def _photos(
    entry: Entry, title: str, fragments: tuple[Fragment, Fragment], setting: Setting
) -> tuple[Photo, ...]:
    """Each picture once, in the order enclosure, media, item image, first image of the text."""
    found: dict[str, Photo] = {}
    for address, alt, words in _pictures(entry, fragments, setting):
        url = absolute(address, setting.url)
        photo = Photo(url, _caption(alt, words, title), plain(fragment(words.credit).text, 120))
        same = _same_picture(url)
        if url and (same not in found or (photo.caption and not found[same].caption)):
            first = found.get(same, photo)
            found[same] = Photo(first.url, photo.caption, first.credit or photo.credit)
    return tuple(found.values())[:MOST_PHOTOS]


def _pictures(
    entry: Entry, fragments: tuple[Fragment, Fragment], setting: Setting
) -> Iterator[tuple[str, str, Words]]:
    for address in _declared(entry):
        yield address, "", setting.captions.get(address, Words())
    images = [image for each in fragments for image in each.images[:1]]
    for image in images[:1]:
        yield image.url, image.alt, setting.captions.get(image.url, Words())


def _declared(entry: Entry) -> Iterator[str]:
    for link in _maps(entry, "links"):
        if link.get("rel") == "enclosure" and _is_picture(_string(link, "type"), link.get("href")):
            yield _string(link, "href")
    for media in _maps(entry, "media_content"):
        kind = _string(media, "type") or _string(media, "medium")
        if _is_picture(kind, media.get("url")):
            yield _string(media, "url")
    yield from (_string(media, "url") for media in _maps(entry, "media_thumbnail"))
    yield from (_string(entry, key) for key in ("kiosk_image", "thumb", "thumbnail", "href"))


def _is_picture(kind: str, url: object) -> bool:
    if kind:
        return kind.lower().startswith("image")
    return isinstance(url, str) and bool(_PICTURE_NAME.search(url))


def _same_picture(url: str) -> str:
    """What two sizes of one picture share: a long file name; else the address itself."""
    name = url.partition("?")[0].rpartition("/")[2]
    return name if len(name) >= 20 else url  # noqa: PLR2004 - "1.jpg" says nothing


def _caption(alt: str, words: Words, title: str) -> str:
    for raw in (words.description, words.title, alt):
        caption = plain(fragment(raw).text, LONGEST_CAPTION)
        if caption and fold(caption).rstrip() != fold(title.rstrip(ELLIPSIS)):
            return caption
    return ""
