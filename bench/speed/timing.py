"""How long one call takes, warm."""

# ruff: noqa: INP001, T201 (part of a script, which answers on stdout)

import importlib
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

LOOPS, WARM_UP = 31, 5
CALLS = LOOPS + WARM_UP


def median_ms(way: Callable[[], object]) -> float:
    """The median time of a call, after some that are not counted."""
    took = []
    for at in range(CALLS):
        begun = time.perf_counter()
        way()
        took += [time.perf_counter() - begun] if at >= WARM_UP else []
    return statistics.median(took) * 1000


def main() -> None:
    """Print what a warm frame of a contestant takes, in ms."""
    module, function, described = sys.argv[1:]
    draw = getattr(importlib.import_module(module), function)
    page = json.loads(Path(described).read_bytes())
    print(median_ms(lambda: draw(page)))
