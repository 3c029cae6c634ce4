"""A JPEG file's markers, read without decoding a pixel.

Markers and their fields: ITU-T T.81, annex B.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from kiosk.content.darkroom.bounds import MOST_METADATA_BYTES
from kiosk.content.darkroom.unusable import PictureError
from kiosk.geometry import Size
from kiosk.regex import regex

SOI, EOI, SOS, DQT, DHT, DRI, APP14 = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD, 0xEE
APP0, COM = 0xE0, 0xFE
BASELINE, EXTENDED, PROGRESSIVE = 0xC0, 0xC1, 0xC2
FRAMES = frozenset(range(0xC0, 0xD0)) - {DHT, 0xC8, 0xCC}
# A profile takes 255 segments at most. Encoders write about ten scans; each costs the decoder a
# walk over all blocks, so that a file of thousands would hold it for minutes.
MOST_SEGMENTS = 1000
MOST_SCANS = 64
# Some cameras pad before a marker; Pillow looks at what lies there byte by byte.
MOST_JUNK_BYTES = 4096
# Enough of a copy of ours for its frame's size, which stands behind a comment and two tables.
HEAD_BYTES = 1024
# A marker and the length of its fields.
_LABEL_BYTES = 4
_BARE = frozenset({0x01, SOI, EOI})
_MARKER = regex(rb"\xff[\x01-\xcf\xd8-\xfe]")
# A coefficient is held in two bytes, a block has 64.
_BLOCK_BYTES = 128
# It begins with zero, so that a stray 0xFF before it makes no marker.
_MORE_BITS = bytes(range(255))
# A frame's fields before its components, and the largest of their sampling factors: B.2.2.
_FIXED_BYTES = 6
_MOST_SAMPLES = 4


class Segment(NamedTuple):
    """A marker with its `fields` at [start, end); a scan's data go on from `end` to `data_end`."""

    marker: int
    start: int
    end: int
    data_end: int


class Component(NamedTuple):
    """One colour plane: its sampling factors, and its table of quantisers."""

    name: int
    across: int
    down: int
    quantiser: int


class Frame(Struct, frozen=True):
    """What the headers say of a whole file; `adobe` is APP14's transform, None without one."""

    process: int
    size: Size
    components: tuple[Component, ...]
    several_scans: bool
    jfif: bool
    adobe: int | None
    segments: tuple[Segment, ...]

    @property
    def mcus(self) -> Size:
        """Columns and rows of interleaved units."""
        across, down = self.sampling
        return Size(-(-self.size.width // (8 * across)), -(-self.size.height // (8 * down)))

    @property
    def sampling(self) -> Size:
        """The largest factors of all components."""
        return Size(max(c.across for c in self.components), max(c.down for c in self.components))

    @property
    def held_bytes(self) -> int:
        """What libjpeg holds beside the picture: all coefficients, unless one scan has all."""
        if not self.several_scans:
            return 0
        blocks = sum(each.across * each.down for each in self.components)
        return self.mcus.width * self.mcus.height * blocks * _BLOCK_BYTES


def read(body: bytes) -> Frame:
    """The frame that `body`, a JPEG from SOI to EOI, holds; what follows EOI does not count.

    Raises PictureError if it is broken off, not coded by Huffman or of too many scans.
    """
    segments = tuple(_segments(body))
    if not segments or segments[-1].marker != EOI:
        raise PictureError("the JPEG is broken off")
    frames = [each for each in segments if each.marker in FRAMES]
    scans = [each for each in segments if each.marker == SOS]
    if len(frames) != 1 or not scans or scans[0].start < frames[0].start:
        raise PictureError("the JPEG has no picture, or several in one")
    if len(scans) > MOST_SCANS:
        raise PictureError(f"the JPEG has {len(scans)} scans")
    if sum(s.end - s.start for s in segments if s.marker >= APP0) > MOST_METADATA_BYTES:
        raise PictureError("the JPEG has too much metadata")
    fields = body[frames[0].start : frames[0].end]
    components = _components(frames[0].marker, fields)
    first = body[scans[0].start] if scans[0].start < scans[0].end else 0
    return Frame(
        process=frames[0].marker,
        size=_size(fields),
        components=components,
        several_scans=frames[0].marker == PROGRESSIVE or first < len(components),
        jfif=any(s.marker == APP0 and body[s.start : s.start + 5] == b"JFIF\0" for s in segments),
        adobe=_adobe(body, segments),
        segments=segments,
    )


def plain(head: bytes) -> tuple[Size, bytes] | None:
    """The size and the comment in a JPEG's first bytes, if it is baseline and of three colours.

    None for others, and for one with further metadata.
    """
    comment = b""
    for segment in _segments(head):
        fields = head[segment.start : segment.end]
        if segment.marker == BASELINE and fields[5:6] == b"\x03":
            return _size(fields), comment
        if segment.marker == COM and not comment:
            comment = fields
        elif segment.marker not in (SOI, APP0, DQT):
            return None
    return None


def commented(body: bytes, comment: bytes) -> bytes:
    """`body`, a JPEG that `plain` knows, with `comment` in the place of any other."""
    at = 2  # behind SOI
    for segment in _segments(body[:HEAD_BYTES]):
        if segment.marker == APP0:  # which JFIF wants first
            at = segment.end
        if segment.marker == COM:
            body = body[: segment.start - _LABEL_BYTES] + body[segment.end :]
            break
    return body[:at] + struct.pack(">BBH", 0xFF, COM, 2 + len(comment)) + comment + body[at:]


def lengthened(body: bytes, frame: Frame) -> bytes:
    """`body` with further bits behind the last of each scan, up to EOI."""
    parts, done = [], 0
    for segment in frame.segments:
        if segment.marker == SOS:
            parts += [body[done : segment.data_end], _MORE_BITS]
            done = segment.data_end
    return b"".join([*parts, body[done : frame.segments[-1].end]])


def _components(process: int, fields: bytes) -> tuple[Component, ...]:
    if process not in (BASELINE, EXTENDED, PROGRESSIVE) or fields[:1] != b"\x08":
        raise PictureError("the JPEG is coded in a way that cameras and browsers do not use")
    rows = fields[_FIXED_BYTES:]
    if len(fields) <= _FIXED_BYTES or fields[5] not in (1, 3, 4) or len(rows) != 3 * fields[5]:
        raise PictureError("the JPEG's header is rotten")
    found = tuple(
        Component(name, sampling >> 4, sampling & 15, quantiser)
        for name, sampling, quantiser in zip(rows[::3], rows[1::3], rows[2::3], strict=True)
    )
    factors = range(1, _MOST_SAMPLES + 1)
    if not all(each.across in factors and each.down in factors for each in found):
        raise PictureError("the JPEG's header is rotten")
    return found


def _segments(body: bytes) -> Iterator[Segment]:
    """All segments up to EOI, or up to where the bytes end."""
    at = 0
    for _ in range(MOST_SEGMENTS):
        found = _MARKER.search(body, at)
        if not found or found.start() - at > MOST_JUNK_BYTES:
            return
        marker, start = body[found.start() + 1], found.end()
        end = min(start + (0 if marker in _BARE else _u16(body, start)), len(body))
        data_end = end
        if marker == SOS:
            following = _MARKER.search(body, end)
            data_end = following.start() if following else len(body)
        yield Segment(marker, min(start + 2, end), end, data_end)
        if marker == EOI:
            return
        at = data_end
    raise PictureError("the JPEG has too many segments")


def _size(fields: bytes) -> Size:
    return Size(_u16(fields, 3), _u16(fields, 1))


def _adobe(body: bytes, segments: tuple[Segment, ...]) -> int | None:
    # APP14: "Adobe", version, two words of flags, and how the colours were transformed.
    fields = [body[s.start : s.end] for s in segments if s.marker == APP14]
    return next((each[11] for each in fields if each.startswith(b"Adobe") and each[11:]), None)


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")
