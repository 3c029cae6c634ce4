"""Laws of every dither: ends stay, tones are kept in light, only inks come out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from kiosk.frame import Palette
from kiosk.ink.dither import FINE_GREYS, dither
from kiosk.ink.gamut import fit, inks, light, luminance, space
from kiosk.ink.tone import linear
from kiosk.panels.catalog import palette, palettes

every_palette = pytest.mark.parametrize("name", palettes())
SIDE = 96
codes = st.integers(0, 255)


def flat(*rgb: int) -> Image.Image:
    return Image.new("RGB", (SIDE, SIDE), rgb)


def picture() -> Image.Image:
    """Every hue, bright to the top left and dark to the bottom right."""
    across = Image.linear_gradient("L").resize((SIDE, SIDE))
    hue = across.rotate(90)
    full = Image.new("L", (SIDE, SIDE), 220)
    return Image.merge("HSV", (hue, full, ImageChops.invert(across))).convert("RGB")


def shares(image: Image.Image, inks: Palette) -> list[float]:
    """How much of the middle each ink covers: at the edges no error has come from outside."""
    middle = image.crop((16, 16, SIDE, SIDE - 16))
    counts = middle.histogram()
    assert sum(counts[len(inks.inks) :]) == 0
    return [count / (middle.width * middle.height) for count in counts[: len(inks.inks)]]


def seen(image: Image.Image, inks: Palette) -> float:
    """Mean light of the measured inks, 0 being the panel's black and 1 its white."""
    lights = [luminance(ink.measured) for ink in inks.inks]
    mean = sum(s * one for s, one in zip(shares(image, inks), lights, strict=True))
    return (mean - lights[inks.ink]) / (lights[inks.paper] - lights[inks.ink])


@every_palette
def test_black_stays_black_and_white_stays_white(name: str) -> None:
    panel = palette(name)
    assert dither(flat(0, 0, 0), panel).getextrema() == (panel.ink, panel.ink)
    assert dither(flat(255, 255, 255), panel).getextrema() == (panel.paper, panel.paper)


@pytest.mark.parametrize("name", [n for n in palettes() if n != "grey16"])
@given(codes)
@settings(max_examples=40)
def test_a_flat_grey_keeps_its_light(name: str, code: int) -> None:
    panel = palette(name)
    assert seen(dither(flat(code, code, code), panel), panel) == pytest.approx(
        linear(code), abs=0.02
    )


@given(codes)
@settings(max_examples=40)
def test_of_16_greys_a_flat_grey_keeps_its_code(code: int) -> None:
    panel = palette("grey16")
    assert len(panel.inks) == FINE_GREYS
    parts = shares(dither(flat(code, code, code), panel), panel)
    mean = sum(part * ink.nominal[0] for part, ink in zip(parts, panel.inks, strict=True))
    assert mean == pytest.approx(code, abs=0.02 * 255)


@pytest.mark.parametrize("name", ["spectra6", "acep7"])
@given(codes, codes, codes)
@settings(max_examples=150)
def test_a_flat_colour_becomes_the_nearest_mixture(name: str, r: int, g: int, b: int) -> None:
    panel = palette(name)
    parts = shares(dither(flat(r, g, b), panel), panel)
    where = space(panel)
    places = [where.place(light(ink.measured)) for ink in panel.inks]
    mean = [
        sum(part * place[axis] for part, place in zip(parts, places, strict=True))
        for axis in range(3)
    ]
    # Between two nodes of the profile's cube the hull's edges are cut straight.
    assert mean == pytest.approx(fit(panel, (r, g, b)), abs=0.03 * 255)


@pytest.mark.parametrize("name", ["spectra6", "acep7"])
def test_an_inks_own_place_is_that_ink(name: str) -> None:
    """The panel's black and white are tested above; here its purest red stays without white."""
    panel = palette(name)
    red = shares(dither(flat(255, 0, 0), panel), panel)
    assert red[panel.named("red")] > 0.5
    assert red[panel.named("green")] < 0.05
    assert len(inks(panel)) == len(panel.inks)


@every_palette
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_only_inks_come_out(name: str, mode: str) -> None:
    panel = palette(name)
    out = dither(picture().convert(mode), panel)
    assert (out.mode, out.size) == ("L", (SIDE, SIDE))
    assert out.getextrema()[1] < len(panel.inks)


@pytest.mark.parametrize("name", ["spectra6", "acep7", "grey4", "mono"])
def test_a_picture_of_all_colours_uses_every_ink(name: str) -> None:
    panel = palette(name)
    assert set(dither(picture(), panel).tobytes()) == set(range(len(panel.inks)))


@every_palette
def test_the_same_photograph_gives_the_same_bytes(name: str) -> None:
    panel = palette(name)
    assert dither(picture(), panel).tobytes() == dither(picture(), panel).tobytes()


@every_palette
def test_a_photograph_is_left_as_it_was(name: str) -> None:
    photo = picture()
    before = photo.tobytes()
    dither(photo, palette(name))
    assert photo.tobytes() == before


def test_half_light_in_two_inks_is_a_chequer() -> None:
    """Code 188 is half of the light; 128, half of the codes, would be a fifth."""
    half = dither(Image.new("L", (8, 3), 188), palette("mono"))
    art = "".join("#."[index] for index in half.tobytes())
    assert [art[row : row + 8] for row in (0, 8, 16)] == ["#.#.#.#.", ".#.#.#.#", "#.#.#.#."]
