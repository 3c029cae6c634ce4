"""`kiosk panel test`, `clear` and `sleep`: what a technician does with the glass."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from kiosk import app, press
from kiosk.app import Say
from kiosk.config import Config
from kiosk.files import write_whole
from kiosk.frame import Frame
from kiosk.mounting import PNG
from kiosk.panels.policy import Skip
from kiosk.pattern import pattern

Clock = Callable[[], datetime]
Sleep = Callable[[float], None]

LOOK_FOR = (
    "a line of one pixel around all four edges, unbroken;",
    "“GÓC TRÊN BÊN TRÁI” (top left) at the top left, upright: else change `rotate`;",
    "“NỀN TRẮNG CHỮ ĐEN” in black on white: else the panel is of another kind than `model` says;",
    "a stripe of every ink above its name: a wrong colour means another kind of panel;",
    "slanted lines without a step: a step means that halves are shifted or swapped;",
    "even textures of one pixel: bands mean a bad contact, or SPI that is too fast (`hz`).",
)


def write_pattern(config: Config, path: Path) -> None:
    """The test picture as a file.

    Raises OSError if the disk refuses.
    """
    write_whole(path, pattern(config.board(), press.fonts()).png())


def test(config: Config, clock: Clock, sleep: Sleep, say: Say) -> Iterator[str]:
    """Show the test picture; then sentences about what to look for.

    Raises PanelError.
    """
    _put(config, pattern(config.board(), press.fonts()), "the test picture", clock, sleep, say)
    yield f"{config.shown_on} shows the test picture; look for"
    yield from (f"  {line}" for line in LOOK_FOR)
    yield "docs/panels.md says what to do about each; a running service soon shows its page again"


def clear(config: Config, clock: Clock, sleep: Sleep, say: Say) -> str:
    """Make the glass white; a sentence about it.

    Raises PanelError.
    """
    board = config.board()
    paper = bytes([board.palette.paper]) * (board.size.width * board.size.height)
    _put(config, Frame(board.size, board.palette, paper), "white", clock, sleep, say)
    return f"{config.shown_on} is white"


def rest(config: Config, now: datetime) -> str:
    """Lay the panel to rest; a sentence about it.

    Raises PanelError.
    """
    app.screen(config).rest(now)
    return f"{config.shown_on} rests; its picture stays"


def _put(config: Config, frame: Frame, reason: str, clock: Clock, sleep: Sleep, say: Say) -> None:
    """Show a frame as soon as the glass bears it."""
    screen = app.screen(config)
    if config.panel.seconds and config.model != PNG:
        say(f"a full refresh takes about {config.panel.seconds.full:g} s")
    while isinstance(decision := screen.put(frame, clock(), reason), Skip) and decision.wait_s:
        say(decision.reason)
        sleep(decision.wait_s)
