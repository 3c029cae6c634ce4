"""What there is to make pages of: layouts, and the faces that they are set in."""

from collections.abc import Iterator

from kiosk import press
from kiosk.config import Config
from kiosk.files import shipped
from kiosk.fontfile import coverage
from kiosk.glyphs import LENDERS
from kiosk.layout.compose import ranked
from kiosk.layout.spec import Layout
from kiosk.layout.type import faces


def layouts(config: Config) -> Iterator[str]:
    """A line for each layout, a page's richest first: its least board, its needs, what it is.

    Raises LayoutError.
    """
    found = press.layouts(config.layouts)
    for page in found.pages:
        for layout in sorted(ranked(page, found), key=lambda one: one.shape):
            own = "kiosk's" if layout.path.parent == shipped("layouts") else "the ward's"
            needs = ", ".join(layout.requires) or "-"
            yield f"{layout.name:28}{_least(layout):15}{needs:24}{own:12}{_about(layout)}"


def fonts() -> Iterator[str]:
    """A line for each face: which roles it sets or lends signs to, how many characters it has.

    Raises FontError.
    """
    lenders = {name for lent in LENDERS.values() for name in lent}
    for name in sorted({*faces(), *lenders}):
        sets = ", ".join(faces().get(name, ()))
        lends = "lends what others lack" if name in lenders else ""
        count = len(coverage(press.fonts() / f"{name}.ttf"))
        says = "; ".join(part for part in (sets, lends) if part)
        yield f"{name:22}{count:5} characters  {says}"


def _least(layout: Layout) -> str:
    width, height = layout.least
    return f"{width:g} x {height:g} mm" if width or height else "any board"


def _about(layout: Layout) -> str:
    """The comment that a layout file begins with."""
    lines = layout.path.read_text(encoding="utf-8").splitlines()
    first = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return " ".join(line.lstrip("# ") for line in lines[:first])
