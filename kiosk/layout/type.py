"""Roles of type: which face speaks in which role, how large, how far apart its lines stand."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, cast

from msgspec import Struct

from kiosk.board import Board
from kiosk.glyphs import Face, face
from kiosk.quantities import did_you_mean, either, shown
from kiosk.regex import regex
from kiosk.scene import Font

Role = Literal["headline", "text", "strong", "small", "figures"]

# Words are read best in Noto Sans, whose letters are more unlike each other: tesseract reads a
# quarter of the errors or fewer (bench/reading.py). Headlines have a face of their own, but below
# this many px per em it is too fine for one bit.
_HEADLINES_FROM = 24
_FACES: dict[Role, str] = {
    "headline": "BeVietnamPro-Bold",
    "text": "NotoSans-Regular",
    "strong": "NotoSans-Bold",
    "small": "NotoSans-Regular",
    # Figures of Be Vietnam Pro differ in width, and numbers under each other would not align.
    "figures": "NotoSans-Bold",
}
_SMALL_HEADLINE = "NotoSans-Bold"
# Sizes at which hints draw two letters all but alike, and the size that stands for each:
# in one bit ắ and ẳ differ by two pixels there (bench/letters.py).
_INSTEAD = {("NotoSans-Bold", 24): 23}
FACES = frozenset({*_FACES.values(), _SMALL_HEADLINE})
# Baseline to baseline in ems; more where letters would touch.
_LEADING: dict[Role, float] = {
    "headline": 1.2,
    "text": 1.36,
    "strong": 1.26,
    "small": 1.3,
    "figures": 1.2,
}

_FONT = regex(r"\s*(\w+)\s+(\d+(?:\.\d+)?)\s*(?:\.\.\s*(\d+(?:\.\d+)?)\s*)?pt\s*")


def faces() -> Mapping[str, tuple[str, ...]]:
    """Each face with what it sets: roles, of headlines the small ones apart."""
    found: dict[str, tuple[str, ...]] = {}
    for role, name in _FACES.items():
        large = f" from {_HEADLINES_FROM} px" if role == "headline" else ""
        found[name] = (*found.get(name, ()), f"{role}{large}")
    small = f"headline below {_HEADLINES_FROM} px"
    return found | {_SMALL_HEADLINE: (*found.get(_SMALL_HEADLINE, ()), small)}


class Type(Struct, frozen=True, cache_hash=True):
    """A role and the sizes that it may be set in, in points as seen from 0.6 m."""

    role: Role
    least: float
    most: float

    def sizes(self, board: Board) -> range:
        """Pixels per em on this board, from the least to the largest."""
        return _sizes(self, board)

    def face(self, board: Board, size: int) -> Face:
        """The glyph table at `size` px or a pixel less; the family suits the least size."""
        return face(_font(self, board, size), smooth=board.smooth)

    def leading(self, size: int) -> int:
        """Pixels from baseline to baseline where letters leave room for it."""
        return round(size * _LEADING[self.role])


# Every region asks them several times for a page.
@lru_cache(maxsize=256)
def _sizes(kind: Type, board: Board) -> range:
    return range(board.px_of_pt(kind.least), board.px_of_pt(kind.most) + 1)


@lru_cache(maxsize=512)
def _font(kind: Type, board: Board, size: int) -> Font:
    small = kind.role == "headline" and kind.sizes(board)[0] < _HEADLINES_FROM
    name = _SMALL_HEADLINE if small else _FACES[kind.role]
    return Font(name, _INSTEAD.get((name, size), size))


def read_type(value: Any) -> Type:
    """A role with a size or a range of sizes: "text 14 pt", "headline 20..34 pt"."""
    example = 'as "text 14 pt" or "headline 20..34 pt"'
    found = _FONT.fullmatch(value) if isinstance(value, str) else None
    if not found:
        says = f"must be a role and a size, {example}, not {shown(value)}"
        raise ValueError(f"{says}{_meant(value)}")
    if found[1] not in _FACES:
        roles = either(_FACES)
        raise ValueError(
            f"names no role of type, which chooses the font; a role is {roles}"
            f"{did_you_mean(found[1], _FACES)}"
        )
    least = float(found[2])
    most = float(found[3]) if found[3] else least
    if not 1 <= least <= most <= 2000:  # noqa: PLR2004 - a letter 70 cm high
        says = f"must be a size from small to large, {example}, not {shown(value)}"
        raise ValueError(f"{says}{_meant(value)}")
    return Type(cast("Role", found[1]), least, most)


def _meant(value: Any) -> str:
    """The role and the sizes that a person probably meant, as a question; "" for none."""
    words = str(value).casefold()
    role = next((role for role in _FACES if role in words), "text")
    sizes = [size.replace(",", ".") for size in re.findall(r"\d+(?:[.,]\d+)?", words)]
    if not 0 < len(sizes) <= 2:  # noqa: PLR2004 - a range has two ends
        return ""
    return f'; did you mean "{role} {"..".join(sorted(sizes, key=float))} pt"?'
