"""Photographs at the tops of a page's columns, with their captions, and the room they leave.

Heights and widths are in pixels.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from kiosk.geometry import Rect
from kiosk.layout.galley import Grid
from kiosk.layout.setting import Block
from kiosk.model import Photo
from kiosk.scene import Item, Picture

# No more of a column than this is asked for; where that is too little, all of a column that
# leaves others to the text, and somewhat more of a single one.
_MOST = 0.62
_MOST_OF_ALL = 0.72
# Over several columns it need not be higher than 3:2, in one not than 3:4.
_WIDE = 3 / 2
_UPRIGHT = 3 / 4
# Of its height so much may be cropped away; rather a little of it than much, and over more columns.
_CROPPED = (0.25, 0.45)
# A column that is left shorter than this stays white.
_LEAST_LINES = 3
# Of a line, white under a caption.
_WHITE = 0.45

# A caption set in a width.
Captioned = Callable[[Photo, int], Block]


@dataclass(frozen=True, slots=True)
class Float:
    """A photograph in `rect`, its caption under it, over columns `left` to `right` (excluded).

    `bottom` is where its columns' text begins.
    """

    photo: Photo
    rect: Rect
    caption: Block
    caption_y: int
    left: int
    right: int
    bottom: int

    def draw(self, region: str) -> tuple[Item, ...]:
        picture = Picture(region, self.rect, self.photo)
        return (
            picture,
            *self.caption.texts(region, self.rect.x, self.caption_y, self.rect.width),
        )


@dataclass(frozen=True, slots=True)
class Made:
    """The columns of one frame: its photographs, and the room for text in each column."""

    floats: tuple[Float, ...]
    slots: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How photographs stand among text: on its grid, their tops level with capitals of `cap` px.

    `gap` parts a photograph from its caption.
    """

    grid: Grid
    cap: int
    gap: int
    captioned: Captioned

    @property
    def top(self) -> int:
        """From the top of a column to a capital's."""
        return self.grid.rise - self.cap


def made_up(photos: Sequence[Photo], columns: Sequence[Rect], style: Style) -> Made:
    """Put `photos` at the tops of `columns` from the right, the first as wide as it may be.

    Those that have no room are not in the result.
    """
    floats: list[Float] = []
    free = len(columns)
    for photo in photos:
        widest = 2 if not floats and _shape(photo) > 1 else 1
        spans = range(min(free, widest), 0, -1)
        placed = (
            _placed(photo, columns[free - span : free], free - span, room, cropped, style)
            for cropped, room, span in product(_CROPPED, (_MOST, 1.0, _MOST_OF_ALL), spans)
            if room < 1 or span < free
        )
        found = next((one for one in placed if one), None)
        if found:
            floats.append(found)
            free = found.left
    slots = [_under(floats, column, at) for at, column in enumerate(columns)]
    if floats:
        slots = [one for one in slots if style.grid.fitting(one.height) >= _LEAST_LINES]
    return Made(tuple(floats), tuple(slots))


def _under(floats: Sequence[Float], column: Rect, at: int) -> Rect:
    """What is left of a column for text."""
    top = next((one.bottom for one in floats if one.left <= at < one.right), column.y)
    return column._replace(y=top, height=max(0, column.bottom - top))


def _placed(
    photo: Photo, columns: Sequence[Rect], left: int, most: float, cropped: float, style: Style
) -> Float | None:
    """A photograph over `columns`, unless too much of it would be cropped away there.

    They are those from number `left` on; it takes no more than `most` of them.
    """
    column = columns[0]
    width = columns[-1].right - column.x
    caption = style.captioned(photo, width)
    under = style.gap + caption.height if caption.lines else 0
    high = width / max(_shape(photo), _WIDE if len(columns) > 1 else _UPRIGHT)
    room = round(column.height * most) - style.top - under
    height = round(min(high, room))
    if height < high * (1 - cropped):
        return None
    white = round(style.grid.step * _WHITE)
    text = style.grid.below(style.top + height + under + white)
    # What it lacks to let the text begin on the grid it is given.
    given = min(text - white - under, column.height - under) - style.top
    rect = Rect(column.x, column.y + style.top, width, given)
    caption_y = rect.bottom + style.gap
    return Float(photo, rect, caption, caption_y, left, left + len(columns), column.y + text)


def _shape(photo: Photo) -> float:
    return photo.size.width / photo.size.height if photo.size else _WIDE
