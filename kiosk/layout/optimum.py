"""The best of all ways to set a text: every line is weighed with every other one of its paragraph.

What counts, in this order: the fewest lines, a bad break for one more line; then the least that
lines lack and breaks cost. A line that lacks s of its measure costs s² + 5s⁴: 0.05 for a fifth,
0.6 for a half.
"""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from kiosk.layout.pieces import Piece
from kiosk.layout.vietnamese import faults

# What a line costs before anything else is looked at: more than all slack can come to.
_RANK = 1e5
_STEEP = 5.0
# Prices of a line of one short syllable, and of a last line that is hardly there.
_LONELY = 1.5
_LONELY_BELOW = 2 / 3
_SHORT = 0.5
_SHORT_BELOW = 1 / 5
_NOWHERE = float("inf")


class Strip(Struct, frozen=True):
    """A text as one endless line: where a line would begin and end, in px, hanging marks off."""

    pieces: Sequence[Piece]
    begins: Sequence[int]
    ends: Sequence[int]
    measure: int
    balance: bool


def strip(pieces: Sequence[Piece], measure: int, indent: int, tail: int, *, balance: bool) -> Strip:
    begins, ends, pen = [], [], 0
    for piece in pieces:
        begins.append(pen + piece.left)
        end = pen + piece.width
        ends.append(end - piece.right)
        pen = end + piece.space
    begins[0] -= indent
    if tail:
        ends[-1] = pen - pieces[-1].space + tail
    return Strip(pieces, begins, ends, measure, balance)


def fewest(text: Strip) -> int:
    """How many lines a text takes at least."""
    return len(_fullest(text))


def _fullest(text: Strip) -> list[int]:
    """Where lines end that each take all that fits."""
    ends, first = [], 0
    for at in range(1, len(text.pieces)):
        if text.ends[at] - text.begins[first] > text.measure:
            ends.append(at)
            first = at
    return [*ends, len(text.pieces)]


def _shortest(text: Strip, most: int) -> list[int]:
    """Where each of `most` lines must end at the earliest, so that the rest fits in the others."""
    ends = [len(text.pieces)]
    for _ in range(most - 1):
        first = last = ends[-1] - 1
        while first > 0 and text.ends[last] - text.begins[first - 1] <= text.measure:
            first -= 1
        ends.append(max(first, 0))
    return ends[::-1]


def best_ends(text: Strip, most: int = 0) -> tuple[int, ...]:
    """Behind which piece each line of the best way ends, with at most `most` lines (0: any number).

    The text must fit in as many.
    """
    ends = _faultless(text) or _any_number(text)
    return ends if not most or len(ends) <= most else _limited(text, most)


def _faultless(text: Strip) -> tuple[int, ...]:
    """The best way, if it takes the fewest lines and none of its breaks is a bad one; else ().

    Mostly it is, and few pieces can end one of the fewest lines.
    """
    longest = _fullest(text)
    count = len(text.pieces)
    cost, starts = [0.0] + [_NOWHERE] * (count - 1), [0] * (count + 1)
    start_at_most = 0
    for earliest, latest in zip(_shortest(text, len(longest)), longest[:-1], strict=False):
        for end in range(earliest, latest + 1):
            cost[end], starts[end] = _best_line(text, cost, end, start_at_most)
        start_at_most = latest
    starts[count] = _best_last_line(text, cost)[1]
    ends = _traced(starts)
    bad = any(faults(text.pieces[end - 1].price) for end in ends[:-1])
    return () if bad or len(ends) > len(longest) else ends


def _any_number(text: Strip) -> tuple[int, ...]:
    count = len(text.pieces)
    cost, starts = [0.0] * count, [0] * (count + 1)
    for end in range(1, count):
        cost[end], starts[end] = _best_line(text, cost, end, end)
    starts[count] = _best_last_line(text, cost)[1]
    return _traced(starts)


def _traced(starts: Sequence[int]) -> tuple[int, ...]:
    """The ends of lines from the last one back, each line's start by its end."""
    ends = [len(starts) - 1]
    while starts[ends[-1]]:
        ends.append(starts[ends[-1]])
    return tuple(reversed(ends))


def _limited(text: Strip, most: int) -> tuple[int, ...]:
    """As with any number of lines, but for every number up to `most` apart."""
    count = len(text.pieces)
    cost = [0.0] + [_NOWHERE] * (count - 1)
    layers: list[dict[int, int]] = []
    least, lines = _NOWHERE, 0
    longest = _fullest(text) + [count] * most
    for shortest, end_at_most in zip(_shortest(text, most), longest, strict=False):
        ends = range(max(1, shortest), min(end_at_most, count - 1) + 1)
        made = {end: _best_line(text, cost, end, end) for end in ends}
        whole, last = _best_last_line(text, cost)
        layers.append({end: start for end, (_, start) in made.items()} | {count: last})
        if whole < least:
            least, lines = whole, len(layers)
        cost = [_NOWHERE] * count
        for end, (price, _) in made.items():
            cost[end] = price
    found = [count]
    for starts in reversed(layers[1:lines]):
        found.append(starts[found[-1]])
    return tuple(reversed(found))


def _best_line(
    text: Strip, cost: Sequence[float], end: int, start_at_most: int
) -> tuple[float, int]:
    """The best line that ends before piece `end`: what all up to its end costs, and its start.

    It is a line of one piece, or starts with `start_at_most` or before.
    """
    measure, begins = text.measure, text.begins
    least, alone = text.ends[end - 1] - measure, end - 1
    # Squares alone are least where lines are even, however full they are.
    steep = 0.0 if text.balance else _STEEP
    best, start = _NOWHERE, alone
    # From the longest line on: it mostly is the best, and others need no more than a look.
    for first in range(bisect_left(begins, least, 0, alone), min(alone, start_at_most + 1)):
        before = cost[first]
        if before <= best:
            lacks = (begins[first] - least) / measure
            square = lacks * lacks
            here = before + (square + steep * square * square)
            if here <= best:
                best, start = here, first
    spare = begins[alone] - least
    lacks = spare / measure if spare > 0 else 0.0
    square = lacks * lacks
    here = cost[alone] + (square + steep * square * square)
    if text.balance:
        here += _forlorn(1, 1 - lacks)
    if here <= best:
        best, start = here, alone
    dear = text.pieces[alone].price
    return best + dear + (_RANK * (1 + faults(dear)) if dear else _RANK), start


def _best_last_line(text: Strip, cost: Sequence[float]) -> tuple[float, int]:
    count = len(text.pieces)
    best, start = _NOWHERE, count - 1
    for first in range(count - 1, -1, -1):
        filled = (text.ends[-1] - text.begins[first]) / text.measure
        if filled > 1 and first < count - 1:
            break
        uneven = max(0.0, 1 - filled) if text.balance else 0.0
        here = (
            cost[first]
            + uneven * uneven
            + (_forlorn(count - first, filled) if first else 0.0)
            + _RANK
        )
        if here < best:
            best, start = here, first
    return best, start


def _forlorn(count: int, filled: float) -> float:
    """The price of a last line of so many words that fills so much of the measure."""
    if count == 1 and filled < _LONELY_BELOW:
        return _LONELY
    return _SHORT * max(0.0, 1 - filled / _SHORT_BELOW)
