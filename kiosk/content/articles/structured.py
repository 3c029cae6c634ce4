"""What a page tells machines about its article: JSON-LD, OpenGraph and meta tags."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from kiosk.content.markup.html import Node, fragment, select
from kiosk.content.words.text import plain, unescaped

MOST_SCRIPTS = 30
LONGEST_SCRIPT = 400_000
MOST_OBJECTS = 2_000
MOST_METAS = 200
LONGEST_VALUE = 20_000

_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_STRING = r'\s*:\s*"((?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})){1,4000})"'
_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_LEADS = ("og:description", "description", "twitter:description", "dc.description")
_TIMES = (
    *("article:published_time", "og:article:published_time", "pubdate", "publishdate", "pdate"),
    *("publish-date", "publish_date", "date.created", "article.published", "dc.date.issued"),
    *("dc.date", "dcterms.created", "datepublished", "date", "parsely-pub-date", "sailthru.date"),
    *(
        "cxenseparse:recs:publishtime",
        "article_date_original",
        "og:pubdate",
        "originalpublicationdate",
    ),
)
_AUTHORS = ("article:author", "author", "dc.creator", "parsely-author", "sailthru.author")


class Told(Struct, frozen=True):
    """What the page says of itself; "" or () for what it does not say; plain, not judged."""

    title: str = ""
    lead: str = ""
    body: str = ""
    people: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    site: str = ""
    link: str = ""
    heading: str = ""
    is_article: bool = False


def told(root: Node) -> Told:
    """All that the page with this `root` tells of its article."""
    metas = _metas(root)
    article = _article(list(_objects(root)), metas)
    people, others = _authors(article.get("author"))
    links = (
        node.attributes.get("href") or "" for node in select(root, "link[rel=canonical i]")[:1]
    )
    return Told(
        title=_string(article, "headline") or _string(article, "name") or _meta(metas, _TITLES),
        lead=_longest(_string(article, "description"), _meta(metas, _LEADS)),
        body=unescaped(article["articleBody"])
        if isinstance(article.get("articleBody"), str)
        else "",
        people=people,
        authors=(*others, *(v for key in _AUTHORS for v in metas.get(key, ()))),
        times=(
            *(
                _string(article, key)
                for key in ("datePublished", "dateCreated")
                if article.get(key)
            ),
            *(value for key in _TIMES for value in metas.get(key, ())),
        ),
        images=(*metas.get("og:image", ()), *metas.get("twitter:image", ()), *_images(article)),
        site=_meta(metas, ("og:site_name", "application-name")) or _publisher(article),
        link=next(links, "") or _meta(metas, ("og:url",)),
        heading=_words("".join(node.text() for node in select(root, "head > title")[:1])),
        is_article=bool(article),
    )


def _metas(root: Node) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in select(root, "meta[content]")[:MOST_METAS]:
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = _words(attributes.get("content") or "")
        if key and value:
            found.setdefault(key.lower().strip(), []).append(value)
    return found


def _meta(metas: Mapping[str, list[str]], keys: tuple[str, ...]) -> str:
    return next((metas[key][0] for key in keys if key in metas), "")


def _objects(root: Node) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first."""
    scripts = select(root, "script[type*='ld+json' i]")[:MOST_SCRIPTS]
    waiting: list[Any] = [_json(node.text()[:LONGEST_SCRIPT]) for node in scripts][::-1]
    for _ in range(MOST_OBJECTS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _json(text: str) -> Any:
    """`text` as JSON, repaired if need be; of what is beyond repair, the fields that matter."""
    bare = _COMMENT.sub("", text).strip().rstrip(";")
    for attempt in (bare, _TRAILING_COMMA.sub("", bare), unescaped(bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    if not re.search(r'"@type"\s*:\s*"\w*(?:Article|BlogPosting)"', bare):
        return None
    found = {"@type": "NewsArticle"}
    for key in ("headline", "description", "datePublished", "dateCreated", "articleBody"):
        value = re.search(rf'"{key}"{_STRING}', bare)
        found |= {key: json.loads(f'"{value[1]}"', strict=False)} if value else {}
    return found


def _article(objects: list[dict[str, Any]], metas: Mapping[str, list[str]]) -> dict[str, Any]:
    """The object that is this page's article: the one with the page's title, else the first."""
    articles = [each for each in objects if _is_article(each)]
    titles = {title for key in _TITLES for title in metas.get(key, ())}
    named = (each for each in articles if _string(each, "headline") in titles)
    return next(named, articles[0] if articles else {})


def _is_article(thing: Mapping[str, Any]) -> bool:
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(
        isinstance(kind, str) and kind.endswith(("Article", "BlogPosting")) for kind in named
    )


def _authors(author: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of persons, and those of whatever else stands as the author."""
    people: list[str] = []
    others: list[str] = []
    for each in (author if isinstance(author, list) else [author])[:10]:
        if isinstance(each, dict):
            kind = people if each.get("@type") == "Person" else others
            kind.append(_string(each, "name"))
        elif isinstance(each, str):
            others.append(plain(each, 200))
    return tuple(filter(None, people)), tuple(filter(None, others))


def _images(article: Mapping[str, Any]) -> Iterator[str]:
    image = article.get("image")
    for each in (image if isinstance(image, list) else [image])[:5]:
        url = each.get("url") if isinstance(each, dict) else each
        if isinstance(url, str):
            yield unescaped(url)[:LONGEST_VALUE]


def _publisher(article: Mapping[str, Any]) -> str:
    publisher = article.get("publisher")
    return _string(publisher, "name") if isinstance(publisher, dict) else ""


def _string(thing: Mapping[str, Any], key: str) -> str:
    value = thing.get(key)
    if isinstance(value, list):
        value = next(iter(value), None)
    return _words(value) if isinstance(value, str) else ""


def _words(text: str) -> str:
    """`text` as one plain line, without markup, however often it was escaped."""
    shown = plain(text[: 2 * LONGEST_VALUE], LONGEST_VALUE)
    return fragment(shown).text if "<" in shown and ">" in shown else shown


def _longest(*texts: str) -> str:
    return max(texts, key=len)
