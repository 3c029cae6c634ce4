# ruff: noqa: INP001 - a script, part of no package
"""Make fonts/Signs-*.ttf and its licence anew from DejaVu Sans 2.37, after signs.py was changed.

    pip install fonttools==4.60.1
    python tools/signs.py FOLDER

FOLDER holds DejaVuSans.ttf and DejaVuSans-Bold.ttf, as Debian's fonts-dejavu-core 2.37 has them.
Only the characters of kiosk/signs.py are kept, with their hints; the same input gives the same
bytes.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from kiosk.signs import SIGNS

FONTS = Path(__file__).parent.parent / "fonts"
MADE_OF = {"Regular": "DejaVuSans.ttf", "Bold": "DejaVuSans-Bold.ttf"}
FAMILY = "Kiosk Signs"
_COPYRIGHT, _FAMILY, _WEIGHT, _UNIQUE, _FULL, _VERSION, _POSTSCRIPT, _LICENCE = (*range(7), 13)


def main() -> None:
    """Write both weights and, from what the fonts themselves carry, their licence."""
    (folder,) = map(Path, sys.argv[1:])
    for weight, source in MADE_OF.items():
        font = TTFont(folder / source, recalcTimestamp=False)
        licence = f"{_said(font, _COPYRIGHT)}\n\n{_said(font, _LICENCE)}\n"
        _subset(font)
        _rename(font, weight)
        font.save(FONTS / f"Signs-{weight}.ttf")
    heading = (
        "Signs-Regular.ttf and Signs-Bold.ttf are signs of DejaVu Sans and DejaVu Sans Bold 2.37,\n"
        "cut out of them by tools/signs.py, with the names of the fonts changed.\n\n"
    )
    lines = (heading + licence).replace("\r\n", "\n").splitlines()
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    (FONTS / "LICENSE-Signs.txt").write_text(text, encoding="utf-8")


def _said(font: TTFont, number: int) -> str:
    return str(font["name"].getDebugName(number)).strip()


def _subset(font: TTFont) -> None:
    options = Options(layout_features=[], drop_tables=["kern", "FFTM", "GDEF", "GPOS", "GSUB"])
    options.name_IDs = [_COPYRIGHT, _FAMILY, _WEIGHT, _UNIQUE, _FULL, _VERSION, _POSTSCRIPT]
    options.name_IDs += [_LICENCE]
    options.hinting = True
    options.bidi_closure = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, SIGNS))
    subsetter.subset(font)


def _rename(font: TTFont, weight: str) -> None:
    names = {
        _FAMILY: FAMILY,
        _WEIGHT: weight,
        _UNIQUE: f"{FAMILY} {weight}",
        _FULL: f"{FAMILY} {weight}",
        _VERSION: "Version 2.37, a subset",
        _POSTSCRIPT: f"KioskSigns-{weight}",
    }
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
