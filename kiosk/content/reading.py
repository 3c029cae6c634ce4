"""A tree as a person reads it: lines of words and pictures, one after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.content.text import plain
from kiosk.content.tree import INLINE, Element

LONGEST_LINE = 20_000
MOST_PIECES = 4_000
_LONGEST_RUN = 100_000
MOST_CELL_LETTERS = 120

_PICTURES = frozenset(("img", "picture", "amp-img"))
_SLANTED = frozenset(("em", "i", "cite"))
_BOLD = frozenset(("b", "strong"))
_SILENT = frozenset(
    ("button", "select", "option", "textarea", "input", "head", "title", "noscript")
)
_BREAK = "\n"
_WIDE = re.compile("[\u2e80-\uffee]")
_ENDS = re.compile(r"[.!?…:;”\"»)\]]\s*$")
_CENTRED = re.compile(r"text-align\s*:\s*center|margin\s*:\s*0\s+auto", re.IGNORECASE)
_TO_THE_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A paragraph, heading, list item or table row; `path` are the blocks that it stands in.

    `length` counts its letters without spaces, an ideograph for two, since it holds as much as a
    syllable; `linked`, `slanted` and `bold` count those in links, italics and bold type.
    """

    text: str
    path: tuple[Element, ...]
    length: int
    linked: int = 0
    slanted: int = 0
    bold: int = 0

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is a link."""
        return self.linked >= 0.8 * self.length > 0

    def inside(self, *tags: str) -> bool:
        return any(element.tag in tags for element in self.path)

    @property
    def centred(self) -> bool:
        return any(_aligned(element, "center", _CENTRED) for element in self.path[-2:])

    @property
    def right_aligned(self) -> bool:
        return any(_aligned(element, "right", _TO_THE_RIGHT) for element in self.path[-2:])


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image where it stands; `element` is the <img>, or the <picture> around it.

    `link` is where a click on it leads, as written.
    """

    element: Element
    path: tuple[Element, ...]
    link: str = ""

    def inside(self, *tags: str) -> bool:
        return any(element.tag in tags for element in self.path)


Piece = Line | Picture


@dataclass(slots=True)
class _Run:
    """Text gathered since the last block's border."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    slanted: int = 0
    bold: int = 0
    link: str = ""
    found: list[Piece] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def length(text: str) -> int:
    """Letters of `text` without spaces, ideographs and Korean syllables twice."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return len(text) - text.count(" ") + wide


def pieces(root: Element) -> list[Piece]:
    """All that `root` shows, in reading order, at most MOST_PIECES of it."""
    run = _Run()
    _read(root, (), frozenset(), run)
    _flush((root,), run)
    return run.found[:MOST_PIECES]


def _read(element: Element, path: tuple[Element, ...], styles: frozenset[str], run: _Run) -> None:
    if element.tag in _PICTURES:
        _add_picture(Picture(element, path, run.link), run)
    elif element.tag == "br":
        run.pieces.append(_BREAK)
    elif element.tag in INLINE:
        _read_inline(element, path, styles, run)
    elif element.tag == "noscript":
        for each in element.walk():
            if each.tag == "img":
                _add_picture(Picture(each, path, run.link), run)
    elif element.tag not in _SILENT and len(run.found) < MOST_PIECES:
        _flush(path, run)
        inner = (*path, element)
        cells = _cells(element)
        if cells:
            row = " | ".join(cells)
            run.found.append(Line(row, inner, length(row)))
        else:
            _read_children(element, inner, styles, run)
        _flush(inner, run)


def _read_inline(
    element: Element, path: tuple[Element, ...], styles: frozenset[str], run: _Run
) -> None:
    href = element.attributes.get("href", "") if element.tag == "a" else ""
    if element.tag == "a" and not href:
        _read_children(element, path, styles, run)
        return
    around, run.link = run.link, href or run.link
    _read_children(element, path, styles | {element.tag}, run)
    run.link = around


def _read_children(
    element: Element, path: tuple[Element, ...], styles: frozenset[str], run: _Run
) -> None:
    for child in element.children:
        if isinstance(child, Element):
            _read(child, path, styles, run)
            continue
        run.pieces.append(child.replace(_BREAK, " "))
        letters = len(child) - sum(map(str.isspace, child)) if styles else 0
        run.linked += letters if "a" in styles else 0
        run.slanted += letters if styles & _SLANTED else 0
        run.bold += letters if styles & _BOLD else 0


def _add_picture(picture: Picture, run: _Run) -> None:
    """A picture on a line of its own stands where it is; one amid words stands before them."""
    line = "".join(run.pieces).rpartition(_BREAK)[2]
    if not line.strip():
        _flush(picture.path, run)
    run.pictures.append(picture)


def _flush(path: tuple[Element, ...], run: _Run) -> None:
    """Ends the run: its pictures, then its lines, which share its links and styles evenly."""
    run.found.extend(run.pictures)
    text = "".join(run.pieces)[:_LONGEST_RUN]
    letters = max(1, len(text) - sum(map(str.isspace, text)))
    for part in _paragraphs(text):
        long = length(part)
        share = long / letters
        counts = (round(n * share) for n in (run.linked, run.slanted, run.bold))
        run.found.append(Line(part, path, long, *counts))
    run.pieces.clear()
    run.pictures.clear()
    run.linked = run.slanted = run.bold = 0


def _paragraphs(text: str) -> Iterator[str]:
    """`text` parted where two line breaks stand, or one after the end of a sentence."""
    gathered = ""
    for part in text.split(_BREAK):
        line = plain(part[:LONGEST_LINE], LONGEST_LINE)
        if gathered and (not line or _ENDS.search(gathered)):
            yield gathered
            gathered = ""
        gathered = f"{gathered} {line}".strip()
    if gathered:
        yield gathered


def _cells(element: Element) -> Sequence[str]:
    """The words of each cell if `element` is a row of a table of facts, not of layout."""
    if element.tag != "tr":
        return ()
    cells = [child for child in element.children if isinstance(child, Element)]
    if any(each.tag in _PICTURES | {"table", "ul"} for cell in cells for each in cell.walk()):
        return ()
    words = [plain(cell.text[: 4 * MOST_CELL_LETTERS], LONGEST_LINE) for cell in cells]
    said = [word for word in words if word]
    return said if len(said) > 1 and max(map(len, said)) <= MOST_CELL_LETTERS else ()


def _aligned(element: Element, side: str, style: re.Pattern[str]) -> bool:
    attributes = element.attributes
    return (
        attributes.get("align", "").lower() == side
        or bool(style.search(attributes.get("style", "")))
        or (side == "center" and element.tag == "center")
        or f"text-{side}" in element.names
    )
