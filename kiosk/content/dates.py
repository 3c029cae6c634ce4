"""Dates as Vietnamese feeds write them, read by our own patterns.

feedparser reads several of these hours or months wrong without a word, email.utils takes "+07"
for seven minutes, dateutil turns "GMT+7" round: so neither is asked.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

# The longest real form has 60 letters; the patterns stay quick on rubbish, too.
LONGEST = 100
# No portal is older; what claims to be is an unset clock or an empty field (1900, 1970).
FIRST_YEAR = 2000
AHEAD_AT_MOST = timedelta(days=1)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_THANG = ("giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một",
          "mười hai")  # fmt: skip
_HOURS_EAST = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "ict": 7, "hkt": 8, "sgt": 8, "jst": 9, "cet": 1,
    "cest": 2, "bst": 1, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip

_TIME = re.compile(
    r"(?<![\d:])(?P<h>\d{1,2})(?:[:h]| giờ )(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?: ?phút)?(?: ?(?P<half>am|pm|sa|ch)\b)?(?![\d:])"
)
_OFFSET = re.compile(
    r" ?\(?(?:(?P<named>gmt|utc|ict) ?)?(?P<sign>[+-])(?P<gap> ?)"
    r"(?P<h>\d{1,2}):?(?P<m>\d{2})?\)?(?![\d/.:-])"
)
_ZONE_NAME = re.compile(r" ?\(?(?P<name>[a-z]{1,4})\b\)?")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_THREE_NUMBERS = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?!\d)"
)
_SPOKEN = re.compile(
    r"(?<!\d)(?P<d>\d{1,2}) ?(?:tháng|thg|th)\.? ?(?P<m>\d{1,2}|"
    + "|".join(sorted(_THANG, key=len, reverse=True))
    + r")(?: ?năm|,)? ?(?P<y>\d{4})(?!\d)"
)
_MONTH = rf"(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY_MONTH = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})[ -]{_MONTH},?[ -](?P<y>\d{{4}}|\d{{2}})(?!\d)")
_MONTH_DAY = re.compile(rf"\b{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was published: aware, UTC; None where no date could be read.

    `doubtful` is set where there was a date, and an absurd one.
    """

    at: datetime | None
    doubtful: bool = False


class _Clock(NamedTuple):
    at: time
    zone: tzinfo
    half: str
    rest: str


def parse(raw: str, zone: ZoneInfo, fetched: datetime) -> Dated:
    """The moment that `raw` names; without a zone of its own it is in `zone`, the board's.

    AM or PM means month/day/year (ASP.NET, en-US), else numbers are day/month/year. A date before
    2000 is none. A date more than a day after `fetched` is read the other way round, and if that
    does not help becomes `fetched` and doubtful. Never raises on rubbish.
    """
    text = " ".join(unicodedata.normalize("NFC", raw[:LONGEST]).casefold().split())
    clock = _clock(text, zone)
    if clock is None:
        return Dated(None, doubtful=True)
    readings = _days(clock.rest, american=clock.half in ("am", "pm"))
    if not readings:
        return Dated(None)
    moments = [_moment(day, clock) for day in readings if day is not None]
    return _likeliest([at for at in moments if at is not None], fetched)


def _likeliest(moments: list[datetime], fetched: datetime) -> Dated:
    for at in moments:
        if at <= fetched + AHEAD_AT_MOST:
            return Dated(at)
    return Dated(fetched.astimezone(UTC), doubtful=True) if moments else Dated(None, doubtful=True)


def _moment(day: date, clock: _Clock) -> datetime | None:
    if day.year < FIRST_YEAR:
        return None
    try:
        return datetime.combine(day, clock.at, clock.zone).astimezone(UTC)
    except OverflowError:  # the last day of the year 9999
        return None


def _clock(text: str, zone: ZoneInfo) -> _Clock | None:
    """The time of day and its zone, and what is left of `text`; None if there is no such time."""
    found = _TIME.search(text)
    if found is None:
        return _Clock(time(), zone, "", text)
    half = found["half"] or ""
    try:
        at = time(_hour(int(found["h"]), half), int(found["m"]), int(found["s"] or 0) % 60)
    except ValueError:
        return None
    own, end = _zone_after(text, found.end())
    return _Clock(at, own or zone, half, f"{text[: found.start()].rstrip()} {text[end:].lstrip()}")


def _hour(hour: int, half: str) -> int:
    if half in ("pm", "ch"):
        return hour % 12 + 12 if hour <= 12 else hour  # noqa: PLR2004 - a clock face
    return 0 if half in ("am", "sa") and hour == 12 else hour  # noqa: PLR2004 - a clock face


def _zone_after(text: str, end: int) -> tuple[tzinfo | None, int]:
    offset = _OFFSET.match(text, end)
    # " - 3 tháng 10" after a time is a dash before a date, not three hours to the west.
    if offset and (offset["named"] or not offset["gap"]):
        minutes = int(offset["h"]) * 60 + int(offset["m"] or 0)
        if minutes <= 14 * 60:  # UTC+14 is the easternmost zone
            east = timedelta(minutes=minutes if offset["sign"] == "+" else -minutes)
            return timezone(east), offset.end()
    name = _ZONE_NAME.match(text, end)
    if name and name["name"] in _HOURS_EAST:
        return timezone(timedelta(hours=_HOURS_EAST[name["name"]])), name.end()
    return None, end


def _days(text: str, *, american: bool) -> list[date | None]:
    """Every way to read the day in `text`, the likeliest first; None is a day that never was."""
    if found := _YEAR_FIRST.search(text):
        return [_day(int(found["y"]), int(found["m"]), int(found["d"]))]
    if found := _SPOKEN.search(text):
        return [_day(int(found["y"]), _thang(found["m"]), int(found["d"]))]
    if found := _DAY_MONTH.search(text) or _MONTH_DAY.search(text):
        return [_day(_year(found["y"]), _MONTHS.index(found["m"]) + 1, int(found["d"]))]
    if found := _THREE_NUMBERS.search(text):
        first, second, year = int(found["a"]), int(found["b"]), _year(found["y"])
        vietnamese, yankee = _day(year, second, first), _day(year, first, second)
        return [yankee, vietnamese] if american else [vietnamese, yankee]
    return []


def _thang(month: str) -> int:
    return int(month) if month.isdigit() else _THANG.index(month) + 1


def _year(digits: str) -> int:
    # RFC 2822, 4.3: two digits from 50 up are of the last century.
    return int(digits) if len(digits) > 2 else int(digits) + (1900 if digits >= "50" else 2000)  # noqa: PLR2004 - as RFC 822 wrote years


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
