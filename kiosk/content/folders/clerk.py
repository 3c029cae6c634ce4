"""Until when something holds, from when on, and on which day, as a clerk writes it.

A feed's date lies in the past and has its year (dates.py); these lie ahead and often have none.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.calendar import WEEKDAYS
from kiosk.content.folders.written import EXAMPLES, DateError, Written, bare, read, read_range
from kiosk.quantities import Reader, shown

FIRST_YEAR, LAST_YEAR = 2000, 2100
# A day without a year that is farther ahead was more likely meant for one that is past.
AHEAD_AT_MOST = timedelta(days=183)
_DAY_MINUTES = 24 * 60

Period = tuple[datetime | None, datetime | None]
NO_PERIOD: Period = (None, None)


def ending(words: str, zone: ZoneInfo, after: datetime) -> datetime:
    """The first moment, in UTC, at which what holds until `words` holds no more.

    A day counts to its end, a month to its last day. Without a year it is the next such day after
    `after`. Raises DateError where `words` name no moment, or none for certain.
    """
    return _ending(read(words), zone, after)


def beginning(words: str, zone: ZoneInfo, near: datetime) -> datetime:
    """The moment, in UTC, from which what holds from `words` on holds.

    A day counts from its midnight, a month from its first day. Without a year it is the one
    nearest to `near`. Raises DateError where `words` name no moment, or none for certain.
    """
    return _beginning(read(words), zone, near)


def until(words: str, zone: ZoneInfo, near: datetime) -> Period:
    """From when and until when, in UTC, “từ 24/11 đến 30/11/2026” or “30/11” holds.

    The first is None where `words` name the end alone. Raises DateError as `ending`.
    """
    first, *last = read_range(words)
    if not last:
        return None, _ending(first, zone, near)
    starts = _beginning(first, zone, near)
    return starts, _ending(last[0], zone, starts)


def since(words: str, zone: ZoneInfo, near: datetime) -> Period:
    """As `until`, but what `words` name alone is the beginning."""
    if len(read_range(words)) > 1:
        return until(words, zone, near)
    return beginning(words, zone, near), None


def since_or_until(words: str, zone: ZoneInfo, near: datetime) -> Period:
    """As `until`, but “từ 24/11” names the beginning."""
    of_kind = since if bare(words).startswith(("tu ", "ke tu ")) else until
    return of_kind(words, zone, near)


def ends_reader(zone: ZoneInfo, after: datetime) -> Reader[datetime | None]:
    """Reads a TOML day, time or text as `ending` does."""

    def read_one(value: Any) -> datetime:
        if isinstance(value, str):
            return ending(value, zone, after)
        return _exact(value, zone, _DAY_MINUTES)

    return read_one


def starts_reader(zone: ZoneInfo, near: datetime) -> Reader[datetime | None]:
    """Reads a TOML day, time or text as `beginning` does."""

    def read_one(value: Any) -> datetime:
        return beginning(value, zone, near) if isinstance(value, str) else _exact(value, zone, 0)

    return read_one


def _exact(value: Any, zone: ZoneInfo, minute: int) -> datetime:
    """A TOML date and time, or the `minute` of a TOML day."""
    if not isinstance(value, date) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"must be one day or time, as {EXAMPLES}, not {shown(value)}")
    if not isinstance(value, datetime):
        return _at(value, minute, zone)
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _ending(written: Written, zone: ZoneInfo, after: datetime) -> datetime:
    ends = [_end(written, one, zone) for one in _days(written, after.astimezone(zone), 0)]
    if written.year is not None:
        return ends[0]
    ahead = [at for at in ends if at > after]
    if not ahead or ahead[0] - after > AHEAD_AT_MOST:
        raise DateError(
            "past",
            f"is past, or more than half a year ahead; write the year, too, as {EXAMPLES}, "
            f"not {shown(written.words)}",
        )
    return ahead[0]


def _beginning(written: Written, zone: ZoneInfo, near: datetime) -> datetime:
    days = _days(written, near.astimezone(zone), -1)
    starts = [_at(one, written.minute or 0, zone) for one in days]
    return min(starts, key=lambda at: abs(at - near))


def _days(written: Written, here: datetime, earlier: int) -> list[date]:
    """The days that may be meant, from `earlier` years on, in order; of a month the first."""
    today = here.date()
    if written.month is None:
        return _near(written, today)
    years = (
        range(today.year + earlier, today.year + 2)
        if written.year is None
        else range(written.year, written.year + 1)
    )
    found = [day for year in years if (day := _day(year, written.month, written.day or 1))]
    wanted = written.weekday if written.day else None
    days = [day for day in found if wanted in (None, day.weekday())]
    if not days:
        why = "weekday" if found and wanted is not None else "never"
        says = f"is no {WEEKDAYS[wanted]}" if found and wanted is not None else "no calendar has"
        raise DateError(why, f"names a day that {says}, {shown(written.words)}")
    return days


def _near(written: Written, today: date) -> list[date]:
    """The days that may be meant where no date is named: a weekday, or a time alone."""
    if written.weekday is not None:
        ahead = (written.weekday - today.weekday()) % 7
        return [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]
    if written.ahead is not None:
        return [today + timedelta(days=written.ahead)]
    return [today, today + timedelta(days=1)]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _end(written: Written, day: date, zone: ZoneInfo) -> datetime:
    if written.minute is not None:
        return _at(day, written.minute, zone)
    if written.before:
        return _at(day, 0, zone)
    if written.month is not None and written.day is None:
        day = (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _at(day, _DAY_MINUTES, zone)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)
