"""What a server says about being asked again: Retry-After, Cache-Control, Expires.

RFC 9110, 10.2.3; RFC 9111, 5.2 and 5.3.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s{0,5}=\s{0,5}\"?(\d{1,12})\b", re.ASCII | re.IGNORECASE)
_NEVER = re.compile(r"(?:^|[\s,])(?:no-cache|no-store)\b", re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until the server wants to be asked again.

    A date counts from the server's own `Date`, from `now` only where it names none. None if it
    does not say, or says what nobody can read.
    """
    asked = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(asked):
        return float(asked)
    return _between(headers.get("date") or format_datetime(now), asked)


def fresh_s(headers: Mapping[str, str]) -> float:
    """For how many more seconds the answer need not be asked for again; 0 if nothing is said."""
    said = headers.get("cache-control", "")
    if _NEVER.search(said):
        return 0.0
    if found := _MAX_AGE.search(said):
        age = headers.get("age", "").strip()
        return max(0.0, float(found[1]) - (float(age) if _SECONDS.fullmatch(age) else 0.0))
    return _between(headers.get("date", ""), headers.get("expires", "").strip()) or 0.0


def _between(first: str, last: str) -> float | None:
    try:
        gap = _moment(last) - _moment(first)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return max(0.0, gap.total_seconds())


def _moment(said: str) -> datetime:
    """An HTTP date; one without a zone is GMT, as all of them must be."""
    found = parsedate_to_datetime(said)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
