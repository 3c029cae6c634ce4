"""A folder of posters and scans, with their days in their names."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from editions import ZONE
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.content.darkroom.pictures import intake
from kiosk.content.folders import posters
from kiosk.content.folders.folder import UnreadableError
from kiosk.model import Poster

# Tuesday, 24/11/2026, 10:00 in the ward; its files are half an hour old.
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SAVED = NOW - timedelta(minutes=30)


def put(folder: Path, name: str, data: bytes = b"x", saved: datetime = SAVED) -> Path:
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (saved.timestamp(), saved.timestamp()))
    return path


def listed(folder: Path) -> posters.Posters:
    return posters.listed(folder, zone=ZONE, now=NOW)


def days(name: str) -> tuple[str, ...]:
    """From when until when the name says that a poster is shown; "" for what it does not say."""
    found = posters.period(name, ZONE, SAVED)
    return tuple(f"{at.astimezone(ZONE):%d/%m/%Y %H:%M}" if at else "" for at in found)


@pytest.mark.parametrize(
    "name",
    [
        "lich-tiem 2026-11-24..2026-12-05", "2026-11-24_2026-12-05", "24-11-2026..5-12-2026",
        "lich tu 24-11-2026 den 5-12-2026", "tu-24-11-den-5-12 lich tiem",
        "Lịch tiêm từ 24.11 đến hết ngày 5.12.2026", "tu_24_11_2026_den_05_12_2026",
        "từ ngày 24 tháng 11 đến ngày 5 tháng 12 năm 2026", "24.11 - 5.12 khám bệnh",
    ],
)  # fmt: skip
def test_from_when_until_when(name: str) -> None:
    assert days(name) == ("24/11/2026 00:00", "06/12/2026 00:00")


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("thong-bao den 30-11-2026", "01/12/2026 00:00"),
        ("thong-bao-den-30-11-2026", "01/12/2026 00:00"),
        ("Thông báo ĐẾN 30.11", "01/12/2026 00:00"),
        ("den 30.11.2026 khám bệnh", "01/12/2026 00:00"),
        ("den 30 11 2026", "01/12/2026 00:00"),
        ("đến ngày 30 tháng 11 năm 2026", "01/12/2026 00:00"),
        ("het han 30-11-26", "01/12/2026 00:00"),
        ("den het thang 11", "01/12/2026 00:00"),
        ("den 17h 30-11", "30/11/2026 17:00"),
        ("den 17h30 30-11-2026", "30/11/2026 17:30"),
        ("den 30-11-2026-1", "01/12/2026 00:00"),
        ("den 30-11-2026 (2)", "01/12/2026 00:00"),
        ("den 15-1", "16/01/2027 00:00"),
    ],
)
def test_until_when(name: str, ends: str) -> None:
    assert days(name) == ("", ends)


def test_from_when() -> None:
    assert days("tu 1-12-2026 lich moi") == ("01/12/2026 00:00", "")


@pytest.mark.parametrize(
    "name",
    [
        "lich tiem 24-11-2026", "tu-van-suc-khoe", "IMG_20261124_101010", "2026-11-24 10-10-10",
        "scan0001", "poster (1)", "ngày hội toàn dân 18-11", "tuyen-duong-tu-cau-1-den-cau-2", "",
    ],
)  # fmt: skip
def test_a_name_may_say_nothing(name: str) -> None:
    assert days(name) == ("", "")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("den 31-11-2026", "names a day that no calendar has"),
        ("den 20-11", "half a year ahead"),
        ("den 3 khu pho", "names a day that can't be read"),
        ("5-12-2026..24-11-2026", "ends before it begins"),
    ],
)
def test_a_day_that_is_not_certain_hides_the_poster(name: str, says: str, tmp_path: Path) -> None:
    path = put(tmp_path, f"{name}.jpg")
    put(tmp_path, "den 30-11-2026.png")
    found = listed(tmp_path)
    assert [one.name for one in found.files] == ["den 30-11-2026.png"]
    assert found.problems[0].startswith(f"{path}: ")
    assert says in found.problems[0]
    assert found.problems[0].endswith("The poster is not shown.")


def test_without_days_a_poster_hangs_for_thirty(tmp_path: Path) -> None:
    put(tmp_path, "tiem chung.jpg")
    (found,) = listed(tmp_path).files
    assert (found.starts, found.ends) == (SAVED, SAVED + timedelta(days=30))
    assert found.current(NOW)
    assert not found.current(found.ends)


def test_an_old_poster_that_is_saved_again_stays_away(tmp_path: Path) -> None:
    put(tmp_path, "den 20-11-2026.jpg")
    (found,) = listed(tmp_path).files
    assert not found.current(NOW)


def test_without_any_day_it_is_not_shown(tmp_path: Path) -> None:
    put(tmp_path, "tiem chung.jpg", saved=datetime(1970, 1, 2, tzinfo=UTC))
    found = listed(tmp_path)
    assert found.files == ()
    assert "has no day, neither in its name nor as a file" in found.problems[0]


def test_what_is_no_picture_by_its_name_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a.PDF")
    put(tmp_path, "b.heic")
    put(tmp_path, "c.JPG")
    (tmp_path / "d.png").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "e.webp")
    put(tmp_path, ".f.jpg")
    put(tmp_path, "Thumbs.db")
    found = listed(tmp_path)
    assert [one.name for one in found.files] == ["c.JPG"]
    said = [says.removeprefix(f"{tmp_path}/").partition(":")[0] for says in found.problems]
    assert said == ["a.PDF", "b.heic", "d.png", "e.webp"]
    assert "a PDF page by page" in found.problems[0]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.png")
    with path.open("r+b") as file:
        file.truncate(posters.LARGEST + 1)
    found = listed(tmp_path)
    assert found.files == ()
    assert "is larger than 32 MB" in found.problems[0]
    with pytest.raises(UnreadableError, match="is larger than"):
        posters.body(path)


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    assert "can't be looked into" in listed(tmp_path / "posters").problems[0]


def test_a_file_becomes_a_poster(tmp_path: Path) -> None:
    """Its bytes are decoded elsewhere; what lists the folder never opens them."""
    out = io.BytesIO()
    Image.new("RGB", (300, 420), "white").save(out, "PNG")
    folder = tmp_path / "posters"
    folder.mkdir()
    put(folder, "tiem chung den 30-11-2026.png", out.getvalue())
    (found,) = listed(folder).files
    kept = intake(posters.body(found.file.path), tmp_path / "photos")
    key, size = kept.key, kept.size
    assert found.decoded(key, size) == Poster(key, size, found.name, found.starts, found.ends)
    assert found.decoded(key, size).current(NOW)


def test_a_file_is_the_same_until_it_changes(tmp_path: Path) -> None:
    put(tmp_path, "a.png", b"one")
    first = listed(tmp_path)
    assert listed(tmp_path) == first
    put(tmp_path, "a.png", b"two")
    assert listed(tmp_path).files[0].file != first.files[0].file


@pytest.mark.parametrize("make", ["none", "folder", "pipe", "link"])
def test_a_body_is_a_regular_files(make: str, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    if make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    elif make == "link":
        path.symlink_to("/dev/zero")
    with pytest.raises(UnreadableError):
        posters.body(path)


@given(st.text("0123456789-._ denđếtừhạgày", max_size=60) | st.text(max_size=120))
def test_any_name_has_days_or_a_sentence(name: str) -> None:
    try:
        first, last = posters.period(name, ZONE, SAVED)
    except ValueError as error:
        said = str(error)
    else:
        assert all(at is None or at.tzinfo is UTC for at in (first, last))
        return
    assert said.endswith(".")
