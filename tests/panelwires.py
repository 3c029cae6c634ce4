"""Simulated panels to write to in hex, and wires that fail."""

import errno
import re
import struct
from collections.abc import Iterator
from itertools import groupby

from kiosk.panels.sim.serial import SerialPanel
from kiosk.panels.steps import AwaitIdle, Pause, Reset, Send, Steps
from kiosk.panels.wires import POWER, RESET, Wires

# Runs of one byte that are longer are written as "ff*48000".
SHORT = 4


def written(steps: Steps) -> list[str]:
    """A driver's steps as lines: "reset", "06: 17 17 28 17", "wait power on", "pause 0.1"."""
    return [_line(step) for step in steps]


def _line(step: object) -> str:
    match step:
        case Reset():
            return "reset"
        case Send(command, data):
            return f"{command:02x}: {' '.join(_runs(data))}".rstrip(": ")
        case AwaitIdle(what):
            return f"wait {what}"
        case Pause(seconds):
            return f"pause {seconds:g}"
    raise AssertionError(step)


def _runs(data: bytes) -> Iterator[str]:
    for value, run in groupby(data):
        count = len(list(run))
        yield from [f"{value:02x}"] * count if count <= SHORT else [f"{value:02x}*{count}"]


def send(panel: SerialPanel, script: str) -> SerialPanel:
    """Do what the lines of a script say, in the notation of `written`, with "off" and "on"."""
    for line in filter(None, map(str.strip, re.split(r"[\n;]", script))):
        word = line.split()[0]
        if word == "reset":
            panel.set(RESET, level=False)
            panel.set(RESET, level=True)
        elif word in ("off", "on"):
            panel.set(POWER, level=word == "on")
        elif word == "wait":
            while not panel.busy():
                panel.sleep(0.01)
        elif word == "pause":
            panel.sleep(float(line.split()[1]))
        else:
            command, _, data = line.partition(":")
            panel.command(int(command, 16))
            if data:
                panel.data(_bytes(data))
    return panel


def _bytes(runs: str) -> bytes:
    pairs = (run.partition("*") for run in runs.split())
    return b"".join(bytes([int(value, 16)]) * int(count or 1) for value, _, count in pairs)


class Faulty:
    """A panel's wires of which one is broken.

    `stuck` is the level at which BUSY stands, `fails_after` how many bytes pass before SPI fails,
    `interrupted_at` the second at which somebody presses Ctrl-C.
    """

    def __init__(
        self,
        wires: Wires,
        *,
        stuck: bool | None = None,
        fails_after: int | None = None,
        interrupted_at: float | None = None,
    ) -> None:
        self.wires = wires
        self.stuck = stuck
        self.left = fails_after
        self.interrupted_at = interrupted_at
        self.closed = 0
        self.lines: dict[str, bool] = {}
        self.said: list[str] = []

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
        self.lines[line] = level
        self.said.append(f"{line} {'high' if level else 'low'}")
        self.wires.set(line, level)

    def busy(self) -> bool:
        level = self.wires.busy()
        return level if self.stuck is None else self.stuck

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        if self.left is not None and len(data) > self.left:
            self.left = None  # once
            raise OSError(errno.EIO, "Input/output error")
        if self.left is not None:
            self.left -= len(data)
        self.said.append(data.hex(" ") if len(data) <= SHORT else f"{len(data)} bytes")
        return self.wires.transfer(data, slow=slow)

    def sleep(self, seconds: float) -> None:
        self.wires.sleep(seconds)
        if self.interrupted_at is not None and self.now() >= self.interrupted_at:
            self.interrupted_at = None
            raise KeyboardInterrupt

    def now(self) -> float:
        return self.wires.now()

    def close(self) -> None:
        self.closed += 1
        self.wires.close()


class Scripted:
    """Wires that answer reads with given words, and remember each transfer."""

    def __init__(self, *words: int) -> None:
        self.words = words
        self.transfers: list[tuple[bytes, bool]] = []
        self.ready = True
        self.time = 0.0

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
        pass

    def busy(self) -> bool:
        return self.ready

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        self.transfers.append((data, slow))
        answer = struct.pack(f">{len(self.words)}H", *self.words)
        return bytes(len(data) - len(answer)) + answer if slow else bytes(len(data))

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    def now(self) -> float:
        return self.time

    def close(self) -> None:
        pass
