"""A feed's story completed by what its own page says."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from kiosk.content.values import Article, Dated
from kiosk.content.words.identity import same_picture
from kiosk.content.words.text import ELLIPSIS, alike, fold, without_dateline
from kiosk.model import Photo, Story

# Two leads with so many of their words in common say the same.
_SAME_WORDS = 0.6


def merge(story: Story, page: Article) -> Story:
    """`story` as its feed gave it, completed by its `page`.

    Identity, source and link stay the feed's, and so does its title unless it is empty. The longer
    whole lead wins, paragraphs are the page's, its time only where the feed's is missing or
    doubtful. A photo on both is one photo, with the page's place and words.
    """
    lead = _lead(story.lead, page.lead)
    at, doubtful = _published(story, page.published)
    return replace(
        story,
        title=story.title or page.title,
        lead=lead,
        paragraphs=_paragraphs(lead, page) or story.paragraphs,
        byline=page.byline or story.byline,
        published=at,
        doubtful_date=doubtful,
        photos=_photos(story.photos, page),
    )


def _lead(feed: str, page: str) -> str:
    """The longer of two leads that are whole; one that was cut only where there is no other."""
    whole = [lead for lead in (feed, page) if lead and not _is_cut(lead)]
    return without_dateline(max(whole or [feed, page], key=len))


def _is_cut(lead: str) -> bool:
    return lead.rstrip().endswith((ELLIPSIS, "..."))


def _paragraphs(lead: str, page: Article) -> tuple[str, ...]:
    """The page's paragraphs, with its own lead among them if another one was taken."""
    said = f" {fold(lead)} "
    same = page.lead == lead or alike(page.lead, lead) >= _SAME_WORDS
    own = () if same else (page.lead,)
    return tuple(each for each in (*own, *page.paragraphs) if each and not _told(each, said))


def _told(text: str, said: str) -> bool:
    """Whether all of a text stands in what is `said` (folded); mostly its first word does not."""
    first = "".join(text.split(maxsplit=1)[:1])
    return fold(first) in said and f" {fold(text)} " in said


def _published(story: Story, page: Dated) -> tuple[datetime | None, bool]:
    if page.at is None or page.doubtful or (story.published and not story.doubtful_date):
        return story.published, story.doubtful_date
    return page.at, False


def _photos(feed: Sequence[Photo], page: Article) -> tuple[Photo, ...]:
    """The page's photos in order; first the feed's first one, if it is not on the page."""
    if not page.photos:
        return tuple(feed) or ((page.cover,) if page.cover else ())
    known = {photo.url: photo for photo in feed}
    named = {same_picture(photo.url): photo for photo in feed}
    shown = [_both(photo, known.get(photo.url), named) for photo in page.photos]
    same = {same_picture(photo.url) for photo in shown}
    first = [photo for photo in feed[:1] if same_picture(photo.url) not in same]
    return (*first, *shown)


def _both(photo: Photo, copied: Photo | None, named: dict[str, Photo]) -> Photo:
    """A photo of the page with what its feed knows: words, and our copy of the very same file."""
    twin = copied or named.get(same_picture(photo.url), photo)
    mine = replace(copied, caption=photo.caption, credit=photo.credit) if copied else photo
    return replace(
        mine,
        caption=mine.caption or twin.caption,
        credit=mine.credit or twin.credit,
        point=photo.point or twin.point,
    )
