"""A page as a small frozen tree, bounded in nodes and depth, that any function may walk."""

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.content.markup.html import Node

MOST_NODES = 60_000
# Real pages reach 40; what lies deeper is read as plain words.
MOST_DEPTH = 150
LONGEST_ATTRIBUTE = 8_000
MOST_ATTRIBUTES = 60

# Letters that a title or a button hardly has.
SENTENCES = 100

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby"),
        *("s", "samp", "small", "span", "st1:place", "strike", "strong", "sub", "sup", "time"),
        *("tt", "u", "var", "wbr"),
    )
)
_UNREAD = frozenset(("script", "style", "template", "iframe", "object", "svg", "math", "canvas"))
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Element(Struct, frozen=True, eq=False):
    """An element with its attributes and its children, text among them.

    `mark` is the parser's own number for it, `names` its class and id as words parted by "-",
    `said` how many letters lie in it outside links, `prose` how many of those in runs as long as
    a sentence, `headed` whether an <h1> or a box that was chosen by name lies in it.
    """

    tag: str
    attributes: Mapping[str, str]
    children: tuple["Element | str", ...]
    mark: int = 0
    names: str = ""
    said: int = 0
    prose: int = 0
    headed: bool = False

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(
                child for child in reversed(element.children) if isinstance(child, Element)
            )

    def find(self, wanted: Callable[["Element"], bool]) -> "Element | None":
        """The first element, in document order, that is `wanted`."""
        return next(filter(wanted, self.walk()), None)

    @property
    def text(self) -> str:
        """All text in it, in one piece, white space as it stands."""
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            child = stack.pop()
            if isinstance(child, str):
                pieces.append(child)
            else:
                stack.extend(reversed(child.children))
        return "".join(pieces)


class _Growing(Struct):
    node: Node
    rest: Iterator[Node]
    children: list[Element | str] = field(default_factory=list)


def grow(root: Node) -> Element:
    """The tree under `root`, without scripts and the like; what is too deep is text only."""
    open_ = [_growing(root)]
    for _ in range(MOST_NODES):
        here = open_[-1]
        child = next(here.rest, None)
        if child is None:
            grown = _grown(open_.pop())
            if not open_:
                return grown
            open_[-1].children.append(grown)
        elif child.tag == "-text":
            here.children.append(child.text_content or "")
        elif len(open_) >= MOST_DEPTH:
            here.children.append(f" {child.text(separator=' ')} ")
        elif child.tag not in _UNREAD and (child.tag or "-")[0] not in "-_!":
            open_.append(_growing(child))
    while len(open_) > 1:
        open_[-2].children.append(_grown(open_.pop()))
    return _grown(open_[0])


def rebuilt(element: Element, children: tuple[Element | str, ...]) -> Element:
    """`element` with other children."""
    linked = element.tag == "a" and element.attributes.get("href")
    inner = [child for child in children if isinstance(child, Element)]
    own = sum(len(child.strip()) for child in children if isinstance(child, str))
    own += sum(child.said for child in inner if child.tag in INLINE)
    prose = sum(child.prose for child in inner if child.tag not in INLINE)
    inner_said = sum(child.said for child in inner if child.tag not in INLINE)
    return Element(
        tag=element.tag,
        attributes=element.attributes,
        children=children,
        mark=element.mark,
        names=element.names,
        said=0 if linked else own + inner_said,
        prose=0 if linked else prose + (own if own >= SENTENCES else 0),
        headed=element.tag == "h1" or any(child.headed for child in inner),
    )


def renamed(element: Element, name: str) -> Element:
    """`element` under another name, and never to be dropped."""
    return replace(element, names=name, headed=True)


def names_of(attributes: Mapping[str, str]) -> str:
    """Class, id and role in lower case, parted by "-": "relatedNews box" is "related-news-box"."""
    if not attributes:
        return ""
    raw = " ".join(attributes.get(key, "") for key in ("class", "id", "role", "type"))
    return re.sub(r"[^a-z0-9]+", "-", _CAMEL.sub("-", raw[:400]).lower()).strip("-")


def _growing(node: Node) -> _Growing:
    return _Growing(node, node.iter(include_text=True))


def _grown(growing: _Growing) -> Element:
    node = growing.node
    found = list(node.attributes.items())[:MOST_ATTRIBUTES]
    attributes = {key: (value or "")[:LONGEST_ATTRIBUTE] for key, value in found}
    bare = Element(node.tag or "", attributes, (), node.mem_id, names_of(attributes))
    return rebuilt(bare, tuple(growing.children))
