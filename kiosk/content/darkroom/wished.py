"""Which box of a picture a person wants to be kept."""

from collections.abc import Sequence

from kiosk.geometry import Rect, Size
from kiosk.model import Focus

# So much of a picture's shorter side is kept around a point: a face, if a face is there.
_AROUND = 0.25


def wished(focus: Focus, size: Size, heads: Sequence[Rect] = ()) -> Rect:
    """The box that a person wants to be kept of a picture of `size` with these heads."""
    if focus == "whole":
        return Rect(0, 0, *size)
    x, y = size.width * focus.x // 100, size.height * focus.y // 100
    meant = next((head for head in heads if head.contains(Rect(x, y, 1, 1))), None)
    if meant:
        return meant
    side = max(1, round(min(size) * _AROUND))
    left = min(max(x - side // 2, 0), size.width - side)
    top = min(max(y - side // 2, 0), size.height - side)
    return Rect(left, top, side, side)
