"""Matter that is never cut: poured from the top into one slot after the other until all stands.

A slot is a column of a frame; places are in pixels from its top.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from kiosk.layout.matter import Matter

# A quarter of a slot is enough to begin in.
_MUCH = 4


class Placed(Struct, frozen=True):
    """Matter at its place in a slot; `torn` if its slot had to end where none should."""

    matter: Matter
    y: int
    torn: bool = False

    @property
    def bottom(self) -> int:
        return self.y + self.matter.height


Slot = tuple[Placed, ...]
# What stands at the top of each further slot, over the matter that continues there.
Opening = Callable[[Matter], Sequence[Matter]]
# The height of each slot, counted from 0.
Rooms = Callable[[int], int]


class Poured(Struct, frozen=True):
    """The slots in order; `lost` found no room even in a slot of its own."""

    slots: tuple[Slot, ...]
    lost: tuple[Matter, ...] = ()

    @property
    def torn(self) -> int:
        """How often a slot ends within what should stay together."""
        return sum(one.torn for slot in self.slots for one in slot)


def pour(
    matters: Iterable[Matter], rooms: Rooms, opening: Opening, first: int | None = None
) -> Poured:
    """Pour `matters` into slots, the first of `first` px; that one may stay empty."""
    rest = deque(matters)
    slots: list[Slot] = []
    lost: list[Matter] = []
    if first is not None and rest:
        slots.append(_filled((), rest, first, whole=False))
    while rest:
        top = opening(rest[0]) if slots else ()
        room = rooms(len(slots))
        slot = _filled(top, rest, room, whole=True) or _forced(rest, room)
        if slot:
            slots.append(slot)
        else:
            lost.append(rest.popleft())
    return Poured(tuple(slots), tuple(lost))


def pour_below(
    before: Poured,
    matters: Sequence[Matter],
    rooms: Rooms,
    opening: Opening,
    rule: Matter,
    gap: int,
) -> Poured:
    """Pour `matters` after others, with `gap` and a rule between, or into slots of their own.

    What a slot can hold begins in a slot of its own rather than in two; what must go on anyway
    begins at once, unless that takes a slot more for little.
    """
    filled = len(before.slots)
    fresh = pour(matters, lambda slot: rooms(filled + slot), opening)
    lost = (*before.lost, *fresh.lost)
    if not before.slots:
        return Poured(fresh.slots, lost)
    room = rooms(filled - 1)
    used = before.slots[-1][-1].bottom + gap
    below = partial(pour, (rule, *matters), lambda slot: rooms(filled - 1 + slot), opening)
    here = below(first=room - used)
    begun = here.slots[0][-1].bottom if here.slots[0] else 0
    further = len(here.slots) - len(fresh.slots)
    much = len(fresh.slots) > 1 and begun * _MUCH >= room
    if begun and further <= (1 if much else 0):
        joined = (*before.slots[-1], *(replace(one, y=one.y + used) for one in here.slots[0]))
        return Poured((*before.slots[:-1], joined, *here.slots[1:]), (*before.lost, *here.lost))
    return Poured((*before.slots, *fresh.slots), lost)


def _filled(opening: Sequence[Matter], rest: deque[Matter], room: int, *, whole: bool) -> Slot:
    """A slot with what of `rest` fits, which is taken from it; () if that is nothing."""
    placed = list(_stacked(opening))
    begun = len(placed)
    while rest:
        matter = rest[0].atop() if len(placed) == begun else rest[0]
        y = placed[-1].bottom + matter.space if placed else 0
        part, left = matter.split(room - y, forced=False)
        if part is None:
            break
        placed.append(Placed(part, y))
        rest.popleft()
        if left is not None:
            rest.appendleft(left)
            break
    if whole and placed and all(one.matter.keep for one in placed[begun:]):
        _followed(placed, rest, room)
    _let_go(placed, rest, begun, whole=whole)
    return tuple(placed) if len(placed) > begun else ()


def _followed(placed: list[Placed], rest: deque[Matter], room: int) -> None:
    """What must not stand alone, followed by what it stands over, rather badly broken than not.

    What has cells side by side is not torn: nobody could read it from one slot to the next.
    """
    if not rest:
        return
    y = placed[-1].bottom + rest[0].space
    part, left = rest[0].split(room - y, forced=True)
    if part is None or (left and [*_lines(part), *_lines(left)] != [*_lines(rest[0])]):
        return
    placed.append(Placed(part, y, torn=left is not None))
    rest.popleft()
    if left is not None:
        rest.appendleft(left)


def _lines(matter: Matter) -> Iterator[str]:
    return (line for block in matter.blocks for line in block.lines)


def _let_go(placed: list[Placed], rest: deque[Matter], begun: int, *, whole: bool) -> None:
    """Hand back what must not stand last; of a whole slot not all, or it would stay empty."""
    last = len(placed)
    while rest and last > begun and placed[last - 1].matter.keep:
        last -= 1
    if last > begun or not whole:
        rest.extendleft(one.matter for one in reversed(placed[last:]))
        del placed[last:]


def _forced(rest: deque[Matter], room: int) -> Slot:
    part, left = rest[0].atop().split(room, forced=True)
    if part is None:
        return ()
    rest.popleft()
    if left is not None:
        rest.appendleft(left)
    return (Placed(part, 0, torn=left is not None),)


def _stacked(matters: Sequence[Matter]) -> Iterable[Placed]:
    bottom = 0
    for at, matter in enumerate(matters):
        y = bottom + (matter.space if at else 0)
        yield Placed(matter, y)
        bottom = y + matter.height
