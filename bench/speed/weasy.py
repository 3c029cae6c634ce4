"""The page with WeasyPrint, its PDF drawn by pdfium, then Pillow for the inks."""

# ruff: noqa: INP001 (part of a script)

import json
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import weasyprint
from inks import reduced, save
from PIL import Image

# A CSS pixel is three quarters of a PDF's point.
_PX_A_PT = 96 / 72


def draw(page: dict[str, Any]) -> Image.Image:
    """The page in the panel's inks."""
    pdf = weasyprint.HTML(string=page["html"]).write_pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=_PX_A_PT).to_pil()
    return reduced(image.convert("RGB"), page)


def main() -> None:
    """From the page's description to a PNG."""
    described, out = sys.argv[1:]
    save(draw(json.loads(Path(described).read_bytes())), out)
