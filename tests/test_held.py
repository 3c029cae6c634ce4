"""PNG, GIF and WebP are bounded by what they would take, before they are decoded."""

from typing import Any

import pytest
from patience import ends
from shots import chunk, coded, near, picture, plain_png, scene

from kiosk.content.darkroom.held import MOST_GIF_BLOCKS, read_gif, read_png, read_webp
from kiosk.content.darkroom.unusable import PictureError
from kiosk.geometry import Size

PNG = coded(scene(), "PNG")
GIF = coded(scene(), "GIF")
FIRST_FRAME = 13 + 3 * 256


def png(*extra: bytes) -> bytes:
    return PNG[:33] + b"".join(extra) + PNG[33:]


def gif(extra: bytes) -> bytes:
    return GIF[:FIRST_FRAME] + extra + GIF[FIRST_FRAME:]


@pytest.mark.parametrize(
    ("size", "depth", "kind", "ours"),
    [
        ((2560, 2000), 8, 2, Size(2560, 2000)),
        ((4000, 3000), 8, 2, Size(1600, 1200)),
        ((4300, 3000), 8, 2, Size(1280, 893)),
        ((6000, 5000), 8, 0, Size(2560, 2133)),
    ],
)
def test_our_copy_gets_what_memory_is_left(
    size: tuple[int, int], depth: int, kind: int, ours: Size
) -> None:
    assert read_png(plain_png(size, depth, kind), 2560)[1] == ours


@pytest.mark.parametrize(
    ("size", "depth", "kind"),
    [((4600, 3200), 8, 2), ((4600, 3200), 8, 6), ((8000, 3600), 16, 0), ((9400, 6400), 1, 0)],
)
def test_what_would_take_more_is_refused_undecoded(
    size: tuple[int, int], depth: int, kind: int
) -> None:
    with ends(), pytest.raises(PictureError, match=f"too many pixels .{size[0]}x{size[1]} px"):
        read_png(plain_png(size, depth, kind, rows=100), 2560)


@pytest.mark.parametrize("lossless", [False, True])
def test_webp_has_the_least_room(*, lossless: bool) -> None:
    body = coded(picture(size=(2700, 2000)), "WEBP", lossless=lossless, method=0)
    with pytest.raises(PictureError, match="too many pixels"):
        read_webp(body, 2560)


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif\0\0"}])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_each_kind_of_webp_tells_its_size(mode: str, options: dict[str, Any]) -> None:
    found, size = read_webp(coded(picture(mode, (333, 222)), "WEBP", **options), 2560)
    assert found.image.size == size == Size(333, 222)


def test_the_first_frame_stands_for_an_animation() -> None:
    first, second = picture(), picture(colour="blue")
    for kind, read in (("PNG", read_png), ("GIF", read_gif), ("WEBP", read_webp)):
        body = coded(first, kind, save_all=True, append_images=[second] * 3)
        assert near(read(body, 2560)[0].image.convert("RGB"), (9, 9), (200, 30, 30))


def test_one_rotten_byte_in_a_png_is_found() -> None:
    at = PNG.index(b"IDAT") + 200
    with pytest.raises(PictureError, match="pixels are rotten"):
        read_png(PNG[:at] + bytes([PNG[at] ^ 1]) + PNG[at + 1 :], 2560)


def test_a_png_of_too_few_rows_is_no_picture() -> None:
    for depth, kind in ((8, 2), (1, 0), (16, 6)):
        assert read_png(plain_png((300, 300), depth, kind), 2560)[1] == Size(300, 300)
        with pytest.raises(PictureError, match="too few rows"):
            read_png(plain_png((300, 300), depth, kind, rows=299), 2560)


def test_what_follows_a_png_does_not_count() -> None:
    assert read_png(PNG + b"rubbish" * 99, 2560)[1] == Size(240, 160)


@pytest.mark.parametrize(
    "body",
    [
        png(*[chunk(b"zTXt", b"a\0\0" + b"x\x9c\x03\0\0\0\0\x01")] * 9),
        png(*[chunk(b"abCd", b"")] * 10_001),
        png(*[chunk(b"abCd", bytes(2**20))] * 9),
    ],
    ids=["texts", "chunks", "bytes"],
)
def test_a_png_has_little_beside_its_pixels(body: bytes) -> None:
    with pytest.raises(PictureError, match="PNG has too much metadata"):
        read_png(body, 2560)


@pytest.mark.parametrize(
    "extra",
    [
        b"!\xfe" + b"\x01a" * MOST_GIF_BLOCKS + b"\0",
        b"!\xfe\x01a\0" * MOST_GIF_BLOCKS,
        b"\x07" * MOST_GIF_BLOCKS,
    ],
    ids=["one long", "many", "rubbish"],
)
def test_a_gif_has_little_before_its_first_frame(extra: bytes) -> None:
    with pytest.raises(PictureError, match="GIF has too much metadata"):
        read_gif(gif(extra), 2560)
    assert read_gif(gif(extra[:200] + b"\0"), 2560)[1] == Size(240, 160)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (coded(scene(), "WEBP")[:-1], "WebP is broken off"),
        (b"RIFF\x12\0\0\0WEBPVP9 " + bytes(10), "WebP has no picture"),
        (coded(scene(), "WEBP").replace(b"\x9d\x01\x2a", b"\x9d\x01\x2b"), "WebP has no picture"),
    ],
    ids=["cut", "another kind", "no frame"],
)
def test_what_is_no_whole_webp(body: bytes, says: str) -> None:
    with pytest.raises(PictureError, match=says):
        read_webp(body, 2560)


def test_a_cut_gif_is_no_picture() -> None:
    for cut in range(FIRST_FRAME + 30, len(GIF) - 20, 4001):
        with pytest.raises((OSError, EOFError)):
            read_gif(GIF[:cut], 2560)
