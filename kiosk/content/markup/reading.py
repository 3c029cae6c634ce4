"""A tree as a person reads it: lines of words and pictures, one after the other."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from kiosk.content.markup.html import fragment
from kiosk.content.markup.tree import INLINE, Element
from kiosk.content.words.text import plain

LONGEST_LINE = 20_000
MOST_PIECES = 3_000
MOST_CELL_LETTERS = 120

_PICTURES = frozenset(("img", "picture", "amp-img"))
_LINKED = frozenset(("a",))
_SLANTED = frozenset(("em", "i", "cite"))
_BOLD = frozenset(("b", "strong"))
_SILENT = frozenset(
    ("button", "select", "option", "textarea", "input", "head", "title", "noscript")
)
_BREAK = "\n"
_WIDE = re.compile("[\u2e80-\uffee]")
_END = re.compile(r"[.!?…:;”\"»)\]]$")
# What stands in a <span> of this name is a line of its own.
_APART = re.compile(
    r"(?<![a-z])(?:credits?|author|photographer|copyright|source|time|date)(?![a-z])"
)
# Enough to see how a line ends.
_LAST_WORDS = 4
_CENTRED = re.compile(r"text-align\s*:\s*center|margin\s*:\s*0\s+auto", re.IGNORECASE)
_TO_THE_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)


class Line(Struct, frozen=True, eq=False):
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


class Picture(Struct, frozen=True, eq=False):
    """An image where it stands; `element` is the <img>, or the <picture> around it.

    `link` is where a click on it leads, as written.
    """

    element: Element
    path: tuple[Element, ...]
    link: str = ""

    def inside(self, *tags: str) -> bool:
        return any(element.tag in tags for element in self.path)


Piece = Line | Picture


class _Run(Struct):
    """What was found, and the text and pictures gathered since the last block's border.

    `styles` and `link` are those of the inline elements that are open.
    """

    found: list[Piece] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    words: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    styles: frozenset[str] = frozenset()
    link: str = ""


def length(text: str) -> int:
    """Letters of `text` without spaces, ideographs and Korean syllables twice."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return len(text) - text.count(" ") + wide


def pieces(root: Element) -> list[Piece]:
    """All that `root` shows, in reading order, at most MOST_PIECES of it."""
    run = _Run()
    _read(root, (), run)
    _flush((root,), run)
    return run.found[:MOST_PIECES]


def _read(element: Element, path: tuple[Element, ...], run: _Run) -> None:
    if element.tag in _PICTURES:
        _add_picture(Picture(element, path, run.link), run)
    elif element.tag == "br":
        run.words.append((_BREAK, run.styles))
    elif element.tag == "noscript":
        for each in element.walk():
            if each.tag == "img":
                _add_picture(Picture(each, path, run.link), run)
    elif element.tag in INLINE and not _stands_apart(element, path):
        _read_inline(element, path, run)
    elif element.tag not in _SILENT and len(run.found) < MOST_PIECES:
        _read_block(element, path, run)


def _read_block(element: Element, path: tuple[Element, ...], run: _Run) -> None:
    _flush(path, run)
    inner = (*path, element)
    cells = _cells(element)
    if cells:
        row = " | ".join(cells)
        run.found.append(Line(row, inner, length(row)))
    elif element.tag in INLINE:
        _read_inline(element, inner, run)
    else:
        _read_children(element, inner, run)
    _flush(inner, run)


def _read_inline(element: Element, path: tuple[Element, ...], run: _Run) -> None:
    styles, link = run.styles, run.link
    href = element.attributes.get("href", "") if element.tag == "a" else ""
    if href or element.tag != "a":
        run.styles, run.link = styles | {element.tag}, href or link
    _read_children(element, path, run)
    run.styles, run.link = styles, link


def _read_children(element: Element, path: tuple[Element, ...], run: _Run) -> None:
    for child in element.children:
        if isinstance(child, Element):
            _read(child, path, run)
        else:
            run.words.append((child.replace(_BREAK, " "), run.styles))


def _stands_apart(element: Element, path: tuple[Element, ...]) -> bool:
    """Whether it is a line though only a <span>: a name or a date, not amid a paragraph."""
    if not path or not (element.tag == "time" or _APART.search(element.names)):
        return False
    return path[-1].tag != "p" or any(each.tag == "figure" for each in path)


def _add_picture(picture: Picture, run: _Run) -> None:
    """A picture on a line of its own stands where it is; one amid words stands before them."""
    line = "".join(text for text, _ in run.words).rpartition(_BREAK)[2]
    if not line.strip():
        _flush(picture.path, run)
    run.pictures.append(picture)


def _flush(path: tuple[Element, ...], run: _Run) -> None:
    """Ends the run: its pictures, then its lines."""
    run.found.extend(run.pictures)
    run.pictures.clear()
    if any(text.strip() for text, _ in run.words):
        run.found.extend(_lines(run.words, path))
    run.words.clear()


def _lines(
    words: Sequence[tuple[str, frozenset[str]]], path: tuple[Element, ...]
) -> Iterator[Line]:
    """`words` parted where two line breaks stand, or one after the end of a sentence."""
    gathered: list[tuple[str, frozenset[str]]] = []
    for text, styles in (*words, (_BREAK, frozenset()), (_BREAK, frozenset())):
        if text != _BREAK:
            gathered.append((text, styles))
        elif _ends("".join(part for part, _ in gathered[-_LAST_WORDS:])):
            yield from _line(gathered, path)
            gathered = []
        else:
            gathered.append((_BREAK, styles))
    yield from _line(gathered, path)


def _ends(text: str) -> bool:
    """Whether a line break after `text` ends a paragraph: it is the second, or ends a sentence."""
    return text.rstrip(" \t\r\xa0").endswith(_BREAK) or bool(_END.search(text.rstrip()[-3:]))


def _line(words: Sequence[tuple[str, frozenset[str]]], path: tuple[Element, ...]) -> Iterator[Line]:
    text = plain("".join(part for part, _ in words)[:LONGEST_LINE], LONGEST_LINE)
    if "<" in text and ">" in text:  # markup that was escaped once too often
        text = fragment(text).text
    if not text:
        return
    counts = [0, 0, 0]
    for part, styles in words:
        letters = len("".join(part.split())) if styles else 0
        for i, kind in enumerate((_LINKED, _SLANTED, _BOLD)):
            counts[i] += letters if styles & kind else 0
    yield Line(text, path, length(text), *counts)


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
