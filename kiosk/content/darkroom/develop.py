"""A decoded foreign picture as the one we keep: RGB in sRGB, on white, upright."""

import io
import math
from collections.abc import Callable

from PIL import Image, ImageChops

from kiosk.content.darkroom.negative import Negative
from kiosk.geometry import Size

_WHITE = "white"
# Rows of ours that are made at a time; and where the foreign ones must be made flat first, so few
# that they are no more than so many pixels.
_MOST_ROWS = 128
_FLAT_PIXELS = 2**18
# Lanczos weighs three pixels of the smaller picture to each side.
_REACH = 3
_PLAIN = ("L", "RGB", "CMYK")
# EXIF 2.32, 4.6.4 A: Orientation.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def develop(negative: Negative, size: Size) -> Image.Image:
    """`negative` as picture that is RGB in sRGB, on white, of `size`, and then turned upright.

    Takes the memory of both pictures, or of one where nothing is scaled; `negative.image` is lost.
    """
    image = negative.image
    alike = _is_plain(image) and image.mode == "RGB" and image.size == size
    ours = image if alike else Image.new("RGB", size)
    if negative.profile or not alike:
        correct = _correction(negative)
        rows = _rows(image, size)
        for top in range(0, size.height, rows):
            ours.paste(correct(_band(image, size, top, min(top + rows, size.height))), (0, top))
    if not alike:
        image.close()
    return _upright(ours, negative.orientation)


def _is_plain(image: Image.Image) -> bool:
    return image.mode in _PLAIN and not image.has_transparency_data


def _rows(image: Image.Image, size: Size) -> int:
    if _is_plain(image):
        return _MOST_ROWS
    rows = _FLAT_PIXELS * size.height // (image.width * image.height)
    return min(max(rows, 1), _MOST_ROWS)


def _band(image: Image.Image, size: Size, top: int, bottom: int) -> Image.Image:
    """Rows `top` to `bottom` of `image` scaled to `size`, on white and in eight bits."""
    if image.size == size:
        return _flat(image.crop((0, top, size.width, bottom)))
    rows = bottom - top
    scale = image.height / size.height
    begins, ends = top * scale, min(bottom * scale, image.height)
    if _is_plain(image):
        box = (0, begins, image.width, ends)
        return image.resize((size.width, rows), Image.Resampling.LANCZOS, box)
    first = max(math.floor(begins - _REACH * scale), 0)
    last = min(math.ceil(ends + _REACH * scale), image.height)
    # Made flat before it is scaled: neither indices nor what lies under clear pixels can be mixed.
    part = _flat(image.crop((0, first, image.width, last)))
    box = (0, begins - first, image.width, ends - first)
    return part.resize((size.width, rows), Image.Resampling.LANCZOS, box)


def _flat(image: Image.Image) -> Image.Image:
    """`image` in eight bits without transparency, which becomes white."""
    if image.mode.startswith("I"):
        return _flat_wide(image.convert("I"), image.info.get("transparency"))
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        return _on_white(clear, clear.getchannel("A"))
    if image.mode in _PLAIN:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _flat_wide(image: Image.Image, clear: object) -> Image.Image:
    """Sixteen bits as eight, which Pillow clips instead of scaling; `clear` is a level, if any."""
    grey = image.point(lambda level: level * (1 / 256)).convert("L")
    if not isinstance(clear, int):
        return grey
    above = image.point(lambda level: level * 1 - clear).convert("L")
    below = image.point(lambda level: level * -1 + clear).convert("L")
    return _on_white(grey, ImageChops.add(above, below).point([0] + [255] * 255))


def _on_white(image: Image.Image, opaque: Image.Image) -> Image.Image:
    sheet = Image.new("RGB", image.size, _WHITE)
    sheet.paste(image, mask=opaque)
    return sheet


def _correction(negative: Negative) -> Callable[[Image.Image], Image.Image]:
    """What turns a flat band into sRGB: by the profile, if there is one for such pixels."""
    flat = _flat(negative.image.crop((0, 0, 1, 1)))
    if not negative.profile:
        return lambda band: band.convert("RGB")
    from PIL import ImageCms  # noqa: PLC0415 - for those few that have a profile

    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(negative.profile)),
            ImageCms.createProfile("sRGB"),
            flat.mode,
            "RGB",
        )
    # A rotten profile costs its colours, not the picture.
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return lambda band: band.convert("RGB")
    return transform.apply


def _upright(ours: Image.Image, orientation: int) -> Image.Image:
    """`ours` turned as `orientation` asks; by planes, which take a byte a sample and not 4/3."""
    if orientation not in _TURNS:
        return ours
    planes = ours.split()
    ours.close()
    turned = [plane.transpose(_TURNS[orientation]) for plane in planes]
    del planes
    return Image.merge("RGB", turned)
