"""A photograph in bands of one byte a pixel, which is how Pillow is fastest."""

from collections.abc import Callable

from msgspec import Struct
from PIL import Image


class Bands(Struct, frozen=True):
    """Luminance, and red, green and blue if the photograph has colour; each an image of mode L."""

    grey: Image.Image
    colours: tuple[Image.Image, ...]

    def each(self, change: Callable[[Image.Image], Image.Image]) -> "Bands":
        """The photograph with all its bands changed alike."""
        return Bands(change(self.grey), tuple(change(band) for band in self.colours))

    def merged(self) -> Image.Image:
        """The photograph in one piece, L or RGB."""
        return Image.merge("RGB", self.colours) if self.colours else self.grey


def parted(photo: Image.Image) -> Bands:
    """The bands of a photograph (RGB or L)."""
    return Bands(photo, ()) if photo.mode == "L" else Bands(photo.convert("L"), photo.split())
