"""Where the net sees faces in a picture: its evidence decoded, each face once."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from PIL import Image

from kiosk.content.darkroom import yunet
from kiosk.content.darkroom.planes import Floats

# Faces are found from 16 px on: at so many pixels, those of 1/34 of the width of a photograph of
# 3 x 2. One that fills the picture is found, too, though the authors promise 10 to 300 px.
_PIXELS = 200_000
# A small face of which the net is not sure gets a closer look, with as much around it as the net
# was taught on. Of 74 false alarms that leaves 5; of small faces it finds twice as many. More looks
# would take too long.
_HINT = 0.25
_SMALL_PX = 32
_CLOSER_PIXELS = 160**2
_AROUND = 5
_CLOSER_LOOKS = 3
# Larger ones that are masked, tilted or blurred fall to 0.6: they count beside a sure face of about
# their size. Of 41 real faces as they are all have more than 0.8.
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

    def moved(self, x: float, y: float) -> "Sighting":
        points = tuple((at + x, below + y) for at, below in self.points)
        return self._replace(x=self.x + x, y=self.y + y, points=points)


def sightings(image: Image.Image) -> list[Sighting]:
    """The faces in an RGB picture, in its pixels, the surest first."""
    faces = _once(_looked(image, _PIXELS))
    larger = math.sqrt(image.width * image.height / _PIXELS)
    small = _SMALL_PX * larger if larger > 1 else 0  # else there is no more to see
    doubtful = [
        face
        for face in faces
        if face.score < _SURE and face.width < small and not _accompanied(face, faces)
    ]
    for face in doubtful[:_CLOSER_LOOKS]:
        faces.remove(face)
        faces += _closer(image, face)
    faces.sort(reverse=True)
    return [face for face in faces if face.score > _ALONE or _accompanied(face, faces)]


def _closer(image: Image.Image, face: Sighting) -> list[Sighting]:
    """The face as a look at no more than it and what is around it sees it; none if not surely."""
    reach = _AROUND / 2 * max(face.width, face.height)
    x, y = face.x + face.width / 2, face.y + face.height / 2
    left, top = max(0, round(x - reach)), max(0, round(y - reach))
    right, bottom = min(image.width, round(x + reach)), min(image.height, round(y + reach))
    part = image.crop((left, top, right, bottom))
    seen = (seen.moved(left, top) for seen in _looked(part, _CLOSER_PIXELS))
    alike = [other for other in seen if _shared(face, other) > _SHARED and other.score > _SURE]
    return sorted(alike, reverse=True)[:1]


def _looked(image: Image.Image, size: int) -> Iterator[Sighting]:
    """All that the net sees in the image at so many pixels, some faces several times."""
    scale = math.sqrt(size / (image.width * image.height))
    width, height = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    small = image.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=1.1)
    cell = yunet.COARSEST_PX
    pixels = np.zeros((-height % cell + height, -width % cell + width, 3), np.uint8)
    pixels[:height, :width] = np.asarray(small)
    across, down = image.width / width, image.height / height
    for level, channels in enumerate(yunet.evidence(pixels)):
        cell = yunet.CELL_PX << level
        faces = _decoded(channels, cell * across, cell * down)
        yield from (face for face in faces if _is_in(face, image))


def _is_in(face: Sighting, image: Image.Image) -> bool:
    """Whether the face has a size, and its middle is in the picture and not in what fills it up."""
    x, y = face.x + face.width / 2, face.y + face.height / 2
    within = 0 <= x < image.width and 0 <= y < image.height
    return within and min(face.width, face.height) >= 1


def _decoded(channels: Floats, across: float, down: float) -> Iterator[Sighting]:
    """The faces of one level, whose cells are `across` x `down` of the picture's pixels."""
    scores = np.sqrt(_logistic(channels[0]) * _logistic(channels[1]))
    for y, x in np.argwhere(scores > _HINT).tolist():
        right, below, wide, high, *points = channels[2:, y, x].tolist()
        width, height = math.exp(wide) * across, math.exp(high) * down
        left = (x + right) * across - width / 2
        top = (y + below) * down - height / 2
        pairs = zip(points[::2], points[1::2], strict=True)
        at = tuple(((x + dx) * across, (y + dy) * down) for dx, dy in pairs)
        yield Sighting(float(scores[y, x]), left, top, width, height, at)


def _logistic(logits: Floats) -> Floats:
    # By its tangent, for the exponential of a logit may overflow.
    return np.asarray((1 + np.tanh(logits / 2)) / 2, np.float32)


def _once(faces: Iterable[Sighting]) -> list[Sighting]:
    """Each face by its surest sighting, the surest first."""
    kept: list[Sighting] = []
    for face in sorted(faces, reverse=True)[:_MOST]:
        if all(_shared(face, other) <= _SHARED for other in kept):
            kept.append(face)
    return kept


def _accompanied(face: Sighting, faces: Iterable[Sighting]) -> bool:
    sure = (other.width for other in faces if other.score > _SURE)
    return face.score > _BESIDE and any(
        width / _ALIKE < face.width < width * _ALIKE for width in sure
    )


def _shared(one: Sighting, other: Sighting) -> float:
    """The part that both boxes cover, of what either does."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    both = max(across, 0) * max(down, 0)
    return both / (one.width * one.height + other.width * other.height - both)
