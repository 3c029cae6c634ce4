"""Photographs into inks: fitted to what the panel shows, errors spread in linear light."""

from bisect import bisect_left
from collections.abc import Sequence

from PIL import Image, ImageChops

from kiosk.board import Method
from kiosk.frame import RGB, Palette
from kiosk.light import LINEAR, luminance
from kiosk.raw import raw

# From here on 8 bits of linear light are coarser than the panel's steps, and its error when codes
# are dithered instead is below sight (measured mean dE 0.14, and 0.29 in linear light).
FINE_GREYS = 16
# Pillow's diffusion divides with C's rounding towards nothing, and comes out too dark below the
# middle, and in one bit too light above it, by up to so much of 255. Seen from where dots merge,
# photographs came 2 % nearer to what they should be with this, and 15 % in four greys.
_ROUNDED_OFF = 0.4
# Of few greys errors are spread in something near light, in which the darkest have little room; of
# many in the panel's own codes: from one to the next light runs straight enough.
_CODES_SHARE = 0.3
# Diffusion begins so many pixels outside, on the photograph's own reflection: where it begins there
# is no error yet to spread, and the first rows and columns miss dots, or have some of wrong colour.
_LEAD_IN_PX = 8
# Dark tones take turns: nearly twice the light in one row, nearly none in the next. Their few dots
# then stand apart evenly instead of in lines: 3 % nearer on photographs in daylight, 8 % on dark
# ones. Above so much of the light rows are alike.
_ROWS_ALIKE = 45 / 255
# How much an error of colour counts beside one of brightness, which eyes see sharper.
_CHROMA = 0.5


def _bits(row: int) -> list[int]:
    """The light of each code, 0 to 255, for even rows (1) or odd ones (-1)."""
    turns = (row * max(0.0, 1 - light / _ROWS_ALIKE) for light in LINEAR)
    lights = (255 * light + _ROUNDED_OFF * (1 - 2 * light) for light in LINEAR)
    return [round(light * (1 + turn)) for light, turn in zip(lights, turns, strict=True)]


_EVEN, _ODD = _bits(1), _bits(-1)


def dither(photo: Image.Image, palette: Palette, method: Method = "quick") -> Image.Image:
    """The photograph (RGB or L) as one ink index a pixel, in mode L.

    Its black becomes the panel's black and its white the panel's white. Quick: errors are spread
    from pixel to pixel. Fine: then the best place is searched for every dot.
    """
    fitted, quick = _quickly(photo, palette)
    return quick if method == "quick" else _searched(quick, fitted, palette)


def _quickly(photo: Image.Image, palette: Palette) -> tuple[Image.Image, Image.Image]:
    """The photograph as its dots must look from afar (L, or RGB of places), and its dots."""
    match palette.kind:
        case "mono":
            grey = _as(photo, "L")
            return grey, _mono(grey, palette)
        case "grey":
            grey = _as(photo, "L")
            return grey, _greys(grey, palette)
        case "colour":  # pragma: no branch - there is no fourth kind
            from kiosk.ink import fitting, gamut  # noqa: PLC0415 - boards with colours alone

            places = fitting.fitted(_as(photo, "RGB"), palette)
            return places, _nearest(_led_in(places), places.size, gamut.inks(palette))


def _as(photo: Image.Image, mode: str) -> Image.Image:
    return photo if photo.mode == mode else photo.convert(mode)


def _searched(quick: Image.Image, fitted: Image.Image, palette: Palette) -> Image.Image:
    # numpy is loaded where a photograph is searched, and nowhere else.
    from kiosk.ink import gamut  # noqa: PLC0415 - as above
    from kiosk.ink.search import refine  # noqa: PLC0415 - as said

    if palette.kind != "colour":
        lights = [(light,) for light in _lightness(palette)]
        # In two inks a dot too many or too few is a dark tone that is lost: dots only move.
        return refine(quick, fitted, [LINEAR], lights, keep=palette.kind == "mono")
    places = gamut.places(palette)
    span = places[palette.paper][0] - places[palette.ink][0]
    weights = (1 / span, _CHROMA / span, _CHROMA / span)
    tables = [[code * weight for code in range(256)] for weight in weights]
    inks = [tuple(x * w for x, w in zip(place, weights, strict=True)) for place in places]
    return refine(quick, fitted, tables, inks, keep=False)


def _mono(grey: Image.Image, palette: Palette) -> Image.Image:
    bits = _without_lead(_in_turns(_led_in(grey)).convert("1"), grey.size)
    light = bits if palette.paper else ImageChops.invert(bits)
    # 0 and 255 become 0 and 1; a table would take longer.
    return ImageChops.darker(light.convert("L"), Image.new("L", grey.size, 1))


def _in_turns(grey: Image.Image) -> Image.Image:
    """Each row's light, by the two tables in turns; of an even number of rows."""
    width, pairs = grey.width, grey.height // 2
    # Two rows as one of twice the width: a table for each half is faster than a mask.
    both = Image.frombuffer("L", (2 * width, pairs), raw(grey), "raw", "L", 0, 1)
    turns = Image.new("L", both.size)
    for x, table in ((0, _EVEN), (width, _ODD)):
        turns.paste(both.crop((x, 0, x + width, pairs)).point(table), (x, 0))
    return Image.frombytes("L", grey.size, raw(turns))


def _greys(grey: Image.Image, palette: Palette) -> Image.Image:
    """Light runs straight between two inks that are mixed, wherever these two are put."""
    lights = _lightness(palette)
    share = 1.0 if len(palette.inks) >= FINE_GREYS else _CODES_SHARE
    codes = [ink.nominal[0] for ink in palette.inks]
    places = [
        round(share * code + (1 - share) * 255 * light)
        for code, light in zip(codes, lights, strict=True)
    ]
    fitted = [_between(lights, places, light) + _ROUNDED_OFF for light in LINEAR]
    codes = [min(255, round(code)) for code in fitted]
    colours = Image.merge("RGB", [_led_in(grey.point(codes))] * 3)
    return _nearest(colours, grey.size, [(place,) * 3 for place in places])


def _between(knots: Sequence[float], values: Sequence[float], at: float) -> float:
    """The value at `at` on the line through all knots, which rise."""
    right = min(max(bisect_left(knots, at), 1), len(knots) - 1)
    part = (at - knots[right - 1]) / (knots[right] - knots[right - 1])
    return values[right - 1] + part * (values[right] - values[right - 1])


def _lightness(palette: Palette) -> list[float]:
    """The light of each measured ink, 0 being the panel's black and 1 its white."""
    seen = [luminance(ink.measured) for ink in palette.inks]
    black, white = seen[palette.ink], seen[palette.paper]
    return [(light - black) / (white - black) for light in seen]


def _nearest(led: Image.Image, size: tuple[int, int], inks: Sequence[RGB]) -> Image.Image:
    """Floyd and Steinberg's error diffusion to `inks`; indices count in their order.

    Of an image of `size` that is led in already.
    """
    chart = Image.new("P", (1, 1))
    chart.putpalette([value for ink in inks for value in ink])
    indices = led.quantize(palette=chart, dither=Image.Dither.FLOYDSTEINBERG)
    return _without_lead(Image.frombytes("L", indices.size, raw(indices)), size)


def _led_in(image: Image.Image) -> Image.Image:
    """The image with its reflection at the left, at the right, and at the top to an even height."""
    lead, (width, height) = _LEAD_IN_PX, image.size
    top = lead + height % 2
    wide = Image.new(image.mode, (width + 2 * lead, height + top))
    wide.paste(image, (lead, top))
    sides = ((0, (0, 0, lead, height)), (lead + width, (width - lead, 0, width, height)))
    for x, box in sides:
        wide.paste(image.crop(box).transpose(Image.Transpose.FLIP_LEFT_RIGHT), (x, top))
    above = wide.crop((0, top, wide.width, 2 * top))
    wide.paste(above.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, 0))
    return wide


def _without_lead(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    top = image.height - size[1]
    return image.crop((_LEAD_IN_PX, top, _LEAD_IN_PX + size[0], image.height))
