"""Prepared photographs are made once, kept within bounds, and made anew when they are rotten."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from kiosk.geometry import Rect, Size
from kiosk.ink import prepared as shelf
from kiosk.ink.photo import prepare
from kiosk.ink.prepared import Prepared, name_of
from kiosk.model import Photo
from kiosk.panels.catalog import palette, palettes
from kiosk.scene import Picture

MONO = palette("mono")
SPECTRA = palette("spectra6")


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(folder / "hoi-truong.jpg")
    return folder


def shown(width: int = 90, height: int = 60, **fields: object) -> Picture:
    photo = Photo("https://phuong.vn/hoi-truong.jpg", key="hoi-truong.jpg", size=Size(400, 300))
    return replace(Picture("photo", Rect(3, 4, width, height), photo), **fields)  # type: ignore[arg-type] - fields of all types


@pytest.mark.parametrize("name", palettes())
@pytest.mark.parametrize("fit", ["cover", "whole"])
def test_a_photograph_is_made_once(photos: Path, tmp_path: Path, name: str, fit: str) -> None:
    inks, picture = palette(name), shown(fit=fit)
    made = prepare(picture, photos, inks)
    kept = Prepared(tmp_path / "prepared")
    assert prepare(picture, photos, inks, prepared=kept) == made
    (photos / "hoi-truong.jpg").unlink()
    assert prepare(picture, photos, inks, prepared=kept) == made
    assert prepare(picture, photos, inks, prepared=Prepared(kept.folder)) == made


def test_what_looks_different_has_another_name() -> None:
    picture = shown()
    photo = picture.photo
    others = [
        name_of(shown(91), MONO, "quick"),
        name_of(shown(fit="whole"), MONO, "quick"),
        name_of(replace(picture, photo=replace(photo, focus=Rect(0, 0, 9, 9))), MONO, "quick"),
        name_of(replace(picture, photo=replace(photo, key="cau.jpg")), MONO, "quick"),
        name_of(picture, MONO, "fine"),
        name_of(picture, SPECTRA, "quick"),
        name_of(
            picture,
            replace(MONO, inks=(replace(MONO.inks[0], measured=(9, 9, 9)), MONO.inks[1])),
            "quick",
        ),
    ]
    assert len({name_of(picture, MONO, "quick"), *others}) == len(others) + 1


def test_where_it_stands_and_what_it_is_called_change_nothing() -> None:
    moved = shown(rect=Rect(200, 100, 90, 60), region="lead")
    assert name_of(moved, MONO, "quick") == name_of(shown(), MONO, "quick")


@pytest.mark.parametrize("damage", ["torn", "empty", "flipped", "another", "folder"])
def test_a_rotten_picture_is_made_anew(photos: Path, tmp_path: Path, damage: str) -> None:
    made = prepare(shown(), photos, MONO, prepared=Prepared(tmp_path / "prepared"))
    (path,) = (tmp_path / "prepared").iterdir()
    whole = path.read_bytes()
    if damage == "torn":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "flipped":
        path.write_bytes(whole[:-30] + bytes([whole[-30] ^ 1]) + whole[-29:])
    elif damage == "another":
        Image.new("L", (90, 60)).save(path, "PNG")
    else:
        path.unlink()
        path.mkdir()
    anew = Prepared(tmp_path / "prepared")
    assert prepare(shown(), photos, MONO, prepared=anew) == made
    assert bool(anew.problem) == (damage == "folder")
    if damage != "folder":
        assert path.read_bytes() == whole


def test_the_oldest_go_when_there_are_too_many(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_FILES", 3)
    kept = Prepared(tmp_path / "prepared")
    for number, width in enumerate(range(20, 28)):
        picture = shown(width)
        prepare(picture, photos, MONO, prepared=kept)
        os.utime(kept.folder / name_of(picture, MONO, "quick"), (number, number))
    left = {path.name for path in kept.folder.iterdir()}
    assert left == {name_of(shown(width), MONO, "quick") for width in (25, 26, 27)}


def test_all_of_them_together_have_a_bound(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Prepared(tmp_path / "prepared")
    prepare(shown(), photos, MONO, prepared=kept)
    (first,) = kept.folder.iterdir()
    monkeypatch.setattr(shelf, "MOST_BYTES", first.stat().st_size * 2 + 60)
    for width in range(91, 97):
        prepare(shown(width), photos, MONO, prepared=kept)
    assert len(list(kept.folder.iterdir())) == 2


def test_on_a_disk_that_refuses_pictures_are_kept_in_memory(photos: Path, tmp_path: Path) -> None:
    (tmp_path / "prepared").write_text("a file where the folder should be")
    kept = Prepared(tmp_path / "prepared")
    made = prepare(shown(), photos, MONO, prepared=kept)
    assert "prepared photographs can't be kept" in kept.problem
    (photos / "hoi-truong.jpg").unlink()
    assert prepare(shown(), photos, MONO, prepared=kept) == made
    (tmp_path / "prepared").unlink()
    kept.keep("x.png", made[0], MONO)
    assert kept.problem == ""


def test_memory_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_REMEMBERED_BYTES", 2 * 100)
    kept = Prepared(tmp_path / "prepared")
    for name in "abc":
        kept.keep(name, Image.new("L", (10, 10), 1), MONO)
    for path in kept.folder.iterdir():
        path.unlink()
    assert [kept.recall(name, MONO) is not None for name in "abc"] == [False, True, True]
