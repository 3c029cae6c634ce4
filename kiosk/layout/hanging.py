"""Marks that hang out of a column, so that its edges look straight: their ink is light there.

Quotation marks hang out whole, stops, dashes and brackets by a part of their width, as printers
have set them by hand; all in whole pixels, and never further than the room beside the column.
"""

from collections.abc import Iterable, Mapping
from math import floor

from kiosk.glyphs import Face

_QUOTES = dict.fromkeys("“”‘’«»‹›\"'", 1.0)
_BEFORE: Mapping[str, float] = {**_QUOTES, **dict.fromkeys("([{", 0.4), **dict.fromkeys("-–—", 0.5)}
_BEHIND: Mapping[str, float] = {
    **_QUOTES,
    **dict.fromkeys(",.-", 0.7),
    **dict.fromkeys("–—", 0.5),
    **dict.fromkeys(")]};:!?…", 0.3),
}


def before(line: str, face: Face, most: int) -> int:
    """How far a line's first mark hangs out to the left, in px, `most` at the most."""
    if most <= 0 or line[:1] not in _BEFORE:
        return 0
    word = line.partition(" ")[0]
    return _outside(word, word, face, _BEFORE, most)


def behind(line: str, face: Face, most: int) -> int:
    """How far a line's last mark hangs out to the right, in px, `most` at the most."""
    if most <= 0 or line[-1:] not in _BEHIND:
        return 0
    word = line.rpartition(" ")[2]
    return _outside(word, word[::-1], face, _BEHIND, most)


def _outside(
    word: str, marks: Iterable[str], face: Face, shares: Mapping[str, float], most: int
) -> int:
    """What hangs out of marks from the edge inwards: up to the first that stays partly inside."""
    alone = len(word) == 1
    if not (alone or any(letter not in shares for letter in word)):
        return 0
    total = 0
    for mark in marks:
        share = shares.get(mark, 0.0)
        if alone and share == 1:
            return 0
        total += floor(face.glyph(mark).advance * share)
        if share < 1:
            break
    return min(most, total)
