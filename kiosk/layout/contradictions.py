"""What a layout says that can't be meant together, though each of its values is right by itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kiosk.board import MM_PER_PT
from kiosk.layout.copy import Template
from kiosk.layout.plan import Area, Track
from kiosk.layout.regions import Continued, Contradictory, Region, Said
from kiosk.layout.type import Type

# A line of type is no lower than this, capitals and descenders included.
_LINE_EM = 0.9


def of_region(region: Region, on: str) -> Iterator[Said]:
    """What is contradictory in a region that stands `on` "every", "first" or "next" frames."""
    if on != "every" and isinstance(region, Continued):
        says = f'can\'t be "{on}" here: this region goes on from frame to frame'
        yield "on", f"{says}, and what falls on the others would never be shown; take it out."
    if getattr(region, "text", None) == Template(""):
        yield "text", "is empty, so that nothing is shown; write words, or take the region out."
    yield from _colours(region)
    yield from _counts(region)
    yield from _lengths(region)
    if isinstance(region, Contradictory):
        yield from region.contradictions()


def _colours(region: Region) -> Iterator[Said]:
    ink, ground = getattr(region, "ink", ""), getattr(region, "ground", "")
    if ink and ink == ground:
        key, other = ("ink", "ink") if ink == "paper" else ("ground", "paper")
        says = f'sets letters in "{ink}" on "{ground}", where nobody sees them; '
        yield key, f'{says}write ink = "{other}", or another ground.'


def _counts(region: Region) -> Iterator[Said]:
    most, least = getattr(region, "lines", 0), getattr(region, "least_lines", 0)
    if most and least > most:
        says = f"asks for at least {least} lines where “lines” allows {most}"
        yield "least_lines", f"{says}; make it {most} or less, or “lines” more."


def _lengths(region: Region) -> Iterator[Said]:
    font: Any = getattr(region, "font", None)
    most: float = getattr(region, "most", 0.0)
    if most and isinstance(font, Type) and most < _line(font):
        says = f"is {most:.3g} mm, lower than a line of {font.least:g} pt"
        yield "most", f"{says}; make it at least {_line(font):.1f} mm."


def _line(font: Type) -> float:
    """The least height of a line of a font's smallest size, in mm."""
    return _LINE_EM * font.least * MM_PER_PT


class Plan(Struct, frozen=True):
    """A page's plan before anything is drawn: tracks, gaps between rows and columns, margin."""

    columns: Sequence[Track]
    rows: Sequence[Track]
    gap: tuple[float, float]
    margin: float
    least: tuple[float, float]


def of_page(plan: Plan, areas: Mapping[str, Area], regions: Mapping[str, Region]) -> Iterator[Said]:
    """What is contradictory in a page's plan: areas without room, tracks that no board holds."""
    for key, tracks, gap, most, way in (
        ("columns", plan.columns, plan.gap[1], plan.least[0], "wide"),
        ("rows", plan.rows, plan.gap[0], plan.least[1], "high"),
    ):
        taken = _fixed(tracks, gap) + 2 * plan.margin
        shares = any(track.kind != "mm" for track in tracks)
        if most and (taken > most or (shares and taken == most)):
            says = f"take {taken:.4g} mm with gaps and margins"
            board = f"the smallest board that “least” allows is {most:g} mm {way}"
            yield key, f"{says}, and {board}; make them smaller, or “least” larger."
    for name, area in areas.items():
        for key, tracks in (
            ("columns", plan.columns[area.left : area.right]),
            ("rows", plan.rows[area.top : area.bottom]),
        ):
            if all(track.kind != "auto" and not track.value for track in tracks):
                yield (
                    key,
                    f"give “{name}” no room; write more than 0 there, or take the region out.",
                )
        yield from _low(name, regions[name], plan.rows[area.top : area.bottom], plan.gap[0])


def _low(name: str, region: Region, rows: Sequence[Track], gap: float) -> Iterator[Said]:
    """Rows of a fixed height in which not even a line of the region's text has room."""
    font = getattr(region, "font", None)
    if not isinstance(font, Type) or any(track.kind != "mm" for track in rows):
        return
    high = _fixed(rows, gap)
    if 0 < high < _line(font):
        says = f"give “{name}” {high:.3g} mm, and a line of {font.least:g} pt needs"
        yield "rows", f'{says} {_line(font):.1f} mm; write that, or "auto".'


def _fixed(tracks: Sequence[Track], gap: float) -> float:
    """What tracks take before anything is shared out, in mm."""
    return sum(track.value for track in tracks if track.kind == "mm") + gap * (len(tracks) - 1)
