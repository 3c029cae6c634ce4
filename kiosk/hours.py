"""Office hours: when the board shows its pages, and how a reader is told."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from msgspec import Struct, field

from kiosk.calendar import Workdays, numbers, weekday
from kiosk.quantities import shown
from kiosk.regex import regex

SATURDAY, SUNDAY = 5, 6
_RANGE = regex(r"\s*(\d{1,2})[:hg](\d{2})\s*[-–]\s*(\d{1,2})[:hg](\d{2})\s*")
_DAY_MINUTES = 24 * 60
# Tết with the weekends around it takes nine days; an office's own list may have more.
_FAR_DAYS = 60


class Range(Struct, frozen=True):
    """From `opens` to before `closes`, in minutes after midnight."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{_clock(self.opens)}–{_clock(self.closes)}"


class Hours(Struct, frozen=True):
    """The ranges of weekdays, Saturdays and Sundays; () is closed all day.

    Public holidays are closed, unless `feasts` is false; `days` are the office's own days off, and
    the days that it works in exchange, by the hours of a weekday. `always` stands for a board
    without hours, which is never closed.
    """

    weekdays: tuple[Range, ...] = ()
    saturday: tuple[Range, ...] = ()
    sunday: tuple[Range, ...] = ()
    always: bool = False
    feasts: bool = True
    days: Workdays = field(default_factory=Workdays)

    def of(self, day: date) -> tuple[Range, ...]:
        """The ranges of a day."""
        if day in self.days.on:
            return self.weekdays
        if self.holiday(day):
            return ()
        return {SATURDAY: self.saturday, SUNDAY: self.sunday}.get(day.weekday(), self.weekdays)

    def holiday(self, day: date) -> str:
        """What an office that has hours is closed for on a day, in words; "" where it is not."""
        if self.always or not (self.feasts or day in self.days.off):
            return ""
        return self.days.holiday(day)

    def is_open(self, here: datetime) -> bool:
        """Whether the office is open at a local time."""
        minute = here.hour * 60 + here.minute
        return self.always or any(one.opens <= minute < one.closes for one in self.of(here.date()))

    def boundaries(self) -> tuple[int, ...]:
        """Every minute of a day at which something may open or close, once."""
        ranges = (*self.weekdays, *self.saturday, *self.sunday)
        minutes = {minute % _DAY_MINUTES for one in ranges for minute in (one.opens, one.closes)}
        return tuple(sorted(minutes))

    def next_change(self, here: datetime) -> datetime | None:
        """When the office next opens or closes after a local time; None if it does neither."""
        for ahead in range(_FAR_DAYS):
            day = here.date() + timedelta(days=ahead)
            midnight = datetime.combine(day, time(), here.tzinfo)
            edges = sorted({edge for one in self.of(day) for edge in (one.opens, one.closes)})
            for edge in edges:
                at = midnight + timedelta(minutes=edge)
                if at > here and self.is_open(at) != self.is_open(at - timedelta(minutes=1)):
                    return at
        return None

    def told(self, here: datetime) -> tuple[str, ...]:
        """The hours at a local time: on a holiday what it is, and when the office works again."""
        feast = self.holiday(here.date())
        if not feast:
            return self.words()
        opens = self.next_change(here)
        again = f"; làm việc lại {_day(opens.date())}" if opens else ""
        return (f"{feast[0].upper()}{feast[1:]}: nghỉ{again}", *self.words())

    def words(self) -> tuple[str, ...]:
        """The hours for the closing page, a line for each kind of day."""
        if self.always:
            return ()
        lines = [
            ("Thứ Hai – Thứ Sáu", self.weekdays),
            ("Thứ Bảy", self.saturday),
            ("Chủ Nhật", self.sunday),
        ]
        return tuple(f"{day}: {_ranges(ranges)}" for day, ranges in lines if ranges)


ALWAYS = Hours(always=True)


def read_ranges(value: Any) -> tuple[Range, ...]:
    """The ranges of a day, from ["07:30-11:30", "13:00-17:00"] or "closed"."""
    if value == "closed":
        return ()
    if not isinstance(value, list):
        raise ValueError(f'must be "closed" or a list as ["07:30-11:30"], not {shown(value)}')
    ranges = tuple(_read_range(one) for one in value)
    for before, after in pairwise(ranges):
        if after.opens < before.closes:
            raise ValueError(f"must name its ranges in order, without overlap, not {shown(value)}")
    return ranges


def _read_range(value: Any) -> Range:
    found = _RANGE.fullmatch(value) if isinstance(value, str) else None
    opens, closes = _minutes(found.groups()) if found else (0, 0)
    if not 0 <= opens < closes <= _DAY_MINUTES:
        raise ValueError(f'must be a range as "07:30-11:30", not {shown(value)}')
    return Range(opens, closes)


def _minutes(parts: Sequence[str]) -> tuple[int, int]:
    first_hour, first_minute, last_hour, last_minute = (int(part) for part in parts)
    if first_minute >= 60 or last_minute >= 60:  # noqa: PLR2004 - minutes of an hour
        return 0, 0
    return first_hour * 60 + first_minute, last_hour * 60 + last_minute


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"


def _ranges(ranges: Sequence[Range]) -> str:
    return ", ".join(str(one) for one in ranges)


def _day(day: date) -> str:
    """A day within a sentence: “thứ Hai, 22/2/2027”."""
    name = weekday(day)
    return f"{name[0].lower()}{name[1:]}, {numbers(day)}"
