"""Days as Vietnamese readers name them, by the sun and by the moon; and which of them are off."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk import moons

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_MOONS = (
    "Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Chạp",
)  # fmt: skip
_FIRST_TEN = 10
_FULL_MOON = 15
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
TET = "Tết Nguyên đán"


class LunarDay(Struct, frozen=True):
    """A day of the Vietnamese lunar calendar (new moons at UTC+7)."""

    day: int
    month: int
    leap: bool

    def words(self, lunar: str) -> str:
        """The day as it is spoken: mùng 1 to mùng 10, Rằm for the fifteenth, else the number.

        Only “mùng” and “Rằm” tell by themselves that a moon's day is meant: the others end in
        `lunar`, “âm lịch” or its abbreviation.
        """
        month = f"tháng {_MOONS[self.month - 1]}{' nhuận' if self.leap else ''}"
        if self.day == _FULL_MOON:
            return f"Rằm {month}"
        if self.day <= _FIRST_TEN:
            return f"mùng {self.day} {month}"
        return f"{self.day} {month} {lunar}"


def local(at: datetime, zone: ZoneInfo) -> datetime:
    """An instant as clocks in `zone` show it."""
    return at.astimezone(zone)


@lru_cache(maxsize=64)
def lunar(day: date) -> LunarDay | None:
    """The lunar day of a solar one; None outside 1900 to 2100, where no table reaches."""
    found = moons.find(day)
    return LunarDay(*found) if found else None


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def spoken(day: date) -> str:
    """A day in full: “Thứ Bảy, ngày 4 tháng 12 năm 2021”."""
    return f"{weekday(day)}, ngày {day.day} tháng {day.month} năm {day.year}"


def numbers(day: date) -> str:
    """A day in figures: 23/11/2026."""
    return f"{day.day}/{day.month}/{day.year}"


def short(day: date, today: date) -> str:
    """A day in figures, the year only where it is not this one: 23/11, 12/10/2021."""
    return f"{day.day}/{day.month}" if day.year == today.year else numbers(day)


def masthead(day: date) -> tuple[str, ...]:
    """The day for a masthead, from the fullest form to the shortest; one may have two lines."""
    sun = f"{weekday(day)}, {numbers(day)}"
    moon = lunar(day)
    if moon is None:
        return (sun, numbers(day))
    full, brief = moon.words("âm lịch"), moon.words("ÂL")
    return (
        f"{sun} · {full}",
        f"{sun} · {brief}",
        f"{sun}\n{full}",
        f"{sun}\n{brief}",
        sun,
        numbers(day),
    )


def moment(at: datetime, zone: ZoneInfo) -> str:
    """An instant in words that stay true: "17:45 thứ Ba, 12/10/2021"."""
    here = local(at, zone)
    name = weekday(here.date())
    return f"{here:%H:%M} {name[0].lower()}{name[1:]}, {numbers(here.date())}"


class Workdays(Struct, frozen=True):
    """On which days an office works: Monday to Friday, but for public holidays.

    `saturdays` makes Saturdays working days. `off` and `on` are the office's own days, which come
    before the calendar: the state's list of holidays is settled anew each year.
    """

    saturdays: bool = False
    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def holiday(self, day: date) -> str:
        """What an otherwise working day is off for, in words; "" where it is not."""
        if day in self.on:
            return ""
        return holidays(day.year).get(day, "ngày lễ" if day in self.off else "")

    def works(self, day: date) -> bool:
        if day in self.on:
            return True
        return day.weekday() < _SATURDAY + self.saturdays and not self.holiday(day)

    def after(self, day: date) -> date:
        """The first working day after `day`."""
        # The longest row of days off, Tết with its weekends, has nine; a wrong list may have more.
        days = (day + timedelta(days=n) for n in range(1, 100))
        return next((one for one in days if self.works(one)), day + _ONE_DAY)


@lru_cache(maxsize=8)
def holidays(year: int) -> Mapping[date, str]:
    """The public holidays of a year with their names, and the days off in lieu of weekends.

    By the Labour Code of 2019, articles 111 and 112. What the state settles anew each year (the
    days around Tết, the second day of Quốc khánh, days worked in exchange) is the likeliest here.
    """
    named = dict(_feasts(year))
    off = dict(_tet(year)) | named
    for day in sorted(named):
        if day.weekday() >= _SATURDAY:
            off[_in_lieu(day, off)] = f"nghỉ bù {named[day]}"
    return MappingProxyType(off)


def _feasts(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 1), "Tết Dương lịch"
    kings = _lunar_feast(LunarDay(10, 3, leap=False), date(year, 3, 28))
    if kings is not None:
        yield kings, "Giỗ Tổ Hùng Vương"
    yield date(year, 4, 30), "Ngày Chiến thắng"
    yield date(year, 5, 1), "Quốc tế Lao động"
    national = date(year, 9, 2)
    yield national, "Quốc khánh"
    # The second day is the one that makes the longer weekend; Wednesday's was before, in 2026.
    yield national + (_ONE_DAY if national.weekday() in (0, 3) else -_ONE_DAY), "Quốc khánh"


def _tet(year: int) -> Iterator[tuple[date, str]]:
    """From two days before the new year to its fifth day, as in each year from 2016 to 2026.

    Any seven days hold the five working days of the law, so that nothing is left to make up for.
    """
    first = _lunar_feast(LunarDay(1, 1, leap=False), date(year, 1, 20))
    if first is not None:
        yield from ((first + timedelta(days=n), TET) for n in range(-2, 5))


def _lunar_feast(feast: LunarDay, earliest: date) -> date | None:
    """The day of `feast`, which lies within a lunar month and some days after `earliest`."""
    days = (earliest + timedelta(days=n) for n in range(36))
    return next((day for day in days if lunar(day) == feast), None)


def _in_lieu(day: date, off: Mapping[date, str]) -> date:
    while day.weekday() >= _SATURDAY or day in off:
        day += _ONE_DAY
    return day
