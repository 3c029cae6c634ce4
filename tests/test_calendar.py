"""Days as readers name them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from editions import ZONE
from hypothesis import given
from hypothesis import strategies as st
from lunar_vn import solar_to_lunar

from kiosk import calendar, moons
from kiosk.calendar import (
    LunarDay,
    Workdays,
    holidays,
    lunar,
    masthead,
    moment,
    numbers,
    short,
    spoken,
    weekday,
)


@pytest.mark.parametrize(
    "tet",
    [
        date(1985, 1, 21), date(2007, 2, 17), date(2024, 2, 10), date(2025, 1, 29),
        date(2026, 2, 17), date(2027, 2, 6), date(2030, 2, 2), date(2053, 2, 18),
    ],
    ids=str,
)  # fmt: skip
def test_tet(tet: date) -> None:
    """Vietnam's own: in 1985, 2007, 2030 and 2053 China kept another day."""
    assert lunar(tet) == LunarDay(1, 1, leap=False)
    eve = lunar(tet - timedelta(days=1))
    assert eve is not None
    assert (eve.month, eve.day in {29, 30}) == (12, True)


@pytest.mark.parametrize(
    "chinese", [date(1985, 2, 20), date(2007, 2, 18), date(2030, 2, 3), date(2053, 2, 19)], ids=str
)
def test_the_chinese_new_year_is_no_tet(chinese: date) -> None:
    assert lunar(chinese) != LunarDay(1, 1, leap=False)


@pytest.mark.parametrize(
    ("year", "month"),
    [(2020, 4), (2023, 2), (2025, 6), (2028, 5), (2031, 3), (2033, 11), (2036, 6), (2039, 5)],
)
def test_leap_months(year: int, month: int) -> None:
    """One month of its year comes twice, the second time as a leap month."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    leaps = {found.month for day in days if (found := lunar(day)) and found.leap}
    assert leaps == {month}


def test_every_day_of_the_table_is_as_lunar_vn_counts_it() -> None:
    for n in range((date(2101, 1, 1) - date(1900, 1, 1)).days):
        day = date(1900, 1, 1) + timedelta(days=n)
        told = solar_to_lunar(day)
        assert moons.find(day) == (told.day, told.month, bool(told.leap)), day
    assert moons.find(date(1899, 12, 31)) is moons.find(date(2101, 1, 1)) is None


def test_no_year_up_to_2071_has_a_month_that_is_too_short_or_too_long() -> None:
    lengths: list[int] = []
    for n in range((date(2072, 1, 1) - date(2026, 1, 1)).days):
        found = lunar(date(2026, 1, 1) + timedelta(days=n))
        assert found is not None
        assert found.day >= 1
        if found.day == 1:
            lengths.append(0)
        if lengths:
            lengths[-1] += 1
    assert set(lengths[:-1]) == {29, 30}
    # Nineteen years have 235 new moons (the Metonic cycle): 46 years some 569.
    assert 567 <= len(lengths) <= 571


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 7, 25), "mùng 1 tháng Sáu nhuận"),
        (date(2026, 11, 23), "Rằm tháng Mười"),
        (date(2026, 2, 17), "mùng 1 tháng Giêng"),
        (date(2026, 2, 26), "mùng 10 tháng Giêng"),
        (date(2021, 10, 12), "mùng 7 tháng Chín"),
        (date(2026, 2, 10), "23 tháng Chạp"),
    ],
    ids=str,
)
def test_a_moons_day_is_told(day: date, words: str) -> None:
    found = lunar(day)
    assert found is not None
    assert words in masthead(day)[0]


@given(st.dates(date(1901, 1, 1), date(2071, 12, 31)))
def test_the_moons_days_follow_each_other(day: date) -> None:
    today, tomorrow = lunar(day), lunar(day + timedelta(days=1))
    assert today is not None
    assert tomorrow is not None
    if tomorrow.day == 1:
        assert today.day in {29, 30}
        assert tomorrow.leap or tomorrow.month == today.month % 12 + 1
    else:
        assert tomorrow == LunarDay(today.day + 1, today.month, today.leap)


@pytest.mark.parametrize("year", [1, 1799, 2150, 9999])
def test_where_no_table_reaches_the_sun_alone_is_named(year: int) -> None:
    day = date(year, 6, 1)
    assert lunar(day) is None
    assert masthead(day) == (f"{weekday(day)}, 1/6/{year}", f"1/6/{year}")


def test_weekdays() -> None:
    monday = date(2026, 11, 23)
    week = [weekday(monday + timedelta(days=n)) for n in range(7)]
    assert week == [
        "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"
    ]  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_masthead_runs_from_the_fullest_form_to_the_shortest(day: date) -> None:
    forms = masthead(day)
    assert forms[0].startswith(f"{weekday(day)}, {numbers(day)} · ")
    assert forms[-2:] == (f"{weekday(day)}, {numbers(day)}", numbers(day))
    assert all(form.count("\n") <= 1 for form in forms)
    assert all(numbers(day) in form for form in forms)
    widest = [max(len(line) for line in form.split("\n")) for form in forms]
    assert widest == sorted(widest, reverse=True)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 3), "3/1"), (date(2025, 12, 31), "31/12/2025"),
        (date(2027, 1, 1), "1/1/2027"),
    ],
)  # fmt: skip
def test_the_year_is_named_where_it_is_another(day: date, words: str) -> None:
    assert short(day, date(2026, 11, 23)) == words


def test_a_moment_is_told_in_the_boards_own_zone() -> None:
    at = datetime(2021, 10, 12, 10, 45, tzinfo=UTC)
    assert moment(at, ZONE) == "17:45 thứ Ba, 12/10/2021"
    assert moment(at, ZoneInfo("UTC")) == "10:45 thứ Ba, 12/10/2021"
    assert moment(datetime(2026, 11, 21, 17, 5, tzinfo=UTC), ZONE) == "00:05 chủ Nhật, 22/11/2026"
    assert calendar.local(at, ZONE).hour == 17


def test_a_day_in_full() -> None:
    assert spoken(date(2021, 12, 4)) == "Thứ Bảy, ngày 4 tháng 12 năm 2021"
    assert spoken(date(2026, 11, 1)) == "Chủ Nhật, ngày 1 tháng 11 năm 2026"


def off(year: int, name: str) -> list[str]:
    """The days from Monday to Friday that a feast of `year` takes."""
    days = sorted(day for day, why in holidays(year).items() if name in why)
    return [f"{day.day}/{day.month}" for day in days if day.weekday() < 5]


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2016, "8/2 9/2 10/2 11/2 12/2"), (2020, "23/1 24/1 27/1 28/1 29/1"),
        (2021, "10/2 11/2 12/2 15/2 16/2"), (2023, "20/1 23/1 24/1 25/1 26/1"),
        (2024, "8/2 9/2 12/2 13/2 14/2"), (2025, "27/1 28/1 29/1 30/1 31/1"),
        (2026, "16/2 17/2 18/2 19/2 20/2"), (2030, "31/1 1/2 4/2 5/2 6/2"),
    ],
)  # fmt: skip
def test_tet_takes_five_working_days(year: int, days: str) -> None:
    """As the state settled them, but for 2030."""
    assert off(year, "Tết Nguyên đán") == days.split()


@pytest.mark.parametrize(
    ("year", "name", "days"),
    [
        (2022, "Tết Dương lịch", "3/1"),
        (2026, "Tết Dương lịch", "1/1"),
        (2026, "Giỗ Tổ", "27/4"),
        (2023, "Giỗ Tổ", "2/5"),
        (2023, "Chiến thắng", "3/5"),
        (2021, "Lao động", "3/5"),
        (2022, "Quốc khánh", "1/9 2/9"),
        (2023, "Quốc khánh", "1/9 4/9"),
        (2024, "Quốc khánh", "2/9 3/9"),
        (2026, "Quốc khánh", "1/9 2/9"),
    ],
)
def test_a_feast_at_a_weekend_is_made_up_for(year: int, name: str, days: str) -> None:
    """As the state settled them."""
    assert off(year, name) == days.split()


@given(st.integers(2021, 2071))
def test_every_year_has_the_eleven_days_of_the_law(year: int) -> None:
    names = holidays(year)
    taken = [day for day in names if day.weekday() < 5]
    # Giỗ Tổ may itself fall on 30/4 or on a day off in lieu.
    assert len(taken) in {10, 11}


def test_beyond_the_lunar_table_the_solar_feasts_stay() -> None:
    assert date(2150, 9, 2) in holidays(2150)
    assert not off(2150, "Nguyên đán")


def test_an_office_knows_its_days() -> None:
    ward = Workdays()
    assert ward.works(date(2026, 11, 26))
    assert not ward.works(date(2026, 11, 28))
    assert not ward.works(date(2026, 2, 17))
    assert ward.holiday(date(2026, 2, 17)) == "Tết Nguyên đán"
    assert ward.after(date(2026, 2, 13)) == date(2026, 2, 23)
    assert Workdays(saturdays=True).works(date(2026, 11, 28))
    assert not Workdays(saturdays=True).works(date(2026, 11, 29))
    assert Workdays(saturdays=True).after(date(2026, 2, 17)) == date(2026, 2, 23)


def test_an_offices_own_days_come_before_the_calendar() -> None:
    swapped = Workdays(
        off=frozenset({date(2026, 8, 31), date(2026, 8, 22)}), on=frozenset({date(2026, 8, 22)})
    )
    assert swapped.works(date(2026, 8, 22))
    assert not swapped.works(date(2026, 8, 31))
    assert swapped.holiday(date(2026, 8, 31)) == "ngày lễ"
    assert swapped.holiday(date(2026, 8, 22)) == ""
    assert Workdays(on=frozenset({date(2027, 2, 4)})).works(date(2027, 2, 4))


def test_an_office_that_never_works_is_no_endless_search() -> None:
    day = date(2026, 1, 5)
    never = Workdays(off=frozenset(day + timedelta(days=n) for n in range(400)))
    assert never.after(day) == date(2026, 1, 6)
