"""What is decoded becomes RGB in sRGB, on white, upright."""

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat
from shots import RED, coded, kept, near, picture, scene, turned

from kiosk.content.darkroom.develop import develop
from kiosk.content.darkroom.negative import Negative, negative
from kiosk.geometry import Size

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TURNS = Image.Transpose
# EXIF 2.32, 4.6.4 A: how a picture was turned that a reader must turn back.
TURNED = {
    1: None,
    2: TURNS.FLIP_LEFT_RIGHT,
    3: TURNS.ROTATE_180,
    4: TURNS.FLIP_TOP_BOTTOM,
    5: TURNS.TRANSPOSE,
    6: TURNS.ROTATE_90,
    7: TURNS.TRANSVERSE,
    8: TURNS.ROTATE_270,
}


def apart(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).rms)


@pytest.mark.parametrize(("orientation", "turn"), TURNED.items())
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_picture_stands_upright(
    tmp_path: Path, kind: str, orientation: int, turn: Image.Transpose | None
) -> None:
    upright = scene()
    taken = upright.transpose(turn) if turn is not None else upright
    ours = kept(coded(taken, kind, exif=turned(orientation)), tmp_path)
    assert apart(ours, upright) < 8


@pytest.mark.parametrize("exif", [b"Exif\0\0rotten", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0"])
def test_rotten_exif_costs_no_more_than_the_turn(tmp_path: Path, exif: bytes) -> None:
    assert kept(coded(scene(), exif=exif), tmp_path).size == scene().size


def test_an_orientation_that_is_none_turns_nothing() -> None:
    image = scene()
    image.getexif()[0x0112] = 9
    assert apart(develop(negative(image), Size(*image.size)), scene()) == 0
    image = scene()
    image.getexif()[0x0112] = "quer"
    assert negative(image).orientation == 1


@settings(deadline=None, max_examples=30)
@given(st.integers(16, 700), st.integers(16, 700), st.floats(0.1, 1))
def test_bands_join_without_a_seam(width: int, height: int, scale: float) -> None:
    image = scene((width, height))
    size = Size(max(round(width * scale), 1), max(round(height * scale), 1))
    whole = image.resize(size, Image.Resampling.LANCZOS)
    difference = ImageChops.difference(develop(Negative(image.copy()), size), whole)
    assert max(high for _, high in difference.getextrema()) <= 2
    clear = image.copy()
    clear.putalpha(255)
    difference = ImageChops.difference(develop(Negative(clear), size), whole)
    assert max(high for _, high in difference.getextrema()) <= 2


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_each_mode_is_scaled_and_kept(mode: str) -> None:
    grey = scene((900, 700)).convert("L")
    image = grey.convert("RGB").convert(mode)
    if mode == "I;16":
        image = grey.convert("I").point(lambda level: level * 257).convert("I;16")
    for size in (Size(900, 700), Size(300, 233)):
        ours = develop(Negative(image.copy()), size)
        assert ours.mode == "RGB"
        # A dithered bit is a tone only where it is scaled; a web palette has six greys.
        most = {"1": 160 if size.width == 900 else 50, "P": 40}.get(mode, 3)
        assert apart(ours.convert("L"), grey.resize(size, Image.Resampling.LANCZOS)) < most


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (picture("P", colour=0), {"transparency": 0}),
        (picture("L", colour=9), {"transparency": 9}),
        (picture("1", colour=0), {"transparency": 0}),
        (picture("RGB"), {"transparency": RED}),
        (picture("I;16", colour=900), {"transparency": 900}),
        (picture("RGBA", colour=(*RED, 0)), {}),
        (picture("LA", colour=(9, 0)), {}),
    ],
    ids=lambda value: getattr(value, "mode", ""),
)
def test_what_is_clear_is_white(
    tmp_path: Path, image: Image.Image, options: dict[str, Any]
) -> None:
    assert near(kept(coded(image, "PNG", **options), tmp_path), (30, 20), (255, 255, 255))


def test_one_level_of_sixteen_bits_is_clear(tmp_path: Path) -> None:
    image = picture("I;16", colour=0x4000)
    image.paste(picture("I;16", (32, 48), 0x4001), (0, 0))
    ours = kept(coded(image, "PNG", transparency=0x4000), tmp_path)
    assert near(ours, (10, 20), (64, 64, 64))
    assert near(ours, (54, 20), (255, 255, 255))


def test_what_lies_under_clear_pixels_does_not_bleed() -> None:
    image = picture("RGBA", (600, 600), (0, 255, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 600, 300))
    ours = develop(Negative(image), Size(100, 100))
    greens: Any = ours.getpixel((50, 50))
    assert max(greens) - min(greens) <= 1


def swapped() -> bytes:
    """sRGB with red's and blue's places taken by each other."""
    return SRGB.replace(b"rXYZ", b"swap").replace(b"bXYZ", b"rXYZ").replace(b"swap", b"bXYZ")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_profile_is_turned_into_srgb(tmp_path: Path, kind: str) -> None:
    for icc, seen in ((SRGB, RED), (swapped(), RED[::-1])):
        ours = kept(coded(picture(), kind, icc_profile=icc), tmp_path / str(seen[0]))
        assert near(ours, (30, 20), seen)
        assert "icc_profile" not in ours.info


def test_a_profile_holds_for_scaled_and_for_indexed_pixels() -> None:
    for image in (picture(size=(300, 200)), picture(size=(300, 200)).quantize(4)):
        ours = develop(Negative(image, swapped()), Size(30, 20))
        assert near(ours, (10, 10), RED[::-1])


@pytest.mark.parametrize("icc", [b"rotten", SRGB[:200], SRGB.replace(b"RGB ", b"CMYK")])
def test_a_rotten_profile_costs_nothing_but_its_colours(tmp_path: Path, icc: bytes) -> None:
    assert near(kept(coded(picture(), icc_profile=icc), tmp_path), (30, 20), RED)


def test_a_profile_of_other_colours_is_left(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for number, image in enumerate((picture(), picture("L", colour=200))):
        ours = kept(coded(image, "PNG", icc_profile=lab), tmp_path / str(number))
        assert near(ours, (30, 20), RED if image.mode == "RGB" else (200, 200, 200))


def press() -> bytes:
    """A CMYK profile of a press whose cyan ink is red, and all other inks black.

    ICC.1:2001-04: header 6.1, tags 6.2, lut8Type 6.5.7, eight-bit Lab as in 6.5.7.
    """
    inks = [(0, 128, 128)] * 16
    inks[0b0000], inks[0b1000] = (255, 128, 128), (135, 208, 195)
    straight = bytes(range(256))
    matrix = struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + matrix + straight * 4
    table += b"".join(map(bytes, inks)) + straight * 3
    head = struct.pack(
        ">I4xI4s4s4s12x4s", 144 + len(table), 0x02100000, b"prtr", b"CMYK", b"Lab ", b"acsp"
    )
    white = struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    head = head.ljust(68, b"\0") + white
    return head.ljust(128, b"\0") + struct.pack(">I4sII", 1, b"A2B0", 144, len(table)) + table


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_inks_are_seen_as_their_press_prints_them(tmp_path: Path, options: dict[str, Any]) -> None:
    cyan = picture("CMYK", colour=(255, 0, 0, 0))
    plain = kept(coded(cyan, **options), tmp_path / "plain")
    assert near(plain, (30, 20), (0, 255, 255))
    seen: Any = kept(coded(cyan, icc_profile=press(), **options), tmp_path / "press").getpixel(
        (30, 20)
    )
    assert seen[0] > 200
    assert max(seen[1:]) < 90
    paper = picture("CMYK", colour=(0, 0, 0, 0))
    assert near(kept(coded(paper, icc_profile=press()), tmp_path / "paper"), (30, 20), (255,) * 3)


def test_what_needs_nothing_is_not_copied() -> None:
    image = scene()
    assert develop(Negative(image), Size(*image.size)) is image


def test_a_huge_profile_is_not_read() -> None:
    image = Image.open(io.BytesIO(coded(picture())), formats=("JPEG",))
    image.info["icc_profile"] = SRGB.ljust(5 * 2**20, b"\0")
    assert negative(image).profile is None
    image.info["icc_profile"] = SRGB
    assert negative(image).profile == SRGB
