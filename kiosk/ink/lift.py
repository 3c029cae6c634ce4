"""Light in the dark parts of a photograph, each pixel by what surrounds it."""

from PIL import Image, ImageChops

from kiosk.ink.bands import Bands
from kiosk.ink.surroundings import around

Table = tuple[int, ...]

# Surroundings up to DARK are dark, those from LIT on are lit; codes.
DARK, LIT = 36, 150
# A gain is a byte, of so many to the whole: a code becomes three times its own at most.
WHOLE_GAIN = 127


def lifted(photo: Bands, dark: float, lit: float) -> Bands:
    """The photograph with its dark codes raised, and hue and saturation kept.

    A code c from 0 to 1 becomes c (1 + lift) / (1 + lift c): black and white stay, and no slope is
    steeper than 1 + lift. The lift is `dark` in dark surroundings and `lit` in lit ones.
    """
    if not photo.colours:
        return Bands(_by_surroundings(photo.grey, _curve(dark), _curve(lit)), ())
    red, green, blue = photo.colours
    # All bands of a pixel get the gain of its brightest, so that none is cut off at white.
    brightest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    gains = _by_surroundings(brightest, _gain(dark), _gain(lit))
    return photo.each(lambda band: _gained(band, gains))


def _gained(band: Image.Image, gains: Image.Image) -> Image.Image:
    half = ImageChops.multiply(band, gains)
    return ImageChops.add_modulo(ImageChops.add_modulo(band, half), half)


def _by_surroundings(codes: Image.Image, dark: Table, lit: Table) -> Image.Image:
    mask = around(codes).point(_DARKNESS)
    return Image.composite(codes.point(dark), codes.point(lit), mask)


def raised(part: float, lift: float) -> float:
    """What a code `part`, 0 to 1, becomes; lifts below 0 lower it."""
    return part * (1 + lift) / (1 + lift * part)


def smooth(part: float) -> float:
    """From 0 to 1 without a corner."""
    part = min(1.0, max(0.0, part))
    return part * part * (3 - 2 * part)


def _curve(lift: float) -> Table:
    return tuple(round(255 * raised(code / 255, lift)) for code in range(256))


def _gain(lift: float) -> Table:
    """What each code gains, in 127ths of itself; rounded down, so that no sum is above 255."""
    gains = ((1 + lift) / (1 + lift * code / 255) - 1 for code in range(256))
    return tuple(min(255, int(WHOLE_GAIN * gain)) for gain in gains)


def _darkness(code: int) -> int:
    return round(255 * smooth((LIT - code) / (LIT - DARK)))


_DARKNESS = tuple(_darkness(code) for code in range(256))
