"""Pages made worse for minutes: an article, a list of stories, or a sentence."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mutation import hunt

from kiosk.content.articles import article
from kiosk.content.lists import listing
from kiosk.errors import SourceError

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
URL = "https://portal.example/tin-tuc/thong-xe-1491888001"

SEEDS = tuple(
    path.read_bytes() for path in sorted((Path(__file__).parent / "seeds").glob("*.html"))
)
WORDS = (
    *(
        b"<p>",
        b"</p>",
        b"<b>",
        b"<a href='/tin-1'>",
        b"</a>",
        b"<table>",
        b"<td>",
        b"<svg>",
        b"<select>",
    ),
    *(
        b"<figure>",
        b"<figcaption>",
        b"<template>",
        b"<noscript>",
        b"<script>",
        b"</script>",
        b"<!--",
        b"-->",
    ),
    *(
        b"<textarea>",
        b"<plaintext>",
        b"<frameset>",
        b"<base href='http://[::1'>",
        b"<meta charset=utf-16>",
    ),
    *(
        b"{",
        b"[",
        b'"',
        b"\\u0000",
        b'{"@type":',
        b"&#0;",
        b"&amp;amp;lt;p&amp;amp;gt;",
        b"\0",
        b"\xff",
    ),
    *(
        b"2026-11-23",
        b"99/99/9999",
        b"srcset='",
        b" 1x, ",
        b"style='",
        b"class='",
        b"\xe2\x80\xae",
        b" ",
    ),
)


def test_articles() -> None:
    for document in hunt("article", SEEDS, WORDS):
        html = document.decode("utf-8", "replace")
        try:
            read = article.read(html, url=URL, zone=SAIGON, fetched=NOW)
        except article.ArticleError:
            continue
        assert read.title or read.paragraphs or read.lead
        assert all(text.isprintable() for text in (read.title, read.lead, *read.paragraphs))
        assert all(photo.url.startswith("http") for photo in read.photos)


def test_listings() -> None:
    for document in hunt("listing", SEEDS, WORDS):
        try:
            read = listing.parse(
                document, url=URL, content_type="text/html", zone=SAIGON, fetched=NOW
            )
        except SourceError:
            continue
        assert read.stories
        assert all(each.title.isprintable() for each in read.stories)
        assert all(each.link.startswith("http") for each in read.stories)
