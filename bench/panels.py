"""What a frame costs on its way to bytes, beside a plain loop and beside Pillow.

    python bench/panels.py

A row for each kind of panel and refresh, median milliseconds on this machine:

- ours: all steps of the driver, from the frame to the last byte, without any wire;
- loop: the same pixels packed one by one in plain Python, as vendors' examples do it;
- Pillow: the same pixels packed by Pillow's own `tobytes`;
- and ours divided by each.

A panel whose controller has no driver yet is left out. Answers that a driver reads are those of its
simulated panel, got beforehand.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import statistics
import time
from collections.abc import Callable
from random import Random
from typing import Any

from msgspec.structs import replace
from PIL import Image

from kiosk.frame import Frame
from kiosk.geometry import Rect
from kiosk.panels import catalog
from kiosk.panels.bus import play
from kiosk.panels.drive import DRIVERS, driver
from kiosk.panels.glass import cut
from kiosk.panels.panel import Panel
from kiosk.panels.sim.build import simulated
from kiosk.panels.steps import Full, How, Partial, Steps

RUNS, LOOPS = 30, 3
HEADLINE = Rect(16, 24, 520, 72)
ROWS: tuple[tuple[str, How], ...] = (
    ("waveshare-7in5-v2", Full()),
    ("waveshare-7in5-v2", Partial((HEADLINE,))),
    ("waveshare-7in3-e6", Full()),
    ("waveshare-13in3-e6", Full()),
    ("waveshare-10in3-it8951", Full()),
)
# What a panel's owner must say in kiosk.toml.
OWN: dict[str, dict[str, Any]] = {"IT8951": {"vcom_mv": 1500}}
Answers = list[tuple[int, ...]]


def main() -> None:
    """A line a row."""
    print(f"{'ms':40}{'ours':>8}{'loop':>9}{'Pillow':>8}{'of loop':>9}{'of Pillow':>11}")
    for name, how in ROWS:
        panel = catalog.panel(name)
        if panel.controller in DRIVERS:
            _row(replace(panel, **OWN.get(panel.controller, {})), how)


def _row(panel: Panel, how: How) -> None:
    before, frame = (_random(panel, seed) for seed in (1, 2))
    area = how.areas[0] if isinstance(how, Partial) else Rect(0, 0, *panel.glass)
    if isinstance(how, Partial):
        frame = _only(area, frame, before)
    answers = _answers(panel, frame, how, before)
    ours = _median(RUNS, lambda: _steps(panel, frame, how, before, answers))
    loop = _median(LOOPS, lambda: _loop(panel, cut(frame.pixels, frame.size, area)))
    pillow = _median(RUNS, lambda: _pillow(panel, frame, area))
    kind = type(how).__name__.lower()
    print(
        f"{panel.name:23} {kind:7} {area.size!s:>9}{ours:8.2f}{loop:9.2f}{pillow:8.2f}"
        f"{ours / loop:9.3f}{ours / pillow:11.2f}"
    )


def _median(runs: int, work: Callable[[], object]) -> float:
    spent = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - started))
    return statistics.median(spent)


def _random(panel: Panel, seed: int) -> Frame:
    """The worst that can be: no two pixels have anything to do with each other."""
    inks = len(panel.palette.inks)
    size = panel.glass
    pixels = Random(seed).randbytes(size.width * size.height)  # noqa: S311 - no secret
    return Frame(size, panel.palette, pixels.translate(bytes(v % inks for v in range(256))))


def _only(area: Rect, frame: Frame, before: Frame) -> Frame:
    image = Image.frombytes("L", before.size, before.pixels)
    part = Image.frombytes("L", area.size, cut(frame.pixels, frame.size, area))
    image.paste(part, (area.x, area.y))
    return replace(before, pixels=image.tobytes())


def _answers(panel: Panel, frame: Frame, how: How, before: Frame) -> Answers:
    """What the driver is sent for each of its steps."""
    chip, heard = driver(panel), Answers()
    glass = simulated(panel)
    for shown, way in ((before, Full()), (frame, how)):
        heard.clear()
        steps = _overheard(chip.show(panel, shown, way, before), heard)
        play(steps, chip.rest(panel), glass, panel.name)
    return heard


def _overheard(steps: Steps, heard: Answers) -> Steps:
    try:
        step = next(steps)
        while True:
            answer = yield step
            heard.append(answer)
            step = steps.send(answer)
    except StopIteration:
        return


def _steps(panel: Panel, frame: Frame, how: How, before: Frame, answers: Answers) -> None:
    steps = driver(panel).show(panel, frame, how, before)
    next(steps)
    try:
        for answer in answers:
            steps.send(answer)
    except StopIteration:
        return


def _loop(panel: Panel, pixels: bytes) -> bytearray:
    """As plain as can be: a pixel after the other into its place of a byte."""
    each = 8 if panel.palette.kind == "mono" else 2
    bits = 8 // each
    packed = bytearray(len(pixels) // each)
    for at, pixel in enumerate(pixels):
        packed[at // each] |= panel.codes[pixel] << (8 - bits - bits * (at % each))
    return packed


def _pillow(panel: Panel, frame: Frame, area: Rect) -> bytes:
    """As short as can be, from a frame's pixels to what Pillow packs."""
    table = panel.codes + bytes(256 - len(panel.codes))
    image = Image.frombytes("P", frame.size, frame.pixels.translate(table))
    mode = "P;1" if panel.palette.kind == "mono" else "P;4"
    box = (area.x, area.y, area.right, area.bottom)
    return image.crop(box).tobytes("raw", mode)


if __name__ == "__main__":
    main()
