"""Direct binary search: inks are exchanged until the picture, as the eye blurs it, fits no better.

Analoui and Allebach (Model-based halftoning using direct binary search, SPIE 1666, 1992) try one
pixel after the other. Here all pixels are tried at once, and of all changes those are made that
gain most within their neighbourhood: they are too far apart to be in each other's way.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kiosk.geometry import Rect, Size

Plane = NDArray[np.float32]
Indices = NDArray[np.uint8]

# What the eye blurs, in pixels: about that of a 127 dpi panel from 0.6 m.
SIGMA_PX = 1.5
# From here on an error of one pixel is not felt by another: less than 1 % of it is.
_REACH = 6
# How far apart the changes of each round are at least: near ones get on faster, but disturb each
# other in the end.
_ROUNDS = (3, 3, 3, 3, 3, 4, 4, 4)
# A neighbour with which a pixel may exchange its ink: down and right are enough, as both may ask.
_NEIGHBOURS = ((0, 1), (1, 0), (1, 1), (1, -1))
# Tiles bound the memory to a few planes of 256 kB each; what two of them share is searched twice.
_TILE_PX = 256
_SHARED_PX = 8
# Fewer changes than this share of a tile's pixels are not worth a round.
_WORTH = 1 / 4000
# A gain that counts, as a share of what one pixel costs that has the ink next to its own; and what
# is enough to tell pixels of equal gains apart.
_LEAST_GAIN, _TIE = 1e-3, 1e-4


def refine(
    start: Image.Image,
    photo: Image.Image,
    light: Sequence[Sequence[float]],
    inks: Sequence[Sequence[float]],
    *,
    keep: bool,
) -> Image.Image:
    """The ink of each pixel (mode L), for an eye nearer to `photo` than those of `start` (mode L).

    `light` has a table for each band of `photo` and says what its 256 codes mean, `inks` as many
    values for each ink: light, in which the mean of pixels is what their mixture looks like, black
    and white about 1 apart. `keep`: inks may only change places.
    """
    pixels = np.array(start)
    tables = [np.array(table, np.float32) for table in light]
    bands = [np.asarray(band) for band in photo.split()]
    palette = np.array(inks, np.float32)
    for inner, outer in _tiles(Size(*start.size)):
        area = _slices(outer)
        target = np.stack([table[band[area]] for table, band in zip(tables, bands, strict=True)])
        error = _felt(_seen(pixels[area], palette) - target)
        inside = _slices(Rect(inner.x - outer.x, inner.y - outer.y, inner.width, inner.height))
        _search(pixels[_slices(inner)], error[:, *inside], palette, keep=keep)
    return Image.fromarray(pixels)


def _search(pixels: Indices, error: Plane, palette: Plane, *, keep: bool) -> None:
    """Change `pixels` in place; `error` is what the eye feels of them, and goes with them."""
    least = _TAPS[0] ** 2 * _finest(palette)
    tie = _TIE * least * _ties(pixels.shape)
    for apart in _ROUNDS:
        seen = _seen(pixels, palette)
        gain, change = _replaced(seen, error, palette) if not keep else _nothing(pixels.shape)
        _exchanged(seen, error, gain, change)
        gain += tie
        made = (gain < -_LEAST_GAIN * least) & (gain == _least_around(gain, apart))
        _make(pixels, made, change)
        error += _felt(_seen(pixels, palette) - seen)
        if np.count_nonzero(made) < _WORTH * pixels.size:
            return


def _replaced(seen: Plane, error: Plane, palette: Plane) -> tuple[Plane, Indices]:
    """What each pixel's best other ink would change in the squared error, and which that is."""
    own = _TAPS[0] ** 2
    pull = 2 * (error - own * seen)
    stays = (own * seen * seen + pull * seen).sum(axis=0)
    least, which = _nothing(stays.shape)
    for ink, light in enumerate(palette):
        change = sum(part * plane for part, plane in zip(light, pull, strict=True))
        change = change + own * float(light @ light) - stays
        better = change < least
        np.copyto(least, change, where=better)
        which[better] = ink
    return least, which


def _exchanged(seen: Plane, error: Plane, gain: Plane, change: Indices) -> None:
    """Note exchanges with neighbours that gain more, as 255 less the number of the neighbour."""
    for number, (down, right) in enumerate(_NEIGHBOURS):
        here, there = _pairs(down, right)
        step = seen[:, *there] - seen[:, *here]
        pull = error[:, *here] - error[:, *there]
        pull += (_TAPS[0] ** 2 - _TAPS[down] * _TAPS[abs(right)]) * step
        exchanged = 2 * (step * pull).sum(axis=0)
        better = exchanged < gain[here]
        np.copyto(gain[here], exchanged, where=better)
        change[here][better] = _LAST - number


def _make(pixels: Indices, made: NDArray[np.bool_], change: Indices) -> None:
    before = pixels.copy()
    rows, columns = np.nonzero(made)
    which = change[rows, columns]
    for number, (down, right) in enumerate(_NEIGHBOURS):
        y, x = rows[which == _LAST - number], columns[which == _LAST - number]
        pixels[y, x], pixels[y + down, x + right] = before[y + down, x + right], before[y, x]
    new = which <= _LAST - len(_NEIGHBOURS)
    pixels[rows[new], columns[new]] = which[new]


def _seen(pixels: Indices, palette: Plane) -> Plane:
    """The light of pixels, a plane for each channel."""
    return np.stack([channel[pixels] for channel in palette.T])


def _felt(change: Plane) -> Plane:
    """What the eye feels of a change at each pixel, twice blurred; outside there is none."""
    across = _TAPS[0] * change
    for n, tap in enumerate(_TAPS[1:], start=1):
        part = tap * change
        across[:, :, n:] += part[:, :, :-n]
        across[:, :, :-n] += part[:, :, n:]
    down = _TAPS[0] * across
    for n, tap in enumerate(_TAPS[1:], start=1):
        part = tap * across
        down[:, n:] += part[:, :-n]
        down[:, :-n] += part[:, n:]
    return down


def _least_around(gain: Plane, apart: int) -> Plane:
    """The least gain of each pixel's neighbourhood."""
    across = gain.copy()
    for n in range(1, apart + 1):
        np.minimum(across[:, n:], gain[:, :-n], out=across[:, n:])
        np.minimum(across[:, :-n], gain[:, n:], out=across[:, :-n])
    least = across.copy()
    for n in range(1, apart + 1):
        np.minimum(least[n:], across[:-n], out=least[n:])
        np.minimum(least[:-n], across[n:], out=least[:-n])
    return least


def _finest(palette: Plane) -> float:
    """The squared distance of the two inks that are most alike."""
    apart = [float(((one - two) ** 2).sum()) for one, two in combinations(palette, 2)]
    return min(apart, default=1.0)


def _ties(shape: tuple[int, ...]) -> Plane:
    """A part for each pixel, so that where all gain the same not all of them change."""
    rows, columns = np.indices(shape)
    # R2, the sequence of Roberts (2018): fills the unit interval evenly along both axes.
    return np.asarray((0.7548776662 * columns + 0.5698402910 * rows) % 1, np.float32)


def _nothing(shape: tuple[int, ...]) -> tuple[Plane, Indices]:
    return np.zeros(shape, np.float32), np.zeros(shape, np.uint8)


def _pairs(down: int, right: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """The pixels that have a neighbour in that direction, and those neighbours."""
    rows, other_rows = slice(None, -down or None), slice(down, None)
    if right < 0:
        return (rows, slice(-right, None)), (other_rows, slice(None, right))
    return (rows, slice(None, -right or None)), (other_rows, slice(right, None))


def _tiles(size: Size) -> Iterator[tuple[Rect, Rect]]:
    """Tiles that cover all, each with what can be felt within it."""
    sheet = Rect(0, 0, *size)
    step = _TILE_PX - _SHARED_PX
    for y in range(0, max(1, size.height - _SHARED_PX), step):
        for x in range(0, max(1, size.width - _SHARED_PX), step):
            inner = Rect(x, y, min(_TILE_PX, size.width - x), min(_TILE_PX, size.height - y))
            yield inner, inner.inset(-_REACH).common(sheet)


def _slices(rect: Rect) -> tuple[slice, slice]:
    return slice(rect.y, rect.bottom), slice(rect.x, rect.right)


def _taps() -> list[float]:
    """The blur with itself, from the middle outwards: a normal curve of sqrt(2) its width."""
    curve = [math.exp(-((n / (2 * SIGMA_PX)) ** 2)) for n in range(_REACH + 1)]
    return [part / (2 * sum(curve) - curve[0]) for part in curve]


_TAPS = _taps()
_LAST = 255
