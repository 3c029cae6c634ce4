"""Hours in words: what a clerk wrote, with its times spelled one way."""

import re
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours in words, “7:30–11:30, 13:00–17:00”, and the minute after midnight of the first."""

    words: str = ""
    opens: int = 0


def read_hours(value: Any) -> Hours:
    """Hours from “7:30-11:30”, “Từ 7h30 đến 11h30”, “giờ hành chính”, or a list of such."""
    parts = value if isinstance(value, list) and value else [value]
    found = [_hours(read_words(part)) for part in parts]
    return Hours(", ".join(one.words for one in found), min(one.opens for one in found))


def _hours(words: str) -> Hours:
    opens = [_opens(found) for found in _RANGE.finditer(words) if _UNIT.search(found[0])]
    said = _RANGE.sub(_spelled, words)
    if not opens and not any(letter.isalpha() for letter in said):
        raise ValueError(f'must be hours as "7:30-11:30", not {shown(words)}')
    return Hours(said, min(opens, default=0))


def _opens(found: re.Match[str]) -> int:
    first, last = _minute(found[1], found[2]), _minute(found[3], found[4])
    if not first < last <= _DAY_MINUTES:
        raise ValueError(f'must be hours as "7:30-11:30", not {shown(found[0])}')
    return first


def _spelled(found: re.Match[str]) -> str:
    if not _UNIT.search(found[0]):  # "Phòng 2-3"
        return found[0]
    return f"{int(found[1])}:{found[2] or '00'}–{int(found[3])}:{found[4] or '00'}"


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
