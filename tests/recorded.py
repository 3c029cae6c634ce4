"""A board's days, recorded call by call, and what a disk may hold after each of them."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from aftermath import Facts, facts, survived
from disks import Disk, Image
from msgspec import Struct
from portal import serving
from scenes import DAYS, lay_out, offer
from traces import Call, calls_of, need_strace, traced
from warm import Warm, warm

# From one day of the scene to the next, and from a day to the start after its power cut.
APART, LATER = timedelta(days=3), timedelta(days=1, hours=6)


class Recorded(Struct, frozen=True):
    """One day: what lay there at its beginning, the calls, and what was acknowledged, in order.

    `process` is the board's own.
    """

    name: str
    begins: datetime
    disk: Disk
    calls: tuple[Call, ...]
    process: int
    acknowledged: tuple[Facts, ...]

    def acknowledges(self, call: Call) -> bool:
        """Whether a call tells that something is done."""
        return call.process == self.process and call.name == "write" and b'{"step"' in call.texts[0]

    def under_way(self, done: int) -> Facts:
        """What will be acknowledged next."""
        return self.acknowledged[min(done + 1, len(self.acknowledged) - 1)]


class Moment(Struct, frozen=True):
    """What a disk may hold after a call; `done` counts what was acknowledged by then."""

    call: Call
    kind: str
    image: Image
    done: int


class Ward:
    """A board, its portal, and a folder for what becomes of it."""

    def __init__(self, folder: Path, url: str, board: Warm) -> None:
        self.folder, self.url, self.board = folder, url, board
        self.at = folder / "ward"
        self.now = datetime.now(UTC).replace(microsecond=0)
        lay_out(self.at, url)

    @classmethod
    @contextmanager
    def at_work(cls, folder: Path) -> Iterator[Self]:
        need_strace()
        (folder / "portal").mkdir()
        with serving(folder / "portal") as url, warm() as board:
            yield cls(folder, url, board)

    def days(self, names: tuple[str, ...] = DAYS) -> Iterator[Recorded]:
        """One day after the other; between two of them the ward is as the first has left it."""
        for name in names:
            offer(self.folder / "portal", self.url, name, self.now)
            disk, before = Disk.of(self.at, "glass"), facts(self.at)
            log = self.folder / "calls"
            process = self.board.begin(name, self.at, self.now)
            with traced(process, log, "-f"):
                done = self.board.go()
            calls = tuple(calls_of(log))
            yield Recorded(name, self.now, disk, calls, process, (before, *done))
            self.now += APART

    def let_pass(self, name: str) -> None:
        """Let a day go by that nobody records."""
        offer(self.folder / "portal", self.url, name, self.now)
        self.board.begin(name, self.at, self.now)
        self.board.go()
        self.now += APART

    def survives(self, day: Recorded, moment: Moment) -> None:
        """The board begins well on what a power cut has left."""
        at = self.folder / "left"
        _lay(moment.image, at)
        self.holds(at, day, moment.done, f"{moment.kind} after {moment.call}"[:500])
        shutil.rmtree(at)

    def holds(self, at: Path, day: Recorded, done: int, what: str) -> None:
        """Nothing that was acknowledged is lost, and the board begins well."""
        try:
            survived(at, day.acknowledged[done], day.under_way(done), day.begins + LATER)
        except Exception as fault:
            fault.add_note(f"on the day {day.name!r}, {done} acknowledged: {what}")
            raise


def moments(day: Recorded) -> Iterator[Moment]:
    """Each state of the disk once, that a kill or a power cut on that day may leave."""
    seen: set[tuple[int, bytes]] = set()
    done = 0
    for call in day.calls:
        told = day.acknowledges(call)
        done += told
        inside = call.changes(day.disk.root) and call.well
        for kind, image in _images(day.disk, call if inside else None) if inside or told else ():
            key = (done, digest(image))
            if key not in seen:
                seen.add(key)
                yield Moment(call, kind, image, done)


def _images(disk: Disk, call: Call | None) -> Iterator[tuple[str, Image]]:
    """All that a kill or a power cut may leave after the next call; None: after the last one."""
    if call and call.name in ("write", "pwrite64"):
        yield "killed amid a write", disk.torn(call)
    if call:
        disk.apply(call)
    yield "killed", disk.whole()
    yield "only what was synced", disk.cut(names=False, zeros=False)
    yield "names, and zeros", disk.cut(names=True, zeros=True)
    yield "names, and old bytes", disk.cut(names=True, zeros=False)


def _lay(image: Image, at: Path) -> None:
    """Put an image into an empty folder."""
    at.mkdir()
    for name, data in sorted(image.items()):
        if data is None:
            (at / name).mkdir()
        else:
            (at / name).write_bytes(data)


def digest(image: Image) -> bytes:
    """The same for the same names and bytes."""
    summed = hashlib.sha256()
    for name, data in sorted(image.items()):
        summed.update(repr((name, data and hashlib.sha256(data).digest())).encode())
    return summed.digest()
