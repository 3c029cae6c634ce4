"""Whether the glass gets a new picture, how, and why: a pure decision."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field

from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.panels.changes import changed, pixels
from kiosk.panels.panel import Care, Panel
from kiosk.panels.steps import Fast, Full, How, Partial

# A partial refresh is for changes of at most this share of the glass: beyond it a fast one of all
# takes hardly longer and leaves less behind.
MOST_CHANGED = 0.4
# Ghosts are counted in so many fields across and down.
FIELDS = Size(10, 6)

Occasion = Literal["ordinary", "urgent", "opening"]
# What needs no care: a panel that its entry says nothing of.
_NO_CARE = Care(0, 0, 10**9, 0, fast=False, partial=False, grid=8)


class Show(Struct, frozen=True):
    """The new frame goes to the glass."""

    reason: str
    how: How = field(default_factory=Full)


class Skip(Struct, frozen=True):
    """The glass stays as it is; after `wait_s` the frame may come (None: it is there already)."""

    reason: str
    wait_s: float | None = None


class Wear(Struct, frozen=True):
    """What the glass went through.

    `since_s` is the time since its last refresh, `full_s` that since the last full one (None:
    nobody knows); `ghosts` counts for each field the refreshes since then that were not full.
    """

    since_s: float | None = None
    full_s: float | None = None
    ghosts: tuple[int, ...] = (0,) * (FIELDS.width * FIELDS.height)

    def after(self, how: How, glass: Size) -> tuple[int, ...]:
        """The ghosts after one more refresh."""
        if isinstance(how, Full):
            return (0,) * len(self.ghosts)
        more = touched(how, glass)
        return tuple(count + (at in more) for at, count in enumerate(self.ghosts))


def decide(shown: str | None, new: str) -> Show | Skip:
    """For a picture file: whether to write the frame with digest `new` over that of `shown`."""
    if shown is None:
        return Show("nobody knows what the glass shows")
    if shown == new:
        return Skip("the glass shows this already")
    return Show("the page is another one")


def refresh(
    before: Frame | None, new: Frame, wear: Wear, panel: Panel, occasion: Occasion = "ordinary"
) -> Show | Skip:
    """Whether and how a glass that shows `before` (None: nobody knows) gets `new`, in its order."""
    care = panel.care or _NO_CARE
    due = _due(before, new, wear, care, panel, occasion)
    hurry = occasion == "urgent" or before is None
    return due if isinstance(due, Skip) else rested(due, wear, panel, hurry=hurry)


def rested(due: Show, wear: Wear, panel: Panel, *, hurry: bool) -> Show | Skip:
    """What is due, if the glass has had its rest; it needs less of it where there is a hurry."""
    care = panel.care or _NO_CARE
    least = care.urgent_s if hurry else care.interval_s
    if wear.since_s is None or wear.since_s >= least:
        return due
    wait = least - wear.since_s
    return Skip(f"the glass was refreshed {wear.since_s:.0f} s ago; it rests {least} s", wait)


def _due(
    before: Frame | None, new: Frame, wear: Wear, care: Care, panel: Panel, occasion: Occasion
) -> Show | Skip:
    """What there is to do, if the glass may be refreshed at all."""
    old = wear.full_s is None or wear.full_s >= care.daily_s
    if before is None:
        return Show("nobody knows what the glass shows")
    if before.pixels == new.pixels and not old:
        return Skip("the glass shows this already")
    if old:
        return Show("a day without a full refresh")
    if occasion == "opening":
        return Show("the office opens")
    if care.fast or care.partial:
        return _quick(before, new, wear, panel, care)
    return Show("the page is another one")


def _quick(before: Frame, new: Frame, wear: Wear, panel: Panel, care: Care) -> Show:
    """A partial or a fast refresh, unless what it would touch has had its share of those."""
    areas = changed(before, new, panel) if care.partial else ()
    small = pixels(areas) <= MOST_CHANGED * len(new.pixels)
    if areas and small:
        how: How = Partial(areas)
        reason = "a part of the page is another one"
    else:
        how = Fast() if care.fast else Full()
        reason = "the page is another one"
    worn = max(wear.ghosts[at] for at in touched(how, panel.glass))
    if worn >= care.cadence and not isinstance(how, Full):
        return Show(f"{worn} quick refreshes since the last full one")
    return Show(reason, how)


def touched(how: How, glass: Size) -> frozenset[int]:
    """The fields that a refresh drives."""
    areas: Sequence[Rect] = how.areas if isinstance(how, Partial) else [Rect(0, 0, *glass)]
    across, down = glass.width / FIELDS.width, glass.height / FIELDS.height
    return frozenset(
        row * FIELDS.width + column
        for area in areas
        for row in range(int(area.y // down), _last(area.bottom, down, FIELDS.height) + 1)
        for column in range(int(area.x // across), _last(area.right, across, FIELDS.width) + 1)
    )


def _last(edge: int, step: float, count: int) -> int:
    return min(count - 1, int((edge - 1) // step))
