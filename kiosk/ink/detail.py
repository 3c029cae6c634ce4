"""Detail: pixels further from their surroundings and from their neighbours, noise left out."""

from functools import cache

from PIL import Image, ImageChops

from kiosk.ink.surroundings import around

Table = tuple[int, ...]

# Noise stronger than this, in codes, is smoothed away instead of only not sharpened.
NOISY = 2.5
# Differences up to the noise are left alone; from so many times the noise on they grow in full.
SURELY_DETAIL = 2.5
# Most codes that a pixel is moved from its surroundings: more would draw haloes round dark things.
MOST_CLARITY = 8


def clearer(photo: Image.Image, share: float, noise: float) -> Image.Image:
    """The photograph (RGB or L), each pixel's luminance further from its surroundings by `share`.

    Differences within `noise`, a standard deviation in codes, stay.
    """
    grey = photo if photo.mode == "L" else photo.convert("L")
    table = tuple(min(MOST_CLARITY, step) for step in _raised(share, round(noise, 1)))
    return _spread(photo, grey, around(grey), table)


def sharpened(photo: Image.Image, share: float, noise: float) -> Image.Image:
    """The photograph (RGB or L), each pixel's luminance further from its neighbours' by `share`.

    Differences within `noise`, a standard deviation in codes, stay, or go if they can be seen.
    The outermost pixels stay as they are.
    """
    grey = photo if photo.mode == "L" else photo.convert("L")
    soft = softened(grey)
    if noise <= NOISY:
        return _spread(photo, grey, soft, _raised(share, round(noise, 1)))
    ground = soft if photo.mode == "L" else softened(photo)
    return _spread(ground, grey, soft, _raised(1 + share, round(noise, 1)))


def _spread(photo: Image.Image, grey: Image.Image, soft: Image.Image, table: Table) -> Image.Image:
    """The photograph with `table` of the difference between `grey` and `soft` added to all bands."""
    above = ImageChops.subtract_modulo(ImageChops.lighter(grey, soft), soft).point(table)
    below = ImageChops.subtract_modulo(soft, ImageChops.darker(grey, soft)).point(table)
    return _darker(_lighter(photo, above), below)


def softened(photo: Image.Image) -> Image.Image:
    """Each pixel the mean of its 3 x 3 neighbours, weighed 1 2 1; the outermost stay."""
    width, height = photo.size
    if min(width, height) < 3:  # noqa: PLR2004 - no inner pixel
        return photo
    left, right = photo.crop((0, 0, width - 2, height)), photo.crop((2, 0, width, height))
    rows = _between(left, photo.crop((1, 0, width - 1, height)), right)
    above, below = rows.crop((0, 0, width - 2, height - 2)), rows.crop((0, 2, width - 2, height))
    inner = _between(above, rows.crop((0, 1, width - 2, height - 1)), below)
    soft = photo.copy()
    soft.paste(inner, (1, 1))
    return soft


def _between(one: Image.Image, middle: Image.Image, other: Image.Image) -> Image.Image:
    return Image.blend(Image.blend(one, other, 0.5), middle, 0.5)


@cache
def _raised(share: float, noise: float) -> Table:
    sure = SURELY_DETAIL * noise + 1
    parts = [min(1.0, max(0.0, (step - noise) / (sure - noise))) for step in range(256)]
    return tuple(min(255, round(share * step * part)) for step, part in enumerate(parts))


def _lighter(photo: Image.Image, by: Image.Image) -> Image.Image:
    """All bands lighter by `by`, white at most."""
    room = ImageChops.invert(photo)
    return ImageChops.add_modulo(photo, ImageChops.darker(_banded(by, photo), room))


def _darker(photo: Image.Image, by: Image.Image) -> Image.Image:
    """All bands darker by `by`, black at most."""
    return ImageChops.subtract_modulo(photo, ImageChops.darker(_banded(by, photo), photo))


def _banded(grey: Image.Image, photo: Image.Image) -> Image.Image:
    return grey if photo.mode == "L" else Image.merge("RGB", [grey] * 3)
