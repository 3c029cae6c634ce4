"""Our copy of a photograph into the inks of one rectangle of the page."""

from pathlib import Path
from typing import Literal

from PIL import Image

from kiosk.board import Method
from kiosk.frame import Palette
from kiosk.geometry import Rect, Size
from kiosk.ink.crop import cover, whole
from kiosk.ink.dither import dither
from kiosk.ink.missing import PictureMissingError
from kiosk.ink.negatives import Copy, read
from kiosk.ink.prepared import Prepared, name_of
from kiosk.ink.tone import expose
from kiosk.ink.unreadable import UNREADABLE
from kiosk.scene import Picture


def prepare(
    picture: Picture,
    folder: Path,
    palette: Palette,
    method: Method = "quick",
    prepared: Prepared | None = None,
) -> tuple[Image.Image, Rect]:
    """The picture's ink indices (mode L), and the rectangle of the page that they fill.

    Taken out of `prepared` if they are there, or else put into it.
    Raises PictureMissingError.
    """
    if prepared is None:
        return _developed(picture, folder, palette, method)
    name = name_of(picture, palette, method)
    if found := prepared.recall(name, palette):
        return found, whole(Size(*found.size), picture.rect)
    image, rect = _developed(picture, folder, palette, method)
    prepared.keep(name, image, palette)
    return image, rect


def _developed(
    picture: Picture, folder: Path, palette: Palette, method: Method
) -> tuple[Image.Image, Rect]:
    if picture.photo.key is None:
        raise PictureMissingError(picture.region, None, "was never fetched")
    path = folder / picture.photo.key
    try:
        image, rect = _cut(read(path), picture, "RGB" if palette.kind == "colour" else "L")
    except FileNotFoundError as error:
        raise PictureMissingError(picture.region, path, "is not there") from error
    except UNREADABLE as error:
        raise PictureMissingError(picture.region, path, f"can't be read ({error})") from error
    image = expose(image, palette)  # the part itself is needed no more
    return dither(image, palette, method), rect


def _cut(copy: Copy, picture: Picture, mode: Literal["L", "RGB"]) -> tuple[Image.Image, Rect]:
    """The part that is shown at the size it is shown, decoded no larger than that needs."""
    size, photo = copy.size, picture.photo
    if picture.fit == "cover":
        part, rect = cover(size, picture.rect.size, photo.focus, photo.heads), picture.rect
    else:
        part, rect = Rect(0, 0, *size), whole(size, picture.rect)
    shrink = min(part.width / rect.width, part.height / rect.height)
    wide, high = (max(1, round(side / shrink)) for side in size)
    image = copy.decoded(mode, Size(wide, high))
    x, y = image.width / size.width, image.height / size.height
    box = (part.x * x, part.y * y, part.right * x, part.bottom * y)
    # After the decoder's own scaling less than a half is left to do: what Lanczos would do better
    # does not outlive dithering, and takes twice as long.
    smaller = rect.width < box[2] - box[0] and rect.height < box[3] - box[1]
    scaling = Image.Resampling.HAMMING if smaller else Image.Resampling.BICUBIC
    return image.resize(rect.size, scaling, box), rect
