"""Office hours."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from editions import ZONE

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
