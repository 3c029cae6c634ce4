"""Heads in a picture."""

from PIL import Image

from kiosk.geometry import Rect


def heads(image: Image.Image) -> tuple[Rect, ...]:
    """Boxes of whole heads in pixels of `image`, the most important first."""
    del image
    return ()
