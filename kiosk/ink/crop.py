"""Which part of a photograph is shown, and where."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kiosk.geometry import Rect, Size, around, largest


class Span(NamedTuple):
    """From a first pixel up to an end along one side."""

    first: int
    end: int


# Of the rows that a crop loses, the share it loses at the top. Heads are in the upper third: this
# kept 16 of 21 whole where a centred crop kept one.
TOP_SHARE = 0.15
# Of what a crop is higher than its focus so much is over it: then eyes are near the upper third,
# and a face that is as high as the crop is in its middle.
HEADROOM = 1 / 3


def cover(size: Size, box: Size, focus: Rect | None = None, heads: Sequence[Rect] = ()) -> Rect:
    """The largest part of a photograph of `size` that has the shape of `box`.

    It keeps `focus` with more room under it than over it. If that is too large, it keeps of `heads`
    those that together are largest, whole; without any its middle and its upper edge.
    """
    width = min(size.width, max(1, round(size.height * box.width / box.height)))
    height = min(size.height, max(1, round(size.width * box.height / box.width)))
    x = (size.width - width) / 2
    y = (size.height - height) * TOP_SHARE
    if focus:
        must = focus
        if must.width > width:
            heads = _most(heads, width, lambda head: Span(head.x, head.right))
            must = around(heads) if heads else must
        if must.height > height:
            heads = _most(heads, height, lambda head: Span(head.y, head.bottom))
            tall = around(heads) if heads else must
            must = must._replace(y=tall.y, height=tall.height)
        x = must.x + (must.width - width) / 2
        y = must.y - max(0, height - must.height) * HEADROOM
    return Rect(_within(x, size.width - width), _within(y, size.height - height), width, height)


def whole(size: Size, box: Rect) -> Rect:
    """The largest rectangle of the shape of `size` in the middle of `box`."""
    width, height = largest(size, box.size)
    x = box.x + (box.width - width) // 2
    y = box.y + (box.height - height) // 2
    return Rect(x, y, width, height)


def _most(heads: Sequence[Rect], length: int, along: Callable[[Rect], Span]) -> Sequence[Rect]:
    """Of `heads` those that a part of `length` can hold together, and that are the most."""
    held = [
        [other for other in heads if first <= along(other).first and along(other).end <= end]
        for first, end in ((along(head).first, along(head).first + length) for head in heads)
    ]
    return max(held, key=lambda some: sum(one.width * one.height for one in some), default=())


def _within(start: float, most: int) -> int:
    return min(max(round(start), 0), most)
