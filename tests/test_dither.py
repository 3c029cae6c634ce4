"""Laws of every dither: ends stay, tones are kept in light, only inks come out."""

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageChops

from kiosk.board import Method
from kiosk.frame import Palette
from kiosk.ink.dither import dither
from kiosk.ink.gamut import inks, light, space
from kiosk.ink.profile import fit
from kiosk.light import linear, luminance
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


@every_palette
@given(codes)
@settings(max_examples=40)
def test_a_flat_grey_keeps_its_light(name: str, code: int) -> None:
    panel = palette(name)
    assert seen(dither(flat(code, code, code), panel), panel) == pytest.approx(
        linear(code), abs=0.02
    )


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
    assert mean == pytest.approx(fit(panel, [(r, g, b)])[0], abs=0.03 * 255)


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
    assert [art[row : row + 8] for row in (0, 8, 16)] == [".#.#.#.#", "#.#.#.#.", ".#.#.#.#"]


@pytest.mark.parametrize("name", ["mono", "grey4", "spectra6", "acep7"])
@pytest.mark.parametrize("grey", [70, 150, 220])
def test_the_first_rows_and_columns_are_as_the_middle(name: str, grey: int) -> None:
    panel = palette(name)
    lights = [luminance(ink.measured) for ink in panel.inks]
    out = dither(flat(grey, grey, grey), panel)
    edges = [(0, 0, 4, SIDE), (SIDE - 4, 0, SIDE, SIDE), (0, 0, SIDE, 4)]
    for edge in edges:
        strip = out.crop(edge).tobytes()
        light = sum(lights[index] for index in strip) / len(strip)
        part = (light - lights[panel.ink]) / (lights[panel.paper] - lights[panel.ink])
        assert part == pytest.approx(linear(grey), abs=0.07)


@every_palette
@pytest.mark.parametrize("method", ["quick", "fine"])
def test_what_is_black_on_white_stays_so(name: str, method: Method) -> None:
    """A code or a drawing within a photograph: no dot is added, none is moved."""
    panel = palette(name)
    rng = random.Random(7)
    modules = Image.frombytes("L", (24, 24), bytes(rng.choice((0, 255)) for _ in range(576)))
    code = modules.resize((96, 96), Image.Resampling.NEAREST)
    inked = code.point([panel.ink] * 128 + [panel.paper] * 128)
    assert dither(code.convert("RGB"), panel, method).tobytes() == inked.tobytes()


def test_the_quick_method_needs_no_numpy() -> None:
    program = (
        "import sys; from PIL import Image; from kiosk.ink.dither import dither;"
        " from kiosk.panels.catalog import palette;"
        " dither(Image.new('RGB', (20, 20), 'teal'), palette('spectra6'), sys.argv[1]);"
        " print('numpy' in sys.modules)"
    )
    for method, loaded in (("quick", "False"), ("fine", "True")):
        ran = subprocess.run(
            [sys.executable, "-c", program, method], check=False, capture_output=True, text=True
        )
        assert (ran.stdout.strip(), ran.stderr) == (loaded, "")


@pytest.mark.parametrize("method", ["quick", "fine"])
def test_two_inks_may_come_in_any_order(method: Method) -> None:
    black, white = palette("mono").inks
    other = replace(palette("mono"), inks=(white, black))
    out = dither(picture(), palette("mono"), method)
    assert dither(picture(), other, method).tobytes() == out.point([1, 0] + [0] * 254).tobytes()
