"""What a picture takes at its worst, measured in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from shots import coded, picture, plain_png, scene, tall, turned

from kiosk.content.work.process import FRUGAL

MIB = 2**20
PROGRESSIVE = {"progressive": True, "subsampling": 0, "restart_marker_rows": 1}
# The kernel's own marks: resident now, and at most since the program began.
CHILD = """
import json, resource, sys
from pathlib import Path
from PIL import Image
from kiosk.content.darkroom import pictures

def resident(what):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))

body = Path(sys.argv[1]).read_bytes()
before = resident("VmRSS")
if sys.argv[3] != "0":
    data = resident("VmData") + int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_DATA, (data, data))
try:
    said = list(pictures.intake(body, Path(sys.argv[2])).size)
except pictures.PictureError as fault:
    said = str(fault)
if "EPS" in Image.OPEN:
    said = "readers of other kinds were loaded"
print(json.dumps([resident("VmHWM") - before, said]))
"""


def taken(body: bytes, folder: Path, most_data: int = 0) -> tuple[int, list[int] | str]:
    """Added bytes at their peak, and the size or the refusal."""
    file = folder / "body"
    file.write_bytes(body)
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(file), str(folder / "ours"), str(most_data)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    added, said = json.loads(ran.stdout)
    return added, said


def row(height: int, width: int = 8000) -> Image.Image:
    noise = Image.effect_noise((width, height), 40)
    return Image.blend(scene((width, height)), Image.merge("RGB", [noise] * 3), 0.3)


def written(height: int, width: int = 8000) -> Image.Image:
    """Strokes on paper: no heads are looked for in what is written."""
    stroke = Image.new("L", (90, height), "white")
    stroke.paste("black", (0, 0, 30, height))
    page = Image.new("RGB", (width, height), "white")
    for x in range(0, width, 90):
        page.paste(stroke, (x, 0))
    return page


@pytest.fixture(scope="module")
def forty_eight_megapixels() -> bytes:
    return tall(coded(written(16), restart_marker_rows=1, exif=turned(1)), 375)


def test_a_jpeg_of_48_megapixels_adds_22_mib(tmp_path: Path, forty_eight_megapixels: bytes) -> None:
    added, size = taken(forty_eight_megapixels, tmp_path)
    assert size == [2000, 1500]
    assert added < 22 * MIB


def test_turning_it_adds_no_more(tmp_path: Path) -> None:
    body = tall(coded(written(16), restart_marker_rows=1, exif=turned(6)), 375)
    added, size = taken(body, tmp_path)
    assert size == [1500, 2000]
    assert added < 22 * MIB


def test_a_progressive_one_of_48_megapixels_is_read_from_its_first_scans(tmp_path: Path) -> None:
    added, size = taken(tall(coded(written(8), **PROGRESSIVE), 750), tmp_path)
    assert size == [1000, 750]
    assert added < 22 * MIB


def test_to_look_for_heads_takes_numpy_and_25_mib_beside_our_copy(tmp_path: Path) -> None:
    added, size = taken(tall(coded(row(16), restart_marker_rows=1), 375), tmp_path)
    assert size == [2000, 1500]
    assert 30 * MIB < added < 60 * MIB


LARGEST = {
    "WebP": (lambda: coded(scene((2560, 1900)), "WEBP", method=0), [2560, 1900]),
    "lossless WebP": (
        lambda: coded(scene((2560, 1900)), "WEBP", lossless=True, method=0),
        [2560, 1900],
    ),
    "GIF": (lambda: coded(picture("P", (6000, 5000), 3), "GIF"), [2560, 2133]),
    "RGB": (lambda: plain_png((4000, 3000), 8, 2), [1600, 1200]),
    "RGBA": (lambda: plain_png((3000, 2500), 8, 6), [2560, 2133]),
    "16 bit": (lambda: plain_png((4400, 3900), 16, 0), [2560, 2269]),
    "1 bit": (lambda: plain_png((7000, 6500), 1, 0), [1600, 1486]),
    "CMYK": (
        lambda: tall(coded(row(8, 5600).convert("CMYK"), restart_marker_rows=1), 525),
        [2560, 1920],
    ),
    "progressive": (lambda: tall(coded(row(8, 4000), **PROGRESSIVE), 250), [2000, 1000]),
}


@pytest.mark.parametrize(("body", "size"), LARGEST.values(), ids=LARGEST)
def test_no_picture_adds_more_than_64_mb(
    tmp_path: Path, body: Callable[[], bytes], size: list[int]
) -> None:
    added, found = taken(body(), tmp_path)
    assert found == size
    assert added < 64_000_000


WORKER = """
import sys
from pathlib import Path
import feedparser, requests, selectolax.lexbor
from kiosk.content.darkroom import pictures
from kiosk.content.work.worker import bound

bound()
print(list(pictures.intake(Path(sys.argv[1]).read_bytes(), Path(sys.argv[2])).size))
"""


@pytest.mark.parametrize("kind", ["WebP", "GIF", "CMYK"])
def test_the_worker_has_room_for_the_largest(tmp_path: Path, kind: str) -> None:
    body, size = LARGEST[kind]
    file = tmp_path / "body"
    file.write_bytes(body())
    ran = subprocess.run(
        [sys.executable, "-c", WORKER, str(file), str(tmp_path / "ours")],
        env=os.environ | FRUGAL,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert json.loads(ran.stdout) == size


def test_where_memory_ends_the_picture_is_refused(
    tmp_path: Path, forty_eight_megapixels: bytes
) -> None:
    _, said = taken(forty_eight_megapixels, tmp_path, most_data=8 * MIB)
    assert said == "there is too little memory for the picture"


@pytest.mark.parametrize("kind", ["EPS", "TIFF", "PDF"])
def test_no_other_reader_is_ever_loaded(tmp_path: Path, kind: str) -> None:
    _, said = taken(coded(picture(), kind), tmp_path)
    assert said == "it is no JPEG, PNG, WebP or GIF picture"
