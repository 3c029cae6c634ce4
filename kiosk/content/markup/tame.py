"""Markup bounded before any parser sees it: tags, their depth, their attributes.

An HTML parser's time grows with the square of the depth and of a tag's attributes, and its memory
with the product of paragraphs and formatting tags left open (HTML, 13.2.4.3): 50 kB can take 3 GB.
"""

import re
from collections import Counter

MOST_DEPTH = 3_000
# Word nests some <b><i><u><font>; each one left open is repeated in every later paragraph.
MOST_OPEN_FORMATS = 10

_NAME = r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/><]{0,30})"
_ATTRIBUTE = r"""[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_MOST_ATTRIBUTES = 200
_TAG = re.compile(rf"{_NAME}(?:{_ATTRIBUTE}){{0,{_MOST_ATTRIBUTES}}}+[\s/]*+(?P<closed>>?)")
# What is inside is text, whatever it looks like (HTML, 13.1.2).
_RAW = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp")
}
_FORMATS = frozenset(
    ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
# These hold nothing, or end by themselves where the next one begins.
_NEVER_DEEP = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "a", "p", "li", "dt", "dd", "tr", "td", "th", "option"),
        *("tbody", "thead", "tfoot", "path", "use", "circle", "rect", "line", "polygon"),
    )
)


def tame(html: str, letters: int, tags: int) -> str:
    """The first `letters` of `html` and at most `tags` of its tags, none too deep or too wide."""
    html = html[:letters].replace("\0", "")
    kept: list[str] = []
    opened: Counter[str] = Counter()
    done = 0
    for _ in range(tags):
        tag = _TAG.search(html, done)
        if tag is None:
            return "".join(kept) + html[done:]
        kept.append(html[done : tag.start()])
        done = tag.end()
        if not tag["closed"]:
            done = html.find(">", done) + 1
            if not done:  # a tag that the text ends in is none (HTML, 13.2.5.8)
                return "".join(kept)
        if _fits(tag, opened):
            kept.append(tag[0] if tag["closed"] else f"{tag[0]}>")
        raw = _RAW.get(tag["name"].lower())
        if raw and not tag["end"]:
            close = raw.search(html, done)
            kept.append(html[done : close.start()] if close else "")
            done = close.start() if close else len(html)
    return "".join(kept)


def _fits(tag: re.Match[str], opened: Counter[str]) -> bool:
    """Whether a tag may stand; `opened` counts those still open, "" all and "format" some."""
    name = tag["name"].lower()
    if name in _NEVER_DEEP:
        return True
    kinds = ("", name, "*format") if name in _FORMATS else ("", name)
    if tag["end"]:
        if opened[name]:
            opened.subtract(kinds)
        return True
    if opened[""] >= MOST_DEPTH or (name in _FORMATS and opened["*format"] >= MOST_OPEN_FORMATS):
        return False
    opened.update(kinds)
    return True
