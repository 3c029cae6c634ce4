"""Layout files: a page drawn in letters, read from TOML into values or into a sentence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass
from dataclasses import fields as fields_of
from functools import partial
from pathlib import Path
from typing import Any, Literal, NoReturn

from kiosk import quantities as q
from kiosk.errors import LayoutError, Problem
from kiosk.layout import contradictions, misplaced
from kiosk.layout.regions import KINDS, Region
from kiosk.toml import Document, Fields, TomlError, fields, read

# What of the office's own there must be for a page to have anything to show.
OFFICE = ("notices", "urgent", "schedule", "service", "contacts", "posters")
NEEDS = ("photo", "lead", "text", "others", "link", "story", *OFFICE)

_FR = re.compile(r"\s*([0-9]{1,4}(?:\.[0-9]{1,4})?)\s*fr\s*", re.IGNORECASE)
_BARE = re.compile(r"\s*(\d+)\s*%?\s*")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Track:
    """A column or row: `mm` wide, a share of what is left (`fr`), or as it needs (`auto`)."""

    kind: Literal["mm", "fr", "auto"]
    value: float = 0.0


# On which of a page's frames a region stands.
Occasion = Literal["every", "first", "next"]

_ONE_COLUMN: tuple[Track, ...] = (Track("fr", 1),)


@dataclass(frozen=True, slots=True)
class Area:
    """The cells of a region: rows `top` to `bottom`, columns `left` to `right`, ends excluded."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Layout:
    """One layout file; `page` is its name up to the first dot, lengths are mm seen from 0.6 m."""

    path: Path
    page: str
    shape: str
    least: tuple[float, float]
    requires: tuple[str, ...]
    margin: float
    gap: tuple[float, float]
    columns: tuple[Track, ...]
    rows: tuple[Track, ...]
    areas: Mapping[str, Area]
    regions: Mapping[str, Region]
    on: Mapping[str, Occasion]

    @property
    def name(self) -> str:
        return self.path.stem

    def stands(self, region: str, frame: int) -> bool:
        """Whether a region stands on a frame, counted from 1."""
        on = self.on[region]
        return on == "every" or (on == "first") == (frame == 1)


def load(path: Path) -> Layout:
    """Read a layout file.

    Raises LayoutError naming file, line, region and key.
    """
    try:
        document = read(path)
    except TomlError as error:
        raise LayoutError(path, "", error.problem) from error
    top = fields(document)
    none: tuple[Any, ...] = ()
    requires = top.take("requires", q.listed(q.choice(*NEEDS)), none)
    page = top.table("page")
    regions = top.table("region")
    for table, found_in in ((top, misplaced.of_top), (page, misplaced.of_page),
                            (regions, misplaced.of_regions)):  # fmt: skip
        for key, says in found_in(table.values):
            table.problem(key, says)
    _stop(top)
    top.close()
    shape = page.take("shape", q.choice("landscape", "portrait"), "landscape", required=True)
    least = page.take("least", q.area, (0.0, 0.0))
    margin = page.take("margin", q.length, 4.0)
    gap = page.take("gap", _read_gap, (2.0, 4.0))
    columns = page.take("columns", _read_columns, _ONE_COLUMN)
    rows = page.take("rows", _read_rows, none, required=True)
    undrawn: dict[str, Area] = {}
    areas = page.take("areas", _read_areas(len(columns), len(rows)), undrawn, required=True)
    page.close()
    _stop(top)
    found = {name: _region(regions, name) for name in regions.values}
    made = {name: region for name, (region, _) in found.items()}
    on = {name: occasion for name, (_, occasion) in found.items()}
    _match(regions, page, made, areas)
    _stop(top)
    plan = contradictions.Plan(columns, rows, gap, margin, least)
    for key, says in contradictions.of_page(plan, areas, made):
        page.problem(key, says)
    _stop(top)
    return Layout(
        path, path.name.split(".")[0], shape, least, requires, margin, gap, columns, rows, areas,
        made, on,
    )  # fmt: skip


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


def _read_areas(columns: int, rows: int) -> q.Reader[dict[str, Area]]:
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


def _read_rows(value: Any) -> tuple[Track, ...]:
    rows = q.listed(_read_track)(value)
    if not rows:
        raise ValueError("must name at least one row")
    return rows


def _read_columns(value: Any) -> tuple[Track, ...]:
    columns = _read_rows(value)
    if any(track.kind == "auto" for track in columns):
        raise ValueError('can\'t be "auto": a column is a share as "1fr" or a length as "20 mm"')
    return columns


def _read_gap(value: Any) -> tuple[float, float]:
    try:
        one = q.length(value if isinstance(value, str) else f"{value} mm")
        both = f'["{one:g} mm", "{one:g} mm"]'
    except ValueError:
        both = '["2 mm", "3 mm"]'
    gaps = q.listed(q.length)(value) if isinstance(value, list) else ()
    if len(gaps) != 2:  # noqa: PLR2004 - one for rows, one for columns
        raise ValueError(f"must name two lengths, between rows and between columns: {both}")
    return gaps[0], gaps[1]


def _region(regions: Fields, name: str) -> tuple[Region, Occasion]:
    own = regions.table(name)
    read_occasion: q.Reader[Any] = q.choice("every", "first", "next")
    on: Occasion = own.take("on", read_occasion, "every")
    kind = own.take("kind", q.choice(*KINDS), "", required=True)
    maker: Any = KINDS.get(kind)
    if maker is None:
        return KINDS["rule"](name=name), on
    options = {}
    for spec in fields_of(maker):
        if "read" in spec.metadata:
            needed = spec.default is MISSING
            reader = _reader(spec.metadata, regions.document.path.parent)
            value = own.take(spec.name, reader, spec.default, required=needed)
            options[spec.name] = value
    own.close()
    if own.problems:
        return KINDS["rule"](name=name), on
    made: Region = maker(name=name, **options)
    for key, says in contradictions.of_region(made, on):
        own.problem(key, says)
    return made, on


def _reader(option: Mapping[str, Any], folder: Path) -> q.Reader[Any]:
    """How an option is read; one that names a file beside the layout file looks into it."""
    return partial(option["beside"], folder) if "beside" in option else option["read"]


def _match(regions: Fields, page: Fields, made: Iterable[str], areas: Mapping[str, Area]) -> None:
    for name in areas:
        if name not in made:
            near = q.did_you_mean(name, made) or f"; write a table [region.{name}]."
            page.problem("areas", f"draws “{name}”, which no region is{near}")
    for name in made:
        if name not in areas:
            near = q.did_you_mean(name, areas) or "; draw it there, or take it out."
            regions.problem(name, f"is not drawn in page.areas{near}")


def _stop(top: Fields) -> None:
    if top.problems:
        _complain(top.document, top.problems[0])


def _complain(document: Document, problem: Problem) -> NoReturn:
    parts = problem.key.split(".")
    region = parts[1] if parts[0] == "region" and len(parts) > 1 else ""
    raise LayoutError(document.path, region, problem)
