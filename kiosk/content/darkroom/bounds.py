"""How large a foreign picture may be, told before a pixel of it is decoded."""

from kiosk.content.darkroom.unusable import PictureError
from kiosk.geometry import Size

SMALLEST_PX = 16
STEEPEST = 8
MOST_FILE_BYTES = 32 * 2**20
MOST_PIXELS = 64_000_000
# Beside the pixels, of which a page needs a profile and a turn: what a reader must walk through.
MOST_METADATA_BYTES = 8 * 2**20
# What the foreign picture, ours, and what the decoder holds beside them may take together; what is
# worked on at a time adds some five millions.
MOST_BYTES = 58_000_000
# Ours is RGB, for which Pillow takes four bytes.
OUR_PIXEL_BYTES = 4
# Rather a smaller picture than none.
_LESS_PX = (1920, 1600, 1280)


def require_fit(size: Size) -> None:
    """Raise PictureError unless a picture of `size` is one that a page can show."""
    if min(size) < SMALLEST_PX:
        raise PictureError(f"the picture is too small ({size} px)")
    if max(size) > STEEPEST * min(size):
        raise PictureError(f"the picture is a strip ({size} px)")
    if size.width * size.height > MOST_PIXELS:
        raise PictureError(f"the picture has too many pixels ({size} px)")


def within(size: Size, largest_px: int) -> Size:
    """`size` scaled down until no side is longer than `largest_px`."""
    scale = min(1.0, largest_px / max(size))
    return Size(max(round(size.width * scale), 1), max(round(size.height * scale), 1))


def taken(size: Size, pixel_bytes: int) -> int:
    """The bytes of a picture of `size`."""
    return size.width * size.height * pixel_bytes


def ours_beside(size: Size, pixel_bytes: int, largest_px: int) -> Size:
    """The size of our copy of a picture that is held whole, so that both fit into memory.

    Raises PictureError if not even a small copy does.
    """
    for most in (largest_px, *_LESS_PX):
        ours = within(size, min(most, largest_px))
        if taken(size, pixel_bytes) + taken(ours, OUR_PIXEL_BYTES) <= MOST_BYTES:
            return ours
    raise PictureError(f"the picture has too many pixels ({size} px)")
