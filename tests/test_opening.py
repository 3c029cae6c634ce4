"""Hours in words, with their times spelled one way."""

import pytest

from kiosk.content.folders.opening import read_hours, read_shifts


@pytest.mark.parametrize(
    ("said", "words", "spans"),
    [
        ("7:30-11:30", "7:30–11:30", ((450, 690),)),
        ("7h30 - 11h", "7:30–11:00", ((450, 660),)),
        ("Từ 7 giờ 30 phút đến 11 giờ", "7:30–11:00", ((450, 660),)),
        ("7g30-11g30", "7:30–11:30", ((450, 690),)),
        ("8-11h", "8:00–11:00", ((480, 660),)),
        ("20h-24h", "20:00–24:00", ((1200, 1440),)),
        ("sáng 7:30-11:30, chiều 13:00-17:00", "sáng 7:30–11:30, chiều 13:00–17:00",
         ((450, 690), (780, 1020))),
        (["7:30-11:30", "13h-17h"], "7:30–11:30, 13:00–17:00", ((450, 690), (780, 1020))),
        ("Giờ hành chính", "Giờ hành chính", ()),
        ("8h-9h tại Phòng 2-3", "8:00–9:00 tại Phòng 2-3", ((480, 540),)),
    ],
)  # fmt: skip
def test_hours(said: object, words: str, spans: tuple[tuple[int, int], ...]) -> None:
    found = read_hours(said)
    assert (found.words, found.spans) == (words, spans)
    assert found.opens == (spans[0][0] if spans else 0)


@pytest.mark.parametrize(
    "said", ["7:30", "7:30-25:00", "11:30-7:30", "7:75-8:00", "17h-7h", "", 730, [], ["7:30"]]
)
def test_what_are_no_hours_is_refused(said: object) -> None:
    with pytest.raises(ValueError, match="must be"):
        read_hours(said)


@pytest.mark.parametrize(
    ("said", "words", "spans"),
    [
        ("17h-7h", "17:00–7:00 hôm sau", ((1020, 1860),)),
        ("7h30 đến 7h30 hôm sau", "7:30–7:30 hôm sau", ((450, 1890),)),
        ("7h-7h", "7:00–7:00 hôm sau", ((420, 1860),)),
        ("22:00-6:00 hôm sau", "22:00–6:00 hôm sau", ((1320, 1800),)),
        ("7:30-17:00", "7:30–17:00", ((450, 1020),)),
    ],
)
def test_a_shift_may_end_on_the_next_day(
    said: str, words: str, spans: tuple[tuple[int, int], ...]
) -> None:
    found = read_shifts(said)
    assert (found.words, found.spans) == (words, spans)


def test_a_shift_that_would_end_before_it_began_in_the_morning_has_a_slip_in_it() -> None:
    with pytest.raises(ValueError, match="must be hours"):
        read_shifts("11:30-7:30")
