"""The lines of a scene as others draw them: a browser, and Pillow's own `ImageDraw.text`."""

# ruff: noqa: INP001 (beside the script that uses it)

import base64
import html
import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.files import shipped
from kiosk.layout.type import FACES
from kiosk.scene import Fill, Item, Scene, Text

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--virtual-time-budget=3000",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_LONGEST_S = 120
# Taller pictures are taken in parts.
_TALLEST_PX = 12000
_STYLE = (
    "html,body{margin:0;background:#fff}section{position:relative;overflow:hidden}"
    "p,i{position:absolute;margin:0;white-space:pre;line-height:0;color:#000}"
    "b{display:inline-block;width:0}i{background:#000}"
)


def browser() -> str:
    """The browser's path, or ""."""
    return next(filter(None, map(shutil.which, _NAMES)), "")


def browsed(scenes: Sequence[Scene]) -> list[Image.Image]:
    """Scenes as a browser draws their lines in our fonts, with its own greys."""
    size = scenes[0].size
    each = max(1, _TALLEST_PX // size.height)
    images = []
    for at in range(0, len(scenes), each):
        some = scenes[at : at + each]
        shot = _screenshot(_document(some), size.width, size.height * len(some))
        boxes = ((0, n * size.height, size.width, (n + 1) * size.height) for n in range(len(some)))
        images += [shot.crop(box) for box in boxes]
    return images


def plainly(scenes: Sequence[Scene]) -> list[Image.Image]:
    """Scenes as Pillow draws their lines in our fonts, with greys, as it comes."""
    images = []
    for scene in scenes:
        image = Image.new("L", scene.size, 255)
        pen = ImageDraw.Draw(image)
        for item in scene.items:
            _draw(pen, item)
        images.append(image)
    return images


def _draw(pen: ImageDraw.ImageDraw, item: Item) -> None:
    if isinstance(item, Fill):
        rect = item.rect
        pen.rectangle((rect.x, rect.y, rect.right - 1, rect.bottom - 1), fill=0)
    elif isinstance(item, Text):
        font = ImageFont.truetype(shipped("fonts") / f"{item.font.face}.ttf", item.font.size)
        pen.text((item.x, item.baseline), item.text, font=font, anchor="ls", fill=0)


def _screenshot(document: str, width: int, height: int) -> Image.Image:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(document, encoding="utf-8")
        named = (f"--user-data-dir={folder}/profile", f"--screenshot={shot}")
        window = f"--window-size={width},{height}"
        asked = (browser(), *_FLAGS, *named, window, page.as_uri())
        subprocess.run(asked, check=True, capture_output=True, timeout=_LONGEST_S)  # noqa: S603 (our own file)
        return Image.open(io.BytesIO(shot.read_bytes())).convert("L")


def _document(scenes: Sequence[Scene]) -> str:
    faces = "".join(
        f"@font-face{{font-family:{face};src:url(data:font/ttf;base64,{_encoded(face)})}}"
        for face in sorted(FACES)
    )
    parts = "".join(
        f"<section style='width:{scene.size.width}px;height:{scene.size.height}px'>"
        + "".join(map(_element, scene.items))
        + "</section>"
        for scene in scenes
    )
    head = f"<meta charset=utf-8><style>{faces}{_STYLE}</style>"
    return f"<!doctype html><html lang=vi>{head}<body>{parts}"


def _encoded(face: str) -> str:
    return base64.b64encode((shipped("fonts") / f"{face}.ttf").read_bytes()).decode("ascii")


def _element(item: Item) -> str:
    """A line on its baseline: an empty box as high as it stands from the frame's top holds it."""
    if isinstance(item, Fill):
        rect = item.rect
        place = f"left:{rect.x}px;top:{rect.y}px;width:{rect.width}px;height:{rect.height}px"
        return f"<i style='{place}'></i>"
    if not isinstance(item, Text):
        return ""
    style = f"left:{item.x}px;top:0;font-family:{item.font.face};font-size:{item.font.size}px"
    strut = f"<b style='height:{item.baseline}px'></b>"
    return f"<p style='{style}'>{strut}{html.escape(item.text)}</p>"
