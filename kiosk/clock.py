"""Whether the clock can be believed: a Raspberry Pi has none that runs without power."""

from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

# This version was made then: a clock that is behind it is wrong.
MADE = datetime.fromisoformat("2026-11-01T00:00:00+00:00")
# systemd-timesyncd makes this file once it has asked a server since the start.
SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
# A clock that is set right goes back by so much without anybody's being deceived.
SLACK = timedelta(minutes=10)


class Belief(Struct, frozen=True):
    """The time as far as it is known; where that is not `sure`, `now` is the least it can be."""

    now: datetime
    sure: bool


def believed(now: datetime, known: datetime | None, synchronised: Path = SYNCHRONISED) -> Belief:
    """What a clock that says `now` tells where something happened at `known` (None: nothing).

    A clock behind what has happened already is wrong, unless a server has set it since.
    """
    floor = MADE if known is None or synchronised.exists() else max(MADE, known)
    return Belief(now, sure=True) if now >= floor - SLACK else Belief(floor, sure=False)
