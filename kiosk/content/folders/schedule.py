"""The reception schedule of the coming days: who receives people when and where."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from kiosk.calendar import numbers, short, weekday
from kiosk.content.folders import document, timetable
from kiosk.content.folders.slots import Slot, between, concerns_any
from kiosk.content.folders.timetable import REACH, Timetable
from kiosk.errors import Problem
from kiosk.model import Reception, Schedule
from kiosk.toml import Document

_CLOSED = "nghỉ"


class TimetableRead(Struct, frozen=True):
    """A schedule's file: its timetable, or the sentences that say why there is none."""

    timetable: Timetable | None
    problems: tuple[str, ...] = ()


def read(path: Path) -> TimetableRead:
    """The timetable in the TOML file `path`. Never raises.

    With anything wrong in it there is none: half a schedule sends people on the wrong day.
    """
    return TimetableRead(*document.read(path, _made))


def upcoming(plan: Timetable, today: date, days: int) -> Schedule:
    """What takes place on the `days` days from `today` on, and what on them is not as usual."""
    last = today + timedelta(days=days - 1)
    slots = between(plan, today - REACH, last + REACH)
    shown = [slot for slot in slots if slot.on and today <= slot.on <= last]
    shown.sort(key=lambda slot: (slot.on or today, slot.row.hours.opens))
    told = {slot.planned for slot in shown if slot.planned >= today}
    told |= {slot.planned for slot in slots if today <= slot.planned <= last}
    return Schedule(
        title=plan.title,
        rows=tuple(_reception(slot, slot.on or today, today) for slot in shown),
        changes=tuple(_changes([slot for slot in slots if slot.planned in told], today)),
        note=plan.note,
    )


def _made(words: Document) -> tuple[Timetable, list[Problem]]:
    made, problems, lines = timetable.read(words)
    return made, problems or [*_idle(made, lines)]


def _idle(plan: Timetable, lines: list[int]) -> Iterator[Problem]:
    """Exceptions from nothing, which have the wrong day, and two for one day."""
    seen: set[tuple[date, str]] = set()
    for change, line in zip(plan.changes, lines, strict=True):
        for day in change.days:
            name = f"{weekday(day)} {numbers(day)}"
            if (day, change.only) in seen:
                says = f"{name} stands in two exceptions; make them one."
                yield Problem(line, "exception.date", says)
            seen.add((day, change.only))
            if not change.adds and not concerns_any(plan, change, day):
                says = f"nobody receives on {name}; correct the day, or add hours for one more."
                yield Problem(line, "exception.date", says)


def _reception(slot: Slot, on: date, today: date) -> Reception:
    row = slot.row
    return Reception(
        on, _name(on, today), row.hours.words, row.room, row.who, _note(slot, on, today)
    )


def _name(day: date, today: date) -> str:
    return f"{weekday(day)} {short(day, today)}"


def _note(slot: Slot, on: date, today: date) -> str:
    if on != slot.planned:
        return f"tiếp bù {short(slot.planned, today)}"
    if slot.added:
        return "tiếp thêm"
    return "đổi lịch" if slot.changed else slot.why


def _changes(slots: list[Slot], today: date) -> Iterator[str]:
    """A sentence for each day, or row of days, that is not as usual."""
    slots.sort(key=lambda slot: slot.planned)
    of_days = [(day, list(group)) for day, group in groupby(slots, lambda slot: slot.planned)]
    told = [(day, _fates(group, today)) for day, group in of_days]
    for fates, group in groupby(told, lambda one: one[1]):
        same = [day for day, _ in group]
        # Only what says nothing of a single day can be said of several at once.
        rows = [same] if fates and fates[0].startswith(f" {_CLOSED} (") else [[day] for day in same]
        for days in rows:
            name = _name(days[0], today)
            name = f"{name} – {_name(days[-1], today)}" if len(days) > 1 else name
            yield from (f"{name}{fate}" for fate in fates)


def _fates(slots: list[Slot], today: date) -> tuple[str, ...]:
    """What becomes of a day's receptions: of all of them, or of each that is not as usual."""
    fates = [_fate(slot, today) for slot in slots]
    if len(set(fates)) == 1:
        return (fates[0],) if fates[0] else ()
    told = zip(slots, fates, strict=True)
    return tuple(f": {slot.who or slot.row.hours.words}{fate}" for slot, fate in told if fate)


def _fate(slot: Slot, today: date) -> str:
    """What became of a reception, as the rest of a sentence; "" if nothing did."""
    why = f" ({slot.why})" if slot.why else ""
    if slot.on is None:
        return f" {_CLOSED}{why}"
    if slot.on != slot.planned:
        what = f": {slot.changed}" if slot.changed else ""
        return f" {_CLOSED}, tiếp bù {_name(slot.on, today)}{what}{why}"
    if slot.added or slot.changed:
        return f" {'tiếp thêm' if slot.added else 'đổi lịch'}: {slot.changed}{why}"
    return f": {slot.why}" if slot.why else ""
