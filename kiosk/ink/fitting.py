"""Photographs fitted to what a palette's inks can mix, by the palette's table."""

import zlib
from array import array
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageFilter

from kiosk.frame import Palette
from kiosk.ink import gamut
from kiosk.raw import raw

PROFILES = Path(__file__).parent / "profiles"
# Of a table so many codes become floats at a time.
_AT_ONCE = 1 << 13


def profile_path(palette: Palette) -> Path:
    """The table of a colour palette: one that kiosk ships, or a ward's own by its whole path."""
    return PROFILES / f"{palette.profile}.lut"


def fitted(photo: Image.Image, palette: Palette) -> Image.Image:
    """A photograph (RGB) as places in the palette's space, see kiosk.ink.gamut."""
    path = profile_path(palette)
    if not path.exists():  # of inks that a ward measured; `kiosk panel profile` made none
        from kiosk.ink.profile import build  # noqa: PLC0415 - numpy is loaded for this once

        build(palette, path)
    return photo.filter(_table(path, path.stat().st_mtime_ns))


@lru_cache(maxsize=8)
def _table(path: Path, _mtime_ns: int) -> ImageFilter.Color3DLUT:
    data = zlib.decompress(path.read_bytes())
    # Pillow makes floats of bytes, 0 to 1; a list of them would take ten times the time and memory.
    shares = array("f")
    for at in range(0, len(data), _AT_ONCE):
        codes = Image.frombytes("L", (len(data[at : at + _AT_ONCE]), 1), data[at : at + _AT_ONCE])
        shares.frombytes(raw(codes.convert("F").point(lambda code: code / 255)))
    return ImageFilter.Color3DLUT(gamut.NODES, shares, _copy_table=False)
