"""A list page read as the configuration says: each part by its CSS selector, the rest by itself."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from kiosk.content.lists import card, mainlist, recent, repeats, thumbnail
from kiosk.content.lists.anchors import Anchor, Place, label_of
from kiosk.content.lists.card import Card, Setting
from kiosk.content.lists.repeats import Item
from kiosk.content.markup.html import Node, select, selector_fault
from kiosk.content.markup.tree import Element
from kiosk.content.values import MOST_ENTRIES, SectionSelectors
from kiosk.content.words.identity import absolute
from kiosk.content.words.text import LONGEST_TITLE, plain
from kiosk.errors import SourceError

MOST_MATCHES = 5_000
_NOWHERE = Place()


Matches = Mapping[str, Sequence[Element]]


def picked(
    node: Node, root: Element, selectors: SectionSelectors, setting: Setting, source: str
) -> list[Card]:
    """The cards of the articles that `selectors` find.

    Raises SourceError naming the first of them that finds nothing.
    """
    matches = _matches(node, root, selectors, source)
    items = list(_items(root, matches, setting))[:MOST_ENTRIES]
    if not items:
        raise SourceError(
            source, "the page has no list of articles; say with item = … what they are in"
        )
    for key in matches.keys() - {"item"}:
        if not any(_first(item, matches[key]) for item in items):
            css = getattr(selectors, key)
            raise SourceError(source, f"{key} = {css!r} finds nothing inside the page's items")
    return [_card(item, matches, setting) for item in items]


def _matches(node: Node, root: Element, selectors: SectionSelectors, source: str) -> Matches:
    """What each selector that is given finds, in document order."""
    elements = {each.mark: each for each in root.walk()}
    found: dict[str, Sequence[Element]] = {}
    for name in selectors.__struct_fields__:
        css = getattr(selectors, name)
        if not css:
            continue
        if fault := selector_fault(css):
            raise SourceError(source, f"{name}: {fault}")
        nodes = select(node, css)[:MOST_MATCHES]
        found[name] = [elements[each.mem_id] for each in nodes if each.mem_id in elements]
        if not found[name]:
            raise SourceError(source, f"{name} = {css!r} finds nothing; was the page rebuilt?")
    return found


def _items(root: Element, matches: Matches, setting: Setting) -> Iterator[Item]:
    """The boxes that are told, else around each title or link, else those of the main list."""
    if "item" in matches:
        around = [Item("", (each,), (root,), _NOWHERE) for each in _apart(matches["item"])]
    elif told := matches.get("title") or matches.get("link"):
        keys = {each: str(each.mark) for each in told}
        around = repeats.items(root, keys, frozenset())
        around = around or [Item("", (told[0],), (root,), _NOWHERE)]
    else:
        around = mainlist.items(root, setting)
    for item in around:
        link = _link(item, matches, setting)
        yield replace(item, key=link.key) if link else item


def _apart(boxes: Sequence[Element]) -> list[Element]:
    """Those of `boxes` that lie in no other one; a single one around all others is their list."""
    while True:
        kept: list[Element] = []
        inside: set[Element] = set()
        for box in boxes:
            if box not in inside:
                kept.append(box)
                inside.update(box.walk())
        if len(kept) != 1 or len(boxes) <= 2:  # noqa: PLR2004 - an item with a box in it
            return kept
        boxes = boxes[1:]


def _link(item: Item, matches: Matches, setting: Setting) -> Anchor | None:
    """The link that the configuration names, else that of the title, else the first one."""
    inside = [anchor for each in item.elements if (anchor := setting.anchors.get(each))]
    for key in ("link", "title"):
        named = _first(item, matches.get(key, ()))
        if named and named.tag == "a":
            return setting.anchors.get(named)
        if named:
            within = set(named.walk())
            for anchor in inside:
                if anchor.element in within or named in set(anchor.element.walk()):
                    return anchor
    likely = (
        next((each for each in inside if each.titled), None),
        next((each for each in inside if not each.more), None),
    )
    return next((each for each in likely if each), inside[0] if inside else None)


def _card(item: Item, matches: Matches, setting: Setting) -> Card:
    read = card.read(item, setting)
    told = {key: _first(item, found) for key, found in matches.items()}
    if (title := told.get("title")) is not None:
        read = replace(read, title=plain(label_of(title), LONGEST_TITLE))
        read = replace(read, lead=card.lead_of(read.lead, read.title))
    if (link := told.get("link")) is not None:
        hrefs = (each.attributes.get("href", "") for each in link.walk())
        url = absolute(next((href for href in hrefs if href.strip()), ""), setting.base)
        read = replace(read, link=url or read.link)
    if (time := told.get("time")) is not None:
        read = _timed(read, time, setting)
    if (lead := told.get("lead")) is not None:
        read = replace(read, lead=card.lead_of(lead.text, read.title))
    if (photo := told.get("photo")) is not None:
        read = replace(read, photo=thumbnail.photo(photo.walk(), read.title, setting.base))
    return read


def _timed(read: Card, time: Element, setting: Setting) -> Card:
    """`read` with the first date that `time` names, in an attribute or in words."""
    for raw in (*card.stamps(time.walk()), plain(time.text, card.LONGEST_META)):
        dated = recent.parse(raw, setting.zone, setting.fetched)
        if dated.at:
            return replace(read, dated=dated, raw_date=raw)
    return read


def _first(item: Item, matches: Sequence[Element]) -> Element | None:
    inside = set(item.elements)
    return next((each for each in matches if each in inside), None)
