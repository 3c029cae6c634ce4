"""What a colour panel can show: the hull of its inks, and the nearest point in it.

Runs offline: tools/profiles.py writes its tables, dither.py reads them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kiosk.frame import RGB, Palette
from kiosk.light import linear

Point = tuple[float, float, float]

# Nodes on each edge of a profile's cube.
NODES = 33
# Barycentric weights and pivots nearer to nothing than this are nothing.
TINY = 1e-9

# Light as the eye weighs it (ITU-R BT.709), and how far red and blue are from it. Choosing the
# nearest ink by these instead of by red, green and blue keeps dithered skies and skins quiet: seen
# from where dots merge, five photographs came 1.1 (Spectra 6) and 1.2 times (ACeP) as near to what
# they should look like (mean dE after a blur of 1.5 px).
LUMA: Point = (0.2126, 0.7152, 0.0722)
ROWS: tuple[Point, Point, Point] = (
    LUMA,
    (1 - LUMA[0], -LUMA[1], -LUMA[2]),
    (-LUMA[0], -LUMA[1], 1 - LUMA[2]),
)

# Share of the bytes kept free at either end. Errors that are spread lead out of the inks' hull for
# a while, and Pillow cuts them at 0 and 255: with none, flat colours of ACeP were off by up to
# 15 % of the light, with this by 1.3 %.
HEADROOM = 0.15


@dataclass(frozen=True, slots=True)
class Space:
    """Where distances are measured and errors spread: brightness and two colour differences.

    Linear in light, so that a mean in it is a mean of light; scaled to bytes, 127.5 being
    `middle`.
    """

    middle: Point
    scale: float

    def place(self, light: Point) -> Point:
        """Where a colour in linear light lies: 0 to 255 for all that the inks can mix."""
        x, y, z = (
            127.5 + (_dot(row, light) - middle) * self.scale
            for row, middle in zip(ROWS, self.middle, strict=True)
        )
        return x, y, z


def light(rgb: RGB) -> Point:
    """An sRGB colour in linear light, 0 to 1."""
    r, g, b = (linear(code) for code in rgb)
    return r, g, b


def luminance(rgb: RGB) -> float:
    """How bright an sRGB colour is to the eye, 0 to 1, in linear light."""
    return _dot(LUMA, light(rgb))


@cache
def space(palette: Palette) -> Space:
    """The space of a colour palette, with headroom around its inks."""
    axes = [[_dot(row, light(ink.measured)) for ink in palette.inks] for row in ROWS]
    x, y, z = ((min(axis) + max(axis)) / 2 for axis in axes)
    reach = max(max(axis) - min(axis) for axis in axes)
    return Space((x, y, z), 255 * (1 - 2 * HEADROOM) / reach)


def places(palette: Palette) -> tuple[Point, ...]:
    """Each ink's place in the palette's space."""
    where = space(palette)
    return tuple(where.place(light(ink.measured)) for ink in palette.inks)


def inks(palette: Palette) -> tuple[RGB, ...]:
    """Each ink's place in the palette's space, in whole bytes."""
    return tuple(_bytes(place) for place in places(palette))


def fit(palette: Palette, colour: RGB) -> RGB:
    """Where a photograph's sRGB colour goes in the palette's space.

    Its black and white become the panel's; what no mixture of inks shows becomes the nearest
    mixture.
    """
    dark, bright = (light(palette.inks[index].measured) for index in (palette.ink, palette.paper))
    r, g, b = (
        low + part * (high - low)
        for part, low, high in zip(light(colour), dark, bright, strict=True)
    )
    return _bytes(space(palette).place(_hull(palette).nearest((r, g, b))))


def nodes() -> Iterator[RGB]:
    """The colours at the nodes of a profile's cube in their order: red fastest, blue slowest."""
    codes = [round(step * 255 / (NODES - 1)) for step in range(NODES)]
    return ((r, g, b) for b in codes for g in codes for r in codes)


def table(palette: Palette) -> bytes:
    """The profile of a palette: `fit` at every node, 3 bytes each."""
    return bytes(byte for colour in nodes() for byte in fit(palette, colour))


class Hull:
    """The convex hull of a few points: all that a mixture of inks can look like."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._parts = [_Simplex(p) for n in (4, 3, 2, 1) for p in combinations(points, n)]

    def nearest(self, point: Point) -> Point:
        """The point of the hull nearest to `point`: itself, if it lies inside.

        Exact: it lies within one of the simplices of the points, and is its foot there.
        """
        feet = (part.foot(point) for part in self._parts)
        return min((foot for foot in feet if foot), key=lambda foot: _apart(foot, point))


class _Simplex:
    """The tetrahedron, triangle, edge or point between up to four points."""

    def __init__(self, corners: Iterable[Point]) -> None:
        self._origin, *others = corners
        self._edges = [_minus(corner, self._origin) for corner in others]
        gram = [[_dot(a, b) for b in self._edges] for a in self._edges]
        inverse = _inverse(gram)
        self._flat = inverse is None
        self._duals = [] if inverse is None else [_mix(row, self._edges) for row in inverse]

    def foot(self, point: Point) -> Point | None:
        """The nearest point of its plane, if that lies within the corners; None otherwise."""
        if self._flat:
            return None
        away = _minus(point, self._origin)
        parts = [_dot(dual, away) for dual in self._duals]
        if sum(parts) > 1 + TINY or any(part < -TINY for part in parts):
            return None
        return _plus(self._origin, _mix(parts, self._edges))


@cache
def _hull(palette: Palette) -> Hull:
    return Hull([light(ink.measured) for ink in palette.inks])


def _inverse(matrix: list[list[float]]) -> list[list[float]] | None:
    """The inverse of a small symmetric matrix by Gauss and Jordan; None if it has none."""
    size = len(matrix)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = rows[i][i]
        if abs(pivot) < TINY:
            return None
        rows[i] = [value / pivot for value in rows[i]]
        for j in range(size):
            if j != i:
                factor = rows[j][i]
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [row[size:] for row in rows]


def _mix(parts: Iterable[float], points: Iterable[Point]) -> Point:
    total = (0.0, 0.0, 0.0)
    for part, (x, y, z) in zip(parts, points, strict=True):
        total = (total[0] + part * x, total[1] + part * y, total[2] + part * z)
    return total


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _minus(a: Point, b: Point) -> Point:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _plus(a: Point, b: Point) -> Point:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def _apart(a: Point, b: Point) -> float:
    away = _minus(a, b)
    return _dot(away, away)


def _bytes(point: Point) -> RGB:
    x, y, z = (min(255, max(0, round(value))) for value in point)
    return x, y, z
