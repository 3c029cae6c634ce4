"""Whether there is anything in what a board has that a page can set."""

from collections.abc import Sequence
from functools import lru_cache

from kiosk.layout.copy import repeats
from kiosk.layout.vietnamese import settable
from kiosk.model import Notice, Schedule, Story


def tells(story: Story | None) -> bool:
    """Whether a story has more to show than its headline."""
    if story is None:
        return False
    return bool(story.picture or lead_of(story) or any(map(settable, story.paragraphs)))


def lead_of(story: Story) -> str:
    return "" if repeats(story.lead, story.title) else settable(story.lead)


def announces(notice: Notice) -> bool:
    """Whether there is anything in a notice that can be set."""
    return any(lines_of(notice.title, *notice.body))


def urgent(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Those that can't wait, and have anything to say."""
    return tuple(one for one in notices if one.urgent and announces(one))


@lru_cache(maxsize=64)
def lines_of(*words: str) -> tuple[str, ...]:
    """What can be set of them, line by line."""
    found = (settable(line) for one in words for line in one.splitlines())
    return tuple(line for line in found if line)


def receives(schedule: Schedule) -> bool:
    """Whether a schedule has anything to say."""
    return bool(schedule.rows) or any(map(settable, schedule.changes))
