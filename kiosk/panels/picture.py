"""The panel that is a picture file: it needs no rest and wears out nowhere."""

from datetime import datetime
from pathlib import Path

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.panels import png
from kiosk.panels.policy import Occasion, Show, Skip, decide

# A disk that refuses is tried again after so long.
RETRY_S = 60.0


class Picture:
    """The page as the file `path`, and as glass.png in `folder`, which every panel has.

    `problem` is a sentence about a disk that refuses the latter, "" while it does not.
    """

    driving = False

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.glass = folder / "glass.png"
        self.problem = ""

    @property
    def wait_s(self) -> float:
        """How long to wait after a failure."""
        return RETRY_S

    def show(self, frame: Frame, now: datetime, occasion: Occasion = "ordinary") -> Show | Skip:
        """Write the frame, unless it is there.

        Raises PanelError if the disk refuses.
        """
        del now, occasion
        decision = decide(png.shown(self.path), frame.digest)
        if isinstance(decision, Show):
            png.show(frame, self.path)
        self.problem = ""
        if png.shown(self.glass) != frame.digest:
            try:
                png.show(frame, self.glass)
            except PanelError as error:
                self.problem = str(error)
        return decision

    def put(self, frame: Frame, now: datetime, reason: str) -> Show | Skip:
        """As `show`.

        Raises PanelError if the disk refuses.
        """
        del reason
        return self.show(frame, now)

    def upkeep(self, now: datetime) -> Show | Skip:
        """Nothing: a file does not fade."""
        del now
        return Skip("a picture file needs no care")

    def rest(self, now: datetime) -> None:
        """Nothing: a file has no supply."""
        del now
