"""Two photographs made anew from the sample's: as a portal has it, and as a camera gives it."""

# ruff: noqa: INP001 (part of a script)

import io
import random

from cases import SAMPLE_PHOTO
from PIL import Image, ImageChops, ImageOps

PORTAL, CAMERA = (1024, 576), (4640, 2610)
# Grain up to so many steps of 255 up or down, as a sensor's: the file is then of a natural size.
_GRAIN = 14


def portal() -> bytes:
    """A JPEG as portals serve it."""
    return _jpeg(_cropped(PORTAL), quality=90)


def camera() -> bytes:
    """A JPEG of 12 megapixels, as a telephone makes it; always the same bytes."""
    image = _cropped(CAMERA)
    width, height = CAMERA
    chance = random.Random(12)  # noqa: S311 - no secret
    dots = Image.frombytes("L", CAMERA, chance.randbytes(width * height))
    grain = dots.point([value * 2 * _GRAIN // 255 for value in range(256)])
    grained = ImageChops.add(image, Image.merge("RGB", (grain,) * 3), offset=-_GRAIN)
    return _jpeg(grained, quality=85)


def _cropped(size: tuple[int, int]) -> Image.Image:
    with Image.open(SAMPLE_PHOTO) as image:
        return ImageOps.fit(image.convert("RGB"), size, centering=(0.5, 0.0))


def _jpeg(image: Image.Image, *, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
