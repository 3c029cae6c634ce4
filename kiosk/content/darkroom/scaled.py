"""JPEG, which is scaled while it is decoded."""

import io

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from kiosk.content.darkroom import firstscan, markers
from kiosk.content.darkroom.bounds import MOST_BYTES, OUR_PIXEL_BYTES, require_fit, taken, within
from kiosk.content.darkroom.negative import Negative, negative
from kiosk.content.darkroom.unusable import PictureError
from kiosk.geometry import Size

# Above that a baseline file is rather decoded at half its width and height, a quarter, an eighth.
MOST_BASELINE_BYTES = 52_000_000
# Between pieces the decoder asks for the interpreter, which another thread may be using: a
# sixteenth as often as with Pillow's own.
_PIECE_BYTES = 2**20
# libjpeg leaves blocks that never came at the middle of the scale; inverted it is one less.
_GREY = range(127, 130)
_RGB = 3


def read_jpeg(body: bytes, largest_px: int) -> tuple[Negative, Size]:
    """The picture in `body`, decoded at a scale that memory allows, and the size for our copy.

    Raises PictureError, and whatever Pillow's decoder meets.
    """
    frame = markers.read(body)
    require_fit(frame.size)
    image = JpegImageFile(io.BytesIO(body))
    if image.size != frame.size:
        raise PictureError("the JPEG's header is rotten")
    divisor = _divisor(frame, largest_px)
    if divisor is None:
        pixels = firstscan.eighth(body, frame)
        return negative(image, pixels), within(Size(*pixels.size), largest_px)
    if divisor > 1:
        image.draft(None, (frame.size.width // divisor, frame.size.height // divisor))
    image.decodermaxblock = _PIECE_BYTES
    image.load()
    if _ends_grey(image) and not _is_whole(body, frame):
        raise PictureError("the JPEG is broken off in its middle")
    return negative(image), within(Size(*image.size), largest_px)


def _divisor(frame: markers.Frame, largest_px: int) -> int | None:
    """By what to divide width and height while decoding; None if nothing fits into memory."""
    most = MOST_BYTES if frame.held_bytes else MOST_BASELINE_BYTES
    fitting = (by for by in (1, 2, 4, 8) if frame.held_bytes + _both(frame, by, largest_px) <= most)
    return next(fitting, None)


def _both(frame: markers.Frame, divisor: int, largest_px: int) -> int:
    """Bytes of the picture as it is decoded, and of ours if that is another one."""
    decoded = Size(-(-frame.size.width // divisor), -(-frame.size.height // divisor))
    ours = within(decoded, largest_px)
    colours = len(frame.components)
    # Three components are decoded as RGB, which can become ours in its place.
    ours_bytes = 0 if ours == decoded and colours == _RGB else taken(ours, OUR_PIXEL_BYTES)
    return taken(decoded, 1 if colours == 1 else 4) + ours_bytes


def _ends_grey(image: Image.Image) -> bool:
    corner = image.crop((image.width - 1, image.height - 1, image.width, image.height))
    return all(level in _GREY for level in corner.tobytes())


def _is_whole(body: bytes, frame: markers.Frame) -> bool:
    """Whether the scans have all their blocks: then nothing changes if more is put behind them."""
    return _eighth(body) == _eighth(markers.lengthened(body, frame))


def _eighth(body: bytes) -> bytes:
    with JpegImageFile(io.BytesIO(body)) as image:
        image.draft(None, (image.width // 8, image.height // 8))
        return image.tobytes()
