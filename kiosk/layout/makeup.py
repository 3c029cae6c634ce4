"""A story made up into pages: its lines poured into columns under its photographs.

Heights and widths are in pixels.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from kiosk.geometry import Rect
from kiosk.layout.floats import Float, Made, Style, made_up
from kiosk.layout.flow import Slot, pour
from kiosk.layout.galley import Lines
from kiosk.layout.matter import Matter
from kiosk.layout.plates import plates
from kiosk.model import Photo

# The last page's columns are no shorter than this many lines.
_LEAST_LINES = 4
# How much of its usual height a photograph may be given, and what that costs, in lines of white:
# a smaller one, one that waits for the next frame, a frame without text, a frame more.
_SHARES = (1.0, 1.1, 1.2, 1.3, 0.9, 0.8, 0.7)
_SMALLER = 6
_LARGER = 1
_WAITS = 15
_WORDLESS = 20
_FURTHER = 4
# Photographs may stand under each other in a column.
_DEEP = 2
_ENDLESS = 1 << 24

# Photographs put into columns.
Floated = Callable[[tuple[Photo, ...], tuple[Rect, ...], Style], Made]


class Leaf(Struct, frozen=True):
    """One frame of a story: photographs, and the columns with what stands in each."""

    floats: tuple[Float, ...] = ()
    texts: tuple[tuple[Rect, Slot], ...] = ()


class MadeUp(Struct, frozen=True):
    """A story's frames; `lost` matter and `left` photographs found no room on any."""

    leaves: tuple[Leaf, ...]
    lost: tuple[Matter, ...] = ()
    left: int = 0

    @property
    def wordless(self) -> int:
        """How many photographs stand on frames without text."""
        return sum(len(leaf.floats) for leaf in self.leaves if not leaf.texts)


class Frames(Struct, frozen=True):
    """The columns of a story's first frame and of each other."""

    first: tuple[Rect, ...]
    rest: tuple[Rect, ...]

    def columns(self, at: int) -> tuple[Rect, ...]:
        """The columns of a frame, counted from 0."""
        return self.rest if at else self.first


class _Filled(Struct, frozen=True):
    """A frame with as much of `given` text as has room in it, and what is left of the text."""

    made: Made
    given: tuple[Matter, ...]
    texts: tuple[tuple[Rect, Slot], ...]
    rest: tuple[Matter, ...]
    lost: tuple[Matter, ...]

    @property
    def white(self) -> int:
        """What stays empty under the text."""
        ends = {rect: slot[-1].bottom for rect, slot in self.texts}
        return sum(slot.height - ends.get(slot, 0) for slot in self.made.slots)


def make_up(
    lines: Sequence[Lines], photos: Sequence[Photo], frames: Frames, style: Style
) -> MadeUp:
    """The fewest frames that hold everything, with as few photographs without text, or on each."""
    most = max(1, min(len(photos), _DEEP * len(frames.first)))
    # Most frames have the same columns, and are tried with the same photographs.
    known = cache(made_up)
    tried = (_made(lines, photos, frames, style, each, known) for each in range(1, most + 1))
    return min(tried, key=lambda made: (made.left, len(made.leaves), made.wordless))


def _made(
    lines: Sequence[Matter],
    photos: Sequence[Photo],
    frames: Frames,
    style: Style,
    each: int,
    floated: Floated,
) -> MadeUp:
    """Frames of text with `each` photographs at the most, then of the others alone."""
    pages: list[_Filled] = []
    rest, waiting, late = tuple(lines), tuple(photos), list[Photo]()
    while rest:
        columns = frames.columns(len(pages))
        ready = () if _interrupting(rest, columns, pages) else waiting[:each]
        page = _best(columns, ready, rest, style, floated)
        placed = [one.photo for one in page.made.floats]
        if pages and ready and not placed:
            late += ready
            placed = [*ready]
        waiting = tuple(photo for photo in waiting if photo not in placed)
        rest = page.rest
        pages.append(page)
    alone = tuple(photo for photo in photos if photo in late or photo in waiting)
    leaves = [Leaf(page.made.floats, page.texts) for page in pages]
    if leaves:
        leaves[-1] = replace(leaves[-1], texts=_balanced(pages[-1]))
    plated = tuple(_plated(alone, frames, style, len(pages)))
    left = len(alone) - sum(len(leaf.floats) for leaf in plated)
    lost = tuple(one for page in pages for one in page.lost)
    return MadeUp((*leaves, *plated) or (Leaf(),), lost, left)


def _interrupting(
    rest: Sequence[Matter], columns: Sequence[Rect], before: Sequence[_Filled]
) -> bool:
    """Whether a further photograph would stand within the lead."""
    led = isinstance(rest[0], Lines) and rest[0].lead
    return led and len(columns) == 1 and any(page.made.floats for page in before)


def _best(
    columns: tuple[Rect, ...],
    photos: tuple[Photo, ...],
    rest: Sequence[Matter],
    style: Style,
    floated: Floated,
) -> _Filled:
    """A frame with `photos` as large as leaves little white; without them if it has no room."""
    shares = _SHARES if photos else ()
    tried = [(at, _filled(floated(photos, columns, style.sharing(at)), rest)) for at in shares]
    tried.append((1.0, _filled(floated((), columns, style), rest)))
    step = style.grid.step

    def price(one: tuple[float, _Filled]) -> float:
        share, page = one
        shown = len(page.made.floats)
        sized = max(0, 1 - share) * _SMALLER + max(0, share - 1) * _LARGER
        unfilled = page.white / step + _FURTHER if page.rest else 0
        wordless = 0 if page.texts else _WORDLESS
        return sized * shown + (len(photos) - shown) * _WAITS + unfilled + wordless

    return min(tried, key=price)[1]


def _filled(made: Made, rest: Sequence[Matter]) -> _Filled:
    own = len(made.slots)
    poured = pour(rest, lambda n: made.slots[n].height if n < own else _ENDLESS, _nothing)
    after = tuple(one.matter for slot in poured.slots[own:] for one in slot)
    texts = tuple(zip(made.slots, poured.slots[:own], strict=False))
    return _Filled(made, tuple(rest), texts, after, poured.lost)


def _plated(photos: Sequence[Photo], frames: Frames, style: Style, begun: int) -> Iterator[Leaf]:
    """Frames of photographs alone; what has no room on one stays away."""
    waiting = tuple(photos)
    while waiting:
        floats = plates(waiting, frames.columns(begun), style)
        if floats:
            yield Leaf(floats)
            begun += 1
        waiting = waiting[max(1, len(floats)) :]


def _balanced(page: _Filled) -> tuple[tuple[Rect, Slot], ...]:
    """The last page's matter in columns that end together, as high up as they can."""
    own = page.made.slots
    if len(own) < 2 or not page.texts:  # noqa: PLR2004 - one column has none to end with
        return page.texts
    grid = next(one.grid for one in page.given if isinstance(one, Lines))
    count = sum(len(block.lines) for one in page.given for block in one.blocks)
    top, bottom = min(slot.y for slot in own), max(slot.bottom for slot in own)
    for lines in range(_LEAST_LINES, grid.fitting(bottom - top)):
        end = top + grid.height(lines)
        slots = [slot._replace(height=min(slot.bottom, end) - slot.y) for slot in own]
        able = [slot for slot in slots if grid.fitting(slot.height) >= _LEAST_LINES]
        if sum(grid.fitting(slot.height) for slot in able) < count:
            continue
        poured = pour(page.given, partial(_height, able), _nothing)
        if len(poured.slots) <= len(able) and not poured.lost:
            return tuple(zip(able, poured.slots, strict=False))
    return page.texts


def _height(slots: Sequence[Rect], number: int) -> int:
    return slots[number].height if number < len(slots) else 0


def _nothing(_: Matter) -> Sequence[Matter]:
    """No title stands over what continues."""
    return ()
