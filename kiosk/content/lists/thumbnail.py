"""The small photograph beside a title: lists call it an avatar, and hang it behind a box."""

import re
from collections.abc import Iterable

from kiosk.content.articles.pagephotos import address, photo_address
from kiosk.content.markup import focal
from kiosk.content.markup.tree import Element
from kiosk.content.words.text import ELLIPSIS, LONGEST_CAPTION, fold, plain
from kiosk.model import Photo

# Thumbnails may be small; what is smaller is an icon.
_LEAST_PX = 48
_CAPTION_WORDS = 4
_BEHIND = re.compile(r"background(?:-image)?\s{0,5}:[^;]{0,50}?url\(\s{0,5}['\"]?([^'\")]{1,2000})")
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp)$|^(?:img|dsc|image)[-_ ]?\d", re.IGNORECASE)


def photo(elements: Iterable[Element], title: str, base: str) -> Photo | None:
    """The first image among `elements` that may be a photograph, else the first background."""
    behind = ""
    for each in elements:
        if each.tag == "picture" or (each.tag == "img" and not _is_icon(each)):
            url = address(_bare(each), base)
            if url:
                points = (focal.point(one.attributes) for one in each.walk())
                point = next(filter(None, points), None)
                return Photo(url, _caption(each, title), point=point)
        elif not behind and (found := _BEHIND.search(each.attributes.get("style", ""))):
            behind = photo_address(found[1].strip(), base)
    return Photo(behind) if behind else None


def _is_icon(image: Element) -> bool:
    figures = [image.attributes.get(key, "") for key in ("width", "height")]
    return any(figure.isdecimal() and int(figure[:6]) < _LEAST_PX for figure in figures)


def _bare(image: Element) -> Element:
    """`image` by its addresses alone: lists show thumbnails, and call every picture an avatar."""
    inner = tuple(_bare(each) for each in image.children if isinstance(each, Element))
    kept = {key: value for key, value in image.attributes.items() if key not in ("width", "height")}
    return Element(image.tag, kept, inner)


def _caption(image: Element, title: str) -> str:
    named = image if image.tag == "img" else image.find(lambda each: each.tag == "img")
    caption = plain(named.attributes.get("alt", "") if named else "", LONGEST_CAPTION)
    said, titled = fold(caption), fold(title.rstrip(ELLIPSIS))
    if said.startswith(titled) or titled.startswith(said) or _FILE_NAME.search(caption):
        return ""
    return caption if len(caption.split()) >= _CAPTION_WORDS else ""
