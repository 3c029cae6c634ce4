"""What each command does: the clock and the terminal meet the board here."""

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from kiosk.asked import moment, panel_called, rotation, warn
from kiosk.config import OWN_PANELS, SYSTEM_WIDE, Config, find, is_example, load
from kiosk.errors import ConfigError, KioskError, UsageError
from kiosk.exits import OK, UNWELL, WRONG
from kiosk.panels import catalog

# As systemd/kiosk.service and systemd/kiosk.tmpfiles.conf have it.
SERVICE_STATE = Path("/var/lib/kiosk")


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
    panel = panel_called(
        _answer(arguments.panel, "Panel (kiosk panel list)", known.names()[0]), known
    )
    far = f"{panel.distance_m:g} m"
    asked = Answers(
        name=_answer(arguments.name, "The board's name", "Bảng tin phường"),
        url=_answer(arguments.url, "Address of the portal's feed", "https://portal.example/rss"),
        panel=panel.name,
        rotate=rotation(arguments.rotate) or 0,
        distance=_answer(arguments.distance, "How far away readers stand", far),
        **places(path),
    )
    _write_config(path, kiosk_toml(asked, known))
    print(f"wrote {path}; `kiosk check` looks at it, `kiosk once` shows the first page")
    if is_example(asked.url):
        warn([f"{asked.url} is an example; write the address of your portal's feed there."])
    return OK


@ends_well()
def once(arguments: argparse.Namespace) -> int:
    """Run one whole cycle."""
    from kiosk.content.work.process import Worker  # noqa: PLC0415 - as below

    config = load(find(arguments.config))
    with Worker() as worker:
        if config.sources:
            worker.begin()
        from kiosk import app, atlas  # noqa: PLC0415 - `panel list` and --help need no renderer

        with atlas.kept_in(config.state):
            cycle = app.once(config, datetime.now(UTC), _progress, worker)
    warn(cycle.problems)
    for outcome in cycle.outcomes:
        if outcome.error:
            warn([f"{outcome.name}: {outcome.error}; what is stored stands"])
        warn(f"{outcome.name}: {note}" for note in outcome.notes)
    if config.follows_nothing:
        warn([f"{config.path}: there is no [[source]], so there is nothing to show."])
    print(f"{config.shown_on}: {cycle.made.page.name} ({cycle.decision.reason})")
    for loss in cycle.made.page.report:
        print(f"  {loss}")
    failing = any(outcome.error for outcome in cycle.outcomes)
    unwell = failing or cycle.edition.stale_since or cycle.problems or config.follows_nothing
    return UNWELL if unwell else OK


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
    panels = [panel_called(name, config.catalogue).name for name in arguments.panel or []]
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
