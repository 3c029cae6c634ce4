"""The measurements: cold processes in turns, their memory and instructions, warm frames."""

# ruff: noqa: INP001 (part of a script)

import json
import statistics
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import contestants
import ours
from cases import ROOT, Case
from contestants import CHROMIUM, OTHERS, Way
from processes import answer, instructions, peak_mib, wall_s

# Cachegrind counts as many however busy the machine is, so that two may run at once.
_AT_ONCE = 2
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a way costs: seconds of each round, the most MiB at once, instructions if counted."""

    walls_s: tuple[float, ...]
    mib: float
    instructions: int | None = None

    @property
    def ms(self) -> float:
        """The median."""
        return statistics.median(self.walls_s) * 1000

    def times(self, other: "Cost") -> float:
        """How many times as long as another, round by round: the median of the ratios."""
        pairs = zip(self.walls_s, other.walls_s, strict=True)
        return statistics.median(mine / theirs for mine, theirs in pairs)


Costs = dict[str, Cost]


def cold(case: Case, folder: Path, ways: Mapping[str, Way], rounds: int, looks: int) -> Costs:
    """Time and memory of each way; the first run of each is not counted, and its PNG looked at."""
    for way in ways.values():
        _once(way, folder)
        if way.png:
            contestants.look(way.png, case)
    walls: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            walls[name].append(_once(ways[name], folder))
    return {
        name: Cost(tuple(walls[name]), statistics.median(_mib(way, folder) for _ in range(looks)))
        for name, way in ways.items()
    }


def _once(way: Way, folder: Path) -> float:
    _cleared(way)
    took = wall_s(way.commands, folder)
    if way.png and not way.png.exists():
        raise SystemExit(f"no {way.png.name} came of {way.commands}")
    return took


def _mib(way: Way, folder: Path) -> float:
    _cleared(way)
    return peak_mib(way.commands, folder)


def _cleared(way: Way) -> None:
    if way.png:
        way.png.unlink(missing_ok=True)
    if way.forgets:
        ours.forget(way.forgets)


def counted(costs: Costs, ways: Mapping[str, Way], folder: Path) -> Costs:
    """The costs with the instructions of those that are one process."""
    alone = [name for name, way in ways.items() if name != CHROMIUM and len(way.commands) == 1]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda name: instructions(ways[name].commands[0], folder), alone)
        counts = dict(zip(alone, found, strict=True))
    return {name: replace(cost, instructions=counts.get(name)) for name, cost in costs.items()}


def warm(folder: Path, say: Say) -> dict[str, float]:
    """What a warm frame takes in ms: ours under the names of `ours.warm`, others under theirs."""
    page = folder / "page.json"
    found: dict[str, float] = json.loads(answer(contestants.our_warm(folder), folder))
    for one in OTHERS:
        if not one.missing():
            say(f"warm: {one.name}")
            found[one.name] = float(answer(one.again(page), folder))
    return found


def update(page: str, folder: Path) -> dict[str, float | str]:
    """What one changed headline costs on a page of the sample: `ms`, `bytes`, `how`."""
    said: dict[str, float | str] = json.loads(answer(contestants.our_update(page), folder))
    return said


def rest(seconds: int, folder: Path) -> dict[str, float]:
    """What the service takes while little happens, as bench/idle.py has it."""
    command = (sys.executable, str(ROOT / "bench/idle.py"), str(seconds), "--json")
    found: dict[str, float] = json.loads(answer(command, folder))
    return found
