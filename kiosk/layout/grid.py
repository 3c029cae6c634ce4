"""Where each area of a page lies: columns first, then rows, in whole pixels."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from kiosk.board import Board
from kiosk.geometry import Rect, share
from kiosk.layout.plan import Area, Track

Measure = Callable[[str, int], int]


class Solved(Struct, frozen=True):
    """The areas' boxes, and by how many pixels their least heights exceed the page (0: it fits)."""

    rects: Mapping[str, Rect]
    excess: int


def column_edges(room: Rect, columns: Sequence[Track], gap: int, board: Board) -> list[Rect]:
    """Each column as a box over the whole height of `room`; what has no room there is empty."""
    gaps = gap * (len(columns) - 1)
    fixed = [board.px(track.value) if track.kind == "mm" else 0 for track in columns]
    weights = [track.value if track.kind == "fr" else 0.0 for track in columns]
    shares = share(max(0, room.width - gaps - sum(fixed)), weights)
    boxes, x = [], room.x
    for own, part in zip(fixed, shares, strict=True):
        left = min(x, room.right)
        boxes.append(Rect(left, room.y, min(own + part, room.right - left), room.height))
        x += own + part + gap
    return boxes


def solve(
    room: Rect,
    columns: Sequence[Rect],
    rows: Sequence[Track],
    row_gap: int,
    areas: Mapping[str, Area],
    board: Board,
    least: Measure,
    full: Measure,
) -> Solved:
    """Give every area its box in `room`.

    Rows start at the least of their regions. What is left goes to the `auto` rows from the top
    down, up to their full height, then to the `fr` rows by their shares. A region over several
    rows asks for nothing if one of them is `fr`; otherwise what it lacks goes to the last of
    them. An `auto` row in which no region has anything to show takes neither height nor gap; an
    `fr` row takes its share all the same, so that what is under it stays at the bottom.
    """
    widths = {name: span(area, columns) for name, area in areas.items()}
    leasts = {name: least(name, widths[name]) for name in areas}
    empty = _empty_rows(rows, areas, leasts)
    gaps = [0 if at in empty else row_gap for at in range(len(rows))]
    heights = _heights(rows, areas, leasts, gaps, board)
    free = room.height - sum(heights) - sum(gaps[_first_shown(empty, len(rows)) + 1 :])
    excess = max(0, -free)
    growing = {name for name, area in areas.items() if free > 0 and _grows(rows, area)}
    fulls = {
        name: full(name, widths[name]) if leasts[name] and name in growing else 0 for name in areas
    }
    wanted = _heights(rows, areas, fulls, gaps, board)
    for at, track in enumerate(rows):
        if track.kind == "auto" and at not in empty and free > 0:
            given = min(free, max(0, wanted[at] - heights[at]))
            heights[at] += given
            free -= given
    shares = [track.value if track.kind == "fr" and at not in empty else 0.0
              for at, track in enumerate(rows)]  # fmt: skip
    heights = [h + extra for h, extra in zip(heights, share(max(0, free), shares), strict=True)]
    tops = _tops(room.y, heights, gaps, empty)
    rects = {name: _box(area, columns, tops, heights, room) for name, area in areas.items()}
    lacking = [leasts[name] - rect.height for name, rect in rects.items()]
    return Solved(rects, max([excess, *lacking]))


def span(area: Area, columns: Sequence[Rect]) -> int:
    """The width of an area over its columns and the gaps between them."""
    return columns[area.right - 1].right - columns[area.left].x


def _empty_rows(
    rows: Sequence[Track], areas: Mapping[str, Area], leasts: Mapping[str, int]
) -> frozenset[int]:
    """Rows as high as their regions, none of which has anything to show."""
    shown = {
        at for name, area in areas.items() if leasts[name] for at in range(area.top, area.bottom)
    }
    return frozenset(
        at for at, track in enumerate(rows) if at not in shown and track.kind == "auto"
    )


def _grows(rows: Sequence[Track], area: Area) -> bool:
    """Whether its full height is asked for: with a row that shares what is left it is not."""
    own = [track.kind for track in rows[area.top : area.bottom]]
    return own[-1] == "auto" and "fr" not in own


def _first_shown(empty: frozenset[int], count: int) -> int:
    return next((at for at in range(count) if at not in empty), count)


def _heights(
    rows: Sequence[Track],
    areas: Mapping[str, Area],
    asked: Mapping[str, int],
    gaps: Sequence[int],
    board: Board,
) -> list[int]:
    """Each row as high as its regions ask; what a spanning region lacks goes to its last row."""
    heights = [board.px(track.value) if track.kind == "mm" else 0 for track in rows]
    spanning = []
    for name, area in areas.items():
        if area.bottom - area.top > 1:
            spanning.append((area, asked[name]))
        elif rows[area.top].kind != "mm":
            heights[area.top] = max(heights[area.top], asked[name])
    for area, height in spanning:
        own = range(area.top, area.bottom)
        if any(rows[at].kind == "fr" for at in own):
            continue
        has = sum(heights[at] for at in own) + sum(gaps[at] for at in own[1:])
        if rows[area.bottom - 1].kind == "auto":
            heights[area.bottom - 1] += max(0, height - has)
    return heights


def _tops(y: int, heights: Sequence[int], gaps: Sequence[int], empty: frozenset[int]) -> list[int]:
    tops = []
    begun = False
    for at, height in enumerate(heights):
        y += gaps[at] if begun else 0
        tops.append(y)
        y += height
        begun = begun or at not in empty
    return tops


def _box(
    area: Area, columns: Sequence[Rect], tops: Sequence[int], heights: Sequence[int], room: Rect
) -> Rect:
    x, y = columns[area.left].x, tops[area.top]
    bottom = min(room.bottom, tops[area.bottom - 1] + heights[area.bottom - 1])
    return Rect(x, y, span(area, columns), max(0, bottom - y))
