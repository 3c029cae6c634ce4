"""Where the names of regions stand on an outline, so that none covers another."""

import math
from collections.abc import Iterator, Sequence
from itertools import product

from kiosk.geometry import Rect, Size

# A region and the name that it bears, both by their boxes.
Named = tuple[Rect, Size]


def placed(sheet: Size, named: Sequence[Named]) -> list[Rect]:
    """A box for each name: in a corner of its region, or else as near to it as there is room.

    Regions with the least room choose first. On a sheet too small for all names they cover as
    little of each other as they can.
    """
    found: dict[int, Rect] = {}
    for at in sorted(range(len(named)), key=lambda n: named[n][0].width * named[n][0].height):
        found[at] = _freest(_places(*named[at], sheet), list(found.values()))
    return [found[at] for at in range(len(named))]


def _freest(places: Iterator[Rect], taken: Sequence[Rect]) -> Rect:
    """The first place that covers nothing of what is taken, or the one that covers least."""
    best, least = next(places), -1
    for place in (best, *places):
        covered = sum(math.prod(place.common(other).size) for other in taken)
        if not covered:
            return place
        if least < 0 or covered < least:
            best, least = place, covered
    return best


def _places(box: Rect, size: Size, sheet: Size) -> Iterator[Rect]:
    """Corners of a box, its edges from the top down, right outside it, then the whole sheet."""
    wide, high = size
    left, right = box.x, box.right - wide
    corners = [*product((left, right), (box.y, box.bottom - high))]
    edges = [*product((left, right), range(box.y, box.bottom - high, max(1, high)))]
    outside = [(left, box.y - high), (left, box.bottom), (box.right, box.y), (left - wide, box.y)]
    rows, columns = range(0, sheet.height, max(1, high)), range(0, sheet.width, max(1, high))
    anywhere = sorted(
        product(columns, rows), key=lambda at: (abs(at[0] - left) + abs(at[1] - box.y), at)
    )
    for x, y in (*corners, *edges, *outside, *anywhere):
        inside = (min(x, sheet.width - wide), min(y, sheet.height - high))
        yield Rect(max(0, inside[0]), max(0, inside[1]), wide, high)
