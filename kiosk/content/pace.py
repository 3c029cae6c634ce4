"""When a source is asked again: its own pace, the server's wish, patience after failures."""

from datetime import datetime, timedelta

LONGEST_S = 6 * 3600
# No connection was made, so asking again burdens nobody, and a network may be back any minute.
LONGEST_UNREACHABLE_S = 3600
# A server that asks for ten years is asked again tomorrow.
LONGEST_ASKED_S = 24 * 3600
_MOST_DOUBLINGS = 16


def after_answer(every_s: float, fresh_s: float) -> float:
    """Seconds until the next GET: the source's pace, later if the answer stays fresh for longer."""
    return max(every_s, min(fresh_s, LONGEST_S))


def after_failure(
    every_s: float,
    failures: int,
    chance: float,
    *,
    asked_s: float | None = None,
    unreachable: bool = False,
) -> float:
    """Seconds until the next GET after `failures` in a row, for ever.

    Twice as long after each, within bounds, and a quarter more or less (`chance`, 0 to 1), so that
    a city's boards do not all come back at once; never sooner than the server asked.
    """
    longest = max(every_s, LONGEST_UNREACHABLE_S if unreachable else LONGEST_S)
    doubled = every_s * 2.0 ** min(max(failures - 1, 0), _MOST_DOUBLINGS)
    pause = min(doubled, longest) * (0.75 + 0.5 * chance)
    return max(pause, min(asked_s or 0.0, LONGEST_ASKED_S))


def due(at: datetime | None, now: datetime) -> datetime:
    """When something planned `at` a moment is done: then, or `now` if that is past.

    A moment beyond any pause was planned by a clock that was wrong, and is none.
    """
    longest = timedelta(seconds=1.25 * LONGEST_ASKED_S)
    return at if at and now < at <= now + longest else now
