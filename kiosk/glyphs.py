"""The one table that layout measures with and paint draws from.

A letter is hinted and drawn once for each face and size; text is then set from whole-pixel
advances and rounded kerning pairs. All text is NFC, so that a letter is one glyph; where Unicode
has no letter for a base and its mark, the two are one glyph as well.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PIL import ImageFont, features

from kiosk.files import shipped
from kiosk.fontfile import FontError, coverage
from kiosk.scene import Font

# Letters with stacked marks and with dots below in capitals, and descenders: between them lies
# all ink that Vietnamese text can have (checked for every shipped face by a test).
TALLEST = "ẤẦẨẪẮẰẲẴẾỀỂỄỐỒỔỖỚỜỞỠỨỪỬỮ"
DEEPEST = "ẬẶỆỘỢỰỴgjpqyợựỵ,;()[]{}|"

# The faces that have a glyph when the face asked for has none, by weight, in order.
LENDERS = {
    "Regular": ("NotoSans-Regular", "Signs-Regular"),
    "Bold": ("NotoSans-Bold", "Signs-Bold"),
}
_BOLD = ("SemiBold", "Bold")
# Be Vietnam Pro's fractions are wider than their advances and touch what follows: lent, too.
_TOO_WIDE = {"BeVietnamPro": frozenset(map(ord, "¼½¾⅛⅜⅝⅞"))}
# A board runs for years: of what was drawn and measured only some pages' worth is remembered.
_MOST_GLYPHS = 1024
_MOST_WIDTHS = 1024
# FreeType maps a font's file anew for each size that is open, and opens it in 40 µs.
_MOST_OPEN = 6

# The blocks of marks that a font of ours may set over or under a letter.
_MARKS = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARKED = re.compile(f"[{_MARKS}]")
_LETTERS = re.compile(f".[{_MARKS}]*", re.DOTALL)
# Letters, figures and punctuation leave a hollow box; ornaments, marks and controls nothing.
_BOXED = frozenset("LNP")
_BOXED_TOO = frozenset(("Sc", "Sm"))


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


_NOTHING = Glyph(None, 0, 0, 0, 0, 0, 0, missing=True)


class Face:
    """A font at one size and one way of drawing, with all it has drawn so far."""

    def __init__(self, font: Font, *, smooth: bool, folder: Path) -> None:
        self.font = font
        self._mode = "L" if smooth else "1"
        too_wide = _TOO_WIDE.get(font.face.partition("-")[0], frozenset())
        self._has = coverage(folder / f"{font.face}.ttf") - too_wide
        bold = font.face.endswith(_BOLD)
        self._lenders = LENDERS["Bold" if bold else "Regular"]
        self._smooth = smooth
        self._folder = folder
        self._glyphs: dict[str, Glyph] = {}
        self._kerns: dict[tuple[str, str], int] = {}
        self._widths: dict[str, int] = {}
        self._reaches: dict[str, tuple[int, int]] = {}

    def glyph(self, letter: str) -> Glyph:
        """The glyph of a letter, with its marks: this face's, else a lender's.

        What none of them has is a hollow box if a reader would miss it, else nothing at all.
        """
        known = self._glyphs.get(letter)
        if known is None:
            if len(self._glyphs) >= _MOST_GLYPHS:
                self._glyphs.clear()
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
        for letter in _letters(text):
            if before:
                pen += self.kern(before, letter[0])
            glyph = self.glyph(letter)
            placed.append((glyph, pen))
            pen += glyph.advance
            before = letter[-1]
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
        return self._reach(text)[0]

    def drop(self, text: str) -> int:
        """Ink of `text` below its baseline, in pixels."""
        return self._reach(text)[1]

    def _reach(self, text: str) -> tuple[int, int]:
        known = self._reaches.get(text)
        if known is None:
            if len(self._reaches) >= _MOST_WIDTHS:
                self._reaches.clear()
            glyphs = [self.glyph(letter) for letter in _letters(text)]
            rise = max((glyph.rise for glyph in glyphs), default=0)
            known = self._reaches[text] = rise, max((glyph.drop for glyph in glyphs), default=0)
        return known

    def missing(self, text: str) -> str:
        """The characters of `text` that no font has, each once, in order."""
        lost = (letter for letter in _letters(text) if self.glyph(letter).missing)
        each = (one for letter in lost for one in letter if self.glyph(one).missing)
        return "".join(dict.fromkeys(each))

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
        if _MARKED.match(letter):  # without a letter there is no place for a mark
            return _NOTHING
        if not (self._has.issuperset(map(ord, letter)) and self._stacks(letter)):
            return self._borrow(letter)
        if len(letter) > 1:
            return self._pictured(self._kerned(), letter, self.glyph(letter[0]).advance)
        font = self._drawn()
        advance = round(font.getlength(letter, mode=self._mode))
        return self._pictured(font, letter, advance)

    def _drawn(self) -> ImageFont.FreeTypeFont:
        return _open(self._folder, self.font, ImageFont.Layout.BASIC)

    def _kerned(self) -> ImageFont.FreeTypeFont:
        return _open(self._folder, self.font, _kerning_engine())

    def _stacks(self, letter: str) -> bool:
        """Whether the face can set a letter's marks: Noto Sans knows the place of each."""
        return len(letter) == 1 or self.font.face in self._lenders

    def _pictured(self, font: ImageFont.FreeTypeFont, letter: str, advance: int) -> Glyph:
        mask, (dx, dy) = font.getmask2(letter, self._mode, anchor="ls")
        width, height = mask.size
        if not (width and height):
            return Glyph(None, 0, 0, 0, advance, 0, 0)
        dx, dy = int(dx), int(dy)
        return Glyph(mask, dx, dy, width, advance, -dy, max(0, dy + height))

    def _borrow(self, letter: str) -> Glyph:
        for other in self._lenders:
            if other != self.font.face and _all_in(letter, self._folder / f"{other}.ttf"):
                lender = face(Font(other, self.font.size), smooth=self._smooth, folder=self._folder)
                lent = lender.glyph(letter)
                alone = len(letter) == 1
                return lent if alone else replace(lent, advance=self.glyph(letter[0]).advance)
        if len(letter) > 1:
            return replace(self.glyph(letter[0]), missing=True)
        return self._hollow_box() if leaves_a_box(letter) else _NOTHING

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
        # Raqm refuses to measure control characters, and marks stand on their own letter.
        usual = letter != " " and letter.isprintable() and not _MARKED.match(letter)
        return usual and ord(letter) in self._has

    def _measure_kern(self, left: str, right: str) -> int:
        if not (self._kerns_with_others(left) and self._kerns_with_others(right)):
            return 0
        length = self._kerned().getlength
        return round(length(left + right) - length(left) - length(right))


def face(font: Font, *, smooth: bool, folder: Path | None = None) -> Face:
    """The table of `font`, drawn with greys (`smooth`) or in one bit; one for each in use.

    Raises FontError if the file is missing or is no font.
    """
    return _face(font, smooth, folder or shipped("fonts"))


def pictured(letter: str) -> bool:
    """Whether every shipped face shows a picture of a character, its own or a lent one.

    Raises FontError.
    """
    return ord(letter) in _lent(shipped("fonts"))


def leaves_a_box(letter: str) -> bool:
    """Whether a character that no font has stands as a hollow box: a reader would miss it."""
    category = unicodedata.category(letter)
    return category[0] in _BOXED or category in _BOXED_TOO


def forget() -> None:
    """Forget every font, as their files may be others now."""
    for remembered in (coverage, _face, _lent, _open):
        remembered.cache_clear()


@lru_cache(maxsize=64)
def _face(font: Font, smooth: bool, folder: Path) -> Face:  # noqa: FBT001 - a cache key
    return Face(font, smooth=smooth, folder=folder)


@cache
def _lent(folder: Path) -> frozenset[int]:
    lent = (coverage(folder / f"{name}.ttf") for name in LENDERS["Regular"])
    return frozenset().union(*lent)


def _all_in(letter: str, path: Path) -> bool:
    return coverage(path).issuperset(map(ord, letter))


def _letters(text: str) -> Iterable[str]:
    """The letters of a text, each with the marks that stand on it."""
    return _LETTERS.findall(text) if _MARKED.search(text) else text


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
