"""When a source is asked again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.pace import LONGEST_ASKED_S, LONGEST_S, after_answer, after_failure, due

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
EVERY = 900
CHANCE = st.floats(0, 1)


def test_the_servers_wish_slows_the_pace_and_never_hastens_it() -> None:
    assert after_answer(EVERY, 0) == EVERY
    assert after_answer(EVERY, 60) == EVERY
    assert after_answer(EVERY, 3600) == 3600
    assert after_answer(EVERY, 10 * 365 * 86400) == LONGEST_S
    assert after_answer(86400, 10 * 365 * 86400) == 86400


def test_pauses_double_up_to_six_hours() -> None:
    pauses = [after_failure(EVERY, failures, 0.5) for failures in range(1, 9)]
    assert pauses == [900, 1800, 3600, 7200, 14400, 21600, 21600, 21600]


def test_where_nothing_could_be_reached_an_hour_is_the_longest() -> None:
    pauses = [after_failure(EVERY, n, 0.5, unreachable=True) for n in range(1, 6)]
    assert pauses == [900, 1800, 3600, 3600, 3600]


def test_boards_that_failed_together_do_not_come_back_together() -> None:
    assert after_failure(EVERY, 1, 0) == 675
    assert after_failure(EVERY, 1, 1) == 1125


def test_retry_after_is_the_least_and_ten_years_are_a_day() -> None:
    assert after_failure(EVERY, 1, 0.5, asked_s=7200) == 7200
    assert after_failure(EVERY, 1, 0.5, asked_s=10) == 900
    assert after_failure(EVERY, 1, 0.5, asked_s=315_360_000) == LONGEST_ASKED_S


@given(st.integers(1, 86400), st.integers(0, 10**9), CHANCE, st.none() | st.floats(0, 1e12))
def test_a_source_is_never_given_up(
    every: int, failures: int, chance: float, asked: float | None
) -> None:
    pause = after_failure(every, failures, chance, asked_s=asked)
    assert 0 < pause <= max(1.25 * max(every, LONGEST_S), LONGEST_ASKED_S)


def test_a_plan_made_by_a_wrong_clock_is_none() -> None:
    later = NOW + timedelta(hours=5)
    assert due(later, NOW) == later
    assert due(NOW - timedelta(hours=5), NOW) == NOW
    assert due(None, NOW) == NOW
    assert due(NOW + timedelta(days=365), NOW) == NOW
