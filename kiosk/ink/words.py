"""Words as pictures: Vietnamese is written in syllables, and a page is made of few of them.

Kerning never crosses a space, so that a word looks the same wherever it stands. The pixels are
those that its glyphs would give one after the other.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from PIL import _imaging

from kiosk.glyphs import Face, marked

# A board runs for years: of the words drawn lately some pages' worth is remembered. Pixels, and
# what a word costs beside them.
MOST_BYTES = 640 * 2**10
_WORD_BYTES = 600
# What is longer is no syllable, and will hardly come again.
_LONGEST = 16
_FULL = 255

_Mask = tuple[Any, int, int]


class Word(Struct, frozen=True):
    """A word's pictures, each with its place from the pen on the baseline, and its advance.

    Mostly it is one. Where two smooth letters share a grey pixel the second begins another, as
    blending twice rounds twice.
    """

    masks: tuple[_Mask, ...]
    advance: int


class Words:
    """The words drawn lately, by their faces."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._half = most_bytes // 2
        self._taken = 0
        # What is asked for moves from the elder to the younger half; when that is full, what is
        # left in the elder is forgotten.
        self._young: dict[Face, dict[str, Word]] = {}
        self._old: dict[Face, dict[str, Word]] = {}

    def write(self, core: Any, face: Face, text: str, at: tuple[int, int], index: int) -> None:
        """Draw a line on a sheet's `core`, the pen at `at` on its baseline."""
        x, y = at
        if marked(text):  # a mark may stand on a space
            return _blit(core, _masks(face, text), x, y, index)
        known = self._young.setdefault(face, {})
        space = face.glyph(" ").advance
        draw = core.draw_bitmap
        for word in text.split(" "):
            if word:
                picture = known.get(word) or self._find(face, word)
                for mask, dx, dy in picture.masks:
                    draw((x + dx, y + dy), mask, index)
                x += picture.advance
            x += space
        return None

    def _find(self, face: Face, word: str) -> Word:
        picture = self._old.get(face, {}).get(word) or _drawn(face, word)
        if len(word) <= _LONGEST:
            taken = sum(mask.size[0] * mask.size[1] for mask, _, _ in picture.masks)
            self._taken += taken + _WORD_BYTES
            if self._taken > self._half:
                self._old, self._young, self._taken = self._young, {}, taken + _WORD_BYTES
            self._young.setdefault(face, {})[word] = picture
        return picture


def _masks(face: Face, text: str) -> list[_Mask]:
    placed, _ = face.place(text)
    return [(one.mask, pen + one.dx, one.dy) for one, pen in placed if one.mask is not None]


def _drawn(face: Face, word: str) -> Word:
    """A word's glyphs, drawn on as few pictures as give the same pixels."""
    advance = face.width(word)
    masks = _masks(face, word)
    if len(word) > _LONGEST or len(masks) < 2:  # noqa: PLR2004 - one glyph is a picture already
        return Word(tuple(masks), advance)
    parts: list[list[_Mask]] = [[]]
    for mask in masks:
        if any(_blend(mask, other) for other in parts[-1]):
            parts.append([])
        parts[-1].append(mask)
    return Word(tuple(map(_joined, parts)), advance)


def _blend(one: _Mask, other: _Mask) -> bool:
    """Whether two glyphs have grey on the same pixel."""
    (mask, x, y), (second, x2, y2) = one, other
    left, right = max(x, x2), min(x + mask.size[0], x2 + second.size[0])
    top, bottom = max(y, y2), min(y + mask.size[1], y2 + second.size[1])
    if left >= right or top >= bottom:
        return False
    shared = bytes(mask.crop((left - x, top - y, right - x, bottom - y)))
    others = bytes(second.crop((left - x2, top - y2, right - x2, bottom - y2)))
    return any(0 < a < _FULL and 0 < b < _FULL for a, b in zip(shared, others, strict=True))


def _joined(masks: list[_Mask]) -> _Mask:
    left, top = min(x for _, x, _ in masks), min(y for _, _, y in masks)
    right = max(x + mask.size[0] for mask, x, _ in masks)
    bottom = max(y + mask.size[1] for mask, _, y in masks)
    picture = _imaging.fill("L", (right - left, bottom - top), 0)
    _blit(_imaging.draw(picture, 0), masks, -left, -top, _FULL)
    return picture, left, top


def _blit(core: Any, masks: Iterable[_Mask], x: int, y: int, index: int) -> None:
    for mask, dx, dy in masks:
        core.draw_bitmap((x + dx, y + dy), mask, index)
