"""Days and times as clerks write them."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from editions import ZONE
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.folders import clerk, written

# Tuesday, 24/11/2026, 10:00 in the ward.
WRITTEN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def ends(words: str) -> str:
    return f"{clerk.ending(words, ZONE, WRITTEN).astimezone(ZONE):%d/%m/%Y %H:%M}"


def begins(words: str) -> str:
    return f"{clerk.beginning(words, ZONE, WRITTEN).astimezone(ZONE):%d/%m/%Y %H:%M}"


@pytest.mark.parametrize(
    "words",
    [
        "30/11/2026", "30-11-2026", "30.11.2026", "30 / 11 / 2026", "30/11/26", "30/11",
        "2026-11-30",
        "30 tháng 11 năm 2026", "30 thang 11 nam 2026", "ngày 30 tháng 11", "30 tháng 11/2026",
        "30 tháng Mười Một", "hết ngày 30/11/2026.", "Thứ Hai, ngày 30 tháng 11 năm 2026",
        "T2 30/11",
        "đến 30/11/2026 hoặc khi có thông báo mới", "３０/１１/２０２６", "hết tháng 11", "11/2026",
        "24h 30/11", "12h đêm 30/11", "0h 1/12", "trước ngày 1/12",
    ],
)  # fmt: skip
def test_a_day_holds_to_its_end(words: str) -> None:
    assert ends(words) == "01/12/2026 00:00"
    assert ends(unicodedata.normalize("NFD", words.upper())) == "01/12/2026 00:00"


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("17h 30/11", "30/11/2026 17:00"),
        ("17h30/11", "30/11/2026 17:00"),
        ("17h30 30/11", "30/11/2026 17:30"),
        ("17h 30 ngày 30/11", "30/11/2026 17:30"),
        ("17h30 - 30/11/2026", "30/11/2026 17:30"),
        ("17g00 ngày 30/11/2026", "30/11/2026 17:00"),
        ("17:30 30/11/2026", "30/11/2026 17:30"),
        ("30/11/2026 7h30", "30/11/2026 07:30"),
        ("2026-11-30T17:00", "30/11/2026 17:00"),
        ("17 giờ 30 phút ngày 30 tháng 11 năm 2026", "30/11/2026 17:30"),
        ("5h chiều 30/11", "30/11/2026 17:00"),
        ("8 giờ tối 30/11", "30/11/2026 20:00"),
        ("1h trưa 30/11", "30/11/2026 13:00"),
        ("12h trưa 30/11", "30/11/2026 12:00"),
        ("1h đêm 30/11", "30/11/2026 01:00"),
        ("7:30 SA 30/11", "30/11/2026 07:30"),
        ("5:30 PM 30/11", "30/11/2026 17:30"),
        ("17h", "24/11/2026 17:00"),
        ("9h", "25/11/2026 09:00"),
        ("5h chiều mai", "25/11/2026 17:00"),
        ("17h thứ sáu", "27/11/2026 17:00"),
    ],
)
def test_a_time_is_that_moment(words: str, at: str) -> None:
    assert ends(words) == at


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("hôm nay", "24/11"), ("ngày mai", "25/11"), ("Thứ Sáu", "27/11"), ("Thứ Ba", "24/11"),
        ("Chủ nhật", "29/11"), ("thứ 7 28/11", "28/11"), ("24/11", "24/11"), ("15/1", "15/01"),
        ("cuối tháng 2/2027", "28/02"), ("tháng 12 năm 2026", "31/12"),
    ],
)  # fmt: skip
def test_what_is_near_needs_no_year(words: str, last: str) -> None:
    end = clerk.ending(words, ZONE, WRITTEN)
    assert WRITTEN < end < WRITTEN + clerk.AHEAD_AT_MOST
    assert f"{end.astimezone(ZONE) - timedelta(days=1):%d/%m}" == last


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("20/11", "half a year"), ("9h 24/11", "half a year"), ("30/7", "half a year"),
        ("31/11/2026", "no calendar"), ("29/2/2027", "no calendar"), ("30/13/2026", "no calendar"),
        ("30/11/2206", "no calendar"), ("30/11/1926", "no calendar"),
        ("Thứ Ba 30/11/2026", "no Thứ Ba"), ("25h 30/11", "no clock"), ("17h75 30/11", "no clock"),
        ("cuối tuần", "must be"), ("thứ sáu tuần sau", "must be"), ("30/11 năm sau", "must be"),
        ("khi có thông báo mới", "must be"), ("", "must be"), ("3011", "must be"),
        ("11", "must be"), ("30/11/2026 (gia hạn đến 5/12/2026)", "must be"),
        ("24-30/11/2026", "must be"),
        ("7h 8h 30/11", "one time"), ("mùng 5 tháng Chạp", "solar"), ("10/3 âm lịch", "solar"),
        ("30/11/2026" + " nhé" * 40, "must be"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_refused(words: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        clerk.ending(words, ZONE, WRITTEN)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("24/11/2026 7h30", "24/11/2026 07:30"), ("1/12", "01/12/2026 00:00"),
        ("20/11", "20/11/2026 00:00"), ("15/1", "15/01/2027 00:00"),
        ("tháng 12", "01/12/2026 00:00"),
    ],
)  # fmt: skip
def test_a_beginning_is_the_nearest(words: str, at: str) -> None:
    assert begins(words) == at


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("từ 24/11 đến 30/11/2026", "24/11 00:00", "01/12 00:00"),
        ("Từ 7h30 24/11/2026 đến 17h 30/11/2026", "24/11 07:30", "30/11 17:00"),
        ("tu ngay 24 den ngay 30/11/2026", "24/11 00:00", "01/12 00:00"),
        ("7h đến 17h ngày 30/11", "30/11 07:00", "30/11 17:00"),
        ("24/11/2026 - 30/11/2026", "24/11 00:00", "01/12 00:00"),
        ("2026-11-24..2026-11-30", "24/11 00:00", "01/12 00:00"),
        ("20/12 đến 5/1", "20/12 00:00", "06/01 00:00"),
    ],
)
def test_a_period_has_two_ends(words: str, first: str, last: str) -> None:
    found = clerk.until(words, ZONE, WRITTEN)
    assert [f"{at.astimezone(ZONE):%d/%m %H:%M}" for at in found if at] == [first, last]


def test_one_day_is_the_end_or_the_beginning() -> None:
    day, night = datetime(2026, 11, 29, 17, tzinfo=UTC), datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert clerk.until("30/11", ZONE, WRITTEN) == (None, night)
    assert clerk.since("30/11", ZONE, WRITTEN) == (day, None)
    assert clerk.since_or_until("từ ngày 30/11", ZONE, WRITTEN) == (day, None)
    assert clerk.since_or_until("đến ngày 30/11", ZONE, WRITTEN) == (None, night)


def test_toml_has_days_and_times_of_its_own() -> None:
    read = clerk.ends_reader(ZONE, WRITTEN)
    assert read(date(2026, 11, 30)) == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert read(datetime(2026, 11, 30, 17)) == datetime(2026, 11, 30, 10, tzinfo=UTC)  # noqa: DTZ001 - TOML's local time
    assert read(datetime(2026, 11, 30, 17, tzinfo=UTC)) == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert clerk.starts_reader(ZONE, WRITTEN)(date(2026, 11, 30)) == datetime(
        2026, 11, 29, 17, tzinfo=UTC
    )
    for wrong in (date(9999, 12, 31), date(1, 1, 1), 30, None, True):
        with pytest.raises(ValueError, match="must be"):
            read(wrong)


FORMS = (
    "{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{y}-{m:02}-{d:02}", "ngày {d} tháng {m} năm {y}",
    "hết ngày {d}.{m}.{y}", "NGAY {d} THANG {m} NAM {y}",
)  # fmt: skip


@given(st.dates(date(2000, 1, 1), date(2100, 12, 30)), st.sampled_from(FORMS))
def test_every_day_is_read_back(day: date, form: str) -> None:
    words = form.format(d=day.day, m=day.month, y=day.year)
    end = clerk.ending(words, ZONE, WRITTEN).astimezone(ZONE)
    assert (end.date(), end.hour, end.minute) == (day + timedelta(days=1), 0, 0)
    assert clerk.beginning(words, ZONE, WRITTEN).astimezone(ZONE).date() == day


@given(
    st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.dates(date(2026, 1, 1), date(2030, 12, 31))
)
def test_a_day_without_a_year_is_never_far(wrote: date, meant: date) -> None:
    near = datetime(wrote.year, wrote.month, wrote.day, 3, tzinfo=UTC)
    try:
        end = clerk.ending(f"{meant.day}/{meant.month}", ZONE, near)
    except ValueError:
        return
    assert timedelta(0) < end - near <= clerk.AHEAD_AT_MOST


@given(
    st.text("0123456789/.-: hgngàythángnămđếntừ", max_size=60)
    | st.text(max_size=200)
    | st.lists(st.sampled_from(["30/11", "17h", "đến", "từ", "thứ", "2", "2026", "mai"])).map(
        " ".join
    )
)
def test_rubbish_is_refused_in_a_sentence(words: str) -> None:
    for read in (clerk.ending, clerk.beginning, clerk.until, clerk.since, clerk.since_or_until):
        try:
            read(words, ZONE, WRITTEN)
        except ValueError as error:
            said = str(error)
        else:
            continue
        assert said.startswith(("must ", "names ", "is past"))


@pytest.mark.parametrize("words", ["1/" * 50_000, "1 " * 50_000, "9" * 100_000, "thứ " * 30_000])
def test_long_rubbish_takes_no_time(words: str) -> None:
    with pytest.raises(ValueError, match="must"):
        written.read_range(words)


def test_another_zones_midnight() -> None:
    paris = ZoneInfo("Europe/Paris")
    assert clerk.ending("30/11/2026", paris, WRITTEN) == datetime(2026, 11, 30, 23, tzinfo=UTC)
