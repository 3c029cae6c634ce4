"""Words as pictures: Vietnamese is written in syllables, and a page is made of few of them.

Kerning never crosses a space, so that a word looks the same wherever it stands. The pixels are
those that its glyphs would give one after the other.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from PIL import _imaging

from kiosk.glyphs import Face, marked

# A board runs for years, and has a megabyte for this.
MOST_BYTES = 1000 * 2**10
# What a word costs beside its pixels.
_WORD_BYTES = 600
# What is longer is no syllable, and what is larger stands in a headline: they hardly come again.
_LONGEST = 16
_LARGEST = 6 * 2**10
_MOST_REFUSED = 4096
_FULL = 255
# As wide as a space, and never kerned either.
_GLUE = "\N{NO-BREAK SPACE}"

_Mask = tuple[Any, int, int]


class Word(Struct, frozen=True):
    """A word's pictures, each with its place from the pen on the baseline, and its advance.

    Mostly it is one. Where two smooth letters share a grey pixel the second begins another, as
    blending twice rounds twice.
    """

    masks: tuple[_Mask, ...]
    advance: int


class Words:
    """The words that came lately, by their faces.

    On the first frame a word's glyphs are drawn one by one, as there may be no second; so are
    those for whose pictures there is no room.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._taken = self._refused = 0
        self._new: dict[Face, dict[str, Word]] = {}
        self._once: dict[Face, dict[str, Word]] = {}
        self._known: dict[Face, dict[str, Word]] = {}

    def __len__(self) -> int:
        return sum(
            len(words) for of in (self._new, self._once, self._known) for words in of.values()
        )

    def next_frame(self) -> None:
        """Begin another frame: what was new on the last is not any longer."""
        new, self._new = self._new, {}
        for face, words in list(new.items()):  # another thread may be drawing
            self._once.setdefault(face, {}).update(words)

    def write(self, core: Any, face: Face, text: str, at: tuple[int, int], index: int) -> None:
        """Draw a line on a sheet's `core`, the pen at `at` on its baseline."""
        x, y = at
        space = face.glyph(" ").advance
        if _GLUE in text and face.glyph(_GLUE).advance == space:
            text = text.replace(_GLUE, " ")
        known = self._known.get(face) or {}
        draw = core.draw_bitmap
        # A mark may stand on a space.
        for word in (text,) if marked(text) else text.split(" "):
            if word:
                picture = known.get(word) or self._find(face, word)
                for mask, dx, dy in picture.masks:
                    draw((x + dx, y + dy), mask, index)
                x += picture.advance
            x += space

    def _find(self, face: Face, word: str) -> Word:
        """A word of which there is no picture yet: its glyphs; a picture if it came before."""
        new = self._new.setdefault(face, {})
        if word in new:
            return new[word]
        picture = self._once.get(face, {}).pop(word, None)
        if picture is None:
            picture = _glyphs(face, word)
            if len(word) <= _LONGEST and self._has_room(_WORD_BYTES):
                self._new.setdefault(face, {})[word] = picture
            return picture
        size = face.font.size * picture.advance
        if size <= _LARGEST and self._has_room(size):
            picture = Word(_joined(picture.masks), picture.advance)
        self._known.setdefault(face, {})[word] = picture
        return picture

    def _has_room(self, size: int) -> bool:
        """Take so many bytes, if they are left; when they often were not, all begins anew."""
        if self._taken + size <= self._most:
            self._taken += size
            return True
        self._refused += 1
        if self._refused > _MOST_REFUSED:
            self._new.clear()
            self._once.clear()
            self._known.clear()
            self._taken = self._refused = 0
        return False


def _glyphs(face: Face, text: str) -> Word:
    placed, width = face.place(text)
    masks = [(one.mask, pen + one.dx, one.dy) for one, pen in placed if one.mask is not None]
    return Word(tuple(masks), width)


def _joined(masks: Iterable[_Mask]) -> tuple[_Mask, ...]:
    """Glyphs drawn on as few pictures as give the same pixels."""
    parts: list[list[_Mask]] = []
    for mask in masks:
        if not parts or any(_blend(mask, other) for other in parts[-1]):
            parts.append([])
        parts[-1].append(mask)
    return tuple(map(_one, parts))


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


def _one(masks: list[_Mask]) -> _Mask:
    left, top = min(x for _, x, _ in masks), min(y for _, _, y in masks)
    right = max(x + mask.size[0] for mask, x, _ in masks)
    bottom = max(y + mask.size[1] for mask, _, y in masks)
    picture = _imaging.fill("L", (right - left, bottom - top), 0)
    core = _imaging.draw(picture, 0)
    for mask, x, y in masks:
        core.draw_bitmap((x - left, y - top), mask, _FULL)
    return picture, left, top
