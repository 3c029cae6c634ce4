"""Sizes and rectangles in whole pixels, origin top left, y down."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


class Rect(NamedTuple):
    """A box in pixels; `right` and `bottom` are the first column and row outside it."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    def inset(self, by: int) -> "Rect":
        """The box without `by` px on each side."""
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def columns(self, count: int, gap: int) -> tuple["Rect", ...]:
        """`count` columns of equal width, `gap` px apart; odd pixels are left at the right."""
        width = max(1, (self.width - gap * (count - 1)) // count)
        return tuple(self._replace(x=self.x + n * (width + gap), width=width) for n in range(count))

    def contains(self, other: "Rect") -> bool:
        """Whether `other` lies inside, edges included."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def common(self, other: "Rect") -> "Rect":
        """What both boxes cover; without width or height where they do not meet."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Rect(x, y, max(0, right - x), max(0, bottom - y))


def around(boxes: Sequence[Rect]) -> Rect:
    """The least box that holds all of `boxes`, at least one."""
    x, y = min([box.x for box in boxes]), min([box.y for box in boxes])
    right, bottom = max([box.right for box in boxes]), max([box.bottom for box in boxes])
    return Rect(x, y, right - x, bottom - y)


def largest(picture: Size, room: Size) -> Size:
    """The largest size of `picture`'s shape in `room`; the room itself if it has that shape."""
    width = max(1, round(room.height * picture.width / picture.height))
    height = max(1, round(room.width * picture.height / picture.width))
    alike = room.width == width or room.height == height
    return room if alike else Size(min(room.width, width), min(room.height, height))


def share(total: int, weights: Sequence[float]) -> list[int]:
    """Divide `total` pixels by `weights`, losing none: the parts always sum to `total`.

    Edges are rounded from cumulative sums, so equal weights differ by at most one pixel.
    """
    whole = sum(weights)
    if whole <= 0:
        return [0] * len(weights)
    edges = [0]
    reached = 0.0
    for weight in weights:
        reached += weight
        edges.append(round(total * reached / whole))
    return [after - before for before, after in itertools.pairwise(edges)]
