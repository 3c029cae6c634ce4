"""A JPEG is decoded at the scale that memory allows, and only if it is all there."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shots import coded, picture, scene, tall, turned

from kiosk.content.darkroom import markers
from kiosk.content.darkroom.scaled import read_jpeg
from kiosk.content.darkroom.unusable import PictureError
from kiosk.geometry import Size

KINDS: list[tuple[str, dict[str, Any]]] = [
    ("RGB", {}),
    ("RGB", {"subsampling": 0}),
    ("RGB", {"restart_marker_rows": 1}),
    ("L", {}),
    ("CMYK", {}),
]
PROGRESSIVE = {"progressive": True, "subsampling": 0, "restart_marker_rows": 1}


@pytest.mark.parametrize(
    ("width", "times", "decoded"),
    [
        (800, 34, Size(800, 544)),
        (4000, 187, Size(2000, 1496)),
        (6000, 250, Size(3000, 2000)),
        (8000, 375, Size(2000, 1500)),
        (9248, 432, Size(2312, 1728)),
    ],
)
def test_large_files_are_decoded_smaller(width: int, times: int, decoded: Size) -> None:
    body = tall(coded(picture(size=(width, 16)), restart_marker_rows=1), times)
    found, size = read_jpeg(body, 2560)
    assert found.image.size == decoded
    assert max(size) == min(max(decoded), 2560)


@pytest.mark.parametrize(
    ("width", "times", "decoded"),
    [
        (1600, 125, Size(1600, 1000)),
        (4000, 250, Size(2000, 1000)),
        (4000, 320, Size(500, 320)),
    ],
)
def test_progressive_files_have_less_room(width: int, times: int, decoded: Size) -> None:
    found, size = read_jpeg(tall(coded(picture(size=(width, 8)), **PROGRESSIVE), times), 2560)
    assert found.image.size == size == decoded


def test_a_first_scan_keeps_what_the_file_says() -> None:
    row = coded(picture(size=(4000, 8)), exif=turned(6), icc_profile=b"a press", **PROGRESSIVE)
    found, _ = read_jpeg(tall(row, 320), 2560)
    assert (found.orientation, found.profile) == (6, b"a press")


@pytest.mark.parametrize(("mode", "options"), KINDS)
def test_no_half_grey_picture_is_taken(mode: str, options: dict[str, Any]) -> None:
    body = coded(scene((300, 200)).convert(mode), **options)
    scan = next(s for s in markers.read(body).segments if s.marker == markers.SOS)
    for cut in range(scan.end + 20, scan.data_end - 100, 97):
        with pytest.raises(PictureError, match="broken off in its middle"):
            read_jpeg(body[:cut] + b"\xff\xd9", 2560)


def test_bytes_lost_on_the_way_are_told() -> None:
    body = coded(scene((300, 200)))
    with pytest.raises(PictureError, match="broken off in its middle"):
        read_jpeg(body[:2000] + body[3000:], 2560)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize(("mode", "grey"), [("RGB", (128,) * 3), ("L", 128), ("CMYK", (128,) * 4)])
def test_a_picture_may_be_grey_to_its_corner(mode: str, grey: Any, options: dict[str, Any]) -> None:
    body = coded(picture(mode, (130, 90), grey), **options)
    assert read_jpeg(body, 2560)[1] == Size(130, 90)


@settings(deadline=None, max_examples=20)
@given(
    width=st.integers(16, 70),
    height=st.integers(16, 70),
    subsampling=st.integers(0, 2),
    progressive=st.booleans(),
)
def test_grey_of_any_size_is_whole(
    *, width: int, height: int, subsampling: int, progressive: bool
) -> None:
    image = picture("RGB", (width, height), (128, 128, 128))
    body = coded(image, subsampling=subsampling, progressive=progressive)
    assert read_jpeg(body, 2560)[1] == Size(width, height)


def test_an_mpo_and_its_trailing_pictures_are_the_first_one() -> None:
    first, second = scene((200, 120)), scene((90, 90))
    body = coded(first, "MPO", save_all=True, append_images=[second])
    assert read_jpeg(body, 2560)[1] == Size(200, 120)
    assert read_jpeg(coded(first) + b"<html>rubbish" * 99, 2560)[1] == Size(200, 120)
