"""The file of a reception schedule: rows that come round, and what is different on some days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kiosk.calendar import Workdays
from kiosk.content.folders import recurring, written
from kiosk.content.folders.clerk import FIRST_YEAR, LAST_YEAR
from kiosk.content.folders.opening import Hours, read_hours, read_words
from kiosk.content.folders.recurring import Rule, exact, full
from kiosk.content.words.text import fold
from kiosk.errors import Problem
from kiosk.quantities import Reader, either, flag, listed, shown
from kiosk.toml import Document, Fields, fields

TITLE = "Lịch tiếp công dân"
NO_DAYS: tuple[date, ...] = ()
# How far a reception may be moved: past Tết by the calendar, within a season by hand.
REACH = timedelta(days=92)
MOST_ROWS = 40
MOST_EXCEPTIONS = 100
# The longest holiday is Tết; a longer range has a wrong month.
_MOST_DAYS = 31
_LONGEST_HOLIDAY = timedelta(days=31)


class Row(Struct, frozen=True):
    """Who receives people where and when, on the days of its rules."""

    rules: tuple[Rule, ...]
    hours: Hours
    room: str = ""
    who: str = ""


class Change(Struct, frozen=True):
    """What is different on some days: for all rows, or for those whose `who` is `only`.

    `hours`, `room` and `who` are None where they stay.
    """

    days: tuple[date, ...]
    closed: bool = False
    moved_to: date | None = None
    hours: Hours | None = None
    room: str | None = None
    who: str | None = None
    only: str = ""
    note: str = ""

    def concerns(self, row: Row, day: date) -> bool:
        return day in self.days and self.only in ("", row.who)

    @property
    def adds(self) -> bool:
        """Whether it can stand for a reception of its own."""
        return self.hours is not None and not self.closed and self.moved_to is None


class Timetable(Struct, frozen=True):
    """A reception schedule before it is known what day it is; `shift`: holidays are made up for."""

    title: str
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    office: Workdays
    shift: bool
    ends: date | None
    note: str


def read(document: Document) -> tuple[Timetable, list[Problem], list[int]]:
    """The timetable in a TOML file, what is wrong with it, and the line of each of its changes."""
    top = fields(document)
    rows = top.tables("row")
    exceptions = top.tables("exception")
    made_rows = tuple(_row(one) for one in rows[:MOST_ROWS])
    people = tuple(dict.fromkeys(row.who for row in made_rows))
    made = Timetable(
        title=top.take("title", read_words, TITLE),
        rows=made_rows,
        changes=tuple(_change(one, people) for one in exceptions[:MOST_EXCEPTIONS]),
        office=workdays(top),
        shift=top.take("shift", flag, default=True),
        ends=top.take("ends", exact, None),
        note=top.take("note", read_words, ""),
    )
    top.close()
    if not rows:
        top.problem("row", "is missing; write [[row]] with day, hours, room and who.")
    if len(rows) > MOST_ROWS or len(exceptions) > MOST_EXCEPTIONS:
        top.problem("row", f"no more than {MOST_ROWS} rows and {MOST_EXCEPTIONS} exceptions fit.")
    return made, top.problems, [document.line(one.at) for one in exceptions]


def workdays(top: Fields) -> Workdays:
    """On which days the office of a file works, by its keys `saturdays`, `holidays`, `workdays`."""
    return Workdays(
        saturdays=top.take("saturdays", flag, default=False),
        off=frozenset(top.take("holidays", read_days, NO_DAYS)),
        on=frozenset(top.take("workdays", read_days, NO_DAYS)),
    )


def _row(own: Fields) -> Row:
    no_rules: tuple[Rule, ...] = ()
    row = Row(
        rules=own.take("day", recurring.read, no_rules, required=True),
        hours=own.take("hours", read_hours, Hours(), required=True),
        room=own.take("room", read_words, ""),
        who=own.take("who", read_words, ""),
    )
    own.close()
    return row


def _change(own: Fields, people: tuple[str, ...]) -> Change:
    change = Change(
        days=own.take("date", _one_or_more, NO_DAYS, required=True),
        closed=own.take("closed", flag, default=False),
        moved_to=own.take("moved_to", exact, None),
        hours=own.take("hours", read_hours, None),
        room=own.take("room", read_words, None),
        who=own.take("who", read_words, None),
        only=own.take("only", _one_of(people), ""),
        note=own.take("note", read_words, ""),
    )
    own.close()
    if change.moved_to and len(change.days) > 1:
        own.problem("moved_to", "is one day for several; write [[exception]] for each of them.")
    if change.moved_to and any(abs(change.moved_to - day) > REACH for day in change.days):
        own.problem("moved_to", f"is more than {REACH.days} days away; correct the day.")
    if change.closed and not change.moved_to and (change.hours or change.room or change.who):
        own.problem("closed", "does not go with new hours, room or who; take one of them out.")
    if change == Change(change.days, only=change.only):
        says = "says nothing; write closed, moved_to, hours, room, who or note."
        own.problem("", says)
    return change


def _one_of(people: tuple[str, ...]) -> Reader[str]:
    """Reads whom an exception is about: all of a row's `who`, its beginning, or a part of it."""

    def read_one(value: Any) -> str:
        words = read_words(value)
        said = fold(words)
        whole = [who for who in people if fold(who) == said]
        begun = [who for who in people if fold(who).startswith(said)]
        within = [who for who in people if f" {said} " in f" {fold(who)} "]
        found = whole or begun or within
        if len(found) > 1:
            raise ValueError(f"may mean {either(found)}; write more of it")
        # Someone of whom no row tells may receive once.
        return found[0] if found else words

    return read_one


def _one_or_more(value: Any) -> tuple[date, ...]:
    several = isinstance(value, list) and 0 < len(value) <= _MOST_DAYS
    return tuple(map(exact, value)) if several else (exact(value),)


def read_days(value: Any) -> tuple[date, ...]:
    """Days and ranges of days; one without its year is every year's."""
    if isinstance(value, list) and len(value) > MOST_EXCEPTIONS:
        raise ValueError(f"must be at most {MOST_EXCEPTIONS} days or ranges of days")
    return tuple(day for one in listed(_some_days)(value) for day in one)


def _some_days(value: Any) -> Iterator[date]:
    parts = written.read_range(value) if isinstance(value, str) else ()
    if len(parts) > 1:
        first, last = full(replace(parts[0], year=parts[0].year or parts[1].year)), full(parts[1])
        if not first or not last or not timedelta(0) <= last - first <= _LONGEST_HOLIDAY:
            raise ValueError(f'must be days as "4/2 đến 10/2/2027", not {shown(value)}')
        return (first + timedelta(days=n) for n in range((last - first).days + 1))
    if parts and parts[0].year is None:
        years = range(FIRST_YEAR, LAST_YEAR + 1)
        found = [day for year in years if (day := full(replace(parts[0], year=year)))]
        return iter(found or [exact(value)])
    return iter([exact(value)])
