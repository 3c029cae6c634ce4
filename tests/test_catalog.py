"""The panels' catalogue: complete, consistent, and helpful about wrong names."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import ConfigError, KioskError
from kiosk.geometry import Size
from kiosk.light import luminance
from kiosk.panels import catalog
from kiosk.panels.catalog import UnknownPaletteError, UnknownPanelError, board, custom, panel
from kiosk.panels.shelf import Sections

STANDING = (
    "waveshare-7in5-v2",
    "waveshare-7in5-v2-grey4",
    "waveshare-7in5-b-v2",
    "waveshare-7in3-e6",
    "waveshare-13in3-e6",
    "waveshare-7in3-f",
    "waveshare-7in8-it8951",
    "waveshare-9in7-it8951",
    "waveshare-10in3-it8951",
    "waveshare-13in3-it8951",
    "inky-7in3-e6",
    "inky-13in3-e6",
    "inky-7in3-e6-library",
    "inky-13in3-e6-library",
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
    assert len(entry.codes) == len(entry.palette.inks)
    assert entry.wiring
    assert entry.seconds
    assert entry.care
    assert entry.care.urgent_s < entry.care.interval_s < entry.care.daily_s <= 24 * 3600
    assert entry.glass.width % 8 == 0
    assert bool(entry.care.cadence) == (entry.care.fast or entry.care.partial)
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


def _own(folder: Path, words: str) -> catalog.Catalogue:
    path = folder / "panels.toml"
    path.write_text(words, encoding="utf-8")
    return catalog.with_own(path)


def test_without_a_file_of_its_own_a_ward_has_the_shipped_panels(tmp_path: Path) -> None:
    assert catalog.with_own(tmp_path / "panels.toml") is catalog.shipped()


def test_a_wards_own_panel_is_like_another_but_for_what_it_says(tmp_path: Path) -> None:
    found = _own(
        tmp_path,
        """
        [wiring.khac]
        reset = 5
        busy = 6
        dc = 13

        [panel.khac]
        like = "waveshare-7in5-v2"
        title = "Khác"
        wiring = "khac"
        interval = "5 min"
        """,
    )

    khac, v2 = found.panel("khac"), panel("waveshare-7in5-v2")
    assert (khac.title, khac.size, khac.seconds) == ("Khác", v2.size, v2.seconds)
    assert khac.wiring is not None
    assert (khac.wiring.reset, khac.wiring.dc, khac.wiring.power) == (5, 13, None)
    assert khac.care is not None
    assert khac.care.interval_s == 300
    assert found.names() == (*STANDING, "khac")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[panel.a]\nlike = 'waveshare-7in5'\n", 'like: must be "waveshare-7in5-v2"'),
        ("[panel.a]\nsize = [8, 8]\n", "panel.a.title: is missing"),
        ("[panel.a]\nlike = 'waveshare-7in3-f'\nhz = 4\n", "line 3, panel.a.hz: is not known"),
        ("[panel.a]\nlike = 'waveshare-7in3-f'\nsize = '8x8'\n", "a size in pixels as [800, 480]"),
        ("[panel.a]\nlike = 'waveshare-7in3-f'\nturn = 45\n", "must be 0, 90, 180 or 270"),
        ("[panel.a]\nlike = 'waveshare-7in3-f'\npalette = 'cmyk'\n", "panel.a.palette: must be"),
        ("[panel.a]\nlike = 'waveshare-7in3-f'\nmm = [0, 0]\n", "a size in mm"),
        ("[panel.waveshare-7in5-v2]\nsize = [8, 8]\n", "is the name of a panel that kiosk ships"),
        ("[wiring.a]\nreset = 99\nbusy = 2\n", "line 2, wiring.a.reset: must be a whole number"),
        ("[wiring.a]\nreset = 9\nbusy = 2\nspi = '0'\n", 'a bus and a device as "0.0"'),
        ("[wiring.a]\nreset = 9\nbusy = 9\n", "wiring.a: has GPIO 9 for more than one line"),
        ("[panel.a\n", "this is not TOML"),
        ("[palette.a]\nkind = 'mono'\n", "palette: is not known here"),
    ],
)
def test_what_is_wrong_in_a_wards_own_file_is_told_with_its_line_and_key(
    tmp_path: Path, words: str, told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        _own(tmp_path, words)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("like = 'waveshare-7in5-v2'\npalette = 'spectra6'", "a.palette: must be mono or grey4 or"),
        ("like = 'waveshare-7in5-v2'\npalette = 'bwr'", "a.fast: UC8179 has full refreshes alone"),
        ("like = 'waveshare-10in3-it8951'\npalette = 'mono'", "a.palette: must be grey16 for"),
        ("like = 'waveshare-7in5-v2'\nsize = [803, 480]", "a.size: UC8179 drives up to 800x600"),
        ("like = 'waveshare-7in5-v2'\nturn = 90", "a multiple of 8 wide, not 480x800"),
        ("like = 'waveshare-7in3-e6'\nsize = [600, 400]", "a.size: must be 800x480"),
        ("like = 'waveshare-13in3-e6'\nturn = 0", "must be 1200x1600 for EL133UF1 after `turn`"),
        ("like = 'waveshare-7in3-e6'\npartial = 1.0", "a.partial: GDEP073E01 has full refreshes"),
        ("like = 'waveshare-7in5-v2'\ngrid = 4", "line 4, panel.a.grid: must be a multiple of 8"),
        ("like = 'waveshare-10in3-it8951'\ngrid = 8", "must be a multiple of 16 for IT8951"),
        ("like = 'waveshare-13in3-e6'\nwiring = 'inky'", "a.wiring: must have 2 `selects`"),
    ],
)
def test_an_entry_that_its_chip_can_not_do_is_told_before_anything_is_driven(
    tmp_path: Path, words: str, told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        _own(tmp_path, f"[panel.a]\ntitle = 'a'\n{words}\n")
    assert told in str(caught.value)


def test_a_table_is_found_where_it_stands_and_none_is_passed_over() -> None:
    path = Path(catalog.__file__).with_suffix(".toml")
    words = path.read_text(encoding="utf-8")
    file = Sections(path)
    tables = tomllib.loads(words)
    assert set(tables) == {"panel", "palette", "wiring"}
    for kind, named in tables.items():
        assert file.names(kind) == tuple(named)
        for name, values in named.items():
            own = file.fields(kind, name)
            assert own.values == values
            own.problem("", "is told with its line")
            assert words.splitlines()[own.problems[0].line - 1] == f"[{kind}.{name}]"
