"""A made page in words and numbers: where its regions and baselines lie, what is small or lost."""

import math
from collections.abc import Sequence
from typing import Any

from kiosk.app import Made
from kiosk.board import Board
from kiosk.errors import ConfigError, KioskError, LayoutError, Problem
from kiosk.glyphs import face
from kiosk.layout.legibility import LEAST_ARC, advice, findings
from kiosk.layout.spec import Layout
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
                    "small": arc < LEAST_ARC - 1e-6,
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
