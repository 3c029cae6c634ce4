"""Which of the things that repeat on a page are its list of articles."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from kiosk.content import card, recent, repeats
from kiosk.content.anchors import BESIDE, Anchor
from kiosk.content.card import Card, Setting
from kiosk.content.identity import host_of
from kiosk.content.repeats import Item
from kiosk.content.tree import Element
from kiosk.errors import SourceError
from kiosk.model import Photo

# Enough of a group to know it by.
_SAMPLE = 40
# Menus have entries of 10 to 30 letters, titles 40 to 120.
_MENU_LETTERS, _TITLE_LETTERS = 12, 52
# What a part of an item is worth beside a title of full length.
_DATED, _LEAD, _PHOTO, _HEADED = 1.0, 0.7, 0.5, 0.5
_BESIDE, _RIGHT, _FOREIGN = 0.2, 0.5, 0.5
# As many stand side by side in a row.
_ROW = 3
_MOST_OF = 0.5
_NEARLY_ALL = 0.8
# Fewer titles without dates, leads and pictures are a menu.
_LEAST_BARE = 3
_BARE_LETTERS = 25
_PARAGRAPH, _PROSE = 80, 1_200

# Under .vn names are given below these (Decree 147/2024).
_SECOND_LEVEL = frozenset(("ac", "com", "edu", "gov", "id", "info", "io", "net", "org", "health"))
_PARTS = ("dated_at", "lead", "photo", "headed")
_ARTICLE = re.compile(
    r'"@type"\s{0,5}:\s{0,5}\[?\s{0,5}"(?:News|Blog)?Article"|\bitemprop="articleBody"'
)
_FAILED = re.compile(
    r"\b(?:404|403|50[0-4])\b|không tìm thấy|không tồn tại|not found|access denied"
    r"|truy cập bị từ chối"
)
# "title" may stand anywhere, "box-category-link-title" in one list.
_TELLING = re.compile(r"[a-z]{3,}[-_]+[a-z]{3,}", re.IGNORECASE)
_TRAILING_DATE = re.compile(r"\s*\(([^()]{3,40})\)\s*$")


Pairs = list[tuple[Item, Card]]


@dataclass(frozen=True, eq=False)
class Group:
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
        return self.rate("dated_at") >= _MOST_OF or self.rate("lead") >= _MOST_OF

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


def cards(root: Element, setting: Setting, source: str, text: str) -> list[Card]:
    """The cards of the page's articles, in the page's order.

    Raises SourceError if the page is none that lists articles.
    """
    pairs = _found(root, setting)
    found = [item for item, _ in pairs]
    read = [each for _, each in pairs]
    _refuse(root, setting, source, text, Group(found, read))
    pictures = _pictures(setting)
    read = [
        each
        if each.photo
        else replace(each, photo=next(_photos(pictures, item, each, setting), None))
        for item, each in zip(found, read, strict=True)
    ]
    if not _is_foreign(read, setting):
        read = [each for each in read if _same_site(each.link, setting.base)]
    return _without_trailing_dates(_without_shared_photos(read), setting)


def items(root: Element, setting: Setting) -> list[Item]:
    """The items of the page's main list, and of what belongs to it; empty if there is none."""
    return [item for item, _ in _found(root, setting)]


def _found(root: Element, setting: Setting) -> Pairs:
    last: Pairs = []
    for keys in _attempts(setting.anchors):
        groups = _groups(root, keys, setting)
        main = max(groups, key=lambda group: group.score * _nearness(group, setting), default=None)
        if main and _is_list(main) and not (main.beside and last):
            last = _with_its_kin(root, main, groups, setting)
            if not main.beside and len(main.items) > 1:
                break
    return last


def _with_its_kin(root: Element, main: Group, groups: Sequence[Group], setting: Setting) -> Pairs:
    """The items of `main` and of what belongs to it, in the page's order."""
    order = {element: n for n, element in enumerate(root.walk())}
    belonging = (each for each in groups if _belongs(each, main, setting, order))
    chosen = [main, *(each for each in belonging if each is not main)]
    found = [pair for group in chosen for pair in zip(group.items, group.cards, strict=True)]
    if len(found) < repeats.MOST_ITEMS:
        items = [item for item, _ in found]
        found += islice(_shorter(items, main, setting), repeats.MOST_ITEMS)
    found.sort(key=lambda pair: order[next(pair[0].elements)])
    return found[: repeats.MOST_ITEMS]


def _pictures(setting: Setting) -> dict[str, list[Element]]:
    """The links with a picture in them, by story: where one stands is not always in the item."""
    found: dict[str, list[Element]] = {}
    for anchor in setting.anchors.values():
        if anchor.element.find(lambda each: each.tag == "img"):
            found.setdefault(anchor.key, []).append(anchor.element)
    return found


def _photos(
    pictures: Mapping[str, Sequence[Element]], item: Item, read: Card, setting: Setting
) -> Iterator[Photo]:
    for link in pictures.get(item.key, ()):
        if photo := card.photo(link.walk(), read.title, setting.base):
            yield photo


def _attempts(anchors: Mapping[Element, Anchor]) -> Iterator[dict[Element, str]]:
    """The links that may count, by story: titles; then those of menus, too; then "Xem thêm"."""
    for away, more in ((False, False), (True, False), (True, True)):
        usable = [each for each in anchors.values() if away or not each.place.away]
        stories = {each.key for each in usable if each.titled or (more and each.more)}
        yield {each.element: each.key for each in usable if each.key in stories}


def _groups(root: Element, keys: Mapping[Element, str], setting: Setting) -> list[Group]:
    """The page's items by their shape, without labels that many items share."""
    found: dict[str, list[Item]] = {}
    for _ in range(2):
        found = {}
        for item in repeats.items(root, keys, BESIDE):
            found.setdefault(item.shape, []).append(item)
        labels = {key for group in found.values() for key in _labels(group)}
        if not labels:
            break
        keys = {element: key for element, key in keys.items() if key not in labels}
    groups = (
        Group(group, [card.read(item, setting) for item in group]) for group in found.values()
    )
    return [told for group in groups if (told := _titled(group))]


def _labels(group: Sequence[Item]) -> Iterator[str]:
    """The links that stand in several items alike: a section's name, an author's."""
    boxes = {(item.key, item.path[-1]) for item in group}
    times = Counter(key for key, _ in boxes)
    least = max(_LEAST_BARE, len({item.path[-1] for item in group}) / 3)
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


def _nearness(group: Group, setting: Setting) -> float:
    return _FOREIGN if _is_foreign(group.cards, setting) else 1


def _is_foreign(cards: Sequence[Card], setting: Setting) -> bool:
    """Whether most of `cards` lead to another site than the page's own."""
    return sum(not _same_site(each.link, setting.base) for each in cards) * 2 > len(cards)


def _same_site(link: str, base: str) -> bool:
    return _domain(host_of(link)) == _domain(host_of(base))


def _domain(host: str) -> str:
    """What all hosts of one owner share: "phuong5.gov.vn" of "www.phuong5.gov.vn"."""
    labels = host.split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2  # noqa: PLR2004 - "a.gov.vn"
    return ".".join(labels[-kept:])


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
    if _is_foreign(group.cards, setting) and not _is_foreign(main.cards, setting):
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
    return bool(usual) and all(group.rate(part) >= _MOST_OF for part in usual)


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


def _without_shared_photos(cards: Sequence[Card]) -> list[Card]:
    """`cards` without a picture that stands at several: an icon, a stand-in for no photograph."""
    times = Counter(each.photo.url for each in cards if each.photo)
    return [
        replace(each, photo=None) if each.photo and times[each.photo.url] >= _LEAST_BARE else each
        for each in cards
    ]


def _without_trailing_dates(cards: Sequence[Card], setting: Setting) -> list[Card]:
    """`cards` with the "(23/11)" that ends most of their titles read as their dates."""
    ends = [_TRAILING_DATE.search(each.title) for each in cards]
    dates = [end[1] if end and recent.is_date(end[1]) else "" for end in ends]
    if sum(map(bool, dates)) * 2 <= len(cards):
        return list(cards)
    return [
        replace(
            each,
            title=_TRAILING_DATE.sub("", each.title) if raw else each.title,
            dated=recent.parse(raw, setting.zone, setting.fetched)
            if raw and not each.dated.at
            else each.dated,
            raw_date=each.raw_date or raw,
        )
        for each, raw in zip(cards, dates, strict=True)
    ]


def _refuse(root: Element, setting: Setting, source: str, text: str, found: Group) -> None:
    """Raises SourceError for what is no list of articles."""
    title = root.find(lambda each: each.tag == "title")
    if title and _FAILED.search(title.text.casefold()):
        raise SourceError(source, "an error page came, though the server called it a success")
    if (not found.items or found.beside) and root.find(_is_password):
        raise SourceError(source, "a login page came, not a list of articles")
    if not found.items:
        raise SourceError(source, _nothing(text, setting))
    few = len(found.items) < _LEAST_BARE
    doubtful = few or found.beside or not found.rich or _ARTICLE.search(text)
    if doubtful and _prose(root, found.items) >= _PROSE:
        raise SourceError(source, "the page of one article came, not a list; give the section's")


def _is_password(element: Element) -> bool:
    return element.tag == "input" and element.attributes.get("type", "").lower() == "password"


def _nothing(text: str, setting: Setting) -> str:
    if not setting.anchors and "<script" in text.lower():
        return (
            "the page is put together by a script, which the board does not run; it lists nothing"
        )
    return "the page has no list of articles; is a login page in between, or does it need item = …?"


def _prose(root: Element, found: Iterable[Item]) -> int:
    """How many letters of paragraphs stand on the page outside the items."""
    inside = {each for item in found for each in item.elements}
    outside = (
        each for each in root.walk() if each not in inside and each.tag not in ("a", "title")
    )
    words = (child for each in outside for child in each.children if isinstance(child, str))
    return sum(len(said) for child in words if len(said := " ".join(child.split())) >= _PARAGRAPH)
