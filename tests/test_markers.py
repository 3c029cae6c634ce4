"""A JPEG's markers tell what it is and whether it is all there."""

import io

import pytest
from patience import ends
from PIL import Image
from shots import coded, picture, scene, tall, turned

from kiosk.content.darkroom import markers
from kiosk.content.darkroom.unusable import PictureError
from kiosk.geometry import Size

SAFE = coded(scene((100, 60)))
# Where the segments after SOI begin; the frame's is the fourth after JFIF and two tables.
FRAME_AT = SAFE.index(b"\xff\xc0")


def test_a_frame_has_size_components_and_sampling() -> None:
    frame = markers.read(SAFE)
    assert frame.size == Size(100, 60)
    assert [(c.across, c.down) for c in frame.components] == [(2, 2), (1, 1), (1, 1)]
    assert frame.mcus == Size(7, 4)
    assert frame.jfif
    assert frame.adobe is None
    assert markers.read(coded(scene().convert("CMYK"))).adobe == 0


def test_only_files_of_several_scans_hold_their_coefficients() -> None:
    image = scene((160, 80))
    assert markers.read(coded(image)).held_bytes == 0
    # Two bytes for each of 160 x 80 samples, and a half as many for the colours.
    assert markers.read(coded(image, progressive=True)).held_bytes == 160 * 80 * 3
    assert markers.read(coded(image, progressive=True, subsampling=0)).held_bytes == 160 * 80 * 6
    grey = markers.read(coded(image.convert("L"), progressive=True))
    assert grey.held_bytes == 160 * 80 * 2


def test_a_sequential_file_of_several_scans_holds_them_too() -> None:
    # Its first scan says that it has one component of three.
    scan = SAFE.index(b"\xff\xda")
    alone = SAFE[:scan] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + SAFE[scan + 14 :]
    assert markers.read(alone).held_bytes > 100 * 60 * 3 - 1


def test_an_embedded_picture_and_what_follows_the_end_do_not_count() -> None:
    thumbnail = b"\xff\xe1\x10\x00" + coded(picture(size=(16, 16)))
    thumbnail += bytes(0x1002 - len(thumbnail))
    assert markers.read(SAFE[:2] + thumbnail + SAFE[2:] + SAFE).size == Size(100, 60)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "broken off"),
        (b"\xff\xd8\xff", "broken off"),
        (SAFE[:-2], "broken off"),
        (SAFE[:-1], "broken off"),
        (SAFE[:FRAME_AT] + b"\xff\xd9", "no picture"),
        (SAFE[:-2] + SAFE[FRAME_AT:], "several in one"),
        (SAFE.replace(b"\xff\xc0", b"\xff\xc3"), "coded in a way"),
        (SAFE.replace(b"\xff\xc0", b"\xff\xc9"), "coded in a way"),
        (SAFE.replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c"), "coded in a way"),
        (SAFE.replace(b"\x03\x01\x22", b"\x05\x01\x22"), "header is rotten"),
        (SAFE.replace(b"\x03\x01\x22", b"\x03\x01\x52"), "header is rotten"),
        (SAFE.replace(b"\x03\x01\x22", b"\x03\x01\x20"), "header is rotten"),
        (SAFE[:2] + bytes(markers.MOST_JUNK_BYTES + 1) + SAFE[2:], "broken off"),
        (SAFE[:2] + b"\xff\xfe\0\x02" * 2000 + SAFE[2:], "too many segments"),
        (SAFE[:2] + (b"\xff\xe5\xff\xff" + bytes(65533)) * 130 + SAFE[2:], "too much metadata"),
        (SAFE[:-2] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" * 64 + b"\xff\xd9", "65 scans"),
    ],
)
def test_what_can_not_be_a_whole_picture_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(PictureError, match=says):
        markers.read(body)


@pytest.mark.parametrize("junk", [b"\xff", b"\xff\x00", b"\xff\xd8", b"\xff\xd0", b"\xff\xda\0\2"])
def test_rubbish_takes_no_time(junk: bytes) -> None:
    with ends():
        for body in (junk * 2_000_000, SAFE[:-2] + junk * 2_000_000):
            with pytest.raises(PictureError):
                markers.read(body)


def test_our_own_copies_are_known_by_their_first_bytes() -> None:
    assert markers.plain(SAFE[:1024]) == (Size(100, 60), b"")
    assert markers.plain(coded(scene((9, 9)), comment=b"x")) == (Size(9, 9), b"x")
    assert markers.plain(coded(scene(), progressive=True)) is None
    assert markers.plain(coded(scene(), exif=turned(6))) is None
    assert markers.plain(coded(scene().convert("L"))) is None
    assert markers.plain(SAFE[:40]) is None


@pytest.mark.parametrize("before", [b"", b"x", b"as long as a longer one"])
def test_a_comment_takes_the_place_of_another_and_touches_no_pixel(before: bytes) -> None:
    body = markers.commented(coded(scene((9, 9)), comment=before), "của tôi".encode())
    assert markers.plain(body) == (Size(9, 9), "của tôi".encode())
    assert body == markers.commented(coded(scene((9, 9))), "của tôi".encode())
    with Image.open(io.BytesIO(body)) as image:
        assert (image.info["comment"], image.info["jfif"]) == ("của tôi".encode(), 257)
        assert image.tobytes() == Image.open(io.BytesIO(coded(scene((9, 9))))).tobytes()


def test_a_file_is_lengthened_behind_each_of_its_scans() -> None:
    body = coded(scene(), progressive=True)
    frame = markers.read(body)
    scans = sum(segment.marker == markers.SOS for segment in frame.segments)
    assert len(markers.lengthened(body, frame)) == len(body) + 255 * scans


def test_rows_repeated_by_restarts_are_one_tall_picture() -> None:
    row = coded(picture(size=(64, 16)), restart_marker_rows=1)
    assert markers.read(tall(row, 20)).size == Size(64, 320)
