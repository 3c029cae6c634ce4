"""Which images of a page are its photographs, and the address of the best copy of each."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from kiosk.content.markup.tree import Element
from kiosk.content.words.identity import absolute
from kiosk.content.words.text import unescaped

# As wide as our own copies are kept; more is only thrown away.
WIDEST_PX = 2560
MOST_CANDIDATES = 60
# What is smaller is an icon, a portrait beside a byline, a button.
_LEAST_PX = 100
_UNKNOWN_PX = 700
_ORIGINAL_PX = 1_300
# "icon-share-blue.png" is an icon; a file named like a headline or by its moment is a photo, even
# if it is called "avatar1772812083010.jpg", as some houses call the first photo of a story.
_MOST_HYPHENS = 3

_ORIGINALS = ("data-original", "data-full", "data-hi-res-src", "data-zoom-src", "data-large-file")
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-lazy",
    "data-img",
    "data-url",
    "data-image",
    "srcoriginal",
)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_PLACEHOLDER = re.compile(
    r"^(?:data|about|blob|javascript):|(?:blank|spacer|pixel|placeholder|lazy-?load(?:ing)?"
    r"|loading|grey"
    r"|transparent|1x1|no-?image|default(?:-image)?|dot|clear|empty)[\w-]{0,12}\.(?:gif|png|svg"
    r"|jpe?g|webp)",
    re.IGNORECASE,
)
_NO_PHOTO = re.compile(
    r"(?<![a-z])(?:logo|icons?|ico|avatars?|avt|author|emoji|emoticons?|smil(?:ey|ies)|captcha"
    r"|button|btn"
    r"|badge|sprite|banner|qr-?code|share|print|google-?news|gg-?news|tracking|tracker|beacon"
    r"|counter"
    r"|analytics|doubleclick|scorecardresearch|gravatar|facebook|twitter|zalo|rating|star"
    r"|loading|lightbox"
    r"-close|arrow|flag)s?(?![a-z])",
    re.IGNORECASE,
)
_NO_PHOTO_NAME = re.compile(
    r"(?<![a-z])(?:logo|icons?|avatars?|avt|(?:is-?)?author|emoji|smil(?:ey|ies)|captcha|gravatar)(?![a-z])"
)
_NO_PHOTO_FILE = re.compile(r"\.svg$|captcha|/(?:tr|pixel|count|track)\b[^/]*$", re.IGNORECASE)
_SET_ENTRY = re.compile(r"\s*(\S{1,4000})(?:\s+([\d.]{1,8})([wx]))?\s*(?:,|$)")
_UPLOADED = re.compile(r"\d{8}")
_NUMBER = re.compile(r"\d{1,5}")


def address(picture: Element, base: str) -> str:
    """The address of the largest copy that `picture` names, up to WIDEST_PX; "" for no photo."""
    images = [each for each in picture.walk() if each.tag in ("img", "amp-img")]
    if any(_is_small(each) or _NO_PHOTO_NAME.search(each.names) for each in images):
        return ""
    named = [each for each in picture.walk() if each.tag in ("img", "source", "amp-img")]
    found = [pair for each in named for pair in _candidates(each.attributes)][:MOST_CANDIDATES]
    usable = [(px, url) for px, url in found if url and not _PLACEHOLDER.search(url)]
    best = max(usable, key=lambda pair: _fitness(pair[0]), default=(0, ""))[1]
    return photo_address(best, base)


def photo_address(url: str, base: str) -> str:
    """`url` made whole; "" if its file is a logo, an icon, a tracker or no picture at all."""
    whole = absolute(unescaped(url), base)
    path = urlsplit(whole).path
    if not whole or _PLACEHOLDER.search(url) or _NO_PHOTO_FILE.search(path):
        return ""
    name = path.rpartition("/")[2]
    uploaded = name.count("-") > _MOST_HYPHENS or _UPLOADED.search(name)
    return "" if _NO_PHOTO.search(name) and not uploaded else whole


def _candidates(attributes: Mapping[str, str]) -> Iterator[tuple[float, str]]:
    for key in _SETS:
        yield from _entries(attributes.get(key, ""))
    for keys, px in ((_ORIGINALS, _ORIGINAL_PX), (_LAZY, _UNKNOWN_PX + 1), (("src",), _UNKNOWN_PX)):
        yield from ((px, "".join(attributes[key].split())) for key in keys if key in attributes)


def _entries(srcset: str) -> Iterator[tuple[float, str]]:
    """Each address of a srcset with its width in pixels, or a guess from its density."""
    for entry in _SET_ENTRY.finditer(srcset[:8_000]):
        url, figure, unit = entry.groups()
        try:
            size = float(figure or 1)
        except ValueError:
            size = 1
        yield (size if unit == "w" else (_UNKNOWN_PX + 2) * size), url


def _fitness(px: float) -> float:
    return px if px <= WIDEST_PX else WIDEST_PX * WIDEST_PX / px / 2


def _is_small(image: Element) -> bool:
    figures = (_NUMBER.fullmatch(image.attributes.get(key, "")) for key in ("width", "height"))
    return any(found and int(found[0]) < _LEAST_PX for found in figures)
