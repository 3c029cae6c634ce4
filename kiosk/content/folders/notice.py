"""One notice from one file, .toml or .txt, or all that is wrong with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.calendar import moment
from kiosk.content.folders import clerk, labels, typed
from kiosk.content.folders.clerk import NO_PERIOD, Period
from kiosk.content.folders.typed import Said
from kiosk.content.words.identity import absolute, host_of
from kiosk.content.words.text import plain
from kiosk.errors import Problem
from kiosk.model import Notice
from kiosk.quantities import flag, shown, text
from kiosk.toml import fields, parse

T = TypeVar("T")

LASTS = timedelta(days=30)
LONGEST_TITLE = 300
# A board shows some ten frames of it; nobody stands there longer.
LONGEST_BODY = 20_000
LONGEST_ISSUER = 200


class Origin(Struct, frozen=True):
    """Where a notice comes from: its file, the board's zone, and when the file was written.

    `written` is None where the file's own time is none that can be.
    """

    path: Path
    name: str
    zone: ZoneInfo
    now: datetime
    written: datetime | None

    @property
    def near(self) -> datetime:
        """The time that days without a year are near to."""
        return self.written or self.now


class Draft(Struct, frozen=True):
    """A notice as its file has it; times are None where it names none."""

    title: str
    body: Sequence[str]
    issuer: str
    starts: datetime | None
    ends: datetime | None
    urgent: bool
    link: str


def from_toml(words: str, origin: Origin) -> tuple[Notice, list[Problem]]:
    """The notice in the TOML `words`, and what is wrong with it.

    Raises TomlError if they are no TOML.
    """
    top = fields(parse(origin.path, words))
    starts = top.take("starts", clerk.starts_reader(origin.zone, origin.near), None)
    ends = clerk.ends_reader(origin.zone, starts or origin.near)
    draft = Draft(
        title=top.take("title", text, "", required=True),
        body=top.take("body", _paragraphs, ()),
        issuer=top.take("issuer", text, ""),
        starts=starts,
        ends=top.take("ends", ends, None),
        urgent=top.take("urgent", _urgent, default=False),
        link=top.take("link", _web, ""),
    )
    top.close()
    return _notice(draft, origin, top.document.line(("ends",)), top.problems)


def from_typed(words: str, origin: Origin) -> tuple[Notice, list[Problem]]:
    """The notice that a clerk typed, and what is wrong with it."""
    found = typed.read(words)
    says = "says otherwise than an earlier line; take one of the two out."
    problems = [Problem(line, "", says) for line in found.twice]
    if not found.title:
        problems.append(Problem(1, "title", "is missing; write it in the first line."))
    said = _Labels(found.labels, problems)
    starts, ends = said.period(origin)
    urgent_title = labels.urgent_title(found.title)
    draft = Draft(
        title=urgent_title or found.title,
        body=found.body,
        issuer=said.take("issuer", str, default=""),
        starts=starts,
        ends=ends,
        urgent=said.take("urgent", labels.yes, default=False) or bool(urgent_title),
        link=said.take("link", _web, default=""),
    )
    return _notice(draft, origin, said.line("ends", "holds", "starts"), problems)


class _Labels(Struct, frozen=True):
    """The labels of a typed notice; what is wrong with them is collected in `problems`."""

    labels: Mapping[str, Said]
    problems: list[Problem]

    def take(self, kind: str, read: Callable[..., T], *context: Any, default: T) -> T:
        said = self.labels.get(kind)
        if said is None or not said.says:
            return default
        try:
            return read(said.says, *context)
        except ValueError as error:
            self.problems.append(Problem(said.line, kind, f"{error}."))
            return default

    def period(self, origin: Origin) -> Period:
        """From when and until when the notice holds."""
        starts, ends = None, None
        for kind, read in _PERIODS.items():
            near = starts or origin.near
            first, last = self.take(kind, read, origin.zone, near, default=NO_PERIOD)
            starts, ends = starts or first, ends or last
        return starts, ends

    def line(self, *kinds: str) -> int:
        """The line of the first of these labels that stands there; 0 if none does."""
        return next((self.labels[kind].line for kind in kinds if kind in self.labels), 0)


def _notice(
    draft: Draft, origin: Origin, ends_at: int, problems: list[Problem]
) -> tuple[Notice, list[Problem]]:
    starts = draft.starts or origin.written or origin.now
    ends = draft.ends or starts + LASTS
    if draft.starts is None:
        # An old notice that was saved again is expired, not wrong.
        starts = min(starts, ends)
    problems += _unfit(draft, origin, ends_at)
    return Notice(
        id=origin.name,
        title=plain(draft.title, LONGEST_TITLE),
        body=tuple(line for one in draft.body if (line := plain(one, LONGEST_BODY))),
        issuer=plain(draft.issuer, LONGEST_ISSUER),
        starts=starts,
        ends=ends,
        urgent=draft.urgent,
        link=draft.link,
    ), problems


def _unfit(draft: Draft, origin: Origin, ends_at: int) -> Iterator[Problem]:
    """What is wrong with a notice as a whole."""
    if draft.starts and draft.ends and draft.ends <= draft.starts:
        begins = moment(draft.starts, origin.zone)
        yield Problem(ends_at, "ends", f"lies before its beginning, {begins}; correct one of them.")
    if draft.ends is None and origin.written is None and draft.starts is None:
        yield Problem(0, "ends", "is missing, and so is the day of the file; write until when.")
    if len(draft.title) > LONGEST_TITLE:
        says = f"has more than {LONGEST_TITLE} letters; write a short one, and the rest below it."
        yield Problem(0, "title", says)
    if sum(map(len, draft.body)) > LONGEST_BODY:
        yield Problem(0, "body", f"has more than {LONGEST_BODY} letters; make it shorter.")


def _paragraphs(value: Any) -> tuple[str, ...]:
    """Text whose paragraphs are divided by empty lines, or a list of paragraphs."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if not isinstance(value, str):
        says = f'must be text, as """…""", not {shown(value)}'
        raise ValueError(says)  # noqa: TRY004 - in a file, a wrong type is a wrong value
    return typed.paragraphs(line.strip() for line in value.splitlines())


def _urgent(value: Any) -> bool:
    return labels.yes(value) if isinstance(value, str) else flag(value)


def _web(value: Any) -> str:
    address = text(value)
    whole = absolute(address if "://" in address else f"https://{address}", "")
    if not whole or "." not in host_of(whole):
        raise ValueError(f"must be a web address, as https://portal.example/, not {shown(value)}")
    return whole


def _told_of(words: str, zone: ZoneInfo, near: datetime) -> Period:
    """The end of the days that a text tells of: the notice is news before they begin.

    Days that were over when it was written are what it reports, and not until when it holds.
    """
    try:
        _, last = clerk.until(words, zone, near)
    except ValueError:  # a line of text need not be a date that we can read
        return NO_PERIOD
    return None, last if last and last > near else None


_PERIODS = {
    "starts": clerk.since,
    "holds": clerk.since_or_until,
    "ends": clerk.until,
    "lasts": _told_of,
}
