"""Colours as the eye tells them apart: Oklab (Ottosson 2020), from linear light of sRGB."""

from itertools import combinations

import numpy as np

from kiosk.ink.hull import Points

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
# Mixtures of three inks are tried in steps of so many parts, and so many points at a time.
_PARTS = 32
_AT_ONCE = 256


def oklab(light: Points) -> Points:
    """Lightness, and how red and how yellow, of linear light, (n, 3)."""
    return np.asarray(np.cbrt(np.maximum(light @ _TO_CONES.T, 0)) @ _TO_LAB.T)


def turned_hue(one: Points, other: Points) -> Points:
    """How far apart colours, (n, 3), are in hue alone: not in lightness, not in chroma."""
    a, b = oklab(one)[:, 1:], oklab(other)[:, 1:]
    chroma = np.hypot(*a.T) - np.hypot(*b.T)
    return np.asarray(np.sqrt(np.maximum(((a - b) ** 2).sum(axis=1) - chroma**2, 0)))


def nearest_seen(points: Points, inks: Points) -> Points:
    """The mixture of up to three of `inks`, (k, 3), that looks most like each of `points`, (n, 3).

    To a part in 32. What lies outside the inks' hull is nearest to its surface: three are enough.
    """
    mixtures = _mixtures(inks)
    seen = oklab(mixtures)
    lengths = (seen**2).sum(axis=1)
    found = np.empty(points.shape)
    for start in range(0, len(points), _AT_ONCE):
        wanted = oklab(points[start : start + _AT_ONCE])
        # The squared distance but for what is the same for all mixtures.
        apart = lengths - 2 * wanted @ seen.T
        found[start : start + _AT_ONCE] = mixtures[apart.argmin(axis=1)]
    return found


def _mixtures(inks: Points) -> Points:
    shares = [
        (one, two, _PARTS - one - two)
        for one in range(_PARTS + 1)
        for two in range(_PARTS + 1 - one)
    ]
    few = min(3, len(inks))
    parts = np.array(shares)[:, :few] / _PARTS
    if few < 3:  # noqa: PLR2004 - black and white alone
        parts = parts[np.isclose(parts.sum(axis=1), 1)]
    every = [parts @ inks[list(chosen)] for chosen in combinations(range(len(inks)), few)]
    return np.concatenate(every)
