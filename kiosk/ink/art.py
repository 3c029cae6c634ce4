"""Line art, an emblem or a map, into pure inks: nothing is dithered, transparent is paper."""

from io import BytesIO

from PIL import Image, ImageChops

from kiosk.errors import KioskError
from kiosk.frame import Palette
from kiosk.geometry import Size
from kiosk.ink.unreadable import UNREADABLE
from kiosk.raw import raw
from kiosk.scene import LineArt

MOST_PIXELS = 4_000_000
# Less colour than this, of 255, is grey: an edge between black and white must not turn green.
_GREYISH = 64
_WHITE = (255, 255, 255)
_SCALING = Image.Resampling.BICUBIC


class ArtError(KioskError):
    """A picture of the ward's own that `region` shows can't be drawn."""

    def __init__(self, region: str, file: str, why: str) -> None:
        self.region = region
        self.file = file
        super().__init__(
            f"region {region}: the picture {file} can't be drawn ({why}); "
            "save it as PNG once more, or take it out of the layout"
        )


def inked(art: LineArt, palette: Palette) -> Image.Image:
    """The picture's ink indices (mode L) at the size of its rectangle.

    Raises ArtError.
    """
    try:
        flat = _on_paper(art)
    except UNREADABLE as error:
        raise ArtError(art.region, art.file, str(error)) from error
    if palette.kind == "colour":
        return _covering(_inks(flat, palette), art.rect.size)
    grey = flat.convert("L")
    return grey.resize(art.rect.size, _SCALING).point(_tones(grey, palette))


def _tones(grey: Image.Image, palette: Palette) -> list[int]:
    """The ink for each of 256 greys: the panel's own greys, or the darker half black."""
    if palette.kind == "grey":
        steps = len(palette.inks) - 1
        return [round(code * steps / 255) for code in range(256)]
    # What is pale all over is drawn all the same.
    darkest = next(code for code, count in enumerate(grey.histogram()) if count)
    return [palette.ink if 2 * code < darkest + 255 else palette.paper for code in range(256)]


def _on_paper(art: LineArt) -> Image.Image:
    """The picture in RGB, laid on white."""
    with Image.open(BytesIO(art.png), formats=["PNG"]) as file:
        if file.width * file.height > MOST_PIXELS:
            raise ValueError(f"more than {MOST_PIXELS} pixels")
        seen = file.convert("RGBA")
    sheet = Image.new("RGB", seen.size, _WHITE)
    sheet.paste(seen, mask=seen.getchannel("A"))
    return sheet


def _inks(flat: Image.Image, palette: Palette) -> Image.Image:
    """The ink nearest to each pixel; of greys, the darker half is black."""
    chart = Image.new("P", (1, 1))
    chart.putpalette([value for ink in palette.inks for value in ink.nominal])
    near = flat.quantize(palette=chart, dither=Image.Dither.NONE)
    inks = Image.frombytes("L", near.size, raw(near))
    grey = flat.convert("L")
    greyish = flat.convert("HSV").getchannel("S").point([255 * (s < _GREYISH) for s in range(256)])
    inks.paste(grey.point(_tones(grey, palette)), mask=greyish)
    return inks


def _covering(inks: Image.Image, size: Size) -> Image.Image:
    """Each pixel in the ink that covers most of it."""
    used = [index for index, count in enumerate(inks.histogram()) if count]
    found = Image.new("L", size, used[0])
    most = Image.new("L", size, 0)
    for index in used:
        covered = inks.point([255 * (code == index) for code in range(256)]).resize(size, _SCALING)
        found.paste(index, mask=ImageChops.subtract(covered, most).point([0] + [255] * 255))
        most = ImageChops.lighter(most, covered)
    return found
