"""The bundled sample portal is whole: all that its feed and pages name is there."""

import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import kiosk

SAMPLE = Path(kiosk.__file__).parent / "sample"
PORTAL = SAMPLE / "portal"
MEDIA = "{http://search.yahoo.com/mrss/}"
# Our own file, so nothing in it is hostile.
CHANNEL = ET.parse(PORTAL / "feed.xml").getroot().find("channel")  # noqa: S314 (our own file)
ITEMS = CHANNEL.findall("item") if CHANNEL is not None else []
PAGES = sorted(PORTAL.rglob("*.html"))
TEXTS = sorted(path for path in SAMPLE.rglob("*") if path.suffix in {".html", ".md", ".xml"})


def text(item: ET.Element, tag: str) -> str:
    return (item.findtext(tag) or "").strip()


def photos_named_by(markup: str) -> set[str]:
    return set(re.findall(r"photos/([\w-]+\.jpg)", markup))


def article(item: ET.Element) -> Path:
    return PORTAL / f"{text(item, 'link').lstrip('/')}.html"


def test_there_are_nine_stories() -> None:
    assert len(ITEMS) == 9


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: text(item, "title")[:30])
def test_every_item_has_title_link_date_and_words(item: ET.Element) -> None:
    assert text(item, "title")
    assert re.search(r"-\d{10}$", text(item, "link"))
    assert re.search(r"\b(\d\d/11/|\d\d Nov )2026 \d\d:\d\d", text(item, "pubDate"))
    assert len(text(item, "description")) > 120


def test_no_two_titles_and_no_two_links_are_equal() -> None:
    assert len({text(item, "title") for item in ITEMS}) == len(ITEMS)
    assert len({text(item, "link") for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: text(item, "title")[:30])
def test_the_article_of_an_item_repeats_its_title_and_lead(item: ET.Element) -> None:
    page = article(item).read_text(encoding="utf-8")
    lead = re.sub(r"<[^>]*>", "", text(item, "description"))
    assert text(item, "title") in page
    assert lead in page


def test_every_article_is_in_the_feed() -> None:
    assert {article(item) for item in ITEMS} == set((PORTAL / "tin-tuc").glob("*.html"))


def test_the_section_page_lists_every_story() -> None:
    page = (PORTAL / "nhom-tin" / "tin-phuong-1.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2><a href=\"([^\"]+)\"", page) == [text(item, "link") for item in ITEMS]


def test_the_newest_story_has_a_photograph_with_a_caption_and_a_credit() -> None:
    photo = ITEMS[0].find(f"{MEDIA}content")
    assert photo is not None
    assert photos_named_by(photo.attrib["url"])
    assert text(photo, f"{MEDIA}credit")
    caption = text(photo, f"{MEDIA}description")
    assert caption
    assert caption in article(ITEMS[0]).read_text(encoding="utf-8")


def test_every_photograph_named_is_there_and_every_one_there_is_named() -> None:
    shipped = {path.name for path in (PORTAL / "photos").glob("*.jpg")}
    feed = (PORTAL / "feed.xml").read_text(encoding="utf-8")
    pages = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert photos_named_by(feed) == photos_named_by(pages) == shipped


def test_every_link_between_pages_leads_to_a_page() -> None:
    for page in PAGES:
        markup = page.read_text(encoding="utf-8")
        for target in re.findall(r'href="/((?:tin-tuc|nhom-tin)/[^"]+)"', markup):
            assert (PORTAL / f"{target}.html").is_file(), f"{page.name} names {target}"


def test_nothing_is_fetched_from_elsewhere() -> None:
    """The demonstration stays on this machine: photographs and links have no host."""
    for path in [PORTAL / "feed.xml", *PAGES]:
        markup = path.read_text(encoding="utf-8")
        assert not re.findall(r'(?:src|href|url|content)="https?://[^"]*"', markup), path.name


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name[:30])
def test_all_text_is_nfc_without_straight_quotes_around_words(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", words)
    if path.suffix == ".html":
        assert '"' not in re.sub(r"<[^>]*>", "", words)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name[:30])
def test_every_page_says_that_the_ward_is_made_up(page: Path) -> None:
    assert "phường Bến Sen không có thật" in page.read_text(encoding="utf-8")


def test_every_photograph_has_its_author_and_licence() -> None:
    table = (PORTAL / "photos" / "LICENCES.md").read_text(encoding="utf-8").splitlines()
    for photo in (PORTAL / "photos").glob("*.jpg"):
        (row,) = (line for line in table if f"`{photo.name}`" in line)
        assert "CC0" in row or "public domain" in row
