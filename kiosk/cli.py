"""The command line: what may be asked for, exit codes, sentences for people."""

import argparse
import gc
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk import __version__
from kiosk.errors import ConfigError, KioskError, LayoutError, UsageError
from kiosk.exits import FAILED, OK, WRONG

_EXITS = """\
exit codes: 0 as it should be; 3 working, but not well (an old page stands, a source fails);
1 failed (nothing could be shown); 2 config, layout or command line are wrong"""
_INTERRUPTED = 130
_WIDE = 80
_MOST_GARBAGE = 50_000
# They have closed what they opened, and have no threads.
_ENDS_AT_ONCE = ("render", "status", "log", "layouts", "fonts")
_WHICH = "A running service shows it within seconds. `kiosk story list` names the stories."


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse would load what packs archives to ask how wide."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    if (asked := os.environ.get("COLUMNS", "")).isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else _WIDE
    except (OSError, ValueError):  # no terminal
        return _WIDE


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that lacks our letters gets “?” for them, and the command does its work.
        sys.stdout.reconfigure(errors="replace")
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser(words).parse_args(words)
    try:
        code = _runner(arguments.run)(arguments)
        sys.stdout.flush()
    except (ConfigError, LayoutError, UsageError) as error:
        return _complain(error, WRONG, debug=arguments.debug)
    except BrokenPipeError:  # whoever read our lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except (KioskError, OSError) as error:
        return _complain(error, FAILED, debug=arguments.debug)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def process() -> int:
    """`main` of a process of its own, which ends at once after a command that only tells or draws.

    Python would take all apart that is freed with the process: a tenth of a drawn page's time.
    """
    brief = sys.argv[1:2] and sys.argv[1] in _ENDS_AT_ONCE
    if brief:  # and garbage is looked for when there is some, not seven hundred objects after
        gc.set_threshold(_MOST_GARBAGE)
    code = main()
    if brief:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # whoever read it is gone
                stream.flush()
        os._exit(code)
    return code


def _complain(error: Exception, code: int, *, debug: bool) -> int:
    if debug:
        import traceback  # noqa: PLC0415 - seldom asked for

        traceback.print_exception(error)
    for line in str(error).splitlines():
        print(f"kiosk: {line}", file=sys.stderr)
    return code


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command that `words` begin with, or of all where they begin otherwise."""
    parser = argparse.ArgumentParser(
        prog="kiosk",
        description="A news board for ward offices: from a portal's feed to a frame of e-paper.",
        epilog=_EXITS,
        formatter_class=Help,
    )
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}")
    speaker: Any = _speaker
    adding = parser.add_subparsers(
        title="commands", required=True, metavar="COMMAND", parser_class=speaker, prog="kiosk"
    )
    asked = _COMMANDS.get(words[0]) if words else None
    for add in [asked] if asked else _COMMANDS.values():
        add(adding)
    return parser


def _runner(where: str) -> Callable[[argparse.Namespace], int]:
    """The function that a command runs; no other command's modules are loaded."""
    module, _, name = where.partition(":")
    gc.disable()  # modules are no garbage, neither now nor later
    try:
        loaded = importlib.import_module(f"kiosk.{module}")
    finally:
        gc.freeze()
        gc.enable()
    found: Callable[[argparse.Namespace], int] = getattr(loaded, name)
    return found


def _speaker(*, vietnamese: bool = False, **more: Any) -> argparse.ArgumentParser:
    """The parser of one command; to a clerk it speaks Vietnamese."""
    if not vietnamese:
        return argparse.ArgumentParser(**more)
    from kiosk.clerks.parsing import Parser  # noqa: PLC0415 - a clerk's commands alone

    return Parser(vietnamese=True, **more)


def _notice(adding: Any) -> None:
    from kiosk.clerks.parsing import add_notice  # noqa: PLC0415 - as above

    add_notice(adding)


def _urgent(adding: Any) -> None:
    from kiosk.clerks.parsing import add_urgent  # noqa: PLC0415 - as above

    add_urgent(adding)


def _demo(adding: Any) -> None:
    command = _command(
        adding,
        "demo",
        "draw a sample portal's pages for several panels",
        "commands:demo",
        "Serves the bundled sample portal on loopback, pulls it over real HTTP and writes\n"
        "its pages as PNG files. Needs no network, no panel and no config.",
    )
    command.add_argument(
        "--out", type=Path, default=Path("kiosk-demo"), metavar="DIR", help="where they are written"
    )


def _init(adding: Any) -> None:
    command = _command(
        adding,
        "init",
        "write a first kiosk.toml",
        "commands:init",
        "Asks what it must know when it runs on a terminal; otherwise the options say it.\n"
        "The file goes to --config, or to ./kiosk.toml.",
    )
    command.add_argument("--name", help="the board's name, as “UBND Phường Bình Thới”")
    command.add_argument("--url", help="the address of the portal's RSS or Atom feed")
    command.add_argument("--panel", metavar="PANEL", help="see `kiosk panel list`")
    command.add_argument("--rotate", metavar="DEGREES", help="0, 90, 180 or 270 (90: portrait)")
    command.add_argument("--distance", help="how far away its readers stand, as “0.6 m”")
    command.add_argument("--force", action="store_true", help="write over a file that is there")


def _once(adding: Any) -> None:
    _command(
        adding,
        "once",
        "pull the news and show the first page",
        "commands:once",
        "One whole cycle: asks every source, makes the programme's first page, shows it.\n"
        "When a source fails the stored news stands, and the exit code is 3.",
    )


def _render(adding: Any) -> None:
    command = _command(
        adding,
        "render",
        "draw pages from what is stored, as PNG files",
        "rendering:render",
        "Uses no network and no panel. Prints the path of each picture, and what was cut,\n"
        "shrunk or left out on it.",
    )
    add = command.add_argument
    add("--panel", action="append", metavar="PANEL", help="for this panel; may be given again")
    add("--rotate", metavar="DEGREES", help="0, 90, 180 or 270, instead of the config's")
    add("--layout", metavar="NAME", help="this page, layout or layout file only")
    add("--at", metavar="TIME", help="as on that day: “2026-11-23 07:00”, “23/11/2026”, “07:00”")
    add("--all", action="store_true", help="every frame of every page, numbered")
    add("--sheet", action="store_true", help="sheet.png, too: every page on every panel, small")
    add("--sample", action="store_true", help="with the bundled sample news")
    add("--outline", action="store_true", help="draw each region's box, name and size")
    add("--as-seen", action="store_true", help="in the colours that the glass was seen to show")
    add("--scene", action="store_true", help="write what stands on each page as JSON, too")
    add("--out", type=Path, default=Path(), metavar="DIR", help="where they are written")


def _layouts(adding: Any) -> None:
    _command(
        adding,
        "layouts",
        "the layouts that there are",
        "commands:layouts",
        "A line for each: its name, the least board that it is for, what there must be for\n"
        "it, whose it is, and what its file says of it. A page's richest comes first.",
    )


def _fonts(adding: Any) -> None:
    _command(
        adding,
        "fonts",
        "the faces that pages are set in",
        "commands:fonts",
        "A line for each: how many characters it has, which roles of type it sets.",
    )


def _preview(adding: Any) -> None:
    command = _command(
        adding,
        "preview",
        "show the board in a browser, and every change at once",
        "commands:preview",
        "Serves what `kiosk render` writes on loopback, for any panel, at any time, until Ctrl-C.\n"
        "It touches neither the panel nor what the service has stored. Without a kiosk.toml it\n"
        "shows the sample. Needs the extra kiosk[preview].",
    )
    add = command.add_argument
    add("--port", type=int, default=0, metavar="N", help="its port (any that is free)")
    add("--no-open", action="store_true", help="open no browser")
    add("--host", default="127.0.0.1", help="another address to listen on; it then needs a token")
    add("--sample", action="store_true", help="begin with the sample's news")
    more = "a panel to begin with (may be repeated; the config's)"
    add("--panel", metavar="PANEL", action="append", help=more)


def _story(adding: Any) -> None:
    story = adding.add_parser("story", help="what is stored, and what a person decides of it")
    under = story.add_subparsers(title="commands", required=True, metavar="COMMAND")
    listing = _command(
        under,
        "list",
        "what is stored, newest first",
        "commands:story_list",
        "A line for each story: what becomes of it (shown, pinned, hidden, held, gone or\n"
        "unwanted), its date, its id, its title.",
    )
    listing.add_argument("--json", action="store_true", help="all of it, as JSON")
    for name, verdict, says in (
        ("hide", "hidden", "take a story off the board, with its copies in other sources"),
        ("pin", "pinned", "let a story lead the board"),
        ("approve", "approved", "let through a story of a source with approve = true"),
        ("reset", "", "take back what was decided of a story"),
    ):
        command = _command(under, name, says, "commands:story_decide", _WHICH)
        command.add_argument("story", help="its id or link, the end of its id, a part of its title")
        command.set_defaults(verdict=verdict)
        if verdict == "pinned":
            command.add_argument("--until", metavar="TIME", help="pinned no longer than that")


def _status(adding: Any) -> None:
    command = _command(
        adding,
        "status",
        "say how the board is doing",
        "commands:status",
        "Each source: when it last answered, what it last failed of, when it is asked again;\n"
        "and what is wrong with the office's own files. Exit code 3 if something is.",
    )
    command.add_argument("--json", action="store_true", help="the same, as JSON")


def _log(adding: Any) -> None:
    command = _command(
        adding,
        "log",
        "say what was shown from when to when",
        "commands:log",
        "A line for each picture that stood on the board: its page, its notices, its stories.\n"
        "“At least” is said of the end of one that nobody saw go: the board was cut off, or\n"
        "it stands there still.",
    )
    add = command.add_argument
    add("--notice", metavar="NOTICE", help="only with this notice: its id, or a part of its title")
    add("--since", metavar="TIME", help="from then on: “2026-11-23 07:00”, “23/11/2026”, “07:00”")
    add("--csv", action="store_true", help="the same as CSV, for a spreadsheet")


def _check(adding: Any) -> None:
    _command(
        adding,
        "check",
        "say what would fail later",
        "commands:check",
        "Looks at config, layouts, fonts and letters, sizes against the viewing distance,\n"
        "panel, disk and clock. Exit code 2 if something must be mended.",
    )


def _run(adding: Any) -> None:
    _command(
        adding,
        "run",
        "keep the board going",
        "commands:run",
        "The service: shows the stored page at once, asks each source at its pace, turns the\n"
        "pages, changes the date at midnight. Stops cleanly on SIGTERM.",
    )


def _install(adding: Any) -> None:
    command = _command(
        adding,
        "install",
        "put the service on this machine, or bring it up to date",
        "commands:install",
        "For Debian and Raspberry Pi OS: the unit, its user, the clerks' group and folder. Config\n"
        "and state stay as they are; what is there already is not done again.",
    )
    _where(command)
    command.add_argument(
        "--journal-in-memory", action="store_true", help="spare the SD card: a log until power off"
    )


def _uninstall(adding: Any) -> None:
    command = _command(
        adding,
        "uninstall",
        "take the service off this machine",
        "commands:uninstall",
        "Stops it and removes what `kiosk install` put there. Config and state stay.",
    )
    _where(command)
    command.add_argument(
        "--purge", action="store_true", help="remove /etc/kiosk and /var/lib/kiosk, too"
    )


def _where(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="say what would be done, no more")
    command.add_argument(
        "--root", type=Path, default=Path("/"), metavar="DIR", help="in an image of a machine"
    )


def _panel(adding: Any) -> None:
    panel = adding.add_parser("panel", help="the panels that kiosk knows")
    under = panel.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _command(
        under,
        "list",
        "the panels, each by its name",
        "commands:panel_list",
        "A line for each: name, size in pixels and mm, inks, what it is. Needs no config, and\n"
        "has the panels of the ward's own panels.toml where there is one.",
    )
    test = _command(
        under,
        "test",
        "show a picture that tells whether the panel is wired well",
        "commands:panel_test",
        "Every ink, tones, lines and points of one pixel, letters at the least size. What to\n"
        "look for is printed; docs/panels.md says what each fault comes from.",
    )
    test.add_argument(
        "--out", type=Path, metavar="FILE", help="write the picture, and leave the panel alone"
    )
    _command(
        under,
        "clear",
        "make the glass white, as for a panel that is put away",
        "commands:panel_clear",
        "A full refresh to white; then the panel sleeps. A running service shows its page\n"
        "again at its next turn: stop it first.",
    )
    _command(
        under,
        "sleep",
        "lay the panel to rest, its picture stays",
        "commands:panel_sleep",
        "A reset and deep sleep: for a panel that a crash left with its power on.",
    )
    profile = _command(
        under,
        "profile",
        "fit photographs to the inks as you measured them",
        "commands:panel_profile",
        "Makes the table that photographs are fitted with, from the file that `inks` under\n"
        "[panel] in kiosk.toml names. --chart: the picture that inks are measured on.",
    )
    profile.add_argument(
        "--chart", type=Path, metavar="FILE", help="write the picture to be measured, and no table"
    )


def _command(
    adding: Any,
    name: str,
    says: str,
    run: str,
    more: str,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = adding.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.\n\n{more}",
        epilog=_EXITS,
        formatter_class=Help,
    )
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="the board's settings (else $KIOSK_CONFIG, ./kiosk.toml, /etc/kiosk/kiosk.toml)",
    )
    parser.add_argument("--debug", action="store_true", help="show where an error happened")
    parser.set_defaults(run=run)
    return parser


_COMMANDS: dict[str, Callable[[Any], None]] = {
    "demo": _demo,
    "init": _init,
    "once": _once,
    "render": _render,
    "preview": _preview,
    "story": _story,
    "notice": _notice,
    "urgent": _urgent,
    "status": _status,
    "log": _log,
    "check": _check,
    "run": _run,
    "install": _install,
    "uninstall": _uninstall,
    "panel": _panel,
    "layouts": _layouts,
    "fonts": _fonts,
}


if __name__ == "__main__":
    sys.exit(process())
