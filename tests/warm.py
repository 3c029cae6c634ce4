"""A process that is warm for boards: it has loaded what they need, and forks one for each day."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from aftermath import Facts

SCRIPT = Path(__file__).with_name("scenes.py")


class Warm:
    """scenes.py, asked for days."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SCRIPT.parents[1]), *sys.path])},
            text=True,
        )
        assert self._child.stdin
        assert self._child.stdout
        self._orders: IO[str] = self._child.stdin
        self._answers: IO[str] = self._child.stdout

    def begin(self, day: str, at: Path, now: datetime, worker: str = "") -> int:
        """A board that waits for `go` before its day begins; its process.

        With `worker`, as "write:2", its worker is killed at that call.
        """
        self._say({"day": day, "at": str(at), "now": now.isoformat(), "worker": worker})
        return int(self._answers.readline())

    def go(self, ends: int = 0) -> list[Facts]:
        """What was acknowledged until the board ended, with that exit code."""
        self._say({})
        told = []
        while (line := self._answers.readline()).startswith("{"):
            told.append(Facts.of(json.loads(line)["facts"]))
        assert line == f"ended {ends}\n", line
        return told

    def close(self) -> None:
        self._orders.close()
        self._child.wait()
        self._answers.close()

    def _say(self, order: dict[str, str]) -> None:
        self._orders.write(json.dumps(order) + "\n")
        self._orders.flush()


@contextmanager
def warm() -> Iterator[Warm]:
    made = Warm()
    try:
        yield made
    finally:
        made.close()
