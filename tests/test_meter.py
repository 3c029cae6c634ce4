"""Readings of photographs: their ends, their noise, their sky."""

import io
import random

import pytest
from PIL import Image
from tones import GRAIN, drawn, grained, sample

from kiosk.ink import meter
from kiosk.ink.meter import Reading, noise


def read(photo: Image.Image) -> Reading:
    return meter.read(photo, photo.convert("L"))


@pytest.mark.parametrize("deviation", [1.5, 3, 6])
def test_noise_is_read_as_its_standard_deviation(deviation: float) -> None:
    assert noise(grained(118, deviation).crop(GRAIN)) == pytest.approx(deviation, rel=0.25)


def test_noise_is_read_where_the_picture_is_flattest() -> None:
    half = grained(118, 2)
    half.paste(drawn((240, 160), lambda x, y: 60 * (x // 3 % 2 + y // 4 % 2)), (0, 40))
    assert noise(half) == pytest.approx(2, rel=0.3)


def test_leaves_and_letters_are_no_noise() -> None:
    dice = random.Random(1)
    leaves = drawn((120, 120), lambda *_: dice.randrange(256)).resize(
        (480, 480), Image.Resampling.BICUBIC
    )
    letters = drawn((240, 240), lambda x, y: 20 if x * y % 7 < 2 and y % 24 < 12 else 255)
    assert noise(leaves) < 1
    assert noise(letters) < 1


@pytest.mark.parametrize("flat", [0, 118, 255])
def test_a_flat_picture_has_no_noise_and_no_relief(flat: int) -> None:
    reading = read(Image.new("RGB", (100, 80), (flat, flat, flat)))
    assert (reading.noise, reading.relief) == (0, 0)
    assert (reading.black, reading.white) == (flat, flat)


def test_a_few_odd_pixels_are_no_ends() -> None:
    picture = Image.new("L", (200, 200), 100)
    picture.paste(160, (0, 0, 200, 100))
    picture.paste(0, (0, 0, 10, 10))
    picture.paste(255, (190, 190, 200, 200))
    assert (read(picture).black, read(picture).white) == (100, 160)


def test_a_colour_is_full_where_one_of_its_bands_is() -> None:
    blue = Image.new("RGB", (80, 80), (0, 90, 220))
    assert (read(blue).black, read(blue).white) == (0, 220)


def test_relief_is_how_far_things_stand_out() -> None:
    low, high = (
        drawn((480, 200), lambda x, _, s=s: 100 + s * (x // 6 % 2))  # type: ignore[misc]
        for s in (10, 60)
    )
    assert 2 < read(low).relief < read(high).relief < 60


def test_sky_is_pale_and_flat() -> None:
    land = drawn((320, 200), lambda x, y: 120 * (x // 6 % 2) + y // 2)
    cloudy, overexposed = land.copy(), land.copy()
    cloudy.paste(225, (0, 0, 320, 80))
    cloudy.paste(255, (0, 190, 320, 200))
    overexposed.paste(255, (0, 0, 320, 80))
    assert read(cloudy).sky == pytest.approx(0.4, abs=0.06)
    assert read(overexposed).sky < 0.06


def test_flat_colours_are_drawn_and_photographs_are_not() -> None:
    poster = Image.new("RGB", (400, 240), (10, 50, 120))
    poster.paste((200, 20, 20), (0, 160, 400, 240))
    kept = io.BytesIO()
    poster.save(kept, "JPEG", quality=80)
    with Image.open(kept) as file:
        assert read(file.convert("RGB")).drawn > 0.7
    for name in ("coffee-cc0", "portrait-nasa", "rocket-cc0"):
        assert read(sample(name)).drawn < 0.1
