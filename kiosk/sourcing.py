"""The [[source]] tables of kiosk.toml: what the board follows on the web and in folders."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kiosk import quantities as q
from kiosk.content.source import FeedSource
from kiosk.content.values import PageSelectors, SectionSelectors
from kiosk.model import Focus, Point
from kiosk.regex import regex
from kiosk.toml import Fields

KINDS = ("feed", "listing", "notices", "schedule", "service", "pictures")
WEB = ("feed", "listing")
_POINT = regex(r"(\d{1,3})\s*%\s+(\d{1,3})\s*%", re.ASCII)
_ONCE = {
    "schedule": "names a second schedule; put all rows into one file.",
    "service": "names a second one-stop office; put all of it into one file.",
}


def read_sources(tables: list[Fields], folder: Path) -> dict[str, Any]:
    """The board's portals, and the files and folders of its own office, as fields of its Config.

    Problems are noted in the tables. Paths are relative to `folder`.
    """
    web: dict[str, FeedSource] = {}
    paths: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for own in tables:
        kind = own.take("kind", q.choice(*KINDS), "feed", required=True)
        if kind in WEB:
            source = _web(own, kind)
            if source.url in web:
                own.problem("url", "is followed twice; take one of the two out.")
            web[source.url] = source
        else:
            paths[kind].append(folder / own.take("path", q.text, "", required=True))
            if kind in _ONCE and len(paths[kind]) > 1:
                own.problem("kind", _ONCE[kind])
        own.close()
    return {
        "sources": tuple(web.values()),
        "notices": tuple(paths["notices"]),
        "schedule": next(iter(paths["schedule"]), None),
        "service": next(iter(paths["service"]), None),
        "posters": tuple(paths["pictures"]),
    }


def _web(own: Fields, kind: str) -> FeedSource:
    words = q.listed(q.text)
    none: tuple[str, ...] = ()
    return FeedSource(
        url=own.take("url", read_url, "", required=True),
        name=own.take("name", q.text, None),
        every_s=own.take("every", q.duration, 15 * 60),
        section=_section(own) if kind == "listing" else None,
        full_text=own.take("full_text", q.flag, default=False),
        page=_page(own.table("page")),
        approve=own.take("approve", q.flag, default=False),
        allow_hosts=frozenset(own.take("allow_hosts", words, none)),
        include=own.take("include", words, none),
        exclude=own.take("exclude", words, none),
        categories=own.take("categories", words, none),
        max_age_s=own.take("max_age", q.duration, None),
        focus=own.take("focus", _focus, None),
    )


def _section(own: Fields) -> SectionSelectors:
    """How a section page is read; the item's selector stands beside those inside it."""
    keys = ("item", "title", "link", "time", "photo", "lead")
    return SectionSelectors(**{key: own.take(key, _selector, "") for key in keys})


def _page(own: Fields) -> PageSelectors:
    keys = ("title", "lead", "body", "byline", "time", "photo", "caption")
    found = {key: own.take(key, _selector, "") for key in keys}
    none: tuple[str, ...] = ()
    drop = own.take("drop", q.listed(_selector), none)
    own.close()
    return PageSelectors(**found, drop=drop)


def _focus(value: Any) -> Focus:
    """All of each photograph, or a point in it."""
    said = value.strip() if isinstance(value, str) else ""
    if said == "whole":
        return "whole"
    found = _POINT.fullmatch(said)
    if found and max(int(found[1]), int(found[2])) <= 100:  # noqa: PLR2004 - per cent
        return Point(int(found[1]), int(found[2]))
    raise ValueError(
        'must be "whole", or what is to be seen, from the left and from the top, as "50% 20%",'
        f" not {q.shown(value)}"
    )


def _selector(value: Any) -> str:
    from kiosk.content.markup import html  # noqa: PLC0415 - 2 MB that few settings need

    css = q.text(value)
    if fault := html.selector_fault(css):
        raise ValueError(f'must be a CSS selector as "div.tin > h3 a"; {fault}')
    return css


def read_url(value: Any) -> str:
    """A web address."""
    url = q.text(value)
    example = 'must be an address as "https://portal.example/rss/tin.rss"'
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise ValueError(f"{example}, not {q.shown(value)}") from None
    if parts.scheme not in {"http", "https"} or not host or re.search(r"\s", url):
        raise ValueError(f"{example}, not {q.shown(value)}")
    return url
