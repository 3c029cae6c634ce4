"""A progressive JPEG at an eighth of its size, from its first scans alone.

libjpeg holds all coefficients of a progressive file: two bytes a sample. The first scans bear the
mean of each block of 8 x 8 samples (T.81, G.1.2.1); those alone are a picture, and are read here in
a byte for each block.
"""

import re
from typing import NamedTuple

from msgspec import Struct, field
from PIL import Image, ImageChops

from kiosk.content.darkroom.huffman import Codes, Unit, codes, unpack
from kiosk.content.darkroom.markers import DHT, DQT, DRI, PROGRESSIVE, SOS, Component, Frame
from kiosk.content.darkroom.unusable import PictureError
from kiosk.geometry import Size

_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
# A mean of 8-bit samples has eleven bits and a sign.
_MEANS = 2048
_YCCK = 2
# A picture of the most pixels has a few megabytes of means, and some thousand restarts.
_MOST_DATA_BYTES = 8 * 2**20
_MOST_RESTARTS = 100_000


class _Tables(Struct):
    """What is in force where a scan begins; `steps` are the quantisers of means."""

    steps: dict[int, int] = field(default_factory=dict)
    codes: dict[int, Codes] = field(default_factory=dict)
    restart: int = 0


class _Scan(NamedTuple):
    """Which components it has, each with its table of codes; `first`: of means, not their rest."""

    components: tuple[int, ...]
    tables: tuple[int, ...]
    first: bool
    shift: int


def eighth(body: bytes, frame: Frame) -> Image.Image:
    """The picture in `body`, which has that `frame`, at an eighth of its width and height.

    Of mode L, RGB or CMYK, as Pillow would give it. Raises PictureError if the file is not
    progressive, or what is needed of it is rotten or missing.
    """
    if frame.process != PROGRESSIVE:
        raise PictureError(f"the picture has too many pixels ({frame.size} px)")
    try:
        planes = _planes(body, frame)
    except (IndexError, KeyError, ValueError) as fault:
        raise PictureError("the JPEG's tables are rotten or missing") from fault
    return _coloured(planes, frame)


def _planes(body: bytes, frame: Frame) -> list[Image.Image]:
    """The plane of each component, all of one size."""
    tables = _Tables()
    found: dict[int, Image.Image] = {}
    for segment in frame.segments:
        fields = body[segment.start : segment.end]
        if segment.marker == SOS:
            scan = _scan(fields, frame)
            if scan.first and not found.keys() & set(scan.components):
                found |= _means(body[segment.end : segment.data_end], scan, frame, tables)
        else:
            _learn(segment.marker, fields, tables)
    return [_fitted(found[number], each, frame) for number, each in enumerate(frame.components)]


def _learn(marker: int, fields: bytes, tables: _Tables) -> None:
    if marker == DRI:
        tables.restart = int.from_bytes(fields[:2], "big")
    while marker == DQT and fields:
        wide = fields[0] >> 4
        tables.steps[fields[0] & 15] = int.from_bytes(fields[1 : 3 if wide else 2], "big")
        fields = fields[129 if wide else 65 :]
    while marker == DHT and fields:
        end = 17 + sum(fields[1:17])
        # From 16 on they are for the other coefficients.
        if not fields[0] >> 4:
            tables.codes[fields[0]] = codes(fields[1:17], fields[17:end])
        fields = fields[end:]


def _scan(fields: bytes, frame: Frame) -> _Scan:
    count = fields[0]
    names = [each.name for each in frame.components]
    start, end, precision = fields[1 + 2 * count : 4 + 2 * count]
    return _Scan(
        components=tuple(names.index(name) for name in fields[1 : 1 + 2 * count : 2]),
        tables=tuple(each >> 4 for each in fields[2 : 2 + 2 * count : 2]),
        first=start == end == 0 and precision >> 4 == 0,
        shift=precision & 15,
    )


def _means(data: bytes, scan: _Scan, frame: Frame, tables: _Tables) -> dict[int, Image.Image]:
    """The planes of the components of one scan, each with its own sampling and padding."""
    interleaved = len(scan.components) > 1
    units: list[Unit] = []
    for number, table in zip(scan.components, scan.tables, strict=True):
        component = frame.components[number]
        levels = _levels(tables.steps[component.quantiser], scan.shift)
        blocks = component.across * component.down if interleaved else 1
        units += [Unit(number, tables.codes[table], levels, bytearray()) for _ in range(blocks)]
    grid = frame.mcus if interleaved else _blocks(frame.components[scan.components[0]], frame)
    _unpack_all(data, units, grid.width * grid.height, tables.restart)
    return {
        number: _woven(
            [unit.lane for unit in units if unit.component == number],
            grid,
            frame.components[number].across if interleaved else 1,
        )
        for number in scan.components
    }


def _unpack_all(data: bytes, units: list[Unit], count: int, restart: int) -> None:
    every = restart or count
    expected = -(-count // every)
    if len(data) > _MOST_DATA_BYTES or expected > _MOST_RESTARTS:
        raise PictureError("the JPEG's first scans are too long")
    pieces = _RESTART.split(data, maxsplit=expected)
    if len(pieces) != expected:
        raise PictureError("the JPEG's first scans are rotten or broken off")
    for number, piece in enumerate(pieces):
        unpack(piece.replace(b"\xff\0", b"\xff"), units, min(every, count - number * every))


def _levels(step: int, shift: int) -> bytes:
    """The level of each mean, those of the negative ones at the end: T.81, A.3.3 and A.3.1.

    `shift` bits are left to later scans: taken for half of what they may add.
    """
    means = (
        2 * (mean << shift) + (1 << shift) - 1 for mean in (*range(_MEANS), *range(-_MEANS, 0))
    )
    return bytes(min(max((mean * step + 8 >> 4) + 128, 0), 255) for mean in means)


def _blocks(component: Component, frame: Frame) -> Size:
    """Columns and rows of a component's blocks where it is alone in a scan."""
    width = -(-frame.size.width * component.across // frame.sampling.width)
    height = -(-frame.size.height * component.down // frame.sampling.height)
    return Size(-(-width // 8), -(-height // 8))


def _woven(lanes: list[bytearray], grid: Size, across: int) -> Image.Image:
    """One plane from the blocks of each unit, row by row."""
    down = len(lanes) // across
    width = grid.width * across
    plane = bytearray(width * grid.height * down)
    for number, lane in enumerate(lanes):
        top, left = divmod(number, across)
        for row in range(grid.height):
            begins = (row * down + top) * width
            plane[begins + left : begins + width : across] = lane[
                row * grid.width : (row + 1) * grid.width
            ]
    return Image.frombytes("L", (width, grid.height * down), bytes(plane))


def _fitted(plane: Image.Image, component: Component, frame: Frame) -> Image.Image:
    """`plane` without padding, at as many pixels as the finest component has blocks."""
    width, height = -(-frame.size.width // 8), -(-frame.size.height // 8)
    used = (
        min(width * component.across / frame.sampling.width, plane.width),
        min(height * component.down / frame.sampling.height, plane.height),
    )
    return plane.resize((width, height), Image.Resampling.BILINEAR, box=(0, 0, *used))


def _coloured(planes: list[Image.Image], frame: Frame) -> Image.Image:
    """The picture of `planes`, whose meaning is told as libjpeg tells it."""
    match planes:
        case [grey]:
            return grey
        case [_, _, _]:
            return Image.merge("RGB" if _is_rgb(frame) else "YCbCr", planes).convert("RGB")
    *colours, black = planes
    if frame.adobe == _YCCK:
        colours = list(Image.merge("YCbCr", colours).convert("RGB").split())
    else:
        colours = [ImageChops.invert(each) for each in colours]
    return Image.merge("CMYK", [*colours, ImageChops.invert(black)])


def _is_rgb(frame: Frame) -> bool:
    named = bytes(each.name for each in frame.components) == b"RGB"
    return not frame.jfif and (frame.adobe == 0 or (frame.adobe is None and named))
