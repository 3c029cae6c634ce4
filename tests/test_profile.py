"""The hull of the inks, the tables built from it, and a ward's own."""

import itertools
import random
import zlib

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mixtures import apart, mixed
from PIL import Image

from kiosk.frame import RGB
from kiosk.ink import hull
from kiosk.ink.dither import dither
from kiosk.ink.eye import nearest_seen, oklab, turned_hue
from kiosk.ink.fitting import profile_path
from kiosk.ink.gamut import NODES, Point, inks, light, space
from kiosk.ink.profile import fit, nodes, table
from kiosk.light import encoded, luminance
from kiosk.panels.catalog import palette, palettes

COLOUR = [name for name in palettes() if palette(name).profile]
every_colour_palette = pytest.mark.parametrize("name", COLOUR)
unit = st.floats(0, 1)
spots = st.tuples(unit, unit, unit)
clouds = st.lists(spots, min_size=1, max_size=7)
codes = st.integers(0, 255)


def nearest(corners: list[Point], point: Point) -> Point:
    x, y, z = hull.nearest(np.array([point]), np.array(corners))[0].tolist()
    return x, y, z


def leaves(foot: Point, point: Point, points: list[Point]) -> bool:
    """Whether a step from `foot` to any corner would lead nearer to `point`."""
    away = [p - f for p, f in zip(point, foot, strict=True)]
    return any(
        sum(a * (c - f) for a, c, f in zip(away, corner, foot, strict=True)) > 1e-6
        for corner in points
    )


@given(clouds, spots)
def test_no_corner_lies_nearer_than_the_nearest_point(points: list[Point], point: Point) -> None:
    assert not leaves(nearest(points, point), point, points)


@given(clouds, st.data())
def test_a_mixture_is_its_own_nearest_point(points: list[Point], data: st.DataObject) -> None:
    parts = data.draw(st.lists(unit, min_size=len(points), max_size=len(points)))
    assume(sum(parts) > 0.01)
    mixture = mixed(parts, points)
    assert apart(nearest(points, mixture), mixture) < 1e-9


@given(clouds, spots)
def test_the_nearest_point_is_its_own_nearest_point(points: list[Point], point: Point) -> None:
    foot = nearest(points, point)
    assert apart(nearest(points, foot), foot) < 1e-9


def test_a_cube_by_hand() -> None:
    tetrahedron: list[Point] = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert nearest(tetrahedron, (0.5, 0.25, -3)) == pytest.approx((0.5, 0.25, 0))
    assert nearest(tetrahedron, (2, 2, 2)) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert nearest(tetrahedron, (9, 0, 0)) == pytest.approx((1, 0, 0))


def test_many_points_at_once_are_as_each_alone() -> None:
    chance = np.random.default_rng(4)
    corners, points = chance.random((6, 3)), chance.random((50, 3)) * 2 - 0.5
    together = hull.nearest(points, corners)
    alone = np.concatenate([hull.nearest(point[None], corners) for point in points])
    assert together == pytest.approx(alone)


@every_colour_palette
def test_black_and_white_become_the_panels_own(name: str) -> None:
    panel = palette(name)
    assert fit(panel, [(0, 0, 0)])[0] == inks(panel)[panel.ink]
    assert fit(panel, [(255, 255, 255)])[0] == inks(panel)[panel.paper]


@every_colour_palette
@given(codes)
def test_greys_lie_between_black_and_white(name: str, code: int) -> None:
    panel = palette(name)
    black, white = inks(panel)[panel.ink], inks(panel)[panel.paper]
    part = luminance((code, code, code))
    want = [low + part * (high - low) for low, high in zip(black, white, strict=True)]
    assert fit(panel, [(code, code, code)])[0] == pytest.approx(want, abs=1.01)


@every_colour_palette
def test_a_shipped_profile_is_what_the_catalogues_inks_make(name: str) -> None:
    """If this fails, inks have changed: run tools/profiles.py."""
    found = zlib.decompress(profile_path(palette(name)).read_bytes())
    assert len(found) == NODES**3 * 3
    chance = random.Random(name)
    for _ in range(200):
        r, g, b = (chance.randrange(NODES) for _ in range(3))
        at = 3 * (r + NODES * (g + NODES * b))
        colour: RGB = tuple(round(step * 255 / (NODES - 1)) for step in (r, g, b))
        assert tuple(found[at : at + 3]) == pytest.approx(fit(palette(name), [colour])[0], abs=1)


def test_a_table_holds_every_node_red_fastest() -> None:
    """Two inks make the hull a line, which keeps this quick."""
    panel = palette("mono")
    found = table(panel)
    order = list(itertools.islice(nodes(), NODES + 1))
    assert order == [(round(step * 255 / 32), 0, 0) for step in range(NODES)] + [(0, 8, 0)]
    assert len(found) == NODES**3 * 3
    for at in (0, 5, NODES, NODES**2, NODES**3 - 1):
        colour = next(itertools.islice(nodes(), at, None))
        assert tuple(found[3 * at : 3 * at + 3]) == fit(panel, [colour])[0]


@pytest.mark.parametrize(("name", "least"), [("spectra6", 0.85), ("acep7", 0.8), ("bwr", 0.75)])
@pytest.mark.parametrize("red", [(255, 0, 0), (218, 37, 29), (230, 20, 20)])
def test_a_flags_red_stays_red(name: str, least: float, red: RGB) -> None:
    """In linear light the brightest red is nearest to a brown: red ink with much yellow."""
    panel = palette(name)
    out = dither(Image.new("RGB", (96, 96), red), panel)
    shares = [count / 96**2 for count in out.histogram()]
    assert shares[panel.named("red")] > least
    if name != "bwr":
        assert shares[panel.named("yellow")] < 0.12


@every_colour_palette
def test_hues_that_inks_can_mix_are_kept(name: str) -> None:
    """Every even mixture of two inks, as a photograph must have it to come out so."""
    lights = [light(ink.measured) for ink in palette(name).inks]
    dark, bright = lights[palette(name).ink], lights[palette(name).paper]
    for one, other in itertools.combinations(lights, 2):
        even = mixed([1, 1], [one, other])
        parts = [(e - d) / (b - d) for e, d, b in zip(even, dark, bright, strict=True)]
        if any(not 0 <= part <= 1 for part in parts):
            continue  # no photograph has it
        r, g, b = (round(encoded(part)) for part in parts)
        want = space(palette(name)).place(even)
        assert fit(palette(name), [(r, g, b)])[0] == pytest.approx(want, abs=2.5)


def test_the_mixture_that_looks_nearest_is_not_farther_than_any_other() -> None:
    inks = np.array([light(ink.measured) for ink in palette("spectra6").inks])
    wanted = np.array(
        [light(c) for c in ((255, 0, 0), (0, 160, 60), (250, 120, 30), (40, 60, 240))]
    )
    found = nearest_seen(wanted, inks)
    parts = np.random.default_rng(3).dirichlet(np.ones(6), 2000)
    best = ((oklab(found) - oklab(wanted)) ** 2).sum(axis=1)
    for point, error in zip(wanted, best, strict=True):
        others = ((oklab(parts @ inks) - oklab(point[None])) ** 2).sum(axis=1)
        assert error <= others.min() + 1e-4


@given(spots, st.floats(0.1, 3))
def test_a_brighter_grey_has_no_other_hue(point: Point, times: float) -> None:
    one = np.array([point])
    assert turned_hue(one, one)[0] == pytest.approx(0, abs=1e-6)
    grey = np.array([[point[0]] * 3])
    assert turned_hue(grey, grey * times)[0] == pytest.approx(0, abs=1e-3)
