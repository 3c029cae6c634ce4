"""A feed that a board follows, and which of its stories the board wants."""

from datetime import datetime, timedelta

from msgspec import Struct

from kiosk.content.values import NO_PAGE_SELECTORS, PageSelectors, SectionSelectors
from kiosk.content.words.text import fold
from kiosk.model import Focus, Story


class FeedSource(Struct, frozen=True):
    """An RSS or Atom feed, or a portal's section page: where, how often (s), what of it is shown.

    `section` tells how a section page is read; None: it is a feed. `full_text`: the stories' own
    pages are read too, as `page` tells. `approve`: a person lets each story through.
    `name` stands under its stories in place of the channel's title. `allow_hosts` are more hosts
    on private networks that its pages and photographs may come from. `max_age_s` is in seconds.
    `focus` is what is kept of all its photographs: the whole of them, or a point.
    """

    url: str
    name: str | None = None
    every_s: int = 900
    section: SectionSelectors | None = None
    full_text: bool = False
    page: PageSelectors = NO_PAGE_SELECTORS
    approve: bool = False
    allow_hosts: frozenset[str] = frozenset()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    max_age_s: int | None = None
    focus: Focus | None = None


def wanted(story: Story, source: FeedSource, now: datetime) -> bool:
    """Whether `source`'s rules let `story` on the board at `now`.

    Words are whole words of title or lead, whatever their case and the place of their tone mark.
    A story without a date is never too old.
    """
    ruled = source.include or source.exclude
    said = f" {fold(story.title)} {fold(story.lead)} " if ruled else ""
    if source.include and not _says(said, source.include):
        return False
    if _says(said, source.exclude):
        return False
    if source.categories and not _shared(story.categories, source.categories):
        return False
    if source.max_age_s is None or story.published is None:
        return True
    return now - story.published <= timedelta(seconds=source.max_age_s)


def _says(said: str, words: tuple[str, ...]) -> bool:
    return any(f" {fold(word)} " in said for word in words if fold(word))


def _shared(theirs: tuple[str, ...], ours: tuple[str, ...]) -> bool:
    return not set(map(fold, theirs)).isdisjoint(map(fold, ours))
