"""The only door to feedparser: a feed's bytes as stories, or a sentence that says what came."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from kiosk.content.captions import lift
from kiosk.content.decoding import decode
from kiosk.content.entry import Setting, story, unique
from kiosk.content.html import fragment
from kiosk.content.identity import host_of
from kiosk.content.text import plain
from kiosk.errors import SourceError
from kiosk.model import Story

DECODED_AT_MOST = 4 << 20
MOST_ENTRIES = 200
LONGEST_NAME = 80

_ITEM_IMAGE = re.compile(
    r"<image>([^<>]{1,2000}|\s{0,50}<!\[CDATA\[[^<>\]]{1,2000}\]\]>\s{0,50})</image>",
    re.IGNORECASE,
)
# feedparser looks for addresses in these in quadratic time: 64 kB take it ten seconds.
_LONG_AUTHOR = re.compile(
    r"(<(?:\w{1,20}:)?(?:author|creator|contributor|editor|managingEditor|webMaster|name|email|owner"
    r"|publisher)\b[^<>]{0,500}>)\s{0,50}(?:<!\[CDATA\[)?[^<>]{300,}",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf)>\s*(?:<!--[^<>]*-->\s*)?$", re.IGNORECASE)
_JARGON = re.compile(r"\brss(?: feeds?)?\b|\bfeeds?\b", re.IGNORECASE)
_EDGES = " \t-–—|:»"


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed said: the name for its stories, those in feed order, and how many were unfit."""

    title: str
    stories: tuple[Story, ...]
    dropped: int = 0


def parse(
    body: bytes,
    *,
    url: str,
    content_type: str,
    zone: ZoneInfo,
    fetched: datetime,
    name: str | None = None,
) -> Feed:
    """The feed in `body`, fetched from `url` at `fetched`; `name` overrides the channel's title.

    Raises SourceError unless it is a feed with at least one entry that has a title and a link.
    """
    text = _document(body, content_type, name or host_of(url) or url)
    lifted, captions = lift(text)
    marked = _ITEM_IMAGE.sub(r"<kiosk_image>\1</kiosk_image>", lifted)
    parsed = _feedparsed(_LONG_AUTHOR.sub(r"\1", marked), url)
    title = name or _channel(parsed, url)
    entries = parsed.entries[:-1] if _cut_short(text) else parsed.entries
    if not parsed.get("version") or not parsed.entries:
        raise SourceError(title, _what_came(parsed, text))
    setting = Setting(url, title, zone, fetched, captions)
    found = [story(dict(entry), setting) for entry in entries[:MOST_ENTRIES]]
    stories = unique([each for each in found if each is not None])
    if not stories:
        raise SourceError(title, f"none of the feed's {len(parsed.entries)} entries is complete")
    return Feed(title, tuple(stories), len(parsed.entries) - len(stories))


def _document(body: bytes, content_type: str, name: str) -> str:
    if len(body) > DECODED_AT_MOST:
        raise SourceError(name, f"the feed is larger than {DECODED_AT_MOST >> 20} MiB")
    text = decode(body, content_type)
    if not text:
        raise SourceError(name, "the server sent nothing at all")
    lower = text.lower()
    if "<!doctype" in lower and "<!entity" in lower:
        raise SourceError(name, "the feed defines XML entities of its own, which can be a trap")
    return text


def _feedparsed(text: str, url: str) -> Any:
    document = f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    # A stream, never bytes: feedparser opens bytes as a file's name first.
    return feedparser.parse(
        io.BytesIO(document),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _channel(parsed: Any, url: str) -> str:
    """The channel's title without the words that say only that it is a feed."""
    title = parsed.feed.get("title")
    words = fragment(title).text if isinstance(title, str) else ""
    parts = (_JARGON.sub("", part).strip(_EDGES) for part in re.split(r"\s[-–—|]\s", words))
    tidy = " - ".join(" ".join(part.split()) for part in parts if part)
    return plain(tidy, LONGEST_NAME) or host_of(url) or url


def _cut_short(text: str) -> bool:
    """Whether the document ends inside an entry, whose words may then be half a sentence."""
    if _CLOSED.search(text[-300:]):
        return False
    return any(text.rfind(f"<{tag}") > text.rfind(f"</{tag}>") for tag in ("item", "entry"))


def _what_came(parsed: Any, text: str) -> str:
    if parsed.get("version"):
        return "the feed is empty"
    head = text[:1000].lstrip().lower()
    if "<html" in head or head.startswith("<!doctype html") or "<body" in head:
        return "an HTML page came, not a feed; is a login page in between?"
    if head.startswith(("{", "[")):
        return "JSON came, not a feed"
    return "what came is not a feed"
