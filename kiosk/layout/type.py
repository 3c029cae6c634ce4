"""Roles of type: which face speaks in which role, how large, how far apart its lines stand."""

import re
from dataclasses import dataclass
from typing import Any, Literal, cast

from kiosk.board import Board
from kiosk.glyphs import Face, face
from kiosk.quantities import did_you_mean, either, shown
from kiosk.scene import Font

Role = Literal["headline", "text", "strong", "small", "figures"]

# Below this many px per em hinted Noto Sans reads best in one bit, from it on Be Vietnam Pro
# (tesseract's error rate over 12 to 28 px).
_BE_VIETNAM_FROM = 24
_SMALL_FACE: dict[Role, str] = {
    "headline": "NotoSans-Bold",
    "text": "NotoSans-Regular",
    "strong": "NotoSans-Bold",
    "small": "NotoSans-Regular",
    "figures": "NotoSans-Bold",
}
_LARGE_FACE: dict[Role, str] = {
    "headline": "BeVietnamPro-Bold",
    "text": "BeVietnamPro-Regular",
    "strong": "BeVietnamPro-SemiBold",
    "small": "BeVietnamPro-Regular",
    # Those of Be Vietnam Pro differ in width, and numbers under each other would not align.
    "figures": "NotoSans-Bold",
}
# Sizes at which hints draw two letters all but alike, and the size that stands for each:
# in one bit ắ and ẳ differ by two pixels there (bench/letters.py).
_INSTEAD = {("NotoSans-Bold", 24): 23}
FACES = frozenset({*_SMALL_FACE.values(), *_LARGE_FACE.values()})
# Baseline to baseline in ems; more where letters would touch.
_LEADING: dict[Role, float] = {
    "headline": 1.2,
    "text": 1.36,
    "strong": 1.26,
    "small": 1.3,
    "figures": 1.2,
}

_FONT = re.compile(r"\s*(\w+)\s+(\d+(?:\.\d+)?)\s*(?:\.\.\s*(\d+(?:\.\d+)?)\s*)?pt\s*")


@dataclass(frozen=True, slots=True)
class Type:
    """A role and the sizes that it may be set in, in points as seen from 0.6 m."""

    role: Role
    least: float
    most: float

    def sizes(self, board: Board) -> range:
        """Pixels per em on this board, from the least to the largest."""
        return range(board.px_of_pt(self.least), board.px_of_pt(self.most) + 1)

    def face(self, board: Board, size: int) -> Face:
        """The glyph table at `size` px or a pixel less; the family suits the least size."""
        small = self.sizes(board)[0] < _BE_VIETNAM_FROM
        name = (_SMALL_FACE if small else _LARGE_FACE)[self.role]
        return face(Font(name, _INSTEAD.get((name, size), size)), smooth=board.smooth)

    def leading(self, size: int) -> int:
        """Pixels from baseline to baseline where letters leave room for it."""
        return round(size * _LEADING[self.role])


def read_type(value: Any) -> Type:
    """A role with a size or a range of sizes: "text 14 pt", "headline 20..34 pt"."""
    example = 'as "text 14 pt" or "headline 20..34 pt"'
    found = _FONT.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"must be a role and a size, {example}, not {shown(value)}")
    if found[1] not in _LARGE_FACE:
        roles = either(_LARGE_FACE)
        raise ValueError(
            f"names no role of type; a role is {roles}{did_you_mean(found[1], _LARGE_FACE)}"
        )
    least = float(found[2])
    most = float(found[3]) if found[3] else least
    if not 1 <= least <= most <= 2000:  # noqa: PLR2004 - a letter 70 cm high
        raise ValueError(f"must be a size from small to large, {example}, not {shown(value)}")
    return Type(cast("Role", found[1]), least, most)
