"""Hours in words: what a clerk wrote, with its times spelled one way."""

import re
from typing import Any

from msgspec import Struct

from kiosk.content.words.text import plain
from kiosk.quantities import shown, text

_LONGEST = 200
_CLOCK = r"(\d{1,2})(?:\s*(?::|h|giờ|gio|g)(?:\s*(\d{2})(?!\d))?(?:\s*phút)?)?"
_RANGE = re.compile(
    rf"(?:từ\s+)?(?<!\d){_CLOCK}\s*(?:-|–|—|đến|tới)\s*{_CLOCK}(?![\d/])", re.IGNORECASE
)
_UNIT = re.compile("[:hg]", re.IGNORECASE)
_MINUTES = 60
_DAY_MINUTES = 24 * 60
# A shift that ends before it began ends on the next day; one that begins earlier has a slip in it.
_EVENING = 16 * 60
_NEXT_DAY = "hôm sau"


class Hours(Struct, frozen=True):
    """Hours in words, “7:30–11:30, 13:00–17:00”, and what they span, in minutes after midnight.

    What ends on the next day ends after 1440; words without times, “giờ hành chính”, span nothing.
    """

    words: str = ""
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def opens(self) -> int:
        """The minute after midnight at which they begin."""
        return min((first for first, _ in self.spans), default=0)


def read_hours(value: Any) -> Hours:
    """Hours from “7:30-11:30”, “Từ 7h30 đến 11h30”, “giờ hành chính”, or a list of such."""
    return _joined(value, overnight=False)


def read_shifts(value: Any) -> Hours:
    """As `read_hours`, but they may end on the next day: “17h-7h”, “7h30 đến 7h30 hôm sau”."""
    return _joined(value, overnight=True)


def _joined(value: Any, *, overnight: bool) -> Hours:
    parts = value if isinstance(value, list) and value else [value]
    found = [_hours(read_words(part), overnight=overnight) for part in parts]
    return Hours(
        ", ".join(one.words for one in found), tuple(s for one in found for s in one.spans)
    )


def _hours(words: str, *, overnight: bool) -> Hours:
    ranges = [found for found in _RANGE.finditer(words) if _UNIT.search(found[0])]
    spans = tuple(_span(found, overnight=overnight) for found in ranges)
    said = _RANGE.sub(_spelled, words)
    if not spans and not any(letter.isalpha() for letter in said):
        raise ValueError(f'must be hours as "7:30-11:30", not {shown(words)}')
    return Hours(said, spans)


def _span(found: re.Match[str], *, overnight: bool) -> tuple[int, int]:
    first, last = _minute(found[1], found[2]), _minute(found[3], found[4])
    if overnight and last <= first < _DAY_MINUTES and _ends_next_day(found, first, last):
        return first, last + _DAY_MINUTES
    if not first < last <= _DAY_MINUTES:
        raise ValueError(f'must be hours as "7:30-11:30", not {shown(found[0])}')
    return first, last


def _ends_next_day(found: re.Match[str], first: int, last: int) -> bool:
    return first == last or first >= _EVENING or _NEXT_DAY in found.string


def _spelled(found: re.Match[str]) -> str:
    if not _UNIT.search(found[0]):  # "Phòng 2-3"
        return found[0]
    first, last = _minute(found[1], found[2]), _minute(found[3], found[4])
    said = f"{int(found[1])}:{found[2] or '00'}–{int(found[3])}:{found[4] or '00'}"
    return f"{said} {_NEXT_DAY}" if last <= first and _NEXT_DAY not in found.string else said


def _minute(hour: str, minute: str | None) -> int:
    if int(minute or 0) >= _MINUTES:
        raise ValueError(f'must be hours as "7:30-11:30", not "{hour}:{minute}"')
    return int(hour) * _MINUTES + int(minute or 0)


def read_words(value: Any) -> str:
    """One line of text that fits into a table. Raises ValueError where it is none."""
    words = plain(text(value), _LONGEST + 1)
    if not words or len(words) > _LONGEST:
        raise ValueError(f"must be text of at most {_LONGEST} letters, not {shown(value)}")
    return words
