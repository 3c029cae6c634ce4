"""Dates in the forms that Vietnamese portals and papers write."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from patience import ends

from kiosk.content.values import Dated
from kiosk.content.words.dates import parse

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
    "Thứ Hai, 16/11/2026, 10:05 (GMT+7)": "2026-11-16T03:05:00Z",
    "Thứ hai, tháng mười một 16, 2026 - 10:05": "2026-11-16T03:05:00Z",
    "CN, 22/11/2026": "2026-11-21T17:00:00Z",
    "T2, 16 Th11 2026 10:05:00 +0700": "2026-11-16T03:05:00Z",
    "16 T11 2026": "2026-11-15T17:00:00Z",
    "16-thg 11-26": "2026-11-15T17:00:00Z",
    "Hà Nội, ngày 16 tháng 11 năm 2026": "2026-11-15T17:00:00Z",
    "Phường 12, ngày 5/3/2026": "2026-03-04T17:00:00Z",
    "Cập nhật lúc 10:05, 16/11/2026": "2026-11-16T03:05:00Z",
    "Đăng ngày 16/11/2026 - 10:05 bởi Văn phòng": "2026-11-16T03:05:00Z",
    "16/11/2026 10:05 | 1.234 lượt xem": "2026-11-16T03:05:00Z",
}

OTHERS = {
    # names and cases of English
    "mon, 16 nov 2026 10:05:00 +0700": "2026-11-16T03:05:00Z",
    "MON, 16 NOVEMBER 2026 10:05:00 +0700": "2026-11-16T03:05:00Z",
    "Monday, November 16th, 2026 10:05 a.m.": "2026-11-16T03:05:00Z",
    "Nov. 16, 2026 10:05 p. m.": "2026-11-16T15:05:00Z",
    "16th Nov, 2026": "2026-11-15T17:00:00Z",
    "16.Nov.2026": "2026-11-15T17:00:00Z",
    "2026 Nov 16": "2026-11-15T17:00:00Z",
    "16/Nov/2026:10:05:00 +0700": "2026-11-16T03:05:00Z",
    "Mon Nov 16 10:05:00 ICT 2026": "2026-11-16T03:05:00Z",
    "Mon, 1 Jun 2026 8:5:0 +0700": "2026-06-01T01:05:00Z",
    # zones
    "Mon, 16 Nov 2026 10:05:00 UTC+7": "2026-11-16T03:05:00Z",
    "Mon, 16 Nov 2026 10:05:00 GMT + 07:00": "2026-11-16T03:05:00Z",
    "Mon, 16 Nov 2026 10:05:00+0700": "2026-11-16T03:05:00Z",
    "Mon, 16 Nov 2026 10:05:00 + 0700": "2026-11-16T03:05:00Z",
    "Mon, 16 Nov 2026 10:05:00 +700": "2026-11-16T03:05:00Z",
    "Mon, 16 Nov 2026 10:05:00 +0700 (ICT)": "2026-11-16T03:05:00Z",
    "Mon, 16 Nov 2026 10:05:00 −0500": "2026-11-16T15:05:00Z",
    "Mon, 16 Nov 2026 10:05:00 Asia/Ho_Chi_Minh": "2026-11-16T03:05:00Z",
    # ISO 8601
    "2026-11-16t03:05z": "2026-11-16T03:05:00Z",
    "2026-11-16T10:05:00,123456789+07": "2026-11-16T03:05:00Z",
    "2026-11-16T10:05:00+07:00[Asia/Ho_Chi_Minh]": "2026-11-16T03:05:00Z",
    "2026-11-16+07:00": "2026-11-15T17:00:00Z",
    "2026-11-16Z": "2026-11-16T00:00:00Z",
    "20261116": "2026-11-15T17:00:00Z",
    "20261116T100500+0700": "2026-11-16T03:05:00Z",
    "20261116100500": "2026-11-16T03:05:00Z",
    "202611161005": "2026-11-16T03:05:00Z",
    "2026-W47": "2026-11-15T17:00:00Z",
    "2026-W47-2T10:05": "2026-11-17T03:05:00Z",
    "2026-320": "2026-11-15T17:00:00Z",
    "2026-11-15T24:00:00+07:00": "2026-11-15T17:00:00Z",
    "2016-12-31T23:59:60Z": "2017-01-01T00:00:00Z",
    # seconds and milliseconds since 1970
    "1794798300": "2026-11-16T03:05:00Z",
    "1794798300000": "2026-11-16T03:05:00Z",
    "1794798300.25": "2026-11-16T03:05:00Z",
    "/Date(1794798300000+0700)/": "2026-11-16T03:05:00Z",
    # the halves of the day
    "11/16/2026 10:05PM": "2026-11-16T15:05:00Z",
    "16/11/2026 10:05 PM": "2026-11-16T15:05:00Z",
    "16/11/2026 12:05 SA": "2026-11-15T17:05:00Z",
    "12:05 CH 16/11/2026": "2026-11-16T05:05:00Z",
    "3:05 chiều 16/11/2026": "2026-11-16T08:05:00Z",
    "8 giờ tối ngày 16/11/2026": "2026-11-16T13:00:00Z",
    "1 giờ trưa 16/11/2026": "2026-11-16T06:00:00Z",
    # hours in words
    "10h 16/11/2026": "2026-11-16T03:00:00Z",
    "10 giờ ngày 16 tháng 11 năm 2026": "2026-11-16T03:00:00Z",
    "8g30, 16/11/2026": "2026-11-16T01:30:00Z",
    "10 giờ 5 phút, ngày 16/11/2026": "2026-11-16T03:05:00Z",
    # blanks and separators
    "16/11/2026\u00a010:05\u202fAM": "2026-11-16T03:05:00Z",
    "\u200e16/\u200e11/\u200e2026 10:05\u200b": "2026-11-16T03:05:00Z",
    "16 / 11 / 2026 - 10 : 05": "2026-11-16T03:05:00Z",
    "16-11-26 10:05": "2026-11-16T03:05:00Z",
    "16/11/26": "2026-11-15T17:00:00Z",
    "１６/１１/２０２６": "2026-11-15T17:00:00Z",
    "2026:11:16 10:05:00": "2026-11-16T03:05:00Z",
    "16/11/2026 10:05:00:123": "2026-11-16T03:05:00Z",
    "10:05 -3 tháng 10 năm 2026": "2026-10-03T03:05:00Z",
}


@pytest.mark.parametrize(("raw", "utc"), (SEEN | OTHERS).items())
def test_every_form(raw: str, utc: str) -> None:
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
    "raw",
    [
        *("31/11/2025", "99 Nov 2026", "30 tháng 2 năm 2026", "1/1/2026 25:61", "1/1/2026 10:065"),
        *("0000-00-00 00:00:00", "2025-W54", "2025-366", "-62135596800", "1/1/2026 10:05:75"),
    ],
)
def test_a_day_or_hour_that_never_was_is_doubtful(raw: str) -> None:
    assert parse(raw, SAIGON, NOW) == Dated(None, doubtful=True)


@pytest.mark.parametrize(
    "raw", ["", " ", "hôm qua", "2 giờ trước", "23/11", "null", "Mon, Sep", "{{date}}"]
)
def test_what_names_no_day_is_no_date_but_not_absurd(raw: str) -> None:
    assert parse(raw, SAIGON, NOW) == Dated(None)


def test_a_date_ahead_is_read_the_other_way_round() -> None:
    assert parse("5/12/2026 08:00", SAIGON, NOW) == Dated(at("2026-05-12T01:00Z"))
    assert parse("5/12/2026 8:00 AM", SAIGON, NOW) == Dated(at("2026-05-12T01:00Z"))


def test_a_date_far_ahead_either_way_becomes_the_hour_it_was_met() -> None:
    assert parse("5/12/2027", SAIGON, NOW) == Dated(NOW, doubtful=True)
    assert parse("Fri, 31 Dec 9999 23:59:59 -1200", SAIGON, NOW).doubtful


def test_seconds_far_ahead_are_doubted() -> None:
    assert parse("9999999999", SAIGON, NOW) == Dated(NOW, doubtful=True)


@pytest.mark.parametrize("zone", ["+25:99", "+1500", "-0799", "GMT+20"])
def test_a_zone_that_is_nowhere_makes_the_date_doubtful(zone: str) -> None:
    read = parse(f"Mon, 16 Nov 2026 10:05:00 {zone}", SAIGON, NOW)
    assert read == Dated(at("2026-11-16T03:05Z"), doubtful=True)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("Monday, 7/9/2026 6:00:00 PM", "2026-09-07T11:00Z"),
        ("Thứ Hai, 9/7/2026 18:00", "2026-09-07T11:00Z"),
        ("Thứ 2, 7/9/2026 18:00", "2026-09-07T11:00Z"),
        ("T2 7/9/2026 18:00", "2026-09-07T11:00Z"),
        ("Chủ nhật, 7/9/2026 18:00", "2026-09-07T11:00Z"),
        ("CN, 6/9/2026 18:00", "2026-09-06T11:00Z"),
    ],
)
def test_the_name_of_the_day_knows_the_order_of_the_numbers(raw: str, day: str) -> None:
    assert parse(raw, SAIGON, NOW) == Dated(at(day))


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
@example("-94798300000+0700)/")
@example("٣/٤/٢٠٢٦")
def test_rubbish_is_never_more_than_a_doubt(raw: str) -> None:
    dated = parse(raw, SAIGON, NOW)
    assert dated.at is None or (dated.at.tzinfo is UTC and dated.at <= NOW + timedelta(days=1))


@pytest.mark.parametrize("piece", ["1", "1/", "12:", " ", "1 th", "+1", "tháng ", "ngày 1 "])
def test_traps_for_patterns_cost_nothing(piece: str) -> None:
    with ends():
        parse(piece * 100_000, SAIGON, NOW)
