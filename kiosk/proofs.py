"""What `kiosk check` says of a board's pages: what can't be read, what has no room, who waits."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from kiosk import editing, press
from kiosk.config import Config
from kiosk.content.memory.store import Store
from kiosk.layout import legibility
from kiosk.layout.compose import ranked
from kiosk.layout.fitting import holds, invisible, roomless, untold
from kiosk.layout.legibility import advice
from kiosk.layout.spec import Layout
from kiosk.model import Edition
from kiosk.programme import waits
from kiosk.quantities import did_you_mean
from kiosk.rehearsal import rehearse, rounds


class Finding(Struct, frozen=True):
    """Something worth saying: `fault` if it must be mended, else a note."""

    fault: bool
    says: str


def layouts(config: Config, variants: Sequence[Layout]) -> Iterator[Finding]:
    """What of the layouts nobody could read or see on this board, and what it never shows."""
    yield from _named(config, variants)
    board = config.board()
    for layout in variants:
        if layout.shape == board.shape:
            for one in legibility.findings(layout, board):
                yield Finding(fault=True, says=str(one))
        if holds(layout, board):
            for one in invisible(layout, board):
                yield Finding(fault=True, says=str(one))
            for one in roomless(layout, board):
                yield Finding(fault=False, says=str(one))
    for page in dict.fromkeys(config.pages):
        if says := untold(page, board, variants):
            yield Finding(fault=False, says=says)


def _named(config: Config, variants: Sequence[Layout]) -> Iterator[Finding]:
    """Files of the ward's own that no page of the programme is made of."""
    shown = {*config.pages, press.WAITING, press.CLOSING, press.URGENT}
    for layout in variants:
        if layout.path.parent == config.layouts and layout.page not in shown:
            near = did_you_mean(layout.page, shown) or "; add it there, or rename the file."
            says = f"{layout.path}: programme.pages has no page “{layout.page}”{near}"
            yield Finding(fault=False, says=says)
    for path in sorted(config.layouts.glob("*")):
        if path.name.casefold().endswith((".toml", ".toml.txt")) and path.suffix != ".toml":
            says = f"{path}: is not read, since its name does not end in .toml; rename it."
            yield Finding(fault=False, says=says)


def reaches(config: Config) -> tuple[str, ...]:
    """From how far each page of the programme can be read."""
    board = config.board()
    eyes = legibility.seen(board)
    variants, lines = press.layouts(config.layouts), []
    for page in dict.fromkeys(config.pages):
        used = [one for one in ranked(page, variants) if one.shape == board.shape]
        if used:
            metres = min(legibility.reach(layout, board) for layout in used)
            lines.append(f"page {page}: all of it can be read from {metres:.2f} m{eyes}")
    return tuple(lines)


def turns(config: Config, now: datetime) -> tuple[str, ...]:
    """How many frames each page takes now, how long it is away, and what of it is rather small.

    Raises KioskError.
    """
    board, variants = config.board(), press.layouts(config.layouts)
    played = rehearse(config, _stored(config, now), variants)
    wait = waits(rounds(config.pages, played), config.dwell)
    lines = []
    for one in played:
        away = wait[one.page].away
        back = f"; away for {_span(away)} at most" if away else ""
        stands = _span(config.dwell(one.page))
        lines.append(f"page {one.page}: {_frames(one.frames)} of {stands}{back}")
    if played:
        longest = max(one.missed for one in wait.values())
        lines.append(f"the longest wait for a page is {_span(longest)}")
    if led := [one for one in played if one.led]:
        again = max(wait[one.page].story for one in led)
        stories = len(led[0].frames)
        lines.append(f"{stories} stories lead in turn, each again after {_span(again)} at most")
    lines += [f"note: {says}" for one in played for says in one.unshown]
    used = (layout for one in played for layout in one.layouts)
    return (*lines, *(f"advice: {says}" for layout in used for says in advice(layout, board)))


def _frames(counts: Sequence[int]) -> str:
    """How many frames a page takes, with one story and another: “2 to 3 frames”."""
    least, most = min(counts), max(counts)
    span = f"{least} to {most}" if least < most else f"{most}"
    return f"{span} frame" if most == 1 else f"{span} frames"


def _stored(config: Config, now: datetime) -> Edition:
    """What the board would show now; nothing is written where no board has run yet."""
    if not config.state.is_dir():
        with TemporaryDirectory() as folder, Store(Path(folder)) as store:
            return editing.edition(config, store, now)
    with Store(config.state) as store:
        return editing.edition(config, store, now)


def _span(seconds: int) -> str:
    """A time in hours, minutes and seconds: “1 h 20 min”."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 s"
