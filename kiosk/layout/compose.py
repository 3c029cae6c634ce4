"""An edition and a board into a page: the richest variant that fits, solved and drawn."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.board import Board
from kiosk.geometry import Rect
from kiosk.layout.copy import repeats
from kiosk.layout.grid import Solved, column_edges, solve, span
from kiosk.layout.regions import Sheet
from kiosk.layout.spec import Layout
from kiosk.model import Edition, Story
from kiosk.scene import Item, Loss, Page, Scene


def compose(
    page: str, edition: Edition, board: Board, variants: Sequence[Layout], *, lead: int = 0
) -> Page:
    """Make `page` of `edition` for `board`, with story number `lead` (from 0) as the page's own.

    Of the page's variants the first is drawn, from the richest on, whose shape, least size and
    requirements are met and whose regions' least heights fit; the last one always is.
    Raises LookupError if the page has no variant of the board's shape.
    """
    story = edition.stories[lead] if lead < len(edition.stories) else None
    tried = [one for one in ranked(page, variants) if one.shape == board.shape]
    if not tried:
        raise LookupError(f"the page “{page}” has no layout for a {board.shape} board")
    for layout in tried[:-1]:
        sheet = Sheet(edition, board, story, layout.path.name)
        if _meets(layout, sheet):
            solved = _solve(layout, sheet)
            if not solved.excess:
                return _draw(layout, sheet, solved)
    sheet = Sheet(edition, board, story, tried[-1].path.name)
    return _draw(tried[-1], sheet, _solve(tried[-1], sheet))


def ranked(page: str, variants: Sequence[Layout]) -> list[Layout]:
    """A page's variants from the richest: by least size, by what they require, by their regions."""

    def richness(layout: Layout) -> tuple[float, int, int, str]:
        width, height = layout.least
        return (-width * height, -len(layout.requires), -len(layout.regions), layout.path.name)

    return sorted((one for one in variants if one.page == page), key=richness)


def _meets(layout: Layout, sheet: Sheet) -> bool:
    width, height = sheet.board.seen_mm
    roomy = width >= layout.least[0] and height >= layout.least[1]
    return roomy and all(_has(need, sheet) for need in layout.requires)


def _has(need: str, sheet: Sheet) -> bool:
    story: Story | None = sheet.story
    if story is None:
        return False
    if need == "photo":
        return story.picture is not None
    if need == "lead":
        return bool(story.lead) and not repeats(story.lead, story.title)
    if need == "link":
        return bool(story.link)
    return need == "story" or len(sheet.edition.stories) > 1


def _solve(layout: Layout, sheet: Sheet) -> Solved:
    board = sheet.board
    margin = board.px(layout.margin)
    room = Rect(
        margin,
        margin,
        max(1, board.size.width - 2 * margin),
        max(1, board.size.height - 2 * margin),
    )
    columns = column_edges(room, layout.columns, board.px(layout.gap[1]), board)
    raised = _raised(layout, sheet, columns)

    def least(name: str, width: int) -> int:
        own = layout.regions[name].least(width, sheet)
        return own + raised[name] if own else 0

    def full(name: str, width: int) -> int:
        own = layout.regions[name].height(width, sheet)
        return own + raised[name] if own else 0

    gap = board.px(layout.gap[0])
    solved = solve(room, columns, layout.rows, gap, layout.areas, board, least, full)
    rects = {
        name: rect._replace(height=max(0, rect.height - raised[name]))
        for name, rect in solved.rects.items()
    }
    return replace(solved, rects=rects)


def _raised(layout: Layout, sheet: Sheet, columns: Sequence[Rect]) -> dict[str, int]:
    """By how much each region ends above its row, so that baselines of the row meet."""
    sinks = {
        name: region.sink(span(layout.areas[name], columns), sheet)
        for name, region in layout.regions.items()
    }
    deepest: dict[int, int] = {}
    for name, sink in sinks.items():
        row = layout.areas[name].bottom
        deepest[row] = max(deepest.get(row, 0), sink)
    return {
        name: deepest[layout.areas[name].bottom] - sink if sink else 0
        for name, sink in sinks.items()
    }


def _draw(layout: Layout, sheet: Sheet, solved: Solved) -> Page:
    items: list[Item] = []
    losses: list[Loss] = []
    boxes: list[tuple[str, Rect]] = []
    for name, rect in solved.rects.items():
        if rect.width <= 0 or rect.height <= 0:
            losses += _lost(layout, sheet, name, rect)
            continue
        drawing = layout.regions[name].draw(rect, sheet)
        items += drawing.items
        losses += drawing.losses
        boxes.append((name, rect))
    scene = Scene(sheet.board.size, tuple(items), tuple(boxes))
    return Page(layout.page, layout.name, (scene,), tuple(losses))


def _lost(layout: Layout, sheet: Sheet, name: str, rect: Rect) -> list[Loss]:
    if not layout.regions[name].least(max(1, rect.width), sheet):
        return []
    return [Loss("left out", sheet.file, name, "no room for it on this board")]
