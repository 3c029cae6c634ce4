"""Light and its codes: sRGB to linear light, and the tones that a photograph needs on paper."""

from PIL import Image

from kiosk.frame import Palette
from kiosk.ink.bands import parted
from kiosk.ink.detail import detailed
from kiosk.ink.exposure import SAME, plan
from kiosk.ink.lift import lifted
from kiosk.ink.meter import read

Table = tuple[int, ...]


def linear(code: float) -> float:
    """Light, 0 to 1, of an sRGB code from 0 to 255 (IEC 61966-2-1)."""
    part = code / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's figures


LINEAR = tuple(linear(code) for code in range(256))
LINEAR_BYTES: Table = tuple(round(light * 255) for light in LINEAR)


def expose(photo: Image.Image, palette: Palette) -> Image.Image:
    """The photograph (RGB or L) with the light, contrast and sharpness that a panel needs."""
    bands = parted(photo)
    todo = plan(read(photo, bands.grey), palette)
    if todo.curve != SAME:
        bands = bands.each(lambda band: band.point(todo.curve))
    if todo.dark:
        bands = lifted(bands, todo.dark, todo.lit)
    return detailed(bands, todo.clarity, todo.sharpening, todo.noise).merged()
