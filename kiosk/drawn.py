"""Glyphs: as they are drawn from, and as they are kept in a file.

What stands in the file is bounded before it is believed.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct
from PIL import _imaging

# A table whose letters are larger than that keeps only those that were drawn first.
_MOST_PIXELS = 256 * 2**10
_MOST_GLYPHS = 1024
MOST_KERNS = 4096
# A letter and its marks.
_LONGEST = 8
_FARTHEST = 4096

_Place = Annotated[int, Meta(ge=-_FARTHEST, le=_FARTHEST)]
_Length = Annotated[int, Meta(ge=0, le=_FARTHEST)]
_Letter = Annotated[str, Meta(min_length=1, max_length=_LONGEST)]
_Pair = Annotated[str, Meta(min_length=2, max_length=2)]


class Glyph(Struct, frozen=True):
    """A letter's picture and measures in pixels.

    `dx` and `dy` lead from the pen on the baseline to the picture's top left; `rise` is ink above
    the baseline, `drop` ink below it; `mask` is None for a space. `missing`: no font has it.
    """

    mask: Any
    dx: int
    dy: int
    width: int
    advance: int
    rise: int
    drop: int
    missing: bool = False


class Drawn(Struct, array_like=True, frozen=True):
    """A glyph as it is kept: `pixels` one byte each, row by row, none for a space."""

    pixels: bytes
    dx: _Place
    dy: _Place
    width: _Length
    height: _Length
    advance: _Place
    missing: bool

    def glyph(self) -> Glyph | None:
        """The glyph that was kept; None if its pixels are too few or too many."""
        if len(self.pixels) != self.width * self.height:
            return None
        if not self.pixels:
            return Glyph(None, 0, 0, 0, self.advance, 0, 0, missing=self.missing)
        # The public way to the same picture takes ten times as long.
        size, rows = (self.width, self.height), ("L", 0, 1)
        mask = _imaging.map_buffer(self.pixels, size, "raw", 0, rows)
        rise, drop = -self.dy, max(0, self.dy + self.height)
        return Glyph(
            mask, self.dx, self.dy, self.width, self.advance, rise, drop, missing=self.missing
        )


class Table(Struct, array_like=True, frozen=True):
    """What is known of one face at one size: its glyphs, and how its pairs are kerned."""

    glyphs: Annotated[dict[_Letter, Drawn], Meta(max_length=_MOST_GLYPHS)]
    kerns: Annotated[dict[_Pair, _Place], Meta(max_length=MOST_KERNS)]


def table(glyphs: Iterable[tuple[str, Glyph | Drawn]], kerns: Mapping[str, int]) -> Table:
    """A table of as many glyphs and pairs as are kept."""
    kept: dict[str, Drawn] = {}
    room = _MOST_PIXELS
    for letter, glyph in glyphs:
        drawn = glyph if isinstance(glyph, Drawn) else _drawn(glyph)
        if drawn is None or len(letter) > _LONGEST or len(kept) == _MOST_GLYPHS:
            continue
        room -= len(drawn.pixels)
        if room < 0:
            break
        kept[letter] = drawn
    return Table(kept, dict(list(kerns.items())[:MOST_KERNS]))


def _drawn(glyph: Glyph) -> Drawn | None:
    """A glyph as it is kept; None for one too large."""
    width, height = glyph.mask.size if glyph.mask else (0, 0)
    measures = (glyph.dx, glyph.dy, width, height, glyph.advance)
    if max(map(abs, measures)) > _FARTHEST:
        return None
    return Drawn(bytes(glyph.mask) if glyph.mask else b"", *measures, glyph.missing)
