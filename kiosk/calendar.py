"""Days as Vietnamese readers name them, by the sun and by the moon."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_MOONS = (
    "Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Chạp",
)  # fmt: skip
_FIRST_TEN = 10
_FULL_MOON = 15


@dataclass(frozen=True, slots=True)
class LunarDay:
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
    """The lunar day of a solar one; None outside 1900 to 2100, where no table reaches.

    By lunar-vn, right on every day up to 2071 (compared with ephem's new moons at UTC+7).
    """
    from lunar_vn import solar_to_lunar  # noqa: PLC0415 - a page without a date needs no moon

    try:
        found = solar_to_lunar(day)
    except ValueError:
        return None
    return LunarDay(found.day, found.month, bool(found.leap))


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


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
