"""Planes of channels, and what a neural net of small convolutions makes of them, on numpy.

A plane is kept with a border of one zero all round and flat, a row a channel. So a shift of the
whole plane is one slice of memory, and numpy runs through it without a stop.
"""

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# So many columns of a product stay in the processor's nearest cache.
_STRIP = 2048


class Plane(NamedTuple):
    """Channels of w x h, each a flat row with its border."""

    rows: Floats
    width: int
    height: int

    @property
    def inner(self) -> Floats:
        """Channel, y, x without the border."""
        whole = self.rows.reshape(-1, self.height + 2, self.width + 2)
        return whole[:, 1:-1, 1:-1]


def blank(channels: int, width: int, height: int) -> Plane:
    return Plane(np.zeros((channels, (height + 2) * (width + 2)), np.float32), width, height)


def mixed(weights: Floats, rows: Floats) -> Floats:
    """The matrix product, without BLAS, which would reserve 32 MiB for it."""
    out = np.empty((len(weights), rows.shape[1]), np.float32)
    for start in range(0, rows.shape[1], _STRIP):
        strip = slice(start, start + _STRIP)
        np.einsum("ij,jk->ik", weights, rows[:, strip], out=out[:, strip])
    return out


def convolved(plane: Plane, weights: Floats) -> Plane:
    """The 3 x 3 convolution in each channel by itself; on the border it means nothing.

    `weights` (3, channels, 3) are for the columns of three neighbours, each from the top down.
    """
    out = blank(len(plane.rows), plane.width, plane.height)
    stride = plane.width + 2
    sums = out.rows[:, stride + 1 : -stride - 1]
    for n, column in enumerate(weights):
        part = np.einsum("cd,cdn->cn", column, _neighbours(plane.rows[:, n:], stride, sums))
        sums += part
    return out


def _neighbours(rows: Floats, stride: int, sums: Floats) -> Floats:
    """Channel, neighbour from the top down, place: a view of the same memory."""
    channel, place = rows.strides
    shape = len(sums), 3, sums.shape[1]
    return as_strided(rows, shape, (channel, stride * place, place), writeable=False)


def rectified(rows: Floats, bias: Floats) -> Floats:
    rows += bias
    # A row of zeros, for numpy compares with one number four times as slowly.
    return np.maximum(rows, np.zeros(rows.shape[1], np.float32), out=rows)


def halved(plane: Plane) -> Plane:
    """The largest of each two by two."""
    inner = plane.inner
    rows = np.maximum(inner[:, 0::2], inner[:, 1::2])
    half = blank(len(rows), plane.width // 2, plane.height // 2)
    np.maximum(rows[:, :, 0::2], rows[:, :, 1::2], out=half.inner)
    return half


def add_doubled(fine: Plane, coarse: Plane) -> None:
    for y in (0, 1):
        for x in (0, 1):
            fine.inner[:, y::2, x::2] += coarse.inner


def clear_border(plane: Plane) -> None:
    whole = plane.rows.reshape(-1, plane.height + 2, plane.width + 2)
    whole[:, [0, -1]] = 0
    whole[:, :, [0, -1]] = 0
