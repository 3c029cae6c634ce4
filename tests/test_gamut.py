"""The hull of the inks, and the tables built from it."""

import itertools

import pytest
from hypothesis import strategies as st

from kiosk.ink.gamut import Point, inks, light, space
from kiosk.panels.catalog import palette, palettes

COLOUR = [name for name in palettes() if palette(name).profile]
every_colour_palette = pytest.mark.parametrize("name", COLOUR)
unit = st.floats(0, 1)
spots = st.tuples(unit, unit, unit)
clouds = st.lists(spots, min_size=1, max_size=7)
codes = st.integers(0, 255)


def apart(a: Point, b: Point) -> float:
    return sum((p - q) ** 2 for p, q in zip(a, b, strict=True))


def mixed(parts: list[float], points: list[Point]) -> Point:
    whole = sum(parts)
    x, y, z = (
        sum(part * point[axis] for part, point in zip(parts, points, strict=True)) / whole
        for axis in range(3)
    )
    return x, y, z


@every_colour_palette
def test_the_space_holds_every_ink_and_mean_light_is_mean_place(name: str) -> None:
    where = space(palette(name))
    places = [where.place(light(ink.measured)) for ink in palette(name).inks]
    assert all(-1e-6 <= axis <= 255 + 1e-6 for place in places for axis in place)
    lights = [light(ink.measured) for ink in palette(name).inks]
    even = [1.0] * len(lights)
    assert where.place(mixed(even, lights)) == pytest.approx(mixed(even, places))


@every_colour_palette
def test_no_two_inks_fall_together(name: str) -> None:
    places = inks(palette(name))
    assert min(apart(a, b) for a, b in itertools.combinations(places, 2)) > 100
