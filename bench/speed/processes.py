"""What processes cost: wall time, memory of the whole tree, instructions."""

# ruff: noqa: INP001, S603 (part of a script, which starts what it measures)

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

# How often memory is looked at.
LOOK_S = 0.005
_REFS = re.compile(r"I\s+refs:\s+([\d,]+)")
Command = Sequence[str]


def environment() -> dict[str, str]:
    """That of everything measured: the same hashes each time, and bytecode kept as usual."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONHASHSEED": "0"}


def wall_s(commands: Sequence[Command], folder: Path) -> float:
    """Seconds from the first command's start to the last one's end, run one after another."""
    begun = time.perf_counter()
    for command in commands:
        _ended(_started(command, folder), command)
    return time.perf_counter() - begun


def answer(command: Command, folder: Path) -> str:
    """What a command says on stdout."""
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def peak_mib(commands: Sequence[Command], folder: Path) -> float:
    """The most memory that a command and all its children had at one moment.

    The sum of their proportional set sizes, in which what processes share counts once.
    """
    return max(_peak_kib(command, folder) for command in commands) / 1024


def instructions(command: Command, folder: Path) -> int | None:
    """How many instructions a process runs, by cachegrind; None where there is no valgrind."""
    valgrind = shutil.which("valgrind")
    if not valgrind:
        return None
    asked = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
    done = subprocess.run(
        [valgrind, *asked, *command],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    found = _REFS.search(done.stderr)
    return int(found[1].replace(",", "")) if found and not done.returncode else None


def _started(command: Command, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _ended(process: subprocess.Popen[bytes], command: Command) -> None:
    if process.wait():
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")


def _peak_kib(command: Command, folder: Path) -> int:
    process = _started(command, folder)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_pss_kib, _family(process.pid))))
        time.sleep(LOOK_S)
    _ended(process, command)
    return most


def _family(root: int) -> Iterator[int]:
    """A process, what descends from it, and what is left in its session."""
    parents = dict(_parents())
    family = {root}
    grown = True
    while grown:
        more = {
            process
            for process, (parent, session) in parents.items()
            if parent in family or session == root
        }
        grown = not more <= family
        family |= more
    yield from family


def _parents() -> Iterator[tuple[int, tuple[int, int]]]:
    """Each process with its parent and its session."""
    for entry in os.listdir("/proc"):  # noqa: PTH208 - names alone are wanted, often
        if entry.isdigit():
            try:
                said = Path(f"/proc/{entry}/stat").read_text("utf-8", "replace")
            except OSError:  # it has ended meanwhile
                continue
            fields = said.rpartition(")")[2].split()
            yield int(entry), (int(fields[1]), int(fields[3]))


def _pss_kib(process: int) -> int:
    try:
        said = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8")
    except OSError:  # as above
        return 0
    return next((int(line.split()[1]) for line in said.splitlines() if line[:4] == "Pss:"), 0)
