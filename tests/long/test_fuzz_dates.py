"""Dates made worse for minutes: a moment that may be, a doubt, or none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mutation import hunt

from kiosk.content.words import dates

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC) - timedelta(days=1)

SEEDS = tuple(
    each.encode()
    for each in (
        *("Mon, 14 Sep 2026 18:48:23 +0700", "Wed, 16 Jul 2025 09:30:00  gMt + 7"),
        *("9/14/2026 6:44:00 PM", "2026-03-07T08:52:11.000 +07:00", "18:20 ngày 03/10/2026"),
        *("Thứ Bảy, ngày 4 tháng 12 năm 2021", "Thứ Hai, 23/11/2026, 10:05 (GMT+7)", "2026-W47-2"),
        *("8 giờ 30 phút tối, 16 Th11, 2026", "/Date(1794798300000+0700)/", "20261116T100500Z"),
    )
)
WORDS = tuple(
    each.encode()
    for each in (
        *("0", "9", "24:00", ":60", "99", "/", "-", ".", ":", "+", "−", " ", "\u00a0", "\u200e"),
        *("AM", "PM", "SA", "CH", "chiều", "GMT", "UTC", "ICT", "Z", "T", "W", "h", "giờ", "năm"),
        *("tháng", "th", "Nov", "thứ năm", "CN", "Sunday", "0000", "9999", "31", "30/02", "٣", "²"),
    )
)


def test_dates() -> None:
    for document in hunt("dates", SEEDS, WORDS):
        read = dates.parse(document.decode("utf-8", "replace"), SAIGON, NOW)
        assert read.at is None or EARLIEST <= read.at <= NOW + timedelta(days=1)
        assert read.at is None or read.at.tzinfo is UTC
