"""The same photographs on every panel, as the glass shows them, by others and by us."""

# ruff: noqa: INP001 (a part of the script in this folder)

from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageOps
from ways import PANELS, ways

from kiosk.frame import Palette
from kiosk.ink.dither import dither
from kiosk.ink.tone import expose
from kiosk.panels.catalog import palette

CELL = (248, 165)
GAP = 6


def draw(photos: Sequence[Path], folder: Path) -> None:
    """Write a picture for each panel, a row a photograph, and the photographs themselves."""
    folder.mkdir(parents=True, exist_ok=True)
    small = [_small(path) for path in photos]
    originals = Image.new("RGB", _size(len(small), 1), "white")
    for column, photo in enumerate(small):
        originals.paste(photo, _place(column, 0))
    originals.save(folder / "originals.jpg", quality=88)
    for name in PANELS:
        inks = palette(name)
        ours, theirs = _ours(inks), ways(name)
        columns = [theirs["Pillow convert" if name == "mono" else "Pillow quantize"].inks]
        columns += [theirs["epaper-dithering"].inks, *ours]
        _sheet(small, columns, inks).save(folder / f"{name}.png", optimize=True)


def _ours(inks: Palette) -> list[Callable[[Image.Image], Image.Image]]:
    return [
        lambda photo: dither(expose(photo, inks), inks),
        lambda photo: dither(expose(photo, inks), inks, "fine"),
    ]


def _sheet(
    photos: Sequence[Image.Image],
    columns: Sequence[Callable[[Image.Image], Image.Image]],
    inks: Palette,
) -> Image.Image:
    sheet = Image.new("L", _size(len(columns), len(photos)), inks.paper)
    for row, photo in enumerate(photos):
        source = photo if inks.kind == "colour" else photo.convert("L")
        for column, drawn in enumerate(columns):
            sheet.paste(drawn(source), _place(column, row))
    shown = Image.frombytes("P", sheet.size, sheet.tobytes())
    shown.putpalette([code for ink in inks.inks for code in ink.measured])
    return shown


def _small(path: Path) -> Image.Image:
    with Image.open(path) as file:
        return ImageOps.fit(file.convert("RGB"), CELL, Image.Resampling.LANCZOS, 0, (0.5, 0.15))


def _size(columns: int, rows: int) -> tuple[int, int]:
    return columns * (CELL[0] + GAP) - GAP, rows * (CELL[1] + GAP) - GAP


def _place(column: int, row: int) -> tuple[int, int]:
    return column * (CELL[0] + GAP), row * (CELL[1] + GAP)
