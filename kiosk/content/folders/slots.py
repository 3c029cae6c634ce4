"""Single receptions of a timetable, after holidays and exceptions: the words come later."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kiosk.content.folders.timetable import Change, Row, Timetable

_LONGEST_BREAK = 21
_ONE_DAY = timedelta(days=1)
_WEEKEND = "ngày nghỉ hằng tuần"


class Slot(Struct, frozen=True):
    """A reception on the day for which it was `planned`, and the day that it takes place `on`.

    `on` is None where it is called off. `row` has what an exception changed, which `changed` names
    in words; `who` is the row's own. `why` is the reason for all of it, `added` is set for one
    that stands in no row.
    """

    row: Row
    planned: date
    on: date | None
    who: str = ""
    changed: str = ""
    why: str = ""
    added: bool = False


def between(plan: Timetable, first: date, last: date) -> list[Slot]:
    """All receptions planned from `first` to `last`, and those that exceptions add."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if plan.ends is not None:
        days = [day for day in days if day <= plan.ends]
    slots = [slot for day in days for slot in _planned(plan, day)]
    return [*_merged(slots), *_added(plan, slots, first, last)]


def concerns_any(plan: Timetable, change: Change, day: date) -> bool:
    """Whether a reception is planned for `day`, or put off to it, that `change` is about."""
    bare = replace(plan, changes=())
    earliest = day
    # Only days off just before it are put off to a day.
    while (day - earliest).days < _LONGEST_BREAK and not plan.office.works(earliest - _ONE_DAY):
        earliest -= _ONE_DAY
    return any(
        change.concerns(slot.row, slot.planned) or (slot.on and change.concerns(slot.row, slot.on))
        for slot in between(bare, earliest, day)
        if day in (slot.planned, slot.on)
    )


def _planned(plan: Timetable, day: date) -> Iterator[Slot]:
    for row in plan.rows:
        rules = [rule for rule in row.rules if rule.falls_on(day, plan.office)]
        if not rules:
            continue
        off = all(rule.is_off(day, plan.office) for rule in rules)
        if change := _change(plan, row, day):
            yield _changed(Slot(row, day, day, row.who), change)
        elif off:
            yield _put_off(plan, row, day)
        else:
            yield Slot(row, day, day, row.who)


def _put_off(plan: Timetable, row: Row, day: date) -> Slot:
    why = plan.office.holiday(day) or _WEEKEND
    if not plan.shift:
        return Slot(row, day, None, row.who, why=why)
    slot = Slot(row, day, plan.office.after(day), row.who, why=why)
    change = _change(plan, row, slot.on)
    return _changed(slot, change) if change else slot


def _change(plan: Timetable, row: Row, day: date | None) -> Change | None:
    return next((one for one in plan.changes if day and one.concerns(row, day)), None)


def _changed(slot: Slot, change: Change) -> Slot:
    new = {
        key: value
        for key in ("hours", "room", "who")
        if (value := getattr(change, key)) is not None
    }
    return replace(
        slot,
        row=replace(slot.row, **new),
        on=change.moved_to or (None if change.closed else slot.on),
        changed=_words(change),
        why=", ".join(reason for reason in (slot.why, change.note) if reason),
    )


def _words(change: Change) -> str:
    hours = change.hours.words if change.hours else ""
    return ", ".join(words for words in (hours, change.room, change.who) if words)


def _merged(slots: list[Slot]) -> Iterator[Slot]:
    """Without what was put off to a day on which the same row has its turn anyway."""
    taken: set[tuple[Row, date | None]] = {
        (slot.row, slot.on) for slot in slots if slot.on == slot.planned
    }
    for slot in slots:
        put_off = slot.on is not None and slot.on != slot.planned
        if put_off and (slot.row, slot.on) in taken:
            yield replace(slot, on=None)
        else:
            taken.add((slot.row, slot.on))
            yield slot


def _added(plan: Timetable, slots: list[Slot], first: date, last: date) -> Iterator[Slot]:
    """What exceptions name hours for, on days on which there is nothing to change."""
    of_day: dict[date | None, list[Slot]] = {}
    for slot in slots:
        for day in {slot.planned, slot.on}:
            of_day.setdefault(day, []).append(slot)
    for change in plan.changes:
        if change.hours is None or not change.adds:
            continue
        for day in change.days:
            rows = (replace(slot.row, who=slot.who) for slot in of_day.get(day, ()))
            if first <= day <= last and not any(change.concerns(row, day) for row in rows):
                row = Row((), change.hours, change.room or "", change.who or change.only)
                yield Slot(row, day, day, row.who, _words(change), change.note, added=True)
