# ruff: noqa: INP001 - a script, part of no package
"""Write the tables of docs/layouts.md anew from the code, and draw its examples of regions.

Run it after an option or a placeholder was added or said otherwise, or when a region looks
different: python tools/layout_docs.py
"""

import json
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import NODEFAULT
from PIL import Image

from kiosk import demo, press
from kiosk.config import Config
from kiosk.frame import Frame
from kiosk.layout.copy import NAMES, Template
from kiosk.layout.regions import Option, kind_of, options
from kiosk.layout.spec import load
from kiosk.layout.type import Type
from kiosk.panels import catalog
from kiosk.quantities import Reader, length

DOCUMENT = Path(__file__).parent.parent / "docs" / "layouts.md"
PICTURES = DOCUMENT.parent / "regions"
# What the example of `image` shows.
EMBLEM = PICTURES / "emblem.png"
_EXAMPLE = re.compile(
    r"^### `(\w+)`\n(?:(?!###? ).*\n)*?```toml\n(\[region\.(\w+)\]\n(?:(?!```).*\n)*)```",
    re.MULTILINE,
)
_PAGE = '''[page]
shape   = "landscape"
margin  = "3 mm"
columns = ["%s"]
rows    = ["1fr"]
areas   = """
  %s
"""

'''
# Regions that would be drawn out over a whole page.
_WIDTHS = {"photo": "70 mm", "box": "80 mm", "qr": "30 mm", "image": "24 mm", "list": "90 mm"}
_MARGIN_MM = 3.0
_MARKED = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
# No option can be an empty list, so every reader says what it wants instead.
_WRONG: list[Any] = []
# Empty values that mean something else than "none".
_EMPTY = {"lines": "no limit", "least_lines": "as `lines`", "ratio": "its own", "most": "no limit"}


def written(document: str) -> str:
    """The document with every table between its marks as the code has it now.

    Raises KeyError if a mark names something that is neither a region kind nor "placeholders".
    """
    return _MARKED.sub(lambda found: found[1] + _table(found[2]) + found[3], document)


def _table(name: str) -> str:
    rows = _placeholders() if name == "placeholders" else _options(name)
    head, *rest = rows
    rule = ["---"] * len(head)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rest))


def _placeholders() -> Iterator[list[str]]:
    yield ["placeholder", "stands for"]
    for name, says in NAMES.items():
        yield [f"`{{{name}}}`", says]


def _options(kind: str) -> Iterator[list[str]]:
    yield ["option", "default", "value", "meaning"]
    for name, (option, default) in options(kind_of(kind)).items():
        yield [f"`{name}`", _default(name, option, default), _wants(option.read), option.says]


def _default(name: str, option: Option, value: Any) -> str:
    if value is NODEFAULT:
        return "must be given"
    if isinstance(value, Type):
        sizes = f"{value.least:g}" + (f"..{value.most:g}" if value.most != value.least else "")
        return f'`"{value.role} {sizes} pt"`'
    if isinstance(value, Template):
        value = value.pattern
    if isinstance(value, tuple):
        value = [one if isinstance(one, str) else " + ".join(one) for one in value]
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if not value:
        return _EMPTY.get(name, "none")
    if option.read is length:
        return f'`"{value:g} mm"`'
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _wants(read: Reader[Any]) -> str:
    """What the option's own complaint says that it must be."""
    try:
        read(_WRONG)
    except ValueError as complaint:
        said = str(complaint).removeprefix("must be ").rpartition(", not ")[0]
        return re.sub(r'"[^"]*"', lambda quoted: f"`{quoted[0]}`", said)
    raise ValueError(f"{read} reads an empty list, so it can't tell what it wants")


def drawn(document: str) -> dict[str, bytes]:
    """A PNG for each kind of region whose section has an example, by the kind."""
    config = Config(path=Path("kiosk.toml").absolute(), name=demo.BOARD_NAME)
    board = catalog.board(
        catalog.panel("waveshare-7in5-v2"), distance_m=None, enlarge=1.0, rotate=0
    )
    pictures = {}
    with demo.sample(config) as (news, photos), TemporaryDirectory() as folder:
        shutil.copy(EMBLEM, folder)
        for kind, example, region in _EXAMPLE.findall(document):
            path = Path(folder) / f"{kind}.landscape.toml"
            words = _PAGE % (_WIDTHS.get(kind, "1fr"), region) + example
            path.write_text(words, encoding="utf-8")
            made = press.make(kind, news, board, (load(path),), photos)
            pictures[kind] = _cropped(made.frames[0], board.px(_MARGIN_MM))
    return pictures


def _cropped(frame: Frame, margin: int) -> bytes:
    """The part of a frame that something stands on, with a margin."""
    with Image.open(BytesIO(frame.png())) as image:
        left, top, right, bottom = image.convert("L").point(lambda grey: 255 - grey).getbbox()
        box = (max(0, left - margin), max(0, top - margin), right + margin, bottom + margin)
        out = BytesIO()
        image.crop(box).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    document = written(DOCUMENT.read_text(encoding="utf-8"))
    DOCUMENT.write_text(document, encoding="utf-8")
    for kind, picture in drawn(document).items():
        (PICTURES / f"{kind}.png").write_bytes(picture)


if __name__ == "__main__":
    main()
