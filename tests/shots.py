"""Pictures as they come from outside, made small or made long without much work."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image

from kiosk.content.darkroom import markers
from kiosk.content.darkroom.pictures import intake

RED = (200, 30, 30)


def picture(mode: str = "RGB", size: tuple[int, int] = (64, 48), colour: Any = RED) -> Image.Image:
    return Image.new(mode, size, colour)


def scene(size: tuple[int, int] = (240, 160)) -> Image.Image:
    """Something of every tone and colour, each place unlike the others."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", [across, down, Image.radial_gradient("L").resize(size)])


def coded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation  # EXIF 2.32, 4.6.4 A
    return exif


def kept(body: bytes, folder: Path) -> Image.Image:
    """Our copy of `body`."""
    kept = intake(body, folder)
    with Image.open(folder / kept.key) as ours:
        assert (ours.format, ours.mode, ours.size) == ("JPEG", "RGB", tuple(kept.size))
        return ours.copy()


def near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    seen: Any = image.getpixel(at)
    return all(abs(a - b) <= 12 for a, b in zip(seen, colour, strict=True))


def tall(row: bytes, times: int) -> bytes:
    """`row`, a JPEG of one row of units with restart_marker_rows=1, `times` one below the other."""
    frame = markers.read(row)
    parts, done = [], 0
    for segment in frame.segments:
        if segment.marker in markers.FRAMES:
            parts += [row[done : segment.start + 1], struct.pack(">H", frame.size.height * times)]
            done = segment.start + 3
        elif segment.marker == markers.SOS:
            data = row[segment.end : segment.data_end]
            restarts = (data + bytes((0xFF, 0xD0 + n % 8)) for n in range(times - 1))
            parts += [row[done : segment.end], *restarts, data]
            done = segment.data_end
    return b"".join([*parts, row[done:]])


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def plain_png(size: tuple[int, int], depth: int, kind: int, rows: int | None = None) -> bytes:
    """An all-zero PNG of PNG's colour type `kind`; of fewer `rows` than it says, if given."""
    width, height = size
    samples = {0: 1, 2: 3, 4: 2, 6: 4}[kind]
    row = bytes(1 + (width * samples * depth + 7) // 8)
    packer = zlib.compressobj(1)
    pixels = b"".join(packer.compress(row) for _ in range(height if rows is None else rows))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    pixels += packer.flush()
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
