"""A picture as readers see it, and the same one in the order in which its glass wants pixels."""

from msgspec.structs import replace
from PIL import Image

from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.raw import raw

_TURNS = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


def turned(frame: Frame, degrees: int) -> Frame:
    """The picture turned to the left (counterclockwise) by a multiple of 90 degrees."""
    way = _TURNS.get(degrees % 360)
    if way is None:
        return frame
    image = Image.frombytes("L", frame.size, frame.pixels).transpose(way)
    return replace(frame, size=Size(*image.size), pixels=raw(image))


def laid(frame: Frame, degrees: int, *, mirrored: bool) -> Frame:
    """A picture as readers see it, in the glass's order; a mirrored one counts from the right."""
    there = turned(frame, degrees)
    return _mirrored(there) if mirrored else there


def seen(frame: Frame, degrees: int, *, mirrored: bool) -> Frame:
    """The inverse of `laid`."""
    return turned(_mirrored(frame) if mirrored else frame, -degrees)


def _mirrored(frame: Frame) -> Frame:
    image = Image.frombytes("L", frame.size, frame.pixels)
    flipped = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return replace(frame, pixels=raw(flipped))


def blank(frame: Frame) -> Frame:
    """An empty picture of the same size and inks."""
    paper = bytes([frame.palette.paper])
    return replace(frame, pixels=paper * len(frame.pixels))


def cut(pixels: bytes, size: Size, area: Rect) -> bytes:
    """The pixels of an area, row by row."""
    if (area.x, area.width) == (0, size.width):
        return pixels[area.y * size.width : area.bottom * size.width]
    rows = range(area.y * size.width, area.bottom * size.width, size.width)
    return b"".join(pixels[row + area.x : row + area.right] for row in rows)


def paste(pixels: bytearray, size: Size, area: Rect, part: bytes) -> None:
    """Put an area's own pixels, row by row, where they belong."""
    for row in range(area.height):
        start = (area.y + row) * size.width + area.x
        pixels[start : start + area.width] = part[row * area.width : (row + 1) * area.width]
