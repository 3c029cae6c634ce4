"""What a command line asks for in words, as values: a panel, a turn, a moment."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from kiosk.config import Config
from kiosk.errors import UsageError
from kiosk.mounting import ROTATIONS
from kiosk.panels.catalog import Catalogue, UnknownPanelError
from kiosk.panels.panel import Panel

_TIMES = ("%Y-%m-%d %H:%M", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%dT%H:%M")


def panel_called(name: str, known: Catalogue) -> Panel:
    try:
        return known.panel(name)
    except UnknownPanelError as error:
        raise UsageError(str(error)) from error


def rotation(asked: str | None) -> int | None:
    if asked is None:
        return None
    if asked not in {str(turn) for turn in ROTATIONS}:
        raise UsageError(f"--rotate must be 0, 90, 180 or 270, not “{asked}”.")
    return int(asked)


def moment(asked: str, config: Config, key: str) -> datetime:
    """A local time that a person wrote, as an aware one.

    Raises UsageError.
    """
    for form in _TIMES:
        try:
            found = datetime.strptime(asked.strip(), form).replace(tzinfo=config.zone)
        except ValueError:
            continue
        return found.astimezone(UTC)
    try:
        clock = datetime.strptime(asked.strip(), "%H:%M").replace(tzinfo=config.zone)
    except ValueError:
        raise UsageError(f"{key} must be a time as “2026-11-23 07:00”, not “{asked}”.") from None
    today = datetime.now(config.zone)
    return datetime.combine(today.date(), clock.time(), config.zone).astimezone(UTC)


def warn(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        print(f"kiosk: {sentence}", file=sys.stderr)
