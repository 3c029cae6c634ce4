"""What regions that go on from frame to frame have in common: their sizes, slots and titles."""

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from kiosk.board import Board
from kiosk.geometry import Rect
from kiosk.layout.flow import Placed, Poured, Rooms
from kiosk.layout.matter import Matter, Paragraph
from kiosk.layout.regions.base import Drawing, Sheet, said_of
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.type import Type
from kiosk.scene import Item, Loss

CONTINUED = "(tiếp theo)"
# More of a slot than this a title that is said again may not take.
_MOST_OF_A_SLOT = 3
_LARGER = (1.0, 0.75, 0.5, 0.25)
# What takes more frames than these neither grows nor is evened: nobody sees them together.
_FEW = 12
# To within a hundredth of a slot.
_HALVINGS = 7


def largest(
    poured: Callable[[Scale], Poured],
    columns: int,
    kinds: Sequence[Type],
    strain: Callable[[Poured], float] = lambda _: 0,
) -> Scale:
    """The largest sizes at which the fewest frames of so many columns hold everything.

    A size is too large where the strain is more than at the least.
    """
    least = poured(LEAST)
    few = len(least.slots) <= _FEW * columns
    if not few or least.lost or all(kind.most == kind.least for kind in kinds):
        return LEAST
    room, most = -(-len(least.slots) // columns) * columns, strain(least)
    for at in _LARGER:
        larger = poured(Scale(at))
        if len(larger.slots) <= room and not larger.lost and strain(larger) <= most:
            return Scale(at)
    return LEAST


def evened(poured: Callable[[Rooms], Poured], slots: Rooms) -> Poured:
    """What takes several slots in as many that end about as far down."""
    full = poured(slots)
    count = len(full.slots)
    if not 1 < count <= _FEW or full.lost:
        return full
    best, low, high = full, 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        lower = poured(partial(_lowered, slots, middle))
        if len(lower.slots) == count and not lower.lost and lower.torn <= full.torn:
            best, high = lower, middle
        else:
            low = middle
    return best


def _lowered(slots: Rooms, part: float, slot: int) -> int:
    return round(slots(slot) * part)


def bad_breaks(poured: Poured) -> float:
    """How many lines part what belongs together."""
    blocks = (block for slot in poured.slots for one in slot for block in one.matter.blocks)
    return sum(block.bad_breaks for block in blocks)


def said_again(title: str, kind: Type, width: int, room: int, board: Board) -> tuple[Matter, ...]:
    """The title over what continues in a slot of `room` px: whole, or no title at all."""
    for words in (f"{title} {CONTINUED}".strip(), CONTINUED):
        block = LEAST.block(words, kind, width, board)
        if block.height * _MOST_OF_A_SLOT <= room:
            return (Paragraph(block),)
    return ()


def rooms(first: Rect, rest: Rect, columns: int) -> Rooms:
    """The heights of slots that are `columns` a frame, in `first` on the first frame."""
    return lambda slot: first.height if slot < columns else rest.height


def drawings(
    poured: Poured, region: str, first: Sequence[Rect], rest: Sequence[Rect], sheet: Sheet
) -> tuple[Drawing, ...]:
    """Frame by frame what was poured into slots: the columns of the first frame, of the rest."""
    count = len(first)
    frames = [
        _drawing(poured.slots[at : at + count], region, rest if at else first, sheet)
        for at in range(0, len(poured.slots), count)
    ]
    said = f"{len(poured.lost)} of its parts find no room on this board"
    lost = (Loss("left out", sheet.file, region, said),) if poured.lost else ()
    opening, *others = frames or [Drawing()]
    return (replace(opening, losses=(*lost, *opening.losses)), *others)


def _drawing(
    slots: Sequence[tuple[Placed, ...]], region: str, columns: Sequence[Rect], sheet: Sheet
) -> Drawing:
    items: list[Item] = []
    losses: list[Loss] = []
    for slot, column in zip(slots, columns, strict=False):
        for one in slot:
            box = Rect(column.x, column.y + one.y, column.width, one.matter.height)
            items += one.matter.draw(region, box)
            for block in one.matter.blocks:
                losses += said_of(block, sheet.file, region, "words")
    return Drawing(tuple(items), tuple(dict.fromkeys(losses)))
