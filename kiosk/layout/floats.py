"""Photographs at the tops of a page's columns, with their captions, and the room they leave.

Heights and widths are in pixels.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.framing import boxed, framed, shape, shapes
from kiosk.layout.galley import Grid
from kiosk.layout.setting import Block
from kiosk.model import Photo
from kiosk.scene import Item

# No more of a column than this is asked for; where that is too little, all of a column that
# leaves others to the text, and somewhat more of a single one, or of two that leave others.
_MOST = 0.62
_MOST_OF_ALL = 0.72
_MOST_EVER = 0.85
# Over several columns it need not be higher than 3:2, in one not than 3:4.
_WIDE = 3 / 2
_UPRIGHT = 3 / 4
# Of its height so much may be cropped away; rather a little of it than much, and over more columns.
_CROPPED = (0.25, 0.45)
# What would lose more stands narrower than its column, but no narrower than this much of it; with
# its caption beside it no wider than leaves the caption a third.
_NARROWEST = 0.4
_WITHIN = 1 / 3
_BESIDE = 0.64
# In less than this a caption would be a ladder of single words.
LADDER_EM = 9
# A column that is left shorter than this stays white.
_LEAST_LINES = 3
# Of a line, white under a caption.
_WHITE = 0.45

# A caption set in a width.
Captioned = Callable[[Photo, int], Block]


class Float(Struct, frozen=True):
    """A photograph in `rect` over columns `left` to `right` (excluded), with its caption.

    `bottom` is where its columns' text begins.
    """

    photo: Photo
    rect: Rect
    caption: Block
    caption_x: int
    caption_y: int
    left: int
    right: int
    bottom: int

    def draw(self, region: str) -> tuple[Item, ...]:
        picture = framed(region, self.rect, self.photo)
        return picture, *self.caption.texts(region, self.caption_x, self.caption_y, 0)


class Made(Struct, frozen=True):
    """The columns of one frame: its photographs, and the room for text in each column."""

    floats: tuple[Float, ...]
    slots: tuple[Rect, ...]


class Style(Struct, frozen=True):
    """How photographs stand among text: on its grid, their tops level with capitals of `cap` px.

    `gap` parts a photograph from its caption, `apart` from another photograph; `share` is how
    much of its usual part of a column it is given.
    """

    grid: Grid
    cap: int
    gap: int
    apart: int
    captioned: Captioned
    share: float = 1.0

    def sharing(self, share: float) -> "Style":
        """The same with photographs of another height."""
        return replace(self, share=share)

    def part(self, most: float) -> float:
        """How much of a column a photograph takes at the most."""
        return min(most * self.share, max(most, _MOST_EVER))

    @property
    def top(self) -> int:
        """From the top of a column to a capital's."""
        return self.grid.rise - self.cap

    def under(self, caption: Block) -> int:
        """What a caption takes under its photograph."""
        return self.gap + caption.height if caption.lines else 0

    def room(self, height: int, caption: Block, most: float = 1.0) -> int:
        """How high a photograph may be in so much of a column; at its foot level with its text."""
        lines = self.grid.fitting(height)
        level = self.grid.height(lines) - self.grid.depth + caption.depth if lines else height
        return min(round(height * most), level, height) - self.under(caption) - self.top


def made_up(photos: Sequence[Photo], columns: Sequence[Rect], style: Style) -> Made:
    """Put `photos` in their order at the tops of the last of `columns`, the first widest.

    What has no room there stands under another; what has none at all is not in the result. Of
    several columns some stay for the text.
    """
    tops = _in_order(photos, columns, style) or _standing(photos, None, columns, style)[:1]
    floats = [*reversed(tops)]
    placed = [one.photo for one in floats]
    if floats and floats[0].photo == photos[0]:
        waiting = (photo for photo in photos if photo not in placed)
        floats += _stacked(floats, waiting, columns, style)
    return Made(tuple(floats), tuple(_slots(floats, columns, style)))


def _stacked(
    above: Sequence[Float], photos: Iterable[Photo], columns: Sequence[Rect], style: Style
) -> Sequence[Float]:
    """Photographs under others, each where most room is left, until one has none."""
    floats = [*above]
    over = sorted({at for one in above for at in range(one.left, one.right)})
    for photo in photos:
        room = [(_under(floats, columns[at], at), at) for at in over]
        slot, at = max(room, key=lambda one: one[0].height)
        tried = (one for one in _tried(photo, [slot], 1, style) if one)
        under = (replace(one, left=at, right=at + 1) for one in tried)
        one = next((one for one in under if _slots([*floats, one], columns, style)), None)
        if one is None:
            break
        floats.append(one)
    return floats[len(above) :]


def _in_order(photos: Sequence[Photo], columns: Sequence[Rect], style: Style) -> list[Float]:
    """As many of the first photographs as have room side by side, from the last to the first."""
    for count in range(len(photos), 0, -1):
        floats = _standing([*reversed(photos[:count])], photos[0], columns, style)
        if len(floats) == count:
            return floats
    return []


def _standing(
    photos: Sequence[Photo], lead: Photo | None, columns: Sequence[Rect], style: Style
) -> list[Float]:
    """Photographs from the right to the left; `lead`, else the first of them, is the widest."""
    floats: list[Float] = []
    for photo in photos:
        free = columns[: floats[-1].left if floats else len(columns)]
        leads = photo == lead if lead else not floats
        tried = [*_tried(photo, free, 2 if leads and shape(photo) > 1 else 1, style)]
        if len(free) > 1 or (free and len(columns) == 1):
            high = _highest(free, style)
            tried += [_beside(photo, free, high, style), _within(photo, free, high, style)]
        for one in tried:
            if one and (len(columns) == 1 or _slots([*floats, one], columns, style)):
                floats.append(one)
                break
    return floats


def _slots(floats: Sequence[Float], columns: Sequence[Rect], style: Style) -> list[Rect]:
    """The room for text in each column; what would be too short among photographs is none."""
    slots = [_under(floats, column, at) for at, column in enumerate(columns)]
    able = [one for one in slots if style.grid.fitting(one.height) >= _LEAST_LINES]
    return able if floats else slots


def _under(floats: Sequence[Float], column: Rect, at: int) -> Rect:
    """What is left of a column for text."""
    top = max([column.y, *(one.bottom for one in floats if one.left <= at < one.right)])
    return column._replace(y=top, height=max(0, column.bottom - top))


def _tried(
    photo: Photo, columns: Sequence[Rect], widest: int, style: Style
) -> Iterator[Float | None]:
    """The places of a photograph over the last of `columns`, the best first; None: no room."""
    spans = range(min(widest, len(columns)), 0, -1)
    if 1 < widest < len(columns):
        yield _over(photo, columns, widest, _MOST_OF_ALL, _CROPPED[0], style)
    for cropped, most, span in product(_CROPPED, (_MOST, 1.0, _MOST_OF_ALL), spans):
        if most < 1 or span < len(columns):
            yield _over(photo, columns, span, most, cropped, style)


def _over(
    photo: Photo, columns: Sequence[Rect], span: int, most: float, cropped: float, style: Style
) -> Float | None:
    """A photograph as wide as `span` columns, unless too much of it would be cropped away."""
    left = len(columns) - span
    column = columns[left]
    width = columns[-1].right - column.x
    caption = style.captioned(photo, width)
    able = shapes(photo)
    high = width / able.nearest(max(shape(photo), _WIDE if span > 1 else _UPRIGHT))
    height = round(min(high, style.room(column.height, caption, style.part(most))))
    if height < max(1, high * (1 - cropped), math.floor(width / able.flattest)):
        return None
    size = Size(width, height)
    return _float(photo, size, caption, column, (left, len(columns)), style)


def _highest(columns: Sequence[Rect], style: Style) -> int:
    """So much of a column a narrow photograph takes: a single one keeps some lines of text."""
    height = columns[-1].height
    if len(columns) > 1:
        return round(height * min(1, style.share))
    # A photograph's foot meets the grid, which may take a line, and has white under it.
    text = style.grid.height(_LEAST_LINES) + 2 * style.grid.step
    return min(round(height * style.part(_MOST_OF_ALL)), max(0, height - text))


def _beside(photo: Photo, columns: Sequence[Rect], high: int, style: Style) -> Float | None:
    """A photograph with its caption beside it, both in one column."""
    left, column = len(columns) - 1, columns[-1]
    height = high - style.top
    able = shapes(photo)
    wished = able.nearest(max(shape(photo), _UPRIGHT))
    width = round(min(height * wished, column.width * _BESIDE))
    height = min(height, round(width / max(wished * (1 - _CROPPED[0]), able.narrowest)))
    gap = 3 * style.gap
    beside = column.width - width - gap
    caption = style.captioned(photo, beside)
    ladder = beside < caption.face.font.size * LADDER_EM
    if width < column.width * _NARROWEST or ladder or not 0 < caption.height <= height:
        return None
    bare = replace(caption, lines=())
    made = _float(photo, Size(width, height), bare, column, (left, left + 1), style)
    end = made.rect.bottom - caption.height + caption.depth
    return replace(made, caption=caption, caption_x=made.rect.right + gap, caption_y=end)


def _within(photo: Photo, columns: Sequence[Rect], high: int, style: Style) -> Float | None:
    """A photograph narrower than its column, as high as there is room."""
    left, column = len(columns) - 1, columns[-1]
    caption = style.captioned(photo, column.width)
    height = style.room(column.height, caption, high / max(1, column.height))
    able = shapes(photo)
    flat = able.nearest(max(shape(photo), _UPRIGHT) / (1 - _WITHIN))
    width = min(column.width, round(height * flat))
    if width < column.width * _NARROWEST:
        return None
    height = min(height, round(width / able.narrowest))
    return _float(photo, Size(width, height), caption, column, (left, left + 1), style)


def _float(
    photo: Photo, size: Size, caption: Block, column: Rect, over: tuple[int, int], style: Style
) -> Float:
    """A photograph of `size`, grown by less than a line to meet the grid if it may be cropped."""
    grid, under = style.grid, style.under(caption)
    white = round(grid.step * _WHITE)
    end = style.top + size.height + under
    text = grid.below(end + white)
    if grid.fitting(column.height - text) >= _LEAST_LINES:
        height = text - white - under - style.top
    else:
        baseline = end - caption.depth - grid.rise
        grown = size.height + grid.below(baseline) - baseline
        height = min(grown, style.room(column.height, caption))
    box = boxed(photo, Size(size.width, height))
    rect = Rect(column.x, column.y + style.top, *box)
    return Float(photo, rect, caption, rect.x, rect.bottom + style.gap, *over, column.y + text)
