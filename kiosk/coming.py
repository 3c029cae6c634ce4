"""What a board shows next and when, as far as that is known: turns, office hours, its notices."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from kiosk import press
from kiosk.config import Config
from kiosk.model import Notice
from kiosk.showings import Ahead, Line


class Coming(Struct, frozen=True):
    """Frame `frame` (from 1) of `page`, at `at`."""

    page: str
    frame: int
    at: datetime


def coming(
    config: Config, said: Line | None, notices: Sequence[Notice], now: datetime
) -> Coming | None:
    """What comes next after what a running board `said` last, at a `now` that can be believed.

    `notices` are all that lie in the office's folders. None where nothing else is to come, or
    where nobody knows: a board that stopped says nothing any more.
    """
    if said is None or said.ahead is None:
        return None
    outlook = _Outlook(config, said, said.ahead, notices, now)
    return min(outlook.events(), key=lambda one: one.at, default=None)


class _Outlook(Struct, frozen=True):
    """What is known of the time after `now`."""

    config: Config
    said: Line
    ahead: Ahead
    notices: Sequence[Notice]
    now: datetime

    def events(self) -> Iterator[Coming]:
        """All that may come next."""
        urgent = [one for one in self.notices if one.urgent]
        yield from (Coming(press.URGENT, 1, one.starts) for one in urgent if one.starts > self.now)
        yield from self._turn()
        ends = _quiet_at(urgent, self.now)
        if ends is None:
            yield from self._hours()
            yield from self._begin()
        else:
            current = (one.ends for one in urgent if one.current(self.now))
            yield from (Coming(press.URGENT, 1, at) for at in current if at < ends)
            yield Coming(self._programme(ends), 1, ends)

    def _turn(self) -> Iterator[Coming]:
        """The next turn of the page; one that is overdue is none, or nobody turns.

        One that is too far off was said before the clock was set.
        """
        urgent = self.ahead.page == press.URGENT
        dwell = timedelta(seconds=self.config.dwell(press.URGENT if urgent else self.ahead.beneath))
        at = self.said.at + dwell
        if self.ahead.page and self.now <= at <= self.now + dwell and (urgent or self._stands(at)):
            yield Coming(self.ahead.page, self.ahead.frame, at)

    def _hours(self) -> Iterator[Coming]:
        """What the office's hours change next."""
        at = self.config.hours.next_change(self.now.astimezone(self.config.zone))
        if self.config.outside == "closing" and at is not None:
            yield Coming(self._programme(at), 1, at)

    def _begin(self) -> Iterator[Coming]:
        """Notices that begin while the programme stands: each is shown at once."""
        quiet = (one.starts for one in self.notices if one.starts > self.now and not one.urgent)
        if press.NOTICES in self.config.pages:
            yield from (Coming(press.NOTICES, 1, at) for at in quiet if self._stands(at))

    def _programme(self, at: datetime) -> str:
        """What stands from `at` on where nothing is urgent."""
        if not self._stands(at):
            return press.CLOSING
        fresh = any(self.now < one.starts <= at < one.ends for one in self.notices)
        return press.NOTICES if fresh and press.NOTICES in self.config.pages else self.ahead.beneath

    def _stands(self, at: datetime) -> bool:
        """Whether the programme's pages stand at a time."""
        here = at.astimezone(self.config.zone)
        return self.config.outside != "closing" or self.config.hours.is_open(here)


def _quiet_at(urgent: Sequence[Notice], now: datetime) -> datetime | None:
    """When nothing is urgent any more; None if nothing is."""
    ends = None
    for one in sorted(urgent, key=lambda one: one.starts):
        if one.starts <= (ends or now) < one.ends:
            ends = one.ends
    return ends
