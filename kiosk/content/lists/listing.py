"""The section page of a portal without a feed: its articles, as a feed would give them."""

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from kiosk.content.lists import mainlist
from kiosk.content.lists.anchors import anchors
from kiosk.content.lists.card import Card, Setting
from kiosk.content.lists.picked import picked
from kiosk.content.markup.html import parse as parse_html
from kiosk.content.markup.tree import Element, grow
from kiosk.content.values import (
    DECODED_AT_MOST,
    LONGEST_NAME,
    MOST_ENTRIES,
    NO_SECTION_SELECTORS,
    Feed,
    SectionSelectors,
)
from kiosk.content.words.decoding import decode_html
from kiosk.content.words.identity import absolute, host_of, identity, untracked
from kiosk.content.words.text import ELLIPSIS, plain
from kiosk.errors import SourceError
from kiosk.model import Story

_FEED = re.compile(
    r"(?:<\?xml[^<>]{0,300}>|<!--[^<>]{0,300}-->|\s)*<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE
)
_SITE = re.compile(r"\s*[|»]\s*|\s+[-–—]\s+")
_EDGES = " \t-–—|:.»"


def parse(
    body: bytes,
    *,
    url: str,
    content_type: str,
    zone: ZoneInfo,
    fetched: datetime,
    name: str | None = None,
    selectors: SectionSelectors = NO_SECTION_SELECTORS,
) -> Feed:
    """The articles of the page in `body`, fetched from `url` at `fetched`, in the page's order.

    `selectors` say where things are, as far as the page can't be read without them; `name`
    overrides the name that the site gives itself. Raises SourceError unless the page has a list of
    articles, or if one of `selectors` finds nothing.
    """
    called = name or host_of(url) or url
    text = _document(body, content_type, called)
    node = parse_html(text)
    if node is None:
        raise SourceError(called, "the page is empty")
    root = grow(node)
    source = name or _site(root, url)
    base = _base(root, url)
    setting = Setting(base, zone, fetched, anchors(root, base, url))
    if selectors == NO_SECTION_SELECTORS:
        cards = mainlist.cards(root, setting, source, text)
    else:
        cards = picked(node, root, selectors, setting, source)
    found = [_story(each, source, url) for each in cards if each.title and each.link]
    if not found:
        raise SourceError(source, "none of the page's items has a title and a link")
    return Feed(source, tuple(_unique(found)[:MOST_ENTRIES]), len(cards) - len(found))


def _document(body: bytes, content_type: str, called: str) -> str:
    if len(body) > DECODED_AT_MOST:
        raise SourceError(called, f"the page is larger than {DECODED_AT_MOST >> 20} MiB")
    text = decode_html(body, content_type)
    if not text:
        raise SourceError(called, "the server sent nothing at all")
    if _FEED.match(text):
        raise SourceError(called, 'a feed came, not a page; write kind = "feed"')
    return text


def _base(root: Element, url: str) -> str:
    """What the page's addresses are relative to."""
    base = root.find(lambda each: each.tag == "base" and bool(each.attributes.get("href")))
    return (absolute(base.attributes["href"], url) if base else "") or url


def _site(root: Element, url: str) -> str:
    """The name that the site gives itself; its host where it gives none."""
    for each in root.walk():
        if each.attributes.get("property", "").lower() == "og:site_name":
            named = plain(each.attributes.get("content", ""), LONGEST_NAME)
            if named:
                return named
    title = root.find(lambda each: each.tag == "title")
    parts = (
        [part.strip(_EDGES) for part in _SITE.split(plain(title.text, 4 * LONGEST_NAME))]
        if title
        else []
    )
    said = [part for part in parts if part]
    return plain(said[-1], LONGEST_NAME) if len(said) > 1 else host_of(url) or url


def _story(read: Card, source: str, url: str) -> Story:
    return Story(
        id=identity("", read.link, read.title, read.raw_date, url),
        source=source,
        title=read.title,
        lead=read.lead,
        published=read.dated.at,
        doubtful_date=read.dated.doubtful,
        link=untracked(read.link),
        photos=(read.photo,) if read.photo else (),
    )


def _unique(stories: Iterable[Story]) -> list[Story]:
    """Each story once, where it stands first, with what the page says of it elsewhere."""
    kept: dict[str, Story] = {}
    for each in stories:
        first = kept.setdefault(each.id, each)
        cut = first.title.endswith((ELLIPSIS, "...")) and not each.title.endswith((ELLIPSIS, "..."))
        kept[each.id] = replace(
            first,
            title=each.title if cut else first.title,
            lead=first.lead or each.lead,
            published=first.published or each.published,
            doubtful_date=first.doubtful_date if first.published else each.doubtful_date,
            photos=first.photos or each.photos,
        )
    return list(kept.values())
