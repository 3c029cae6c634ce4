"""Made photographs, and what is measured in them."""

import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageStat

PHOTOS = Path(__file__).parent.parent / "kiosk" / "sample" / "portal" / "photos"

Box = tuple[int, int, int, int]


def sample(name: str) -> Image.Image:
    """A photograph of the sample portal, RGB, about as large as a panel shows it."""
    with Image.open(PHOTOS / f"{name}.jpg") as file:
        return file.convert("RGB").resize((480, 320), Image.Resampling.LANCZOS)


def dimmed(photo: Image.Image, times: float) -> Image.Image:
    return photo.point([round(code / times) for code in range(256)] * len(photo.getbands()))


def drawn(size: tuple[int, int], code: Callable[[int, int], int]) -> Image.Image:
    """A picture (L), each code made of its pixel's x and y."""
    width, height = size
    return Image.frombytes(
        "L", size, bytes(code(n % width, n // width) for n in range(width * height))
    )


def grained(code: int, deviation: float, side: int = 240) -> Image.Image:
    """A flat grey (L) with noise, between a white bar and a black one."""
    dice = random.Random(1)
    image = drawn((side, side), lambda *_: min(255, max(0, round(dice.gauss(code, deviation)))))
    image.paste(255, (0, 0, side, 12))
    image.paste(0, (0, side - 12, side, side))
    return image


# What lies between the bars, and away from them.
GRAIN: Box = (30, 50, 210, 190)


def mean(photo: Image.Image, box: Box) -> float:
    return ImageStat.Stat(photo.convert("L").crop(box)).mean[0]


def spread(photo: Image.Image, box: Box) -> float:
    """The standard deviation of the codes in a box."""
    return ImageStat.Stat(photo.convert("L").crop(box)).stddev[0]
