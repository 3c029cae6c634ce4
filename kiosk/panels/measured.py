"""What a ward saw its own panel's inks look like, from a file of its own."""

import hashlib
import re
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kiosk import quantities as q
from kiosk.errors import ConfigError
from kiosk.frame import RGB, Frame, Palette
from kiosk.geometry import Size
from kiosk.light import luminance
from kiosk.panels.greys import graded
from kiosk.toml import Fields, TomlError, fields, read

_HEX = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_MOST = 255


def measured(palette: Palette, path: Path, tables: Path) -> Palette:
    """`palette` with the colours in the file at `path`: sRGB, a line for each ink by its name.

    Of greys, black and white are given. A colour palette's profile then lies in `tables`.
    Raises ConfigError with every problem of the file.
    """
    try:
        top = fields(read(path))
    except TomlError as error:
        raise ConfigError(path, error.problem) from error
    names = ("black", "white") if palette.kind == "grey" else [ink.name for ink in palette.inks]
    seen = {name: top.take(name, read_colour, (0, 0, 0), required=True) for name in names}
    top.close()
    if not top.problems:
        _require_order(seen, top)
    if top.problems:
        raise ConfigError(path, *sorted(top.problems, key=lambda problem: problem.line))
    if palette.kind == "grey":
        return replace(palette, inks=graded(len(palette.inks), seen["black"], seen["white"]))
    inks = tuple(replace(ink, measured=seen[ink.name]) for ink in palette.inks)
    profile = str(tables / _name(seen)) if palette.profile else ""
    return replace(palette, inks=inks, profile=profile)


def read_colour(value: Any) -> RGB:
    """An sRGB colour, as [121, 9, 0] or "#790900".

    Raises ValueError with a sentence.
    """
    found = _HEX.fullmatch(value) if isinstance(value, str) else None
    codes = [int(part, 16) for part in found.groups()] if found else value
    whole = isinstance(codes, list) and all(type(code) is int for code in codes)
    if not whole or [code for code in codes if 0 <= code <= _MOST] != codes:
        raise ValueError(f'must be a colour as [121, 9, 0] or "#790900", not {q.shown(value)}')
    try:
        r, g, b = codes
    except ValueError:
        raise ValueError(f"must have red, green and blue, not {len(codes)} numbers") from None
    return r, g, b


def chart(palette: Palette, size: Size) -> Frame:
    """A picture to be measured: a stripe of every ink, from left to right in their order."""
    count = len(palette.inks)
    row = bytes(x * count // size.width for x in range(size.width))
    return Frame(size, palette, row * size.height)


def _require_order(seen: dict[str, RGB], top: Fields) -> None:
    """Note where black is not the darkest, or white not the brightest."""
    lights = {name: luminance(colour) for name, colour in seen.items()}
    for name, light in lights.items():
        if name != "black" and light <= lights["black"]:
            top.problem(name, "is no brighter than black; measure both again.")
        elif name != "white" and light >= lights["white"]:
            top.problem(name, "is no darker than white; measure both again.")


def _name(seen: dict[str, RGB]) -> str:
    return hashlib.sha256(repr(sorted(seen.items())).encode()).hexdigest()[:16]
