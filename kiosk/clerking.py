"""Which stories the board shows, by a person's word."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from kiosk import editing
from kiosk.config import Config
from kiosk.content.memory import desk
from kiosk.content.memory.desk import Filed, Verdict
from kiosk.content.memory.store import Store
from kiosk.content.words.text import fold
from kiosk.errors import KioskError
from kiosk.files import write_whole

# A whole title would push the line off a terminal.
_TITLE = 60
_SAID = {
    desk.HIDDEN: "is hidden and leaves the board",
    desk.PINNED: "is pinned and leads the board",
    desk.APPROVED: "is approved and may stand on the board",
    "": "is treated like any other again",
}


class StoryError(KioskError):
    """No single stored story is meant by what was said on the command line."""


def listed(config: Config, now: datetime, *, as_json: bool) -> tuple[str, ...]:
    """What is stored, newest first: a line a story, or all of it as JSON."""
    with Store(config.state) as store:
        stories = editing.stories(config, store, now)
    if as_json:
        return (json.dumps([_told(one) for one in stories], ensure_ascii=False, indent=1),)
    return tuple(_line(one, config) for one in stories)


def decide(config: Config, words: str, verdict: Verdict | None, now: datetime) -> str:
    """Remember what a person decided of the story that `words` mean; a sentence that says so.

    A running service shows it within seconds.
    Raises StoryError, StoreError.
    """
    with Store(config.state) as store:
        story = named(editing.stories(config, store, now), words).story
        store.decide(story.id, verdict, now)
    write_whole(config.nudge, b"")
    return f"“{story.title}” {_SAID[verdict.said if verdict else '']}"


def named(stories: Sequence[Filed], words: str) -> Filed:
    """The one story that `words` mean: its id, its link, the end of its id, a part of its title.

    Raises StoryError if there is none, or more than one.
    """
    exact = [one for one in stories if words in (one.story.id, one.story.link)]
    ending = [one for one in stories if len(words) >= 4 and one.story.id.endswith(words)]  # noqa: PLR2004 - fewer would be chance
    titled = [one for one in stories if fold(words) and fold(words) in fold(one.story.title)]
    for found in (exact, ending, titled):
        if len(found) == 1:
            return found[0]
        if found:
            titles = "; ".join(f"{one.story.id} ({_short(one.story.title)})" for one in found[:5])
            raise StoryError(f"“{words}” may mean {len(found)} stories: {titles}")
    raise StoryError(f"there is no story “{words}”; `kiosk story list` names them all")


def _told(one: Filed) -> dict[str, Any]:
    story = one.story
    return {
        "id": story.id,
        "source": story.source,
        "title": story.title,
        "lead": story.lead,
        "paragraphs": story.paragraphs,
        "byline": story.byline,
        "published": _iso(story.published),
        "doubtful_date": story.doubtful_date,
        "link": story.link,
        "photos": [
            {"url": photo.url, "caption": photo.caption, "credit": photo.credit}
            for photo in story.photos
        ],
        "categories": story.categories,
        "state": one.state,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _line(one: Filed, config: Config) -> str:
    at = one.story.published
    day = f"{at.astimezone(config.zone):%d/%m/%Y %H:%M}" if at else "no date"
    return f"{one.state:9}{day:18}{one.story.id}  {_short(one.story.title)}"


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"
