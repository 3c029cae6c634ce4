"""Lines of a paragraph: broken for the whole paragraph at once, and cut where room ends.

A line is a string that the glyph table measures to the very pixels that paint will draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kiosk.glyphs import Face
from kiosk.layout.pieces import Piece, pieces
from kiosk.layout.vietnamese import BAD, prices

ELLIPSIS = "…"
_DANGLING = " ,;:.-–—·(“‘[«"
# What a line costs before anything else is looked at: more than all slack can come to.
_RANK = 1e5
# Prices of a last line, in the squared slack of lines: one syllable alone, a very short end.
_LONELY = 1.0
_LONELY_BELOW = 1 / 2
_SHORT = 0.5
_SHORT_BELOW = 1 / 5
# A cut that would end inside an amount or a name goes back by so many words at the most.
_BACK = 3


@dataclass(frozen=True, slots=True)
class Broken:
    """The lines of a text, and whether words of it were cut off."""

    lines: tuple[str, ...]
    cut: bool = False


def break_text(
    text: str,
    face: Face,
    measure: int,
    *,
    lines: int = 0,
    balance: bool = False,
    tail: int = 0,
    hang: int = 0,
    indent: int = 0,
) -> Broken:
    """Break `text` into the fewest lines of at most `measure` px, and of those the evenest.

    A break inside what belongs together (from vietnamese.BAD on) counts as a line: one line more
    is taken where that avoids it and `lines` allows it. `lines` is the most that may stand (0:
    any number): what is left is cut at a syllable border and marked with "…". `balance` also
    evens out the last line, as headlines want; `tail` px stay free at its end, `indent` px
    before the first one. Marks at either end of a line hang out by up to `hang` px.
    """
    if measure <= 0 or not text:
        return Broken((), cut=bool(text))
    return _break(text, _Setting(face, measure, balance, tail, hang, indent), lines)


@dataclass(frozen=True, slots=True)
class _Setting:
    face: Face
    measure: int
    balance: bool
    tail: int
    hang: int
    indent: int


@lru_cache(maxsize=1024)
def _break(text: str, setting: _Setting, limit: int) -> Broken:
    words = text.split(" ")
    dear = prices(words, headline=setting.balance)
    strip = _strip(_pieces(words, dear, setting), setting)
    lines = _evenest(strip, spare_bad=True)
    if limit and len(lines) > limit:
        lines = _evenest(strip, spare_bad=False)
    if not limit or len(lines) <= limit:
        return Broken(lines)
    kept = _strip(_longest_that_fits(strip.pieces, setting, limit), setting)
    return Broken(_evenest(kept, spare_bad=False), cut=True)


def _pieces(words: Sequence[str], dear: Sequence[float], setting: _Setting) -> list[Piece]:
    rooms = [setting.measure] * len(words)
    rooms[0] -= setting.indent
    rooms[-1] -= setting.tail
    return pieces(words, dear, setting.face, rooms, setting.hang)


@dataclass(frozen=True, slots=True)
class _Strip:
    """A text as one endless line: where a line would begin and end, in px, hanging marks off."""

    pieces: Sequence[Piece]
    begins: Sequence[int]
    ends: Sequence[int]
    measure: int
    balance: bool


def _strip(pieces: Sequence[Piece], setting: _Setting) -> _Strip:
    begins, ends, pen = [], [], 0
    for piece in pieces:
        begins.append(pen + piece.left)
        ends.append(pen + piece.width - piece.right)
        pen += piece.width + piece.space
    begins[0] -= setting.indent
    if setting.tail:
        ends[-1] = pen - pieces[-1].space + setting.tail
    return _Strip(pieces, begins, ends, setting.measure, setting.balance)


def _evenest(strip: _Strip, *, spare_bad: bool) -> tuple[str, ...]:
    """The cheapest way to set a strip; with `spare_bad` a bad break counts as a line."""
    count = len(strip.pieces)
    cost = [0.0] * (count + 1)
    starts = [0] * (count + 1)
    for end in range(1, count):
        dear = strip.pieces[end - 1].price
        rank = _RANK * 2 if spare_bad and dear >= BAD else _RANK
        best, starts[end] = _best_start(strip, cost, end)
        cost[end] = best + dear + rank
    starts[count] = _best_last_start(strip, cost)
    return _trace(strip.pieces, starts)


def _best_start(strip: _Strip, cost: Sequence[float], end: int) -> tuple[float, int]:
    """The cheapest line that ends before piece `end`: what all to its end costs, and its start."""
    measure, stop = strip.measure, strip.ends[end - 1]
    best, start = float("inf"), end - 1
    for first in range(end - 1, -1, -1):
        slack = measure - stop + strip.begins[first]
        if slack < 0:
            if first < end - 1:
                break
            slack = 0
        here = cost[first] + (slack / measure) ** 2
        if here < best:
            best, start = here, first
    return best, start


def _best_last_start(strip: _Strip, cost: Sequence[float]) -> int:
    """Where the last line begins."""
    count = len(strip.pieces)
    best, start = float("inf"), count - 1
    for first in range(count - 1, -1, -1):
        filled = (strip.ends[-1] - strip.begins[first]) / strip.measure
        if filled > 1 and first < count - 1:
            break
        uneven = max(0.0, 1 - filled) ** 2 if strip.balance else 0.0
        here = cost[first] + uneven + (_forlorn(count - first, filled) if first else 0.0)
        if here < best:
            best, start = here, first
    return start


def _forlorn(count: int, filled: float) -> float:
    """The price of a last line of so many words that fills so much of the measure."""
    if count == 1 and filled < _LONELY_BELOW:
        return _LONELY
    return _SHORT * max(0.0, 1 - filled / _SHORT_BELOW)


def _trace(pieces: Sequence[Piece], starts: Sequence[int]) -> tuple[str, ...]:
    lines: list[str] = []
    end = len(pieces)
    while end:
        start = starts[end]
        line = _joined(pieces[start:end])
        # A dot parts what stands on one line; where the line ends, it has done its work.
        lines.append(line.removesuffix(" ·") if end < len(pieces) else line)
        end = start
    return tuple(reversed(lines))


def _joined(pieces: Sequence[Piece]) -> str:
    parts = [piece.text + ("" if piece.joined else " ") for piece in pieces]
    return "".join(parts).rstrip(" ")


def _count(strip: _Strip) -> int:
    """The fewest lines."""
    count, first = 1, 0
    for at in range(1, len(strip.pieces)):
        if strip.ends[at] - strip.begins[first] > strip.measure:
            count, first = count + 1, at
    return count


def _longest_that_fits(pieces: Sequence[Piece], setting: _Setting, limit: int) -> list[Piece]:
    """As many pieces as fit in `limit` lines with "…" after the last of them."""
    low, high = 1, len(pieces) - 1
    best = _marked(pieces[:1], setting)
    while low <= high:
        middle = (low + high) // 2
        tried = _marked(pieces[:middle], setting)
        if _count(_strip(tried, setting)) <= limit:
            best, low = tried, middle + 1
        else:
            high = middle - 1
    return best


def _marked(pieces: Sequence[Piece], setting: _Setting) -> list[Piece]:
    face = setting.face
    kept = list(pieces)
    last = kept[-1].text.rstrip(_DANGLING)
    while not last and len(kept) > 1:
        kept.pop()
        last = kept[-1].text.rstrip(_DANGLING)
    text = last.removesuffix(ELLIPSIS) + ELLIPSIS
    while face.width(text) > setting.measure - setting.tail and len(text) > len(ELLIPSIS):
        text = text[:-2] + ELLIPSIS
    return [*kept[:-1], replace(kept[-1], text=text, width=face.width(text), right=0, joined=False)]
