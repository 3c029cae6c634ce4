"""The space that errors are spread in."""

import itertools

import pytest
from mixtures import apart, mixed

from kiosk.ink.gamut import inks, light, space
from kiosk.panels.catalog import palette, palettes

COLOUR = [name for name in palettes() if palette(name).profile]
every_colour_palette = pytest.mark.parametrize("name", COLOUR)


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
