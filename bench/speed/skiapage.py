"""The page with skia-python, then Pillow for the inks."""

# ruff: noqa: INP001 (part of a script)

import json
import sys
from pathlib import Path
from typing import Any

import skia
from flow import placed
from inks import reduced, save
from PIL import Image

_STYLES = ("strong", "small", "headline", "text")
_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


def draw(page: dict[str, Any]) -> Image.Image:
    """The page in the panel's inks."""
    width, height = page["size"]
    surface = skia.Surface(width, height)
    black = skia.Paint(Color=skia.ColorBLACK, AntiAlias=True)
    fonts = {name: _font(page[name]) for name in _STYLES}
    with surface as canvas:
        canvas.clear(skia.ColorWHITE)
        canvas.drawRect(skia.Rect.MakeXYWH(*page["rule"]), black)
        if page["picture"]:
            _photo(canvas, page)
        for style, x, baseline, text in placed(page, lambda name, t: fonts[name].measureText(t)):
            canvas.drawString(text, x, baseline, fonts[style], black)
    pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType)
    return reduced(Image.fromarray(pixels).convert("RGB"), page)


def _font(style: dict[str, Any]) -> Any:
    return skia.Font(skia.Typeface.MakeFromFile(style["file"]), style["px"])


def _photo(canvas: Any, page: dict[str, Any]) -> None:
    """The photograph cropped to the picture's shape."""
    image = skia.Image.open(page["photo"])
    wide, high = page["picture"]
    share = min(image.width() / wide, image.height() / high)
    x, y = (image.width() - wide * share) / 2, (image.height() - high * share) / 2
    source = skia.Rect.MakeXYWH(x, y, wide * share, high * share)
    there = skia.Rect.MakeXYWH(*page["body"][:2], wide, high)
    canvas.drawImageRect(image, source, there, _SMOOTH)


def main() -> None:
    """From the page's description to a PNG."""
    described, out = sys.argv[1:]
    save(draw(json.loads(Path(described).read_bytes())), out)
