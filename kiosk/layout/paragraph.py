"""Lines of a paragraph: broken for the whole paragraph at once, and cut where room ends.

A line is a string that the glyph table measures to the very pixels that paint will draw.
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from kiosk.glyphs import Face
from kiosk.layout.cutting import ELLIPSIS, cut
from kiosk.layout.optimum import Strip, best_ends, fewest, strip
from kiosk.layout.pieces import Piece, pieces
from kiosk.layout.vietnamese import prices

__all__ = ["ELLIPSIS", "Broken", "break_text"]


class Broken(Struct, frozen=True):
    """The lines of a text, whether words of it were cut off, and what its breaks cost."""

    lines: tuple[str, ...]
    cut: bool = False
    price: float = 0.0


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

    A bad break (vietnamese.faults) counts as a line: one line more is taken where that avoids it
    and `lines` allows it. `lines` is the most that may stand (0: any number): what is left is cut
    at a syllable border and marked with "…". `balance` also evens out the last line and breaks by
    the finer rules of headlines; `tail` px stay free at its end, `indent` px before the first one.
    Marks at either end of a line hang out by up to `hang` px.
    """
    if measure <= 0 or not text:
        return Broken((), cut=bool(text))
    return _break(text, _Setting(face, measure, balance, tail, hang, indent), lines)


class _Setting(Struct, frozen=True):
    face: Face
    measure: int
    balance: bool
    tail: int
    hang: int
    indent: int

    def strip(self, pieces: Sequence[Piece]) -> Strip:
        return strip(pieces, self.measure, self.indent, self.tail, balance=self.balance)


def _break(text: str, setting: _Setting, limit: int) -> Broken:
    whole = _pieces(_enough(text, setting, limit) if limit else text, setting)

    def fits(some: Sequence[Piece]) -> bool:
        return fewest(setting.strip(some)) <= limit

    if not limit or fits(whole):
        return _broken(whole, setting, limit)
    room = setting.measure - setting.tail
    dear = prices(_enough(text, setting, limit), headline=True)
    kept = cut(whole, dear, setting.face, room, fits)
    return _broken(kept, setting, limit, cut=True)


def _enough(text: str, setting: _Setting, limit: int) -> str:
    """The text, or so much of one without end that it surely is too much for `limit` lines."""
    room = limit * (setting.measure + 2 * setting.hang) + setting.measure
    end = -1
    while room >= 0 and (end := text.find(" ", start := end + 1)) >= 0:
        room -= setting.face.width(text[start:end])
    return text if end < 0 else text[:end]


def _pieces(text: str, setting: _Setting) -> list[Piece]:
    words = text.split(" ")
    rooms = [setting.measure] * len(words)
    rooms[0] -= setting.indent
    rooms[-1] -= setting.tail
    dear = prices(text, headline=setting.balance)
    return pieces(words, dear, setting.face, rooms, setting.hang)


def _broken(some: Sequence[Piece], setting: _Setting, limit: int, *, cut: bool = False) -> Broken:
    ends = best_ends(setting.strip(some), limit)
    *lines, last = (_joined(some[start:end]) for start, end in pairwise((0, *ends)))
    # A dot parts what stands on one line; where the line ends, it has done its work.
    made = (*(line.removesuffix(" ·") for line in lines), last)
    return Broken(made, cut, sum(some[end - 1].price for end in ends[:-1]))


def _joined(pieces: Sequence[Piece]) -> str:
    parts = [piece.text if piece.joined else f"{piece.text} " for piece in pieces]
    return "".join(parts).rstrip(" ")
