"""Which of the things that repeat on a page are its list of articles."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from kiosk.content.lists import card, repeats
from kiosk.content.lists.anchors import Anchor
from kiosk.content.lists.card import Card, Setting
from kiosk.content.lists.gleaning import completed
from kiosk.content.lists.grouping import MOST_OF, Group, groups, is_foreign, nearness, same_site
from kiosk.content.lists.refusal import refuse
from kiosk.content.lists.repeats import Item
from kiosk.content.markup.tree import Element

_NEARLY_ALL = 0.8
# Fewer titles without dates, leads and pictures are a menu.
_LEAST_BARE = 3
_BARE_LETTERS = 25
# "title" may stand anywhere, "box-category-link-title" in one list.
_TELLING = re.compile(r"[a-z]{3,}[-_]+[a-z]{3,}", re.IGNORECASE)

Pairs = list[tuple[Item, Card]]


def cards(root: Element, setting: Setting, source: str, text: str) -> list[Card]:
    """The cards of the page's articles, in the page's order.

    Raises SourceError if the page is none that lists articles.
    """
    pairs = _found(root, setting)
    group = Group([item for item, _ in pairs], [read for _, read in pairs])
    refuse(root, setting, source, text, group)
    if not is_foreign(group.cards, setting):
        pairs = [pair for pair in pairs if same_site(pair[1].link, setting.base)]
    return completed(pairs, setting)


def items(root: Element, setting: Setting) -> list[Item]:
    """The items of the page's main list, and of what belongs to it; empty if there is none."""
    return [item for item, _ in _found(root, setting)]


def _found(root: Element, setting: Setting) -> Pairs:
    last: Pairs = []
    for keys in _attempts(setting.anchors):
        found = groups(root, keys, setting)
        main = max(found, key=lambda group: group.score * nearness(group, setting), default=None)
        if main and _is_list(main) and not (main.beside and last):
            last = _with_its_kin(root, main, found, setting)
            if not main.beside and len(main.items) > 1:
                break
    return last


def _with_its_kin(root: Element, main: Group, others: Sequence[Group], setting: Setting) -> Pairs:
    """The items of `main` and of what belongs to it, in the page's order."""
    order = {element: n for n, element in enumerate(root.walk())}
    belonging = (each for each in others if _belongs(each, main, setting, order))
    chosen = [main, *(each for each in belonging if each is not main)]
    found = [pair for group in chosen for pair in zip(group.items, group.cards, strict=True)]
    if len(found) < repeats.MOST_ITEMS:
        items = [item for item, _ in found]
        found += islice(_shorter(items, main, setting), repeats.MOST_ITEMS)
    found.sort(key=lambda pair: order[next(pair[0].elements)])
    return found[: repeats.MOST_ITEMS]


def _attempts(anchors: Mapping[Element, Anchor]) -> Iterator[dict[Element, str]]:
    """The links that may count, by story: titles; then those of menus, too; then "Xem thêm"."""
    for away, more in ((False, False), (True, False), (True, True)):
        usable = [each for each in anchors.values() if away or not each.place.away]
        stories = {each.key for each in usable if each.titled or (more and each.more)}
        yield {each.element: each.key for each in usable if each.key in stories}


def _is_list(group: Group) -> bool:
    stories = len({item.key for item in group.items})
    if stories == 1:
        read = group.cards[0]
        return bool(read.dated.at and (read.headed or read.lead or read.photo))
    if group.rich:
        return True
    letters = sum(len(each.title) for each in group.cards) / len(group.cards)
    return stories >= _LEAST_BARE and letters >= _BARE_LETTERS


def _belongs(group: Group, main: Group, setting: Setting, order: Mapping[Element, int]) -> bool:
    """Whether `group` belongs to the list of `main`: as its top stories, as a next part."""
    if (group.beside and not main.beside) or (group.right and not main.right):
        return False
    if is_foreign(group.cards, setting) and not is_foreign(main.cards, setting):
        return False
    if order[next(group.items[0].elements)] < order[next(main.items[-1].elements)]:
        named = frozenset[str]().union(*(each.classes for each in main.cards))
        alike = any(_TELLING.search(name) for each in group.cards for name in each.classes & named)
        if alike or _as_much(main, group, "headed", "photo"):
            return True
    return main.rich and group.rich and _as_much(main, group, "lead", "dated_at")


def _as_much(main: Group, group: Group, *parts: str) -> bool:
    """Whether `group` has each of `parts` that nearly all of `main` has, and one at the least."""
    usual = [part for part in parts if main.rate(part) >= _NEARLY_ALL]
    return bool(usual) and all(group.rate(part) >= MOST_OF for part in usual)


def _shorter(found: Sequence[Item], main: Group, setting: Setting) -> Iterator[tuple[Item, Card]]:
    """The neighbours of `found` that only differ in that their titles are too short to be sure."""
    taken = {part for item in found for part in item.parts}
    alone = [(item, part) for item in found for part in item.parts[:1] if len(item.parts) == 1]
    kinds = {(item.path[-1], _kind(part)): item for item, part in alone}
    for (parent, kind), item in kinds.items():
        for child in parent.children:
            if isinstance(child, Element) and _kind(child) == kind and child not in taken:
                yield from _like(Item("", (child,), item.path, item.place), main, setting)


def _kind(part: repeats.Part) -> tuple[str, str]:
    return (part.tag, part.names) if isinstance(part, Element) else ("", part)


def _like(item: Item, main: Group, setting: Setting) -> Iterator[tuple[Item, Card]]:
    inside = [setting.anchors[each] for each in item.elements if each in setting.anchors]
    keys = {each.key for each in inside if not each.more}
    if len(keys) != 1:
        return
    keyed = replace(item, key=keys.pop())
    read = card.read(keyed, setting)
    dated = main.rate("dated_at") < _NEARLY_ALL or read.dated.at
    headed = main.rate("headed") < _NEARLY_ALL or read.headed
    if dated and headed and len(read.title.split()) > 1:
        yield keyed, read
