"""The day in a written date: numbers in any order, month names, ISO 8601 weeks and ordinals."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_THANG = ("giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một",
          "mười hai")  # fmt: skip
_TODAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>\d{4})(?P<sep>[-/.:])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"
)
_WEEK = re.compile(r"(?<!\d)(?P<y>\d{4})-?w(?P<w>\d{2})(?:-?(?P<d>[1-7]))?(?!\d)")
_ORDINAL = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<n>\d{3})(?!\d)")
_THREE_NUMBERS = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})(?P<sep> ?[-/.] ?)(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?!\d)"
)
_THANG_NAME = rf"(?P<m>\d{{1,2}}|{'|'.join(sorted(_THANG, key=len, reverse=True))})"
_YEAR = r"(?P<y>\d{4}|\d{2})(?!\d)"
_SPOKEN = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})[ ,-]{{0,3}}(?:tháng|thg|th|t(?=\d))\.? ?{_THANG_NAME}"
    rf"(?:,? ?năm|[,/-])? ?{_YEAR}"
)
_SPOKEN_MONTH_FIRST = re.compile(
    rf"(?:tháng|thg|th)\.? ?{_THANG_NAME} (?:ngày )?(?P<d>\d{{1,2}}),? ?(?:năm )?"
    r"(?P<y>\d{4})(?!\d)"
)
_MONTH = rf"(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}[.,]?"
_DAY_MONTH = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ./-]?{_MONTH}[ /-]?{_YEAR}")
_MONTH_DAY = re.compile(
    rf"\b{_MONTH}[ -]?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?|[ -])(?P<y>\d{{4}})(?!\d)"
)
_YEAR_MONTH = re.compile(rf"(?<!\d)(?P<y>\d{{4}})[ /-]{_MONTH}[ /-](?P<d>\d{{1,2}})(?!\d)")
_VIETNAMESE_WEEKDAY = re.compile(
    r"\bth(?:ứ|u|\.)? (?P<word>hai|ba|tư|năm|sáu|bảy|[2-7])(?![\w/.-])|\bt(?P<n>[2-7])\b"
    r"|\b(?P<sunday>chủ nhật|cn)\b"
)
_ENGLISH_WEEKDAY = re.compile(rf"\b(?P<name>{'|'.join(_WEEKDAYS)})[a-z]*\b")


def read(text: str, *, american: bool) -> list[date | None]:
    """Every way to read the day in `text`, the likeliest first; None is a day that never was.

    Empty where `text`, in lower case, names no day. `american` means month/day/year.
    """
    if sure := _unmistakable(text):
        return sure
    if found := _THREE_NUMBERS.search(text):
        first, second, year = int(found["a"]), int(found["b"]), _year(found["y"])
        readings = [_day(year, second, first), _day(year, first, second)]
        named = _weekday(text)
        # "Monday, 9/11/2026": the name of the day knows the order of the numbers.
        return sorted(
            reversed(readings) if american else readings,
            key=lambda day: named is None or day is None or day.weekday() != named,
        )
    return []


def _unmistakable(text: str) -> list[date | None]:
    """The day in a form that can be read in one way only."""
    if found := _YEAR_FIRST.search(text):
        return [_day(int(found["y"]), int(found["m"]), int(found["d"]))]
    if found := _WEEK.search(text):
        return [_of_week(int(found["y"]), int(found["w"]), int(found["d"] or 1))]
    if found := _ORDINAL.search(text):
        return [_of_year(int(found["y"]), int(found["n"]))]
    if found := _SPOKEN.search(text) or _SPOKEN_MONTH_FIRST.search(text):
        return [_day(_year(found["y"]), _thang(found["m"]), int(found["d"]))]
    if found := _DAY_MONTH.search(text) or _MONTH_DAY.search(text) or _YEAR_MONTH.search(text):
        return [_day(_year(found["y"]), _MONTHS.index(found["m"]) + 1, int(found["d"]))]
    return []


def _weekday(text: str) -> int | None:
    """The weekday that `text` names, Monday being 0."""
    if found := _VIETNAMESE_WEEKDAY.search(text):
        if found["sunday"]:
            return 6
        number = found["n"] or found["word"]
        return int(number) - 2 if number.isdigit() else _TODAYS.index(number)
    found = _ENGLISH_WEEKDAY.search(text)
    return _WEEKDAYS.index(found["name"]) if found else None


def _thang(month: str) -> int:
    return int(month) if month.isdigit() else _THANG.index(month) + 1


def _year(digits: str) -> int:
    # RFC 2822, 4.3: two digits from 50 up are of the last century.
    return int(digits) if len(digits) > 2 else int(digits) + (1900 if int(digits) >= 50 else 2000)  # noqa: PLR2004 - as RFC 822 wrote years


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_week(year: int, week: int, day: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, day)
    except ValueError:
        return None


def _of_year(year: int, number: int) -> date | None:
    first = _day(year, 1, 1)
    found = first and first + timedelta(days=number - 1)
    return found if found and found.year == year else None
