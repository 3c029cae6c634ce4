"""What the board's computer says of itself: its card, its supply, its disk, its clock."""

import ctypes
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct

from kiosk.clock import MADE, SYNCHRONISED

# Photographs are at most 300 files of some 0.3 MB.
LEAST_FREE_MB = 150
# A chip that says so is near its end.
WORN_PERCENT = 90
# What sysfs gives is a line; whatever is longer is none of it.
_LINE = 256
_DIGITS = 18
# A life_time of 0x01 means up to a tenth of what the chip bears; 0x0B is beyond all of it.
_TENTH = 10
_BEYOND = 0x0B
_TIME_ERROR = 5
_TIMEX_BYTES = 512

Clock = Literal["synchronized", "kept", "unsure", "wrong"]
_TRUSTED = ("synchronized", "kept")
Kernel = Callable[[], bool | None]


class Vitals(Struct, frozen=True):
    """What was found; None where this computer does not say.

    `card_errors` that ext4 counted on all its cards and disks since they were made, `card_worn` in
    per cent of what an eMMC bears, `free_mb` and `read_only` of the state folder. `clock` is
    "synchronized" by the network, "kept" by a battery, "unsure", or "wrong": behind this version.
    """

    card_errors: int | None = None
    card_worn: int | None = None
    read_only: bool = False
    free_mb: int | None = None
    under_voltage: bool | None = None
    clock: Clock = "unsure"

    @property
    def clock_trusted(self) -> bool:
        """Whether a time that is written down now can be believed later."""
        return self.clock in _TRUSTED

    def problems(self) -> tuple[str, ...]:
        """Sentences about what must be mended."""
        return tuple(says for _, says in self.faults())

    def faults(self) -> Iterator[tuple[str, str]]:
        """What must be mended: the field that tells of it, and a sentence."""
        if self.read_only:
            says = (
                "the state folder is on a card or disk that is read-only, so nothing is remembered"
            )
            yield "read_only", f"{says}; the card may fail: copy kiosk.toml and replace it"
        if self.card_errors:
            says = (
                f"the file system counted {_times(self.card_errors, 'error')} on its card or disk"
            )
            yield "card_errors", f"{says}; check it (fsck), and replace it if the number grows"
        if self.card_worn is not None and self.card_worn >= WORN_PERCENT:
            yield "card_worn", f"the card has used {self.card_worn} % of its life; replace it"
        if self.free_mb is not None and self.free_mb < LEAST_FREE_MB:
            says = f"{self.free_mb} MB are free on the disk, and photographs may take"
            yield "free_mb", f"{says} {LEAST_FREE_MB} MB; make room"
        if self.under_voltage:
            says = "the supply's voltage is too low, which destroys cards"
            yield "under_voltage", f"{says}; take a stronger one"
        if self.clock == "wrong":
            says = "the clock is behind the day on which this version was made"
            yield "clock", f"{says}; set it"


def look(
    state: Path,
    now: datetime,
    root: Path = Path("/"),
    *,
    statvfs: Callable[[Path], os.statvfs_result] = os.statvfs,
    kernel: Kernel | None = None,
) -> Vitals:
    """Look at the computer under `root`, and at the disk that the `state` folder lies on."""
    disk = _disk(state, statvfs)
    return Vitals(
        card_errors=_card_errors(root),
        card_worn=_card_worn(root),
        read_only=bool(disk and disk.f_flag & os.ST_RDONLY),
        free_mb=disk.f_bavail * disk.f_frsize // 1_000_000 if disk else None,
        under_voltage=_under_voltage(root),
        clock=clock(now, root, kernel=kernel),
    )


def clock(now: datetime, root: Path = Path("/"), *, kernel: Kernel | None = None) -> Clock:
    """How far `now`, the clock of the computer under `root`, can be believed.

    timesyncd leaves a file; other services of its kind tell the kernel, which `kernel` asks. A
    clock with a battery set the system's at its start.
    """
    if now < MADE:
        return "wrong"
    if (root / SYNCHRONISED.relative_to("/")).exists():
        return "synchronized"
    if (kernel or synchronized)():
        return "synchronized"
    kept = _lines(root, "sys/class/rtc/rtc*/hctosys")
    return "kept" if "1" in kept else "unsure"


def trusted(now: datetime) -> bool:
    """Whether a time that this computer's clock says now can be believed later."""
    return clock(now) in _TRUSTED


def synchronized() -> bool | None:
    """Whether the kernel counts its clock as set by the network; None where it may not be asked."""
    libc = ctypes.CDLL(None, use_errno=True)
    state: int = libc.adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))  # all 0: only asks
    return None if state < 0 else state != _TIME_ERROR


def _disk(folder: Path, statvfs: Callable[[Path], os.statvfs_result]) -> os.statvfs_result | None:
    """The disk under a folder that may not have been made yet."""
    for place in (folder, *folder.parents):
        try:
            return statvfs(place)
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


def _card_errors(root: Path) -> int | None:
    said = _lines(root, "sys/fs/ext4/*/errors_count")
    counts = [int(one) for one in said if one.isdecimal() and len(one) <= _DIGITS]
    return sum(counts) if counts else None


def _card_worn(root: Path) -> int | None:
    """The most worn part of an eMMC, which tells of two: "0x02 0x01"."""
    said = [
        part for one in _lines(root, "sys/block/mmcblk*/device/life_time") for part in one.split()
    ]
    used = [level for part in said if (level := _hexadecimal(part)) in range(1, _BEYOND + 1)]
    return min(100, max(used) * _TENTH) if used else None


def _under_voltage(root: Path) -> bool | None:
    for name in sorted(root.glob("sys/class/hwmon/hwmon*/name")):
        if _line(name) == "rpi_volt":
            return _line(name.with_name("in0_lcrit_alarm")) == "1"
    return None


def _lines(root: Path, pattern: str) -> list[str]:
    return [line for path in sorted(root.glob(pattern)) if (line := _line(path))]


def _line(path: Path) -> str:
    """What a file of sysfs says; "" where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(_LINE).decode("ascii", "replace").strip()
    except OSError:
        return ""


def _hexadecimal(said: str) -> int:
    try:
        return int(said, 16)
    except ValueError:
        return 0


def _times(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
