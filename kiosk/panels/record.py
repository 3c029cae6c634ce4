"""What is remembered of a panel over restarts: its picture, its refreshes, its faults."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, structs
from msgspec.structs import replace

from kiosk.files import write_whole
from kiosk.panels.policy import FIELDS

_NO_GHOSTS = (0,) * (FIELDS.width * FIELDS.height)


class Record(Struct, frozen=True):
    """The last refresh: of which panel, the picture's digest, when it began (UTC) and how.

    `driving`: it had begun, and nobody wrote that it ended. `full_at` is when the last full one
    began, `ghosts` what came since, by field. `failures` in a row, with the last one's sentence.
    """

    panel: str
    digest: str = ""
    driving: bool = False
    at: datetime | None = None
    full_at: datetime | None = None
    how: str = ""
    ghosts: tuple[int, ...] = _NO_GHOSTS
    refreshes: int = 0
    failures: int = 0
    error: str = ""
    error_at: datetime | None = None
    retry_at: datetime | None = None

    def failed(self, error: str, now: datetime, retry_at: datetime) -> "Record":
        """After one more failure."""
        return replace(
            self, failures=self.failures + 1, error=error, error_at=now, retry_at=retry_at
        )


def load(path: Path, panel: str) -> Record:
    """What the file says; an empty record where there is none, or one of another panel or age."""
    try:
        values = json.loads(path.read_bytes())
        times = {
            key: datetime.fromisoformat(values[key]) if values[key] else None
            for key in ("at", "full_at", "error_at", "retry_at")
        }
        found = Record(**{**values, **times, "ghosts": tuple(values["ghosts"])})
        sound = found.panel == panel and len(found.ghosts) == len(_NO_GHOSTS)
    except (OSError, ValueError, TypeError, KeyError):
        return Record(panel)  # unknown: the policy then refreshes all of the glass
    return found if sound else Record(panel)


def save(path: Path, record: Record) -> None:
    """Keep the record; where the disk refuses, an older one must not pass for it.

    Raises OSError.
    """
    try:
        write_whole(path, json.dumps(structs.asdict(record), default=_iso).encode())
    except OSError:
        # A full disk still lets a file go.
        path.unlink(missing_ok=True)
        raise


def _iso(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else os.fspath(value)
