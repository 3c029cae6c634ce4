"""Our copies of photographs, cut and dithered for one rectangle of the page."""

from io import BytesIO
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.board import Method
from kiosk.errors import KioskError
from kiosk.geometry import Rect, Size
from kiosk.ink.missing import PictureMissingError
from kiosk.ink.negatives import Copy
from kiosk.ink.photo import prepare
from kiosk.light import luminance
from kiosk.model import Photo
from kiosk.panels.catalog import palette, palettes
from kiosk.scene import Fit, Picture

MONO = palette("mono")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`halves` is white at the left and black at the right; `rgb` and `grey` are gradients."""
    halves = Image.new("RGB", (1200, 600), "white")
    halves.paste("black", (600, 0, 1200, 600))
    halves.save(tmp_path / "halves.jpg", quality=95)
    grey = Image.linear_gradient("L").resize((900, 1200))
    grey.save(tmp_path / "grey.jpg")
    Image.merge("RGB", (grey, grey.rotate(180), grey)).save(tmp_path / "rgb.jpg")
    Image.merge("RGB", (grey, grey, grey)).convert("CMYK").save(tmp_path / "cmyk.jpg")
    return tmp_path


def shown(key: str | None, rect: Rect, fit: Fit = "cover", focus: Rect | None = None) -> Picture:
    photo = Photo("https://phuong.vn/anh.jpg", key=key and f"{key}.jpg", focus=focus)
    return Picture("photo", rect, photo, fit)


@pytest.mark.parametrize("key", ["rgb", "grey"])
@pytest.mark.parametrize("name", palettes())
@pytest.mark.parametrize("size", [Size(300, 200), Size(31, 97), Size(1, 1), Size(1100, 1300)])
def test_a_photograph_fills_its_rectangle_in_the_panels_inks(
    folder: Path, name: str, key: str, size: Size
) -> None:
    rect = Rect(5, 7, *size)
    image, where = prepare(shown(key, rect), folder, palette(name))
    assert (image.mode, image.size, where) == ("L", size, rect)
    assert image.getextrema()[1] < len(palette(name).inks)


def test_a_printers_four_colours_are_none_of_our_copies(folder: Path) -> None:
    with pytest.raises(PictureMissingError, match="it is no copy of ours"):
        prepare(shown("cmyk", Rect(0, 0, 60, 60)), folder, MONO)


@given(st.integers(1, 8), st.integers(1, 60), st.integers(1, 60), st.sampled_from(["L", "RGB"]))
def test_a_copy_is_decoded_as_pillow_does_it(
    scale: int, width: int, height: int, mode: str
) -> None:
    noise = Image.effect_noise((width, height), 90)
    out = BytesIO()
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(out, "JPEG", quality=90)
    least = Size(max(1, width // scale), max(1, height // scale))
    ours = Copy(out.getvalue(), Size(width, height)).decoded(mode, least)  # type: ignore[arg-type]
    with Image.open(out, formats=["JPEG"]) as theirs:
        theirs.draft(mode, least)
        assert (ours.size, ours.tobytes()) == (theirs.size, theirs.convert(mode).tobytes())


def test_a_crop_keeps_the_focus(folder: Path) -> None:
    box = Rect(0, 0, 60, 60)
    left, _ = prepare(shown("halves", box, focus=Rect(0, 0, 300, 300)), folder, MONO)
    right, _ = prepare(shown("halves", box, focus=Rect(900, 0, 300, 300)), folder, MONO)
    assert left.getextrema() == (MONO.paper, MONO.paper)
    assert right.getextrema() == (MONO.ink, MONO.ink)


def test_without_a_focus_the_middle_is_shown(folder: Path) -> None:
    image, _ = prepare(shown("halves", Rect(0, 0, 60, 60)), folder, MONO)
    assert image.crop((0, 0, 28, 60)).getextrema() == (MONO.paper, MONO.paper)
    assert image.crop((32, 0, 60, 60)).getextrema() == (MONO.ink, MONO.ink)


def test_a_whole_photograph_keeps_its_shape_in_the_middle_of_its_rectangle(folder: Path) -> None:
    image, where = prepare(shown("halves", Rect(10, 10, 80, 80), "whole"), folder, MONO)
    assert (where, image.size) == (Rect(10, 30, 80, 40), (80, 40))
    assert image.crop((0, 0, 38, 40)).getextrema() == (MONO.paper, MONO.paper)
    assert image.crop((42, 0, 80, 40)).getextrema() == (MONO.ink, MONO.ink)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("gone", r"the photograph .*gone\.jpg is not there"),
        (None, "of this story was never fetched"),
    ],
)
def test_a_photograph_that_is_not_there_is_told_with_its_region(
    folder: Path, key: str | None, says: str
) -> None:
    with pytest.raises(PictureMissingError, match=says) as caught:
        prepare(shown(key, Rect(0, 0, 60, 60)), folder, MONO)
    assert isinstance(caught.value, KioskError)
    assert caught.value.region == "photo"
    assert str(caught.value).startswith("region photo: ")


@pytest.mark.parametrize("part", [0, 0.001, 0.01, 0.1, 0.5, 0.9])
def test_a_torn_photograph_is_told_with_its_path(folder: Path, part: float) -> None:
    path = folder / "rgb.jpg"
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(PictureMissingError, match=r"rgb\.jpg can't be read") as caught:
        prepare(shown("rgb", Rect(0, 0, 60, 60)), folder, MONO)
    assert caught.value.path == path


def test_only_our_own_kind_of_copy_is_opened(folder: Path) -> None:
    Image.new("L", (9, 9)).save(folder / "foreign.jpg", "PNG")
    with pytest.raises(PictureMissingError, match="can't be read"):
        prepare(shown("foreign", Rect(0, 0, 6, 6)), folder, MONO)


@pytest.mark.parametrize("name", palettes())
@pytest.mark.parametrize("method", ["quick", "fine"])
@pytest.mark.parametrize("quality", [60, 90])
def test_a_code_within_a_photograph_can_be_read(
    tmp_path: Path, name: str, method: Method, quality: int
) -> None:
    """A poster photographed in a hall: 3 px a module on the glass, with JPEG's haze around."""
    code = segno.make("https://phuong.vn/van-ban/1234", error="m")
    rows = [[bool(module) for module in row] for row in code.matrix_iter(border=4)]
    side, pitch = len(rows), 9
    photo = Image.radial_gradient("L").resize((1200, 900)).convert("RGB")
    modules = Image.new("L", (side, side), 235)
    modules.putdata([25 if module else 235 for row in rows for module in row])
    photo.paste(modules.resize((side * pitch,) * 2, Image.Resampling.NEAREST), (300, 210))
    photo.save(tmp_path / "bang.jpg", quality=quality)
    panel = palette(name)
    picture = shown("bang", Rect(0, 0, 400, 300))
    image, _ = prepare(picture, tmp_path, panel, method)
    light = [luminance(ink.measured) for ink in panel.inks]
    seen = image.crop((100, 70, 100 + 3 * side, 70 + 3 * side)).tobytes()
    middle = (light[panel.ink] + light[panel.paper]) / 2
    wrong = 0
    for y, row in enumerate(rows):
        for x, module in enumerate(row):
            at = [(3 * y + dy) * 3 * side + 3 * x + dx for dy in range(3) for dx in range(3)]
            dark = sum(light[seen[one]] for one in at) / 9 < middle
            wrong += dark != module
    # The lowest level but one of error correction mends 15 %.
    assert wrong <= 0.02 * side * side
