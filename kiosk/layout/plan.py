"""A page's plan as a layout file draws it: columns, rows, and which cells each region fills."""

import re
from typing import Any, Literal

from msgspec import Struct

from kiosk import quantities as q
from kiosk.regex import regex

_FR = regex(r"\s*([0-9]{1,4}(?:\.[0-9]{1,4})?)\s*fr\s*", re.IGNORECASE)
_BARE = regex(r"\s*(\d+)\s*%?\s*")
_NAME = regex(r"[a-z][a-z0-9_-]*")


class Track(Struct, frozen=True):
    """A column or row: `mm` wide, a share of what is left (`fr`), or as it needs (`auto`)."""

    kind: Literal["mm", "fr", "auto"]
    value: float = 0.0


class Area(Struct, frozen=True):
    """The cells of a region: rows `top` to `bottom`, columns `left` to `right`, ends excluded."""

    top: int
    bottom: int
    left: int
    right: int


def parse_areas(drawing: str) -> dict[str, Area]:
    """The regions of a page drawn in letters; "." is an empty cell.

    Raises ValueError if a row has another number of cells, or a region is no rectangle.
    """
    grid = [line.split() for line in drawing.strip().splitlines()]
    if not grid or not grid[0]:
        raise ValueError("must draw at least one region")
    for at, row in enumerate(grid, 1):
        if len(row) != len(grid[0]):
            raise ValueError(
                f"has {len(row)} cells in its row {at} and {len(grid[0])} in its first; "
                "write as many in each, “.” for an empty one"
            )
    names = dict.fromkeys(name for row in grid for name in row if name != ".")
    return {name: _rectangle(name, grid) for name in names}


def _rectangle(name: str, grid: list[list[str]]) -> Area:
    cells = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell == name]
    rows, columns = [r for r, _ in cells], [c for _, c in cells]
    area = Area(min(rows), max(rows) + 1, min(columns), max(columns) + 1)
    if len(cells) != (area.bottom - area.top) * (area.right - area.left):
        raise ValueError(
            f"draws “{name}” as something that is not one rectangle; "
            f"it must fill rows {area.top + 1} to {area.bottom} "
            f"of columns {area.left + 1} to {area.right}, or stand in fewer of them"
        )
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"names a region “{name}”; a name is small letters from a to z, digits, “-” and “_”, "
            "and begins with a letter; an empty cell is “.”"
        )
    return area


def read_areas(columns: int, rows: int) -> q.Reader[dict[str, Area]]:
    """The areas of a plan that has so many columns and rows."""

    def read_drawing(value: Any) -> dict[str, Area]:
        if not isinstance(value, str) or not value.strip():
            raise ValueError('must be a drawing between """ and """, a line for each row')
        drawing = value.strip()
        areas = parse_areas(drawing)
        lines = drawing.splitlines()
        if len(lines) != rows:
            says = f"has {len(lines)} rows where “rows” names {rows}"
            raise ValueError(f"{says}; name as many in both")
        if len(lines[0].split()) != columns:
            found = len(lines[0].split())
            says = f"has {found} columns where “columns” names {columns}"
            raise ValueError(f"{says}; name as many in both")
        return areas

    return read_drawing


def _read_track(value: Any) -> Track:
    if value == "auto":
        return Track("auto")
    if isinstance(value, str) and (found := _FR.fullmatch(value)):
        return Track("fr", float(found[1]))
    try:
        return Track("mm", q.length(value))
    except ValueError:
        bare = _BARE.fullmatch(str(value))
        near = f'; did you mean "{bare[1]}fr"?' if bare else q.did_you_mean(value, ["auto"])
        raise ValueError(
            f'must be "auto", a share as "1fr" or a length as "20 mm", not {q.shown(value)}{near}'
        ) from None


def read_rows(value: Any) -> tuple[Track, ...]:
    """One row or more."""
    rows = q.listed(_read_track)(value)
    if not rows:
        raise ValueError("must name at least one row")
    return rows


def read_columns(value: Any) -> tuple[Track, ...]:
    """Columns, whose widths are known before what stands in them."""
    columns = read_rows(value)
    if any(track.kind == "auto" for track in columns):
        raise ValueError('can\'t be "auto": a column is a share as "1fr" or a length as "20 mm"')
    return columns


def read_gap(value: Any) -> tuple[float, float]:
    """The white between rows and between columns, in mm."""
    try:
        one = q.length(value if isinstance(value, str) else f"{value} mm")
        both = f'["{one:g} mm", "{one:g} mm"]'
    except ValueError:
        both = '["2 mm", "3 mm"]'
    gaps = q.listed(q.length)(value) if isinstance(value, list) else ()
    if len(gaps) != 2:  # noqa: PLR2004 - one for rows, one for columns
        raise ValueError(f"must name two lengths, between rows and between columns: {both}")
    return gaps[0], gaps[1]
