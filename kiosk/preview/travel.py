"""The time that a preview is of, in words: “tomorrow 07:00”, “thứ Sáu 17h”, “Tết”."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kiosk.calendar import TET, WEEKDAYS, holidays, lunar
from kiosk.content.folders.clerk import beginning

EXAMPLES = "“tomorrow 07:00”, “thứ Sáu 17h”, “Tết”, “2026-11-23 07:00”"
# What a designer wants to see: the time as it is asked for, and what the page calls it.
MOMENTS = (
    ("", "now"),
    ("07:00", "today 07:00"),
    ("12:00", "at noon"),
    ("20:00", "tonight"),
    ("tomorrow 07:00", "tomorrow 07:00"),
    ("Saturday 09:00", "Saturday morning"),
    ("Tết", "Tết"),
)
_MORNING = time(8)
_ENGLISH = {
    "tomorrow": "ngày mai",
    "today": "hôm nay",
    **dict(
        zip(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
            WEEKDAYS,
            strict=True,
        )
    ),
}
_TET = re.compile(r"(?:tết|tet)\b\s*", re.IGNORECASE)
_YEARS = 3


def travelled(words: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The moment that `words` name, in UTC, as it is meant at `now`; no words mean `now` itself.

    Raises ValueError with a sentence where they name none.
    """
    said = " ".join(words.split())
    if said.lower() in {"", "now"}:
        return now
    here = now.astimezone(zone)
    if found := _TET.match(said):
        day, rest = _new_year(here.date()), said[found.end() :]
        return _at(rest, day, zone) if rest else datetime.combine(day, _MORNING, zone)
    for english, ours in _ENGLISH.items():
        said = re.sub(rf"\b{english}\b", ours, said, flags=re.IGNORECASE)
    try:
        at = beginning(said, zone, now)
    except ValueError:
        raise ValueError(f"“{words}” is no time; write {EXAMPLES}.") from None
    # A day alone is seen in its morning, when people come.
    return at if _names_a_time(said) else datetime.combine(_day(at, zone), _MORNING, zone)


def _new_year(day: date) -> date:
    """The first day of the next Tết, or of the one that is being kept."""
    for year in range(day.year, day.year + _YEARS):
        for feast, name in sorted(holidays(year).items()):
            moon = lunar(feast)
            if name == TET and moon and (moon.month, moon.day) == (1, 1) and feast >= day:
                return feast
    raise ValueError("no Tết is known in the years to come; write a day instead.")


def _at(words: str, day: date, zone: ZoneInfo) -> datetime:
    try:
        clock = beginning(words, zone, datetime.combine(day, _MORNING, zone))
    except ValueError:
        raise ValueError(f"“{words}” is no time of a day; write “Tết 07:00”.") from None
    return datetime.combine(day, clock.astimezone(zone).time(), zone)


def _names_a_time(words: str) -> bool:
    return re.search(r"\d{1,2}\s?(?::\d\d|h|g(?:iờ)?\b)", words) is not None


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
