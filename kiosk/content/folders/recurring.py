"""On which days something comes round, as a clerk says it: “Thứ Năm tuần thứ 1 và 3”."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from kiosk.calendar import Workdays
from kiosk.content.folders import written
from kiosk.content.folders.clerk import FIRST_YEAR, LAST_YEAR
from kiosk.content.folders.written import Written, bare
from kiosk.quantities import shown

LAST = -1
_LONGEST = 120
_MOST_RULES = 20
_FRIDAY = 4
_WEEKS = range(LAST, 6)
_DAYS = range(LAST, 32)
# As Vietnamese counts them: Monday is the second, Sunday would be the eighth.
_WEEKDAYS = range(2, 9)
_EXAMPLES = '"Thứ Năm", "Thứ Năm tuần thứ 1 và 3", "ngày 15 hằng tháng" or "26/11/2026"'
_NUMBERS = {"mot": 1, "nhat": 1, "dau": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6,
            "bay": 7, "cuoi": LAST}  # fmt: skip
_WEEKDAY = re.compile(r"\bthu ?(?:hai|ba|tu|nam|sau|bay|[2-8])\b")
_SUNDAY = re.compile(r"\b(?:chu nhat|cn)\b")
_SHORT = re.compile(r"\bt([2-7])\b")
_FROM = re.compile(r"(?<!thu )\btu (?=ngay|thu)")
_EVERY_WEEK = re.compile(r"\b(?:hang|moi|trong) tuan\b")
_FIRST_OR_LAST = re.compile(r"\b(?:dau|cuoi)\b")
_TOKEN = re.compile(r"\d+|[a-z]+|[-–—]")
_UP_TO = ("den", "-", "–", "—")
_SILENT = frozenset((
    "thu", "ngay", "va", "cac", "vao", "hang", "moi", "le", "cua", "thang", "trong", "tien", "cung",
))  # fmt: skip
_WORKDAYS = re.compile(r"(?:vao )?(?:(?:cac |moi |hang )*ngay lam viec|hang ngay)(?: trong tuan)?")


class Rule(Struct, frozen=True):
    """Days that come round: weekdays (Monday 0) of some weeks or all, or days of each month.

    A week is that of the month's first, second, … such weekday; `LAST` stands for the last one,
    as a day for the last of the month. `once` is a single day, `working` every working day.
    """

    weekdays: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    once: date | None = None
    working: bool = False

    def falls_on(self, day: date, office: Workdays) -> bool:
        """Whether `day` is one of them, were there no holidays."""
        if self.once is not None:
            return day == self.once
        if self.working:
            return day.weekday() <= _FRIDAY + office.saturdays or day in office.on
        if self.days:
            last = (day + timedelta(days=1)).day == 1
            return day.day in self.days or (last and LAST in self.days)
        return day.weekday() in self.weekdays and (not self.weeks or self._in_weeks(day))

    def is_off(self, day: date, office: Workdays) -> bool:
        """Whether nothing takes place on `day`, one of them: a holiday, or a weekend by chance.

        A single day was chosen with its calendar.
        """
        if self.once is not None:
            return False
        return not office.works(day) if self.days else bool(office.holiday(day))

    def _in_weeks(self, day: date) -> bool:
        last = (day + timedelta(days=7)).month != day.month
        return (day.day + 6) // 7 in self.weeks or (last and LAST in self.weeks)


def read(value: Any) -> tuple[Rule, ...]:
    """The rules that a TOML value names: text, a day, or a list of them.

    Raises ValueError with the end of a sentence where it names none for certain.
    """
    if isinstance(value, list) and 0 < len(value) <= _MOST_RULES:
        return tuple(_rule(one) for one in value)
    return (_rule(value),)


def exact(value: Any) -> date:
    """One day with its year, from a TOML day or “26/11/2026”.

    Raises ValueError where it is none: without its year a day would come again each year.
    """
    day = _day(value)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f'must be a day with its year, as "26/11/2026", not {shown(value)}')
    return day


def _day(value: Any) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return full(written.read(value)) if isinstance(value, str) else None


def full(found: Written) -> date | None:
    """The day that was written with its year and without a time, if that is what was."""
    if not (found.year and found.month and found.day) or found.minute is not None:
        return None
    try:
        return date(found.year, found.month, found.day)
    except ValueError:  # 31/11
        return None


def _rule(value: Any) -> Rule:
    try:
        if isinstance(value, str) and len(value) <= _LONGEST:
            return _read(bare(value), value)
        return Rule(once=exact(value))
    except ValueError as error:
        raise ValueError(f"must be {_EXAMPLES}, not {shown(value)}") from error


def _read(said: str, value: str) -> Rule:
    said = _FROM.sub("", _SHORT.sub(r"thu \1", _SUNDAY.sub("thu 8", said)))
    if _WEEKDAY.search(said):
        return _weekly(_EVERY_WEEK.sub("", said))
    if _WORKDAYS.fullmatch(said):
        return Rule(working=True)
    if said.startswith("ngay") and "/" not in said:
        return Rule(days=_within(_DAYS, _numbers(said)))
    return Rule(once=exact(value))


def _weekly(said: str) -> Rule:
    """Weekdays, and after “tuần”, “đầu” or “cuối” the weeks of the month."""
    weekdays, *weeks = said.split("tuan")
    if not weeks and (found := _FIRST_OR_LAST.search(said)):
        weekdays, weeks = said[: found.start()], [said[found.start() :]]
    days = _within(_WEEKDAYS, _numbers(weekdays))
    # "tuần thứ 2 và ngày thứ Sáu tuần thứ 4": the weekday is said again.
    chosen = [number for week in weeks for number in _numbers(week.partition(" ngay ")[0])]
    of_month = _within(_WEEKS, chosen) if weeks else frozenset[int]()
    return Rule(weekdays=frozenset(day - 2 for day in days), weeks=of_month)


def _numbers(said: str) -> list[int]:
    """The numbers in `said`, with all between two that “đến” or a dash joins."""
    numbers: list[int] = []
    joined = False
    for token in _TOKEN.findall(said):
        if token in _SILENT:
            continue
        if token in _UP_TO and numbers:
            joined = True
            continue
        number = int(token[:4]) if token.isdigit() else _NUMBERS.get(token)
        if number is None:
            raise ValueError(token)
        numbers += range(numbers[-1] + 1, min(number, max(_DAYS) + 1)) if joined else ()
        numbers.append(number)
        joined = False
    return numbers


def _within(allowed: range, numbers: Iterable[int]) -> frozenset[int]:
    """`numbers`, of which there is at least one, all of them `allowed`."""
    found = frozenset(numbers)
    if not found or 0 in found or not found <= set(allowed):
        raise ValueError(found)
    return found
