"""Which part of a photograph is shown, and where."""

from kiosk.geometry import Rect, Size, largest

# Of the rows that a crop loses, the share it loses at the top. Heads are in the upper third: this
# kept 16 of 21 whole where a centred crop kept one.
TOP_SHARE = 0.15
# Of what a crop is higher than its focus so much is over it: then eyes are near the upper third,
# and a face that is as high as the crop is in its middle.
HEADROOM = 1 / 3


def cover(size: Size, box: Size, focus: Rect | None = None) -> Rect:
    """The largest part of a photograph of `size` that has the shape of `box`.

    It keeps `focus` with more room under it than over it, or if that is too large its middle and
    its upper edge.
    """
    width = min(size.width, max(1, round(size.height * box.width / box.height)))
    height = min(size.height, max(1, round(size.width * box.height / box.width)))
    x = (size.width - width) / 2
    y = (size.height - height) * TOP_SHARE
    if focus:
        x = focus.x + (focus.width - width) / 2
        y = focus.y - max(0, height - focus.height) * HEADROOM
    return Rect(_within(x, size.width - width), _within(y, size.height - height), width, height)


def whole(size: Size, box: Rect) -> Rect:
    """The largest rectangle of the shape of `size` in the middle of `box`."""
    width, height = largest(size, box.size)
    x = box.x + (box.width - width) // 2
    y = box.y + (box.height - height) // 2
    return Rect(x, y, width, height)


def _within(start: float, most: int) -> int:
    return min(max(round(start), 0), most)
