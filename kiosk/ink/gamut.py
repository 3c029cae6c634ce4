"""Where colours and inks lie for dithering: brightness and two differences of colour."""

from functools import cache

from msgspec import Struct

from kiosk.frame import RGB, Palette
from kiosk.light import LUMA, linear

Point = tuple[float, float, float]

# Nodes on each edge of a profile's cube.
NODES = 33

# Light as the eye weighs it, and how far red and blue are from that. Choosing the nearest ink by
# these instead of by red, green and blue keeps dithered skies and skins quiet: seen from where dots
# merge, five photographs came 1.1 (Spectra 6) and 1.2 times (ACeP) as near to what they should look
# like (mean dE after a blur of 1.5 px).
ROWS: tuple[Point, Point, Point] = (
    LUMA,
    (1 - LUMA[0], -LUMA[1], -LUMA[2]),
    (-LUMA[0], -LUMA[1], 1 - LUMA[2]),
)

# Share of the bytes kept free at either end. Errors that are spread lead out of the inks' hull for
# a while, and Pillow cuts them at 0 and 255: with none, flat colours of ACeP were off by up to
# 15 % of the light, with this by 1.3 %.
HEADROOM = 0.15


class Space(Struct, frozen=True):
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

    def byte(self, light: Point) -> RGB:
        """Its place in whole bytes."""
        x, y, z = (min(255, max(0, round(value))) for value in self.place(light))
        return x, y, z


def light(rgb: RGB) -> Point:
    """An sRGB colour in linear light, 0 to 1."""
    r, g, b = (linear(code) for code in rgb)
    return r, g, b


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
    where = space(palette)
    return tuple(where.byte(light(ink.measured)) for ink in palette.inks)


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
