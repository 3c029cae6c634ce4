"""What each command does: the clock and the terminal meet the board here."""

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import quantities
from kiosk.config import OWN_PANELS, SYSTEM_WIDE, Config, find, is_example, load
from kiosk.errors import ConfigError, KioskError
from kiosk.mounting import ROTATIONS
from kiosk.panels import catalog
from kiosk.panels.catalog import Catalogue
from kiosk.panels.panel import Panel

if TYPE_CHECKING:
    from kiosk.app import Made
    from kiosk.board import Board
    from kiosk.contactsheet import ContactSheet
    from kiosk.frame import Frame
    from kiosk.layout.spec import Layout
    from kiosk.model import Edition

OK, FAILED, WRONG, UNWELL = 0, 1, 2, 3
# As systemd/kiosk.service and systemd/kiosk.tmpfiles.conf have it.
SERVICE_STATE = Path("/var/lib/kiosk")
_TIMES = ("%Y-%m-%d %H:%M", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%dT%H:%M")


class UsageError(KioskError):
    """The command line asks for something that is not there."""


@contextmanager
def ends_well() -> Iterator[None]:
    """A terminal that closes or a `kill` end this as Ctrl-C does: the panel is laid to rest."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = {
        number: signal.signal(number, interrupt)
        for number in (signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(number) is not signal.SIG_IGN  # as nohup has it
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def demo(arguments: argparse.Namespace) -> int:
    """Draw the sample portal's pages."""
    from kiosk import demo as sample  # noqa: PLC0415 - only this command serves anything

    for drawn in sample.demo(arguments.out, print):
        stages = (drawn.compose_s, drawn.paint_s, drawn.png_s)
        print(f"{drawn.path!s:70}" + "".join(f"{stage * 1000:6.0f} ms" for stage in stages))
    print(f"look at them in {arguments.out.absolute()}")
    return OK


def init(arguments: argparse.Namespace) -> int:
    """Write a first kiosk.toml."""
    from kiosk.starting import Answers, kiosk_toml  # noqa: PLC0415 - used once in a board's life

    path = arguments.config or Path("kiosk.toml")
    if path.exists() and not arguments.force:
        raise UsageError(f"{path} is there already; --force writes over it.")
    known = catalog.with_own(path.absolute().parent / OWN_PANELS)
    panel = _panel(_answer(arguments.panel, "Panel (kiosk panel list)", known.names()[0]), known)
    far = f"{panel.distance_m:g} m"
    asked = Answers(
        name=_answer(arguments.name, "The board's name", "Bảng tin phường"),
        url=_answer(arguments.url, "Address of the portal's feed", "https://portal.example/rss"),
        panel=panel.name,
        rotate=_rotation(arguments.rotate) or 0,
        distance=_answer(arguments.distance, "How far away readers stand", far),
        **places(path),
    )
    _write_config(path, kiosk_toml(asked, known))
    print(f"wrote {path}; `kiosk check` looks at it, `kiosk once` shows the first page")
    if is_example(asked.url):
        _warn([f"{asked.url} is an example; write the address of your portal's feed there."])
    return OK


@ends_well()
def once(arguments: argparse.Namespace) -> int:
    """Run one whole cycle."""
    from kiosk import app  # noqa: PLC0415 - `panel list` and --help need no renderer

    config = load(find(arguments.config))
    with _letters(config):
        cycle = app.once(config, datetime.now(UTC), _progress)
    _warn(cycle.problems)
    for outcome in cycle.outcomes:
        if outcome.error:
            _warn([f"{outcome.name}: {outcome.error}; what is stored stands"])
        _warn(f"{outcome.name}: {note}" for note in outcome.notes)
    if config.follows_nothing:
        _warn([f"{config.path}: there is no [[source]], so there is nothing to show."])
    print(f"{config.shown_on}: {cycle.made.page.name} ({cycle.decision.reason})")
    _print_report(cycle.made)
    failing = any(outcome.error for outcome in cycle.outcomes)
    unwell = failing or cycle.edition.stale_since or cycle.problems or config.follows_nothing
    return UNWELL if unwell else OK


def render(arguments: argparse.Namespace) -> int:
    """Draw pages without network or panel."""
    from kiosk import app  # noqa: PLC0415 - as above

    config = _config_or_sample(arguments)
    rotate = _rotation(arguments.rotate)
    panels = [_panel(name, config.catalogue) for name in arguments.panel or []] or [config.panel]
    at = moment(arguments.at, config, "--at") if arguments.at else None
    variants, pages = _asked_pages(arguments.layout, config)
    with _letters(config), _news(config, at, sample=arguments.sample) as (edition, photos):
        if arguments.layout is None and app.alarms(edition):
            pages = tuple(dict.fromkeys((app.URGENT, *pages)))
        boards = [config.board(panel, rotate) for panel in panels]
        due = [_due(pages, edition, board, variants) for board in boards]
        pages = [page for page in pages if any(shown[page] for shown in due)]
        sheet = _sheet(boards, pages, edition, arguments)
        for board, shown in zip(boards, due, strict=True):
            for page, made_as in shown.items():
                if not made_as:
                    print(f"{page}: has nothing to show now")
                    continue
                made = app.make(made_as, edition, board, variants, photos)
                first = _write(made, page, arguments)
                if sheet:
                    sheet.lay(page, board.panel, first, len(made.frames))
    if sheet:
        _save(sheet.png(), arguments.out / "sheet.png")
    return OK


def preview(arguments: argparse.Namespace) -> int:
    """Serve the board to a browser."""
    try:
        from kiosk.preview import serving  # noqa: PLC0415 - an extra, which few machines have
    except ModuleNotFoundError as error:
        says = f"kiosk preview needs {error.name}; install the extra: pip install 'kiosk[preview]'."
        raise KioskError(says) from error
    from kiosk.demo import BOARD_NAME, OFFICE_HOURS, PAGES  # noqa: PLC0415 - as above

    path = find(arguments.config)
    sample = Config(path.absolute(), name=BOARD_NAME, pages=PAGES, hours=OFFICE_HOURS)
    there = arguments.config is not None or path.exists()
    try:
        config = load(path) if there else sample
    except ConfigError:
        if not path.exists():
            raise
        config = sample  # until the file is mended; the page says what is wrong with it
    panels = [_panel(name, config.catalogue).name for name in arguments.panel or []]
    news = arguments.sample or not there
    opening = serving.Opening(path if there else None, tuple(panels), sample=news)
    address = serving.Address(arguments.host, arguments.port, browse=not arguments.no_open)
    with suppress(KeyboardInterrupt):  # which is how it ends
        serving.serve(config, opening, address, print)
    return OK


def story_list(arguments: argparse.Namespace) -> int:
    """Print what is stored."""
    from kiosk import clerking  # noqa: PLC0415 - as above

    config = load(find(arguments.config))
    for line in clerking.listed(config, datetime.now(UTC), as_json=arguments.json):
        print(line)
    return OK


def story_decide(arguments: argparse.Namespace) -> int:
    """Remember a verdict on one story."""
    from kiosk import clerking  # noqa: PLC0415 - as above
    from kiosk.content.memory.desk import Verdict  # noqa: PLC0415 - as above

    config = load(find(arguments.config))
    asked = getattr(arguments, "until", None)
    until = moment(asked, config, "--until") if asked else None
    verdict = Verdict(arguments.verdict, until) if arguments.verdict else None
    print(clerking.decide(config, arguments.story, verdict, datetime.now(UTC)))
    return OK


def status(arguments: argparse.Namespace) -> int:
    """Say how the board is doing."""
    from kiosk import health, settings  # noqa: PLC0415 - as above

    config, refused = settings.opened(find(arguments.config))
    found = health.status(config, datetime.now(UTC), refused)
    for line in found.lines() if not arguments.json else [found.json()]:
        print(line)
    return OK if found.well else UNWELL


def log(arguments: argparse.Namespace) -> int:
    """Print what was shown from when to when."""
    from kiosk import logbook, showings  # noqa: PLC0415 - as above

    config = load(find(arguments.config))
    since = moment(arguments.since, config, "--since") if arguments.since else None
    found = logbook.showings(showings.read(config.state))
    wanted = logbook.chosen(found, notice=arguments.notice, since=since)
    told = logbook.table if arguments.csv else logbook.lines
    for line in told(wanted, config.zone):
        print(line)
    return OK


def check(arguments: argparse.Namespace) -> int:
    """Say what would fail later."""
    from kiosk import checking, proofs  # noqa: PLC0415 - as above

    config = load(find(arguments.config))
    now = datetime.now(UTC)
    findings = checking.check(config, now)
    faults = [one.says for one in findings if one.fault]
    for one in findings:
        print(f"{'error' if one.fault else 'note'}: {one.says}")
    if not faults:
        for line in (*proofs.reaches(config), *proofs.turns(config, now)):
            print(line)
        print(f"{config.path}: nothing here would fail")
    return WRONG if faults else OK


def layouts(arguments: argparse.Namespace) -> int:
    """Print the layouts."""
    from kiosk import inventory  # noqa: PLC0415 - as above

    path = find(arguments.config)
    bare = arguments.config is None and not path.exists()
    config = Config(path=Path("kiosk.toml").absolute()) if bare else load(path)
    for line in inventory.layouts(config):
        print(line)
    return OK


def fonts(arguments: argparse.Namespace) -> int:
    """Print the faces."""
    from kiosk import inventory  # noqa: PLC0415 - as above

    del arguments
    for line in inventory.fonts():
        print(line)
    return OK


def run(arguments: argparse.Namespace) -> int:
    """Keep the board going."""
    from kiosk import mishaps, running, settings  # noqa: PLC0415 - only this command needs them

    config, refused = settings.opened(find(arguments.config))
    logging.basicConfig(
        level=logging.DEBUG if arguments.debug else logging.INFO,
        format="%(levelname)s %(message)s",
        stream=sys.stderr,
    )
    # It tells every error with its traceback; the agenda tells them as sentences.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    logging.getLogger().addHandler(mishaps.Ring(config.state, _clock, time.monotonic))
    if refused:
        logging.getLogger("kiosk").error("%s", refused)
    return running.run(config, refused)


def install(arguments: argparse.Namespace) -> int:
    """Put the service on a machine."""
    from kiosk import installing  # noqa: PLC0415 - used once in a board's life

    asked = {"dry_run": arguments.dry_run, "journal_in_memory": arguments.journal_in_memory}
    for line in installing.install(arguments.root, os.geteuid(), **asked):
        print(line, flush=True)
    return OK


def uninstall(arguments: argparse.Namespace) -> int:
    """Take the service off a machine."""
    from kiosk import installing  # noqa: PLC0415 - as above

    asked = {"dry_run": arguments.dry_run, "purge": arguments.purge}
    for line in installing.uninstall(arguments.root, os.geteuid(), **asked):
        print(line, flush=True)
    return OK


def panel_list(arguments: argparse.Namespace) -> int:
    """Print the panels."""
    path = find(arguments.config)
    known = catalog.with_own(path.absolute().parent / OWN_PANELS)
    wide = max(map(len, known.names())) + 1
    for name in known.names():
        panel = known.panel(name)
        inks = len(panel.palette.inks)
        mm = f"{panel.width_mm:g} x {panel.height_mm:g} mm"
        print(f"{name:{wide}}{panel.size!s:11}{mm:21}{inks:2} inks  {panel.title}")
    own = "a picture file, like one of these or its own"
    print(f"{'png':{wide}}{'any':11}{'any':21}any inks  {own}")
    return OK


@ends_well()
def panel_test(arguments: argparse.Namespace) -> int:
    """Show the test picture."""
    from kiosk import glasswork  # noqa: PLC0415 - as above

    config = load(find(arguments.config))
    if arguments.out:
        glasswork.write_pattern(config, arguments.out)
        print(arguments.out)
        return OK
    for line in glasswork.test(config, _clock, time.sleep, _progress):
        print(line)
    return OK


@ends_well()
def panel_clear(arguments: argparse.Namespace) -> int:
    """Make the glass white."""
    from kiosk import glasswork  # noqa: PLC0415 - as above

    config = load(find(arguments.config))
    print(glasswork.clear(config, _clock, time.sleep, _progress))
    return OK


@ends_well()
def panel_sleep(arguments: argparse.Namespace) -> int:
    """Lay the panel to rest."""
    from kiosk import glasswork  # noqa: PLC0415 - as above

    config = load(find(arguments.config))
    print(glasswork.rest(config, _clock()))
    return OK


def panel_profile(arguments: argparse.Namespace) -> int:
    """Make the table of a ward's own inks, or the picture that they are measured on."""
    from kiosk import profiling  # noqa: PLC0415 - used when a panel is measured

    config = load(find(arguments.config))
    palette = config.panel.palette
    if arguments.chart:
        print(profiling.draw_chart(palette, config.board().size, arguments.chart))
        return OK
    if config.inks is None:
        names = ", ".join(ink.name for ink in palette.inks)
        says = "has no `inks` under [panel]; name there a file with a line for each of its inks"
        raise UsageError(f"{config.path} {says} ({names}), as white = [185, 202, 205].")
    for line in profiling.fit(palette):
        print(line)
    return OK


@contextmanager
def _letters(config: Config) -> Iterator[None]:
    """Letters are drawn as earlier commands have kept them, and kept for later ones."""
    from kiosk import atlas  # noqa: PLC0415 - as above

    atlas.keep_in(config.state)
    yield
    atlas.save()  # where the disk refuses, the next command draws them anew


@contextmanager
def _news(config: Config, at: datetime | None, *, sample: bool) -> "Iterator[tuple[Edition, Path]]":
    """What a board may show, now or at a given time; the sample stands on its own morning."""
    from kiosk import app  # noqa: PLC0415 - as above
    from kiosk.content.memory.store import Store  # noqa: PLC0415 - as above

    if sample:
        from kiosk import demo as samples  # noqa: PLC0415 - as above

        with samples.sample(config, at or samples.SAMPLE_NOW) as news:
            yield news
        return
    with Store(config.state) as store:
        _warn(store.notices)
        when = at or datetime.now(UTC)
        yield app.edition(config, store, when, asked=at is not None), store.photos


def _due(
    pages: "Sequence[str]", edition: "Edition", board: "Board", variants: "Sequence[Layout]"
) -> dict[str, str]:
    """Each page and what is drawn for it: itself, the waiting page, or "" if it has nothing.

    Raises UsageError for a page that has no layout.
    """
    from kiosk import app  # noqa: PLC0415 - as above

    for page in pages:
        if why := app.missing(page, board.shape, variants):
            raise UsageError(why)
    filled = app.filled(pages, edition, board, variants)
    if any(filled):
        return {page: page if has else "" for page, has in zip(pages, filled, strict=True)}
    waits = not app.missing(app.WAITING, board.shape, variants)
    return {page: app.WAITING if waits else page for page in pages}


def _write(made: "Made", page: str, arguments: argparse.Namespace) -> "Frame":
    """Write a page's first frame, or all; the first as it was drawn."""
    from kiosk import app  # noqa: PLC0415 - as above
    from kiosk.export import scene_json  # noqa: PLC0415 - as above
    from kiosk.files import write_whole  # noqa: PLC0415 - as above
    from kiosk.ink.paint import outline  # noqa: PLC0415 - as above

    written = []
    for number, frame in enumerate(made.frames, 1):
        scene = made.page.scenes[number - 1]
        count = f"-{number:02d}" if arguments.all else ""
        path = arguments.out / f"{page}-{made.board.panel}{count}.png"
        drawn = outline(scene, made.board, frame, app.fonts()) if arguments.outline else frame
        _save(drawn.png(as_seen=arguments.as_seen), path)
        written.append(drawn)
        if arguments.scene:
            told = scene_json(scene, made.board.panel, made.page.report)
            write_whole(path.with_suffix(".json"), told.encode())
        if not arguments.all:
            break
    _print_report(made)
    return written[0]


def _save(data: bytes, path: Path) -> None:
    from kiosk.files import write_whole  # noqa: PLC0415 - as above

    write_whole(path, data)
    print(path)


def _sheet(
    boards: "Sequence[Board]",
    pages: Sequence[str],
    edition: "Edition",
    arguments: argparse.Namespace,
) -> "ContactSheet | None":
    """The sheet that was asked for, bare yet.

    Raises SheetError.
    """
    if not arguments.sheet:
        return None
    from kiosk.contactsheet import ContactSheet  # noqa: PLC0415 - as above
    from kiosk.sheetplan import plan  # noqa: PLC0415 - as above

    colours = "colours as seen" if arguments.as_seen else "nominal colours"
    note = f"{edition.now.astimezone(edition.zone):%d/%m/%Y %H:%M}, {colours}"
    planned = plan(list(dict.fromkeys(boards)), pages)
    return ContactSheet(planned, edition.board, note, as_seen=arguments.as_seen)


def _print_report(made: "Made") -> None:
    for loss in made.page.report:
        print(f"  {loss}")


def _asked_pages(asked: str | None, config: Config) -> "tuple[Sequence[Layout], Sequence[str]]":
    """The layouts that may be used and the pages to draw: the programme's, or the one asked for."""
    from kiosk import app  # noqa: PLC0415 - as above
    from kiosk.layout.spec import load as load_layout  # noqa: PLC0415 - as above

    variants = app.layouts(config.layouts)
    if asked is None:
        return variants, tuple(dict.fromkeys(config.pages))
    if asked.endswith(".toml"):
        layout = load_layout(Path(asked))
        return (layout,), (layout.page,)
    if only := [layout for layout in variants if layout.name == asked and "." in asked]:
        return only, (only[0].page,)
    known = sorted({layout.page for layout in variants})
    if asked not in known:
        near = quantities.did_you_mean(asked, known) or f"; known are {', '.join(known)}."
        raise UsageError(f"--layout: there is no page or layout “{asked}”{near}")
    return variants, (asked,)


def _config_or_sample(arguments: argparse.Namespace) -> Config:
    """The config; for the sample a default one does where none was asked for and none is there."""
    path = find(arguments.config)
    if arguments.sample and arguments.config is None and not path.exists():
        from kiosk.demo import BOARD_NAME, PAGES  # noqa: PLC0415 - as above

        return Config(path=Path("kiosk.toml").absolute(), name=BOARD_NAME, pages=PAGES)
    return load(path)


def _panel(name: str, known: Catalogue) -> Panel:
    try:
        return known.panel(name)
    except catalog.UnknownPanelError as error:
        raise UsageError(str(error)) from error


def _rotation(asked: str | None) -> int | None:
    if asked is None:
        return None
    if asked not in {str(turn) for turn in ROTATIONS}:
        raise UsageError(f"--rotate must be 0, 90, 180 or 270, not “{asked}”.")
    return int(asked)


def moment(asked: str, config: Config, key: str) -> datetime:
    """A local time that a person wrote, as an aware one.

    Raises UsageError.
    """
    for form in _TIMES:
        try:
            found = datetime.strptime(asked.strip(), form).replace(tzinfo=config.zone)
        except ValueError:
            continue
        return found.astimezone(UTC)
    try:
        clock = datetime.strptime(asked.strip(), "%H:%M").replace(tzinfo=config.zone)
    except ValueError:
        raise UsageError(f"{key} must be a time as “2026-11-23 07:00”, not “{asked}”.") from None
    today = datetime.now(config.zone)
    return datetime.combine(today.date(), clock.time(), config.zone).astimezone(UTC)


def places(path: Path) -> dict[str, str]:
    """Where the service of a config in /etc may write: nothing but its state folder."""
    if path.absolute().parent != SYSTEM_WIDE.parent:
        return {}
    names = {"state": "", "picture": "frame.png", "notices": "notices"}
    return {key: str(SERVICE_STATE / name) for key, name in names.items()}


def _write_config(path: Path, words: str) -> None:
    """Write a config that was read once before, so that a wrong answer harms no file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tried = path.with_name(f"{path.name}.new")
    tried.write_text(words, encoding="utf-8")
    try:
        load(tried)
    except ConfigError as error:
        raise ConfigError(path, *error.problems) from error
    else:
        tried.replace(path)
    finally:
        tried.unlink(missing_ok=True)


def _answer(given: str | None, question: str, otherwise: str) -> str:
    if given is not None or not sys.stdin.isatty():
        return given if given is not None else otherwise
    return input(f"{question} [{otherwise}]: ").strip() or otherwise


def _clock() -> datetime:
    return datetime.now(UTC)


def _progress(says: str) -> None:
    if sys.stderr.isatty():
        print(says, file=sys.stderr)


def _warn(sentences: "Iterator[str] | Sequence[str]") -> None:
    for sentence in sentences:
        print(f"kiosk: {sentence}", file=sys.stderr)
