"""When an article was published, by what its own page says; never the masthead's day of today."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from kiosk.content.markup.reading import Line, Piece
from kiosk.content.values import Dated
from kiosk.content.words import dates

_LONGEST_LINE = 140
_MOST_LINES_ABOVE = 12

_DAY = re.compile(
    r"(?:\d{1,2}[:hg]\d{2}\D{0,25})?(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?20\d\d"
    r"|20\d\d[/-]\d{1,2}[/-]\d{1,2}"
    r"|\d{1,2} tháng \d{1,2},? (?:năm )?20\d\d)(?:\D{0,6}\d{1,2}[:h]\d{2}(?::\d\d)?(?: ?[AP]M\b)?"
    r"(?: ?\(?(?:GMT|UTC) ?\+? ?7?(?::00)?\)?)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}")
_TOP = re.compile(r"(?<![a-z])(?:top|header|masthead|banner|nav|menu)(?![a-z])")
# The city's portal stamps its photographs with the moment of the story: ?vs=ddmmyyyyhhmmss.
_STAMP = re.compile(r"[?&]vs=(\d\d)(\d\d)(20\d\d)(\d\d)(\d\d)(\d\d)(?:&|$)")


def published(
    told: Sequence[str],
    above: Sequence[Piece],
    below: Sequence[Piece],
    photos: Iterable[str],
    zone: ZoneInfo,
    fetched: datetime,
) -> Dated:
    """The first date that can be read: told to machines, near the headline, in a photo's address.

    `below` are the pieces from the headline on, `above` those before it.
    """
    raws = chain(told, _shown(below), _shown_above(above, below), _stamps(photos))
    doubtful = Dated(None)
    for raw in raws:
        dated = dates.parse(raw, zone, fetched)
        if dated.at and not dated.doubtful:
            return dated
        if dated.doubtful and not doubtful.doubtful:
            doubtful = dated
    return doubtful


def _shown(pieces: Sequence[Piece]) -> Iterable[str]:
    """Dates in lines of their own, each after what its <time> says to machines."""
    for piece in pieces:
        if not isinstance(piece, Line):
            continue
        yield from (e.attributes["datetime"] for e in piece.path if "datetime" in e.attributes)
        found = _DAY.search(piece.text) if len(piece.text) <= _LONGEST_LINE else None
        if found and _is_date(piece.text, found[0]):
            yield found[0]


def _is_date(text: str, day: str) -> bool:
    """Whether a line is about its date, rather than a sentence that names one."""
    rest = text.replace(day, "")
    return sum(map(str.isalpha, rest)) <= 2 * len(day) + 10


def _shown_above(above: Sequence[Piece], below: Sequence[Piece]) -> Iterable[str]:
    """A date with its time just over the headline, in the article's box and not the page's top."""
    article = {id(e) for piece in below[:1] for e in piece.path[2:]}
    near = [
        piece
        for piece in above[-_MOST_LINES_ABOVE:]
        if any(id(e) in article for e in piece.path)
        and not any(_TOP.search(e.names) for e in piece.path)
    ]
    return (day for day in _shown(near) if _CLOCK.search(day) or "T" in day)


def _stamps(photos: Iterable[str]) -> Iterable[str]:
    for url in photos:
        found = _STAMP.search(url)
        if found:
            day, month, year, hour, minute, second = found.groups()
            yield f"{day}/{month}/{year} {hour}:{minute}:{second}"
