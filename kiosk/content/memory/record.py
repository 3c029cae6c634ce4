"""A story as the text that the store keeps, and back; and which stories are one."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import DecodeError, json, structs

from kiosk.content.words.identity import same_article
from kiosk.content.words.text import fold
from kiosk.model import Photo, Point, Story

# Two papers that print one press release do so within days; "Thông báo" comes every month.
SAME_NEWS_WITHIN = timedelta(days=7)
# "Lịch tiếp công dân" says too little to make two wards' news one.
_TELLING_WORDS = 5


def write(story: Story) -> str:
    """`story` as JSON, its photographs without what was fetched of them."""
    photos = [_told(photo) for photo in story.photos]
    fields: dict[str, Any] = structs.asdict(story)
    published = story.published.isoformat() if story.published else None
    return json.encode(fields | {"published": published, "photos": photos}).decode()


def read(text: str) -> Story:
    """The story that `write` wrote.

    Raises ValueError, TypeError or KeyError if it did not.
    """
    try:
        fields = json.decode(text)
    except DecodeError as fault:
        raise ValueError(str(fault)) from fault
    published = fields.pop("published")
    photos = tuple(_photo(photo) for photo in fields.pop("photos"))
    paragraphs, categories = tuple(fields.pop("paragraphs")), tuple(fields.pop("categories"))
    at = datetime.fromisoformat(published).astimezone(UTC) if published else None
    return Story(
        **fields, paragraphs=paragraphs, categories=categories, published=at, photos=photos
    )


def _told(photo: Photo) -> dict[str, Any]:
    """A photograph's fields; without a point as older versions wrote them, or all would be new."""
    said: dict[str, Any] = {"url": photo.url, "caption": photo.caption, "credit": photo.credit}
    return said | ({"point": [photo.point.x, photo.point.y]} if photo.point else {})


def _photo(told: dict[str, Any]) -> Photo:
    point = told.pop("point", None)
    return Photo(**told, point=Point(*point) if point else None)


def one_of_each(stories: Iterable[tuple[str, Story]]) -> list[Story]:
    """Of (source, story) pairs, newest first, each article once: the newest of its copies stays.

    Copies share the article's number or address, or, in different sources within days or in one on
    the same moment, their title; a title of a few words must have the same lead, too.
    """
    kept: list[Story] = []
    names: set[str] = set()
    titles: dict[str, list[tuple[str, Story]]] = {}
    for source, story in stories:
        title = fold(story.title)
        rivals = titles.setdefault(title, [])
        if not names.isdisjoint(same_article(story)):
            continue
        if any(_same_news(story, source, rival) for rival in rivals):
            continue
        names |= same_article(story)
        rivals.append((source, story))
        kept.append(story)
    return kept


def _same_news(story: Story, source: str, rival: tuple[str, Story]) -> bool:
    theirs, other = rival
    if _too_general(story, other):
        return False
    if story.published is None or other.published is None:
        return source != theirs
    if source == theirs:
        return story.published == other.published
    return abs(story.published - other.published) <= SAME_NEWS_WITHIN


def _too_general(story: Story, other: Story) -> bool:
    """Whether their common title leaves open if two stories with different leads are one."""
    leads = {fold(story.lead), fold(other.lead)}
    return len(fold(story.title).split()) < _TELLING_WORDS and len(leads) > 1
