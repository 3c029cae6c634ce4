"""What one changed headline costs, from the edition to the last byte on the wires."""

# ruff: noqa: INP001, T201 (part of a script, which answers on stdout)

import json
import random
import sys
from pathlib import Path

from cases import BOARD
from msgspec.structs import replace
from ours import shuffled
from timing import median_ms

from kiosk import press
from kiosk.config import Config
from kiosk.demo import sample
from kiosk.frame import Frame
from kiosk.ink.prepared import Prepared
from kiosk.model import Edition
from kiosk.panels import catalog
from kiosk.panels.bus import play
from kiosk.panels.drive import driver
from kiosk.panels.glass import laid
from kiosk.panels.policy import Show, Wear, refresh

PANEL = "waveshare-7in5-v2"


class Recorder:
    """Wires to nowhere: they count bytes, time passes at once, and BUSY is seen after a refresh."""

    def __init__(self) -> None:
        self.sent, self._now, self._looks, self._data = 0, 0.0, 0, True

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - as Wires has it
        if line == "dc":
            self._data = level

    def busy(self) -> bool:
        """High, which is idle, but for the first look after a refresh has begun."""
        self._looks -= 1
        return self._looks < 0

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        del slow
        self.sent += len(data)
        if not self._data and data == b"\x12":
            self._looks = 1
        return b""

    def sleep(self, seconds: float) -> None:
        self._now += seconds

    def now(self) -> float:
        return self._now

    def close(self) -> None:
        """Nothing was opened."""


def main() -> None:
    """Print a JSON object: time in ms and bytes sent where one headline of the sample changed."""
    (page,) = sys.argv[1:]
    config = Config(path=Path("kiosk.toml"), name=BOARD)
    with sample(config) as (edition, photos):
        it = Updates(config, page, edition, photos)
        ms = median_ms(it.step)
        print(json.dumps({"ms": ms, "bytes": it.sent, "how": it.how}))


class Updates:
    """A page of the sample on a panel, whose lead story has another headline with each step."""

    def __init__(self, config: Config, page: str, edition: Edition, photos: Path) -> None:
        self.page, self.panel = page, catalog.panel(PANEL)
        self.board = config.board(self.panel)
        self.photos, self.kept = photos, Prepared(photos.parent / "prepared")
        self.chance, self.edition = random.Random(1), edition  # noqa: S311 - no secret
        self.how, self.sent = "", 0
        self.before = self._laid(edition)

    def step(self) -> None:
        """From an edition with a new headline to the last byte on the wires."""
        lead, *others = self.edition.stories
        new = replace(lead, title=shuffled(lead.title, self.chance))
        frame = self._laid(replace(self.edition, stories=(new, *others)))
        due = refresh(self.before, frame, Wear(since_s=9e3, full_s=9e3), self.panel)
        assert isinstance(due, Show), due  # noqa: S101 - nothing forbids it
        wires, chip = Recorder(), driver(self.panel)
        steps = chip.show(self.panel, frame, due.how, self.before)
        play(steps, chip.rest(self.panel), wires, self.panel.name)
        self.before, self.sent, self.how = frame, wires.sent, type(due.how).__name__

    def _laid(self, edition: Edition) -> Frame:
        made = press.make(
            *(self.page, edition, self.board, press.shipped_layouts(), self.photos),
            prepared=self.kept,
        )
        panel = self.panel
        return laid(made.frames[0], panel.turn, mirrored=panel.mirrored)
