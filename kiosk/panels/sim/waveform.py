"""What waveforms mean that a driver writes into a UC8179's registers, instead of using the maker's.

A table has groups of six bytes: four levels of two bits, for how many frames each is held, how
often all that is repeated (bb_epaper's bb_ep.inl and GxEPD2_750_T7.cpp say which level is which).
"""

from collections.abc import Mapping
from typing import Literal

Kind = Literal["full", "partial", "grey"]

# Tables for pixels that stay white, become white, become black, stay black.
WHITE, TO_WHITE, TO_BLACK, BLACK = 0x21, 0x22, 0x23, 0x24
_GROUP, _LEVELS = 6, 4
_DRIVES_BLACK, _DRIVES_WHITE = 1, 2


def kind(tables: Mapping[int, bytes]) -> Kind:
    """What a refresh with these tables is.

    Partial: pixels that stay are left alone, so that the picture before must be known. Grey:
    those that change do not end at the ink that they change to.
    """
    last = {code: _last_level(tables.get(code, b"")) for code in range(WHITE, BLACK + 1)}
    if not (last[WHITE] and last[BLACK]):
        return "partial"
    if (last[TO_WHITE], last[TO_BLACK]) != (_DRIVES_WHITE, _DRIVES_BLACK):
        return "grey"
    return "full"


def _last_level(table: bytes) -> int:
    """The last level that drives a pixel anywhere; 0: none does."""
    last = 0
    for start in range(0, len(table) - _GROUP + 1, _GROUP):
        levels, *frames, times = table[start : start + _GROUP]
        for at in range(_LEVELS):
            level = levels >> (6 - 2 * at) & 3
            if level and frames[at] and times:
                last = level
    return last
