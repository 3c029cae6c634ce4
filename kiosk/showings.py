"""The proof of display: what the board showed, written down as it happens, one line a refresh.

The files are only ever added to, so that a power cut costs the last line at most, and a card is
asked for a few hundred bytes. They are told apart by numbers, since a clock may be wrong.
"""

import errno
import json
import math
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from kiosk.files import make_folder, sync_folder

FOLDER = "shown"
# A year of a page every five minutes, eight hours a day; then the oldest file goes.
FILE_BYTES = 1 << 20
FILES = 16
# A board that shows one page for long says this often that it still does.
PULSE_S = 3600.0
# What stands on a page in a few hundred bytes.
MOST_IDS = 60
LONGEST = 120
# A line of sixty notices with the longest names that a disk can hold is not longer.
_MOST_LINE = 1 << 17

Kind = Literal["shown", "pulse", "stopped"]
_KINDS = ("shown", "pulse", "stopped")


class Noted(Struct, frozen=True):
    """A notice that stood on a page, by its id and by its title at that time."""

    id: str
    title: str


class Standing(Struct, frozen=True):
    """What stands on the glass: frame `frame` of `frames` (from 1) of a page, by its digest."""

    page: str
    frame: int
    frames: int
    digest: str
    stories: tuple[str, ...] = ()
    notices: tuple[Noted, ...] = ()


class Ahead(Struct, frozen=True):
    """What comes when the page turns: frame `frame` (from 1) of `page`; "" where nothing else does.

    `beneath` is the programme's page that stands once nothing is urgent and the office is open.
    """

    page: str
    frame: int
    beneath: str


class Line(Struct, frozen=True):
    """What happened, in one run of the service, at `at` by the wall's clock.

    `ticks` are seconds of that run by a clock that nobody sets; `trusted` whether the wall's was to
    be believed. Only "shown" has something `standing`; "pulse" says that it still stands. `ahead`
    is what was to come next, where that is another thing than before.
    """

    kind: Kind
    run: str
    at: datetime
    ticks: float
    trusted: bool
    standing: Standing | None = None
    ahead: Ahead | None = None


class Journal:
    """The record of one run of the service; what it shows is told again after a restart.

    `ticks` is a clock that nobody sets, `trusted` whether the wall's can be believed. `problem` is
    a sentence about a disk that refuses, "" while it does not.
    """

    def __init__(
        self, state: Path, ticks: Callable[[], float], trusted: Callable[[datetime], bool]
    ) -> None:
        self.folder = state / FOLDER
        self.ticks = ticks
        self.trusted = trusted
        self.run = secrets.token_hex(4)
        self.problem = ""
        self._last: Standing | None = None
        self._ahead: Ahead | None = None
        self._written = 0.0

    def awaits(self, digest: str, ahead: Ahead | None) -> bool:
        """Whether a picture, or what comes after it, is not what was written down last."""
        return self._last is None or (digest, ahead) != (self._last.digest, self._ahead)

    def shown(self, standing: Standing, now: datetime, ahead: Ahead | None = None) -> None:
        """Write down what stands on the glass now and what comes next, where either is new."""
        if self._last is None or standing.digest != self._last.digest:
            self._write("shown", now, standing, ahead)
        elif ahead != self._ahead:
            self._write("pulse", now, None, ahead)

    def pulse(self, now: datetime) -> None:
        """Write down that it still stands, an hour after the last line."""
        if self._last and self.ticks() >= self._written + PULSE_S:
            self._write("pulse", now)

    def stopped(self, now: datetime) -> None:
        """Write down that from now on nobody vouches for the glass, until something is shown."""
        if self._last:
            self._write("stopped", now)
            self._last = None

    def _write(
        self,
        kind: Kind,
        now: datetime,
        standing: Standing | None = None,
        ahead: Ahead | None = None,
    ) -> None:
        ticks = self.ticks()
        line = Line(kind, self.run, now, round(ticks, 1), self.trusted(now), standing, ahead)
        try:
            append(self.folder, line)
        except OSError as error:
            says = error.strerror or error
            self.problem = (
                f"can't write down in {self.folder} what was shown ({says}); check the disk"
            )
            # What is missing must not lengthen what was written before it.
            self.run, self._last = secrets.token_hex(4), None
            return
        self.problem = ""
        self._last, self._written = standing or self._last, ticks
        self._ahead = ahead if standing else (ahead or self._ahead)


def append(folder: Path, line: Line) -> None:
    """Add a line to the newest file, on the disk before this returns; the oldest file goes.

    Raises OSError.
    """
    make_folder(folder)
    files = _files(folder)
    newest = files[-1] if files else _named(folder, 1)
    if files and newest.stat().st_size >= FILE_BYTES:
        newest = _named(folder, _number(newest) + 1)
    fresh = not newest.exists()
    handle = os.open(newest, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        _add(handle, f"{_told(line)}\n".encode(errors="replace"))
    finally:
        os.close(handle)
    for old in files[: max(0, len(files) + 1 - FILES)] if fresh else ():
        old.unlink(missing_ok=True)
    # Each time: an fsync during which ext4 goes down may still say that all is well.
    sync_folder(folder)


def read(state: Path) -> Iterator[Line]:
    """What was written down in a state folder, oldest first; what is torn is left out."""
    for path in _files(state / FOLDER):
        yield from filter(None, map(_read, _whole(path)))


def latest(state: Path) -> tuple[Line | None, Line | None]:
    """The last line that says what was shown, and the last one that says what comes after that.

    Once the board has stopped nothing comes.
    """
    ahead, stopped = None, False
    for path in reversed(_files(state / FOLDER)):
        for line in filter(None, map(_read, _backwards(path))):
            stopped = stopped or line.kind == "stopped"
            if ahead is None and line.ahead and not stopped:
                ahead = line
            if line.standing:
                return line, ahead
    return None, None


def _add(handle: int, data: bytes) -> None:
    """Add to a file whose end a power cut may have torn off; what does not fit is taken back."""
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        data = b"\n" + data
    whole = False
    try:
        whole = os.write(handle, data) == len(data)
        os.fsync(handle)
    finally:
        if not whole:
            os.ftruncate(handle, size)
    if not whole:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _files(folder: Path) -> list[Path]:
    """The record's files by their numbers, which are their order."""
    found = [
        path for path in folder.glob("*.jsonl") if path.stem.isdecimal() and path.stem.isascii()
    ]
    return sorted(found, key=_number)[-2 * FILES :]


def _named(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.jsonl"


def _number(path: Path) -> int:
    return int(path.stem)


def _whole(path: Path) -> list[bytes]:
    """The lines of a file that are no longer than a line is."""
    try:
        with path.open("rb") as file:
            data = file.read(FILE_BYTES + 2 * _MOST_LINE)
    except OSError:
        return []
    return [line for line in data.split(b"\n") if line and len(line) <= _MOST_LINE]


def _backwards(path: Path) -> Iterator[bytes]:
    """The lines of a file from its end; as the last ones mostly do, those are read alone first."""
    try:
        with path.open("rb") as file:
            start = max(0, path.stat().st_size - 2 * _MOST_LINE)
            file.seek(start)
            lines = file.read().split(b"\n")
    except OSError:
        return
    # Where it was begun in its middle the first one is torn.
    yield from (one for one in reversed(lines[bool(start) :]) if one and len(one) <= _MOST_LINE)
    if start:
        yield from reversed(_whole(path))


def _told(line: Line) -> str:
    told: dict[str, Any] = {
        "kind": line.kind,
        "run": line.run,
        "at": line.at.astimezone(UTC).isoformat(timespec="seconds"),
        "ticks": line.ticks,
        "trusted": line.trusted,
    }
    if one := line.standing:
        told |= {"page": one.page, "frame": one.frame, "frames": one.frames, "digest": one.digest}
        told["stories"] = [story[:LONGEST] for story in one.stories[:MOST_IDS]]
        told["notices"] = [
            [notice.id[:LONGEST], notice.title[:LONGEST]] for notice in one.notices[:MOST_IDS]
        ]
    if line.ahead:
        told["ahead"] = [line.ahead.page, line.ahead.frame, line.ahead.beneath]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _read(data: bytes) -> Line | None:
    try:
        return _line(json.loads(data))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None


def _line(told: dict[str, Any]) -> Line:
    at = datetime.fromisoformat(told["at"])
    ticks, trusted = float(told["ticks"]), told["trusted"] is True
    if told["kind"] not in _KINDS or at.tzinfo is None or not math.isfinite(ticks):
        raise ValueError("no line of a record")
    standing = _standing(told) if told["kind"] == "shown" else None
    ahead = _ahead(*told["ahead"]) if "ahead" in told else None
    return Line(told["kind"], str(told["run"]), at, ticks, trusted, standing, ahead)


def _ahead(page: Any, frame: Any, beneath: Any) -> Ahead:
    return Ahead(str(page), int(frame), str(beneath))


def _standing(told: dict[str, Any]) -> Standing:
    return Standing(
        page=str(told["page"]),
        frame=int(told["frame"]),
        frames=int(told["frames"]),
        digest=str(told["digest"]),
        stories=tuple(map(str, told["stories"])),
        notices=tuple(Noted(str(name), str(title)) for name, title in told["notices"]),
    )
