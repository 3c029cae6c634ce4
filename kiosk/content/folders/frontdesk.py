"""The file of the one-stop office: its counter hours, whom to call, who is on duty when."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.calendar import Workdays
from kiosk.content.folders import document, folder, roster
from kiosk.content.folders.emergency import EMERGENCY
from kiosk.content.folders.folder import File, UnreadableError
from kiosk.content.folders.opening import read_hours, read_words
from kiosk.content.folders.roster import Duty, on_duty
from kiosk.content.folders.telephone import digits, read_number
from kiosk.content.folders.timetable import workdays
from kiosk.errors import Problem
from kiosk.model import Contact, OneStop
from kiosk.quantities import flag, shown
from kiosk.toml import Document, Fields, fields

# Since July 2025 the one-stop office of a ward is a Trung tâm Phục vụ hành chính công; the law
# (Nghị định 118/2025/NĐ-CP) has "Bộ phận Một cửa" for it and every other.
TITLE = "Bộ phận Một cửa"
HOTLINE = "Đường dây nóng"
MOST_CONTACTS = 30
MOST_LINES = 10
_USUAL = Workdays()


class FrontDesk(Struct, frozen=True):
    """What a one-stop office's file says, before it is known what day it is."""

    title: str = TITLE
    hours: tuple[str, ...] = ()
    hotline: Contact | None = None
    contacts: tuple[Contact, ...] = EMERGENCY
    duties: tuple[Duty, ...] = ()
    office: Workdays = _USUAL
    note: str = ""

    def at(self, here: datetime) -> OneStop:
        """The office at the local time `here`."""
        duty = on_duty(self.duties, self.office, here)
        return OneStop(self.title, self.hours, duty, self.hotline, self.contacts, self.note)


class FrontDeskRead(Struct, frozen=True):
    """The file as it was, and what it holds, or the sentences that say why it holds nothing."""

    file: File | None
    desk: FrontDesk | None
    problems: tuple[str, ...] = ()


def read(path: Path, now: datetime, before: FrontDeskRead | None = None) -> FrontDeskRead:
    """The TOML file `path`, which is not read again where `before` is of the same. Never raises."""
    try:
        file = folder.at(path)
    except UnreadableError as error:
        return FrontDeskRead(None, None, (f"{path}: {error}",))
    if before and before.file == file and folder.settled(file, now):
        return before
    return FrontDeskRead(file, *document.read(path, made))


def made(words: Document) -> tuple[FrontDesk, list[Problem]]:
    """What a one-stop office's file says, and what is wrong with it."""
    top = fields(words)
    no_lines: tuple[str, ...] = ()
    contacts = tuple(_contact(one) for one in _tables(top, "contact", MOST_CONTACTS))
    emergency = top.take("emergency", flag, default=True)
    desk = FrontDesk(
        title=top.take("title", read_words, TITLE),
        hours=top.take("hours", _lines, no_lines),
        hotline=_hotline(top),
        contacts=(*contacts, *(_missing(contacts) if emergency else ())),
        duties=tuple(roster.read(one) for one in _tables(top, "duty", roster.MOST_DUTIES)),
        office=workdays(top),
        note=top.take("note", read_words, ""),
    )
    top.close()
    return desk, top.problems


def _tables(top: Fields, key: str, most: int) -> list[Fields]:
    found = top.tables(key)
    if len(found) > most:
        top.problem(key, f"stands {len(found)} times, and no more than {most} fit; take some out.")
    return found[:most]


def _hotline(top: Fields) -> Contact | None:
    """`hotline = "028 3855 1234"`, or a table of name, number and note."""
    if isinstance(top.values.get("hotline"), dict):
        return _contact(top.table("hotline"), HOTLINE)
    number = top.take("hotline", read_number, "")
    return Contact(HOTLINE, number) if number else None


def _contact(own: Fields, name: str = "") -> Contact:
    contact = Contact(
        name=own.take("name", read_words, name, required=not name),
        number=own.take("number", read_number, "", required=True),
        note=own.take("note", read_words, ""),
    )
    own.close()
    return contact


def _missing(contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """The emergency numbers that `contacts` do not name."""
    named = {digits(one.number) for one in contacts}
    return tuple(one for one in EMERGENCY if one.number not in named)


def _lines(value: Any) -> tuple[str, ...]:
    """Counter hours, a line for each day or range of days; in a list, or in a text of lines."""
    lines = value.splitlines() if isinstance(value, str) else value
    said = [one for one in lines if one != ""] if isinstance(lines, list) else []
    if not 0 < len(said) <= MOST_LINES:
        example = '["Thứ Hai – Thứ Sáu: 7:30-11:30, 13:00-17:00"]'
        raise ValueError(f"must be 1 to {MOST_LINES} lines as {example}, not {shown(value)}")
    return tuple(map(_line, said))


def _line(value: Any) -> str:
    """One line, “Thứ 2 – 6: 7:30-11:30”; what stands before its colon are days, and no hours."""
    words = read_words(value)
    days, colon, hours = words.partition(": ")
    if colon and any(letter.isalpha() for letter in days):
        return f"{days}: {read_hours(hours).words}"
    return read_hours(words).words
