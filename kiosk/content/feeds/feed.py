"""The only door to feedparser: a feed's bytes as stories, or a sentence that says what came."""

import io
import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from kiosk.content.feeds.bounds import fault
from kiosk.content.feeds.captions import lift
from kiosk.content.feeds.entry import Setting, dated, story, unique
from kiosk.content.markup.html import fragment
from kiosk.content.values import DECODED_AT_MOST, LONGEST_NAME, MOST_ENTRIES, Feed
from kiosk.content.words.decoding import decode
from kiosk.content.words.identity import host_of
from kiosk.content.words.text import plain
from kiosk.errors import SourceError

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_LONGEST_FRESH_S = 366 * 86_400
_PERIODS_S = {
    "hourly": 3_600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}

_ITEM_IMAGE = re.compile(
    r"<image>([^<>]{1,2000}|\s{0,50}<!\[CDATA\[[^<>\]]{1,2000}\]\]>\s{0,50})</image>",
    re.IGNORECASE,
)
# feedparser looks for addresses in authors in quadratic time, so it gets no author to read.
_NAMED = r"<(/?)(?:[\w.-]{1,60}:)?(?:%s)(?![\w:.-])"
_AUTHOR = re.compile(_NAMED % "author|creator", re.IGNORECASE)
_HOUSE = re.compile(_NAMED % "contributor|managingEditor|webMaster|publisher|owner", re.IGNORECASE)
_AUTHOR_ATTRIBUTES = re.compile(r"<kiosk_author(?:\s[^<>]*)?(?<!/)>")
_AUTHOR_NAME = re.compile(
    r"(<kiosk_author>\s{0,200}<)(?:[\w.-]{1,60}:)?name>([^<>]{0,200})</(?:[\w.-]{1,60}:)?name\s?>",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s*>\s*(?:<!--[^<>]*-->\s*)*$", re.IGNORECASE
)
_ENTRY = re.compile(r"<(?P<end>/?)(?:\w{1,20}:)?(?:item|entry)(?![\w:.-])", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html|<html\b|<body\b", re.IGNORECASE)
_JARGON = re.compile(r"\brss(?: feeds?)?\b|\bfeeds?\b", re.IGNORECASE)
_EDGES = " \t-–—|:»"


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

    Of more than 200 entries the newest are read. Raises SourceError unless it is a feed with at
    least one entry that has a title and a link.
    """
    text = _document(body, content_type, name or host_of(url) or url)
    lifted, captions = lift(text)
    parsed = _feedparsed(_relabelled(lifted), url)
    title = name or _channel(parsed, url)
    if not parsed.get("version") or not parsed.entries:
        raise SourceError(title, _what_came(parsed, text))
    setting = Setting(url, title, zone, fetched, captions)
    whole = parsed.entries[:-1] if _cut_short(text) else parsed.entries
    chosen = _newest([dict(entry) for entry in whole], setting)
    found = [story(entry, setting) for entry in chosen]
    stories = unique([each for each in found if each is not None], url)
    if not stories:
        raise SourceError(title, f"none of the feed's {len(parsed.entries)} entries is complete")
    dropped = len(parsed.entries) - len(whole) + len(chosen) - len(stories)
    return Feed(title, tuple(stories), dropped, _fresh_s(parsed.feed))


def _document(body: bytes, content_type: str, name: str) -> str:
    if len(body) > DECODED_AT_MOST:
        raise SourceError(name, f"the feed is larger than {DECODED_AT_MOST >> 20} MiB")
    text = decode(body, content_type)
    if not text:
        raise SourceError(name, "the server sent nothing at all")
    if not _ROOT.search(text):
        raise SourceError(name, _no_feed(text))
    if why := fault(text):
        raise SourceError(name, why)
    return text


def _relabelled(text: str) -> str:
    """`text` with authors and pictures of items under names that feedparser leaves alone."""
    text = _ITEM_IMAGE.sub(r"<kiosk_image>\1</kiosk_image>", text)
    text = _AUTHOR.sub(r"<\1kiosk_author", text)
    text = _HOUSE.sub(r"<\1kiosk_house", text)
    text = _AUTHOR_ATTRIBUTES.sub("<kiosk_author>", text)
    return _AUTHOR_NAME.sub(r"\1kiosk_name>\2</kiosk_name>", text)


def _feedparsed(text: str, url: str) -> Any:
    document = f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # A stream, never bytes: feedparser opens bytes as a file's name first.
        return feedparser.parse(
            io.BytesIO(document),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    # Tags in the wrong order make it stumble over its own state with errors of any kind.
    except Exception as error:
        raise SourceError(
            host_of(url) or url, "the feed's tags are in no order that can be read"
        ) from error


def _newest(entries: list[dict[str, Any]], setting: Setting) -> list[dict[str, Any]]:
    """The newest entries in feed order: some feeds begin with the oldest, some have no dates."""
    if len(entries) <= MOST_ENTRIES:
        return entries
    read = [dated(entry, setting)[0] for entry in entries]
    ages = [each.at if each.at and not each.doubtful else _LONG_AGO for each in read]
    first = sorted(range(len(entries)), key=lambda place: ages[place], reverse=True)
    return [entries[place] for place in sorted(first[:MOST_ENTRIES])]


def _fresh_s(channel: Any) -> int:
    """How long the channel may be kept, by RSS 2.0's ttl or RSS 1.0's syndication module."""
    minutes = _number(channel.get("ttl"))
    if minutes:
        return min(minutes * 60, _LONGEST_FRESH_S)
    period = _PERIODS_S.get(str(channel.get("sy_updateperiod")).strip().lower(), 0)
    return period // max(_number(channel.get("sy_updatefrequency")), 1)


def _number(text: object) -> int:
    found = re.match(r"\s*([0-9]{1,9})(?![0-9])", text) if isinstance(text, str) else None
    return int(found[1]) if found else 0


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
    ends = [bool(tag["end"]) for tag in _ENTRY.finditer(text)]
    return bool(ends) and not ends[-1]


def _what_came(parsed: Any, text: str) -> str:
    return "the feed is empty" if parsed.get("version") else _no_feed(text)


def _no_feed(text: str) -> str:
    head = text[:1000].lstrip()
    if _HTML.search(head):
        return "an HTML page came, not a feed; is a login page in between?"
    if head.startswith(("{", "[")):
        return "JSON came, not a feed"
    return "what came is not a feed"
