"""Whether a page's letters can be read from where its readers stand."""

import math
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.glyphs import Face
from kiosk.layout.regions import options
from kiosk.layout.spec import Layout
from kiosk.layout.type import Type

# ISO 9241-303: a capital's height under 16 minutes of arc can't be read, 20 are preferred.
LEAST_ARC = 16 / 60 / 180 * math.pi
PREFERRED_ARC = 20 / 60 / 180 * math.pi
# Metres that make no difference.
_EXACTLY = 1e-6
# Small type, for what may be read, keeps the least; all else is there to be read.
_MUST_BE_READ = ("headline", "text")
# Pixels per em from which on marks tell letters apart: none of the 458 pairs that differ in one
# mark alone looks alike in any face of the family (bench/letters.py).
LEAST_PX = {
    "NotoSans": {"mono": 18, "colour": 18, "grey": 17},
    "BeVietnamPro": {"mono": 14, "colour": 14, "grey": 12},
}


class Finding(Struct, frozen=True):
    """Letters that can't be read: `key` is the region's option that sets their size."""

    file: str
    region: str
    key: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}, region {self.region}, {self.key}: {self.says}"


def findings(layout: Layout, board: Board) -> tuple[Finding, ...]:
    """Every size of the layout that is too small for the board's readers or for its ink."""
    found = []
    for region, key, kind in _types(layout):
        size = kind.sizes(board)[0]
        reach = _reach(kind, board)
        if reach < board.distance_m - _EXACTLY:
            says = (
                f"{kind.least:g} pt can be read from {reach:.2f} m{seen(board)}, "
                f"and readers stand at {board.distance_m:g} m; make it larger."
            )
            found.append(Finding(layout.path.name, region, key, says))
        elif size < _least_px(kind, board):
            says = (
                f"{kind.least:g} pt is {size} px on this panel, which needs "
                f"{_least_px(kind, board)} px to tell marks apart; make it larger."
            )
            found.append(Finding(layout.path.name, region, key, says))
    return tuple(found)


def advice(layout: Layout, board: Board) -> tuple[Finding, ...]:
    """Every size of running text and headlines that can be read, but is smaller than preferred."""
    found = []
    for region, key, kind in _types(layout):
        preferred = _reach(kind, board, PREFERRED_ARC) >= board.distance_m - _EXACTLY
        if kind.role in _MUST_BE_READ and not preferred:
            says = (
                f"{kind.least:g} pt can be read, but ISO 9241 prefers larger letters for what "
                f"must be; {_preferred(kind, board)} pt would be comfortable."
            )
            found.append(Finding(layout.path.name, region, key, says))
    return tuple(found)


def _preferred(kind: Type, board: Board) -> float:
    """The least half point size whose capitals are seen under the preferred angle."""
    far = board.distance_m - _EXACTLY
    halves = (replace(kind, least=half / 2, most=half / 2) for half in range(2, 200))
    fitting = (one.least for one in halves if _reach(one, board, PREFERRED_ARC) >= far)
    return next(fitting)


def reach(layout: Layout, board: Board) -> float:
    """From how far, in metres, the board's readers can read all of the layout's letters."""
    return min((_reach(kind, board) for _, _, kind in _types(layout)), default=board.distance_m)


def seen(board: Board) -> str:
    """What is to be said of readers whose eyes are not ordinary ones."""
    return " with low vision" if board.enlarge > 1 else ""


def too_far(letters: Face, board: Board) -> bool:
    """Whether the board's readers stand too far away to read these letters."""
    return readable_from(letters, board) < board.distance_m - _EXACTLY


def readable_from(letters: Face, board: Board, arc: float = LEAST_ARC) -> float:
    """From how far, in metres, letters are read; with low vision they must be so much larger."""
    return letters.cap / board.px_per_mm / 1000 / math.tan(arc) / board.enlarge


def _reach(kind: Type, board: Board, arc: float = LEAST_ARC) -> float:
    """For the smallest size, in metres."""
    return readable_from(kind.face(board, kind.sizes(board)[0]), board, arc)


def _least_px(kind: Type, board: Board) -> int:
    family = kind.face(board, kind.sizes(board)[0]).font.face.partition("-")[0]
    return LEAST_PX[family][board.palette.kind]


def _types(layout: Layout) -> Iterator[tuple[str, str, Type]]:
    for name, region in layout.regions.items():
        for key in options(type(region)):
            value = getattr(region, key)
            if isinstance(value, Type):
                yield name, key, value
