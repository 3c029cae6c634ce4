"""Lines of a paragraph: broken for the whole paragraph at once, and cut where room ends.

A line is a string that the glyph table measures to the very pixels that paint will draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kiosk.glyphs import Face
from kiosk.layout.vietnamese import price

ELLIPSIS = "…"
_LONELY = 0.25  # price of a last line that is one short syllable
_DANGLING = " ,;:.-–—·(“‘"


@dataclass(frozen=True, slots=True)
class Broken:
    """The lines of a text, and whether words of it were cut off."""

    lines: tuple[str, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    width: int
    space: int  # width of the space after it, kerned; 0 inside a word that was split
    price: float  # of a break after it
    joined: bool  # the next piece continues this very word


def break_text(
    text: str, face: Face, measure: int, *, lines: int = 0, balance: bool = False, tail: int = 0
) -> Broken:
    """Break `text` into the fewest lines of at most `measure` px, and of those the evenest.

    `lines` is the most that may stand (0: any number): what is left is cut at a syllable border
    and marked with "…". `balance` also evens out the last line, as headlines want; `tail` px
    stay free at its end.
    """
    if measure <= 0 or not text:
        return Broken((), cut=bool(text))
    return _break(text, face, measure, lines, balance, tail)


@lru_cache(maxsize=1024)
def _break(text: str, face: Face, measure: int, limit: int, balance: bool, tail: int) -> Broken:  # noqa: FBT001 - a cache key
    words = _with_tail(_words(text.split(" "), face, measure - tail), tail)
    fewest = _count(words, measure)
    if not limit or fewest <= limit:
        return Broken(_evenest(words, measure, fewest, balance=balance))
    kept = _longest_that_fits(words, face, measure, limit, tail)
    return Broken(_evenest(kept, measure, _count(kept, measure), balance=balance), cut=True)


def _words(texts: Sequence[str], face: Face, measure: int) -> list[_Word]:
    pieces: list[_Word] = []
    for index, text in enumerate(texts):
        after = texts[index + 1] if index + 1 < len(texts) else ""
        *split, last = _pieces(text, face, measure)
        pieces += [_Word(piece, face.width(piece), 0, 0.0, joined=True) for piece in split]
        space = _space(face, last, after) if after else 0
        dear = price(text, after) if after else 0.0
        pieces.append(_Word(last, face.width(last), space, dear, joined=False))
    return pieces


def _with_tail(words: list[_Word], tail: int) -> list[_Word]:
    """The words, the last one wider by what must stay free behind it."""
    return [*words[:-1], replace(words[-1], width=words[-1].width + tail)]


def _pieces(text: str, face: Face, measure: int) -> list[str]:
    """A word that fits, or pieces of it: an endless address is broken where the line is full."""
    if face.width(text) <= measure:
        return [text]
    pieces, start, pen = [], 0, 0
    for at, letter in enumerate(text):
        advance = face.glyph(letter).advance
        kern = face.kern(text[at - 1], letter) if at > start else 0
        if at > start and pen + kern + advance > measure:
            pieces.append(text[start:at])
            start, pen, kern = at, 0, 0
        pen += kern + advance
    return [*pieces, text[start:]]


def _space(face: Face, left: str, right: str) -> int:
    return (
        face.glyph(" ").advance + face.kern(left[-1], " ") + face.kern(" ", right[0])
        if left and right
        else face.glyph(" ").advance
    )


def _count(words: Sequence[_Word], measure: int) -> int:
    """The fewest lines."""
    return len(_furthest(words, measure))


def _evenest(words: Sequence[_Word], measure: int, count: int, *, balance: bool) -> tuple[str, ...]:
    """The cheapest way to set `words` in exactly `count` lines."""
    # cost[n] and starts[k][n]: the best way to set the first n words in k lines.
    cost = {0: 0.0}
    starts: list[dict[int, int]] = []
    windows = zip(_nearest(words, measure, count), _furthest(words, measure), strict=True)
    for nearest, furthest in windows:
        found = {
            end: _best_start(words, measure, cost, end, balance=balance)
            for end in range(nearest, furthest + 1)
        }
        cost = {end: price for end, (price, _) in found.items()}
        starts.append({end: start for end, (_, start) in found.items()})
    return _trace(words, starts)


def _furthest(words: Sequence[_Word], measure: int) -> list[int]:
    """Where each line ends if every line takes all that fits."""
    ends, used = [], 0
    for index, word in enumerate(words):
        space = words[index - 1].space if used else 0
        if used and used + space + word.width > measure:
            ends.append(index)
            used, space = 0, 0
        used += space + word.width
    return [*ends, len(words)]


def _nearest(words: Sequence[_Word], measure: int, count: int) -> list[int]:
    """Where each line must have ended so that the lines after it hold the rest."""
    ends, end = [len(words)], len(words)
    for _ in range(count - 1):
        first, width = end - 1, words[end - 1].width
        while first > 0 and width + words[first - 1].width + words[first - 1].space <= measure:
            first -= 1
            width += words[first].width + words[first].space
        ends.append(max(1, first))
        end = max(1, first)
    return ends[::-1]


def _best_start(
    words: Sequence[_Word], measure: int, cost: Mapping[int, float], end: int, *, balance: bool
) -> tuple[float, int]:
    best, start = float("inf"), end - 1
    width = 0
    for first in range(end - 1, -1, -1):
        width += words[first].width + (words[first].space if first < end - 1 else 0)
        if width > measure and first < end - 1:
            break
        if first in cost:
            here = cost[first] + _line_price(words, first, end, width / measure, balance=balance)
            best, start = min((best, start), (here, first))
    return best, start


def _line_price(
    words: Sequence[_Word], first: int, end: int, filled: float, *, balance: bool
) -> float:
    last = end == len(words)
    lonely = _LONELY if last and end - first == 1 and first > 0 else 0.0
    if last and not balance:
        return lonely
    slack = max(0.0, 1.0 - filled)
    return slack * slack + lonely + (0.0 if last else words[end - 1].price)


def _trace(words: Sequence[_Word], starts: Sequence[Mapping[int, int]]) -> tuple[str, ...]:
    lines: list[str] = []
    end = len(words)
    for begun in reversed(starts):
        start = begun[end]
        line = _joined(words[start:end])
        # A dot parts what stands on one line; where the line ends, it has done its work.
        lines.append(line.removesuffix(" ·") if end < len(words) else line)
        end = start
    return tuple(reversed(lines))


def _joined(words: Sequence[_Word]) -> str:
    parts = [word.text + ("" if word.joined else " ") for word in words]
    return "".join(parts).rstrip(" ")


def _longest_that_fits(
    words: Sequence[_Word], face: Face, measure: int, limit: int, tail: int
) -> list[_Word]:
    """As many words as fit in `limit` lines with "…" after the last of them."""
    low, high = 1, len(words) - 1
    best = _with_tail(_marked(words[:1], face, measure - tail), tail)
    while low <= high:
        middle = (low + high) // 2
        tried = _with_tail(_marked(words[:middle], face, measure - tail), tail)
        if _count(tried, measure) <= limit:
            best, low = tried, middle + 1
        else:
            high = middle - 1
    return best


def _marked(words: Sequence[_Word], face: Face, measure: int) -> list[_Word]:
    kept = list(words)
    last = kept[-1].text.rstrip(_DANGLING)
    while not last and len(kept) > 1:
        kept.pop()
        last = kept[-1].text.rstrip(_DANGLING)
    text = last.removesuffix(ELLIPSIS) + ELLIPSIS
    while face.width(text) > measure and len(text) > len(ELLIPSIS):
        text = text[:-2] + ELLIPSIS
    return [*kept[:-1], _Word(text, face.width(text), 0, 0.0, joined=False)]
