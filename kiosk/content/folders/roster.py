"""The duty roster: who is on duty on which days, and who of them at this moment."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kiosk.calendar import WEEKDAYS, Workdays
from kiosk.content.folders import recurring, written
from kiosk.content.folders.opening import Hours, read_shifts, read_words
from kiosk.content.folders.recurring import Rule, exact, full
from kiosk.content.folders.telephone import read_number
from kiosk.content.folders.written import Written, bare, is_pure
from kiosk.model import Contact
from kiosk.quantities import shown
from kiosk.toml import Fields

MOST_DAYS = 60
MOST_DUTIES = 400
_ONE_DAY = timedelta(days=1)
_DAY_MINUTES = 24 * 60
_ALL_DAY = ((0, _DAY_MINUTES),)
_ALWAYS = Hours()
# For those who receive people these are working days.
_EVERY_DAY = ("hang ngay", "moi ngay", "ca tuan")
_LONGEST = timedelta(days=366)
# "28/12 đến 3/1/2027"; with more days than this the two were swapped.
_OVER_NEW_YEAR = timedelta(days=92)
_EXAMPLES = '"26/11/2026" or "23/11 đến 29/11/2026"'


class Span(Struct, frozen=True):
    """The days from `first` to `last`, both of them included."""

    first: date
    last: date


Days = Rule | Span
NO_DAYS: tuple[Days, ...] = ()


class Duty(Struct, frozen=True):
    """Someone on duty on some days, at some hours or all day; `post` says as what."""

    days: tuple[Days, ...]
    name: str
    number: str = ""
    post: str = ""
    hours: Hours = _ALWAYS
    note: str = ""

    def told(self) -> Contact:
        """Whom to call; the note says as what they are on duty, and when."""
        said = ", ".join(words for words in (self.post, self.hours.words, self.note) if words)
        return Contact(self.name, self.number, said)


def read(own: Fields) -> Duty:
    """One [[duty]] of a file; problems are noted in the table."""
    duty = Duty(
        days=own.take("day", read_days, NO_DAYS, required=True),
        name=own.take("name", read_words, "", required=True),
        number=own.take("number", read_number, ""),
        post=own.take("post", read_words, ""),
        hours=own.take("hours", read_shifts, _ALWAYS),
        note=own.take("note", read_words, ""),
    )
    own.close()
    return duty


def read_days(value: Any) -> tuple[Days, ...]:
    """What comes round (“Thứ Hai”), days with their year, ranges of such, or a list of them all.

    Raises ValueError with the end of a sentence.
    """
    if isinstance(value, list) and 0 < len(value) <= MOST_DAYS:
        return tuple(_days(one) for one in value)
    return (_days(value),)


def on_duty(roster: Sequence[Duty], office: Workdays, here: datetime) -> tuple[Contact, ...]:
    """Who is on duty at the local time `here`; where nobody is, who will be next today.

    A day that is named comes before a range of days, and that before what comes round each week or
    month; this is weighed for each post alone. What comes round leaves out public holidays. A shift
    that ends on the next day counts to its end.
    """
    today = here.date()
    minute = here.hour * 60 + here.minute
    shifts = list(chain(_shifts(roster, office, today, -1), _shifts(roster, office, today, 0)))
    chosen = [place for place, first, last in shifts if first <= minute < last]
    manned = {roster[place].post for place in chosen}
    later = [(p, first) for p, first, _ in shifts if first > minute]
    for post in {roster[place].post for place, _ in later} - manned:
        firsts = [(place, first) for place, first in later if roster[place].post == post]
        chosen += [place for place, first in firsts if first == min(f for _, f in firsts)]
    return tuple(dict.fromkeys(roster[place].told() for place in sorted(chosen)))


def _shifts(
    roster: Sequence[Duty], office: Workdays, today: date, ahead: int
) -> Iterator[tuple[int, int, int]]:
    """Of the day `ahead` days from `today` each shift's place in the roster, beginning and end.

    Both in minutes after today's midnight.
    """
    day, offset = today + ahead * _ONE_DAY, ahead * _DAY_MINUTES
    ranks = [_rank(duty, day, office) for duty in roster]
    best: dict[str, int] = {}
    for duty, rank in zip(roster, ranks, strict=True):
        best[duty.post] = max(rank, best.get(duty.post, 1))
    for place, (duty, rank) in enumerate(zip(roster, ranks, strict=True)):
        if rank == best[duty.post]:
            for first, last in duty.hours.spans or _ALL_DAY:
                yield place, first + offset, last + offset


def _rank(duty: Duty, day: date, office: Workdays) -> int:
    """How exactly a duty names `day`: 3 by itself, 2 in a range, 1 as what comes round, 0 not."""
    return max((_exactness(days, day, office) for days in duty.days), default=0)


def _exactness(days: Days, day: date, office: Workdays) -> int:
    if isinstance(days, Span):
        return 2 if days.first <= day <= days.last else 0
    if not days.falls_on(day, office) or days.is_off(day, office):
        return 0
    return 3 if days.once else 1


def _days(value: Any) -> Days:
    parts = _written(value) if isinstance(value, str) else ()
    if len(parts) > 1:
        return _span(parts[0], parts[1], value)
    if parts and parts[0].month:
        return Rule(once=_certain(parts[0], value))
    if isinstance(value, str):
        if bare(value) in _EVERY_DAY:
            return Rule(weekdays=frozenset(range(7)))
        (rule,) = recurring.read(value)
        return rule
    return Rule(once=exact(value))


def _written(value: str) -> tuple[Written, ...]:
    """The day, or the first and the last, that `value` names by date; () where it names none."""
    try:
        parts = written.read_range(value)
    except ValueError:  # what comes round, or nothing at all: the rules' reader says which
        return ()
    return parts if all(part.day and part.month for part in parts) else ()


def _span(first: Written, last: Written, value: str) -> Span:
    ends = _certain(last, value)
    starts = _certain(_with_year(first, ends), value)
    guessed = not first.year and starts.year < ends.year
    if not starts <= ends or ends - starts > (_OVER_NEW_YEAR if guessed else _LONGEST):
        raise ValueError(f"must be days in their order, within a year, as {_EXAMPLES}")
    return Span(starts, ends)


def _with_year(first: Written, ends: date) -> Written:
    """The first day of a range that may name its year with its last day alone."""
    if first.year or not first.month or not first.day:
        return first
    earlier = (first.month, first.day) <= (ends.month, ends.day)
    return replace(first, year=ends.year if earlier else ends.year - 1)


def _certain(found: Written, value: str) -> date:
    day = full(found)
    if day is None or not is_pure(found):
        raise ValueError(f"must be days with their year, as {_EXAMPLES}, not {shown(value)}")
    if found.weekday is not None and found.weekday != day.weekday():
        raise ValueError(f"names a day that is no {WEEKDAYS[found.weekday]}, {shown(value)}")
    return exact(day)
