"""What decoding hands to the making of our copy."""

import struct

from msgspec import Struct
from PIL import Image

# Those of printing presses have one to three megabytes.
MOST_PROFILE_BYTES = 4 * 2**20
_ORIENTATION = 0x0112


class Negative(Struct, frozen=True):
    """A foreign picture's pixels, its ICC profile, and its orientation as EXIF has it."""

    image: Image.Image
    profile: bytes | None = None
    orientation: int = 1


def negative(image: Image.Image, pixels: Image.Image | None = None) -> Negative:
    """`image` with what its file says of it; `pixels` are its own unless given."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or len(profile) > MOST_PROFILE_BYTES:
        profile = None
    return Negative(pixels or image, profile, _orientation(image))


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    # Rotten EXIF is common, and costs no more than the turn.
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
        return 1
    return found if isinstance(found, int) else 1
