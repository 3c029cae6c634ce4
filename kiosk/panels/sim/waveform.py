"""What waveforms mean that a driver writes into a UC8179's registers, instead of using the maker's.

A table has groups of six bytes: four levels of two bits, for how many frames each is held, how
often all that is repeated (bb_epaper's bb_ep.inl says which level is which).
"""

from collections.abc import Iterator, Mapping
from typing import Literal

Kind = Literal["full", "partial", "direct", "grey"]

# Tables for pixels that stay white, become white, become black, stay black.
WHITE, TO_WHITE, TO_BLACK, BLACK = 0x21, 0x22, 0x23, 0x24
_GROUP, _LEVELS = 6, 4
_BOTH_WAYS = 2


def kind(tables: Mapping[int, bytes]) -> Kind:
    """What a refresh with these tables is.

    Partial: pixels that stay are left alone, so that the picture before must be known. Direct:
    each is pushed to its ink alone, and ghosts stay. Grey: those that change do not end as those
    that stay.
    """
    pushes = {code: list(_pushes(tables.get(code, b""))) for code in range(WHITE, BLACK + 1)}
    if not (pushes[WHITE] and pushes[BLACK]):
        return "partial"
    last = {code: found[-1:] for code, found in pushes.items()}
    if last[TO_WHITE] != last[WHITE] and last[TO_BLACK] != last[BLACK]:
        return "grey"
    ways = max(len({level for level, _ in pushes[code]}) for code in (WHITE, BLACK))
    return "full" if ways == _BOTH_WAYS else "direct"


def _pushes(table: bytes) -> Iterator[tuple[int, int]]:
    """The levels that drive a pixel, in order, and for how many frames."""
    for start in range(0, len(table) - _GROUP + 1, _GROUP):
        levels, *frames, times = table[start : start + _GROUP]
        for at in range(_LEVELS):
            level = levels >> (6 - 2 * at) & 3
            if level and frames[at] and times:
                yield level, frames[at]
