"""The ways from a photograph to inks that are compared: ours, and what people use."""

# ruff: noqa: INP001, PLC0415 (a part of the script in this folder; each way loads what it needs)

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from kiosk.frame import RGB, Palette
from kiosk.ink import dither, fitting
from kiosk.light import encoded
from kiosk.panels.catalog import palette

Draw = Callable[[Image.Image], Image.Image]
Colours = Sequence[RGB]

PANELS = ("mono", "grey4", "grey16", "spectra6", "acep7", "bwr", "bwy")


class Way(Struct, frozen=True):
    """`draw` is what is timed, from a photograph (L, or RGB for colours) to one of `colours`.

    None: its picture has indices (mode L) already.
    """

    draw: Draw
    colours: Colours | None = None

    def inks(self, photo: Image.Image) -> Image.Image:
        """The photograph as indices (mode L)."""
        drawn = self.draw(photo)
        return drawn if self.colours is None else _indexed(drawn, self.colours)


def panel(name: str) -> Palette:
    """A palette; black, white and greys as pure as a screen's, where every error is largest."""
    inks = palette(name)
    if inks.kind == "colour":
        return inks
    return replace(inks, inks=tuple(replace(ink, measured=ink.nominal) for ink in inks.inks))


def ways(name: str) -> dict[str, Way]:
    """The ways to the inks of a panel, each by what it is."""
    inks = panel(name)
    nominal = [ink.nominal for ink in inks.inks]
    measured = [ink.measured for ink in inks.inks]
    found = {
        "kiosk, quick": Way(lambda photo: dither.dither(photo, inks)),
        "kiosk, fine": Way(lambda photo: dither.dither(photo, inks, "fine")),
        "Pillow quantize": Way(_quantize(inks, nominal), nominal),
        "dithering": Way(_dithering(inks, nominal), nominal),
        "dithering, linear": Way(_dithering(inks, measured, linear=True), measured),
        "epaper-dithering": Way(_epaper(nominal), nominal),
        "epaper-dithering, DBS": Way(_epaper(nominal, dbs=True), nominal),
    }
    if name == "mono":
        found["Pillow convert"] = Way(lambda photo: photo.convert("1"), nominal)
    if inks.kind == "colour":
        best: dict[str, Any] = {"tone": 1.0, "gamut": "auto"}
        found |= {
            "Pillow quantize, measured": Way(_quantize(inks, measured), measured),
            "epaper-dithering, fitted": Way(_epaper(measured, **best), measured),
            "epaper-dithering, fitted, DBS": Way(_epaper(measured, dbs=True, **best), measured),
            "our fitting, dithering, linear": Way(
                _after(inks, _dithering(inks, measured, linear=True)), measured
            ),
            "our fitting, epaper-dithering, DBS": Way(
                _after(inks, _epaper(measured, dbs=True)), measured
            ),
        }
    return found


def fitted(photo: Image.Image, inks: Palette) -> Image.Image:
    """The photograph with the colours that our profile gives it, in sRGB: what dots should mix."""
    import numpy as np

    from kiosk.ink import gamut

    place = np.asarray(fitting.fitted(photo, inks), float)
    where = gamut.space(inks)
    light = ((place - 127.5) / where.scale + where.middle) @ np.linalg.inv(gamut.ROWS).T
    table = np.array([encoded(step / 4095) for step in range(4096)])
    codes = table[np.round(np.clip(light, 0, 1) * 4095).astype(int)]
    return Image.fromarray(np.round(codes).astype(np.uint8))


def _after(inks: Palette, draw: Draw) -> Draw:
    """What another makes of a photograph that we have fitted; our part is timed the first time."""
    known: dict[int, Image.Image] = {}

    def drawn(photo: Image.Image) -> Image.Image:
        if id(photo) not in known:
            known[id(photo)] = fitted(photo, inks)
        return draw(known[id(photo)])

    return drawn


def _quantize(inks: Palette, colours: Colours) -> Draw:
    chart = _chart(colours)

    def draw(photo: Image.Image) -> Image.Image:
        source = photo if inks.kind == "colour" else photo.convert("RGB")
        return source.quantize(palette=chart, dither=Image.Dither.FLOYDSTEINBERG)

    return draw


def _dithering(inks: Palette, colours: Colours, *, linear: bool = False) -> Draw:
    how: dict[str, Any] = {"linear": linear, "serpentine": linear}
    if inks.kind != "mono":
        how["palette"] = list(colours)

    def draw(photo: Image.Image) -> Image.Image:
        import dithering

        source = photo.convert("RGB") if inks.kind == "grey" else photo
        return dithering.dither(source, "floyd_steinberg", **how)

    return draw


def _epaper(colours: Colours, **how: Any) -> Draw:
    def draw(photo: Image.Image) -> Image.Image:
        import epaper_dithering as epaper

        names = {f"ink {number}": colour for number, colour in enumerate(colours)}
        own = epaper.ColorPalette(colors=names, accent="ink 0")
        mode = epaper.DitherMode.FLOYD_STEINBERG
        return epaper.dither_image(photo.convert("RGB"), own, mode=mode, **how)

    return draw


def _indexed(image: Image.Image, colours: Colours) -> Image.Image:
    """The index of each pixel's colour."""
    found = image.convert("RGB").quantize(palette=_chart(colours), dither=Image.Dither.NONE)
    return Image.frombytes("L", found.size, found.tobytes())


def _chart(colours: Colours) -> Image.Image:
    chart = Image.new("P", (1, 1))
    chart.putpalette([code for colour in colours for code in colour])
    return chart
