"""A page in full colour into a panel's inks, as everybody does it with Pillow."""

# ruff: noqa: INP001 (part of a script)

from typing import Any

from PIL import Image

Described = dict[str, Any]


def reduced(image: Image.Image, page: Described) -> Image.Image:
    """The picture in the panel's inks, by Pillow's own diffusion."""
    if page["kind"] == "mono":
        return image.convert("1")
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for ink in page["inks"] for value in ink])
    grey = image.convert("L") if page["kind"] == "grey" else image
    return grey.convert("RGB").quantize(palette=palette)


def save(image: Image.Image, path: str) -> None:
    """A PNG of as few bits a pixel as the inks need."""
    bits = {"1": 1, "P": 4}[image.mode]
    image.save(path, bits=bits)
