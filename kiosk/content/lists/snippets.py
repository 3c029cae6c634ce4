"""The words of an item, piece by piece: in which block each stands and where it leads."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.content.lists.anchors import HEADINGS, Anchor
from kiosk.content.lists.repeats import Item
from kiosk.content.markup.tree import INLINE, Element

# A title, a lead of 600 letters, what stands around them.
MOST_WORDS = 200
LONGEST_ITEM = 2_000


class Words(Struct, frozen=True, eq=False):
    """A piece of text: in which block, under which names, and whether in a link to the story."""

    text: str
    block: int
    names: str
    classes: str = ""
    own: bool = False
    foreign: bool = False
    headed: bool = False


class _Gathering(Struct):
    item: Item
    anchors: Mapping[Element, Anchor]
    words: list[Words] = field(default_factory=list)
    block: int = 0
    letters: int = LONGEST_ITEM


def words_of(item: Item, anchors: Mapping[Element, Anchor]) -> list[Words]:
    """All that `item` says, in document order, bounded."""
    to = _Gathering(item, anchors)
    blank = Words("", 0, "")
    for part in item.parts:
        _gather(part, blank, to)
    return to.words[:MOST_WORDS]


def _gather(part: Element | str, within: Words, to: _Gathering) -> None:
    if isinstance(part, str):
        if part.strip() and len(to.words) < MOST_WORDS and to.letters > 0:
            to.words.append(replace(within, text=part[: to.letters], block=to.block))
            to.letters -= len(part)
        return
    if part.tag in ("button", "select", "noscript"):
        return
    anchor = to.anchors.get(part)
    own = within.own or bool(anchor and anchor.key == to.item.key)
    foreign = within.foreign or (part.tag == "a" and not own)
    headed = within.headed or part.tag in HEADINGS
    names = f"{within.names} {part.names}".strip()
    classes = part.attributes.get("class", "") or within.classes
    inner = Words("", 0, names, classes, own, foreign, headed)
    blocks = part.tag not in INLINE
    to.block += blocks
    for child in part.children:
        _gather(child, inner, to)
    to.block += blocks
