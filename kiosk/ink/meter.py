"""A light meter: what a photograph's tones are like before they are changed."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import pi, sqrt
from operator import mul

from msgspec import Struct
from PIL import Image, ImageChops

from kiosk.ink.surroundings import around

# Share of pixels that may be lost to pure black, and to pure white.
CLIPPED = 0.005
# Noise is read in blocks of so many pixels a side, and in this share of them, the flattest: nearly
# every photograph has so much of sky, wall or blur.
BLOCK = 12
FLATTEST = 0.1
# Darker blocks are cut off at black and show no noise.
CUT_OFF = 8
# Means of blocks are whole codes: differences are counted in eighths of one.
FINE = 8
# Two neighbours with a noise of 1 (standard deviation) differ by so much in the mean.
APART = 2 / sqrt(pi)
# Sky: codes as parts of the lightest, and as near to their surroundings as this.
PALE = (0.78, 0.97)
FLAT = 3
# Flat colours: a JPEG's haze around one is narrower than so many codes.
BESIDE = 4
# Flicker fainter than this is below a code, whatever it is.
FAINT = 0.8


class Reading(Struct, frozen=True):
    """A photograph's tones, in codes from 0 to 255.

    `counts` are the pixels of each grey code; next to nothing is darker than `black` or lighter
    than `white` in any band; `noise` is a standard deviation; `relief` is how far pixels are from
    their surroundings, as a mean; `sky` the share of pixels that are pale and flat; `drawn` the
    share in codes that stand out from the codes beside them, as only flat colours do.
    """

    counts: Sequence[int]
    black: int
    white: int
    noise: float
    relief: float
    sky: float
    drawn: float


def read(photo: Image.Image, luminance: Image.Image) -> Reading:
    """The tones of a photograph (RGB or L): its noise in the left half, all else in means of 4.

    `luminance` is the photograph in mode L.
    """
    half = photo.reduce(2)
    bands = half.histogram()
    ends = [_ends(bands[at : at + 256]) for at in range(0, len(bands), 256)]
    black, white = min(low for low, _ in ends), max(high for _, high in ends)
    grey = half.convert("L")
    apart = ImageChops.difference(grey, around(grey))
    pale = grey.point(_within(round(PALE[0] * white), round(PALE[1] * white)))
    sky = sum(apart.histogram(pale)[:FLAT]) / (half.width * half.height)
    flicker = noise(luminance.crop((0, 0, (photo.width + 1) // 2, photo.height)))
    counts = grey.histogram()
    return Reading(counts, black, white, flicker, mean(apart.histogram()), sky, _drawn(counts))


def noise(grey: Image.Image) -> float:
    """The standard deviation of what flickers from pixel to pixel where the picture is flattest.

    Neighbours and their neighbours differ equally in noise, and more and more in leaves and
    letters: what grows with the distance is texture, and taken off.
    """
    near = _flicker(grey, 1)
    if near < FAINT:
        return near
    return sqrt(max(0.0, 2 * near**2 - _flicker(grey, 2) ** 2))


def _flicker(grey: Image.Image, step: int) -> float:
    """The noise that would explain how pixels differ which are `step` apart."""
    width, height = grey.size
    if width <= step:
        return 0.0
    left, right = grey.crop((0, 0, width - step, height)), grey.crop((step, 0, width, height))
    differences = ImageChops.difference(left, right).point(_MAGNIFIED).reduce(BLOCK)
    counts = differences.histogram(left.reduce(BLOCK).point(_SHOWN))
    reached = list(accumulate(counts))
    return bisect_left(reached, FLATTEST * reached[-1]) / FINE / APART if reached[-1] else 0.0


def _ends(counts: Sequence[int]) -> tuple[int, int]:
    reached = list(accumulate(counts))
    lost = reached[-1] * CLIPPED
    return bisect_left(reached, lost + 1), bisect_left(reached, reached[-1] - lost)


def _drawn(counts: Sequence[int]) -> float:
    inner = zip(counts[BESIDE:-BESIDE], counts, counts[2 * BESIDE :], strict=False)
    return sum(max(0, here - 2 * max(below, above)) for here, below, above in inner) / sum(counts)


def _within(first: int, last: int) -> list[int]:
    """A mask's table: all for these codes, nothing for others."""
    return [0] * first + [255] * (last + 1 - first) + [0] * (255 - last)


def mean(counts: Sequence[int], codes: Sequence[int] = range(256)) -> float:
    """The mean of `codes`, each as often as `counts` says."""
    return float(sum(map(mul, codes, counts))) / (sum(counts) or 1)


_MAGNIFIED = [min(255, FINE * code) for code in range(256)]
_SHOWN = _within(CUT_OFF, 255)
