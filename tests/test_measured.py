"""A ward's own measurement of its panel's inks: read, checked, and used."""

import zlib
from pathlib import Path

import pytest
from PIL import Image

from kiosk import cli
from kiosk.config import load
from kiosk.errors import ConfigError
from kiosk.geometry import Size
from kiosk.ink.dither import dither
from kiosk.ink.fitting import profile_path
from kiosk.ink.profile import table
from kiosk.panels.catalog import palette
from kiosk.panels.measured import chart, measured, read_colour

SPECTRA = palette("spectra6")
INKS = """\
# đo ở sảnh, gần cửa sổ
black  = [31, 24, 41]
white  = "#A8B4B6"
yellow = [180, 173, 0]
red    = [113, 24, 19]
blue   = [36, 70, 139]
green  = [50, 84, 60]
"""
THREE = "black = [12, 10, 14]\nwhite = [170, 175, 170]\nred = [90, 26, 16]\n"
SMALL = 'palette = "bwr"\nsize = "80 x 48"\nmm = "16 x 9.6 mm"'
BOARD = '[board]\nname = "Phường Bình Thới"\n[[source]]\nkind = "notices"\npath = "thong-bao"\n'


def board(folder: Path, panel: str, inks: str = INKS) -> Path:
    (folder / "muc.toml").write_text(inks, encoding="utf-8")
    config = folder / "kiosk.toml"
    config.write_text(f'{BOARD}[panel]\nmodel = "png"\n{panel}\ninks = "muc.toml"\n', "utf-8")
    return config


def test_measured_inks_take_the_place_of_the_catalogues(tmp_path: Path) -> None:
    config = load(board(tmp_path, 'like = "waveshare-7in3-e6"'))
    inks = config.board().palette.inks
    assert [ink.nominal for ink in inks] == [ink.nominal for ink in SPECTRA.inks]
    assert inks[0].measured == (31, 24, 41)
    assert inks[1].measured == (168, 180, 182)


@pytest.mark.parametrize("name", ["grey4", "grey16"])
def test_of_greys_black_and_white_are_measured(tmp_path: Path, name: str) -> None:
    path = tmp_path / "muc.toml"
    path.write_text("black = [20, 20, 20]\nwhite = [200, 200, 190]\n")
    found = measured(palette(name), path, tmp_path)
    assert found.inks[0].measured == (20, 20, 20)
    assert found.inks[-1].measured == (200, 200, 190)
    assert len(found.inks) == len(palette(name).inks)
    assert found.profile == ""


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("[31, 24, 41]", "[31, 24]"), 2, "must have red, green and blue, not 2 numbers"),
        (("[31, 24, 41]", "[31, 24, 256]"), 2, r"must be a colour as \[121, 9, 0\]"),
        (("[31, 24, 41]", "[31, 24, true]"), 2, "must be a colour"),
        (("[31, 24, 41]", "31"), 2, "must be a colour"),
        (("#A8B4B6", "#A8B4B"), 3, "must be a colour"),
        (("yellow", "yelow"), 4, "did you mean"),
        (("green  = [50, 84, 60]", ""), 0, "green: is missing"),
        (("[31, 24, 41]", "[190, 190, 190]"), 3, "white: is no brighter than black"),
        (("[180, 173, 0]", "[230, 230, 0]"), 4, "yellow: is no darker than white"),
        (("=", ":"), 2, "muc.toml"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(
    tmp_path: Path, change: tuple[str, str], line: int, says: str
) -> None:
    config = board(tmp_path, 'like = "waveshare-7in3-e6"', INKS.replace(*change))
    with pytest.raises(ConfigError, match=says) as caught:
        load(config)
    assert caught.value.path == tmp_path / "muc.toml"
    assert line in {problem.line for problem in caught.value.problems}


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    config = board(tmp_path, 'like = "waveshare-7in3-e6"')
    (tmp_path / "muc.toml").unlink()
    with pytest.raises(ConfigError, match=r"muc\.toml: this file can't be read"):
        load(config)


@pytest.mark.parametrize("colour", ["#102030", [16, 32, 48]])
def test_both_forms_of_a_colour(colour: object) -> None:
    assert read_colour(colour) == (16, 32, 48)


def test_the_command_makes_the_table_and_takes_the_old_one_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = board(tmp_path, SMALL, THREE)
    first = profile_path(load(config).panel.palette)
    assert cli.main(["panel", "profile", "--config", str(config)]) == 0
    assert "photographs are fitted to 3 inks" in capsys.readouterr().out
    assert zlib.decompress(first.read_bytes()) == table(load(config).panel.palette)
    board(tmp_path, SMALL, THREE.replace("90, 26, 16", "96, 20, 15"))
    assert cli.main(["panel", "profile", "--config", str(config)]) == 0
    second = profile_path(load(config).panel.palette)
    assert [path.name for path in first.parent.iterdir()] == [second.name]
    assert second != first


def test_without_the_command_the_table_is_made_when_it_is_needed(tmp_path: Path) -> None:
    own = load(board(tmp_path, SMALL, THREE)).panel.palette
    photo = Image.linear_gradient("L").resize((60, 60)).convert("RGB")
    out = dither(photo, own)
    assert profile_path(own).is_file()
    assert dither(photo, own) == out


def test_little_contrast_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = board(
        tmp_path,
        'palette = "mono"\nsize = "80 x 48"\nmm = "16 x 9.6 mm"',
        "black = [90, 90, 90]\nwhite = [160, 160, 160]",
    )
    assert cli.main(["panel", "profile", "--config", str(config)]) == 0
    said = capsys.readouterr().out
    assert "that is little" in said
    assert "need no table" in said


def test_a_board_without_measured_inks_is_told_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = board(tmp_path, 'like = "waveshare-7in3-e6"')
    config.write_text(config.read_text("utf-8").replace('inks = "muc.toml"', ""), "utf-8")
    assert cli.main(["panel", "profile", "--config", str(config)]) == 2
    said = capsys.readouterr().err
    assert "has no `inks` under [panel]" in said
    assert "black, white, yellow, red, blue, green" in said


def test_a_chart_has_a_stripe_of_every_ink(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chart(palette("bwr"), Size(9, 2)).ascii() == "###...RRR\n###...RRR"
    config = board(tmp_path, 'like = "waveshare-7in3-e6"\nrotate = 90')
    out = tmp_path / "mau.png"
    assert cli.main(["panel", "profile", "--chart", str(out), "--config", str(config)]) == 0
    assert "from left to right: black, white, yellow, red, blue, green" in capsys.readouterr().out
    with Image.open(out) as image:
        assert image.size == (480, 800)


def test_inks_measured_otherwise_dither_otherwise(tmp_path: Path) -> None:
    own = load(board(tmp_path, SMALL, THREE)).panel.palette
    photo = Image.new("RGB", (64, 64), (160, 120, 90))
    assert dither(photo, own) != dither(photo, palette("bwr"))
