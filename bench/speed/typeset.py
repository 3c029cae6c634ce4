"""The page with typst, which gives a PNG; with `inks`, Pillow makes of it what a panel takes."""

# ruff: noqa: INP001 (part of a script)

import io
import sys
from pathlib import Path
from typing import Any

import typst
from cases import FONTS


def picture(page: dict[str, Any]) -> bytes:
    """The page as a PNG in full colour."""
    return _compiled(page["typst"])


def draw(page: dict[str, Any]) -> Any:
    """The page in the panel's inks."""
    from inks import reduced  # noqa: PLC0415 - typst alone does without Pillow
    from PIL import Image  # noqa: PLC0415 - as above

    with Image.open(io.BytesIO(picture(page))) as image:
        return reduced(image.convert("RGB"), page)


def _compiled(source: str) -> bytes:
    png = typst.compile(
        source.encode(),
        format="png",
        ppi=72,
        root="/",
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    assert isinstance(png, bytes)  # noqa: S101 - it is of one page
    return png


def main() -> None:
    """From the document to a PNG, with no panel's inks."""
    source, out = sys.argv[1:]
    Path(out).write_bytes(_compiled(Path(source).read_text(encoding="utf-8")))


def inked() -> None:
    """From the page's description to a PNG in inks."""
    import json  # noqa: PLC0415 - as above

    from inks import save  # noqa: PLC0415 - as above

    described, out = sys.argv[1:]
    save(draw(json.loads(Path(described).read_bytes())), out)
