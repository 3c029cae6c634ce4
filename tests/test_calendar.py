"""Days as readers name them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from editions import ZONE
from hypothesis import given
from hypothesis import strategies as st

from kiosk import calendar
from kiosk.calendar import LunarDay, lunar, masthead, moment, numbers, short, weekday


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
