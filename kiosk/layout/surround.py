"""What stands over and under matter on each of its frames."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from kiosk.layout.flow import Poured, Rooms, Slot, pour
from kiosk.layout.matter import Matter

_ENDLESS = 1 << 24
# How matter that is poured into rooms fills them: each up to its end, or all alike.
Fill = Callable[[Callable[[Rooms], Poured], Rooms], Poured]


def _full(poured: Callable[[Rooms], Poured], rooms: Rooms) -> Poured:
    return poured(rooms)


class Surround(Struct, frozen=True):
    """`top` over the first frame's matter, `again` over that of others, `foot` under all.

    `under_top` and `over_foot` are the white between, in pixels.
    """

    top: Slot
    again: Slot
    foot: Slot
    under_top: int
    over_foot: int

    def taken(self, frame: int) -> int:
        """How much of a frame, counted from 0, is not for matter."""
        return self._above(frame) + self._below

    def poured(self, matters: Iterable[Matter], rooms: Rooms, fill: Fill = _full) -> Poured:
        """Matter in frames of the heights that `rooms` tells; `fill` shares it out to them."""
        matters = tuple(matters)
        said = fill(lambda inner: pour(matters, inner, lambda _: ()), self._inner(rooms))
        slots = (self._framed(at, slot, rooms(at)) for at, slot in enumerate(said.slots))
        return Poured(tuple(slots), said.lost)

    def _inner(self, rooms: Rooms) -> Rooms:
        return lambda at: rooms(at) - self.taken(at)

    def _framed(self, frame: int, matter: Slot, room: int) -> Slot:
        foot = room - self._below + self.over_foot
        over = self.again if frame else self.top
        return (*over, *_lowered(matter, self._above(frame)), *_lowered(self.foot, foot))

    def _above(self, frame: int) -> int:
        over = self.again if frame else self.top
        return over[-1].bottom + self.under_top if over else 0

    @property
    def _below(self) -> int:
        return self.foot[-1].bottom + self.over_foot if self.foot else 0


def stacked(*matters: Matter) -> Slot:
    """Matter one under the other, without end."""
    return next(iter(pour(matters, lambda _: _ENDLESS, lambda _: ()).slots), ())


def _lowered(slot: Slot, by: int) -> Slot:
    return tuple(replace(one, y=one.y + by) for one in slot)
