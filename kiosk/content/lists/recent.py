"""Dates as lists of news write them: "2 giờ trước", "Hôm qua, 14:30", "(23/11)", "23 Th11"."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.content.values import Dated
from kiosk.content.words import dates

# "Thứ Hai, ngày 23 tháng 11 năm 2026 | 10:05 GMT+7 | Lượt xem: 1234" is about as long as they get.
LONGEST = 90
# What may stand beside a date, in letters: a bullet, a word. An author's name has some more.
AUTHORS = 25
_FEW = 5

_DAY = timedelta(days=1)
_UNITS = {
    "giây": timedelta(seconds=1), "phút": timedelta(minutes=1), "'": timedelta(minutes=1),
    "giờ": timedelta(hours=1), "tiếng": timedelta(hours=1), "ngày": _DAY, "tuần": 7 * _DAY,
    "tháng": 30 * _DAY, "năm": 365 * _DAY, "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1), "min": timedelta(minutes=1), "hour": timedelta(hours=1),
    "day": _DAY, "week": 7 * _DAY, "month": 30 * _DAY, "year": 365 * _DAY,
}  # fmt: skip
_DAYS_BACK = {"hôm nay": 0, "today": 0, "hôm qua": 1, "yesterday": 1, "hôm kia": 2}

_AGO = re.compile(
    rf"(?<![\d/])(?P<n>\d{{1,3}}|một|an?)\s?(?P<unit>{'|'.join(_UNITS)})s?"
    r"(?: đồng hồ)?\s?(?:trước|ago)\b"
)
_JUST_NOW = re.compile(r"\b(?:vừa xong|vừa đăng|mới đăng|just now)\b")
_NAMED_DAY = re.compile(rf"\b(?P<name>{'|'.join(_DAYS_BACK)})\b")
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2} ?(?::|h|giờ) ?\d{2}(?! ?/|\d)(?::\d{2})?(?: ?(?:am|pm|sa|ch)\b)?"
)
_HOURS_WITH_H = re.compile(r"(?<!\d)(\d{1,2}) ?h ?(\d{2})(?! ?/|\d)")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WHOLE = re.compile(
    r"(?<!\d)(?:\d{1,2} ?(?P<sep>[/.-]) ?\d{1,2} ?(?P=sep) ?\d{4}"
    r"|\d{1,2}(?P<short>[/-])\d{1,2}(?P=short)\d{2}|\d{4}(?P<iso>[/-])\d{1,2}(?P=iso)\d{1,2}"
    r"|\d{1,2},? ?(?:tháng|thg|th)\.? ?\d{1,2}(?:,? ?năm|[,/-])? ?\d{4}"
    rf"|\d{{1,2}}[ -](?:{_MONTHS})[a-z]{{0,6}}[ ,-]{{1,2}}\d{{4}}"
    rf"|(?:{_MONTHS})[a-z]{{0,6}} \d{{1,2}},? \d{{4}})(?!\d)"
)
_SPLIT = re.compile(r"(?<!\d)(?P<d>\d{1,2}) (?P<m>\d{1,2}) ?[/.-]? ?(?P<y>\d{4})(?!\d)")
_NO_YEAR = re.compile(
    r"(?<![\d/.,-])(?P<d>\d{1,2}) ?(?:[/-]|,? ?(?:tháng|thg|th)\.?) ?(?P<m>\d{1,2})(?![\d/.,%-])"
)
_BESIDE = re.compile(
    r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7]|ngày|giờ|phút|lúc|vào|đăng"
    r"|cập nhật|xuất bản|gmt|utc|ict|lượt xem|lượt đọc|xem|views?|posted|on|by|am|pm|sa|ch"
    r"|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)


def parse(raw: str, zone: ZoneInfo, fetched: datetime) -> Dated:
    """The moment that `raw` names, as dates.parse; also seen from `fetched`, and without a year.

    A day without a year is the last such day before `fetched`, or up to a day after it.
    """
    text = _tidy(raw)
    back = _back(text)
    if back is not None:
        return Dated((fetched - back).astimezone(UTC))
    named = _NAMED_DAY.search(text)
    if named and not _WHOLE.search(text):
        day = fetched.astimezone(zone) - _DAYS_BACK[named["name"]] * _DAY
        return dates.parse(f"{day:%d/%m/%Y} {_clock(text)}", zone, fetched)
    dated = dates.parse(_SPLIT.sub(r"\g<d>/\g<m>/\g<y>", text), zone, fetched)
    found = None if dated.at or dated.doubtful else _NO_YEAR.search(text)
    return _latest(f"{found['d']}/{found['m']}", _clock(text), zone, fetched) if found else dated


def is_date(raw: str, beside: int = _FEW) -> bool:
    """Whether `raw` says when something was published, and hardly anything else.

    Beside a day with its year up to `beside` letters and digits may stand, else only a few.
    """
    text = _tidy(raw) if len(raw) <= LONGEST else ""
    whole = bool(_WHOLE.search(text) or _SPLIT.fullmatch(text))
    patterns = (_WHOLE, _SPLIT, _AGO, _JUST_NOW, _NAMED_DAY, _NO_YEAR)
    if not whole and not any(pattern.search(text) for pattern in patterns):
        return False
    for pattern in (*patterns, _CLOCK, _BESIDE):
        text = pattern.sub(" ", text)
    return sum(map(str.isalnum, text)) <= (beside if whole else _FEW)


def holds_date(raw: str) -> bool:
    """Whether a day with its year stands somewhere in `raw`."""
    return bool(_WHOLE.search(_tidy(raw)))


def is_clock(raw: str) -> bool:
    """Whether `raw` is a time of day and nothing else."""
    return bool(_CLOCK.fullmatch(_tidy(raw).strip("()[]|-–,. ")))


def _tidy(raw: str) -> str:
    text = unicodedata.normalize("NFC", raw[: 2 * LONGEST]).casefold()
    return _HOURS_WITH_H.sub(r"\1:\2", " ".join(re.sub("[’′]", "'", text).split()))


def _back(text: str) -> timedelta | None:
    """How long ago `text` says that it was."""
    if found := _AGO.search(text):
        return _UNITS[found["unit"]] * (int(found["n"]) if found["n"].isdigit() else 1)
    return timedelta() if _JUST_NOW.search(text) else None


def _clock(text: str) -> str:
    found = _CLOCK.search(text)
    return found[0] if found else ""


def _latest(day: str, clock: str, zone: ZoneInfo, fetched: datetime) -> Dated:
    year = fetched.astimezone(zone).year
    for each in (year, year - 1):
        dated = dates.parse(f"{day}/{each} {clock}", zone, fetched)
        if dated.at and not dated.doubtful:
            return dated
    return Dated(None)
