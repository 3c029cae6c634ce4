"""Which areas of a glass a new picture changes, widened to what its chip can refresh alone."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from PIL import Image, ImageChops

from kiosk.frame import Frame
from kiosk.geometry import Rect, Size, around
from kiosk.panels.panel import Panel
from kiosk.raw import raw

# Changes are looked for in rows of tiles so high, as wide as the panel's grid.
ROWS = 8
# More boxes than this are not weighed against each other: one goes around them all.
_MOST_BOXES = 24
_RUN = re.compile(rb"[^\0]+")
_CHANGED = b"\0" + b"\xff" * 255


def changed(before: Frame, after: Frame, panel: Panel) -> tuple[Rect, ...]:
    """The areas in which two pictures of one glass differ; near ones are one where that is cheaper.

    They lie on the panel's grid across and on whole rows of tiles down.
    """
    tile = Size(panel.care.grid if panel.care else 1, ROWS)
    boxes = _joined(list(_runs(_tiles(before, after, tile))))
    everything = Rect(0, 0, *after.size)
    areas = [
        Rect(box.x * tile.width, box.y * ROWS, box.width * tile.width, box.height * ROWS).common(
            everything
        )
        for box in boxes
    ]
    return tuple(_merged(areas, panel))


def pixels(areas: Sequence[Rect]) -> int:
    """How many pixels areas cover, those of overlaps twice."""
    return sum(area.width * area.height for area in areas)


def _tiles(before: Frame, after: Frame, tile: Size) -> tuple[bytes, int]:
    """A byte for each tile, row by row, not 0 where anything differs; and how many make a row.

    Rows behind the last in which anything does are left out.
    """
    width, height = after.size
    across = -(-width // tile.width)
    rows = range(0, width * height, width * tile.height)
    bands = [row for row in rows if _band(before, row, tile) != _band(after, row, tile)]
    if not bands:
        return b"", across
    # Mostly a part of the rows has changed, and only these are looked at pixel by pixel.
    first, last = bands[0], bands[-1] + width * tile.height
    parts = [one.pixels[first:last] for one in (before, after)]
    size = (width, len(parts[0]) // width)
    old, new = (Image.frombuffer("L", size, part, "raw", "L", 0, 1) for part in parts)
    tiles = ImageChops.difference(old, new).point(_CHANGED).reduce((tile.width, tile.height))
    return bytes(across * rows.index(first)) + raw(tiles), across


def _band(frame: Frame, start: int, tile: Size) -> bytes:
    """A row of tiles, its first pixel the one numbered `start`."""
    return frame.pixels[start : start + frame.size.width * tile.height]


def _runs(tiles: tuple[bytes, int]) -> Iterator[Rect]:
    """Changed tiles that lie side by side, as boxes of one row."""
    data, width = tiles
    for row in range(0, len(data), width):
        for run in _RUN.finditer(data, row, row + width):
            yield Rect(run.start() - row, row // width, run.end() - run.start(), 1)


def _joined(runs: list[Rect]) -> list[Rect]:
    """Boxes around runs that touch, from the top down."""
    boxes: list[Rect] = []
    for run in runs:
        near = [box for box in boxes if _touch(box, run)]
        if not near:
            boxes.append(run)
            continue
        boxes = [box for box in boxes if box not in near]
        boxes.append(around([run, *near]))
    return boxes


def _touch(box: Rect, other: Rect) -> bool:
    return (
        box.x <= other.right
        and other.x <= box.right
        and box.y <= other.bottom
        and other.y <= box.bottom
    )


def _merged(areas: list[Rect], panel: Panel) -> list[Rect]:
    """Boxes become one where that costs less than both, until none do."""
    if len(areas) > _MOST_BOXES:
        return [around(areas)]
    while True:
        saving, pair = max(
            ((_saving(a, b, panel), (a, b)) for a, b in combinations(areas, 2)),
            default=(0.0, None),
        )
        if pair is None or saving <= 0:
            return sorted(areas, key=lambda area: (area.y, area.x))
        areas = [area for area in areas if area not in pair] + [around(pair)]


def _saving(one: Rect, other: Rect, panel: Panel) -> float:
    both = around((one, other))
    return _cost(one, panel) + _cost(other, panel) - _cost(both, panel)


def _cost(area: Rect, panel: Panel) -> float:
    """Seconds that an area takes: waveform, bytes, and its share of the next full refresh."""
    if panel.seconds is None or panel.wiring is None:
        return 0.0
    count = area.width * area.height
    share = count / (panel.glass.width * panel.glass.height)
    bits = max(1, (len(panel.palette.inks) - 1).bit_length())
    return panel.seconds.partial + 2 * count * bits / panel.wiring.hz + share * panel.seconds.full
