"""What must be there for a page, and for a variant of it: news, or what the office has to say."""

from collections.abc import Sequence

from kiosk.board import Board
from kiosk.layout.copy import OF_STORY, Template, repeats
from kiosk.layout.frontdesk import reaches, serves
from kiosk.layout.library import of_page
from kiosk.layout.regions import Sheet, options
from kiosk.layout.saying import announces, receives, tells, urgent
from kiosk.layout.spec import OFFICE, Layout
from kiosk.model import Edition, Story


def meets(layout: Layout, sheet: Sheet) -> bool:
    """Whether the board is large enough for a variant, and all that it requires is there."""
    return roomy(layout, sheet.board) and all(_has(need, sheet) for need in layout.requires)


def roomy(layout: Layout, board: Board) -> bool:
    """Whether a board is as large, as its readers see it, as a variant asks for."""
    width, height = board.seen_mm
    return width >= layout.least[0] and height >= layout.least[1]


def has_content(page: str, edition: Edition, shape: str, variants: Sequence[Layout]) -> bool:
    """Whether a page would have anything to show on a board of this shape but its frame.

    A variant that requires what the office has to say must have it, one that speaks of stories a
    story; any other always has its say.
    """
    own = (one for one in of_page(page, variants) if one.shape == shape)
    return any(_has_say(layout, edition) for layout in own)


def _has_say(layout: Layout, edition: Edition) -> bool:
    office = [need for need in layout.requires if need in OFFICE]
    if office:
        return all(_has_office(need, edition) for need in office)
    return bool(edition.stories) or not tells_stories(layout)


def _has_office(need: str, edition: Edition) -> bool:
    if need == "posters":
        return bool(edition.posters)
    if need == "schedule":
        return edition.schedule is not None and receives(edition.schedule)
    if need in ("service", "contacts"):
        has = serves if need == "service" else reaches
        return edition.one_stop is not None and has(edition.one_stop)
    if need == "urgent":
        return bool(urgent(edition.notices))
    return any(map(announces, edition.notices))


def tells_stories(layout: Layout) -> bool:
    """Whether a variant says anything of a story, so that it differs with the one that leads."""
    for region in layout.regions.values():
        values = [getattr(region, key) for key in options(type(region))]
        asked = {name for one in values if isinstance(one, Template) for name in one.names()}
        if getattr(region, "of_story", False) or asked & OF_STORY:
            return True
    return False


def _has(need: str, sheet: Sheet) -> bool:
    if need in OFFICE:
        return _has_office(need, sheet.edition)
    return sheet.story is not None and _tells(need, sheet.story, sheet.edition)


def _tells(need: str, story: Story, edition: Edition) -> bool:
    """Whether a story has what a variant needs of it, or others beside it."""
    return {
        "photo": story.picture is not None,
        "lead": bool(story.lead) and not repeats(story.lead, story.title),
        "text": tells(story),
        "link": bool(story.link),
        "others": len(edition.stories) > 1,
    }.get(need, True)
