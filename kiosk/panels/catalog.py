"""The panels that kiosk knows, read from catalog.toml beside this file."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.board import NEAR_M, Board, Method
from kiosk.errors import KioskError
from kiosk.frame import RGB, Ink, Palette
from kiosk.geometry import Size
from kiosk.light import encoded, linear

QUARTER_TURNS = (90, 270)
# A grey's letter in ASCII pictures, after how many sixteenths of white it has.
GREY_LETTERS = "#123456789abcde."


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel as its maker delivers it; `size` and mm are as seen at rotate 0.

    `distance_m` is from where its letters are as large as layouts mean them to be.
    """

    name: str
    title: str
    controller: str
    size: Size
    width_mm: float
    height_mm: float
    distance_m: float
    palette: Palette


class UnknownNameError(KioskError):
    """`name` is not in the catalogue; `known` is what is."""

    def __init__(self, what: str, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        near = get_close_matches(name, known, 1)
        hint = f" did you mean {near[0]}?" if near else ""
        super().__init__(f"there is no {what} {name!r};{hint} known are: {', '.join(known)}")


class UnknownPanelError(UnknownNameError):
    """No panel has this name."""


class UnknownPaletteError(UnknownNameError):
    """No palette has this name."""


def names() -> tuple[str, ...]:
    """The names of all panels, in the catalogue's order."""
    return tuple(_catalogue()["panel"])


def palettes() -> tuple[str, ...]:
    """The names of all palettes, in the catalogue's order."""
    return tuple(_catalogue()["palette"])


@cache
def panel(name: str) -> Panel:
    """The panel called `name`.

    Raises UnknownPanelError.
    """
    if name not in names():
        raise UnknownPanelError("panel", name, names())
    entry = _catalogue()["panel"][name]
    return Panel(
        name=name,
        title=entry["title"],
        controller=entry["controller"],
        size=Size(*entry["size"]),
        width_mm=entry["mm"][0],
        height_mm=entry["mm"][1],
        distance_m=entry["distance"],
        palette=palette(entry["palette"]),
    )


@cache
def palette(name: str) -> Palette:
    """The palette called `name`.

    Raises UnknownPaletteError.
    """
    if name not in palettes():
        raise UnknownPaletteError("palette", name, palettes())
    entry = _catalogue()["palette"][name]
    if "levels" in entry:
        inks = graded(entry["levels"], _rgb(entry["black"]), _rgb(entry["white"]))
    else:
        inks = tuple(_ink(one) for one in entry["inks"])
    return Palette(entry["kind"], inks, entry.get("profile", ""))


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


@cache
def _catalogue() -> dict[str, Any]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _ink(entry: dict[str, Any]) -> Ink:
    return Ink(entry["letter"], entry["name"], _rgb(entry["nominal"]), _rgb(entry["measured"]))


def graded(levels: int, black: RGB, white: RGB) -> tuple[Ink, ...]:
    """Inks in equal steps of sRGB from a black to a white, as grey controllers have them."""
    top = levels - 1
    return tuple(
        Ink(
            GREY_LETTERS[step * (len(GREY_LETTERS) - 1) // top],
            {0: "black", top: "white"}.get(step, f"grey {step}"),
            _between((0, 0, 0), (255, 255, 255), step / top),
            _mixed(black, white, step / top),
        )
        for step in range(top + 1)
    )


def _between(black: RGB, white: RGB, part: float) -> RGB:
    r, g, b = (round(k + (w - k) * part) for k, w in zip(black, white, strict=True))
    return r, g, b


def _mixed(black: RGB, white: RGB, part: float) -> RGB:
    """The black and white particles that make green, which is most of brightness, so bright.

    A grey is a mixture of both, and so lies on the line between them in light.
    """
    dark, bright = linear(black[1]), linear(white[1])
    share = (linear(black[1] + (white[1] - black[1]) * part) - dark) / (bright - dark)
    r, g, b = (
        round(encoded(linear(k) + (linear(w) - linear(k)) * share))
        for k, w in zip(black, white, strict=True)
    )
    return r, g, b


def _rgb(values: list[int]) -> RGB:
    r, g, b = values
    return r, g, b
