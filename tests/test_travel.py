"""The time that a preview is of, in a designer's words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.preview.travel import MOMENTS, travelled

WARD = ZoneInfo("Asia/Ho_Chi_Minh")
# A Monday, 9:00 in the ward.
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "here"),
    [
        ("", "2026-11-23 09:00"),
        (" now ", "2026-11-23 09:00"),
        ("20:00", "2026-11-23 20:00"),
        ("tomorrow 07:00", "2026-11-24 07:00"),
        ("ngày mai 7h30", "2026-11-24 07:30"),
        ("ngày mai", "2026-11-24 08:00"),
        ("Saturday 09:00", "2026-11-28 09:00"),
        ("17h thứ Sáu", "2026-11-27 17:00"),
        ("30/4/2027", "2027-04-30 08:00"),
        ("2026-12-24 06:15", "2026-12-24 06:15"),
        ("Tết", "2027-02-06 08:00"),
        ("tet 20h", "2027-02-06 20:00"),
    ],
)
def test_words_name_a_time(words: str, here: str) -> None:
    found = travelled(words, WARD, NOW).astimezone(WARD)
    assert f"{found:%Y-%m-%d %H:%M}" == here


def test_on_tet_it_is_tet_and_after_it_the_next_one() -> None:
    first = datetime(2027, 2, 6, 3, 0, tzinfo=UTC)
    assert travelled("Tết", WARD, first).date() == first.date()
    third = datetime(2027, 2, 8, 3, 0, tzinfo=UTC)
    assert travelled("Tết", WARD, third).year == 2028


@pytest.mark.parametrize("words", ["soon", "Tết asdf", "31/2", "25:00", "x" * 300])
def test_what_is_no_time_is_said_with_what_would_be_one(words: str) -> None:
    with pytest.raises(ValueError, match="write “"):
        travelled(words, WARD, NOW)


def test_every_moment_that_is_offered_is_one() -> None:
    for name, _ in MOMENTS:
        assert travelled(name, WARD, NOW)
