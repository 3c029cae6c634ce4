"""A panel at work: what it shows is remembered, the policy decides, a driver's steps are played."""

import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from kiosk.errors import PanelError
from kiosk.files import write_whole
from kiosk.frame import Frame
from kiosk.panels import png
from kiosk.panels import record as records
from kiosk.panels.glass import laid
from kiosk.panels.lock import TakenError
from kiosk.panels.panel import Panel
from kiosk.panels.policy import Occasion, Show, Skip, Wear, refresh, rested
from kiosk.panels.record import Record
from kiosk.panels.steps import Full, How, Partial

# A panel that failed is tried again after these times, the last of them for ever.
BACK_OFF_S = (30, 60, 120, 300, 600)

# Puts a picture on the glass that shows the third, or None if nobody knows what it shows; all in
# the glass's own order of pixels.
Put = Callable[[Frame, How, Frame | None], None]


class Link(Protocol):
    """The way to a panel: this computer's pins, a simulated panel, or another's library."""

    def held(self) -> AbstractContextManager[None]:
        """Keep other processes away; raises TakenError if one of them has the panel."""

    def taken(self) -> bool:
        """Whether another process has the panel."""

    def open(self) -> Put:
        """Reach the panel; raises PanelError if it is not there."""

    def rest(self) -> None:
        """Lay the panel to rest; raises PanelError if that fails."""


class Screen:
    """A panel, called `model` in kiosk.toml, that hangs turned by `rotate` degrees to the right.

    `folder` keeps what it shows: glass.png, and panel.json beside it. `problem` is a sentence about
    a disk that refuses to keep them, "" while it does.
    """

    def __init__(
        self,
        panel: Panel,
        model: str,
        rotate: int,
        folder: Path,
        link: Link,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.panel = panel
        self.turn = (rotate + panel.turn) % 360
        self.name = f"{model} at {rotate}"
        self.picture = folder / "glass.png"
        self.memory = folder / "panel.json"
        self.link = link
        self.ticks = ticks
        self.problem = ""
        self.driving = False
        self._record = Record(self.name)
        # What lies on a disk that did not take the record: it came before that.
        self._stale: Record | None = None
        self._shown: Frame | None = None
        self._born = self._retry = ticks()
        # This process's own last refresh and last full one: by the wall's clock, and by ticks.
        self._refreshed: tuple[datetime, float] | None = None
        self._full: tuple[datetime, float] | None = None

    @property
    def wait_s(self) -> float:
        """How long a panel that failed is let alone yet."""
        return max(0.0, self._retry - self.ticks())

    def show(self, frame: Frame, now: datetime, occasion: Occasion = "ordinary") -> Show | Skip:
        """Bring a frame, as its readers see it, onto the glass if that is due and allowed.

        Raises PanelError if the panel fails; it is then let alone for a while.
        """
        if wait := self.wait_s:
            return Skip(f"the panel failed; it is tried again in {wait:.0f} s", wait)
        return self._try(
            frame, now, lambda old, new, wear: refresh(old, new, wear, self.panel, occasion)
        )

    def put(self, frame: Frame, now: datetime, reason: str) -> Show | Skip:
        """Bring a frame onto the glass by a full refresh, as soon as the glass bears it.

        Raises PanelError if the panel fails.
        """

        def decide(old: Frame | None, new: Frame, wear: Wear) -> Show | Skip:
            del old, new
            return rested(Show(reason), wear, self.panel, hurry=True)

        return self._try(frame, now, decide)

    def upkeep(self, now: datetime) -> Show | Skip:
        """Refresh the picture that stands there if it has stood for too long.

        Raises PanelError if the panel fails.
        """
        past = self.remembered()
        before = self._before(past)
        return self.show(before, now) if before else Skip("nobody knows what the glass shows")

    def rest(self, now: datetime) -> None:
        """Lay the panel to rest, in whatever state it is; its picture stays.

        Raises PanelError if it fails.
        """
        try:
            with self.link.held():
                self.link.rest()
        except PanelError as error:
            self._fail(error, now)
            raise

    def _try(
        self,
        frame: Frame,
        now: datetime,
        decide: Callable[[Frame | None, Frame, Wear], Show | Skip],
    ) -> Show | Skip:
        try:
            with self.link.held():
                if self._stale is not None:
                    self._keep(self._record)
                past = self.remembered()
                before = self._before(past)
                old = self._laid(before) if before else None
                new = self._laid(frame)
                decision = decide(old, new, self._wear(past, now))
                if isinstance(decision, Show):
                    self._drive(frame, (old, new), decision.how, past, now)
        except PanelError as error:
            self._fail(error, now)
            raise
        return decision

    def _laid(self, frame: Frame) -> Frame:
        return laid(frame, self.turn, mirrored=self.panel.mirrored)

    def _drive(
        self,
        frame: Frame,
        pictures: tuple[Frame | None, Frame],
        how: How,
        past: Record,
        now: datetime,
    ) -> None:
        """Refresh the glass; what it shows is remembered before and after."""
        old, new = pictures
        put = self.link.open()
        begun = replace(past, driving=True, at=now, how=type(how).__name__.lower())
        kept = self._keep(begun)
        if isinstance(how, Partial) and not kept:
            # After a power cut nobody would know that this was begun.
            how = Full()
        self._shown, self._refreshed = None, (now, self.ticks())
        self.driving = True
        try:
            put(new, how, old)
        finally:
            self.driving = False
        self._driven(frame, how, begun)

    def _driven(self, frame: Frame, how: How, begun: Record) -> None:
        """Remember that a refresh ended well."""
        self._shown = frame
        full = isinstance(how, Full)
        if full:
            self._full = self._refreshed
        try:
            write_whole(self.picture, frame.png())
        except OSError as error:
            self._complain(self.picture, error)
        self._keep(
            replace(
                begun,
                digest=frame.digest,
                driving=False,
                how=type(how).__name__.lower(),
                full_at=begun.at if full else begun.full_at,
                ghosts=Wear(ghosts=begun.ghosts).after(how, self.panel.glass),
                refreshes=begun.refreshes + 1,
                failures=0,
                retry_at=None,
            )
        )

    def remembered(self) -> Record:
        """What is known of the last refresh, which may have been another process's."""
        if not self.memory.exists():
            return self._record
        found = records.load(self.memory, self.name)
        return self._record if found in (self._record, self._stale) else found

    def _before(self, past: Record) -> Frame | None:
        """The picture on the glass, as its readers see it; None if nobody knows it."""
        if past.driving or not past.digest:
            return None
        if self._shown is None or past is not self._record:
            # Where nothing can be written, what is on the disk may be older than the glass's.
            known = os.access(self.memory.parent, os.W_OK, effective_ids=True)
            found = png.read(self.picture, self.panel.palette) if known else None
            self._shown = found if found and found.digest == past.digest else None
        return self._shown

    def _wear(self, past: Record, now: datetime) -> Wear:
        """How long ago things happened, by a clock that nobody sets where this process saw them."""
        since = self._gone(past.at, self._refreshed, now)
        if past.at is not None and since is None:
            since = self.ticks() - self._born  # the clock was set back: it rests once more
        return Wear(since, self._gone(past.full_at, self._full, now), past.ghosts)

    def _gone(
        self, then: datetime | None, ours: tuple[datetime, float] | None, now: datetime
    ) -> float | None:
        """Seconds since a moment; None where it is not known, or in the future by a wrong clock."""
        if then is None:
            return None
        if ours is not None and ours[0] == then:
            return self.ticks() - ours[1]
        gone = (now - then).total_seconds()
        return gone if gone >= 0 else None

    def _fail(self, error: PanelError, now: datetime) -> None:
        failures = self._record.failures
        wait = BACK_OFF_S[min(failures, len(BACK_OFF_S) - 1)]
        self._retry = self.ticks() + wait
        if isinstance(error, TakenError):
            # The record is the other process's as long as it has the panel.
            return
        retry_at = now + timedelta(seconds=wait)
        self._keep(self.remembered().failed(error.step, now, retry_at))

    def _keep(self, record: Record) -> bool:
        """Keep a record; whether the disk took it."""
        self._record = record
        try:
            records.save(self.memory, record)
        except OSError as error:
            self._stale = records.load(self.memory, self.name)
            self._complain(self.memory, error)
            return False
        self.problem, self._stale = "", None
        return True

    def _complain(self, path: Path, error: OSError) -> None:
        self.problem = f"can't write {path} ({error.strerror or error}); check the disk"
