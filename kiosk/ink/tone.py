"""The exposure that a photograph needs."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import log

from PIL import Image

from kiosk.frame import Kind

Table = tuple[int, ...]

# Shares of pixels that may be lost to pure black and to pure white.
CLIPPED = 0.005
# A stretch never claims more of the scale than this at either end: fog stays fog.
MOST_BLACK = 64
MOST_WHITE = 176
# Mean code from which a photograph is bright enough and stays as it is; judged by eye. Paper has
# no lamp behind it, so that a mean which glows on a screen is still murky on a panel, and most of
# all where two inks must make every tone.
BRIGHT: dict[Kind, int] = {"mono": 136, "grey": 96, "colour": 96}
# How far the curve may bend to get there: an exponent of the code.
MOST_LIFT = 0.5
# A scale that ends this near to black or white is full.
NEAR_ENDS = 12


SAME: Table = tuple(range(256))


def expose(photo: Image.Image, kind: Kind) -> Image.Image:
    """The photograph (RGB or L) as bright and as contrasty as a panel of this kind needs it."""
    grey = photo if photo.mode == "L" else photo.convert("L")
    curve = exposure(grey.histogram(), BRIGHT[kind])
    return photo if curve == SAME else photo.point(curve * len(photo.getbands()))


def exposure(histogram: Sequence[int], bright: int) -> Table:
    """The code that each grey code of a photograph becomes, from its 256 counts; monotone.

    A good photograph stays as it is; a flat one is stretched and one with a mean below `bright`
    lifted, both within bounds. Black stays black and white stays white.
    """
    black, white = _ends(histogram)
    stretched = [min(1.0, max(0.0, (code - black) / (white - black))) for code in range(256)]
    bend = _bend(_mean(histogram, stretched), bright / 255)
    return tuple(round(255 * part**bend) for part in stretched)


def _ends(histogram: Sequence[int]) -> tuple[int, int]:
    """The codes that become black and white; a scale that is nearly full is left alone."""
    reached = list(accumulate(histogram))
    lost = reached[-1] * CLIPPED
    black = bisect_left(reached, lost + 1)
    white = bisect_left(reached, reached[-1] - lost)
    black = min(black, MOST_BLACK) if black > NEAR_ENDS else 0
    white = max(white, MOST_WHITE) if white < 255 - NEAR_ENDS else 255
    return black, white


def _mean(histogram: Sequence[int], codes: Sequence[float]) -> float:
    total = sum(histogram) or 1
    return sum(count * code for count, code in zip(histogram, codes, strict=True)) / total


def _bend(mean: float, bright: float) -> float:
    """The exponent that lifts `mean` to `bright`, both 0 to 1; bounded, and none where it is."""
    if not 0 < mean < bright:
        return 1.0
    return max(log(bright) / log(mean), MOST_LIFT)
