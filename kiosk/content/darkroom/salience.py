"""What stands out in a picture."""

from PIL import Image

from kiosk.geometry import Rect


def salient(image: Image.Image) -> Rect | None:
    del image
    return None
