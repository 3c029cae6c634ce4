"""Whether a picture is drawn."""

from PIL import Image


def is_drawn(image: Image.Image) -> bool:
    del image
    return False
