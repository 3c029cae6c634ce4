"""The one table that layout measures with and paint draws from.

A letter is hinted and drawn once for each face and size, and kept on disk where a command says
so; text is then set from whole-pixel advances and rounded kerning pairs. All text is NFC, so that
a letter is one glyph; where Unicode has no letter for a base and its mark, the two are one glyph
as well.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk import atlas
from kiosk.drawn import MOST_KERNS, Drawn, Glyph, Table, table
from kiosk.files import shipped
from kiosk.fontfile import coverage
from kiosk.regex import regex
from kiosk.scene import Font

if TYPE_CHECKING:
    from kiosk.pen import Pen

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

# The blocks of marks that a font of ours may set over or under a letter.
_MARKS = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARKED = regex(f"[{_MARKS}]")
_LETTERS = regex(f".[{_MARKS}]*", re.DOTALL)
# Letters, figures and punctuation leave a hollow box; ornaments, marks and controls nothing.
_BOXED = frozenset("LNP")
_BOXED_TOO = frozenset(("Sc", "Sm"))


_NOTHING = Glyph(None, 0, 0, 0, 0, 0, 0, missing=True)


class Face:
    """A font at one size and one way of drawing, with all it has drawn so far."""

    def __init__(self, font: Font, *, smooth: bool, folder: Path) -> None:
        self.font = font
        self._smooth = smooth
        self._folder = folder
        self._lenders = LENDERS["Bold" if font.face.endswith(_BOLD) else "Regular"]
        self._points: frozenset[int] | None = None
        self._name = _named(f"{font.face} {font.size} {smooth}", folder, font.face, *self._lenders)
        kept = atlas.kept(self._name, Table)
        if kept is None:
            self._has()  # a file that is missing or no font is told at once
        # What other processes have drawn, as long as nobody here has asked for it.
        self._kept: dict[str, Drawn] = {} if kept is None else kept.glyphs
        self._glyphs: dict[str, Glyph] = {}
        self._kerns: dict[str, int] = {} if kept is None else kept.kerns
        self._widths: dict[str, int] = {}
        self._reaches: dict[str, tuple[int, int]] = {}
        self._rises: dict[str, int] = {}
        self._drops: dict[str, int] = {}

    def glyph(self, letter: str) -> Glyph:
        """The glyph of a letter, with its marks: this face's, else a lender's.

        What none of them has is a hollow box if a reader would miss it, else nothing at all.
        """
        known = self._glyphs.get(letter)
        if known is None:
            if len(self._glyphs) >= _MOST_GLYPHS:
                self._glyphs.clear()
            kept = self._kept.pop(letter, None)
            known = self._glyphs[letter] = (kept and kept.glyph()) or self._draw(letter)
        return known

    def kern(self, left: str, right: str) -> int:
        """Pixels by which `right` moves when it follows `left`, mostly none or fewer."""
        pair = left + right
        known = self._kerns.get(pair)
        if known is None:
            if len(self._kerns) >= MOST_KERNS:
                self._kerns.clear()
            known = self._kerns[pair] = self._measure_kern(left, right)
        return known

    def place(self, text: str) -> tuple[list[tuple[Glyph, int]], int]:
        """Every glyph of `text` with its pen position, and the width of it all."""
        pen = 0
        before = ""
        placed = []
        glyphs, kerns = self._glyphs, self._kerns
        for letter in _letters(text):
            if before:
                kern = kerns.get(before + letter[0])
                pen += self.kern(before, letter[0]) if kern is None else kern
            glyph = glyphs.get(letter) or self.glyph(letter)
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
            known = self._reaches[text] = self.reach(set(_letters(text)))
        return known

    def reach(self, letters: Iterable[str]) -> tuple[int, int]:
        """Ink of any of these letters above its baseline, and below it, in pixels."""
        told = tuple(letters)
        try:
            rise = max(map(self._rises.__getitem__, told), default=0)
            return rise, max(map(self._drops.__getitem__, told), default=0)
        except KeyError:
            self._measure(told)
            return self.reach(told)

    def _measure(self, letters: Iterable[str]) -> None:
        """Note the reach of letters, of which one at least is new."""
        if len(self._rises) >= _MOST_GLYPHS:
            self._rises.clear()
            self._drops.clear()
        for letter in letters:
            glyph = self.glyph(letter)
            self._rises[letter], self._drops[letter] = glyph.rise, glyph.drop

    def missing(self, text: str) -> str:
        """The characters of `text` that no font has, each once, in order."""
        lost = (letter for letter in _letters(text) if self.glyph(letter).missing)
        each = (one for letter in lost for one in letter if self.glyph(one).missing)
        return "".join(dict.fromkeys(each))

    @cached_property
    def above(self) -> int:
        """Height of the line box over the baseline: the ink of stacked capitals, never less."""
        return self.rise(TALLEST)

    @cached_property
    def below(self) -> int:
        """Depth of the line box under the baseline: the ink of descenders and dots below."""
        return self.drop(DEEPEST)

    @cached_property
    def cap(self) -> int:
        """Height of a flat capital in pixels."""
        return self.rise("H")

    def table(self) -> Table:
        """What is known of this face, as it is kept; another thread may be drawing meanwhile."""
        known = self._glyphs.copy()
        return table(chain(known.items(), self._kept.copy().items()), self._kerns.copy())

    def _draw(self, letter: str) -> Glyph:
        self._grows()
        if _MARKED.match(letter):  # without a letter there is no place for a mark
            return _NOTHING
        if not (self._has().issuperset(map(ord, letter)) and self._stacks(letter)):
            return self._borrow(letter)
        if len(letter) > 1:
            return self._pen().marked(letter, self.glyph(letter[0]).advance)
        return self._pen().glyph(letter)

    def _pen(self) -> "Pen":
        # FreeType and HarfBuzz take longer to load than a page of known letters to draw.
        from kiosk.pen import Pen  # noqa: PLC0415 - as said

        return Pen(self.font, smooth=self._smooth, folder=self._folder)

    def _has(self) -> frozenset[int]:
        """The characters that are the face's own."""
        if self._points is None:
            too_wide = _TOO_WIDE.get(self.font.face.partition("-")[0], frozenset())
            self._points = coverage(self._folder / f"{self.font.face}.ttf") - too_wide
        return self._points

    def _grows(self) -> None:
        atlas.grows(self._name, self.table)

    def _stacks(self, letter: str) -> bool:
        """Whether the face can set a letter's marks: Noto Sans knows the place of each."""
        return len(letter) == 1 or self.font.face in self._lenders

    def _borrow(self, letter: str) -> Glyph:
        for other in self._lenders:
            if other != self.font.face and _all_in(letter, self._folder / f"{other}.ttf"):
                lender = face(Font(other, self.font.size), smooth=self._smooth, folder=self._folder)
                lent = lender.glyph(letter)
                alone = len(letter) == 1
                return lent if alone else replace(lent, advance=self.glyph(letter[0]).advance)
        if len(letter) > 1:
            return replace(self.glyph(letter[0]), missing=True)
        return self._pen().hollow_box(max(4, self.cap)) if leaves_a_box(letter) else _NOTHING

    def _kerns_with_others(self, letter: str) -> bool:
        # A space keeps its width: kerned against a quotation mark it would all but close.
        # Raqm refuses to measure control characters, and marks stand on their own letter.
        usual = letter != " " and letter.isprintable() and not _MARKED.match(letter)
        return usual and ord(letter) in self._has()

    def _measure_kern(self, left: str, right: str) -> int:
        self._grows()
        if not (self._kerns_with_others(left) and self._kerns_with_others(right)):
            return 0
        return self._pen().kern(left, right)


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


def marked(text: str) -> bool:
    """Whether a text has marks that no letter of Unicode has taken in."""
    return _MARKED.search(text) is not None


def forget() -> None:
    """Forget every font, as their files may be others now."""
    from kiosk.pen import close  # noqa: PLC0415 - as above

    close()
    for remembered in (coverage, _face, _lent):
        remembered.cache_clear()


@lru_cache(maxsize=64)
def _face(font: Font, smooth: bool, folder: Path) -> Face:  # noqa: FBT001 - a cache key
    return Face(font, smooth=smooth, folder=folder)


@cache
def _lent(folder: Path) -> frozenset[int]:
    """What the lenders have; kept as well, as reading it from their files takes milliseconds."""
    lenders = LENDERS["Regular"]
    name = _named("has", folder, *lenders)
    lent = atlas.kept(name, frozenset[int])
    if lent is None:
        lent = frozenset().union(*(coverage(folder / f"{one}.ttf") for one in lenders))
        atlas.grows(name, lambda: lent)
    return lent


def _named(what: str, folder: Path, *faces: str) -> str:
    """A name in the atlas, which is another once a font file is."""
    return " ".join((what, str(folder), *(atlas.stamp(folder / f"{one}.ttf") for one in faces)))


def _all_in(letter: str, path: Path) -> bool:
    return coverage(path).issuperset(map(ord, letter))


def _letters(text: str) -> Iterable[str]:
    """The letters of a text, each with the marks that stand on it."""
    return _LETTERS.findall(text) if marked(text) else text
