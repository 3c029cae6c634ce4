"""The tones that a photograph needs on paper."""

from PIL import Image

from kiosk.frame import Palette
from kiosk.ink.bands import parted
from kiosk.ink.detail import detailed
from kiosk.ink.exposure import SAME, plan
from kiosk.ink.lift import lifted
from kiosk.ink.meter import read


def expose(photo: Image.Image, palette: Palette) -> Image.Image:
    """The photograph (RGB or L) with the light, contrast and sharpness that a panel needs."""
    bands = parted(photo)
    todo = plan(read(photo, bands.grey), palette)
    if todo.curve != SAME:
        bands = bands.each(lambda band: band.point(todo.curve))
    if todo.dark:
        bands = lifted(bands, todo.dark, todo.lit)
    return detailed(bands, todo.clarity, todo.sharpening, todo.noise).merged()
