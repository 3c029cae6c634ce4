"""The days and times that a clerk's words name, before it is known which year they are near.

Words are read without their tones, as a hurried clerk types them. What could be read in two ways
is refused, because the wrong day would hang on a wall.
"""

import re
import unicodedata

from msgspec import Struct
from msgspec.structs import replace

from kiosk.quantities import shown

LONGEST = 120
_CENTURY = 2000
_DAY_MINUTES = 24 * 60
_NOON = 12
EXAMPLES = '"30/11/2026" or "17h 30/11/2026"'

_MONTHS = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot",
           "muoi hai")  # fmt: skip
_MONTH = rf"(?P<m>\d{{1,2}}|{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![\da-z])"
_TIME = re.compile(
    r"(?<![\d/.,])(?P<h>\d{1,2})(?::(?P<m>\d{2})(?::\d{2})?(?!\d)"
    r"| ?(?:h|g|gio)(?![a-z])"
    r"(?:(?P<close>\d{2})(?! ?phut)(?!\d|[/.]\d|-\d{1,2}-\d| ?thang| ?thg)"
    r"|(?: (?P<apart>\d{2})(?!\d| ?[/.-] ?\d| ?phut| ?thang| ?thg))"
    r"|(?: ?(?P<named>\d{1,2}) ?(?:phut|p\b|'))"
    r")?)(?: ?(?P<half>sang|trua|chieu|toi|dem|am|pm|sa|ch)\b)?"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)")
_NUMBERS = re.compile(
    r"(?<!\d)(?P<d>\d{1,2}) ?(?P<by>[-/.]) ?(?P<m>\d{1,2})"
    r"(?: ?(?P=by) ?(?P<y>\d{4}|\d{2}))?(?!\d|[/.-]\d)"
)
_SPOKEN = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}}) ?,? ?(?:thang|thg|th)\.? ?{_MONTH}"
    r"(?: ?,? ?(?:nam )?[/-]? ?(?P<y>\d{4})(?!\d))?"
)
_MONTH_ALONE = re.compile(
    r"(?:\bthang|\bthg) ?(?P<m>\d{1,2})(?:(?: ?[/-] ?| nam )(?P<y>\d{4}))?(?!\d|[/.-]\d)"
    r"|(?<!\d)(?P<m2>\d{1,2})[/-](?P<y2>\d{4})(?!\d)"
)
_WEEKDAY = re.compile(
    r"\bthu ?(?P<name>hai|ba|tu|nam|sau|bay|[2-7])(?![\d/a-z])"
    r"|(?<!\d )(?<![/.-])\bt(?P<short>[2-7])\b|\b(?P<sunday>chu nhat|cn)\b"
)
_FROM_TODAY = re.compile(
    r"\b(?:hom nay|(?:ngay )?mai|ngay kia|(?<!nam )(?<!thang )(?<!tuan )nay)\b"
)
_AHEAD = {"ngay mai": 1, "mai": 1, "ngay kia": 2}
_MOONS = re.compile(r"\b(?:am lich|al|mung|mong|ram|gieng|chap|nhuan)\b")
# Words that turn the day beside them into another one.
_TWISTS = re.compile(r"\b(?:(?:nam|thang|tuan) (?:sau|toi)|sang nam|dau thang|giua thang|tru)\b")
_FILLER = re.compile(r"\b(?:ngay|luc|vao|hoi|het|den|tu|truoc|gio|cuoi|thang|nay|nam|toi|qua|t)\b")
_RANGE = re.compile(
    r"\s*(?:(?:từ|tu)\s)?(?P<first>.*?\S)\s+(?:đến|den|tới|(?P<dash>->|[-–—→]))\s+(?P<last>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_TWO_DOTS = re.compile(r"(?<=\d)\.\.(?=\d)")
_HAS_DATE = re.compile(r"\d ?[/.-] ?\d|th[áa]ng", re.IGNORECASE)
_DAY_ALONE = re.compile(r"(?:tu )?(?:ngay )?(\d{1,2})")
_BEFORE = re.compile(r"\btruoc\b")
_PUNCTUATION = re.compile(r"[^\w ]|_")


class DateError(ValueError):
    """Words that name no day or time, or none for certain.

    `why` is "unread", "moon", "several", "clock", "weekday", "never" or "past"; the text ends a
    sentence.
    """

    def __init__(self, why: str, says: str) -> None:
        self.why = why
        super().__init__(says)


class Written(Struct, frozen=True):
    """What a clerk's `words` name, before it is known which year or day is near.

    `minute` after midnight is None for a whole day; `day` is None for a whole month, and `month`
    for a weekday, a time alone, or what is `ahead` days from today. `before` is set by “trước”.
    `rest` is what was not understood.
    """

    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    minute: int | None = None
    weekday: int | None = None
    ahead: int | None = None
    before: bool = False
    rest: str = ""


def bare(words: str) -> str:
    """`words` in small letters without tones and marks, in one line: "Hết hạn：" is "het han:"."""
    plain = unicodedata.normalize("NFKC", words[: 10 * LONGEST]).casefold().replace("đ", "d")
    apart = unicodedata.normalize("NFD", plain)
    kept = (letter for letter in apart if unicodedata.category(letter) not in ("Mn", "Cf"))
    return " ".join("".join(kept).split())


def is_pure(written: Written) -> bool:
    """Whether nothing but a day or a time was said."""
    return not _FILLER.sub("", written.rest).strip()


def read(words: str) -> Written:
    """What `words` name. Raises DateError where that is nothing, or not one thing."""
    said = bare(words)
    if _MOONS.search(said):
        raise DateError("moon", f"must be a solar day, as {EXAMPLES}, not {shown(words)}")
    minute, said = _time(said, words)
    weekday, said = _weekday(said)
    numbers, said = _numbers(said)
    found = None if numbers else _FROM_TODAY.search(said)
    rest = _PUNCTUATION.sub(" ", _FROM_TODAY.sub(" ", said) if found else said)
    nothing = not numbers and not found and minute is None and weekday is None
    unread = any(letter.isdigit() for letter in rest) or _TWISTS.search(said)
    if nothing or unread or len(words) > LONGEST:
        raise DateError("unread", f"must be one day or time, as {EXAMPLES}, not {shown(words)}")
    ahead = _AHEAD.get(found[0], 0) if found else None
    before = _BEFORE.search(said) is not None
    year, month, day = numbers or (None, None, None)
    return Written(words, year, month, day, minute, weekday, ahead, before, rest)


def read_range(words: str) -> tuple[Written, ...]:
    """The first and the last that “từ … đến …” names, or the one that is named.

    What only the last one has is the first's, too: "từ 24 đến 30/11", "7h đến 17h ngày 30/11".
    Raises DateError as `read`.
    """
    found = _RANGE.match(_TWO_DOTS.sub(" - ", words[: 2 * LONGEST]))
    if found is None or (found["dash"] and not _HAS_DATE.search(found["first"])):
        return (read(words),)
    last = read(found["last"])
    day = _DAY_ALONE.fullmatch(bare(found["first"]))
    if day and last.day:
        return replace(last, day=int(day[1]), minute=None, weekday=None), last
    first = read(found["first"])
    if first.month is None and first.weekday is None and first.ahead is None:
        first = replace(last, minute=first.minute, rest=first.rest)
    return first, last


def _time(said: str, words: str) -> tuple[int | None, str]:
    """The minute after midnight that is named, and the words without it."""
    found = _TIME.search(said)
    if found is None:
        return None, said
    if found[0] and _TIME.search(said, found.end()):
        raise DateError("several", f"must name one time, as {EXAMPLES}, not {shown(words)}")
    hour = _hour(int(found["h"]), found["half"] or "")
    named = found["m"] or found["close"] or found["apart"] or found["named"] or 0
    minute = hour * 60 + int(named)
    if int(named) > 59 or minute > _DAY_MINUTES:  # noqa: PLR2004 - a clock face
        raise DateError("clock", f"names a time that no clock shows, {shown(words)}")
    return minute, f"{said[: found.start()]} {said[found.end() :]}"


def _hour(hour: int, half: str) -> int:
    """The hour of 24 that is `hour` in the morning, in the evening, at night."""
    if hour > _NOON or not half:
        return hour
    if half in ("sang", "am", "sa"):
        return hour % _NOON
    if half == "trua":
        return hour if hour >= 10 else hour + _NOON  # noqa: PLR2004 - "11h trưa", "1h trưa"
    if half in ("toi", "dem"):
        # "12h đêm" ends a day, "1h đêm" begins it.
        return hour + _NOON if half == "toi" or hour >= 6 else hour  # noqa: PLR2004 - see above
    return hour % _NOON + _NOON


def _weekday(said: str) -> tuple[int | None, str]:
    """The weekday that is named, Monday being 0, and the words without it."""
    found = _WEEKDAY.search(said)
    if found is None:
        return None, said
    name = found["name"] or found["short"] or "8"
    number = int(name) - 2 if name.isdigit() else _MONTHS.index(name) - 1
    return number, f"{said[: found.start()]} {said[found.end() :]}"


def _numbers(said: str) -> tuple[tuple[int | None, int, int | None] | None, str]:
    """Year, month and day that are named, and the words without them."""
    for pattern in (_YEAR_FIRST, _SPOKEN, _NUMBERS, _MONTH_ALONE):
        if found := pattern.search(said):
            parts = found.groupdict()
            month = parts["m"] or parts["m2"]
            year = parts["y"] or parts.get("y2")
            number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
            numbers = (_year(year), number, int(parts["d"]) if parts.get("d") else None)
            return numbers, f"{said[: found.start()]} {said[found.end() :]}"
    return None, said


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if len(digits) > 2 else _CENTURY + int(digits)  # noqa: PLR2004 - "30/11/26"
