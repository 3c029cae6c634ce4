"""Lifts: dark codes raised by their surroundings, hue kept, nothing cut off."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tones import drawn

from kiosk.ink import lift
from kiosk.ink.bands import parted
from kiosk.ink.lift import raised

codes = st.integers(0, 255)
lifts = st.floats(0, 3)


def lifted(photo: Image.Image, dark: float, lit: float) -> Image.Image:
    return lift.lifted(parted(photo), dark, lit).merged()


def flat(*rgb: int) -> Image.Image:
    return Image.new("RGB", (8, 8), rgb)


@given(lifts)
def test_lifts_keep_the_order_of_codes_and_their_ends(by: float) -> None:
    row = [raised(code / 255, by) for code in range(256)]
    assert row[0] == 0
    assert row[255] == pytest.approx(1)
    assert all(0 < b - a <= (1 + by + 1e-6) / 255 for a, b in itertools.pairwise(row))


@given(codes, codes, codes, lifts, st.floats(0, 1))
def test_a_colour_gets_brighter_at_most_thrice_and_keeps_its_hue(
    red: int, green: int, blue: int, dark: float, part: float
) -> None:
    colour = (red, green, blue)
    shown = lifted(flat(*colour), dark, dark * part).getpixel((3, 3))
    assert isinstance(shown, tuple)
    assert all(
        before <= after <= 3 * before + 1 for before, after in zip(colour, shown, strict=True)
    )
    gain = max(shown) / max(1, *colour)
    assert shown == pytest.approx([gain * code for code in colour], abs=2)


@given(codes, lifts)
def test_no_lift_is_no_change(code: int, by: float) -> None:
    assert lifted(flat(code, code, 9), 0, 0) == flat(code, code, 9)
    assert lifted(flat(0, 0, 0), by, by) == flat(0, 0, 0)
    assert lifted(flat(255, 255, 255), by, by) == flat(255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_same_code_is_lifted_more_where_it_is_dark_around(mode: str) -> None:
    def code(x: int, y: int) -> int:
        return 60 if x % 240 in range(118, 122) and 78 <= y < 82 else 30 if x < 240 else 220

    shown = lifted(drawn((480, 160), code).convert(mode), 1, 0).convert("L")
    in_the_dark, in_the_light = shown.getpixel((120, 80)), shown.getpixel((360, 80))
    assert isinstance(in_the_dark, int)
    assert isinstance(in_the_light, int)
    assert in_the_dark > 90
    assert 60 <= in_the_light < 70


def test_an_edge_between_dark_and_light_has_a_narrow_halo_in_the_dark_only() -> None:
    edge = drawn((320, 64), lambda x, _: 40 if x < 160 else 220)
    row = [lifted(edge, 1, 0).getpixel((x, 32)) for x in range(320)]
    assert row[:140] == [row[0]] * 140
    assert all(40 < code <= row[0] for code in row[140:160])
    assert all(220 <= code < 226 for code in row[160:])
