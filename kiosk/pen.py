"""Letters as FreeType hints and draws them, and pairs as HarfBuzz kerns them.

Loaded only when a letter has to be drawn that no process has drawn before.
"""

from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageFont, features

from kiosk.drawn import Glyph
from kiosk.fontfile import FontError
from kiosk.scene import Font

# FreeType maps a font's file anew for each size that is open, and opens it in 40 µs.
_MOST_OPEN = 6


class Pen:
    """A font's letters at one size, drawn with greys (`smooth`) or in one bit.

    Each method raises FontError if FreeType refuses the file.
    """

    def __init__(self, font: Font, *, smooth: bool, folder: Path) -> None:
        self._font = font
        self._mode = "L" if smooth else "1"
        self._folder = folder

    def glyph(self, letter: str) -> Glyph:
        """A letter that the font has."""
        font = _open(self._folder, self._font, ImageFont.Layout.BASIC)
        return self._pictured(font, letter, round(font.getlength(letter, mode=self._mode)))

    def marked(self, letter: str, advance: int) -> Glyph:
        """A letter and its marks, in the place of the bare letter."""
        return self._pictured(self._kerned(), letter, advance)

    def kern(self, left: str, right: str) -> int:
        """Pixels by which `right` moves when it follows `left`."""
        length = self._kerned().getlength
        return round(length(left + right) - length(left) - length(right))

    def hollow_box(self, side: int) -> Glyph:
        """What stands for a letter that no font has, `side` pixels high."""
        width = max(4, round(side * 0.6))
        thick = max(1, side // 12)
        box = Image.new("L", (width, side), 255)
        box.paste(0, (thick, thick, width - thick, side - thick))
        return Glyph(box.im, thick, -side, width, width + 2 * thick, side, 0, missing=True)

    def _kerned(self) -> ImageFont.FreeTypeFont:
        return _open(self._folder, self._font, _kerning_engine())

    def _pictured(self, font: ImageFont.FreeTypeFont, letter: str, advance: int) -> Glyph:
        mask, (dx, dy) = font.getmask2(letter, self._mode, anchor="ls")
        width, height = mask.size
        if not (width and height):
            return Glyph(None, 0, 0, 0, advance, 0, 0)
        dx, dy = int(dx), int(dy)
        return Glyph(mask, dx, dy, width, advance, -dy, max(0, dy + height))


def close() -> None:
    """Close every font, as their files may be others now."""
    _open.cache_clear()


@cache
def _kerning_engine() -> ImageFont.Layout:
    # Only HarfBuzz reads GPOS kerning; without it pairs are simply not kerned.
    return ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC


@lru_cache(maxsize=_MOST_OPEN)
def _open(folder: Path, font: Font, engine: ImageFont.Layout) -> ImageFont.FreeTypeFont:
    path = folder / f"{font.face}.ttf"
    try:
        return ImageFont.truetype(path, font.size, layout_engine=engine)
    except OSError as error:
        raise FontError(f"{path}: FreeType refuses this font ({error}); replace it.") from error
