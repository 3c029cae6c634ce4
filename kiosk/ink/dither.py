"""Photographs into inks: fitted to what the panel shows, errors spread in linear light."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageFilter

from kiosk.frame import Palette
from kiosk.ink import gamut
from kiosk.ink.tone import LINEAR_BYTES, SAME, Table, exposure

PROFILES = Path(__file__).parent / "profiles"
# From here on 8 bits of linear light are coarser than the panel's own steps in sRGB.
FINE_GREYS = 16


def dither(photo: Image.Image, palette: Palette) -> Image.Image:
    """The photograph (RGB or L) as one ink index a pixel, in mode L.

    Its black becomes the panel's black and its white the panel's white.
    """
    if palette.kind == "colour":
        return _colour(photo.convert("RGB"), palette)
    grey = photo.convert("L")
    curve = exposure(grey.histogram())
    if palette.kind == "mono":
        return _mono(grey, curve, palette)
    return _greys(grey, curve, palette)


def _mono(grey: Image.Image, curve: Table, palette: Palette) -> Image.Image:
    bits = grey.point([LINEAR_BYTES[code] for code in curve]).convert("1")
    return bits.convert("L").point([palette.ink] * 128 + [palette.paper] * 128)


def _greys(grey: Image.Image, curve: Table, palette: Palette) -> Image.Image:
    fine = len(palette.inks) >= FINE_GREYS
    light = SAME if fine else LINEAR_BYTES
    levels = [light[ink.nominal[0]] for ink in palette.inks]
    codes = grey.point([light[code] for code in curve])
    return _nearest(Image.merge("RGB", [codes] * 3), tuple((v, v, v) for v in levels))


def _colour(photo: Image.Image, palette: Palette) -> Image.Image:
    curve = exposure(photo.convert("L").histogram())
    exposed = photo if curve == SAME else photo.point(curve * 3)
    return _nearest(exposed.filter(_profile(palette.profile)), gamut.inks(palette))


def _nearest(image: Image.Image, inks: tuple[tuple[int, int, int], ...]) -> Image.Image:
    """Floyd and Steinberg's error diffusion to `inks`; indices count in their order."""
    chart = Image.new("P", (1, 1))
    chart.putpalette([value for ink in inks for value in ink])
    indices = image.quantize(palette=chart, dither=Image.Dither.FLOYDSTEINBERG)
    return Image.frombytes("L", indices.size, indices.tobytes())


@cache
def _profile(name: str) -> ImageFilter.Color3DLUT:
    data = (PROFILES / f"{name}.lut").read_bytes()
    return ImageFilter.Color3DLUT(gamut.NODES, [byte / 255 for byte in data])
