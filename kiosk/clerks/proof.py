"""A notice's page as it will stand, drawn into files for a clerk to look at."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kiosk import editing, press
from kiosk.board import Board
from kiosk.config import Config
from kiosk.content.memory.store import Store
from kiosk.files import write_whole
from kiosk.layout.spec import Layout
from kiosk.model import Edition, Notice, holding


class Proof(Struct, frozen=True):
    """The page that a notice stands on, "" if there is none, and its pictures."""

    page: str
    pictures: tuple[Path, ...] = ()


def home(config: Config, notice: Notice, now: datetime) -> str:
    """The page of the programme that shows a notice, or the urgent one; "" if there is none.

    Raises ConfigError, LayoutError.
    """
    board = config.board()
    bare = Edition(board=config.name, zone=config.zone, now=max(now, notice.starts))
    return _home(config, replace(bare, notices=(notice,)), board, press.layouts_for(config, board))


def drawn(config: Config, notice: Notice, now: datetime, out: Path) -> Proof:
    """Draw the page of `notice` at `now`, or when it begins, with all else that stands there then.

    A page of several frames is written as `out` with -01, -02, … before its ending.
    Raises ConfigError, LayoutError, StoreError, OSError.
    """
    at = max(now, notice.starts)
    board = config.board()
    variants = press.layouts_for(config, board)
    with Store(config.state) as store:
        news = editing.edition(config, store, at)
        others = (
            one for one in news.notices if replace(one, id="", starts=notice.starts) != notice
        )
        alone = replace(news, notices=(notice,))
        page = _home(config, alone, board, variants)
        if not page:
            return Proof("")
        full = replace(news, notices=holding((*others, notice), at))
        made = press.make(page, full, board, variants, store.photos)
    return Proof(page, tuple(_write(out, made)))


def _home(config: Config, news: Edition, board: Board, variants: Sequence[Layout]) -> str:
    if press.alarms(news):
        return press.URGENT
    pages = tuple(dict.fromkeys(config.pages))
    without = press.filled(pages, replace(news, notices=()), board, variants)
    shown = zip(pages, press.filled(pages, news, board, variants), without, strict=True)
    return next((page for page, has, had in shown if has and not had), "")


def _write(out: Path, made: press.Made) -> Iterable[Path]:
    for number, frame in enumerate(made.frames, 1):
        count = f"-{number:02d}" if len(made.frames) > 1 else ""
        path = out.with_name(f"{out.stem}{count}{out.suffix}")
        write_whole(path, frame.png())
        yield path
