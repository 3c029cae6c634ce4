"""A Debian machine, or an image of one, that the service is put on: what is there, what is done."""

import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

from msgspec import Struct, field

from kiosk import archive
from kiosk.chores import run, within
from kiosk.errors import KioskError

USER, CLERKS, WIRES = "kiosk", "kiosk-clerks", ("spi", "gpio")
PROGRAM = Path("/opt/kiosk/bin/kiosk")
# What a person types, a clerk too.
COMMAND = Path("/usr/local/bin/kiosk")
CONFIG = Path("/etc/kiosk/kiosk.toml")
STATE = Path("/var/lib/kiosk")
NOTICES = STATE / "notices"
# All of ours lies in one tree, and /etc is the ward's: what it writes there comes first.
LOCAL = Path("/usr/local/lib")
UNIT = LOCAL / "systemd/system/kiosk.service"
RESTART = LOCAL / "systemd/system/kiosk.service.d/10-restart.conf"
ACCOUNTS = LOCAL / "sysusers.d/kiosk.conf"
FOLDERS = LOCAL / "tmpfiles.d/kiosk.conf"
RULES = LOCAL / "udev/rules.d/60-kiosk.rules"
JOURNAL = LOCAL / "systemd/journald.conf.d/kiosk.conf"
OURS = (UNIT, RESTART, ACCOUNTS, FOLDERS, RULES, JOURNAL)
# A unit in /etc hides ours: a ward's own, or a mask.
HIDING = Path("/etc/systemd/system/kiosk.service")
WANTED = Path("/etc/systemd/system/multi-user.target.wants/kiosk.service")
_SHARED_NOTICES = 0o2775
# The service sees none of these (ProtectHome, PrivateTmp).
_UNSEEN = (Path("/home"), Path("/root"), Path("/run/user"), Path("/tmp"), Path("/var/tmp"))  # noqa: S108
_PLAIN = re.compile(r"[\w/.+-]+", re.ASCII)
_LIBRARY = re.compile(r"libsystemd-shared-(\d+)")


class Machine(Struct, frozen=True):
    """What was found under `root`.

    `systemd` is its version, 0 where nothing tells it; `booted`: it runs, and kiosk's unit is
    `active`, or changed and `unread`. Beside it `udev` runs, but in containers. `hidden`: a unit in
    /etc comes before ours. `wires`: the distribution gives SPI and GPIO to their groups. `files`
    are ours, `kept` are the ward's folders, `command` is the program that people start by its name.
    `scattered`: this kiosk's bytecode is not in one file yet, or no more, and could be.
    """

    root: Path
    systemd: int = 0
    booted: bool = False
    active: bool = False
    unread: bool = False
    udev: bool = False
    enabled: bool = False
    masked: bool = False
    hidden: bool = False
    config: bool = False
    accounts: bool = False
    notices: bool = False
    wires: bool = False
    files: dict[Path, bytes] = field(default_factory=dict)
    kept: tuple[Path, ...] = ()
    command: Path | None = None
    scattered: bool = False

    def at(self, path: Path) -> Path:
        """Where a path of the machine lies as seen from here."""
        return within(self.root, path)


def survey(root: Path) -> Machine:
    """What the machine has, without a change to it."""
    here = Machine(root)
    booted = root == Path("/") and Path("/run/systemd/system").is_dir()
    hiding = here.at(HIDING)
    masked = hiding.is_symlink() and str(hiding.readlink()) == "/dev/null"
    shown = _shown() if booted else {}
    return Machine(
        root,
        systemd=_version(here),
        booted=booted,
        active=shown.get("ActiveState") in {"active", "reloading", "activating"},
        unread=shown.get("NeedDaemonReload") == "yes",
        udev=booted and Path("/run/udev/control").exists(),
        enabled=here.at(WANTED).is_symlink(),
        masked=masked,
        hidden=hiding.exists() and not masked,
        config=here.at(CONFIG).exists(),
        accounts=_has_accounts(here),
        notices=_shares_notices(here),
        wires=_has_rules(here),
        files={path: here.at(path).read_bytes() for path in OURS if here.at(path).is_file()},
        kept=tuple(path for path in (STATE, CONFIG.parent) if here.at(path).exists()),
        command=_named(here.at(COMMAND)),
        scattered=root == Path("/") and _is_scattered(),
    )


def _is_scattered() -> bool:
    """Whether this kiosk's bytecode is not in one file, though its folder can be written."""
    return os.access(archive.PACKAGE, os.W_OK) and not archive.is_current()


def own_program() -> Path:
    """The program that runs now.

    Raises KioskError where a service could not start it, or the Python that runs it.
    """
    python = Path(sys.base_prefix).resolve()
    if _is_unseen(python):
        says = (
            "which no service may look into; `sudo make install PYTHON=/usr/bin/python3` does it."
        )
        raise KioskError(f"kiosk's Python lies in {python}, {says}")
    return startable(Path(sysconfig.get_path("scripts")).resolve() / "kiosk")


def startable(program: Path) -> Path:
    """A program that the unit can name and the service can see.

    Raises KioskError.
    """
    if _is_unseen(program) or not _PLAIN.fullmatch(str(program)):
        says = "is no place that the service can start it from; put kiosk into /opt/kiosk"
        raise KioskError(f"{program} {says}, as `sudo make install` does.")
    return program


def _is_unseen(path: Path) -> bool:
    return any(path.is_relative_to(place) for place in _UNSEEN)


def _shown() -> dict[str, str]:
    """What a running systemd says of the unit."""
    asked = "--property=ActiveState,NeedDaemonReload"
    return dict(line.split("=", 1) for line in run(("systemctl", "show", asked, UNIT.name)).split())


def _version(machine: Machine) -> int:
    """The version of systemd, which an image can't be asked for, by its own library's name."""
    lib = machine.at(Path("/usr/lib"))
    found = (*lib.glob("systemd/libsystemd-shared-*"), *lib.glob("*/systemd/libsystemd-shared-*"))
    versions = [int(match[1]) for path in found if (match := _LIBRARY.match(path.name))]
    return max(versions, default=0)


def _named(path: Path) -> Path | None:
    if path.is_symlink():
        return path.readlink()
    return path if path.exists() else None


def _has_accounts(machine: Machine) -> bool:
    users = {entry[0] for entry in _entries(machine, "passwd")}
    members = {entry[0]: entry[-1].split(",") for entry in _entries(machine, "group")}
    return USER in users and all(USER in members.get(name, ()) for name in (CLERKS, *WIRES))


def _shares_notices(machine: Machine) -> bool:
    gids = [int(entry[2]) for entry in _entries(machine, "group") if entry[0] == CLERKS]
    try:
        found = machine.at(NOTICES).stat()
    except OSError:
        return False
    return S_IMODE(found.st_mode) == _SHARED_NOTICES and [found.st_gid] == gids


def _has_rules(machine: Machine) -> bool:
    """Whether the distribution gives the panel's wires to their groups by itself."""
    folders = [Path("/etc/udev/rules.d"), Path("/usr/lib/udev/rules.d"), Path("/lib/udev/rules.d")]
    told = "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for folder in folders
        for path in sorted(machine.at(folder).glob("*.rules"))
        if path.is_file()
    )
    return all(f'GROUP="{name}"' in told for name in WIRES)


def _entries(machine: Machine, name: str) -> Iterator[list[str]]:
    """The lines of /etc/passwd or /etc/group, where they are whole."""
    try:
        words = machine.at(Path("/etc") / name).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in words.splitlines():
        if len(entry := line.split(":")) > 3 and entry[2].isdecimal():  # noqa: PLR2004 - name:x:number:…
            yield entry
