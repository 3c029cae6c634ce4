"""The only door to the HTML parser: what a person would read in a piece of markup."""

import re
import string
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from kiosk.content.markup import focal
from kiosk.content.markup.tame import tame
from kiosk.content.words.text import ESCAPED_AT_MOST, plain, unescaped
from kiosk.model import Point

# A description is a few kB, a whole article in content:encoded some tens.
LONGEST = 400_000
MOST_TAGS = 10_000
MOST_NODES = 50_000
# The largest real page tried has two million letters and 8,100 tags.
LONGEST_PAGE = 4_000_000
MOST_PAGE_TAGS = 20_000
LONGEST_SELECTOR = 300
MOST_IMAGES = 50
TRACKER_PX = 2
LONGEST_ALT = 300

_UNREAD = frozenset(
    (
        *("script", "style", "head", "template", "iframe", "object", "svg", "math", "form"),
        *("button", "figcaption"),
    )
)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption"),
        *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
    )
)
_LISTS = frozenset(("ul", "ol"))
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
# Markup that was escaped twice shows itself by one of these.
_MARKUP = re.compile(
    r"</?(?:p|a|b|i|u|br|em|div|img|span|strong|font|script|style|h[1-6]|li|ul|table)\b[^<>]*>",
    re.IGNORECASE,
)
# What portals put before an entry of a list of links.
_BULLETS = "-–•»>+*· "

Node = LexborNode


class Image(Struct, frozen=True):
    """An image as the markup names it: the address not yet absolute, `alt` plain text.

    `point` is the one that its editor chose, if any.
    """

    url: str
    alt: str = ""
    point: Point | None = None


class Fragment(Struct, frozen=True):
    """Markup as it is read: `blocks` are its paragraphs in order, `text` is all in one line."""

    text: str
    images: tuple[Image, ...] = ()
    blocks: tuple[str, ...] = ()


class _Reading(Struct):
    """What was gathered so far; `link_lists` are the places in `pieces` of lists of mere links."""

    pieces: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    link_lists: list[tuple[int, int]] = field(default_factory=list)
    opened: list[tuple[int, int, int]] = field(default_factory=list)
    anchors: int = 0
    linked: int = 0
    unlinked: int = 0


# Stands for a block's border in the pieces; no text holds it, because controls are taken out.
_BORDER = "\0"
_BLANK = _BORDER + string.whitespace


def parse(html: str) -> Node | None:
    """The root of a whole page's tree, bounded; None where there is none."""
    return LexborHTMLParser(tame(html, LONGEST_PAGE, MOST_PAGE_TAGS)).root


def select(root: Node, css: str) -> list[Node]:
    """The elements under `root` that `css` names, in document order."""
    return root.css(css)


def selector_fault(css: str) -> str:
    """Why `css` can't be used as a CSS selector, as a sentence; "" if it can."""
    if len(css) > LONGEST_SELECTOR:
        return f"A CSS selector may have at most {LONGEST_SELECTOR} letters."
    try:
        LexborHTMLParser("<p>").css(css)
    except SelectolaxError:
        return f"{css!r} is no CSS selector; write it as in a style sheet, such as 'div.body p'."
    return ""


def fragment(html: str) -> Fragment:
    """The words and images of `html`, without markup, scripts and a trailing list of links.

    Line breaks and blocks part words. Markup that was escaped twice is read as markup, too.
    """
    reading = _read(html)
    for _ in range(ESCAPED_AT_MOST - 1):
        text = unescaped("".join(reading.pieces))
        if not _MARKUP.search(text):
            break
        again = _read(text)
        again.images[:0] = reading.images
        reading = again
    blocks = _blocks("".join(reading.pieces))
    return Fragment(" ".join(blocks), tuple(reading.images[:MOST_IMAGES]), blocks)


def _blocks(text: str) -> tuple[str, ...]:
    parts = (plain(part, LONGEST) for part in text.split(_BORDER))
    return tuple(part for part in parts if part)


def _read(html: str) -> _Reading:
    reading = _Reading()
    for node, leaving in _walk(LexborHTMLParser(tame(html, LONGEST, MOST_TAGS)).body):
        tag = node.tag or ""
        if tag == "-text":
            _add_text(node.text_content or "", reading)
        elif tag == "a":
            reading.anchors += -1 if leaving else 1
        elif tag == "img" and not leaving:
            reading.images.extend(_image(node))
        elif tag == "figcaption" and not leaving:
            _add_caption(node.text(), reading)
        elif tag == "br" and not leaving:
            reading.pieces.append(_BORDER if _follows_break(node) else " ")
        elif tag in _BLOCKS:
            reading.pieces.append(_BORDER)
        if tag in _LISTS:
            _mark_list(reading, leaving=leaving)
    return _without_trailing_links(reading)


def _add_text(text: str, reading: _Reading) -> None:
    reading.pieces.append(text)
    weight = bool(text.strip(_BULLETS + string.whitespace))
    if reading.anchors:
        reading.linked += weight
    else:
        reading.unlinked += weight


def _add_caption(text: str, reading: _Reading) -> None:
    """The words under a figure are its picture's, not the story's."""
    caption = plain(text, LONGEST_ALT)
    if reading.images and caption:
        reading.images[-1] = replace(reading.images[-1], alt=caption)


def _walk(root: Node | None) -> Iterator[tuple[Node, bool]]:
    """Every node in order, elements twice: entering and leaving (True)."""
    stack = [(root, False)] if root is not None else []
    for _ in range(MOST_NODES):
        if not stack:
            return
        node, leaving = stack.pop()
        yield node, leaving
        if leaving or node.tag == "-text":
            continue
        stack.append((node, True))
        children = () if node.tag in _UNREAD else tuple(node.iter(include_text=True))
        stack.extend((child, False) for child in reversed(children))


def _follows_break(node: Node) -> bool:
    before = node.prev
    if before is not None and before.tag == "-text" and not (before.text_content or "").strip():
        before = before.prev
    return before is not None and before.tag == "br"


def _mark_list(reading: _Reading, *, leaving: bool) -> None:
    now = (len(reading.pieces), reading.linked, reading.unlinked)
    if not leaving:
        reading.opened.append(now)
        return
    start, linked, unlinked = reading.opened.pop()
    if reading.linked > linked and reading.unlinked == unlinked:
        reading.link_lists.append((start, len(reading.pieces)))


def _without_trailing_links(reading: _Reading) -> _Reading:
    pieces = reading.pieces
    said = next((i for i, piece in enumerate(pieces) if piece.strip(_BLANK)), len(pieces))
    for start, end in reversed(reading.link_lists):
        if start <= said or any(piece.strip(_BLANK) for piece in islice(pieces, end, None)):
            break
        del pieces[start:]
    return reading


def _image(node: Node) -> Iterator[Image]:
    found = node.attributes
    sizes = (found.get("width") or "", found.get("height") or "")
    if any(size.isascii() and size.isdigit() and int(size[:6]) <= TRACKER_PX for size in sizes):
        return
    named = [_first(found.get(key) or "", key) for key in (*_LAZY[:4], "src", _LAZY[4])]
    url = next((url for url in named if url and not url.lower().startswith("data:")), "")
    if url:
        attributes = {key: value or "" for key, value in found.items()}
        yield Image(url, plain(found.get("alt") or "", LONGEST_ALT), focal.point(attributes))


def _first(value: str, key: str) -> str:
    """The address in an attribute; of a srcset, which lists several, the first."""
    if "srcset" in key:
        return value.strip().partition(" ")[0].rstrip(",")
    return value.strip()
