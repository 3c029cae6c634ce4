"""Which stories and notices stand on a frame, by the words that are drawn on it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kiosk.content.words.text import fold
from kiosk.frame import Frame
from kiosk.model import Edition
from kiosk.scene import Page, Picture, Scene, Text
from kiosk.showings import Noted, Standing

# So many letters of a text can't stand on a page by chance.
_ENOUGH = 16
# A title that is cut has no more lines than this.
_LINES = 8
_CUT = "…"

Region = tuple[str, ...]


def standing(page: Page, number: int, frame: Frame, edition: Edition, lead: int = 0) -> Standing:
    """What frame `number` (from 0) of a page shows of an edition; story `lead` was the page's own.

    What goes on from frame to frame is known by its text or its photographs, everything else by its
    title; a poster counts as a notice, by the name of its file.
    """
    keys = {one.photo.key for one in page.scenes[number].items if isinstance(one, Picture)} - {None}
    regions = _regions(page.scenes[number])
    going_on = _going_on(page, number)
    own = edition.stories[lead].id if lead < len(edition.stories) else ""
    return Standing(
        page=page.name,
        frame=number + 1,
        frames=len(page.scenes),
        digest=frame.digest,
        stories=tuple(
            one.id
            for one in edition.stories
            if _named(one.title, regions)
            or not keys.isdisjoint(photo.key for photo in one.photos)
            or (one.id == own and _told(one.paragraphs, going_on))
        ),
        notices=tuple(
            Noted(one.id, one.title)
            for one in edition.notices
            if _named(one.title, regions) or _told(one.body, going_on)
        )
        + tuple(Noted(one.name, one.name) for one in edition.posters if one.key in keys),
    )


def _regions(scene: Scene) -> tuple[Region, ...]:
    """The lines of each region of a frame."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in scene.items:
        if isinstance(item, Text):
            found[item.region].append(item.text)
    return tuple(map(tuple, found.values()))


def _going_on(page: Page, number: int) -> tuple[str, ...]:
    """Pieces of what differs from frame to frame: neither the name of the board nor the day."""
    if len(page.scenes) == 1:
        return ()
    others = [_regions(scene) for at, scene in enumerate(page.scenes) if at != number]
    own = [one for one in _regions(page.scenes[number]) if not all(one in each for each in others)]
    return tuple(piece for region in own for piece in _pieces(region))


def _pieces(region: Region) -> Iterator[str]:
    """Two lines at a time and each by itself, where it is long enough."""
    lines = [_plain(line) for line in region]
    pairs = (one + following for one, following in pairwise(lines))
    yield from (piece for piece in (*lines, *pairs) if len(piece) >= _ENOUGH)


def _named(title: str, regions: Sequence[Region]) -> bool:
    """Whether a title is drawn, whole or cut."""
    name = _plain(title)
    return bool(name) and any(_holds(region, name) for region in regions)


def _holds(region: Region, name: str) -> bool:
    lines = [_plain(line) for line in region]
    if name in "".join(lines) if len(name) >= _ENOUGH else name in lines:
        return True
    for at, line in enumerate(region):
        if line.rstrip().endswith(_CUT):
            begun = ("".join(lines[first : at + 1]) for first in range(max(0, at - _LINES), at + 1))
            if any(words and name.startswith(words) for words in begun):
                return True
    return False


def _told(texts: Sequence[str], pieces: Sequence[str]) -> bool:
    """Whether a piece of what is drawn is of a text."""
    words = [_plain(text) for text in texts] if pieces else []
    return any(piece in text for piece in pieces for text in words)


def _plain(words: str) -> str:
    """Words without spaces or marks, which breaking a line and setting it may change."""
    return fold(words).replace(" ", "")
