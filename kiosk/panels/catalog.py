"""The panels that kiosk knows: those of catalog.toml beside this file, and a ward's own."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from kiosk.board import NEAR_M, Board, Method
from kiosk.errors import ConfigError, KioskError
from kiosk.frame import Palette
from kiosk.geometry import Size
from kiosk.panels.entries import (
    Inks,
    read_inks,
    read_panel,
    read_panels,
    read_wiring,
    read_wirings,
)
from kiosk.panels.panel import Panel, Wiring
from kiosk.panels.shelf import Sections, Shelf
from kiosk.quantities import nearest
from kiosk.toml import Fields, TomlError, fields, read

T = TypeVar("T")

QUARTER_TURNS = (90, 270)
_SHIPPED = Path(__file__).with_suffix(".toml")


class UnknownNameError(KioskError):
    """`name` is not in the catalogue; `known` is what is."""

    def __init__(self, what: str, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        near = nearest(name, known)
        hint = f" did you mean {near}?" if near else ""
        super().__init__(f"there is no {what} {name!r};{hint} known are: {', '.join(known)}")


class UnknownPanelError(UnknownNameError):
    """No panel has this name."""


class UnknownPaletteError(UnknownNameError):
    """No palette has this name."""


class Catalogue(Struct, frozen=True):
    """Panels, palettes and wirings by their names, in the order of their files.

    `tables` are the panels' entries as they stand in the file, for others to be like them.
    """

    known: Mapping[str, Panel]
    inks: Mapping[str, Inks]
    wirings: Mapping[str, Wiring]
    tables: Mapping[str, Mapping[str, Any]]

    def names(self) -> tuple[str, ...]:
        return tuple(self.known)

    def palettes(self) -> tuple[str, ...]:
        return tuple(self.inks)

    def panel(self, name: str) -> Panel:
        """The panel called `name`.

        Raises UnknownPanelError.
        """
        if name not in self.known:
            raise UnknownPanelError("panel", name, self.names())
        return self.known[name]

    def palette(self, name: str) -> Palette:
        """The palette called `name`.

        Raises UnknownPaletteError.
        """
        if name not in self.inks:
            raise UnknownPaletteError("palette", name, self.palettes())
        return self.inks[name].palette


@cache
def shipped() -> Catalogue:
    """The panels that kiosk ships."""
    file = Sections(_SHIPPED)
    names = file.names("panel")
    inks = Shelf(file.names("palette"), lambda name: _of(file, "palette", name, read_inks))
    wirings = Shelf(
        file.names("wiring"), lambda name: _of(file, "wiring", name, partial(read_wiring, name))
    )
    read_it = partial(read_panel, inks=inks, wirings=wirings)
    panels = Shelf(names, lambda name: _of(file, "panel", name, partial(read_it, name)))
    return Catalogue(panels, inks, wirings, Shelf(names, partial(file.values, "panel")))


def with_own(path: Path) -> Catalogue:
    """The shipped panels and those of a ward's own file at `path`, if there is one.

    Raises ConfigError with every problem of the file.
    """
    ours = shipped()
    if not path.exists():
        return ours
    top = _top(path)
    wirings = {**ours.wirings, **read_wirings(top.table("wiring"))}
    table = top.table("panel")
    for name in table.values:
        if name in ours.known:
            table.problem(name, "is the name of a panel that kiosk ships; take another one.")
    own = read_panels(table, ours.inks, wirings, ours.tables)
    _require_none(top)
    return Catalogue({**ours.known, **own}, ours.inks, wirings, ours.tables)


def names() -> tuple[str, ...]:
    """The names of the shipped panels."""
    return shipped().names()


def palettes() -> tuple[str, ...]:
    """The names of all palettes."""
    return shipped().palettes()


def panel(name: str) -> Panel:
    """The shipped panel called `name`.

    Raises UnknownPanelError.
    """
    return shipped().panel(name)


def palette(name: str) -> Palette:
    """The palette called `name`.

    Raises UnknownPaletteError.
    """
    return shipped().palette(name)


def custom(size: Size, mm: tuple[float, float], palette_name: str) -> Panel:
    """A panel that exists as a PNG file alone, with its own size, mm and palette.

    Raises UnknownPaletteError.
    """
    return Panel("png", "a PNG file", "", size, *mm, NEAR_M, palette(palette_name))


def board(
    panel: Panel,
    *,
    distance_m: float | None,
    enlarge: float,
    rotate: int,
    dither: Method = "quick",
) -> Board:
    """The panel as it hangs, turned by `rotate` degrees; None: read from its natural distance."""
    size, mm = panel.size, (panel.width_mm, panel.height_mm)
    if rotate in QUARTER_TURNS:
        size, mm = Size(size.height, size.width), (mm[1], mm[0])
    distance = panel.distance_m if distance_m is None else distance_m
    return Board(panel.name, size, *mm, distance, panel.palette, enlarge, dither)


def _of(file: Sections, kind: str, name: str, read: Callable[[Fields], T]) -> T:
    """A value of our own file, in which nothing may be wrong.

    Raises ConfigError.
    """
    own = file.fields(kind, name)
    found = read(own)
    if own.problems:
        raise ConfigError(file.path, *own.problems)
    return found


def _top(path: Path) -> Fields:
    try:
        return fields(read(path))
    except TomlError as error:
        raise ConfigError(path, error.problem) from error


def _require_none(top: Fields) -> None:
    top.close()
    if top.problems:
        problems = sorted(top.problems, key=lambda problem: problem.line)
        raise ConfigError(top.document.path, *problems)
