"""Whether a layout has room on a board, and its inks tell apart there, before anything is said."""

import math
from collections.abc import Iterator, Mapping, Sequence

from kiosk.board import Board
from kiosk.geometry import Rect
from kiosk.layout.compose import margin_of, ranked
from kiosk.layout.grid import column_edges, solve
from kiosk.layout.legibility import Finding
from kiosk.layout.needs import meets, roomy
from kiosk.layout.regions import Continued, Sheet
from kiosk.layout.regions.qr import QrRegion
from kiosk.layout.spec import Layout


def holds(layout: Layout, board: Board) -> bool:
    """Whether a layout is for boards of this shape and size."""
    return layout.shape == board.shape and roomy(layout, board)


def invisible(layout: Layout, board: Board) -> Iterator[Finding]:
    """What nobody can see or read of a layout on a board that it is for, whatever it shows."""
    yield from _unseen(layout, board)
    yield from _unread(layout, board, _boxes(layout, board))


def roomless(layout: Layout, board: Board) -> Iterator[Finding]:
    """The regions that have no room at all on a board that a layout is for."""
    for name, box in _boxes(layout, board).items():
        if box.width <= 0:
            says = "leave this region no width on this board; make the others smaller."
            yield Finding(layout.path.name, name, "page.columns", says)
        elif box.height < 0:
            says = "reach beyond this board before this region begins; make them smaller."
            yield Finding(layout.path.name, name, "page.rows", says)


def _boxes(layout: Layout, board: Board) -> Mapping[str, Rect]:
    """The areas with nothing in them, cut off where the board ends; negative beyond it."""
    room = Rect(0, 0, *board.size).inset(margin_of(layout, board))
    columns = column_edges(room, layout.columns, board.px(layout.gap[1]), board)
    gap = board.px(layout.gap[0])

    def nothing(_name: str, _width: int) -> int:
        return 0

    solved = solve(room, columns, layout.rows, gap, layout.areas, board, nothing, nothing)
    return {
        name: box if box.y <= room.bottom else box._replace(height=-1)
        for name, box in solved.rects.items()
    }


def _unseen(layout: Layout, board: Board) -> Iterator[Finding]:
    """Letters on a ground that has another name, and on this panel the same colour."""
    palette = board.palette
    colours = {"ink": palette.ink, "paper": palette.paper, "accent": palette.accent}
    for name, region in layout.regions.items():
        ink, ground = getattr(region, "ink", ""), getattr(region, "ground", "")
        if ground and colours[ink] == colours[ground]:
            says = f'"{ink}" on "{ground}" is black on black on this panel; write ink = "paper".'
            yield Finding(layout.path.name, name, "ground", says)


def _unread(layout: Layout, board: Board, boxes: Mapping[str, Rect]) -> Iterator[Finding]:
    """Codes in which even a short address has modules that no telephone reads on this panel."""
    for name, region in layout.regions.items():
        if not isinstance(region, QrRegion):
            continue
        needed, asked = region.least_side(board), board.px(region.size)
        mm = math.ceil(needed / board.px_per_mm / board.magnification)
        if asked < needed:
            says = f"is too small for a telephone to read on this panel; write {mm} mm or more."
            yield Finding(layout.path.name, name, "size", says)
        elif 0 < boxes[name].width < needed:
            says = f"leave its code too little width for a telephone; it needs {mm} mm."
            yield Finding(layout.path.name, name, "page.columns", says)


def untold(page: str, board: Board, variants: Sequence[Layout]) -> str:
    """What a page never tells on so small a board, though it would on a larger one; "" if all.

    That is what goes on from frame to frame, as a story's text.
    """
    own = [one for one in ranked(page, variants) if one.shape == board.shape]
    telling = [one for one in own if going_on(one)]
    if not telling or any(holds(one, board) for one in telling):
        return ""
    least = telling[-1]
    width, height = least.least
    has = " x ".join(f"{math.floor(side)}" for side in board.seen_mm)
    named = " and ".join(f"“{name}”" for name in going_on(least))
    return (
        f"page {page}: {named} of {least.name} needs {width:g} x {height:g} mm, and this board has "
        f"{has} mm as its readers see it, so that is never shown; take a larger panel, a shorter "
        "viewing_distance, or the page out of programme.pages."
    )


def going_on(layout: Layout) -> tuple[str, ...]:
    """The regions that go on from frame to frame, as a story's text: what must be told whole."""
    return tuple(n for n, region in layout.regions.items() if isinstance(region, Continued))


def passed_over(used: Layout, sheet: Sheet, variants: Sequence[Layout]) -> Iterator[str]:
    """Of a page's richer variants those that would tell what `used` does not, and had no room."""
    if going_on(used):
        return
    own = [one for one in ranked(used.page, variants) if one.shape == used.shape]
    for one in own[: own.index(used)]:
        for name in going_on(one) if meets(one, sheet) else ():
            yield (
                f"{one.path.name}, region {name}: has no room on this board, and {used.name} is "
                "shown without it; give it more room, or the other regions less."
            )
