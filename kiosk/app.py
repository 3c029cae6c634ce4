"""One refresh of the board: gather, edit, compose, paint, decide, show."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from kiosk import editing, press
from kiosk.config import Config
from kiosk.content import gather as gathering
from kiosk.content import office as offices
from kiosk.content.gather import Outcome
from kiosk.content.memory.store import Store, StoreError
from kiosk.content.source import FeedSource
from kiosk.content.work.process import Worker
from kiosk.ink.prepared import Prepared
from kiosk.model import Edition
from kiosk.mounting import PNG
from kiosk.panels.bus import Stopped, never
from kiosk.panels.links import reach
from kiosk.panels.picture import Picture
from kiosk.panels.policy import Show, Skip
from kiosk.panels.record import Record
from kiosk.panels.screen import Link, Screen
from kiosk.press import Made

Say = Callable[[str], None]


class Cycle(Struct, frozen=True):
    """What one whole cycle came to."""

    outcomes: tuple[Outcome, ...]
    edition: Edition
    made: Made
    decision: Show | Skip
    problems: tuple[str, ...]


def silent(_: str) -> None:
    """Say nothing of the progress."""


def gather(
    config: Config,
    store: Store,
    now: datetime,
    say: Say = silent,
    *,
    only: FeedSource | None = None,
    thorough: bool = False,
    worker: Worker | None = None,
) -> tuple[Outcome, ...]:
    """Ask the board's sources, or `only` one, once; what fails leaves the stored stories alone.

    `thorough`: pages and photographs that were looked at lately are looked at again.
    """
    outcomes = gathering.gather(
        config.sources if only is None else (only,),
        store,
        zone=config.zone,
        now=now,
        say=say,
        proxy=config.proxy,
        thorough=thorough,
        worker=worker,
    )
    posters = [offices.address(one) for one in editing.office(config, now).posters]
    try:
        store.prune(now, [source.url for source in config.sources], posters)
    except StoreError as fault:  # a disk from which nothing can be taken; what came is there
        return (*outcomes[:-1], *(one.noted((str(fault),)) for one in outcomes[-1:]))
    return outcomes


def develop(config: Config, store: Store, now: datetime, say: Say = silent) -> bool:
    """Take copies of the office's new posters; whether any was taken."""
    return offices.develop(editing.office(config, now), store, now, say)


def once(config: Config, now: datetime, say: Say = silent, worker: Worker | None = None) -> Cycle:
    """One whole cycle: every source asked, the page that is due made and shown.

    A `worker` that was begun beforehand asks the sources.

    Raises ConfigError, LayoutError, StoreError, PanelError.
    """
    with Store(config.state) as store:
        board = config.board()
        variants = press.layouts_for(config, board)
        develop(config, store, now, say)
        outcomes = gather(config, store, now, say, thorough=True, worker=worker)
        news = editing.edition(config, store, now)
        due = press.first_of(config.pages, news, board, variants)
        page = press.URGENT if press.alarms(news) else due
        kept = Prepared(config.prepared)
        made = press.make(page, news, board, variants, store.photos, prepared=kept)
        on = screen(config)
        decision = on.show(made.frames[0], now, "urgent" if page == press.URGENT else "ordinary")
        said = (
            *editing.problems(editing.office(config, now), store),
            *filter(None, [kept.problem, on.problem]),
        )
        return Cycle(outcomes, news, made, decision, said)


def screen(config: Config, stopped: Stopped = never) -> Screen | Picture:
    """What the pages are shown on; a refresh that is `stopped` is given up, the panel laid to rest.

    The picture on the glass is always also glass.png in the state folder.
    """
    if config.model == PNG:
        return Picture(config.picture, config.state)
    way = _simulation(config, stopped) if config.simulated else reach(config.panel, stopped)
    return Screen(config.panel, config.model, config.rotate, config.state, way)


def _simulation(config: Config, stopped: Stopped) -> Link:
    # A board with a panel needs no simulated chips.
    from kiosk.panels.sim.clock import Real, Virtual  # noqa: PLC0415 - as said
    from kiosk.panels.simulation import Simulation  # noqa: PLC0415 - as said

    turn = (config.rotate + config.panel.turn) % 360
    clock = Real() if config.pace == "real" else Virtual()
    lock = config.state / "panel.lock"
    return Simulation(config.panel, turn, config.picture, lock, stopped, clock)


def remembered(config: Config) -> tuple[Record, bool] | None:
    """What is remembered of the panel's refreshes, and whether a process has the panel now.

    None for a picture file.
    """
    on = screen(config)
    return (on.remembered(), on.link.taken()) if isinstance(on, Screen) else None
