"""A made page in words and numbers: where its regions and baselines lie, what is small or lost."""

import math
from collections.abc import Sequence
from typing import Any

from kiosk.board import Board
from kiosk.config import Config
from kiosk.errors import ConfigError, KioskError, LayoutError, Problem
from kiosk.glyphs import face
from kiosk.layout.legibility import advice, findings, too_far
from kiosk.layout.spec import Layout
from kiosk.panels.panel import Panel
from kiosk.panels.sim.build import has_simulation
from kiosk.press import Made
from kiosk.scene import Loss, Scene, Text

Told = dict[str, Any]
_MINUTES = 180 / math.pi * 60


def page(made: Made, used: Layout | None, name: str) -> Told:
    """A page for the browser; `name` is what was asked for, which names its files."""
    board, composed = made.board, made.page
    return {
        "page": composed.name,
        "layout": composed.layout,
        "frames": [
            {
                "digest": frame.digest,
                "file": f"{name}-{board.panel}-{number:02d}.png",
                "regions": [
                    {"name": region, "x": box.x, "y": box.y, "w": box.width, "h": box.height}
                    for region, box in scene.boxes
                ],
                "lines": _lines(scene, board),
            }
            for number, (scene, frame) in enumerate(
                zip(composed.scenes, made.frames, strict=True), 1
            )
        ],
        "losses": [_loss(one) for one in composed.report],
        "findings": _findings(used, board) if used else [],
    }


def panel(config: Config, name: str) -> Told:
    """A panel that may be chosen, as it hangs unturned."""
    found = config.catalogue.panel(name)
    inks = [
        {"name": ink.name, "nominal": _hex(ink.nominal), "measured": _hex(ink.measured)}
        for ink in found.palette.inks
    ]
    return {
        "name": name,
        "title": found.title,
        "width": found.size.width,
        "height": found.size.height,
        "widthMm": found.width_mm,
        "heightMm": found.height_mm,
        "distanceM": config.board(found).distance_m,
        "kind": found.palette.kind,
        "simulated": has_simulation(found),
        "inks": inks,
    }


def placed(hung: Panel, rotate: int, board: Board) -> Told:
    """A panel as it hangs on its board."""
    return {
        "panel": hung.name,
        "rotate": rotate,
        "width": board.size.width,
        "height": board.size.height,
        "widthMm": board.width_mm,
        "heightMm": board.height_mm,
        "distanceM": board.distance_m,
    }


def problems(error: KioskError) -> list[Told]:
    """What is wrong, a fault each."""
    if isinstance(error, ConfigError):
        return [
            _problem(error.path, one, str(ConfigError(error.path, one))) for one in error.problems
        ]
    if isinstance(error, LayoutError):
        return [_problem(error.path, error.problem, str(error), error.region)]
    return [said(str(error))]


def said(sentence: str) -> Told:
    """A fault of which nothing but a sentence is known."""
    return {"file": "", "line": 0, "key": "", "region": "", "says": sentence}


def _problem(path: object, one: Problem, sentence: str, region: str = "") -> Told:
    name = str(path).rpartition("/")[2]
    return {"file": name, "line": one.line, "key": one.key, "region": region, "says": sentence}


def _lines(scene: Scene, board: Board) -> list[Told]:
    """Every line of text, and under how many minutes of arc its readers see its capitals."""
    lines = []
    for one in scene.items:
        if isinstance(one, Text):
            letters = face(one.font, smooth=board.smooth)
            capital = letters.cap / board.px_per_mm / 1000
            arc = math.atan(capital / board.distance_m) / board.enlarge
            lines.append(
                {
                    "region": one.region,
                    "text": one.text,
                    "x": one.x,
                    "width": letters.width(one.text),
                    "baseline": one.baseline,
                    "size": one.font.size,
                    "face": one.font.face,
                    "rise": letters.rise(one.text),
                    "drop": letters.drop(one.text),
                    "minutes": round(arc * _MINUTES, 1),
                    "small": too_far(letters, board),
                }
            )
    return lines


def _loss(one: Loss) -> Told:
    return {"kind": one.kind, "file": one.file, "region": one.region, "says": one.says}


def _findings(used: Layout, board: Board) -> list[Told]:
    def told(found: Sequence[Any], *, fault: bool) -> list[Told]:
        return [
            {"region": one.region, "key": one.key, "says": one.says, "fault": fault}
            for one in found
        ]

    return told(findings(used, board), fault=True) + told(advice(used, board), fault=False)


def _hex(colour: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
