"""Layout files: a page drawn in letters, read from TOML into values or into a sentence."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal, NoReturn

from msgspec import NODEFAULT, Struct

from kiosk import quantities as q
from kiosk.errors import LayoutError, Problem
from kiosk.layout import contradictions, misplaced
from kiosk.layout.plan import Area, Track, read_areas, read_columns, read_gap, read_rows
from kiosk.layout.regions import KINDS, Option, Region, kind_of
from kiosk.layout.regions import options as options_of
from kiosk.toml import Document, Fields, TomlError, fields, read

# What of the office's own there must be for a page to have anything to show.
OFFICE = ("notices", "urgent", "schedule", "service", "contacts", "posters")
NEEDS = ("photo", "lead", "text", "others", "link", "story", *OFFICE)


# On which of a page's frames a region stands.
Occasion = Literal["every", "first", "next"]

_ONE_COLUMN: tuple[Track, ...] = (Track("fr", 1),)


class Layout(Struct, frozen=True):
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


def page_of(path: Path) -> str:
    """The page that a layout file is of: its name up to the first dot."""
    return path.name.partition(".")[0]


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
    gap = page.take("gap", read_gap, (2.0, 4.0))
    columns = page.take("columns", read_columns, _ONE_COLUMN)
    rows = page.take("rows", read_rows, none, required=True)
    undrawn: dict[str, Area] = {}
    areas = page.take("areas", read_areas(len(columns), len(rows)), undrawn, required=True)
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
        path, page_of(path), shape, least, requires, margin, gap, columns, rows, areas,
        made, on,
    )  # fmt: skip


def _region(regions: Fields, name: str) -> tuple[Region, Occasion]:
    own = regions.table(name)
    read_occasion: q.Reader[Any] = q.choice("every", "first", "next")
    on: Occasion = own.take("on", read_occasion, "every")
    kind = own.take("kind", q.choice(*KINDS), "", required=True)
    if kind not in KINDS:
        return _none(name), on
    maker = kind_of(kind)
    options = {}
    for key, (option, default) in options_of(maker).items():
        reader = _reader(option, regions.document.path.parent)
        options[key] = own.take(key, reader, default, required=default is NODEFAULT)
    own.close()
    if own.problems:
        return _none(name), on
    made: Region = maker(name=name, **options)
    for key, says in contradictions.of_region(made, on):
        own.problem(key, says)
    return made, on


def _none(name: str) -> Region:
    """What stands for a region that is wrong, until all is told that is."""
    found: Region = kind_of("rule")(name=name)
    return found


def _reader(option: Option, folder: Path) -> q.Reader[Any]:
    """How an option is read; one that names a file beside the layout file looks into it."""
    return partial(option.beside, folder) if option.beside else option.read


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
