"""The profile of a colour palette: where each colour of a photograph goes in light of its inks.

Made offline: measured inks, then tones (black and white become the panel's own), then the gamut
(what no mixture shows becomes the nearest mixture), then the light that errors are spread in.
"""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from kiosk.files import write_whole
from kiosk.frame import RGB, Palette
from kiosk.ink.eye import nearest_seen, turned_hue
from kiosk.ink.gamut import NODES, light, space
from kiosk.ink.hull import nearest

# Differences of hue in Oklab: up to the first they are let be, from the second on they are too
# much. Between, both mixtures are mixed, so that tones pass smoothly.
_HUE_KEPT, _HUE_LOST = 0.03, 0.09


def build(palette: Palette, path: Path) -> None:
    """Write the table of a colour palette.

    Raises OSError if the disk refuses.
    """
    write_whole(path, zlib.compress(table(palette), 9))


def table(palette: Palette) -> bytes:
    """`fit` at every node, 3 bytes each."""
    return bytes(code for place in fit(palette, nodes()) for code in place)


def nodes() -> Iterator[RGB]:
    """The colours at the nodes of a profile's cube in their order: red fastest, blue slowest."""
    codes = [round(step * 255 / (NODES - 1)) for step in range(NODES)]
    return ((r, g, b) for b in codes for g in codes for r in codes)


def fit(palette: Palette, colours: Iterable[RGB]) -> list[RGB]:
    """Where sRGB colours of a photograph go in the palette's space, in whole bytes.

    What inks can mix is kept; else the nearest mixture in linear red, green and blue is taken, and
    where that would be of another hue, the one nearest for the eye: a flag's red stays red.
    """
    corners = np.array([light(ink.measured) for ink in palette.inks])
    dark, bright = corners[palette.ink], corners[palette.paper]
    wanted = dark + np.array([light(colour) for colour in colours]) * (bright - dark)
    found = nearest(wanted, corners)
    turned = turned_hue(wanted, found)
    part = np.clip((turned - _HUE_KEPT) / (_HUE_LOST - _HUE_KEPT), 0, 1)
    astray = part > 0
    seen = nearest_seen(wanted[astray], corners)
    found[astray] += part[astray, None] * (seen - found[astray])
    where = space(palette)
    return [where.byte(tuple(point)) for point in found.tolist()]
