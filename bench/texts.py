"""Headlines and paragraphs out of feeds, pages and plain texts, for a bench to work on."""

# ruff: noqa: INP001, T201 (beside a script, and it prints)

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.content.articles import article
from kiosk.content.feeds import feed
from kiosk.content.words.decoding import decode
from kiosk.errors import KioskError
from kiosk.layout.vietnamese import settable

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
# A line of a plain text that is this short and ends in no stop is a headline.
TITLE_AT_MOST = 140
STOPS = ".:!?…"

Told = Iterator[tuple[str, bool]]


def gathered(paths: Sequence[Path]) -> tuple[list[str], list[str]]:
    """The headlines and the paragraphs of all files, each once; stderr says what can't be read."""
    titles: dict[str, None] = {}
    paragraphs: dict[str, None] = {}
    for path in _files(paths):
        for text, title in _told(path):
            if fit := settable(text):
                (titles if title else paragraphs)[fit] = None
    return list(titles), list(paragraphs)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix in READERS)
        else:
            yield path


def _told(path: Path) -> Told:
    """The texts of a file, each with whether it is a headline."""
    if path.suffix not in READERS:
        known = ", ".join(READERS)
        print(f"{path}: left out, for its name ends in none of {known}.", file=sys.stderr)
        return
    try:
        yield from READERS[path.suffix](path.read_bytes())
    except KioskError as fault:
        print(f"{path}: left out, for {fault}.", file=sys.stderr)
    except OSError as fault:
        print(f"{path}: can't be read ({fault.strerror}); check the path.", file=sys.stderr)


def _in_feed(body: bytes) -> Told:
    address = "https://bench.example/"
    for story in feed.parse(body, url=address, content_type="", zone=ZONE, fetched=NOW).stories:
        yield story.title, True
        yield from ((text, False) for text in (story.lead, *story.paragraphs))


def _in_page(body: bytes) -> Told:
    read = article.read(decode(body, ""), url="https://bench.example/", zone=ZONE, fetched=NOW)
    yield read.title, True
    yield from ((text, False) for text in (read.lead, *read.paragraphs))


def _in_text(body: bytes) -> Told:
    for line in decode(body, "").splitlines():
        text = line.strip()
        yield text, len(text) <= TITLE_AT_MOST and text[-1:] not in STOPS


READERS: dict[str, Callable[[bytes], Told]] = {
    ".xml": _in_feed,
    ".rss": _in_feed,
    ".html": _in_page,
    ".txt": _in_text,
}
