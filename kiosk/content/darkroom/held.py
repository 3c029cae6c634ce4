"""PNG, WebP and GIF, all of whose pixels are held while they are decoded."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from kiosk.content.darkroom.bounds import (
    MOST_METADATA_BYTES,
    ours_beside,
    require_fit,
    taken,
)
from kiosk.content.darkroom.negative import Negative, negative
from kiosk.content.darkroom.unusable import PictureError
from kiosk.geometry import Size

# Pillow inflates a megabyte of each at most, and keeps it.
MOST_INFLATED_CHUNKS = 8
_INFLATED_CHUNKS = (b"zTXt", b"iTXt", b"iCCP")
_INFLATED_AT_ONCE = 2**16
# PNG 3rd edition, 11.2.1: samples a pixel, by type of colour.
_SAMPLES = {2: 3, 4: 2, 6: 4}
_PIXEL_CHUNKS = (b"IDAT", b"fdAT")
# Encoders write pixels in chunks of 8 kB and more.
MOST_CHUNKS = 10_000
# A palette and a comment or two; Pillow reads them block by block.
MOST_GIF_BLOCKS = 4096
_GIF_HEAD_BYTES = 13
# For all other modes Pillow takes four bytes.
_PIXEL_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2}
# libwebp's two canvases and the frame that Pillow copies out of them; it copies the file, too.
_WEBP_PIXEL_BYTES = 12
MOST_WEBP_BYTES = 64_000_000


def read_png(body: bytes, largest_px: int) -> tuple[Negative, Size]:
    """The picture in `body`, or its first frame, and the size for our copy.

    Raises PictureError, and whatever Pillow's decoder meets.
    """
    _check_png(body)
    found, size = _loaded(PngImageFile(io.BytesIO(body)), largest_px)
    if _ends_blank(found.image) and not _has_all_rows(body):
        raise PictureError("the PNG has too few rows")
    return found, size


def read_gif(body: bytes, largest_px: int) -> tuple[Negative, Size]:
    """As `read_png`."""
    _check_gif(body)
    return _loaded(GifImageFile(io.BytesIO(body)), largest_px)


def read_webp(body: bytes, largest_px: int) -> tuple[Negative, Size]:
    """As `read_png`."""
    size = _webp_size(body)
    require_fit(size)
    if taken(size, _WEBP_PIXEL_BYTES) + len(body) > MOST_WEBP_BYTES:
        raise PictureError(f"the picture has too many pixels ({size} px)")
    return _loaded(_LeanWebP(io.BytesIO(body)), largest_px)


class _LeanWebP(WebPImageFile):
    def load_prepare(self) -> None:
        # The frame is copied, and with the decoder two thirds of the memory go.
        self._decoder = None
        super().load_prepare()


def _loaded(image: Image.Image, largest_px: int) -> tuple[Negative, Size]:
    size = Size(*image.size)
    require_fit(size)
    ours = ours_beside(size, _PIXEL_BYTES.get(image.mode, 4), largest_px)
    image.load()
    return negative(image), ours


def _check_png(body: bytes) -> None:
    """Raise PictureError if the file is cut, its pixels are rotten, or it has much else."""
    inflated = beside = 0
    for number, (name, data, check) in enumerate(_chunks(body)):
        inflated += name in _INFLATED_CHUNKS
        beside += len(data) if name not in _PIXEL_CHUNKS else 0
        if inflated > MOST_INFLATED_CHUNKS or beside > MOST_METADATA_BYTES or number > MOST_CHUNKS:
            raise PictureError("the PNG has too much metadata")
        # Pillow does not look at the sum of these.
        if name == b"IDAT" and zlib.crc32(data, zlib.crc32(name)) != check:
            raise PictureError("the PNG's pixels are rotten")
        if name == b"IEND":
            return
    raise PictureError("the PNG is broken off")


def _ends_blank(image: Image.Image) -> bool:
    return not any(image.crop((0, image.height - 1, image.width, image.height)).tobytes())


def _has_all_rows(body: bytes) -> bool:
    """Whether as many bytes are packed as the header asks for; of an interlaced file, one."""
    width, height, depth, kind, interlaced = struct.unpack_from(">IIBBxxB", body, 16)
    left = height * (1 + -(-width * depth * _SAMPLES.get(kind, 1) // 8)) if not interlaced else 1
    unpacker = zlib.decompressobj()
    for name, data, _ in _chunks(body):
        rest = bytes(data) if name == b"IDAT" else b""
        while rest and left > 0:
            left -= len(unpacker.decompress(rest, _INFLATED_AT_ONCE))
            rest = unpacker.unconsumed_tail
    return left <= 0


def _chunks(body: bytes) -> Iterator[tuple[bytes, memoryview, int]]:
    """Name, data and checksum of each chunk: PNG 3rd edition, 5.3."""
    at, view = 8, memoryview(body)
    while at + 12 <= len(body):
        end = at + 8 + int.from_bytes(body[at : at + 4], "big")
        if end + 4 > len(body):
            return
        yield body[at + 4 : at + 8], view[at + 8 : end], int.from_bytes(body[end : end + 4], "big")
        at = end + 4


def _check_gif(body: bytes) -> None:
    """Raise PictureError if the first frame does not come soon."""
    if sum(1 for _ in islice(_gif_blocks(body), MOST_GIF_BLOCKS)) == MOST_GIF_BLOCKS:
        raise PictureError("the GIF has too much metadata")


def _gif_blocks(body: bytes) -> Iterator[int]:
    """Where the blocks of data before the first frame begin: GIF89a, 15, 18 and 23 to 26."""
    colours = 2 << (body[10] & 7) if len(body) > _GIF_HEAD_BYTES and body[10] & 0x80 else 0
    at = _GIF_HEAD_BYTES + 3 * colours
    while (kind := body[at : at + 1]) not in (b",", b";", b""):
        at += 2 if kind == b"!" else 1
        while kind == b"!" and at < len(body) and body[at]:
            yield at
            at += 1 + body[at]
        at += kind == b"!"
        yield at


def _webp_size(body: bytes) -> Size:
    """The canvas that `body`'s first chunk speaks of: RFC 9649, 2.4 to 2.7, and RFC 6386, 9.1.

    Raises PictureError if the file is cut or has no such chunk.
    """
    if int.from_bytes(body[4:8], "little") + 8 > len(body):
        raise PictureError("the WebP is broken off")
    head, chunk = body[12:16], body[20:30]
    if head == b"VP8X":
        return Size(_u24(chunk[4:7]) + 1, _u24(chunk[7:10]) + 1)
    if head == b"VP8 " and chunk[3:6] == b"\x9d\x01\x2a":
        return Size(_u24(chunk[6:8]) & 0x3FFF, _u24(chunk[8:10]) & 0x3FFF)
    if head == b"VP8L" and chunk[:1] == b"\x2f":
        bits = int.from_bytes(chunk[1:5], "little")
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    raise PictureError("the WebP has no picture")


def _u24(data: bytes) -> int:
    return int.from_bytes(data, "little")


_RIFF = b"RIFF"
# By content, never by name. The readers are called one by one: Image.open would try others, and
# Pillow's EPS reader runs Ghostscript.
_READERS = {
    b"\x89PNG\r\n\x1a\n": read_png,
    b"GIF87a": read_gif,
    b"GIF89a": read_gif,
    _RIFF: read_webp,
}


def reader(body: bytes) -> Callable[[bytes, int], tuple[Negative, Size]]:
    """Who reads `body`; raises PictureError if it is neither PNG nor WebP nor GIF."""
    for begins, read in _READERS.items():
        if body.startswith(begins) and (begins != _RIFF or body[8:12] == b"WEBP"):
            return read
    raise PictureError("it is no JPEG, PNG, WebP or GIF picture")
