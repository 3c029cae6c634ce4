"""An article's page as a story: words, photographs, author and time, without what is around."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from kiosk.content.articles import page as pages
from kiosk.content.articles.byline import attributed
from kiosk.content.articles.density import weight
from kiosk.content.articles.gallery import gallery
from kiosk.content.articles.page import Page
from kiosk.content.articles.pagephotos import photo_address
from kiosk.content.articles.paragraphs import NAMES, Words, from_machines, words
from kiosk.content.articles.publication import published
from kiosk.content.articles.structured import Told
from kiosk.content.markup.html import parse
from kiosk.content.markup.reading import Line, Picture, Piece
from kiosk.content.values import NO_PAGE_SELECTORS, Article, PageSelectors
from kiosk.content.words.identity import absolute
from kiosk.content.words.text import alike
from kiosk.errors import KioskError
from kiosk.model import Photo

# Letters without spaces: the shortest news that papers print, and a page that must be an article.
_LEAST_SAID = 60
_SURELY_SAID = 500
_MUCH_MORE = 2.5
_ALIKE = 0.3
_MOSTLY_SAID = 0.5
_HEADING = 20
_LEAST_TEASERS = 4
_NEAR = 3
_JUST_ABOVE = 4


class ArticleError(KioskError):
    """A page has no article in it; the sentence says what it seems to be."""


def read(
    html: str,
    *,
    url: str,
    zone: ZoneInfo,
    fetched: datetime,
    selectors: PageSelectors = NO_PAGE_SELECTORS,
    title: str = "",
) -> Article:
    """The article in the page `html`, fetched from `url` at `fetched`.

    `title` is what the feed called it; a date without a zone is in `zone`. Raises ArticleError if
    there is no article, or plainly another one.
    """
    root = parse(html)
    if root is None or not html.strip():
        raise ArticleError("the page is empty")
    page = pages.page(root, selectors, title, url)
    hero = _hero(page)
    photos, under = gallery((*hero, *page.text[: page.body.stop]), url, page.titles)
    captions = frozenset(i - len(hero) for i in under)
    spoken = _spoken(page, words(page.text, page.body, captions, page.titles, page.told.lead))
    _check(page, spoken, title)
    times = (page.time, *page.told.times) if page.time else page.told.times
    addresses = [photo.url for photo in photos]
    return Article(
        title=page.title,
        lead=spoken.lead,
        paragraphs=spoken.paragraphs,
        byline=_byline(page, spoken, url),
        published=published(times, page.above, page.text, addresses, zone, fetched),
        photos=photos,
        cover=_cover(page.told, url),
        link=_link(page.told, url),
        site=page.told.site,
    )


def _hero(page: Page) -> Sequence[Piece]:
    """The large photo just above the headline, with its caption, where the page has one."""
    if not page.headed:
        return ()
    near = page.above[-_JUST_ABOVE:]
    pictured = [e for p in near if isinstance(p, Picture) for e in p.path if e.tag == "figure"]
    return [piece for piece in near if any(e in pictured for e in piece.path)]


def _spoken(page: Page, shown: Words) -> Words:
    """What the page shows, or tells machines if that is much more: scripts may draw the text."""
    letters = sum(map(len, shown.paragraphs)) + len(shown.lead)
    if len(page.told.body) < max(_SURELY_SAID, _MUCH_MORE * letters):
        return shown
    return replace(shown, paragraphs=from_machines(page.told.body, shown.lead))


def _check(page: Page, spoken: Words, given: str) -> None:
    """Raises ArticleError unless the words are an article's, and that of the title `given`."""
    text = " ".join((spoken.lead, *spoken.paragraphs))
    letters = len(text) - text.count(" ")
    if page.asks_for_password and letters < _SURELY_SAID:
        raise ArticleError("the page asks for a password and has no article")
    known = page.headed or page.told.is_article or bool(given)
    if letters < (_LEAST_SAID if known else _SURELY_SAID):
        raise ArticleError("the page has no article: hardly a sentence stands in it")
    if not (page.told.is_article and page.headed) and _is_list(list(_lines(page))):
        raise ArticleError("the page is a list of other stories, not an article")
    if given and not _is_about(given, page, text):
        raise ArticleError(f"the page is about something else: {page.title[:100] or text[:100]}")


def _is_list(lines: Sequence[Line]) -> bool:
    """Whether most of the text stands right under links as long as headlines."""
    texts = [i for i, line in enumerate(lines) if weight(line)]
    led = [i for i in texts if any(map(_is_headline, lines[max(0, i - _NEAR) : i]))]
    return len(led) >= _LEAST_TEASERS and 2 * len(led) >= len(texts)


def _is_headline(line: Line) -> bool:
    return line.is_link and line.length >= _HEADING


def _is_about(given: str, page: Page, text: str) -> bool:
    titles = (page.title, page.told.title, page.told.heading)
    return (
        any(alike(given, title) >= _ALIKE for title in titles) or alike(given, text) >= _MOSTLY_SAID
    )


def _lines(page: Page) -> Iterator[Line]:
    return (piece for piece in page.text[page.body] if isinstance(piece, Line))


def _byline(page: Page, spoken: Words, url: str) -> str:
    """Who wrote it: by the site's selector, signed under the text, told to machines, or over it."""
    above = [piece for piece in page.text[: page.body.start] if isinstance(piece, Line)]
    over = [line.text for line in above if any(NAMES.search(e.names) for e in line.path[-3:])]
    site = page.told.site
    return (
        attributed([page.byline], site, url)
        or (spoken.sure and attributed([spoken.signature], site, url))
        or attributed([" - ".join(page.told.people)], site, url)
        or attributed([spoken.signature], site, url)
        or attributed(over, site, url)
        or attributed(page.told.authors, site, url)
    )


def _cover(told: Told, url: str) -> Photo | None:
    named = (photo_address(each, url) for each in told.images)
    return next((Photo(address) for address in named if address), None)


def _link(told: Told, url: str) -> str:
    """The page's canonical address; a home page is nobody's."""
    whole = absolute(told.link, url) if told.link else ""
    parts = urlsplit(whole)
    return whole if parts.path.strip("/") or parts.query else absolute(url, url)
