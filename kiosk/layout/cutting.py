"""A text cut where its room ends, as much as possible where a reader would pause."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from kiosk.glyphs import Face
from kiosk.layout.pieces import Piece

ELLIPSIS = "…"
_DANGLING = " ,;:.-–—·/(“‘[«"
# So many words a cut goes back at the most, each for so much of what breaks cost.
_BACK = 3
_BACK_A_WORD = 0.04
# What the end of a clause is worth.
_CLAUSE = 0.15
_CLAUSE_ENDS = tuple(",;:.!?)”")


def cut(
    pieces: Sequence[Piece],
    prices: Sequence[float],
    face: Face,
    room: int,
    fits: Callable[[Sequence[Piece]], bool],
) -> list[Piece]:
    """As many pieces as fit with “…” behind, or a few less where that ends better.

    `prices` are those of breaks behind words; the last word is never wider than `room`.
    """
    most = _most(len(pieces) - 1, lambda count: fits(_marked(pieces[:count], face, room)))
    return _marked(pieces[: _best_end(pieces, prices, most)], face, room)


def _most(upper: int, fits: Callable[[int], bool]) -> int:
    """The largest number from 1 to `upper` that fits; 1 if none does."""
    low, high = 1, upper
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _best_end(pieces: Sequence[Piece], prices: Sequence[float], most: int) -> int:
    word = sum(not piece.joined for piece in pieces[:most]) - 1
    best, least = most, float("inf")
    for back in range(min(_BACK, most - 1) + 1):
        piece = pieces[most - 1 - back]
        if piece.joined:
            break
        here = prices[word - back] + _BACK_A_WORD * back
        here -= _CLAUSE * piece.text.endswith(_CLAUSE_ENDS)
        if here < least:
            best, least = most - back, here
    return best


def _marked(pieces: Sequence[Piece], face: Face, room: int) -> list[Piece]:
    kept = list(pieces)
    last = kept[-1].text.rstrip(_DANGLING)
    while not last and len(kept) > 1:
        kept.pop()
        last = kept[-1].text.rstrip(_DANGLING)
    text = last.removesuffix(ELLIPSIS) + ELLIPSIS
    while face.width(text) > room and len(text) > len(ELLIPSIS):
        text = text[:-2] + ELLIPSIS
    return [*kept[:-1], replace(kept[-1], text=text, width=face.width(text), right=0, joined=False)]
