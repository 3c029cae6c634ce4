"""Media RSS captions and credits, read before feedparser mixes them with the story's own text.

feedparser 6.0 takes media:title and media:description for the title and summary of the story.
"""

import re

from msgspec import Struct, field

from kiosk.content.words.identity import LONGEST_URL
from kiosk.content.words.text import unescaped

# Far more than a caption; the pattern for CDATA is quadratic in rubbish.
LONGEST_WORDS = 5_000

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>item|entry|media:(?:content|thumbnail|title|description|credit|text))\b"
    r"(?P<rest>[^<>]{0,4000})>"
)
_URL = re.compile(r"""\burl\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_WORDS = ("media:title", "media:description", "media:credit", "media:text")


class Words(Struct):
    """What Media RSS says about one picture; still with markup."""

    title: str = ""
    description: str = ""
    credit: str = ""


class _Item(Struct):
    """Where the scan stands: the picture last named in this item, and words that came before."""

    url: str = ""
    early: Words = field(default_factory=Words)


def lift(xml: str) -> tuple[str, dict[str, Words]]:
    """`xml` without Media RSS words, and those words by the picture's address as written.

    Words beside a picture belong to the item's last picture, or to its first if none came yet.
    """
    kept: list[str] = []
    found: dict[str, Words] = {}
    item, done = _Item(), 0
    while tag := _TAG.search(xml, done):
        name = tag["name"]
        if name in _WORDS and not tag["end"] and not tag["rest"].endswith("/"):
            close = xml.find(f"</{name}>", tag.end())
            if close < 0:
                break
            _note(
                found, item, name, _content(xml[tag.end() : min(close, tag.end() + LONGEST_WORDS)])
            )
            kept.append(xml[done : tag.start()])
            done = close + len(name) + 3
            continue
        kept.append(xml[done : tag.end()])
        done = tag.end()
        item = _moved(item, tag, found)
    return "".join(kept) + xml[done:], found


def _moved(item: _Item, tag: re.Match[str], found: dict[str, Words]) -> _Item:
    if tag["name"] in ("item", "entry"):
        return _Item()
    url = _URL.search(tag["rest"])
    if tag["end"] or not url:
        return item
    named = unescaped(url[1] or url[2] or "")[:LONGEST_URL]
    found.setdefault(named, item.early)
    return _Item(named)


def _note(found: dict[str, Words], item: _Item, name: str, text: str) -> None:
    words = found.setdefault(item.url, Words()) if item.url else item.early
    key = name.partition(":")[2]
    if hasattr(words, key) and not getattr(words, key):
        setattr(words, key, text)


def _content(raw: str) -> str:
    return _CDATA.sub(r"\1", raw) if "<![CDATA[" in raw else unescaped(raw)
