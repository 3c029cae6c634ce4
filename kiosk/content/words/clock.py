"""The time of day in a written date, with its zone; in English, in Vietnamese and in ISO 8601."""

import re
from datetime import timedelta, timezone, tzinfo
from typing import NamedTuple

_HOURS_EAST = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "ict": 7, "hkt": 8, "sgt": 8, "jst": 9, "cet": 1,
    "cest": 2, "bst": 1, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip
_MORNING, _AFTERNOON, _EVENING = ("am", "a.m", "sa", "sáng"), ("pm", "p.m", "ch", "chiều"), "tối"
_NOON, _NIGHT = "trưa", "đêm"
_HALF = r"(?: ?(?P<half>[ap]\.? ?m\b|sa\b|ch\b|sáng|trưa|chiều|tối|đêm)\.?)?"
_TIME = re.compile(
    r"(?<![\d:+])(?P<h>\d{1,2}):(?P<m>\d{1,2})"
    rf"(?::(?P<s>\d{{1,2}})(?:[.,:]\d{{1,9}})?)?{_HALF}(?![\d:])"
)
_TIME_IN_WORDS = re.compile(
    r"(?<!\d)(?P<h>\d{1,2}) ?(?:h|giờ|g(?=\d))(?![a-zà-ỹ])"
    r"(?: ?(?P<m>\d{1,2})(?: ?(?:phút|p|')|(?!\d| ?(?:[/.-] ?\d|tháng|thg|th))))?"
    rf"(?: ?(?P<s>\d{{1,2}}) giây)?{_HALF}"
)
_LOOKS_LIKE_TIME = re.compile(r"\d:\d")
_OFFSET = re.compile(
    r" ?\(?(?:(?P<named>gmt|utc|ict) ?)?(?P<sign>[+-])(?P<gap> ?)"
    r"(?P<h>\d{1,2}):?(?P<m>\d{2})?\)?(?![\d/.:-])(?! ?(?:tháng|thg|th|[a-z]{3,9} \d))"
)
_ZONE_NAME = re.compile(r" ?\(?(?P<name>[a-z]{1,4})\b\)?")
# UTC+14 is the easternmost zone.
_FARTHEST = 14 * 60


class Clock(NamedTuple):
    """A time as `since` midnight, which may reach into the next day (24:00, a leap second).

    `zone` is None where the text names none, `american` says that AM or PM was written, `odd` that
    the zone is none on this earth; `rest` is the text without the time.
    """

    since: timedelta
    zone: tzinfo | None
    rest: str
    american: bool = False
    odd: bool = False


def read(text: str) -> Clock | None:
    """The clock in `text`, lower case: midnight where it has none, None for one that never was."""
    found = _TIME.search(text) or _TIME_IN_WORDS.search(text)
    if found is None:
        return None if _LOOKS_LIKE_TIME.search(text) else Clock(timedelta(), None, text)
    half = (found["half"] or "").replace(" ", "")
    hour, minute, second = (int(found[key] or 0) for key in ("h", "m", "s"))
    since = timedelta(hours=_hour(hour, half), minutes=minute, seconds=second)
    # ISO 8601 ends a day at 24:00, and some minutes at :60.
    if minute > 59 or second > 60 or since > timedelta(days=1, seconds=1):  # noqa: PLR2004 - a clock face
        return None
    zone, end, odd = _zone_after(text, found.end())
    rest = f"{text[: found.start()].rstrip()} {text[end:].lstrip()}"
    return Clock(since, zone, rest, half[:1] in ("a", "p"), odd)


def _hour(hour: int, half: str) -> int:
    if not half or hour > 12:  # noqa: PLR2004 - a clock face
        return hour
    if half in _AFTERNOON:
        return hour % 12 + 12
    if half in _MORNING:
        return hour % 12
    if half == _NOON:
        return hour if hour >= 10 else hour + 12  # noqa: PLR2004 - "11 giờ trưa", "1 giờ trưa"
    return hour + 12 if 5 <= hour < 12 else hour % 12  # noqa: PLR2004 - "8 giờ tối", "1 giờ đêm"


def _zone_after(text: str, end: int) -> tuple[tzinfo | None, int, bool]:
    """The zone that stands at `end`, where it ends, and whether it is an impossible one."""
    offset = _OFFSET.match(text, end)
    # " - 3 tháng 10" after a time is a dash before a date, not three hours to the west.
    if offset and (offset["named"] or not offset["gap"] or offset["m"]):
        minutes = int(offset["h"]) * 60 + int(offset["m"] or 0)
        if minutes > _FARTHEST or int(offset["m"] or 0) > 59:  # noqa: PLR2004 - a clock face
            return None, offset.end(), True
        east = timedelta(minutes=minutes if offset["sign"] == "+" else -minutes)
        return timezone(east), offset.end(), False
    name = _ZONE_NAME.match(text, end)
    if name and name["name"] in _HOURS_EAST:
        return timezone(timedelta(hours=_HOURS_EAST[name["name"]])), name.end(), False
    return None, end, False
