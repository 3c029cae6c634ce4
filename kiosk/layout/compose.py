"""An edition and a board into a page: the richest variant that fits, solved and drawn."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.geometry import Rect
from kiosk.layout.grid import Solved, column_edges, solve, span
from kiosk.layout.library import of_page
from kiosk.layout.needs import meets
from kiosk.layout.regions import Drawing, Sheet
from kiosk.layout.regions.base import goes_on
from kiosk.layout.spec import Layout
from kiosk.model import Edition, Story
from kiosk.scene import Item, Loss, Page, Scene

# So often a plan is made anew for more frames than it was made for; a second time is rare.
_SETTLES = 4
# On a board that is far too small for its readers white takes no more than this part of it.
_MOST_MARGIN = 8


def compose(
    page: str, edition: Edition, board: Board, variants: Sequence[Layout], *, lead: int = 0
) -> Page:
    """Make `page` of `edition` for `board`, with story number `lead` (from 0) as the page's own.

    Of the page's variants the first is drawn, from the richest on, whose shape, least size and
    requirements are met and whose regions' least heights fit; the last one always is.
    A page whose regions go on has several frames: the first by its own plan, the others by theirs.
    Raises LookupError if the page has no variant of the board's shape.
    """
    story = edition.stories[lead] if lead < len(edition.stories) else None
    tried = [one for one in ranked(page, variants) if one.shape == board.shape]
    if not tried:
        raise LookupError(f"the page “{page}” has no layout for a {board.shape} board")
    for layout in tried:
        sheet = _sheet(layout, edition, board, story)
        last = layout is tried[-1]
        if last or meets(layout, sheet):
            plans = _plans(layout, sheet)
            laid = _laid(layout, sheet, plans) if last or not plans.excess else None
            if laid and (last or not laid.plans.excess):
                return _draw(layout, laid)
    raise AssertionError("the last variant is always drawn")


def ranked(page: str, variants: Sequence[Layout]) -> list[Layout]:
    """A page's variants from the richest: by least size, by what they require, by their regions."""

    def richness(layout: Layout) -> tuple[float, int, int, str]:
        width, height = layout.least
        return (-width * height, -len(layout.requires), -len(layout.regions), layout.path.name)

    return sorted(of_page(page, variants), key=richness)


def _sheet(layout: Layout, edition: Edition, board: Board, story: Story | None) -> Sheet:
    hang = board.px(min(2 * layout.margin, layout.gap[1])) // 2
    margin = margin_of(layout, board)
    return Sheet(edition, board, story, layout.path.name, hang=hang, margin=margin)


def margin_of(layout: Layout, board: Board) -> int:
    """The white around a page, in pixels."""
    return min(board.px(layout.margin), min(board.size) // _MOST_MARGIN)


class _Plans(Struct, frozen=True):
    """Where the regions lie on a page's first frame, and on each of the others."""

    first: Solved
    rest: Solved

    @property
    def excess(self) -> int:
        return max(self.first.excess, self.rest.excess)

    def on(self, frame: int) -> Solved:
        return self.first if frame == 1 else self.rest


class _Laid(Struct, frozen=True):
    """A variant's plans, and what those of its regions that go on show on each frame."""

    plans: _Plans
    sheets: tuple[Sheet, ...]
    continued: Mapping[str, tuple[Drawing, ...]]


def _laid(layout: Layout, sheet: Sheet, plans: _Plans) -> _Laid:
    """The plans for as many frames as it takes: what says “1/3” may need room itself."""
    continued = _continued(layout, sheet, plans)
    for _ in range(_SETTLES):
        count = max([1, *map(len, continued.values())])
        if count == sheet.frames:
            break
        sheet = replace(sheet, frames=count)
        plans = _plans(layout, sheet)
        continued = _continued(layout, sheet, plans)
    count = max([1, *map(len, continued.values())])
    sheets = (replace(sheet, frame=n + 1, frames=count) for n in range(count))
    return _Laid(plans, tuple(sheets), continued)


def _continued(layout: Layout, sheet: Sheet, plans: _Plans) -> dict[str, tuple[Drawing, ...]]:
    return {
        name: region.frames(plans.first.rects[name], plans.rest.rects[name], sheet)
        for name, region in layout.regions.items()
        if goes_on(region)
    }


def _plans(layout: Layout, sheet: Sheet) -> _Plans:
    """One plan where there is one frame, or where the frames differ in nothing but their matter."""
    first = _solve(layout, sheet)
    if sheet.frames == 1 or all(on == "every" for on in layout.on.values()):
        return _Plans(first, first)
    return _Plans(first, _solve(layout, replace(sheet, frame=2)))


def _solve(layout: Layout, sheet: Sheet) -> Solved:
    board = sheet.board
    room = Rect(0, 0, *board.size).inset(sheet.margin)
    columns = column_edges(room, layout.columns, board.px(layout.gap[1]), board)
    raised = _raised(layout, sheet, columns)

    def least(name: str, width: int) -> int:
        stands = layout.stands(name, sheet.frame)
        own = layout.regions[name].least(width, sheet) if stands else 0
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
        if layout.stands(name, sheet.frame)
        else 0
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


def _draw(layout: Layout, laid: _Laid) -> Page:
    drawn = [_frame(layout, laid, sheet) for sheet in laid.sheets]
    losses = dict.fromkeys(loss for _, lost in drawn for loss in lost)
    return Page(layout.page, layout.name, tuple(scene for scene, _ in drawn), tuple(losses))


def _frame(layout: Layout, laid: _Laid, sheet: Sheet) -> tuple[Scene, list[Loss]]:
    items: list[Item] = []
    losses: list[Loss] = []
    boxes: list[tuple[str, Rect]] = []
    for name, rect in laid.plans.on(sheet.frame).rects.items():
        if not layout.stands(name, sheet.frame):
            continue
        if rect.width <= 0 or rect.height <= 0:
            losses += _lost(layout, sheet, name, rect)
            continue
        drawing = _drawing(name, rect, layout, laid, sheet)
        items += drawing.items
        losses += drawing.losses
        boxes.append((name, rect))
    return Scene(sheet.board.size, tuple(items), tuple(boxes)), losses


def _drawing(name: str, rect: Rect, layout: Layout, laid: _Laid, sheet: Sheet) -> Drawing:
    """A region's part of a frame; one that goes on has its own for each, the others the same.

    One that could go on but is at its end on the first frame stays where it is, too.
    """
    if name not in laid.continued:
        return layout.regions[name].draw(rect, sheet)
    frames = laid.continued[name]
    if len(frames) == 1 and rect == laid.plans.first.rects[name]:
        return frames[0]
    return frames[sheet.frame - 1] if sheet.frame <= len(frames) else Drawing()


def _lost(layout: Layout, sheet: Sheet, name: str, rect: Rect) -> list[Loss]:
    if not layout.regions[name].least(max(1, rect.width), sheet):
        return []
    return [Loss("left out", sheet.file, name, "no room for it on this board")]
