"""Things that repeat on a page, by their shape, and how much each group is a list of articles."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from kiosk.content.lists import card, repeats
from kiosk.content.lists.anchors import BESIDE, Place
from kiosk.content.lists.card import Card, Setting
from kiosk.content.lists.repeats import Item
from kiosk.content.markup.tree import Element
from kiosk.content.words.identity import host_of

# Enough of a group to know it by.
_SAMPLE = 40
# Menus have entries of 10 to 30 letters, titles 40 to 120.
_MENU_LETTERS, _TITLE_LETTERS = 12, 52
# What a part of an item is worth beside a title of full length.
_DATED, _LEAD, _PHOTO, _HEADED = 1.0, 0.7, 0.5, 0.5
_BESIDE, _RIGHT, _FOREIGN = 0.2, 0.5, 0.5
# As many stand side by side in a row.
_ROW = 3
MOST_OF = 0.5
# As many boxes as that show one link alike: it is no story's.
_ALIKE = 3

# Names under .vn are given below these.
_SECOND_LEVEL = frozenset(("ac", "com", "edu", "gov", "id", "info", "io", "net", "org", "health"))
_PARTS = ("dated_at", "lead", "photo", "headed")


class Group(Struct, frozen=True, eq=False, dict=True):
    """Items of one shape, and what they say."""

    items: Sequence[Item]
    cards: Sequence[Card]

    def rate(self, of: str) -> float:
        """The share of cards whose field `of` is set."""
        return self._rates[of]

    @cached_property
    def _rates(self) -> dict[str, float]:
        set_ = {of: sum(bool(getattr(each, of)) for each in self.cards) for of in _PARTS}
        return {of: times / len(self.cards) for of, times in set_.items()}

    @cached_property
    def rich(self) -> bool:
        return self.rate("dated_at") >= MOST_OF or self.rate("lead") >= MOST_OF

    @cached_property
    def beside(self) -> bool:
        return all(item.place.beside or item.place.away for item in self.items)

    @cached_property
    def right(self) -> bool:
        return all(item.place.right for item in self.items)

    @cached_property
    def score(self) -> float:
        """How much this is the list that a page is about: many items, and above all full ones."""
        sample = self.cards[:_SAMPLE]
        mean = sum(map(_worth, sample)) / len(sample)
        place = (_BESIDE if self.beside else 1) * (_RIGHT if self.right else 1)
        return math.pow(mean, 1.5) * min(self._together, _SAMPLE) * place

    @cached_property
    def _together(self) -> int:
        """How many items stand in one place; many places with a few each are boxes, or rows."""
        stories = {item.key: item.path[-1] for item in self.items}
        most = max(Counter(stories.values()).values())
        return most if most > _ROW else len(stories)


def groups(root: Element, keys: Mapping[Element, str], setting: Setting) -> list[Group]:
    """The page's items by their shape, without labels that many items share."""
    found: dict[tuple[str, Place], list[Item]] = {}
    for _ in range(2):
        found = {}
        for item in repeats.items(root, keys, BESIDE):
            found.setdefault((item.shape, item.place), []).append(item)
        labels = {key for group in found.values() for key in _labels(group)}
        if not labels:
            break
        keys = {element: key for element, key in keys.items() if key not in labels}
    read = (Group(group, [card.read(item, setting) for item in group]) for group in found.values())
    return [told for group in read if (told := _titled(group))]


def _labels(group: Sequence[Item]) -> Iterator[str]:
    """The links that stand in several items alike: a section's name, an author's."""
    boxes = {(item.key, item.path[-1]) for item in group}
    times = Counter(key for key, _ in boxes)
    least = max(_ALIKE, len({item.path[-1] for item in group}) / 3)
    yield from (key for key, n in times.items() if n >= least)


def _titled(group: Group) -> Group | None:
    pairs = [
        (item, read) for item, read in zip(group.items, group.cards, strict=True) if read.title
    ]
    return Group([item for item, _ in pairs], [read for _, read in pairs]) if pairs else None


def _worth(read: Card) -> float:
    letters = (len(read.title) - _MENU_LETTERS) / (_TITLE_LETTERS - _MENU_LETTERS)
    return (
        min(1.0, max(0.1, letters))
        + _DATED * bool(read.dated.at)
        + _LEAD * bool(read.lead)
        + _PHOTO * bool(read.photo)
        + _HEADED * read.headed
    )


def nearness(group: Group, setting: Setting) -> float:
    """How much a group counts for where it leads to."""
    return _FOREIGN if is_foreign(group.cards, setting) else 1


def is_foreign(cards: Sequence[Card], setting: Setting) -> bool:
    """Whether most of `cards` lead to another site than the page's own."""
    return sum(not same_site(each.link, setting.base) for each in cards) * 2 > len(cards)


def same_site(link: str, base: str) -> bool:
    return _domain(host_of(link)) == _domain(host_of(base))


def _domain(host: str) -> str:
    """What all hosts of one owner share: "phuong5.gov.vn" of "www.phuong5.gov.vn"."""
    labels = host.split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2  # noqa: PLR2004 - "a.gov.vn"
    return ".".join(labels[-kept:])
