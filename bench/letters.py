"""How well each shipped face tells Vietnamese letters apart: pairs that look alike, by size.

    python bench/letters.py [LEAST MOST]

There are 458 pairs of letters that differ in one mark alone: in the tone, in the vowel's own mark,
or in the stroke of đ. A pair looks alike where its two pictures, laid over each other, differ by
no more than two black pixels (in grey: by as much ink). A row a face and ink, a column a size
from 11 to 26 px per em, or from LEAST to MOST. docs/letters.md has the table.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import sys
import unicodedata
from collections.abc import Iterable
from itertools import combinations

from PIL import Image, ImageChops

from kiosk.drawn import Glyph
from kiosk.files import shipped
from kiosk.glyphs import Face
from kiosk.scene import Font

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# Vowels that differ in their own mark alone.
KINDRED = ("aăâ", "eê", "i", "oôơ", "uư", "y")
ALIKE_PX = 2
SIZES = range(11, 27)


def main() -> None:
    """Print the table for the sizes of the command line."""
    least, most = map(int, sys.argv[1:3] or (SIZES[0], SIZES[-1]))
    print(table(range(least, most + 1)), end="")


def faces() -> list[str]:
    """The shipped faces that have letters."""
    stems = (path.stem for path in shipped("fonts").glob("*.ttf"))
    return sorted(stem for stem in stems if not stem.startswith("Signs"))


def pairs() -> list[tuple[str, str]]:
    """Letters that differ in their tone alone or in their vowel's mark alone, and d with đ."""
    vowels = "".join(KINDRED)
    rows = {v: [unicodedata.normalize("NFC", v + tone) for tone in TONES] for v in vowels}
    found = [pair for row in rows.values() for pair in combinations(row, 2)]
    for kin in KINDRED:
        for one, two in combinations(kin, 2):
            found += list(zip(rows[one], rows[two], strict=True))
    found.append(("d", "đ"))
    return found + [(one.upper(), two.upper()) for one, two in found]


def alike(face: Face, among: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs of `among` that look alike in this face."""
    among = list(among)
    em = face.font.size
    letters = {letter for pair in among for letter in pair}
    drawn = {letter: _drawn(face.glyph(letter), em) for letter in letters}
    return [pair for pair in among if _ink(drawn[pair[0]], drawn[pair[1]]) <= ALIKE_PX]


def table(sizes: Iterable[int]) -> str:
    """The count of pairs that look alike, a row a face and ink, in Markdown."""
    sizes, among = list(sizes), pairs()
    head = ["face", "ink", *map(str, sizes)]
    rows = [head, ["---"] * len(head)]
    for name in faces():
        for smooth in (False, True):
            counts = (_count(name, size, among, smooth=smooth) for size in sizes)
            rows.append([name, "grey" if smooth else "mono", *map(str, counts)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _count(name: str, size: int, among: Iterable[tuple[str, str]], *, smooth: bool) -> int:
    return len(alike(Face(Font(name, size), smooth=smooth, folder=shipped("fonts")), among))


def _drawn(glyph: Glyph, em: int) -> Image.Image:
    """A letter on a sheet that is the same for all letters of its size."""
    sheet = Image.new("L", (em * 3 // 2, em * 2))
    letter = Image.frombytes("L", glyph.mask.size, bytes(glyph.mask))
    sheet.paste(letter, (em // 4 + glyph.dx, em * 3 // 2 + glyph.dy))
    return sheet


def _ink(one: Image.Image, two: Image.Image) -> float:
    """By how many black pixels two pictures differ."""
    apart = ImageChops.difference(one, two)
    box = apart.getbbox()
    return sum(apart.crop(box).tobytes()) / 255 if box else 0


if __name__ == "__main__":
    main()
