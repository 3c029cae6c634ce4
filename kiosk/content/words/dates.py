"""Dates as Vietnamese feeds write them, read by our own patterns.

feedparser reads several of these hours or months wrong without a word, email.utils takes "+07"
for seven minutes, dateutil turns "GMT+7" round: so neither is asked.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.content.values import Dated
from kiosk.content.words import clock, days

# The longest real form has 60 letters; the patterns stay quick on rubbish, too.
LONGEST = 100
# No portal is older; what claims to be is an unset clock or an empty field (1900, 1970).
FIRST_YEAR = 2000
AHEAD_AT_MOST = timedelta(days=1)

# Seconds of Unix time have nine or ten digits; milliseconds, ASP.NET's /Date()/ too, three more.
_EPOCH = re.compile(
    r"(?:/date\()?(?P<seconds>\d{9,10}|-\d{1,11})(?:\d{3})?(?:\.\d{1,9}|[+-]\d{4})?(?:\)/)?"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<mo>0[1-9]|1[0-2])(?P<d>[0-3]\d)"
    r"(?:[t ]?(?P<h>[0-2]\d)(?P<m>[0-5]\d)(?P<s>[0-6]\d)?)?(?![\d-])"
)
_DAY_WITH_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(z|[+-]\d\d:?\d\d)")
# "23/Nov/2026:10:05:00", "2026:11:23 10:05:00": a colon that is none of a time's.
_COLON_AFTER_YEAR = re.compile(r"(?<=[a-z]/\d{4}):")
_COLONS_IN_DATE = re.compile(r"\b(\d{4}):(\d\d):(\d\d)\b")
_DASHES = str.maketrans("–—−", "---")
_SPACED = re.compile(r"(?<=\d) ?([/:]) ?(?=\d)")


def parse(raw: str, zone: ZoneInfo, fetched: datetime) -> Dated:
    """The moment that `raw` names; without a zone of its own it is in `zone`, the board's.

    AM or PM means month/day/year (ASP.NET, en-US), else numbers are day/month/year. A date before
    2000 is none. A date more than a day after `fetched` is read the other way round, and if that
    does not help becomes `fetched` and doubtful. Never raises on rubbish.
    """
    text = _COMPACT.sub(_separated, _tidy(raw))
    if epoch := _EPOCH.fullmatch(text):
        return _likeliest(_since_1970(epoch), fetched)
    found = clock.read(_spelled_out(text))
    if found is None:
        return Dated(None, doubtful=True)
    readings = days.read(found.rest, american=found.american)
    if not readings:
        return Dated(None)
    moments = [_moment(day, found, zone) for day in readings if day is not None]
    dated = _likeliest([at for at in moments if at is not None], fetched)
    return Dated(dated.at, dated.doubtful or found.odd)


def _tidy(raw: str) -> str:
    """`raw` in lower case and one line, its digits and dashes plain, without invisible letters."""
    letters = unicodedata.normalize("NFKC", raw[: 10 * LONGEST]).casefold().translate(_DASHES)
    seen = "".join(letter for letter in letters if unicodedata.category(letter) != "Cf")
    return " ".join(seen.split())[:LONGEST]


def _spelled_out(text: str) -> str:
    """`text` with unusual separators turned into usual ones."""
    text = _COLONS_IN_DATE.sub(r"\1-\2-\3", _COLON_AFTER_YEAR.sub(" ", text))
    text = _DAY_WITH_ZONE.sub(r"\1t00:00\2", text) if _DAY_WITH_ZONE.fullmatch(text) else text
    return _SPACED.sub(r"\1", text)


def _separated(compact: re.Match[str]) -> str:
    day = "-".join(compact.group("y", "mo", "d"))
    return f"{day} {compact['h']}:{compact['m']}:{compact['s'] or '00'}" if compact["h"] else day


def _since_1970(epoch: re.Match[str]) -> list[datetime]:
    seconds = int(epoch["seconds"])
    if seconds < 0:
        return []
    at = datetime.fromtimestamp(seconds, UTC)
    return [at] if at.year >= FIRST_YEAR else []


def _likeliest(moments: list[datetime], fetched: datetime) -> Dated:
    for at in moments:
        if at <= fetched + AHEAD_AT_MOST:
            return Dated(at)
    return Dated(fetched.astimezone(UTC), doubtful=True) if moments else Dated(None, doubtful=True)


def _moment(day: date, found: clock.Clock, zone: ZoneInfo) -> datetime | None:
    if day.year < FIRST_YEAR:
        return None
    try:
        local = datetime.combine(day, time()) + found.since
        return local.replace(tzinfo=found.zone or zone).astimezone(UTC)
    except OverflowError:  # the last day of the year 9999
        return None
