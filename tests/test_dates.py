"""Dates in the forms that Vietnamese portals and papers write."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.content.dates import Dated, parse

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


SEEN = {
    # RFC 822 and its relatives
    "Mon, 14 Sep 2026 18:48:23 +0700": "2026-09-14T11:48:23Z",
    "Mon, 14 Sep 2026 18:48:23 +07:00": "2026-09-14T11:48:23Z",
    "Mon, 14 Sep 2026 19:46:22 +07": "2026-09-14T12:46:22Z",
    "Mon, 04 May 2026 12:05:08 +7:00": "2026-05-04T05:05:08Z",
    "Mon, 14 Sep 26 09:13:00 +0700": "2026-09-14T02:13:00Z",
    "Mon, 14 Sep 2026 03:55:37 GMT": "2026-09-14T03:55:37Z",
    "Mon, 14 Sep 2026 03:55:37 Z": "2026-09-14T03:55:37Z",
    "Mon, 14 Sep 2026 10:55:37 ICT": "2026-09-14T03:55:37Z",
    "Mon, 14 Sep 2026 03:55:37 -0930": "2026-09-14T13:25:37Z",
    "Wed, 16 Jul 2025 09:30:00 GMT+7": "2025-07-16T02:30:00Z",
    "Wed, 16 Jul 2025 09:30:00  gMt + 7": "2025-07-16T02:30:00Z",
    "Wed, 16 Jul 2025 09:30:00 UTC+07:00": "2025-07-16T02:30:00Z",
    "Wed, 16 Jul 2025 09:30": "2025-07-16T02:30:00Z",
    "Sunday, 06-Sep-26 08:49:37 GMT": "2026-09-06T08:49:37Z",
    "Sun Sep  6 08:49:37 2026": "2026-09-06T01:49:37Z",
    "Mon Sep 14 2026 18:48:23 GMT+0700 (Indochina Time)": "2026-09-14T11:48:23Z",
    "September 14, 2026 6:44 PM": "2026-09-14T11:44:00Z",
    # ASP.NET, in English and in Vietnamese
    "9/14/2026 6:44:00 PM": "2026-09-14T11:44:00Z",
    "10/12/2021 3:04:05 PM": "2021-10-12T08:04:05Z",
    "10/12/2021 12:04:05 AM": "2021-10-11T17:04:05Z",
    "10/12/2021 12:04:05 PM": "2021-10-12T05:04:05Z",
    "10/12/2021 3:04:05 CH": "2021-12-10T08:04:05Z",
    "10/12/2021 8:04:05 SA": "2021-12-10T01:04:05Z",
    # day first
    "12/10/2021 17:30": "2021-10-12T10:30:00Z",
    "21-10-2021 08:30:15": "2021-10-21T01:30:15Z",
    "4.12.2021": "2021-12-03T17:00:00Z",
    "18:20 ngày 03/10/2026": "2026-10-03T11:20:00Z",
    "18:20 - 03/10/2026": "2026-10-03T11:20:00Z",
    "18h20 ngày 3/10/2026": "2026-10-03T11:20:00Z",
    "17 giờ 05 phút ngày 3/10/2026": "2026-10-03T10:05:00Z",
    "9/14/2026 18:44": "2026-09-14T11:44:00Z",
    # year first
    "2026/10/01 13:14:24": "2026-10-01T06:14:24Z",
    "2026-03-07T08:52:11.000 +07:00": "2026-03-07T01:52:11Z",
    "2026-03-07T08:52:11.1234567+07:00": "2026-03-07T01:52:11Z",
    "2026-03-07T01:52:11Z": "2026-03-07T01:52:11Z",
    "2026-03-07T00:01:00": "2026-03-06T17:01:00Z",
    "2026-03-07": "2026-03-06T17:00:00Z",
    # in words
    "Thứ 5, 28/05/2026 17:00:00 GMT+7": "2026-05-28T10:00:00Z",
    "Thứ sáu, 6/8/2021, 01:08 (GMT+7)": "2021-08-05T18:08:00Z",
    "Thứ Bảy, ngày 4 tháng 12 năm 2021": "2021-12-03T17:00:00Z",
    "Th 5, 21/10/2021": "2021-10-20T17:00:00Z",
    "14 thg 9, 2026 08:00": "2026-09-14T01:00:00Z",
    "15 Tháng Chín 2026 08:00": "2026-09-15T01:00:00Z",
    "15 Tháng Mười Hai 2025": "2025-12-14T17:00:00Z",
    "Chủ nhật, ngày 5 tháng tư năm 2026, 18:00": "2026-04-05T11:00:00Z",
}


@pytest.mark.parametrize(("raw", "utc"), SEEN.items())
def test_every_form_seen(raw: str, utc: str) -> None:
    assert parse(raw, SAIGON, NOW) == Dated(at(utc))


def test_decomposed_letters_are_read_too() -> None:
    assert parse("4 tha\u0301ng 12 n\u0103m 2021", SAIGON, NOW).at == at("2021-12-03T17:00Z")


def test_no_zone_is_the_zone_of_the_board() -> None:
    tokyo = parse("14/9/2026 18:00", ZoneInfo("Asia/Tokyo"), NOW)
    assert tokyo.at == at("2026-09-14T09:00Z")


@pytest.mark.parametrize(
    "raw", ["Thu, 01 Jan 1970 00:00:00 GMT", "01/01/1900", "31/12/1999 23:59", "6-Nov-94 08:49"]
)
def test_what_is_older_than_any_portal_is_no_date(raw: str) -> None:
    assert parse(raw, SAIGON, NOW) == Dated(None, doubtful=True)


@pytest.mark.parametrize(
    "raw", ["31/11/2025", "99 Nov 2026", "30 tháng 2 năm 2026", "1/1/2026 25:61"]
)
def test_a_day_or_hour_that_never_was_is_doubtful(raw: str) -> None:
    assert parse(raw, SAIGON, NOW) == Dated(None, doubtful=True)


@pytest.mark.parametrize("raw", ["", " ", "hôm qua", "9999999999", "null", "Mon, Sep", "{{date}}"])
def test_what_names_no_day_is_no_date_but_not_absurd(raw: str) -> None:
    assert parse(raw, SAIGON, NOW) == Dated(None)


def test_a_date_ahead_is_read_the_other_way_round() -> None:
    assert parse("5/12/2026 08:00", SAIGON, NOW) == Dated(at("2026-05-12T01:00Z"))
    assert parse("5/12/2026 8:00 AM", SAIGON, NOW) == Dated(at("2026-05-12T01:00Z"))


def test_a_date_far_ahead_either_way_becomes_the_hour_it_was_met() -> None:
    assert parse("5/12/2027", SAIGON, NOW) == Dated(NOW, doubtful=True)
    assert parse("Fri, 31 Dec 9999 23:59:59 -1200", SAIGON, NOW).doubtful


def test_a_clock_that_is_an_hour_fast_is_believed() -> None:
    assert parse("2026-11-23T02:00:00Z", SAIGON, NOW) == Dated(NOW + timedelta(hours=1))


@given(st.datetimes(datetime(2000, 1, 3), datetime(2026, 11, 20)), st.integers(-12, 14))  # noqa: DTZ001 - the zone is drawn apart
def test_rfc_822_and_iso_say_the_same_moment(local: datetime, hours: int) -> None:
    sign = f"{'-' if hours < 0 else '+'}{abs(hours):02}"
    said = parse(f"{local:%a, %d %b %Y %H:%M:%S} {sign}00", SAIGON, NOW)
    assert said == parse(f"{local:%Y-%m-%dT%H:%M:%S}{sign}:00", SAIGON, NOW)
    assert said.at == local.replace(microsecond=0, tzinfo=UTC) - timedelta(hours=hours)


@given(st.text() | st.text("0123456789/:-. +apmgthứngày"))
@example("1/1/0000 00:00")
@example("31/12/9999 23:59 -14")
@example("٣/٤/٢٠٢٦")
def test_rubbish_is_never_more_than_a_doubt(raw: str) -> None:
    dated = parse(raw, SAIGON, NOW)
    assert dated.at is None or (dated.at.tzinfo is UTC and dated.at <= NOW + timedelta(days=1))


@pytest.mark.parametrize("piece", ["1", "1/", "12:", " ", "1 th", "+1", "tháng ", "ngày 1 "])
def test_traps_for_patterns_cost_nothing(piece: str) -> None:
    started = time.process_time()
    parse(piece * 100_000, SAIGON, NOW)
    assert time.process_time() - started < 0.2
