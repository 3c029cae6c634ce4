"""A story made up into pages: its lines poured into columns under its photographs.

Heights and widths are in pixels.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count

from kiosk.geometry import Rect
from kiosk.layout.floats import Float, Made
from kiosk.layout.flow import Slot, pour
from kiosk.layout.galley import Lines
from kiosk.layout.matter import Matter
from kiosk.model import Photo

# The last page's columns are no shorter than this many lines.
_LEAST_LINES = 4

# The columns of a frame, counted from 0, under the photographs given to it.
Columns = Callable[[int, Sequence[Photo]], Made]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One frame of a story: photographs, and the columns with what stands in each."""

    floats: tuple[Float, ...] = ()
    texts: tuple[tuple[Rect, Slot], ...] = ()


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A story's frames; `lost` matter and `left` photographs found no room on any."""

    leaves: tuple[Leaf, ...]
    lost: tuple[Matter, ...] = ()
    left: int = 0


def make_up(lines: Sequence[Lines], photos: Sequence[Photo], columns: Columns, most: int) -> MadeUp:
    """The fewest frames that hold everything, with as few photographs on each as that allows.

    `most` is how many photographs may stand on one frame.
    """
    tried = (_made(lines, photos, columns, each) for each in range(1, max(1, most) + 1))
    return min(tried, key=lambda made: (made.left, len(made.leaves)))


def _made(lines: Sequence[Lines], photos: Sequence[Photo], columns: Columns, each: int) -> MadeUp:
    frames, left = _placed(photos, columns, each)
    frame = partial(_frame, frames, columns)
    slots = _Slots(frame)
    poured = pour(lines, slots.room, _nothing)
    placed = [(*slots.at(n), slot) for n, slot in enumerate(poured.slots)]
    pages = max([1, len(frames), *(at + 1 for at, _, _ in placed)])
    texts = [tuple((rect, slot) for at, rect, slot in placed if at == n) for n in range(pages)]
    last = max((at for at, _, _ in placed), default=0)
    texts[last] = _balanced(texts[last], frame(last))
    leaves = tuple(Leaf(frame(n).floats, own) for n, own in enumerate(texts))
    return MadeUp(leaves, poured.lost, left)


def _placed(photos: Sequence[Photo], columns: Columns, each: int) -> tuple[list[Made], int]:
    """Frames until all photographs stand, `each` at the most on one, and how many never do.

    What has no room on the first frame waits for the others, which are all alike.
    """
    frames: list[Made] = []
    waiting, left = list(photos), 0
    while waiting:
        made = columns(len(frames), waiting[:each])
        placed = [one.photo for one in made.floats]
        if placed or not frames:
            frames.append(made)
            waiting = [photo for photo in waiting if photo not in placed]
        else:
            left += len(waiting[:each])
            waiting = waiting[each:]
    return frames, left


def _frame(frames: Sequence[Made], columns: Columns, at: int) -> Made:
    return frames[at] if at < len(frames) else columns(at, ())


class _Slots:
    """The columns of one frame after the other, as many as are asked for."""

    def __init__(self, frame: Callable[[int], Made]) -> None:
        self._coming: Iterator[tuple[int, Rect]] = (
            (at, slot) for at in count() for slot in frame(at).slots
        )
        self._come: list[tuple[int, Rect]] = []

    def at(self, number: int) -> tuple[int, Rect]:
        """The number of a slot's frame, and the slot itself."""
        while len(self._come) <= number:
            self._come.append(next(self._coming))
        return self._come[number]

    def room(self, number: int) -> int:
        return self.at(number)[1].height


def _balanced(texts: tuple[tuple[Rect, Slot], ...], frame: Made) -> tuple[tuple[Rect, Slot], ...]:
    """The last page's matter in columns that end together, as high up as they can."""
    if len(frame.slots) < 2 or not texts:  # noqa: PLR2004 - one column has none to end with
        return texts
    matters = [one.matter for _, slot in texts for one in slot]
    grid = next(one.grid for one in matters if isinstance(one, Lines))
    top = min(slot.y for slot in frame.slots)
    bottom = max(slot.bottom for slot in frame.slots)
    for lines in range(_LEAST_LINES, grid.fitting(bottom - top)):
        end = top + grid.height(lines)
        slots = [slot._replace(height=min(slot.bottom, end) - slot.y) for slot in frame.slots]
        able = [slot for slot in slots if grid.fitting(slot.height) >= _LEAST_LINES]
        poured = pour(matters, partial(_height, able), _nothing)
        if len(poured.slots) <= len(able) and not poured.lost:
            return tuple(zip(able, poured.slots, strict=False))
    return texts


def _height(slots: Sequence[Rect], number: int) -> int:
    return slots[number].height if number < len(slots) else 0


def _nothing(_: Matter) -> Sequence[Matter]:
    """No title stands over what continues."""
    return ()
