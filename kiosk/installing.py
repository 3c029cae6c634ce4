"""`kiosk install` and `kiosk uninstall`: the service on a Debian machine, or in an image of one."""

import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kiosk import __version__
from kiosk.chores import Link, Put, Run, Step, Take, do
from kiosk.errors import KioskError
from kiosk.files import shipped
from kiosk.machine import (
    ACCOUNTS,
    CLERKS,
    COMMAND,
    CONFIG,
    FOLDERS,
    HIDING,
    JOURNAL,
    NOTICES,
    OURS,
    PROGRAM,
    RESTART,
    RULES,
    UNIT,
    USER,
    WANTED,
    Machine,
    own_program,
    survey,
)

_SYSTEM = Path("/")
_SHIPPED = {
    UNIT: "kiosk.service",
    RESTART: "kiosk-restart.conf",
    ACCOUNTS: "kiosk.sysusers.conf",
    FOLDERS: "kiosk.tmpfiles.conf",
    RULES: "60-kiosk.rules",
    JOURNAL: "kiosk.journald.conf",
}
_GROWING_PAUSES = 254  # RestartSteps and RestartMaxDelaySec


def install(root: Path, uid: int, *, dry_run: bool, journal_in_memory: bool) -> Iterator[str]:
    """Put the service on a machine, and say each step, then what is left to do by hand.

    Raises KioskError, OSError.
    """
    root = root.resolve()
    yield from _taken("install", root, uid, dry_run=dry_run)
    program = own_program() if root == _SYSTEM else PROGRAM
    machine = survey(root)
    steps = plan(machine, program, journal_in_memory=journal_in_memory)
    yield from _steps(steps, machine, dry_run=dry_run)
    yield from _next(machine)


def uninstall(root: Path, uid: int, *, dry_run: bool, purge: bool) -> Iterator[str]:
    """Take the service off a machine, and say each step, then what is still there.

    Raises KioskError, OSError.
    """
    root = root.resolve()
    yield from _taken("uninstall", root, uid, dry_run=dry_run)
    machine = survey(root)
    yield from _steps(removal(machine, purge=purge), machine, dry_run=dry_run)
    yield from _left(machine, purge=purge)


def plan(machine: Machine, program: Path, *, journal_in_memory: bool = False) -> tuple[Step, ...]:
    """What is missing on a machine, in the order in which it is to be done."""
    wanted = [UNIT, ACCOUNTS, FOLDERS]
    wanted += [RESTART] if machine.systemd >= _GROWING_PAUSES else []
    wanted += [] if machine.wires else [RULES]
    wanted += [JOURNAL] if journal_in_memory else []
    texts = {path: _text(path, program) for path in wanted}
    new = {path: text for path, text in texts.items() if machine.files.get(path) != text}
    steps: list[Step] = [Put(path, text) for path, text in new.items()]
    if program == PROGRAM and machine.command is None:
        steps.append(Link(COMMAND, PROGRAM))
    if machine.scattered:
        steps.append(Run((sys.executable, "-I", "-m", "kiosk.archiving"), "starts read one file"))
    return (*steps, *_prepared(machine, set(new)), *_going(machine, set(new)))


def removal(machine: Machine, *, purge: bool = False) -> tuple[Step, ...]:
    """What of ours is on a machine, in the order in which it goes."""
    steps: list[Step] = []
    if machine.booted and UNIT in machine.files:
        steps.append(_systemctl(machine, "stop", "the panel is laid to rest"))
    steps += [Take(WANTED)] if machine.enabled else []
    steps += [Take(path) for path in OURS if path in machine.files]
    steps += [Take(COMMAND)] if machine.command == PROGRAM else []
    if machine.booted and {UNIT, RESTART} & set(machine.files):
        steps.append(Run(("systemctl", "daemon-reload"), "systemd forgets the unit"))
    if machine.booted and JOURNAL in machine.files:
        steps.append(Run(("systemctl", "restart", "systemd-journald"), "the journal as it was"))
    return (*steps, *(Take(path) for path in machine.kept if purge))


def _prepared(machine: Machine, new: set[Path]) -> list[Step]:
    """Accounts before folders, which belong to them; then those that listen are told."""
    image = () if machine.root == _SYSTEM else (f"--root={machine.root}",)
    steps: list[Step] = []
    if ACCOUNTS in new or not machine.accounts:
        why = f"the user {USER}, the group {CLERKS}"
        steps.append(Run(("systemd-sysusers", *image, ACCOUNTS.name), why))
    if FOLDERS in new or not machine.notices:
        words = ("systemd-tmpfiles", "--create", *image, FOLDERS.name)
        steps.append(Run(words, f"{NOTICES} for the clerks"))
    if machine.udev and RULES in new:
        steps.append(Run(("udevadm", "control", "--reload"), "the panel's wires for their groups"))
        wires = ("--subsystem-match=spidev", "--subsystem-match=gpio")
        steps.append(Run(("udevadm", "trigger", *wires), "those that are there already"))
    if machine.booted and JOURNAL in new:
        steps.append(Run(("systemctl", "restart", "systemd-journald"), "the journal in memory"))
    return steps


def _going(machine: Machine, new: set[Path]) -> list[Step]:
    """The unit is known, and with a config it starts, now and whenever the machine does."""
    changed = machine.unread or bool({UNIT, RESTART} & new)
    steps: list[Step] = []
    if machine.booted and changed:
        steps.append(Run(("systemctl", "daemon-reload"), "systemd reads the unit"))
    if machine.masked or not machine.config:
        return steps
    if not machine.enabled:
        steps.append(_systemctl(machine, "enable", "it starts with the machine"))
    if machine.booted and not machine.active:
        steps.append(_systemctl(machine, "start", "until the first picture stands"))
    elif machine.booted and changed:
        steps.append(_systemctl(machine, "restart", "the new version"))
    return steps


def _systemctl(machine: Machine, verb: str, why: str) -> Run:
    image = () if machine.root == _SYSTEM else (f"--root={machine.root}",)
    return Run(("systemctl", *image, verb, "kiosk.service"), why)


def _text(path: Path, program: Path) -> bytes:
    """A shipped file, for the program that is there.

    The unit names the version, so that it is new, and the service starts anew, with each.
    """
    words = (shipped("systemd") / _SHIPPED[path]).read_text(encoding="utf-8")
    if path == UNIT:
        words = words.replace("`kiosk install`", f"`kiosk install` of kiosk {_version()}", 1)
    return words.replace(str(PROGRAM), str(program)).encode()


def _version() -> str:
    """What tells this kiosk from any other, also from another of the same number."""
    try:
        listed = distribution("kiosk").read_text("RECORD") or ""
    except PackageNotFoundError:  # a checkout
        listed = ""
    return f"{__version__} ({sha256(listed.encode()).hexdigest()[:8]})"


def _taken(command: str, root: Path, uid: int, *, dry_run: bool) -> Iterator[str]:
    if not root.is_dir():
        raise KioskError(f"--root: there is no folder {root}.")
    if dry_run:
        yield "only a plan; nothing is changed:"
    elif root == _SYSTEM and uid != 0:
        says = f"`sudo kiosk {command}`, or look first with --dry-run."
        raise KioskError(f"kiosk {command} changes the system and needs root: {says}")


def _steps(steps: tuple[Step, ...], machine: Machine, *, dry_run: bool) -> Iterator[str]:
    if not steps:
        yield "nothing to do"
    for step in steps:
        yield str(step)
        if not dry_run:
            do(step, machine.root)


def _next(machine: Machine) -> Iterator[str]:
    if machine.root != _SYSTEM and not machine.at(PROGRAM).exists():
        yield f"next: put kiosk into {machine.at(PROGRAM.parent.parent)}"
    if machine.masked:
        yield "kiosk.service is masked and was not started: `systemctl unmask kiosk.service`"
    if machine.hidden:
        yield f"{HIDING} stands before the new unit: remove it if it is an old one of kiosk's"
    if not machine.config:
        yield f"next: `sudo kiosk init --config {CONFIG}` writes a first config; mend it"
        yield f"next: `sudo -u {USER} kiosk check` looks at it"
        yield "next: `sudo kiosk install` once more starts the service"
    yield f"a clerk may write notices after `sudo adduser NAME {CLERKS}` and a new log-in"


def _left(machine: Machine, *, purge: bool) -> Iterator[str]:
    if machine.kept and not purge:
        kept = " and ".join(str(path) for path in machine.kept)
        yield f"left with all that is in there: {kept}; --purge removes that, too"
    yield f"the user {USER} and the group {CLERKS} stay: `sudo deluser {USER}` removes a user"
    if machine.root == _SYSTEM:
        yield f"the program stays: `sudo rm -r {PROGRAM.parent.parent}`"
