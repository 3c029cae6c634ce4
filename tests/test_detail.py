"""Detail: edges harder, noise and flat areas as they are, black and white never passed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from tones import GRAIN, drawn, grained, spread

from kiosk.ink import detail
from kiosk.ink.bands import parted
from kiosk.ink.detail import MOST_CLARITY, NOISY, softened

EDGE = drawn((480, 40), lambda x, _: 100 if x < 240 else 160)
pictures = st.binary(min_size=144, max_size=144).map(lambda b: Image.frombytes("L", (12, 12), b))
shares = st.floats(0, 2)


def detailed(photo: Image.Image, clarity: float, sharpening: float, noise: float) -> Image.Image:
    return detail.detailed(parted(photo), clarity, sharpening, noise).merged()


@given(st.integers(0, 255), shares, shares, st.floats(0, 9))
def test_a_flat_picture_stays(code: int, clarity: float, sharpening: float, noise: float) -> None:
    flat = Image.new("RGB", (30, 20), (code, 9, 200))
    assert detailed(flat, min(1, clarity), sharpening, noise) == flat


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_an_edge_gets_harder_at_the_edge_only(mode: str) -> None:
    shown = detailed(EDGE.convert(mode), 0, 1, 0.5)
    assert shown.mode == mode
    row = [shown.convert("L").getpixel((x, 20)) for x in range(480)]
    assert row[:239] == [100] * 239
    assert row[241:] == [160] * 239
    assert row[239:241] == [85, 175]


@given(pictures, st.floats(0, 3))
@settings(max_examples=60)
def test_what_is_lighter_than_its_neighbours_never_gets_darker(
    picture: Image.Image, sharpening: float
) -> None:
    shown, soft = detailed(picture, 0, sharpening, 0), softened(picture)
    for before, around, after in zip(
        picture.tobytes(), soft.tobytes(), shown.tobytes(), strict=True
    ):
        assert after >= before if before >= around else after <= before


def test_faint_differences_are_taken_for_noise() -> None:
    faint = EDGE.point([100 + (code - 100) // 30 for code in range(256)])
    assert detailed(faint, 0, 2, NOISY) == faint


def test_strong_noise_is_smoothed_and_edges_stay() -> None:
    noisy = grained(118, 6)
    assert spread(detailed(noisy, 0, 1, 6), GRAIN) < 0.8 * spread(noisy, GRAIN)
    row = [detailed(EDGE, 0, 1, 4).getpixel((x, 20)) for x in (200, 239, 240, 280)]
    assert row[0] == 100
    assert row[1] < 100
    assert row[2] > 160
    assert row[3] == 160


def test_clarity_sets_things_off_from_their_surroundings_within_bounds() -> None:
    shown = detailed(EDGE, 0.4, 0, 0.5)
    apart = ImageChops.difference(shown, EDGE)
    assert apart.getextrema()[1] == MOST_CLARITY
    assert [shown.getpixel((x, 20)) for x in (5, 475)] == [100, 160]
    assert shown.getpixel((238, 20)) == 100 - MOST_CLARITY
    assert shown.getpixel((241, 20)) == 160 + MOST_CLARITY


def test_colours_keep_their_differences() -> None:
    colour = Image.merge("RGB", (EDGE, EDGE.point([c // 2 for c in range(256)]), EDGE))
    shown = detailed(colour, 0, 0.5, 0.5).getpixel((240, 20))
    assert isinstance(shown, tuple)
    assert shown[0] - shown[1] == 80
    assert shown[0] > 160


@pytest.mark.parametrize("size", [(1, 1), (2, 9), (9, 2), (3, 3)])
def test_the_smallest_pictures_pass(size: tuple[int, int]) -> None:
    small = drawn(size, lambda x, y: 20 * x + y)
    for noise in (0, 5):
        assert detailed(small, 0.4, 1, noise).size == size


def test_softened_is_the_mean_of_neighbours() -> None:
    dot = drawn((5, 5), lambda x, y: 160 if (x, y) == (2, 2) else 0)
    assert list(softened(dot).crop((1, 1, 4, 4)).tobytes()) == [10, 20, 10, 20, 40, 20, 10, 20, 10]
