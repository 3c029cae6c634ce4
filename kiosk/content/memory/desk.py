"""The news desk: which of the stored stories a board shows, and what became of the others."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from kiosk.content.memory.record import one_of_each
from kiosk.content.source import FeedSource, wanted
from kiosk.content.words.identity import same_article
from kiosk.model import Story

HIDDEN, PINNED, APPROVED = "hidden", "pinned", "approved"
SHOWN, HELD, GONE, UNWANTED = "shown", "held", "gone", "unwanted"

# Of two copies of one article the one whose state stands first here counts.
_CLAIMS = (HIDDEN, PINNED, SHOWN, HELD)


class Verdict(Struct, frozen=True):
    """What a person decided of a story: hidden, pinned or approved, perhaps `until` a time."""

    said: str
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it still counts at `now`."""
        return self.until is None or now < self.until


class Entry(Struct, frozen=True):
    """A stored story: of which source, and whether the server said that its page is gone."""

    source: str
    story: Story
    gone: bool = False


class Filed(Struct, frozen=True):
    """A story and what became of it.

    `state` is shown or pinned (both on the board), hidden (by a person), held (for a person to
    approve), gone (taken down by its paper), or unwanted (by the source's own rules).
    """

    story: Story
    source: str
    state: str


def filed(
    entries: Iterable[Entry],
    sources: Mapping[str, FeedSource],
    verdicts: Mapping[str, Verdict],
    now: datetime,
) -> tuple[Filed, ...]:
    """Each article of `entries` (newest first) once, in their order.

    A hidden story takes its copies in other sources with it.
    """
    judged = [
        Filed(each.story, each.source, _state(each, sources[each.source], verdicts, now))
        for each in entries
    ]
    claims = [one for state in _CLAIMS for one in judged if one.state == state]
    kept = {id(story) for story in one_of_each((one.source, one.story) for one in claims)}
    return tuple(one for one in judged if one.state not in _CLAIMS or id(one.story) in kept)


def on_board(stories: Sequence[Filed]) -> tuple[Filed, ...]:
    """Those that the board shows: pinned ones first, then the newest."""
    pinned = [one for one in stories if one.state == PINNED]
    return (*pinned, *(one for one in stories if one.state == SHOWN))


def _state(entry: Entry, source: FeedSource, verdicts: Mapping[str, Verdict], now: datetime) -> str:
    verdict = _verdict(entry.story, verdicts, now)
    if verdict == HIDDEN or entry.gone:
        return HIDDEN if verdict == HIDDEN else GONE
    if verdict == PINNED:
        return PINNED
    if source.approve and verdict != APPROVED:
        return HELD
    return SHOWN if wanted(entry.story, source, now) else UNWANTED


def _verdict(story: Story, verdicts: Mapping[str, Verdict], now: datetime) -> str:
    names = same_article(story) if verdicts else ()
    found = (verdicts[name] for name in sorted(names) if name in verdicts)
    return next((verdict.said for verdict in found if verdict.holds(now)), "")
