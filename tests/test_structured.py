"""What pages tell machines, however badly."""

import json

import pytest

from kiosk.content.articles.structured import Told, told
from kiosk.content.markup.html import parse

ARTICLE = {"@type": "NewsArticle", "headline": "Phường họp", "datePublished": "2026-11-23"}
OTHER = {"@type": "NewsArticle", "headline": "Tin khác"}


def read(markup: str) -> Told:
    root = parse(markup)
    assert root is not None
    return told(root)


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "markup",
    [
        script(json.dumps(ARTICLE)),
        script(json.dumps([{"@type": "WebSite", "name": "x"}, ARTICLE])),
        script(
            json.dumps({"@graph": [{"@type": "Organization"}, ARTICLE | {"@type": ["Article"]}]})
        ),
        script("<!--" + json.dumps(ARTICLE) + "-->"),
        script(json.dumps(ARTICLE)[:-1] + ",}"),
        script(json.dumps(ARTICLE).replace('"headline"', '"x" 1, "headline"')),
        script(json.dumps(ARTICLE | {"headline": "Ph&amp;#432;&#7901;ng h&#7885;p"})),
        script("{broken") + script(json.dumps(ARTICLE)),
        f"<meta property=og:title content='Phường họp'>{script(json.dumps([OTHER, ARTICLE]))}",
        "<SCRIPT TYPE='application/LD+JSON'>" + json.dumps(ARTICLE) + "</SCRIPT>",
    ],
)
def test_the_pages_own_article_is_found(markup: str) -> None:
    found = read(markup)
    assert (found.title, found.times[:1], found.is_article) == ("Phường họp", ("2026-11-23",), True)


@pytest.mark.parametrize("text", ["", "null", "[", "1", '"x"', "[" * 100_000, '{"@type":"Person"}'])
def test_what_is_no_article_tells_nothing(text: str) -> None:
    assert read(script(text)) == Told()


def test_meta_tags_stand_in() -> None:
    found = read(
        "<title>Phường họp - Hòa Mai</title><meta property=og:title content='Ph&amp;#432;ờng họp'>"
        "<meta name=description content=Ngắn><meta property=og:description content='Dài hơn'>"
        "<meta property=og:site_name content='Hòa Mai'><link rel=canonical href=/bai>"
        "<meta name=Author content=Lan><meta property=og:image content=/a.jpg>"
    )
    assert (found.title, found.lead, found.site) == ("Phường họp", "Dài hơn", "Hòa Mai")
    assert (found.heading, found.link) == ("Phường họp - Hòa Mai", "/bai")
    assert (found.authors, found.images, found.is_article) == (("Lan",), ("/a.jpg",), False)


def test_persons_are_told_from_houses() -> None:
    author = [{"@type": "Person", "name": "Lan"}, {"@type": "Organization", "name": "Báo"}, "Hà", 7]
    found = read(script(json.dumps(ARTICLE | {"author": author})))
    assert (found.people, found.authors) == (("Lan",), ("Báo", "Hà"))
