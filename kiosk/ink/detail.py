"""Detail: pixels further from their surroundings and from their neighbours, noise left out."""

from functools import lru_cache

from PIL import Image, ImageChops

from kiosk.ink.bands import Bands
from kiosk.ink.surroundings import around

Table = tuple[int, ...]

# Noise stronger than this, in codes, is smoothed away instead of only not sharpened.
NOISY = 2.5
# Differences up to so many times the noise are left alone; from so many on they grow in full.
MAYBE_DETAIL, SURELY_DETAIL = 1.5, 3.0
# Most codes that a pixel goes away from its surroundings: more draws haloes round dark things.
MOST_CLARITY = 8
MOST = 255 - MOST_CLARITY


def detailed(photo: Bands, clarity: float, sharpening: float, noise: float) -> Bands:
    """The photograph with more contrast in its luminance, and hues kept.

    Each pixel goes further from its surroundings by the share `clarity`, and from its neighbours by
    the share `sharpening`. Differences within `noise`, a standard deviation in codes, stay as they
    are, or go if they can be seen. The outermost pixels are not sharpened.
    """
    soft, noise, noisy = softened(photo.grey), round(noise, 1), noise > NOISY
    above, below = _apart(photo.grey, soft, _raised(sharpening + noisy, noise))
    if clarity:
        more, less = _apart(photo.grey, around(photo.grey), _bounded(clarity, noise))
        above, below = ImageChops.add_modulo(above, more), ImageChops.add_modulo(below, less)
    smooth = photo.each(softened) if noisy else photo
    return smooth.each(lambda band: _moved(band, above, below))


def _apart(one: Image.Image, other: Image.Image, table: Table) -> tuple[Image.Image, Image.Image]:
    """What `table` makes of by how much `one` is above `other`, and of by how much below."""
    above = ImageChops.subtract_modulo(ImageChops.lighter(one, other), other)
    below = ImageChops.subtract_modulo(other, ImageChops.darker(one, other))
    return above.point(table), below.point(table)


def softened(photo: Image.Image) -> Image.Image:
    """Each pixel the mean of its 3 x 3 neighbours, weighed 1 2 1; the outermost stay."""
    width, height = photo.size
    if min(width, height) < 3:  # noqa: PLR2004 - no inner pixel
        return photo
    # No part of it stays longer than it is needed: a large photograph's are half a megabyte each.
    rows = Image.blend(
        photo.crop((0, 0, width - 2, height)), photo.crop((2, 0, width, height)), 0.5
    )
    rows = Image.blend(rows, photo.crop((1, 0, width - 1, height)), 0.5)
    width, height = rows.size
    inner = Image.blend(rows.crop((0, 0, width, height - 2)), rows.crop((0, 2, width, height)), 0.5)
    inner = Image.blend(inner, rows.crop((0, 1, width, height - 1)), 0.5)
    del rows
    soft = photo.copy()
    soft.paste(inner, (1, 1))
    return soft


@lru_cache(maxsize=64)
def _raised(share: float, noise: float) -> Table:
    low, sure = MAYBE_DETAIL * noise, SURELY_DETAIL * noise + 1
    parts = [min(1.0, max(0.0, (step - low) / (sure - low))) for step in range(256)]
    return tuple(min(MOST, round(share * step * part)) for step, part in enumerate(parts))


def _bounded(share: float, noise: float) -> Table:
    return tuple(min(MOST_CLARITY, step) for step in _raised(share, noise))


def _moved(band: Image.Image, up: Image.Image, down: Image.Image) -> Image.Image:
    """The band, each pixel lighter by `up` and darker by `down`, within black and white."""
    lighter = ImageChops.add_modulo(band, ImageChops.darker(up, ImageChops.invert(band)))
    return ImageChops.subtract_modulo(lighter, ImageChops.darker(down, lighter))
