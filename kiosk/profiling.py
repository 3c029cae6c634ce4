"""`kiosk panel profile`: photographs fitted to a panel's inks as a ward measured them."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.files import write_whole
from kiosk.frame import Palette
from kiosk.geometry import Size
from kiosk.ink.fitting import profile_path
from kiosk.ink.profile import build
from kiosk.light import luminance
from kiosk.panels.measured import chart

# Letters of less contrast than this are hard to read for many (WCAG 2.2, 1.4.6).
_LEAST_CONTRAST = 7
# Stray light, which adds to the darkest and the brightest (WCAG 2.2, contrast ratio).
_STRAY = 0.05


def draw_chart(palette: Palette, size: Size, path: Path) -> str:
    """Write the picture that inks are measured on; a sentence about it.

    Raises OSError if the disk refuses.
    """
    write_whole(path, chart(palette, size).png())
    names = ", ".join(ink.name for ink in palette.inks)
    return f"{path}: stripes, from left to right: {names}"


def fit(palette: Palette) -> Iterator[str]:
    """Make the table of a measured palette, take away older ones, and say what its inks can show.

    Raises OSError if the disk refuses.
    """
    black, white = (luminance(palette.inks[at].measured) for at in (palette.ink, palette.paper))
    contrast = (white + _STRAY) / (black + _STRAY)
    yield f"white has {white:.0%} of a screen's light, {contrast:.1f} times as much as black"
    if contrast < _LEAST_CONTRAST:
        yield f"that is little ({_LEAST_CONTRAST} is wanted): measure both again, in even light"
    if not palette.profile:
        yield "black and white need no table: photographs are fitted to what the file says"
        return
    path = profile_path(palette)
    build(palette, path)
    for other in path.parent.glob("*.lut"):
        if other != path:
            other.unlink()
    yield f"{path}: photographs are fitted to {len(palette.inks)} inks"
