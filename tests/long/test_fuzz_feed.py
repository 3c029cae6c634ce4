"""Feeds made worse for minutes: nothing but a story or a sentence may come of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mutation import hunt

from kiosk.content.feeds import feed
from kiosk.content.values import MOST_ENTRIES
from kiosk.errors import SourceError
from kiosk.model import Story

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

SEEDS = tuple(path.read_bytes() for path in sorted((Path(__file__).parent / "seeds").glob("*.xml")))
WORDS = (
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?", b"?>", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>"),
    *(
        b"&amp;",
        b"&",
        b"&#0;",
        b"&#x110000;",
        b"&#55296;",
        b"&nbsp;",
        b"&a;",
        b"\0",
        b"\xff",
        b"\xe1\xba",
    ),
    *(b"<item>", b"</item>", b"<entry>", b"<title>", b"<link>", b"<guid>", b"<author>", b"<image>"),
    *(
        b"<width>",
        b"<height>",
        b"<source>",
        b"<textInput>",
        b"<svg>",
        b"<media:group>",
        b"<georss:point>",
    ),
    *(
        b' xml:base="http://[::1"',
        b' xmlns:a="b"',
        b' url="',
        b' type="image/jpeg"',
        b' a="1"',
        b"=",
        b'"',
    ),
    *(
        b"a@a.",
        b"</channel></rss>",
        b"<p style='",
        b"&lt;ul&gt;&lt;a&gt;",
        b"\xe2\x80\xae",
        b"\xcc\x81",
    ),
    *(
        b"http://[",
        b"javascript:",
        b"data:image/png;base64,",
        b"99999999999999",
        b"-1",
        b"1e999",
        b"\xd9\xa3",
    ),
)


def test_feeds() -> None:
    for document in hunt("feed", SEEDS, WORDS):
        try:
            read = feed.parse(
                document, url="http://p.example/rss", content_type="", zone=SAIGON, fetched=NOW
            )
        except SourceError:
            continue
        assert 0 < len(read.stories) <= MOST_ENTRIES
        assert len({each.id for each in read.stories}) == len(read.stories)
        assert read.fresh_s >= 0
        for each in read.stories:
            fit(each)


def fit(story: Story) -> None:
    """Whether `story` is what the rest of the kiosk may rely on."""
    assert story.title
    assert len(story.title) <= 301
    assert len(story.lead) <= 4_001
    assert len(story.paragraphs) <= 100
    assert story.link or story.photos
    assert all(
        url.startswith("http") for url in (story.link, *(p.url for p in story.photos)) if url
    )
    assert story.published is None or story.published <= NOW + timedelta(days=1)
    for text in (story.title, story.lead, story.byline, *story.paragraphs):
        assert text.isprintable()
