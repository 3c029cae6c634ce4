"""What tones do for photographs: contact sheets as the glass shows them, without and with.

    python bench/tones.py FOLDER [OUT]

Takes the JPEG and PNG files of a folder, a dozen of the kinds that a portal has (speaker, hall,
group, street, document, night, map), and writes a sheet for each kind of panel into OUT (here, if
not named): a row a photograph, dithered as it is at the left and with its tones at the right, on
the panel's own white. Look at them from where the dots merge. Prints a line a photograph and
panel: the mean of its codes, and how many per cent of its pixels are pure black or white, without
and with.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import argparse
import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from kiosk.frame import Frame, Palette
from kiosk.geometry import Size
from kiosk.ink.dither import dither
from kiosk.ink.tone import expose
from kiosk.panels import catalog

PALETTES = ("mono", "grey4", "grey16", "spectra6")
# A photograph on a 7.5" board.
WHOLE = Size(760, 420)
GAP = 16


def main() -> None:
    """Sheets and figures for the folder of the command line."""
    summary = (__doc__ or "").partition("\n")[0]
    ask = argparse.ArgumentParser(prog="python bench/tones.py", description=summary)
    ask.add_argument("folder", type=Path, help="photographs")
    ask.add_argument("out", type=Path, nargs="?", default=Path(), help="where sheets are written")
    asked = ask.parse_args()
    names = sorted(
        p for p in asked.folder.iterdir() if p.suffix.lower() in {".jpg", ".jpeg", ".png"}
    )
    for name in PALETTES:
        sheet = _sheet([_row(path, name) for path in names], catalog.palette(name))
        path = asked.out / f"tones-{name}.png"
        sheet.save(path)
        print(path)


def _row(path: Path, name: str) -> tuple[str, Image.Image, Image.Image]:
    palette = catalog.palette(name)
    with Image.open(path) as file:
        mode = "RGB" if palette.kind == "colour" else "L"
        photo = ImageOps.fit(file.convert("RGB"), WHOLE, Image.Resampling.LANCZOS).convert(mode)
    toned = expose(photo, palette)
    light, ends = ([read(one) for one in (photo, toned)] for read in (_light, _ends))
    print(
        f"{path.name:28} {name:9} light {light[0]:3.0f} {light[1]:3.0f}"
        f"  ends % {ends[0]:4.1f} {ends[1]:4.1f}"
    )
    return path.name, _seen(photo, palette), _seen(toned, palette)


def _light(photo: Image.Image) -> float:
    counts = photo.convert("L").histogram()
    return sum(code * count for code, count in enumerate(counts)) / sum(counts)


def _ends(photo: Image.Image) -> float:
    counts = photo.convert("L").histogram()
    return 100 * (counts[0] + counts[255]) / sum(counts)


def _seen(photo: Image.Image, palette: Palette) -> Image.Image:
    frame = Frame(Size(*photo.size), palette, dither(photo, palette).tobytes())
    with Image.open(io.BytesIO(frame.png(as_seen=True))) as shown:
        return shown.convert("RGB")


def _sheet(rows: list[tuple[str, Image.Image, Image.Image]], palette: Palette) -> Image.Image:
    wide, high = WHOLE.width + GAP, WHOLE.height + GAP
    white = palette.inks[palette.paper].measured
    sheet = Image.new("RGB", (2 * wide, high * len(rows)), white)
    for n, (name, *pictures) in enumerate(rows):
        ImageDraw.Draw(sheet).text((2, n * high), name, palette.inks[palette.ink].measured)
        for column, picture in enumerate(pictures):
            sheet.paste(picture, (column * wide, n * high + GAP))
    return sheet


if __name__ == "__main__":
    main()
