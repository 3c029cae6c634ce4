"""The page with Pillow alone: ImageDraw.text, ImageOps.fit, convert."""

# ruff: noqa: INP001 (part of a script)

import json
import sys
from pathlib import Path
from typing import Any

from flow import placed
from inks import reduced, save
from PIL import Image, ImageDraw, ImageFont, ImageOps


def draw(page: dict[str, Any]) -> Image.Image:
    """The page in the panel's inks."""
    colour = page["kind"] == "colour"
    sheet = Image.new("RGB" if colour else "L", tuple(page["size"]), "white")
    pen = ImageDraw.Draw(sheet)
    styles = ("strong", "small", "headline", "text")
    fonts = {name: ImageFont.truetype(page[name]["file"], page[name]["px"]) for name in styles}
    x, y, wide, high = page["rule"]
    pen.rectangle((x, y, x + wide - 1, y + high - 1), fill="black")
    if page["picture"]:
        with Image.open(page["photo"]) as photo:
            fitted = ImageOps.fit(photo, tuple(page["picture"]))
        sheet.paste(fitted, tuple(page["body"][:2]))
    for style, left, baseline, text in placed(page, lambda name, t: fonts[name].getlength(t)):
        pen.text((left, baseline), text, fill="black", font=fonts[style], anchor="ls")
    return reduced(sheet, page)


def main() -> None:
    """From the page's description to a PNG."""
    described, out = sys.argv[1:]
    save(draw(json.loads(Path(described).read_bytes())), out)
