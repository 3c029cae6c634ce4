"""The photographs of a feed's entry: declared ones first, then the first one of its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kiosk.content.articles.legends import caption_and_credit
from kiosk.content.feeds.captions import Words
from kiosk.content.markup.html import Fragment, fragment
from kiosk.content.words.identity import absolute
from kiosk.content.words.text import ELLIPSIS, LONGEST_CAPTION, fold, plain
from kiosk.model import Photo, Point

LONGEST_CREDIT = 120
MOST_PHOTOS = 20
# A feed may list far more than it is worth looking at.
_MOST_LOOKED_AT = 100
_LONG_FILE_NAME = 20

_PICTURE_NAME = re.compile(r"\.(?:jpe?g|jfif|png|webp|gif)(?:$|[?#])", re.IGNORECASE)
_NO_PICTURE_NAME = re.compile(
    r"\.(?:svgz?|mp[34]|m4[av]|webm|pdf|docx?|html?)(?:$|[?#])", re.IGNORECASE
)
_GENERIC_KINDS = ("application/octet-stream", "binary/octet-stream", "application/binary")
_TRACKER = re.compile(
    r"feeds\.feedburner\.com|/~(?:ff|r|4)/|facebook\.com/tr\b|doubleclick\.|google-analytics\."
    r"|scorecardresearch\.|pixel\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com|gravatar\.com"
    r"|/images/core/emoji/|feedsportal\.com",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|pixel|placeholder|transparent|1x1|lazy-?load(?:ing)?|loading"
    r"|no[-_]?(?:image|img|photo|thumb)|default[-_](?:image|img|photo|thumb\w*)|logo(?:[-_]rss)?)"
    r"\.(?:gif|png|svg|jpe?g|webp)(?:$|[?#])",
    re.IGNORECASE,
)
# What image servers and content systems add to a name for another size of the same picture.
_SIZE_IN_NAME = re.compile(
    r"[-_](?:\d{2,4}x\d{2,4}|w\d{2,4}|details?|thumb(?:nail)?|small|medium|large|scaled)(?=\.\w{3,4})"
)
_SIZE_IN_PATH = re.compile(r"/(?:[wh]\d{2,4}|\d{2,4}x\d{2,4}|thumb_[wx\d]{1,12}|zoom)(?=/)")
_SIZE_KEY = re.compile(
    r"(?:w|h|width|height|q|quality|size|s|fit|crop|dpr|auto|format|vs|v|t)=[^&]*&?"
)


class _Named(Struct, frozen=True):
    """A picture as the entry names it; `width` in pixels where it is said, else 0."""

    url: str
    words: Words
    alt: str = ""
    width: int = 0
    point: Point | None = None


def photos(
    entry: Mapping[str, Any],
    title: str,
    texts: Sequence[Fragment],
    captions: Mapping[str, Words],
    base: str,
) -> tuple[Photo, ...]:
    """Each picture once, in the order enclosure, media, item image, first image of the texts.

    `base` is what relative addresses are relative to. Two sizes of one picture are one: the larger
    where the feed gives both widths, with the first caption and credit that either has.
    """
    found: dict[str, tuple[Photo, int]] = {}
    for named in _named(entry, texts, captions, base):
        caption, credit = caption_and_credit(_caption(named, title))
        given = plain(fragment(named.words.credit).text, LONGEST_CREDIT)
        photo = Photo(named.url, caption, given or credit, point=named.point)
        same = _same_picture(named)
        found[same] = (
            _better(found[same], photo, named.width) if same in found else (photo, named.width)
        )
    return tuple(photo for photo, _ in found.values())[:MOST_PHOTOS]


def _better(known: tuple[Photo, int], photo: Photo, width: int) -> tuple[Photo, int]:
    first, before = known
    larger = 0 < before < width
    merged = Photo(
        photo.url if larger else first.url,
        first.caption or photo.caption,
        first.credit or photo.credit,
        point=first.point or photo.point,
    )
    return merged, width if larger else before


def _named(
    entry: Mapping[str, Any],
    texts: Sequence[Fragment],
    captions: Mapping[str, Words],
    base: str,
) -> Iterator[_Named]:
    for count, (address, width) in enumerate(_declared(entry)):
        url = absolute(address, base)
        if count < _MOST_LOOKED_AT and _is_photo(url):
            yield _Named(url, captions.get(address, Words()), width=width)
    for image in (image for text in texts for image in text.images):
        url = absolute(image.url, base)
        if _is_photo(url):
            yield _Named(url, captions.get(image.url, Words()), image.alt, point=image.point)
            return


def _declared(entry: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for link in _maps(entry, "links"):
        if link.get("rel") == "enclosure" and _is_picture(link, "href"):
            yield str(link["href"]), 0
    for media in _maps(entry, "media_content"):
        if _is_picture(media, "url"):
            yield str(media["url"]), _pixels(media.get("width"))
    for media in _maps(entry, "media_thumbnail"):
        if media.get("url"):
            yield str(media["url"]), _pixels(media.get("width"))
    for key in ("kiosk_image", "thumb", "thumbnail", "href"):
        if isinstance(entry.get(key), str):
            yield entry[key], 0


def _maps(entry: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    value = entry.get(key)
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))


def _pixels(width: object) -> int:
    return int(width) if isinstance(width, str) and re.fullmatch(r"[0-9]{1,5}", width) else 0


def _is_picture(media: Mapping[str, Any], key: str) -> bool:
    """By its type or medium; by its name where these are missing or say nothing."""
    kind = str(media.get("type") or media.get("medium") or "").strip().lower()
    url = media.get(key)
    if not isinstance(url, str) or not url:
        return False
    if kind and kind not in _GENERIC_KINDS:
        return kind.startswith("image")
    return bool(_PICTURE_NAME.search(url))


def _is_photo(url: str) -> bool:
    nothing = (_NO_PICTURE_NAME, _TRACKER, _PLACEHOLDER)
    return bool(url) and not any(pattern.search(url) for pattern in nothing)


def _same_picture(named: _Named) -> str:
    """What two sizes of one picture share: a long file name; else the address without sizes."""
    path, _, query = named.url.partition("?")
    if named.width:
        path = re.sub(rf"[-_]?(?<!\d){named.width}(?:x\d+)?(?!\d)", "", path)
    path = _SIZE_IN_NAME.sub("", path)
    name = path.rpartition("/")[2]
    if len(name) >= _LONG_FILE_NAME:
        return name
    return f"{_SIZE_IN_PATH.sub('', path)}?{_SIZE_KEY.sub('', query)}"


def _caption(named: _Named, title: str) -> str:
    for raw in (named.words.description, named.words.title, named.alt):
        caption = plain(fragment(raw).text, LONGEST_CAPTION)
        if caption and fold(caption) != fold(title.rstrip(ELLIPSIS)):
            return "" if _PICTURE_NAME.search(caption) else caption
    return ""
