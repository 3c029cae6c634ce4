"""YuNet, a small neural net that finds faces, on numpy.

W. Wu, H. Peng, S. Yu: YuNet: A Tiny Millisecond-level Face Detector, Machine Intelligence Research
20 (2023), 656-665. This is its small form; the weights come from libfacedetection and have their
licence beside them. All of it is pairs of a 1 x 1 convolution, which mixes channels, and a 3 x 3
one in each channel by itself: a matrix product and nine shifted sums.
"""

import functools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from kiosk.content.darkroom.planes import (
    Floats,
    Plane,
    add_doubled,
    blank,
    clear_border,
    convolved,
    halved,
    mixed,
    rectified,
)

WEIGHTS = Path(__file__).parent / "weights" / "yunet.f16"
MIX = ("pw_weight", "pw_bias")
DEPTH = ("dw_weight", "dw_bias")
STEM = "backbone__model0"
_BODY = [f"backbone__model{stage}_dp{n}" for stage in range(1, 6) for n in (1, 2)]
_NECK = [f"neck__lateral_convs__{level}" for level in range(3)]
# For each of three levels, which see cells of 8, 16 and 32 px.
LEVELS = 3
_FOUND = (("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10))
_HEAD = [f"bbox_head__multi_level_{kind}__{level}" for level in range(3) for kind, _ in _FOUND]
# As the file of weights has them.
ORDER = (STEM, f"{STEM}_dp", *_BODY, *_NECK, *_HEAD)
_CHANNELS = (16, 16, 32, 32, *[64] * 10, *[width for _ in range(LEVELS) for _, width in _FOUND])
CELL_PX = 8
# Sides of a picture must be whole numbers of the largest cells.
COARSEST_PX = 32


class Unit(Struct, frozen=True):
    """A 1 x 1 convolution (out, in) and a 3 x 3 one (3, out, 3), each with its bias (out, 1)."""

    mix: Floats
    mix_bias: Floats
    depth: Floats
    depth_bias: Floats


class Net(Struct, frozen=True):
    stem: tuple[Floats, Floats]
    body: tuple[Unit, ...]
    neck: tuple[Unit, ...]
    heads: tuple[Unit, ...]


@functools.cache
def net() -> Net:
    """The weights, read when first asked for."""
    flat = np.fromfile(WEIGHTS, "<f2").astype(np.float32)
    stem = _cut(flat, 0, 16, 27), _cut(flat, 16 * 27, 16, 1)
    units = tuple(_units(flat, 16 * 28))
    heads = [units[14 + 4 * level : 18 + 4 * level] for level in range(LEVELS)]
    return Net(stem, units[:11], units[11:14], tuple(map(_together, heads)))


def _cut(flat: Floats, start: int, *shape: int) -> Floats:
    return flat[start : start + int(np.prod(shape))].reshape(shape)


def _units(flat: Floats, start: int) -> Iterator[Unit]:
    inward = 16
    for outward in _CHANNELS:
        parts = []
        for shape in ((outward, inward), (outward, 1), (3, 3, outward), (outward, 1)):
            parts.append(_cut(flat, start, *shape))
            start += parts[-1].size
        mix, mix_bias, depth, depth_bias = parts
        columns = np.ascontiguousarray(depth.transpose(1, 2, 0))
        yield Unit(mix, mix_bias, columns, depth_bias)
        inward = max(inward, outward)  # they widen; all heads read the widest


def _together(units: tuple[Unit, ...]) -> Unit:
    """Units that read the same plane as one."""
    return Unit(
        np.concatenate([unit.mix for unit in units]),
        np.concatenate([unit.mix_bias for unit in units]),
        np.concatenate([unit.depth for unit in units], axis=1),
        np.concatenate([unit.depth_bias for unit in units]),
    )


def evidence(pixels: NDArray[np.uint8]) -> list[Floats]:
    """What the net says of each cell: a plane of 16 channels for cells of 8, 16 and 32 px.

    `pixels` are rows of RGB, of whole cells of 32 px. The channels: two logits of a face being
    there; its centre from the cell's corner, in cells, and the logarithm of its width and height
    in cells; then x and y, as the centre's, of an eye, the other eye, the nose and both corners
    of the mouth.
    """
    weights = net()
    plane = halved(_unit(_stem(pixels, weights), weights.body[0]))
    plane = halved(_all(plane, weights.body[1:5]))
    levels: list[Plane] = []
    for n in (5, 7, 9):
        plane = _all(halved(plane) if levels else plane, weights.body[n : n + 2])
        levels.append(plane)
    for n in reversed(range(LEVELS)):
        levels[n] = _unit(levels[n], weights.neck[n])
        if n:
            add_doubled(levels[n - 1], levels[n])
    found = zip(levels, weights.heads, strict=True)
    return [_sums(plane, head).inner + head.depth_bias[:, :, None] for plane, head in found]


def _stem(pixels: NDArray[np.uint8], weights: Net) -> Plane:
    """A 3 x 3 convolution at every second pixel, as a matrix product."""
    height, width = pixels.shape[0] // 2, pixels.shape[1] // 2
    framed = np.zeros((3, 2 * height + 2, 2 * width + 2), np.float32)
    framed[:, 1:-1, 1:-1] = pixels[:, :, ::-1].transpose(2, 0, 1)
    seen = np.empty((9, 3, height, width), np.float32)
    for n in range(9):
        y, x = divmod(n, 3)
        seen[n] = framed[:, y : y + 2 * height : 2, x : x + 2 * width : 2]
    mix, bias = weights.stem
    rows = rectified(mixed(mix, seen.reshape(27, -1)), bias)
    plane = blank(len(mix), width, height)
    plane.inner[:] = rows.reshape(-1, height, width)
    return plane


def _all(plane: Plane, units: tuple[Unit, ...]) -> Plane:
    return functools.reduce(_unit, units, plane)


def _unit(plane: Plane, unit: Unit) -> Plane:
    sums = _sums(plane, unit)
    rectified(sums.rows, unit.depth_bias)
    return sums


def _sums(plane: Plane, unit: Unit) -> Plane:
    """What the unit makes of the plane, but for its last bias."""
    inward = Plane(mixed(unit.mix, plane.rows), plane.width, plane.height)
    rows = inward.rows
    rows += unit.mix_bias
    clear_border(inward)
    return convolved(inward, unit.depth)
