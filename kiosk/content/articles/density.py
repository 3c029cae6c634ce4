"""Where on a page the article is, found by its words: many in sentences, few in links."""

from collections.abc import Sequence

from kiosk.content.articles.boilerplate import closes
from kiosk.content.markup.reading import Line, Piece
from kiosk.content.markup.tree import Element

# Letters, as Line.length counts them. A teaser has some 100, a paragraph 150 to 500.
SENTENCE = 30
_PARAGRAPH_AT_MOST = 600
# What a box gets of the words in it, by how deep they lie: its own lines, its paragraphs', …
_SHARE = (0.8, 1.0, 0.6, 0.4, 0.25, 0.15, 0.1)
# What a line that is none of the article's costs, in letters, and each step to another box.
_JUNK = 40
_STEP = 15
# "text" is a name for many things, "article-body-content" is not.
_SPEAKING = 6
_STOPS = '.!?…;:”"»)'


def weight(line: Line) -> int:
    """How much a line speaks for text: its letters outside links if it reads as a sentence."""
    if line.length < SENTENCE or line.linked > 0.4 * line.length:
        return 0
    sentence = line.text.rstrip()[-1] in _STOPS or line.length > 3 * SENTENCE or "," in line.text
    said = min(line.length - line.linked, _PARAGRAPH_AT_MOST)
    return said if sentence else said // 3


def region(pieces: Sequence[Piece]) -> slice:
    """The stretch of `pieces` that is the article; an empty one if there is no text."""
    best = _best_box(pieces)
    if not best:
        return slice(0, 0)
    inside = [i for i, piece in enumerate(pieces) if _is_in(piece, best)]
    start, end = inside[0], inside[-1] + 1
    more = _reach(pieces[end:], best, closed=True)
    before = _reach(pieces[:start][::-1], best, closed=False)
    return slice(start - before, end + more)


def _is_in(piece: Piece, best: tuple[Element, ...]) -> bool:
    """Whether `piece` lies in the best box, or in one of the same make: texts come in several."""
    depth = len(best) - 1
    if len(piece.path) > depth and piece.path[depth] is best[-1]:
        return True
    names = best[-1].names
    return len(names) >= _SPEAKING and any(
        e.names == names and e.tag == best[-1].tag and e.prose
        for e in piece.path[depth - 1 : depth + 2]
    )


def said(pieces: Sequence[Piece]) -> int:
    """How many letters of sentences there are in `pieces`."""
    return sum(weight(piece) for piece in pieces if isinstance(piece, Line))


def _best_box(pieces: Sequence[Piece]) -> tuple[Element, ...]:
    """The box that holds most sentences close by and fewest links, with all boxes around it."""
    scores: dict[tuple[Element, ...], float] = {}
    letters: dict[Element, list[int]] = {}
    for line in pieces:
        if not isinstance(line, Line):
            continue
        worth = weight(line)
        for depth, element in enumerate(reversed(line.path)):
            counted = letters.setdefault(element, [0, 0])
            counted[0] += line.length
            counted[1] += line.linked
            if worth and depth < len(_SHARE):
                box = line.path[: len(line.path) - depth]
                scores[box] = scores.get(box, 0) + worth * _SHARE[depth]
    judged = {box: score * _unlinked(letters[box[-1]]) for box, score in scores.items()}
    return max(judged, key=lambda box: judged[box], default=())


def _unlinked(counted: list[int]) -> float:
    return 1 - counted[1] / counted[0]


def _reach(pieces: Sequence[Piece], best: tuple[Element, ...], *, closed: bool) -> int:
    """How many of `pieces`, which lead away from the best box, still are its text.

    Below it a heading such as "Tin khác" is its end, if `closed`; above it lies nothing but the
    headline, and lists of links only stand between.
    """
    reach, balance = 0, 0
    for i, piece in enumerate(pieces):
        if not isinstance(piece, Line):
            continue
        if closed and (closes(piece) or balance < -_PARAGRAPH_AT_MOST):
            break
        worth = weight(piece)
        junk = _JUNK + 2 * piece.linked if closed else _JUNK // 2
        balance += worth - _STEP * _steps(piece, best) if worth else -junk
        if balance > 0:
            reach, balance = i + 1, 0
    return reach


def _steps(piece: Piece, best: tuple[Element, ...]) -> int:
    """How many boxes one has to leave on the way from `best` to `piece`."""
    shared = sum(mine is its for mine, its in zip(best, piece.path, strict=False))
    return len(best) - shared
