"""Where the net sees faces in a picture: its evidence decoded, each face once."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from PIL import Image

from kiosk.content.darkroom import yunet
from kiosk.content.darkroom.planes import Floats

# Faces are found from 16 px on: at so many pixels, those of 1/36 of the width of a photograph of
# 3 x 2. One that fills the picture is found, too, though the authors promise 10 to 300 px.
_PIXELS = 225_000
# Of 862 pictures without people (beasts, dolls and wheels among them) 14 have a score above 0.7,
# and of 41 real faces all. Masked, tilted or blurred ones fall to 0.6: they count beside a sure
# face of about their size.
_SURE = 0.8
_ALONE = 0.7
_BESIDE = 0.6
_ALIKE = 2
# Two boxes of which more than that is shared are one face; as in YuNet's own demo.
_SHARED = 0.3
# No hall has so many that can be told apart.
_MOST = 200


class Sighting(NamedTuple):
    """A face: how sure the net is, 0 to 1, its box in pixels, and five points of x and y.

    The points are the eyes, the nose, and the corners of the mouth; left is the picture's left.
    """

    score: float
    x: float
    y: float
    width: float
    height: float
    points: tuple[tuple[float, float], ...]


def sightings(image: Image.Image) -> list[Sighting]:
    """The faces in an RGB picture, in its pixels, the surest first."""
    faces = _once(sorted(_looked(image), reverse=True)[:_MOST])
    return [face for face in faces if face.score > _ALONE or _accompanied(face, faces)]


def _looked(image: Image.Image) -> Iterator[Sighting]:
    """All that the net sees, some faces several times."""
    scale = math.sqrt(_PIXELS / (image.width * image.height))
    width, height = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    small = image.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=1.1)
    cell = yunet.COARSEST_PX
    pixels = np.zeros((-height % cell + height, -width % cell + width, 3), np.uint8)
    pixels[:height, :width] = np.asarray(small)
    across, down = image.width / width, image.height / height
    for level, channels in enumerate(yunet.evidence(pixels)):
        cell = yunet.CELL_PX << level
        yield from _decoded(channels, cell * across, cell * down)


def _decoded(channels: Floats, across: float, down: float) -> Iterator[Sighting]:
    """The faces of one level, whose cells are `across` x `down` of the picture's pixels."""
    scores = np.sqrt(_logistic(channels[0]) * _logistic(channels[1]))
    for y, x in np.argwhere(scores > _BESIDE).tolist():
        right, below, wide, high, *points = channels[2:, y, x].tolist()
        width, height = math.exp(wide) * across, math.exp(high) * down
        left = (x + right) * across - width / 2
        top = (y + below) * down - height / 2
        pairs = zip(points[::2], points[1::2], strict=True)
        at = tuple(((x + dx) * across, (y + dy) * down) for dx, dy in pairs)
        yield Sighting(float(scores[y, x]), left, top, width, height, at)


def _logistic(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


def _once(faces: Iterable[Sighting]) -> list[Sighting]:
    """Each face by its surest sighting."""
    kept: list[Sighting] = []
    for face in faces:
        if all(_shared(face, other) <= _SHARED for other in kept):
            kept.append(face)
    return kept


def _accompanied(face: Sighting, faces: Iterable[Sighting]) -> bool:
    sure = (other.width for other in faces if other.score > _SURE)
    return any(width / _ALIKE < face.width < width * _ALIKE for width in sure)


def _shared(one: Sighting, other: Sighting) -> float:
    """The part that both boxes cover, of what either does."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    both = max(across, 0) * max(down, 0)
    return both / (one.width * one.height + other.width * other.height - both)
