"""What a running board tells of itself unasked: figures, signs of life, faults in the log."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk import heartbeat, vitals
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.health import status
from kiosk.metrics import Textfile
from kiosk.vitals import Vitals

LOG = logging.getLogger("kiosk")
# How often the service reports.
REPORT_S = 60
_HEALTH = "health"


class Reporter:
    """Reports of a board; each fault of its computer, and of the reports, is told once."""

    def __init__(
        self,
        config: Config,
        now: Callable[[], datetime],
        ticks: Callable[[], float],
        root: Path = Path("/"),
    ) -> None:
        self.config = config
        self.now = now
        self.ticks = ticks
        self.root = root
        self.refused = ""
        self._file = Textfile(config.textfile, ticks) if config.textfile else None
        self._wrong: set[str] = set()
        self._pushed: tuple[float, str] | None = None

    def report(self) -> None:
        """Look at the board's health and tell it, as far as that is due."""
        if self._file is None and not self.config.push:
            self._warn(vitals.look(self.config.state, self.now(), self.root))
            return
        try:
            found = status(self.config, self.now(), self.refused, self.root)
        except KioskError as error:
            self._tell(_HEALTH, str(error))
            self._push("down", str(error))
            return
        self._tell(_HEALTH, "")
        self._warn(found.vitals)
        if self._file:
            self._file.keep(found)
            self._tell("textfile", self._file.problem)
        self._push(*heartbeat.condition(found))

    def _warn(self, seen: Vitals) -> None:
        """Tell the computer's faults."""
        faults = dict(seen.faults())
        for part in Vitals.__struct_fields__:
            self._tell(part.replace("_", " "), faults.get(part, ""))

    def _tell(self, name: str, problem: str) -> None:
        """Tell what goes wrong when it begins and when it ends."""
        if problem and name not in self._wrong:
            LOG.warning("%s", problem)
            self._wrong.add(name)
        elif not problem and name in self._wrong:
            LOG.info("%s: well again", name)
            self._wrong.discard(name)

    def _push(self, condition: str, says: str) -> None:
        """Send a sign of life at its pace, and at once when the board is otherwise than before."""
        if not self.config.push:
            return
        at, before = self._pushed or (-float(self.config.push_every_s), condition)
        if condition == before and self.ticks() < at + self.config.push_every_s:
            return
        self._pushed = (self.ticks(), condition)
        config = self.config
        why = heartbeat.beat(
            *(config.push, condition, says, self.now()),
            allowed=config.push_hosts,
            proxy=config.proxy,
        )
        self._tell("push", f"push: the sign of life did not arrive: {why}" if why else "")
