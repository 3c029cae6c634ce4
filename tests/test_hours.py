"""Office hours."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from editions import ZONE
from msgspec.structs import replace

from kiosk.calendar import Workdays
from kiosk.hours import ALWAYS, Hours, Range, read_ranges

MORNING, AFTERNOON = Range(450, 690), Range(780, 1020)
OFFICE = Hours((MORNING, AFTERNOON), (MORNING,), ())
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "opened"),
    [
        (0, 7, 29, False), (0, 7, 30, True), (0, 11, 29, True), (0, 11, 30, False),
        (0, 13, 0, True), (0, 17, 0, False), (4, 16, 59, True),
        (5, 8, 0, True), (5, 14, 0, False), (6, 8, 0, False),
    ],
)  # fmt: skip
def test_open(day: int, hour: int, minute: int, opened: bool) -> None:  # noqa: FBT001 - a table
    assert OFFICE.is_open(MONDAY + timedelta(days=day, hours=hour, minutes=minute)) is opened


def test_a_board_without_hours_is_never_closed() -> None:
    assert all(ALWAYS.is_open(MONDAY + timedelta(hours=hour)) for hour in range(168))
    assert ALWAYS.words() == ()
    assert ALWAYS.boundaries() == ()


def test_boundaries_are_named_once() -> None:
    assert OFFICE.boundaries() == (450, 690, 780, 1020)
    assert Hours((Range(0, 1440),)).boundaries() == (0,)


def test_the_closing_page_says_when_the_office_is_open() -> None:
    assert OFFICE.words() == ("Thứ Hai – Thứ Sáu: 7:30–11:30, 13:00–17:00", "Thứ Bảy: 7:30–11:30")


@pytest.mark.parametrize(
    ("value", "ranges"),
    [
        (["07:30-11:30", "13:00-17:00"], (MORNING, AFTERNOON)),
        ([" 7g30 – 11h30 "], (MORNING,)),
        (["0:00-24:00"], (Range(0, 1440),)),
        (["07:30-11:30", "11:30-17:00"], (MORNING, Range(690, 1020))),
        ("closed", ()),
        ([], ()),
    ],
)
def test_ranges(value: Any, ranges: tuple[Range, ...]) -> None:
    assert read_ranges(value) == ranges


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("07:30-11:30", 'must be "closed" or a list'),
        (["11:30-07:30"], 'must be a range as "07:30-11:30"'),
        (["07:30-07:30"], "must be a range"),
        (["07:60-11:30"], "must be a range"),
        (["07:30-25:00"], "must be a range"),
        (["all day"], 'not "all day"'),
        ([730], "must be a range"),
        (["13:00-17:00", "07:30-11:30"], "in order, without overlap"),
        (["07:30-11:30", "11:00-17:00"], "in order, without overlap"),
        (True, "not true"),
    ],
)
def test_what_is_no_range_is_said(value: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_ranges(value)


def at(day: int, month: int, year: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        (at(3, 2, 2027), True),
        (at(4, 2, 2027), False),  # two days before Tết Đinh Mùi, a Thursday
        (at(10, 2, 2027), False),
        (at(11, 2, 2027), True),
        (at(16, 4, 2027), False),  # mùng 10 tháng Ba
        (at(30, 4, 2027), False),
        (at(3, 5, 2027), False),  # for the first of May, a Saturday
        (at(1, 1, 2027), False),
    ],
)
def test_public_holidays_are_closed(moment: datetime, opened: bool) -> None:  # noqa: FBT001 - a table
    assert OFFICE.is_open(moment) is opened
    assert replace(OFFICE, feasts=False).is_open(moment)


def test_an_office_has_days_of_its_own_off_and_works_others_in_exchange() -> None:
    own = Workdays(off=frozenset({date(2026, 11, 24)}), on=frozenset({date(2026, 11, 28)}))
    office = replace(OFFICE, days=own)
    assert not office.is_open(at(24, 11, 2026))
    assert not replace(office, feasts=False).is_open(at(24, 11, 2026))
    assert office.is_open(at(28, 11, 2026, 14)), "a Saturday, by a weekday's hours"
    assert not OFFICE.is_open(at(28, 11, 2026, 14))


def test_a_holiday_is_named_with_the_day_on_which_the_office_works_again() -> None:
    assert OFFICE.told(at(6, 2, 2027)) == (
        "Tết Nguyên đán: nghỉ; làm việc lại thứ Năm, 11/2/2027",
        *OFFICE.words(),
    )
    assert OFFICE.told(at(3, 2, 2027, 20)) == OFFICE.words()
    assert ALWAYS.told(at(6, 2, 2027)) == ()


@pytest.mark.parametrize(
    ("moment", "change"),
    [
        (at(23, 11, 2026, 7), at(23, 11, 2026, 7, 30)),
        (at(23, 11, 2026, 7, 30), at(23, 11, 2026, 11, 30)),
        (at(23, 11, 2026, 17), at(24, 11, 2026, 7, 30)),
        (at(28, 11, 2026, 12), at(30, 11, 2026, 7, 30)),
        (at(3, 2, 2027, 18), at(11, 2, 2027, 7, 30)),
    ],
)
def test_when_the_office_next_opens_or_closes(moment: datetime, change: datetime) -> None:
    assert OFFICE.next_change(moment) == change


def test_an_office_that_never_closes_never_changes() -> None:
    assert ALWAYS.next_change(MONDAY) is None
    assert Hours(*[(Range(0, 1440),)] * 3, feasts=False).next_change(MONDAY) is None
