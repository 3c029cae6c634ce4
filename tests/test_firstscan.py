"""A progressive JPEG's first scans show what the whole shows."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from shots import coded, scene

from kiosk.content.darkroom import firstscan, markers
from kiosk.content.darkroom.unusable import PictureError


def eighth(body: bytes) -> Image.Image:
    return firstscan.eighth(body, markers.read(body))


def by_libjpeg(body: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(body), formats=("JPEG",))
    image.draft(None, (image.width // 8, image.height // 8))
    image.load()
    return image


def alike(body: bytes, most: float = 6) -> bool:
    ours, theirs = eighth(body), by_libjpeg(body)
    assert (ours.mode, ours.size) == (theirs.mode, theirs.size)
    return max(ImageStat.Stat(ImageChops.difference(ours, theirs)).rms) < most


KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "4:4:4": ("RGB", {"subsampling": 0}),
    "4:2:2": ("RGB", {"subsampling": 1}),
    "4:2:0": ("RGB", {"subsampling": 2}),
    "grey": ("L", {}),
    "CMYK": ("CMYK", {}),
    "not transformed": ("RGB", {"keep_rgb": True}),
    "restarts": ("RGB", {"restart_marker_blocks": 7}),
    "restarts a row": ("RGB", {"restart_marker_rows": 1}),
    "coarse": ("RGB", {"quality": 20}),
    "fine": ("RGB", {"quality": 100}),
}


@pytest.mark.parametrize(("mode", "options"), KINDS.values(), ids=KINDS)
def test_it_is_what_libjpeg_shows_at_an_eighth(mode: str, options: dict[str, Any]) -> None:
    image = scene((840, 600)).convert(mode)
    assert alike(coded(image, progressive=True, **options))


@settings(deadline=None, max_examples=30)
@given(st.integers(16, 99), st.integers(16, 99), st.integers(0, 2))
def test_any_size_fits(width: int, height: int, subsampling: int) -> None:
    body = coded(scene((width, height)), progressive=True, subsampling=subsampling)
    assert eighth(body).size == by_libjpeg(body).size


def test_colours_that_are_not_transformed_need_no_mark_but_their_names() -> None:
    body = coded(scene((320, 240)), progressive=True, keep_rgb=True)
    frame = markers.read(body)
    assert not frame.jfif
    assert bytes(each.name for each in frame.components) == b"RGB"


def test_rotten_first_scans_are_refused() -> None:
    body = coded(scene((320, 240)), progressive=True)
    scan = next(s for s in markers.read(body).segments if s.marker == markers.SOS)
    half = (scan.end + scan.data_end) // 2
    for rotten in (
        body[:half] + body[scan.data_end :],
        body[: scan.end] + b"\xff\0" * 50 + body[scan.end + 100 :],
        body[:half] + b"\xff\xd0" + body[half:],
    ):
        with pytest.raises(PictureError, match="first scans are"):
            eighth(rotten)


def test_missing_tables_are_told() -> None:
    body = coded(scene(), progressive=True)
    tables = body.replace(b"\xff\xc4", b"\xff\xe9"), body.replace(b"\xff\xdb", b"\xff\xe9")
    for missing in tables:
        with pytest.raises(PictureError, match="tables are rotten or missing"):
            eighth(missing)


def test_only_progressive_files_have_first_scans() -> None:
    with pytest.raises(PictureError, match="too many pixels"):
        eighth(coded(scene()))


def test_endless_restarts_are_not_counted_one_by_one() -> None:
    body = coded(scene((400, 400)), progressive=True, restart_marker_blocks=1)
    scan = next(s for s in markers.read(body).segments if s.marker == markers.SOS)
    with pytest.raises(PictureError, match="first scans are"):
        eighth(body[: scan.data_end] + b"\xff\xd0" * 1_000_000 + body[scan.data_end :])
