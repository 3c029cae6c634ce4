"""Tones: good photographs stay, others are helped within bounds, skin stays skin."""

import colorsys
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageStat
from tones import GRAIN, Box, dimmed, drawn, grained, mean, sample, spread

from kiosk.ink.tone import expose
from kiosk.panels.catalog import palette, palettes

every_palette = pytest.mark.parametrize("name", palettes())
FACE: Box = (222, 70, 258, 120)
SUIT: Box = (150, 250, 230, 310)


def fitting(photo: Image.Image, name: str) -> Image.Image:
    """The photograph as a panel of this palette takes it."""
    return photo.convert("RGB" if palette(name).kind == "colour" else "L")


def page() -> Image.Image:
    """Black on white: lines of all widths, as in a QR code or a letter."""
    sheet = Image.new("L", (300, 200), 255)
    pen = ImageDraw.Draw(sheet)
    for n in range(1, 15):
        pen.rectangle((n * 19, 20, n * 19 + n, 180), fill=0)
    pen.text((20, 184), "Thông báo", fill=0)
    return sheet.point([0] * 128 + [255] * 128)


@every_palette
@pytest.mark.parametrize("code", [0, 255])
def test_black_stays_black_and_white_stays_white(name: str, code: int) -> None:
    flat = fitting(Image.new("L", (90, 60), code), name)
    assert expose(flat, palette(name)) == flat


@every_palette
def test_a_page_of_black_on_white_stays_as_it_is(name: str) -> None:
    sheet = fitting(page(), name)
    assert expose(sheet, palette(name)) == sheet


@every_palette
def test_white_paper_beside_grey_letters_stays_white(name: str) -> None:
    sheet = fitting(page().resize((290, 190)), name)
    shown = expose(sheet, palette(name))
    paper = sheet.convert("L").point([0] * 255 + [255])
    assert ImageStat.Stat(shown.convert("L"), paper).extrema == [(255, 255)]


@every_palette
def test_what_a_jpeg_has_made_of_white_paper_is_white_again(name: str) -> None:
    kept = io.BytesIO()
    page().save(kept, "JPEG", quality=75)
    with Image.open(kept) as file:
        sheet = fitting(file.point([max(40, code - 1) for code in range(256)]), name)
    shown = expose(sheet, palette(name)).convert("L")
    assert shown.crop((100, 2, 180, 12)).getextrema() == (255, 255)
    assert shown.crop((269, 30, 278, 170)).getextrema()[1] < 60


@every_palette
def test_a_poster_keeps_its_colours(name: str) -> None:
    poster = Image.new("RGB", (400, 240), (10, 50, 120))
    poster.paste((230, 200, 60), (40, 60, 360, 90))
    before = fitting(poster, name)
    after = expose(before, palette(name))
    for spot in ((200, 200), (200, 75)):
        assert after.getpixel(spot) == before.getpixel(spot)


@pytest.mark.parametrize("name", ["spectra6", "acep7"])
def test_a_good_photograph_stays_as_it_is(name: str) -> None:
    good = sample("coffee-cc0")
    moved = ImageChops.difference(expose(good, palette(name)), good).convert("L")
    assert ImageStat.Stat(moved).mean[0] < 2.5


@every_palette
@pytest.mark.parametrize("photo", ["coffee-cc0", "portrait-nasa"])
def test_a_dark_photograph_comes_near_to_a_good_one(name: str, photo: str) -> None:
    good = fitting(sample(photo), name)
    dark = dimmed(good, 3)
    all_of_it = (0, 0, *good.size)
    shown = mean(expose(dark, palette(name)), all_of_it)
    assert 2 * mean(dark, all_of_it) < shown < 1.1 * mean(expose(good, palette(name)), all_of_it)


@pytest.mark.parametrize("times", [1, 2, 4])
@pytest.mark.parametrize("box", [FACE, SUIT], ids=["face", "suit"])
@pytest.mark.parametrize("name", ["spectra6", "acep7"])
def test_skin_keeps_its_hue_and_its_colour(name: str, box: Box, times: int) -> None:
    photo = dimmed(sample("portrait-nasa"), times)
    before, after = (_colour(one, box) for one in (photo, expose(photo, palette(name))))
    assert 360 * abs(before[0] - after[0]) < 2
    assert after[1] == pytest.approx(before[1], rel=0.12)


@every_palette
@pytest.mark.parametrize("code", [40, 118, 200])
@pytest.mark.parametrize("noise", [1.0, 3.0, 8.0])
def test_noise_is_not_made_more(name: str, code: int, noise: float) -> None:
    flat = fitting(grained(code, noise), name)
    shown = expose(flat, palette(name))
    brighter = max(1.0, mean(shown, GRAIN) / mean(flat, GRAIN))
    rounding = 0.6
    assert spread(shown, GRAIN) < 1.2 * brighter * spread(flat, GRAIN) + rounding
    assert spread(shown, GRAIN) < 1.5 * spread(flat, GRAIN) + rounding


def test_strong_noise_in_the_dark_is_smoothed() -> None:
    dark = grained(60, 4)
    shown = expose(dark, palette("mono"))
    assert mean(shown, GRAIN) > 1.5 * mean(dark, GRAIN)
    assert spread(shown, GRAIN) < spread(dark, GRAIN)


def test_a_figure_before_a_window_is_lit() -> None:
    backlit = drawn((320, 200), lambda x, y: (220 if x < 190 else 10) + (x // 3 + y // 5) % 35)
    shown = expose(backlit, palette("grey4"))
    figure, window = (230, 40, 310, 160), (10, 40, 150, 160)
    assert mean(shown, figure) > 1.25 * mean(backlit, figure)
    assert mean(shown, window) == pytest.approx(mean(backlit, window), abs=20)


def test_clouds_in_a_pale_sky_are_seen() -> None:
    clouds = drawn((320, 200), lambda x, y: 225 + 20 * (x // 80 % 2) if y < 80 else (x + y) % 160)
    shown = expose(clouds, palette("grey4"))
    bright, dim = (100, 20, 140, 60), (20, 20, 60, 60)
    assert mean(shown, bright) - mean(shown, dim) > 1.15 * 20


@given(
    st.integers(1, 40),
    st.integers(1, 40),
    st.randoms(use_true_random=False),
    st.sampled_from(palettes()),
)
@settings(max_examples=60)
def test_any_picture_of_any_size_comes_out_as_large(
    width: int, height: int, dice: object, name: str
) -> None:
    photo = fitting(drawn((width, height), lambda *_: dice.randrange(256)), name)  # type: ignore[attr-defined]
    shown = expose(photo, palette(name))
    assert (shown.mode, shown.size) == (photo.mode, photo.size)


def _colour(photo: Image.Image, box: Box) -> tuple[float, float]:
    """Hue and saturation of a box, each 0 to 1."""
    red, green, blue = ImageStat.Stat(photo.crop(box)).mean
    hue, saturation, _ = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    return hue, saturation
