"""`kiosk render`: pages from what is stored, as PNG files, without network or panel."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import atlas, editing, press, quantities
from kiosk.asked import moment, panel_called, rotation, warn
from kiosk.board import Board
from kiosk.config import Config, find, load
from kiosk.content.memory.store import Store
from kiosk.errors import UsageError
from kiosk.exits import OK
from kiosk.files import write_whole
from kiosk.frame import Frame
from kiosk.layout.spec import Layout
from kiosk.layout.spec import load as load_layout
from kiosk.model import Edition
from kiosk.press import Made
from kiosk.scene import Scene

if TYPE_CHECKING:
    from kiosk.contactsheet import ContactSheet


def render(arguments: argparse.Namespace) -> int:
    """Draw pages without network or panel."""
    config = _config_or_sample(arguments)
    rotate = rotation(arguments.rotate)
    panels = [panel_called(name, config.catalogue) for name in arguments.panel or []] or [
        config.panel
    ]
    at = moment(arguments.at, config, "--at") if arguments.at else None
    variants, pages = _asked_pages(arguments.layout, config)
    with (
        atlas.kept_in(config.state),
        _news(config, at, sample=arguments.sample) as (edition, photos),
    ):
        if arguments.layout is None and press.alarms(edition):
            pages = tuple(dict.fromkeys((press.URGENT, *pages)))
        boards = [config.board(panel, rotate) for panel in panels]
        due = [_due(pages, edition, board, variants) for board in boards]
        pages = [page for page in pages if any(shown[page] for shown in due)]
        sheet = _sheet(boards, pages, edition, arguments)
        for board, shown in zip(boards, due, strict=True):
            for page, made_as in shown.items():
                if not made_as:
                    print(f"{page}: has nothing to show now")
                    continue
                most = None if arguments.all else 1
                made = press.make(made_as, edition, board, variants, photos, most=most)
                first = _write(made, page, arguments)
                if sheet:
                    sheet.lay(page, board.panel, first, len(made.page.scenes))
    if sheet:
        _save(sheet.png(), arguments.out / "sheet.png")
    return OK


@contextmanager
def _news(config: Config, at: datetime | None, *, sample: bool) -> Iterator[tuple[Edition, Path]]:
    """What a board may show, now or at a given time; the sample stands on its own morning."""
    if sample:
        from kiosk import demo as samples  # noqa: PLC0415 - only where it is asked for

        with samples.sample(config, at or samples.SAMPLE_NOW) as news:
            yield news
        return
    with Store(config.state) as store:
        warn(store.notices)
        when = at or datetime.now(UTC)
        yield editing.edition(config, store, when, asked=at is not None), store.photos


def _due(
    pages: Sequence[str], edition: Edition, board: Board, variants: "Sequence[Layout]"
) -> dict[str, str]:
    """Each page and what is drawn for it: itself, the waiting page, or "" if it has nothing.

    Raises UsageError for a page that has no layout.
    """
    for page in pages:
        if why := press.missing(page, board.shape, variants):
            raise UsageError(why)
    filled = press.filled(pages, edition, board, variants)
    if any(filled):
        return {page: page if has else "" for page, has in zip(pages, filled, strict=True)}
    waits = not press.missing(press.WAITING, board.shape, variants)
    return {page: press.WAITING if waits else page for page in pages}


def _write(made: Made, page: str, arguments: argparse.Namespace) -> Frame:
    """Write a page's first frame, or all; the first as it was drawn."""
    written = []
    for number, frame in enumerate(made.frames, 1):
        scene = made.page.scenes[number - 1]
        count = f"-{number:02d}" if arguments.all else ""
        path = arguments.out / f"{page}-{made.board.panel}{count}.png"
        drawn = _outlined(scene, made.board, frame) if arguments.outline else frame
        _save(drawn.png(as_seen=arguments.as_seen), path)
        written.append(drawn)
        if arguments.scene:
            from kiosk.export import scene_json  # noqa: PLC0415 - only where it is asked for

            told = scene_json(scene, made.board.panel, made.page.report)
            write_whole(path.with_suffix(".json"), told.encode())
        if not arguments.all:
            break
    for loss in made.page.report:
        print(f"  {loss}")
    return written[0]


def _outlined(scene: Scene, board: Board, frame: Frame) -> Frame:
    from kiosk.ink.outline import outline  # noqa: PLC0415 - only where it is asked for

    return outline(scene, board, frame, press.fonts())


def _save(data: bytes, path: Path) -> None:
    write_whole(path, data, lasting=False)
    print(path)


def _sheet(
    boards: Sequence[Board],
    pages: Sequence[str],
    edition: Edition,
    arguments: argparse.Namespace,
) -> "ContactSheet | None":
    """The sheet that was asked for, bare yet.

    Raises SheetError.
    """
    if not arguments.sheet:
        return None
    from kiosk.contactsheet import ContactSheet  # noqa: PLC0415 - only where it is asked for
    from kiosk.sheetplan import plan  # noqa: PLC0415 - only where it is asked for

    colours = "colours as seen" if arguments.as_seen else "nominal colours"
    note = f"{edition.now.astimezone(edition.zone):%d/%m/%Y %H:%M}, {colours}"
    planned = plan(list(dict.fromkeys(boards)), pages)
    return ContactSheet(planned, edition.board, note, as_seen=arguments.as_seen)


def _asked_pages(asked: str | None, config: Config) -> tuple[Sequence[Layout], Sequence[str]]:
    """The layouts that may be used and the pages to draw: the programme's, or the one asked for."""
    variants = press.layouts(config.layouts)
    if asked is None:
        return variants, tuple(dict.fromkeys(config.pages))
    if asked.endswith(".toml"):
        layout = load_layout(Path(asked))
        return (layout,), (layout.page,)
    page, dot, _ = asked.partition(".")
    if dot and (only := [one for one in variants.of(page) if one.name == asked]):
        return only, (page,)
    if asked not in variants.pages:
        near = quantities.did_you_mean(asked, variants.pages)
        near = near or f"; known are {', '.join(variants.pages)}."
        raise UsageError(f"--layout: there is no page or layout “{asked}”{near}")
    return variants, (asked,)


def _config_or_sample(arguments: argparse.Namespace) -> Config:
    """The config; for the sample a default one does where none was asked for and none is there."""
    path = find(arguments.config)
    if arguments.sample and arguments.config is None and not path.exists():
        from kiosk.demo import BOARD_NAME, PAGES  # noqa: PLC0415 - only where it is asked for

        return Config(path=Path("kiosk.toml").absolute(), name=BOARD_NAME, pages=PAGES)
    return load(path)
