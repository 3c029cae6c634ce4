"""Foreign photographs become our own JPEG, or a sentence."""

import os
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patience import ends
from PIL import Image, ImageChops
from shots import RED, chunk, coded, kept, near, picture, plain_png, scene, turned

from kiosk.content.darkroom.bounds import MOST_FILE_BYTES
from kiosk.content.darkroom.imprint import Imprint
from kiosk.content.darkroom.pictures import (
    SHEET,
    Kept,
    PictureError,
    bounded,
    intake,
    stored,
)
from kiosk.geometry import Size

NOTHING = bytes(Imprint())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_four_formats_are_read_by_content(tmp_path: Path, kind: str) -> None:
    assert near(kept(coded(picture(), kind), tmp_path), (30, 20), RED)


def test_a_picture_is_named_by_its_bytes_and_decoded_once(tmp_path: Path) -> None:
    body = coded(picture())
    first = intake(body, tmp_path)
    (tmp_path / first.key).write_bytes(ours := coded(picture(size=(20, 30)), comment=NOTHING))
    assert intake(body, tmp_path) == Kept(first.key, Size(20, 30))
    assert first.size == Size(64, 48)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [ours]


@pytest.mark.parametrize(
    "found",
    [
        b"",
        b"\xff",
        coded(scene())[:-1],
        coded(scene())[:300],
        coded(scene())[:100] + b"\xff\xd9",
        bytes(5000),
        coded(scene(), "PNG"),
        coded(scene(), progressive=True),
        coded(scene(), exif=turned(6)),
        coded(scene().convert("CMYK")),
        coded(picture(size=(2561, 20)), comment=NOTHING),
    ],
    ids=lambda found: f"{len(found)} bytes from {found[:3].hex()}",
)
def test_a_torn_or_foreign_copy_is_made_again(tmp_path: Path, found: bytes) -> None:
    body = coded(picture())
    first = intake(body, tmp_path)
    path = tmp_path / first.key
    path.write_bytes(found)
    assert stored(path) is None
    assert intake(body, tmp_path) == first
    assert stored(path) == first


def test_what_is_no_file_is_not_stored(tmp_path: Path) -> None:
    assert stored(tmp_path) is None
    assert stored(tmp_path / "none.jpg") is None


def test_a_poster_keeps_its_coloured_edges_and_has_a_file_of_its_own(tmp_path: Path) -> None:
    stripes = Image.new("RGB", (64, 64), "white")
    for x in range(0, 64, 2):
        stripes.paste("red", (x, 0, x + 1, 64))
    body = coded(stripes, "PNG")
    photo, poster = intake(body, tmp_path).key, intake(body, tmp_path, SHEET).key
    assert stored(tmp_path / poster) == Kept(poster, Size(64, 64)), "it is never cropped"
    assert photo != poster

    def apart(key: str) -> int:
        with Image.open(tmp_path / key) as ours:
            return max(high for _, high in ImageChops.difference(stripes, ours).getextrema())

    assert apart(poster) < 40 < apart(photo)


def test_large_pictures_are_scaled_and_keep_their_shape(tmp_path: Path) -> None:
    large = intake(coded(picture(size=(6000, 4000))), tmp_path)
    assert large.size == Size(2560, 1707)
    small = intake(coded(picture(size=(300, 200))), tmp_path)
    assert small.size == Size(300, 200)


def test_metadata_are_left_behind(tmp_path: Path) -> None:
    exif = turned(1)
    exif[0x010E] = "Phường Bình Thới"
    body = coded(picture(), exif=exif, comment="của tôi", dpi=(300, 300))
    ours = kept(body, tmp_path)
    assert not ours.getexif()
    assert ours.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "comment"}
    assert ours.info["comment"].startswith(b"kiosk focus")
    assert ours.info["jfif_density"] == (1, 1)


@pytest.mark.parametrize(
    ("image", "kind", "shows"),
    [
        (picture("L", colour=128), "JPEG", (128, 128, 128)),
        (picture("1", colour=1), "PNG", (255, 255, 255)),
        (picture("P", colour=0), "PNG", (0, 0, 0)),
        (picture("CMYK", colour=(0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (picture("I;16", colour=0x8000), "PNG", (128, 128, 128)),
        (picture("LA", colour=(0, 0)), "PNG", (255, 255, 255)),
        (picture("LA", colour=(90, 255)), "PNG", (90, 90, 90)),
        (picture("RGBA", colour=(0, 0, 255, 0)), "PNG", (255, 255, 255)),
        (picture("RGBA", colour=(0, 0, 255, 128)), "WEBP", (127, 127, 255)),
    ],
    ids=lambda value: getattr(value, "mode", None),
)
def test_odd_modes_look_as_they_are_meant(
    tmp_path: Path, image: Image.Image, kind: str, shows: tuple[int, int, int]
) -> None:
    assert near(kept(coded(image, kind), tmp_path), (30, 20), shows)


def test_a_transparent_palette_lies_on_white(tmp_path: Path) -> None:
    body = coded(picture("P", colour=0), "GIF", transparency=0)
    assert near(kept(body, tmp_path), (30, 20), (255, 255, 255))


def test_only_the_first_frame_of_an_animation_is_taken(tmp_path: Path) -> None:
    frames = [picture(colour="blue") for _ in range(5)]
    body = coded(picture(), "GIF", save_all=True, append_images=frames)
    assert near(kept(body, tmp_path), (30, 20), RED)


BOMB = zlib.compress(bytes(20_000_000))


def with_chunk(name: bytes, data: bytes) -> bytes:
    whole = coded(picture(), "PNG")
    return whole[:33] + chunk(name, data) + whole[33:]


REFUSED = {
    "nothing": (b"", "no JPEG, PNG, WebP or GIF"),
    "HTML": (b"<html>404</html>", "no JPEG, PNG, WebP or GIF"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no JPEG, PNG, WebP or GIF"),
    "EPS": (coded(picture(), "EPS"), "no JPEG, PNG, WebP or GIF"),
    "TIFF": (coded(picture(), "TIFF"), "no JPEG, PNG, WebP or GIF"),
    "a tracker": (coded(picture(size=(1, 1)), "GIF"), r"too small \(1x1 px\)"),
    "15 px": (coded(picture(size=(15, 100))), "too small"),
    "a strip": (coded(picture(size=(900, 100))), r"strip \(900x100 px\)"),
    "a bomb": (plain_png((13_000, 13_000), 1, 0, rows=10), "too many pixels"),
    "a larger bomb": (plain_png((60_000, 60_000), 1, 0, rows=10), "too many pixels"),
    "more than memory": (plain_png((9400, 6500), 1, 0, rows=10), r"too many pixels \(9400x6500"),
    "a large file": (coded(picture()) + bytes(MOST_FILE_BYTES), r"file is too large \(32 MiB\)"),
    "cut JPEG": (coded(picture(size=(300, 300)))[:-400], "the JPEG is broken off"),
    "cut PNG": (coded(picture(size=(300, 300)), "PNG")[:-300], "the PNG is broken off"),
    "cut GIF": (coded(scene(), "GIF")[:-5000], "can't be decoded"),
    "cut WebP": (coded(scene(), "WEBP")[:-1], "the WebP is broken off"),
    "an inflating text": (with_chunk(b"zTXt", b"a\0\0" + BOMB), "can't be decoded"),
    "an inflating profile": (with_chunk(b"iCCP", b"a\0\0" + BOMB), "can't be decoded"),
}


@pytest.mark.parametrize(("body", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_leaves_no_file(tmp_path: Path, body: bytes, says: str) -> None:
    with ends():
        with pytest.raises(PictureError, match=says):
            intake(body, tmp_path)
        assert list(tmp_path.iterdir()) == []


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]),
    at=st.floats(0, 1),
    junk=st.binary(min_size=1, max_size=8),
)
def test_rotten_bytes_are_a_picture_or_a_sentence(
    tmp_path: Path, kind: str, at: float, junk: bytes
) -> None:
    body = bytearray(coded(picture(size=(40, 40)), kind))
    start = int(at * len(body))
    body[start : start + len(junk)] = junk
    try:
        ours = intake(bytes(body), tmp_path)
    except PictureError:
        return
    assert stored(tmp_path / ours.key) == ours


def files(folder: Path, **sizes: int) -> None:
    for name, size in sizes.items():
        (folder / name).write_bytes(bytes(size))
        os.utime(folder / name, (1000, 1000))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_no_one_names_is_unlinked_and_so_are_leftovers(tmp_path: Path) -> None:
    files(tmp_path, a=5, b=5)
    (tmp_path / ".a.jpg.k3x9").write_bytes(b"half")
    os.utime(tmp_path / ".a.jpg.k3x9", (1000, 1000))
    (tmp_path / "folder").mkdir()
    assert bounded(tmp_path, ["b", "missing"], 2000) == {"b"}
    assert names(tmp_path) == {"b", "folder"}


def test_the_tail_beyond_the_bounds_goes(tmp_path: Path) -> None:
    files(tmp_path, a=40, b=40, c=40, d=1)
    assert bounded(tmp_path, ["c", "a", "c", "b", "d"], 2000, most_bytes=100) == {"c", "a"}
    assert names(tmp_path) == {"a", "c"}
    assert bounded(tmp_path, ["a", "c"], 2000, most_files=1) == {"a"}
    assert names(tmp_path) == {"a"}


def test_what_was_written_just_now_stays(tmp_path: Path) -> None:
    files(tmp_path, old=5)
    (tmp_path / "new").write_bytes(b"")
    os.utime(tmp_path / "new", (5600, 5600))
    assert bounded(tmp_path, [], 2000) == frozenset()
    assert names(tmp_path) == {"new"}


def test_what_was_written_under_a_clock_far_ahead_does_not_stay_until_then(tmp_path: Path) -> None:
    files(tmp_path, used=5)
    for name in ("used", "unused"):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (2**31, 2**31))
    assert bounded(tmp_path, ["used"], 2000) == {"used"}
    assert names(tmp_path) == {"used"}


def test_no_folder_has_nothing_to_unlink(tmp_path: Path) -> None:
    assert bounded(tmp_path / "none", ["a"], 2000) == frozenset()


@given(
    sizes=st.lists(st.integers(0, 60), max_size=12),
    most_files=st.integers(0, 8),
    most_bytes=st.integers(0, 200),
)
def test_the_cache_never_exceeds_its_bounds(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], most_files: int, most_bytes: int
) -> None:
    folder = tmp_path_factory.mktemp("ours")
    files(folder, **{f"{n}.jpg": size for n, size in enumerate(sizes)})
    kept = bounded(folder, [f"{n}.jpg" for n in range(len(sizes))], 2000, most_files, most_bytes)
    assert names(folder) == kept
    assert len(kept) <= most_files
    assert sum(path.stat().st_size for path in folder.iterdir()) <= most_bytes
    # The first that does not fit ends the list.
    assert kept == {f"{n}.jpg" for n in range(len(kept))}
