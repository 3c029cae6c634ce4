"""People pasted into pictures, with their heads followed; and sheets of the cases."""

# ruff: noqa: INP001 (of a script)

import math
from collections.abc import Sequence
from typing import Protocol

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from kiosk.geometry import Rect

TILE = 300
COLUMNS = 8


class Person(Protocol):
    @property
    def image(self) -> Image.Image: ...

    @property
    def head(self) -> Rect: ...


def pasted(
    photo: Image.Image,
    person: Person,
    height: float,
    place: tuple[float, float],
    tilt: float,
    mirrored: bool,  # noqa: FBT001 - one of the lots
    light: float,
) -> Rect:
    """Put `person` into `photo` with a head of `height`; return the head's box there.

    `place` goes from 0 to 1 across and down, the head at the edge at both ends, and is clipped to
    them. `tilt` in degrees. Shoulders may stand out of the photo, the head does not.
    """
    patch, middle = _bust(person, height, mirrored)
    patch = ImageEnhance.Brightness(patch).enhance(light)
    turned, wide = math.radians(tilt), person.head.width / person.head.height
    across = height / 2 * math.hypot(wide * math.cos(turned), math.sin(turned))
    down = height / 2 * math.hypot(wide * math.sin(turned), math.cos(turned))
    x, y = _at(place[0], across, photo.width), _at(place[1], down, photo.height)
    # Both of the photo's size, so that the turn is about the head's middle in its place.
    corner = round(x - middle[0]), round(y - middle[1])
    layer, mask = Image.new("RGB", photo.size), Image.new("L", photo.size)
    layer.paste(patch, corner)
    mask.paste(_feathered(patch.size), corner)
    layer = layer.rotate(tilt, Image.Resampling.BICUBIC, center=(x, y))
    photo.paste(layer, mask=mask.rotate(tilt, Image.Resampling.BICUBIC, center=(x, y)))
    left, top = max(0, round(x - across)), max(0, round(y - down))
    right, bottom = min(photo.width, round(x + across)), min(photo.height, round(y + down))
    return Rect(left, top, right - left, bottom - top)


def _bust(
    person: Person,
    height: float,
    mirrored: bool,  # noqa: FBT001 - as above
) -> tuple[Image.Image, tuple[float, float]]:
    """Head and shoulders at a scale at which the head has `height`; the head's middle in them."""
    image, head = person.image, person.head
    if mirrored:
        image, head = ImageOps.mirror(image), head._replace(x=image.width - head.right)
    left, top = max(0, head.x - head.width // 2), max(0, head.y - head.height // 5)
    right = min(image.width, head.right + head.width // 2)
    bottom = min(image.height, head.bottom + head.height * 3 // 4)
    scale = height / head.height
    size = round((right - left) * scale), round((bottom - top) * scale)
    patch = image.resize(size, Image.Resampling.LANCZOS, (left, top, right, bottom))
    middle = head.x + head.width / 2 - left, head.y + head.height / 2 - top
    return patch, (middle[0] * scale, middle[1] * scale)


def _at(place: float, half: float, length: int) -> float:
    return half + min(max(place, 0), 1) * (length - 2 * half)


def _feathered(size: tuple[int, int]) -> Image.Image:
    """Opaque but for a soft edge of a twentieth."""
    soft = max(2, min(size) // 20)
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    for step in range(soft):
        box = (step, step, size[0] - 1 - step, size[1] - 1 - step)
        draw.rectangle(box, fill=round(255 * (step + 1) / soft))
    return mask


def drawn(
    cases: Sequence[tuple[Image.Image, Sequence[Rect], Sequence[Rect], Rect]],
) -> Image.Image:
    """A sheet of photos with their true heads, the found ones and the crop."""
    rows = math.ceil(len(cases) / COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * TILE, rows * TILE), "grey")
    for number, (photo, true, found, crop) in enumerate(cases):
        image = photo.copy()
        draw = ImageDraw.Draw(image)
        wide = max(image.size) // 150
        for boxes, colour in ((true, "lime"), (found, "magenta"), ([crop], "white")):
            for box in boxes:
                draw.rectangle((box.x, box.y, box.right, box.bottom), outline=colour, width=wide)
        image.thumbnail((TILE - 4, TILE - 4))
        sheet.paste(image, (number % COLUMNS * TILE, number // COLUMNS * TILE))
    return sheet
