"""Foreign photographs become our own JPEG, or a sentence."""

import io
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from kiosk.content.pictures import PictureError, intake, stored
from kiosk.geometry import Size

RED = (200, 30, 30)


def picture(mode: str = "RGB", size: tuple[int, int] = (64, 48), colour: Any = RED) -> Image.Image:
    return Image.new(mode, size, colour)


def coded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def kept(body: bytes, folder: Path) -> Image.Image:
    key, size = intake(body, folder)
    with Image.open(folder / key) as ours:
        assert (ours.format, ours.mode, ours.size) == ("JPEG", "RGB", tuple(size))
        return ours.copy()


def near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    seen: Any = image.getpixel(at)
    return all(abs(a - b) <= 12 for a, b in zip(seen, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_four_formats_are_read_by_content(tmp_path: Path, kind: str) -> None:
    assert near(kept(coded(picture(), kind), tmp_path), (30, 20), RED)


def test_a_picture_is_named_by_its_bytes_and_decoded_once(tmp_path: Path) -> None:
    body = coded(picture())
    key, size = intake(body, tmp_path)
    (tmp_path / key).write_bytes(coded(picture(size=(20, 30))))
    assert intake(body, tmp_path) == (key, Size(20, 30))
    assert size == Size(64, 48)
    assert [path.name for path in tmp_path.iterdir()] == [key]


def test_a_torn_copy_is_made_again(tmp_path: Path) -> None:
    body = coded(picture())
    key, size = intake(body, tmp_path)
    (tmp_path / key).write_bytes(b"")
    assert stored(tmp_path / key) is None
    assert intake(body, tmp_path) == (key, size)
    assert stored(tmp_path / key) == size


def test_large_pictures_are_scaled_and_keep_their_shape(tmp_path: Path) -> None:
    _, size = intake(coded(picture(size=(6000, 4000))), tmp_path)
    assert size == Size(2560, 1707)


def test_orientation_is_obeyed_and_metadata_left_behind(tmp_path: Path) -> None:
    image = picture()
    ImageDraw.Draw(image).rectangle((0, 0, 63, 9), fill="white")
    exif = Image.Exif()
    exif[0x0112] = 6  # EXIF 2.32, Orientation: turn a quarter clockwise
    exif[0x010E] = "Phường Bình Thới"
    ours = kept(coded(image, exif=exif, comment="của tôi"), tmp_path)
    assert ours.size == (48, 64)
    assert near(ours, (44, 30), (255, 255, 255))
    assert near(ours, (4, 30), RED)
    assert not ours.getexif()
    assert "comment" not in ours.info


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


def test_a_profile_is_turned_into_srgb(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for number, icc in enumerate((srgb, profile, b"rotten")):
        body = coded(picture(), "PNG", icc_profile=icc)
        ours = kept(body, tmp_path / str(number))
        assert near(ours, (30, 20), RED)
        assert "icc_profile" not in ours.info


def bare_png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * min(height, 2000))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


REFUSED = {
    "nothing": (b"", "no JPEG, PNG, WebP or GIF"),
    "HTML": (b"<html>404</html>", "no JPEG, PNG, WebP or GIF"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no JPEG, PNG, WebP or GIF"),
    "EPS": (coded(picture(), "EPS"), "no JPEG, PNG, WebP or GIF"),
    "TIFF": (coded(picture(), "TIFF"), "no JPEG, PNG, WebP or GIF"),
    "a tracker": (coded(picture(size=(1, 1)), "GIF"), r"too small \(1x1 px\)"),
    "15 px": (coded(picture(size=(15, 100))), "too small"),
    "a strip": (coded(picture(size=(900, 100))), r"strip \(900x100 px\)"),
    "a bomb": (bare_png(13_000, 13_000), "too many pixels"),
    "a larger bomb": (bare_png(60_000, 60_000), "too many pixels"),
    "cut JPEG": (coded(picture(size=(300, 300)))[:-400], "can't be decoded"),
    "cut PNG": (coded(picture(size=(300, 300)), "PNG")[:-300], "can't be decoded"),
}


@pytest.mark.parametrize(("body", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_leaves_no_file(tmp_path: Path, body: bytes, says: str) -> None:
    started = time.process_time()
    with pytest.raises(PictureError, match=says):
        intake(body, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert time.process_time() - started < 1


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
        key, size = intake(bytes(body), tmp_path)
    except PictureError:
        return
    assert stored(tmp_path / key) == size
