"""What stories lead to: their pages, then their photographs, of the newest stories alone."""

from datetime import datetime, timedelta
from http import HTTPStatus

from kiosk.content.memory import desk
from kiosk.content.rounds import Outcome, Round
from kiosk.content.source import FeedSource
from kiosk.content.web.answer import PAGE, PHOTO
from kiosk.content.words.identity import host_of
from kiosk.content.work.tasks import (
    Failed,
    GotPage,
    GotPicture,
    LookAgain,
    ReadPage,
    Result,
    TakePhoto,
    failure,
)
from kiosk.model import Photo, Story

STORIES = 20
PHOTOS_A_STORY = 8
# So soon the board learns that a page was taken down.
PAGE_AGAIN_AFTER = timedelta(hours=2)
FAILED_AGAIN_AFTER = timedelta(hours=1)
# Where so many pages, and most, are not found at once, the site is broken: nobody took them down.
MANY = 3


def newest(source: FeedSource, under_way: Round, *states: str) -> list[Story]:
    """The newest stories of a source that the board shows, or that are in one of `states`."""
    store = under_way.store
    entries = store.entries((source.url,))
    stories = desk.filed(entries, {source.url: source}, store.verdicts(), under_way.now)
    wanted = (desk.SHOWN, desk.PINNED, *states)
    return [one.story for one in stories if one.state in wanted][:STORIES]


def pages(outcome: Outcome, under_way: Round) -> Outcome:
    """Read the pages of a source's newest stories, where its config wants their whole text.

    A story whose page is gone leaves the board.
    """
    source = outcome.source
    if not source.full_text:
        return outcome
    asked = [
        (story, _page(outcome, story, under_way))
        for story in _unread(source, under_way)
        if under_way.reachable(story.link)
    ]
    missing = [one for one in asked if _status(one) == HTTPStatus.NOT_FOUND]
    broken = len(missing) >= MANY and 2 * len(missing) > len(asked)
    notes = [note for one in asked if (note := _remembered(source, one, under_way, broken=broken))]
    if broken:
        notes.append(f"{len(missing)} of {len(asked)} pages are not found; their stories stay")
    return outcome.noted(tuple(notes), changed=bool(asked))


def _page(outcome: Outcome, story: Story, under_way: Round) -> Result:
    """What the worker read in a story's page, kept at once."""
    under_way.say(f"{outcome.name}: reading {story.title}")
    result = _read(outcome.source, story, under_way)
    if isinstance(result, GotPage):
        under_way.store.keep_page(outcome.source.url, story, result.page, under_way.now)
    return result


def _remembered(
    source: FeedSource, asked: tuple[Story, Result], under_way: Round, *, broken: bool
) -> str:
    """Remember a page that gave nothing; a note where that is worth one."""
    story, result = asked
    if not isinstance(result, Failed):
        return ""
    missing = _status(asked) == HTTPStatus.NOT_FOUND
    gone = _status(asked) == HTTPStatus.GONE or (missing and not broken)
    under_way.store.page_failed(source.url, story, under_way.now, gone=gone)
    return "" if missing or gone else f"{story.link}: {result.why}"


def _status(asked: tuple[Story, Result]) -> int | None:
    _, result = asked
    return result.status if isinstance(result, Failed) else None


def _unread(source: FeedSource, under_way: Round) -> list[Story]:
    """The stories whose pages are to be asked for in this round."""
    due = []
    # What was taken down may be put up again.
    for story in newest(source, under_way, desk.GONE):
        state = under_way.store.page(source.url, story)
        rests = PAGE_AGAIN_AFTER if state and not state.failures else FAILED_AGAIN_AFTER
        fresh = state and state.current and _lately(under_way, state.asked_at, rests)
        if story.link and not fresh:
            due.append(story)
    return due


def _read(source: FeedSource, story: Story, under_way: Round) -> Result:
    limits = under_way.within(PAGE)
    task = ReadPage(
        story.link,
        story.title,
        source.page,
        limits,
        under_way.route(source),
        under_way.zone,
        under_way.now,
    )
    return under_way.ask(story.link, task, limits)


def first_photographs(outcome: Outcome, under_way: Round) -> Outcome:
    """Fetch the first photograph of each of a source's newest stories."""
    return _photographs(outcome, slice(0, 1), under_way)


def more_photographs(outcome: Outcome, under_way: Round) -> Outcome:
    """Fetch the other photographs of a source's newest stories."""
    return _photographs(outcome, slice(1, PHOTOS_A_STORY), under_way)


def _photographs(outcome: Outcome, which: slice, under_way: Round) -> Outcome:
    notes, taken = list[str](), 0
    stories = newest(outcome.source, under_way)
    photos = {photo.url: photo for story in stories for photo in story.photos[which]}
    for photo in photos.values():
        if under_way.reachable(photo.url) and _lacks(photo, under_way):
            note = _take(photo, outcome, under_way)
            notes += [note] if note else []
            taken += not note
        elif not under_way.over:
            taken += _looked_again(photo, under_way)
    return outcome.noted(tuple(notes), changed=bool(taken))


def _lacks(photo: Photo, under_way: Round) -> bool:
    cache = under_way.store.cache
    failed_at = cache.failed_at(photo.url)
    rests = failed_at is not None and _lately(under_way, failed_at, FAILED_AGAIN_AFTER)
    return not rests and cache.copy(photo.url) is None


def _take(photo: Photo, outcome: Outcome, under_way: Round) -> str:
    """Fetch and keep one photograph; a note if that failed."""
    host = host_of(photo.url)
    under_way.say(f"{outcome.name}: fetching a photograph from {host}")
    short = under_way.left_s < PHOTO.deadline_s
    limits, route = under_way.within(PHOTO), under_way.route(outcome.source)
    task = TakePhoto(photo.url, under_way.store.photos, limits, route, under_way.now)
    result = under_way.ask(photo.url, task, limits)
    if isinstance(result, GotPicture):
        under_way.store.cache.keep(photo.url, result.key, under_way.now)
        return ""
    why = failure(result).why
    if not (short and under_way.over):  # what the round's own end cut off has not failed
        under_way.store.cache.failed(photo.url, why, under_way.now)
    return f"{photo.url}: {why}"


def _looked_again(photo: Photo, under_way: Round) -> bool:
    """Whether the focus of a copy that an older kiosk made without one was found."""
    store = under_way.store
    kept = store.cache.copy(photo.url)
    if kept is None or kept.looked:
        return False
    result = under_way.worker.ask(LookAgain(kept.key, store.photos), under_way.left_s)
    if isinstance(result, GotPicture):
        store.cache.keep(photo.url, result.key, under_way.now)
    return isinstance(result, GotPicture)


def _lately(under_way: Round, at: datetime, rests: timedelta) -> bool:
    """Whether `at` is so short a while ago; not if the clock was set back since."""
    return not under_way.thorough and timedelta(0) <= under_way.now - at < rests
