"""The last things that went wrong, with their times, kept over restarts."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, structs
from msgspec.structs import replace

from kiosk.files import write_whole

FILE = "errors.json"
KEPT = 20
LONGEST = 300
# A file that is larger was not written here.
_MOST_BYTES = 1 << 16
# What goes wrong again and again is written down this often at most.
PACE_S = 3600.0


class Mishap(Struct, frozen=True):
    """What was said, how often, and when for the first and the last time."""

    says: str
    first: datetime
    last: datetime
    times: int = 1


def noted(before: tuple[Mishap, ...], says: str, now: datetime) -> tuple[Mishap, ...]:
    """The mishaps with one more, which is last; the oldest are forgotten."""
    words = " ".join(says.split())
    words = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    again = next((one for one in before if one.says == words), None)
    one = replace(again, last=now, times=again.times + 1) if again else Mishap(words, now, now)
    return (*(other for other in before if other is not again), one)[-KEPT:]


def read(folder: Path) -> tuple[Mishap, ...]:
    """The mishaps that are kept in a state folder, oldest first; none from a file of another."""
    try:
        with (folder / FILE).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        return tuple(map(_mishap, json.loads(data)))[-KEPT:] if len(data) <= _MOST_BYTES else ()
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()


def _mishap(told: dict[str, Any]) -> Mishap:
    first, last = (datetime.fromisoformat(told[key]) for key in ("first", "last"))
    if first.tzinfo is None or last.tzinfo is None:
        raise ValueError("a time without a zone")
    return Mishap(str(told["says"])[:LONGEST], first, last, int(told["times"]))


class Ring(logging.Handler):
    """Keeps warnings and errors of the log in a state folder.

    A new one is written at once, the same again once an hour. A disk that refuses is no mishap of
    its own here: what says so elsewhere is kept in memory until the disk takes it.
    """

    def __init__(
        self, folder: Path, now: Callable[[], datetime], ticks: Callable[[], float]
    ) -> None:
        # Any line is an occasion to write what the disk refused before.
        super().__init__(logging.INFO)
        self.folder = folder
        self.now = now
        self.ticks = ticks
        self._kept = read(folder)
        self._written = -PACE_S
        self._owed = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what one line of the log says, if it is a warning or worse."""
        fresh = False
        if record.levelno >= logging.WARNING:
            known = {one.says for one in self._kept}
            self._kept = noted(self._kept, record.getMessage(), self.now())
            self._owed, fresh = True, self._kept[-1].says not in known
        if self._owed and (fresh or self.ticks() >= self._written + PACE_S):
            self._write()

    def close(self) -> None:
        """Write what was only counted; the log calls this at its end."""
        if self._owed:
            self._write()
        super().close()

    def _write(self) -> None:
        self._written = self.ticks()
        told = [structs.asdict(one) for one in self._kept]
        try:
            write_whole(self.folder / FILE, json.dumps(told, default=_iso).encode())
            self._owed = False
        except OSError:
            self._written -= PACE_S


def _iso(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
