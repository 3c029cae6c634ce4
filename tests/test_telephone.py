"""Telephone numbers as clerks write them: kept as they are, or refused with what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.folders.telephone import digits, read_number


@pytest.mark.parametrize(
    "said",
    [
        "113",
        "1022",
        "028 3855 1234",
        "(028) 3855 1234",
        "028.3855.1234",
        "0903 123 456",
        "+84 28 3855 1234",
        "1900 1234",
        "1800 599 920",
        "024 1022",
        "028 3855 1234/35",
        "028 3855 1234 – 0903 123 456",
        "028 3855 1234 hoặc 0903 123 456",
        "028 3855 1234, máy lẻ 102",
        "028 3855 1234 (số máy lẻ 102, 103)",
        "028 3855 1234 nhánh 2",
        "080 48228",
    ],
)
def test_a_number_is_printed_as_it_was_written(said: str) -> None:
    assert read_number(said) == said


def test_a_number_without_quotes_is_one_too() -> None:
    assert read_number(113) == "113"
    assert read_number("  028  3855 1234 ") == "028 3855 1234"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("028 3855 123", "has 10 digits in .* and such a number has 11"),
        ("028 3855 12345", "has 12 digits"),
        ("0903 123 45", "has 9 digits in .* and such a number has 10"),
        ("0903 123 4567", "such a number has 10"),
        ("+84 903 123 45", "such a number has 10"),
        ("028 3855 1234 – 0903 123 45", "has 9 digits"),
        ("12", "has 2 digits in .* and such a number has 3 to 13"),
        ("", "must be a telephone number"),
        ("gọi công an", "must be a telephone number"),
        ("113 ngay", "must be a telephone number"),
        (True, "must be a telephone number"),
        (-113, "must be a telephone number"),
        (["113"], "must be a telephone number"),
        ("1" * 61, "must be a telephone number"),
    ],
)
def test_what_nobody_could_dial_is_refused(said: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_number(said)


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("028 3855 1234, máy lẻ 102", "02838551234"),
        ("+84 903 123 456", "0903123456"),
        ("(028) 3855.1234", "02838551234"),
        ("113", "113"),
    ],
)
def test_digits_as_they_are_dialled(number: str, dialled: str) -> None:
    assert digits(number) == dialled


@given(st.one_of(st.text(max_size=70), st.integers(), st.from_regex("[0-9 ./,()+-]{1,40}")))
def test_whatever_is_written_is_a_number_or_a_sentence(said: object) -> None:
    try:
        told = read_number(said)
    except ValueError as error:
        told = str(error)
    refused = told.startswith(("must be a telephone number as", "has "))
    assert refused or any(letter.isdigit() for letter in told)
