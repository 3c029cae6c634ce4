"""feedparser's own test documents, some 2,000 of them: a feed or a sentence, and soon."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from mutation import DEADLINE_S

from kiosk.content.feeds import feed
from kiosk.errors import SourceError

# `make test-long` unpacks feedparser's source distribution there.
SOURCES = Path(__file__).parents[2] / "build" / "feedparser"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DOCUMENTS = 1_500


def documents() -> Iterator[Path]:
    yield from sorted(SOURCES.glob("feedparser-*/tests/**/*.xml"))


def test_every_document_gives_stories_or_a_sentence() -> None:
    found = list(documents())
    if not found:
        pytest.skip(f"{SOURCES} has no source distribution of feedparser; `make test-long` gets it")
    assert len(found) > DOCUMENTS
    read = sum(map(is_feed, found))
    # Most of them are whole feeds; what is refused has no title, no link or no entry.
    assert read > 0


def is_feed(path: Path) -> bool:
    started = time.process_time()
    try:
        feed.parse(
            path.read_bytes(),
            url="http://portal.example/rss",
            content_type="application/xml",
            zone=ZoneInfo("Asia/Ho_Chi_Minh"),
            fetched=NOW,
        )
    except SourceError:
        return False
    finally:
        assert time.process_time() - started < DEADLINE_S, path
    return True
