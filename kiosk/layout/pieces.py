"""A text as pieces that lines are made of: words, and parts of words that no line could hold."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kiosk.glyphs import Face
from kiosk.layout.hanging import before, behind

# Where a reader expects an address or a compound to go on in the next line.
_SEAMS = "/.-–—?&=_,;:@+%#"
# Prices of a break inside a word, beside those of vietnamese.price: at a seam, and anywhere.
_AT_SEAM = 0.1
_ANYWHERE = 0.5
# No Vietnamese word is longer than this; an address is, and may be broken at its seams.
_LONGEST_WORD = 20


# A page has some hundreds, which the collector of garbage need not look through: no cycle can be.
class Piece(Struct, frozen=True, gc=False):
    """A word or a part of one; widths in px, with what may hang out at either end of a line."""

    text: str
    width: int
    left: int
    right: int
    space: int  # after it; 0 inside a word
    price: float  # of a break after it
    joined: bool = False  # the next piece continues this very word


def pieces(
    words: Sequence[str],
    prices: Sequence[float],
    face: Face,
    rooms: Sequence[int],
    hang: int,
) -> list[Piece]:
    """The words, each broken where it is wider than its room."""
    found: list[Piece] = []
    # Nothing is kerned with a space, so that all of them are equally wide; none ends a text.
    space = face.glyph(" ").advance
    for word, room, price in zip(words, rooms, (*prices, 0.0), strict=True):
        width, left, right = _measured(word, face, hang)
        if width - left - right <= room:
            found.append(Piece(word, width, left, right, space, price))
        else:
            found += _parted(word, face, room, hang, space, price)
    found[-1] = replace(found[-1], space=0)
    return found


def least_lines(text: str, face: Face, measure: int, hang: int) -> int:
    """How many lines of at most `measure` px a text takes at least; a line break is one."""
    space = face.glyph(" ").advance
    count = 0
    for part in filter(None, text.split("\n")):
        pen = 0
        count += 1
        for word in part.split(" "):
            width, left, right = _measured(word, face, hang)
            if pen and pen + width - right > measure:
                count += 1
                pen = 0
            pen += width + space - (0 if pen else left)
    return count


def too_wide(texts: Iterable[str], face: Face, room: int) -> Iterator[str]:
    """The words, and the parts of addresses between their seams, that are wider than a line."""
    for text in texts:
        for word in text.split(" "):
            parts = (word,) if len(word) <= _LONGEST_WORD else _segments(word)
            yield from (part for part in parts if face.width(part) > room)


def _parted(
    word: str, face: Face, room: int, hang: int, space: int, price: float
) -> Iterator[Piece]:
    """The parts of a word that is wider than its room."""
    *parts, last = (part for one in _segments(word) for part in _chopped(one, face, room))
    for part in parts:
        yield Piece(part, *_measured(part, face, hang), 0, _inner(part), joined=True)
    yield Piece(last, *_measured(last, face, hang), space, price)


@lru_cache(maxsize=2048)
def _measured(word: str, face: Face, hang: int) -> tuple[int, int, int]:
    """How wide a word is, and how much of it may hang out at either end of a line.

    Vietnamese is written in some thousand syllables, most of them many times on a page.
    """
    return face.width(word), before(word, face, hang), behind(word, face, hang)


def _inner(part: str) -> float:
    return _AT_SEAM if part[-1:] in _SEAMS else _ANYWHERE


def _segments(word: str) -> Iterator[str]:
    """A word parted after its seams; signs that stand together, as in “://”, stay together."""
    start = 0
    for at, (left, right) in enumerate(pairwise(word), start=1):
        if left in _SEAMS and right not in _SEAMS and at - start > 1:
            yield word[start:at]
            start = at
    yield word[start:]


def _chopped(segment: str, face: Face, room: int) -> Iterator[str]:
    """A segment filled into lines letter by letter; a mark stays with the letter it stands on."""
    start, pen = 0, 0
    for at, letter in enumerate(segment):
        advance = face.glyph(letter).advance
        kern = face.kern(segment[at - 1], letter) if at > start else 0
        if at > start and advance and pen + kern + advance > room:
            yield segment[start:at]
            start, pen, kern = at, 0, 0
        pen += kern + advance
    yield segment[start:]
