"""The panels' catalogue: complete, consistent, and helpful about wrong names."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import KioskError
from kiosk.geometry import Size
from kiosk.light import luminance
from kiosk.panels import catalog
from kiosk.panels.catalog import UnknownPaletteError, UnknownPanelError, board, custom, panel

STANDING = (
    "waveshare-7in5-v2",
    "waveshare-7in3-e6",
    "waveshare-13in3-e6",
    "waveshare-7in3-f",
    "waveshare-10in3-it8951",
)
PALETTES = ("mono", "grey4", "grey16", "spectra6", "acep7", "bwr", "bwy")
every_panel = pytest.mark.parametrize("name", catalog.names())
every_palette = pytest.mark.parametrize("name", catalog.palettes())


def test_the_panels_promised_are_there() -> None:
    assert catalog.names() == STANDING
    assert catalog.palettes() == PALETTES


@every_panel
def test_an_entry_is_complete_and_its_pixels_are_square(name: str) -> None:
    entry = panel(name)
    assert entry.name == name
    assert entry.title
    assert entry.controller
    assert 0.4 <= entry.distance_m <= 3
    across, down = entry.size.width / entry.width_mm, entry.size.height / entry.height_mm
    assert across == pytest.approx(down, rel=0.005)


@every_palette
def test_inks_are_told_apart(name: str) -> None:
    inks = catalog.palette(name).inks
    assert len({ink.letter for ink in inks}) == len(inks)
    assert len({ink.name for ink in inks}) == len(inks)
    assert len({ink.nominal for ink in inks}) == len(inks)
    assert len({ink.measured for ink in inks}) == len(inks)
    assert all(re.fullmatch(r"\S", ink.letter) for ink in inks)
    assert all(0 <= code <= 255 for ink in inks for code in (*ink.nominal, *ink.measured))


@every_palette
def test_black_is_the_darkest_and_white_the_brightest_ink(name: str) -> None:
    palette = catalog.palette(name)
    seen = [luminance(ink.measured) for ink in palette.inks]
    assert seen[palette.ink] == min(seen)
    assert seen[palette.paper] == max(seen)


@pytest.mark.parametrize(("name", "levels"), [("grey4", 4), ("grey16", 16)])
def test_greys_run_from_black_to_white_in_equal_steps(name: str, levels: int) -> None:
    palette = catalog.palette(name)
    codes = [ink.nominal[0] for ink in palette.inks]
    assert (palette.kind, len(codes)) == ("grey", levels)
    assert (codes[0], codes[-1]) == (0, 255)
    assert {after - before for before, after in itertools.pairwise(codes)} == {255 // (levels - 1)}
    assert all(len(set(ink.nominal)) == 1 for ink in palette.inks)
    measured = [luminance(ink.measured) for ink in palette.inks]
    assert measured == sorted(measured)


@pytest.mark.parametrize(("name", "accent"), [("mono", "black"), ("spectra6", "red")])
def test_what_must_be_seen_first_is_red_where_there_is_red(name: str, accent: str) -> None:
    palette = catalog.palette(name)
    assert palette.inks[palette.accent].name == accent


def test_colour_palettes_alone_name_a_profile() -> None:
    profiles = {name: catalog.palette(name).profile for name in catalog.palettes()}
    named = {name: profile for name, profile in profiles.items() if profile}
    assert named == {name: name for name in ("spectra6", "acep7", "bwr", "bwy")}


def test_a_near_miss_is_answered_with_the_name_that_was_meant() -> None:
    with pytest.raises(UnknownPanelError, match=r"did you mean waveshare-7in5-v2\?") as caught:
        panel("waveshare-7in5")
    assert caught.value.name == "waveshare-7in5"
    assert caught.value.known == STANDING
    assert isinstance(caught.value, KioskError)


def test_a_name_like_no_other_is_answered_with_the_list() -> None:
    with pytest.raises(UnknownPanelError) as caught:
        panel("màn hình")
    assert str(caught.value) == f"there is no panel 'màn hình'; known are: {', '.join(STANDING)}"


def test_an_unknown_palette_is_refused_in_the_same_way() -> None:
    with pytest.raises(UnknownPaletteError, match=r"no palette 'grey8'; did you mean grey4\?"):
        custom(Size(640, 384), (163, 98), "grey8")


@every_palette
def test_a_picture_file_has_the_size_and_palette_asked_for(name: str) -> None:
    made = custom(Size(640, 400), (128.0, 80.0), name)
    assert (made.name, made.size, made.width_mm, made.height_mm) == ("png", (640, 400), 128, 80)
    assert made.palette == catalog.palette(name)


@every_panel
@pytest.mark.parametrize(("rotate", "turned"), [(0, False), (90, True), (180, False), (270, True)])
def test_a_quarter_turn_swaps_width_and_height(name: str, rotate: int, *, turned: bool) -> None:
    hung, flat = board(panel(name), distance_m=2.0, enlarge=1.0, rotate=rotate), panel(name)
    if turned:
        assert hung.size == (flat.size.height, flat.size.width)
        assert (hung.width_mm, hung.height_mm) == (flat.height_mm, flat.width_mm)
    else:
        assert hung.size == flat.size
        assert (hung.width_mm, hung.height_mm) == (flat.width_mm, flat.height_mm)
    assert hung.px_per_mm == pytest.approx(flat.size.width / flat.width_mm, rel=0.005)


@given(st.floats(0.3, 10), st.floats(1, 3))
def test_distance_and_enlargement_reach_the_board(distance: float, enlarge: float) -> None:
    hung = board(panel("waveshare-7in3-f"), distance_m=distance, enlarge=enlarge, rotate=0)
    assert (hung.distance_m, hung.enlarge) == (distance, enlarge)


@every_panel
def test_without_a_distance_it_is_read_from_its_natural_one(name: str) -> None:
    hung = board(panel(name), distance_m=None, enlarge=1.0, rotate=0)
    assert hung.distance_m == panel(name).distance_m
    assert hung.panel == name
