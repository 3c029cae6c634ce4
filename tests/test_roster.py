"""The duty roster: who is on duty on which days, and who of them at a moment."""

from datetime import date, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from kiosk.calendar import Workdays
from kiosk.content.folders import roster
from kiosk.content.folders.roster import Duty, Span, on_duty
from kiosk.toml import fields, parse

OFFICE = Workdays()


def duties(words: str) -> tuple[Duty, ...]:
    top = fields(parse(Path("truc.toml"), dedent(words)))
    found = tuple(roster.read(own) for own in top.tables("duty"))
    assert top.problems == []
    return found


def duty(day: str, name: str, more: str = "") -> str:
    return f'[[duty]]\nday = {day}\nname = "{name}"\n{more}\n'


def names(words: str, day: int, hour: int = 8, minute: int = 0) -> list[str]:
    """Who is on duty at a moment of November 2026; its 23rd is a Monday."""
    here = datetime(2026, 11, day, hour, minute)  # noqa: DTZ001 - the roster's own time
    return [one.name for one in on_duty(duties(words), OFFICE, here)]


@pytest.mark.parametrize(
    ("day", "on"),
    [
        ('"Thứ Hai"', [23, 30]),
        ('"thứ 2, 4"', [23, 25, 30]),
        ('"23/11/2026"', [23]),
        ("2026-11-24", [24]),
        ('"23/11 đến 25/11/2026"', [23, 24, 25]),
        ('"28/11 - 30/11/2026"', [28, 29, 30]),
        ('["Thứ Bảy", "24/11/2026"]', [24, 28]),
        ('"hằng ngày"', list(range(23, 31))),
        ('"cả tuần"', list(range(23, 31))),
        ('"ngày làm việc"', [23, 24, 25, 26, 27, 30]),
    ],
)
def test_on_which_days_somebody_is_on_duty(day: str, on: list[int]) -> None:
    words = duty(day, "Hạnh")
    assert [one for one in range(23, 31) if names(words, one)] == on


def test_days_over_new_year_may_name_the_year_of_the_last_alone() -> None:
    (one,) = duties(duty('"28/12 đến 3/1/2027"', "Hạnh"))
    assert one.days == (Span(date(2026, 12, 28), date(2027, 1, 3)),)


def test_who_is_on_duty_is_told_with_post_hours_and_note() -> None:
    more = 'number = "0903 123 456"\npost = "Lãnh đạo trực"\nhours = "7h30-17h"\nnote = "quầy 1"'
    here = datetime(2026, 11, 23, 8)  # noqa: DTZ001 - the roster's own time
    (one,) = on_duty(duties(duty('"Thứ Hai"', "Tuyết", more)), OFFICE, here)
    assert (one.name, one.number) == ("Tuyết", "0903 123 456")
    assert one.note == "Lãnh đạo trực, 7:30–17:00, quầy 1"


def test_a_day_comes_before_a_range_of_days_and_that_before_a_weekday() -> None:
    week = duty('"Thứ Hai"', "mỗi tuần")
    holiday = duty('"20/11 đến 30/11/2026"', "kỳ nghỉ")
    alone = duty('"23/11/2026"', "hôm ấy")
    assert names(week + holiday + alone, 23) == ["hôm ấy"]
    assert names(week + holiday, 23) == ["kỳ nghỉ"]
    assert names(week, 23) == ["mỗi tuần"]


def test_each_post_is_weighed_alone() -> None:
    words = (
        duty('"Thứ Hai"', "Tuyết", 'post = "Lãnh đạo"')
        + duty('"Thứ Hai"', "Hạnh", 'post = "Cán bộ"')
        + duty('"23/11/2026"', "Ổi", 'post = "Cán bộ"')
    )
    assert names(words, 23) == ["Tuyết", "Ổi"]
    assert names(words, 30) == ["Tuyết", "Hạnh"]


def test_between_shifts_the_next_of_the_day_is_told() -> None:
    words = duty('"Thứ Hai"', "sáng", 'hours = "7:30-11:30"') + duty(
        '"Thứ Hai"', "chiều", 'hours = "13:00-17:00"'
    )
    assert names(words, 23, 6) == ["sáng"]
    assert names(words, 23, 11, 29) == ["sáng"]
    assert names(words, 23, 11, 30) == ["chiều"]
    assert names(words, 23, 17) == []


def test_a_night_shift_counts_to_its_end() -> None:
    words = duty('"Thứ Hai"', "đêm", 'hours = "17h-7h"') + duty(
        '"Thứ Ba"', "ngày", 'hours = "7h-17h"'
    )
    assert names(words, 24, 6, 59) == ["đêm"]
    assert names(words, 24, 7) == ["ngày"]


def test_what_comes_round_leaves_out_public_holidays() -> None:
    words = duty('"Thứ Sáu"', "Hạnh") + duty('"hằng ngày"', "Ổi", 'post = "Trực"')
    new_year = datetime(2027, 1, 1, 8)  # noqa: DTZ001 - the roster's own time
    assert on_duty(duties(words), OFFICE, new_year) == ()
    chosen = duties(words + duty('"1/1/2027"', "Tuyết"))
    assert [one.name for one in on_duty(chosen, OFFICE, new_year)] == ["Tuyết"]


def test_who_stands_twice_is_told_once() -> None:
    words = duty('"Thứ Hai"', "Hạnh") + duty('"hằng ngày"', "Hạnh")
    assert names(words, 23) == ["Hạnh"]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ('"23/11"', "must be days with their year"),
        ('"23/11 đến 29/11"', "must be days with their year"),
        ('"29/11 đến 23/11/2026"', "must be days in their order"),
        ('"1/1/2026 đến 3/1/2028"', "within a year"),
        ('"Thứ Ba 23/11/2026"', "names a day that is no Thứ Ba"),
        ('"Thứ Chín"', 'must be "Thứ Năm"'),
        ("5", "must be a day"),
        ("[]", "must be a day"),
    ],
)
def test_days_that_are_in_doubt_are_refused(day: str, says: str) -> None:
    top = fields(parse(Path("truc.toml"), duty(day, "Hạnh")))
    (own,) = top.tables("duty")
    roster.read(own)
    (problem,) = top.problems
    assert says in problem.says
