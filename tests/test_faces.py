"""Heads are found wherever they are, and nowhere else; within what the worker may use up."""

import itertools
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from shots import scene

from kiosk.content.darkroom.faces import heads
from kiosk.content.work.process import FRUGAL, Worker
from kiosk.content.work.tasks import Failed, TakePoster
from kiosk.geometry import Rect

PHOTOS = Path(__file__).parent.parent / "kiosk" / "sample" / "portal" / "photos"
# From the hair to the chin, as the eye sees it.
COLLINS = Rect(305, 30, 300, 325)


def photo(name: str) -> Image.Image:
    with Image.open(PHOTOS / name) as image:
        return image.convert("RGB")


PORTRAIT = photo("portrait-nasa.jpg")
COFFEE = photo("coffee-cc0.jpg")
# Head and shoulders, and the head in them.
BUST = PORTRAIT.crop((205, 0, 705, 460))
IN_BUST = COLLINS._replace(x=100)


def pasted(
    onto: Image.Image, at: tuple[float, float], height: int, bust: Image.Image = BUST
) -> tuple[Image.Image, Rect]:
    """The bust at this share of the room across and down, its head `height` px high."""
    scale = height / IN_BUST.height
    small = bust.resize((round(bust.width * scale), round(bust.height * scale)))
    x = round((onto.width - small.width) * at[0])
    y = round((onto.height - small.height) * at[1])
    whole = onto.copy()
    whole.paste(small, (x, y))
    left, top, wide, high = (round(side * scale) for side in IN_BUST)
    return whole, Rect(x + left, y + top, wide, high)


def shared(one: Rect, other: Rect) -> int:
    across = min(one.right, other.right) - max(one.x, other.x)
    return max(0, across) * max(0, min(one.bottom, other.bottom) - max(one.y, other.y))


def is_head(found: Rect, true: Rect) -> bool:
    """Whether `found` has nearly all of the head, and little else."""
    area = true.width * true.height
    return shared(found, true) > 0.8 * area and found.width * found.height < 1.7 * area


def test_the_head_of_a_portrait() -> None:
    (found,) = heads(PORTRAIT)
    assert is_head(found, COLLINS)


@pytest.mark.parametrize("at", list(itertools.product((0, 0.5, 1), repeat=2)), ids=str)
def test_a_head_in_any_place(at: tuple[float, float]) -> None:
    image, true = pasted(COFFEE.resize((1200, 800)), at, 150)
    (found,) = heads(image)
    assert is_head(found, true)


@pytest.mark.parametrize("height", [80, 120, 250, 560])
def test_a_head_of_any_size(height: int) -> None:
    image, true = pasted(scene((1200, 800)), (0.3, 0.6), height)
    (found,) = heads(image)
    assert is_head(found, true)


def test_a_head_that_fills_the_picture() -> None:
    image = PORTRAIT.crop((315, 40, 595, 350))
    (found,) = heads(image)
    assert shared(found, Rect(0, 0, *image.size)) > 0.8 * image.width * image.height


def noisy(image: Image.Image) -> Image.Image:
    noise = Image.effect_noise(image.size, 40)
    return Image.blend(image, Image.merge("RGB", [noise] * 3), 0.4)


LIGHT = {
    "a dark hall": lambda image: ImageEnhance.Brightness(image).enhance(0.25),
    "a flash": lambda image: ImageEnhance.Brightness(image).enhance(1.6),
    "fog": lambda image: ImageEnhance.Contrast(image).enhance(0.3),
    "grey": lambda image: image.convert("L"),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(5)),
    "noisy": noisy,
}


@pytest.mark.parametrize("lit", LIGHT.values(), ids=LIGHT)
def test_a_head_in_any_light(lit: Callable[[Image.Image], Image.Image]) -> None:
    image, true = pasted(COFFEE.resize((1000, 700)), (0.7, 0.4), 220)
    (found,) = heads(lit(image))
    assert is_head(found, true)


def test_a_mirrored_head() -> None:
    (found,) = heads(ImageOps.mirror(PORTRAIT))
    assert is_head(found, COLLINS._replace(x=PORTRAIT.width - COLLINS.right))


@pytest.mark.parametrize("tilt", [-25, -12, 12, 25])
def test_a_tilted_head(tilt: int) -> None:
    middle = COLLINS.x + COLLINS.width / 2, COLLINS.y + COLLINS.height / 2
    (found,) = heads(PORTRAIT.rotate(tilt, center=middle, fillcolor="grey"))
    assert is_head(found, COLLINS)


@pytest.mark.parametrize("part", ["mask", "glasses"])
def test_a_head_behind_a_mask_or_dark_glasses(part: str) -> None:
    image = PORTRAIT.copy()
    draw = ImageDraw.Draw(image)
    if part == "mask":
        outline = (372, 250), (450, 235), (530, 250), (515, 330), (450, 355), (385, 330)
        draw.polygon(outline, fill=(160, 195, 215))
    else:
        for x in (405, 490):
            draw.ellipse((x - 32, 180, x + 32, 232), fill=(18, 18, 20))
        draw.line((405, 205, 490, 205), fill=(18, 18, 20), width=8)
    (found,) = heads(image)
    assert is_head(found, COLLINS)


@pytest.mark.parametrize("edge", ["left", "right"])
def test_half_a_head_at_the_edge_stays_in_the_picture(edge: str) -> None:
    middle = COLLINS.x + COLLINS.width // 2 - 30
    left, right = (middle, 1024) if edge == "left" else (0, middle + 60)
    image = PORTRAIT.crop((left, 0, right, 1024))
    (found,) = heads(image)
    assert found.x == 0 if edge == "left" else found.right == image.width
    assert found.y < COLLINS.bottom < found.bottom + 40


@pytest.mark.parametrize("at", [(0.1, 0.2), (0.66, 0.77), (0.52, 0.43)], ids=str)
def test_a_head_of_a_twentieth_of_the_width_by_a_closer_look(at: tuple[float, float]) -> None:
    image, true = pasted(scene((1800, 1200)), at, 95)
    (found,) = heads(image)
    assert is_head(found, true)


def test_a_group_is_found_large_heads_first() -> None:
    image, true = scene((1600, 900)), []
    for n, height in enumerate((110, 240, 90, 150)):
        image, head = pasted(image, (n / 3, 0.2 + n % 2 / 2), height)
        true.append(head)
    found = heads(image)
    expected = sorted(true, key=lambda head: -head.height)
    assert len(found) == 4
    assert all(is_head(one, other) for one, other in zip(found, expected, strict=True))


def document() -> Image.Image:
    sheet = Image.new("RGB", (800, 1100), "white")
    draw = ImageDraw.Draw(sheet)
    for line in range(24):
        draw.text(
            (80, 90 + 38 * line),
            "Uy ban nhan dan phuong Binh Thoi thong bao",
            "black",
            font_size=24,
        )
    draw.ellipse((520, 880, 700, 1060), outline=(200, 30, 40), width=8)
    return sheet


def flag() -> Image.Image:
    cloth = Image.new("RGB", (900, 600), (218, 37, 29))
    star = [(450, 120), (490, 250), (625, 250), (516, 330), (558, 460), (450, 380)]
    mirrored = [(900 - x, y) for x, y in reversed(star[1:-1])]
    ImageDraw.Draw(cloth).polygon(star + mirrored, fill=(255, 255, 0))
    return cloth


WITHOUT = {
    "coffee": lambda: COFFEE,
    "rocket": lambda: photo("rocket-cc0.jpg"),
    "shuttle": lambda: PORTRAIT.crop((700, 100, 1024, 560)),
    "white": lambda: Image.new("RGB", (640, 480), "white"),
    "black": lambda: Image.new("RGB", (640, 480), "black"),
    "tones": lambda: scene((900, 600)),
    "noise": lambda: Image.merge("RGB", [Image.effect_noise((800, 600), 70)] * 3),
    "document": document,
    "flag": flag,
}


@pytest.mark.parametrize("made", WITHOUT.values(), ids=WITHOUT)
def test_no_head_where_there_is_none(made: Callable[[], Image.Image]) -> None:
    assert heads(made()) == ()


@settings(max_examples=12, deadline=None)
@given(st.integers(16, 700), st.integers(16, 700), st.integers(0, 2**32))
def test_heads_lie_in_the_picture_and_are_the_same_each_time(
    width: int, height: int, seed: int
) -> None:
    lots = random.Random(seed)
    left, top = lots.randrange(300), lots.randrange(200)
    box = (left, top, lots.randrange(left + 100, 1024), lots.randrange(top + 100, 1024))
    image = PORTRAIT.resize((width, height), box=box)
    found = heads(image)
    frame = Rect(0, 0, width, height)
    assert all(frame.contains(head) and head.width and head.height for head in found)
    assert found == heads(image)


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (16, 2560), (2560, 16), (31, 33)], ids=str)
def test_pictures_too_small_for_a_head(size: tuple[int, int]) -> None:
    frame = Rect(0, 0, *size)
    assert all(frame.contains(head) for head in heads(PORTRAIT.resize(size)))
    assert heads(scene(size)) == ()


@settings(max_examples=10, deadline=None)
@given(st.integers(16, 90), st.integers(500, 2560), st.integers(2, 40), st.sampled_from("xy"))
def test_strips_of_anything_are_looked_at(width: int, length: int, copies: int, along: str) -> None:
    strip = Image.new("RGB", (length, width) if along == "x" else (width, length))
    small = PORTRAIT.resize((width, width))
    for n in range(copies):
        at = n * length // copies
        strip.paste(small, (at, 0) if along == "x" else (0, at))
    frame = Rect(0, 0, *strip.size)
    assert all(frame.contains(head) for head in heads(strip))


CHILD = """
import sys
from PIL import Image
from kiosk.content.articles import article
from kiosk.content.darkroom import faces, pictures
from kiosk.content.feeds import feed
from kiosk.content.lists import listing
from kiosk.content.web import http
from kiosk.content.work import worker

worker.bound()
assert "numpy" not in sys.modules
image = Image.open(sys.argv[1]).resize((2560, 1920))
spare = bytearray(16 << 20)  # the file, and what parsing left behind
worker.allow_cpu(2)
print(len(faces.heads(image)))
"""


def test_the_largest_picture_fits_into_what_the_worker_may_use() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(PHOTOS / "portrait-nasa.jpg")],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | FRUGAL,
        timeout=60,
    )
    assert (ran.stdout, ran.stderr) == ("1\n", "")


def test_the_worker_has_one_thread_of_blas() -> None:
    script = (
        "import os, sys; from kiosk.content.work import tasks, wire; sys.stdin.readline();"
        " print(wire.dump(tasks.Failed(os.environ['OPENBLAS_NUM_THREADS'])), flush=True)"
    )
    with Worker((sys.executable, "-c", script)) as worker:
        result = worker.ask(TakePoster(Path("/nowhere/lich.jpg"), Path("/nowhere")), 20)
    assert result == Failed("1")
