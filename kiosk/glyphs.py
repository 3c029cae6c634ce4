"""The one table that layout measures with and paint draws from.

A letter is hinted and drawn once for each face and size; text is then set from whole-pixel
advances and rounded kerning pairs. All text is NFC, so that a letter is one glyph.
"""

import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import ImageFont, features

from kiosk.errors import KioskError
from kiosk.files import shipped
from kiosk.scene import Font

# Letters with stacked marks and with dots below in capitals, and descenders: between them lies
# all ink that Vietnamese text can have (checked for every shipped face by a test).
TALLEST = "ẤẦẨẪẮẰẲẴẾỀỂỄỐỒỔỖỚỜỞỠỨỪỬỮ"
DEEPEST = "ẬẶỆỘỢỰỴgjpqyợựỵ,;()[]{}|"

# The face that has a glyph when the face asked for has none, by weight.
_FALLBACK = {"Regular": "NotoSans-Regular", "Bold": "NotoSans-Bold"}
_BOLD = ("SemiBold", "Bold")
# A board runs for years: of texts that were measured only some pages' worth are remembered.
_MOST_WIDTHS = 8192


class FontError(KioskError):
    """A font file is missing or is none."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter's picture and measures in pixels.

    `dx` and `dy` lead from the pen on the baseline to the picture's top left; `rise` is ink above
    the baseline, `drop` ink below it; `mask` is None for a space.
    """

    mask: Any
    dx: int
    dy: int
    width: int
    advance: int
    rise: int
    drop: int
    missing: bool = False


class Face:
    """A font at one size and one way of drawing, with all it has drawn so far."""

    def __init__(self, font: Font, *, smooth: bool, folder: Path) -> None:
        self.font = font
        self._mode = "L" if smooth else "1"
        self._drawn = _open(folder, font, ImageFont.Layout.BASIC)
        self._kerned = _open(folder, font, _kerning_engine())
        self._has = coverage(folder / f"{font.face}.ttf")
        self._smooth = smooth
        self._folder = folder
        self._glyphs: dict[str, Glyph] = {}
        self._kerns: dict[tuple[str, str], int] = {}
        self._widths: dict[str, int] = {}

    def glyph(self, letter: str) -> Glyph:
        """The glyph of one character: this face's, else the fallback's, else a hollow box."""
        known = self._glyphs.get(letter)
        if known is None:
            known = self._glyphs[letter] = self._draw(letter)
        return known

    def kern(self, left: str, right: str) -> int:
        """Pixels by which `right` moves when it follows `left`, mostly none or fewer."""
        pair = (left, right)
        known = self._kerns.get(pair)
        if known is None:
            known = self._kerns[pair] = self._measure_kern(left, right)
        return known

    def place(self, text: str) -> tuple[list[tuple[Glyph, int]], int]:
        """Every glyph of `text` with its pen position, and the width of it all."""
        pen = 0
        before = ""
        placed = []
        for letter in text:
            if before:
                pen += self.kern(before, letter)
            glyph = self.glyph(letter)
            placed.append((glyph, pen))
            pen += glyph.advance
            before = letter
        return placed, pen

    def width(self, text: str) -> int:
        """The advance of `text` in pixels."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            known = self._widths[text] = self.place(text)[1]
        return known

    def rise(self, text: str) -> int:
        """Ink of `text` above its baseline, in pixels."""
        return max((self.glyph(letter).rise for letter in text), default=0)

    def drop(self, text: str) -> int:
        """Ink of `text` below its baseline, in pixels."""
        return max((self.glyph(letter).drop for letter in text), default=0)

    def missing(self, text: str) -> str:
        """The characters of `text` that no font has, each once, in order."""
        return "".join(dict.fromkeys(letter for letter in text if self.glyph(letter).missing))

    @property
    def above(self) -> int:
        """Height of the line box over the baseline: the ink of stacked capitals, never less."""
        return self.rise(TALLEST)

    @property
    def below(self) -> int:
        """Depth of the line box under the baseline: the ink of descenders and dots below."""
        return self.drop(DEEPEST)

    @property
    def cap(self) -> int:
        """Height of a flat capital in pixels."""
        return self.rise("H")

    def _draw(self, letter: str) -> Glyph:
        if ord(letter) not in self._has:
            return self._borrow(letter)
        mask, (dx, dy) = self._drawn.getmask2(letter, self._mode, anchor="ls")
        width, height = mask.size
        advance = round(self._drawn.getlength(letter, mode=self._mode))
        if not (width and height):
            return Glyph(None, 0, 0, 0, advance, 0, 0)
        dx, dy = int(dx), int(dy)
        return Glyph(mask, dx, dy, width, advance, -dy, max(0, dy + height))

    def _borrow(self, letter: str) -> Glyph:
        bold = self.font.face.endswith(_BOLD)
        other = _FALLBACK["Bold" if bold else "Regular"]
        if other != self.font.face and ord(letter) in coverage(self._folder / f"{other}.ttf"):
            lender = face(Font(other, self.font.size), smooth=self._smooth, folder=self._folder)
            return lender.glyph(letter)
        return self._hollow_box()

    def _hollow_box(self) -> Glyph:
        side = max(4, self.cap)
        width = max(4, round(side * 0.6))
        thick = max(1, side // 12)
        from PIL import Image  # noqa: PLC0415 - a box is drawn once in a blue moon

        box = Image.new(self._mode, (width, side), 255)
        box.paste(0, (thick, thick, width - thick, side - thick))
        return Glyph(box.im, thick, -side, width, width + 2 * thick, side, 0, missing=True)

    def _kerns_with_others(self, letter: str) -> bool:
        # A space keeps its width: kerned against a quotation mark it would all but close.
        # Raqm refuses to measure control characters.
        return letter != " " and letter.isprintable() and ord(letter) in self._has

    def _measure_kern(self, left: str, right: str) -> int:
        if not (self._kerns_with_others(left) and self._kerns_with_others(right)):
            return 0
        length = self._kerned.getlength
        return round(length(left + right) - length(left) - length(right))


def face(font: Font, *, smooth: bool, folder: Path | None = None) -> Face:
    """The table of `font`, drawn with greys (`smooth`) or in one bit; one for each in use.

    Raises FontError if the file is missing or is no font.
    """
    return _face(font, smooth, folder or shipped("fonts"))


@lru_cache(maxsize=64)
def _face(font: Font, smooth: bool, folder: Path) -> Face:  # noqa: FBT001 - a cache key
    return Face(font, smooth=smooth, folder=folder)


@cache
def coverage(path: Path) -> frozenset[int]:
    """The code points that a TrueType file has glyphs for.

    Raises FontError. The `cmap` table: OpenType specification, formats 4 and 12.
    """
    try:
        data = path.read_bytes()
        return frozenset(_read_cmap(data))
    except OSError as error:
        raise FontError(
            f"{path}: this font can't be read ({error.strerror}); "
            "put the file there, or install kiosk again."
        ) from error
    except (struct.error, KeyError, IndexError) as error:
        raise FontError(f"{path}: this is no TrueType font; replace the file.") from error


def _kerning_engine() -> ImageFont.Layout:
    # Only HarfBuzz reads GPOS kerning; without it pairs are simply not kerned.
    return ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC


def _open(folder: Path, font: Font, engine: ImageFont.Layout) -> ImageFont.FreeTypeFont:
    path = folder / f"{font.face}.ttf"
    coverage(path)
    try:
        return ImageFont.truetype(path, font.size, layout_engine=engine)
    except OSError as error:
        raise FontError(f"{path}: FreeType refuses this font ({error}); replace it.") from error


def _read_cmap(data: bytes) -> set[int]:
    tables = dict(_tables(data))
    start = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", data, start + 2)
    points: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">L", data, start + 4 + 8 * index + 4)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if kind == 4:  # noqa: PLR2004 - the format's number in the specification
            points |= _segments(data, start + offset)
        elif kind == 12:  # noqa: PLR2004 - as above
            points |= _groups(data, start + offset)
    return points


def _tables(data: bytes) -> list[tuple[bytes, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    rows = [struct.unpack_from(">4sLLL", data, 12 + 16 * row) for row in range(count)]
    if any(offset + length > len(data) for _, _, offset, length in rows):
        raise IndexError("a table ends behind the file")
    return [(tag, offset) for tag, _, offset, _ in rows]


def _segments(data: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts_at = at + 16 + doubled
    starts = struct.unpack_from(f">{count}H", data, starts_at)
    deltas = struct.unpack_from(f">{count}H", data, starts_at + doubled)
    ranges_at = starts_at + 2 * doubled
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    points = set()
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            if ranges[index]:
                slot = ranges_at + 2 * index + ranges[index] + 2 * (point - first)
                (glyph,) = struct.unpack_from(">H", data, slot)
            else:
                glyph = (point + deltas[index]) & 0xFFFF
            if glyph:
                points.add(point)
    return points


def _groups(data: bytes, at: int) -> set[int]:
    (count,) = struct.unpack_from(">L", data, at + 12)
    points: set[int] = set()
    for index in range(count):
        first, last, _ = struct.unpack_from(">LLL", data, at + 16 + 12 * index)
        points.update(range(first, min(last, 0x10FFFF) + 1))
    return points
