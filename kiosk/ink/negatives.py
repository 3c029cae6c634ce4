"""Our own copies of photographs, decoded by Pillow's JPEG decoder no larger than they are needed.

Pillow's class for JPEG files would load what starts programs and makes temporary files: 10 ms.
"""

import struct
from pathlib import Path
from typing import Literal

from msgspec import Struct
from PIL import Image

from kiosk.geometry import Size

# ITU T.81, table B.1: the start of a frame of Huffman codes, the only ones that have a size.
_FRAMES = (0xC0, 0xC1, 0xC2)
_FRAME = struct.Struct(">xHHB")  # after the precision: lines, samples a line, components
_COLOURS = (1, 3)
_SCALES = (8, 4, 2, 1)


class Copy(Struct, frozen=True):
    """A JPEG file and its size."""

    data: bytes
    size: Size

    def decoded(self, mode: Literal["L", "RGB"], least: Size) -> Image.Image:
        """The picture at the smallest of the decoder's scales that has `least` pixels each way.

        Raises ValueError if it is broken.
        """
        fits = min(self.size.width // least.width, self.size.height // least.height)
        scale = next(scale for scale in _SCALES if scale <= max(1, fits))
        size = (-(-self.size.width // scale), -(-self.size.height // scale))
        # The same as Pillow's own class asks of it: raw mode, JPEG's mode, scale, no draft.
        return Image.frombytes(mode, size, self.data, "jpeg", mode, "", scale, 0)


def read(path: Path) -> Copy:
    """The file at `path`.

    Raises OSError, ValueError if it is no JPEG or none of ours, struct.error if it is broken off.
    """
    data = path.read_bytes()
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        if data[at + 1] in _FRAMES:
            height, width, colours = _FRAME.unpack_from(data, at + 4)
            if colours not in _COLOURS:  # four are a printer's
                break
            return Copy(data, Size(width, height))
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise ValueError("it is no copy of ours")
