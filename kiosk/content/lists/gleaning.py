"""What a card lacks and the page tells elsewhere: in other links, in all the cards together."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from kiosk.content.lists import recent
from kiosk.content.lists.card import Card, Setting
from kiosk.content.lists.repeats import Item
from kiosk.content.lists.thumbnail import photo
from kiosk.content.markup.tree import Element
from kiosk.model import Photo

# A picture at as many titles is an icon.
_ALIKE = 3
_TRAILING_DATE = re.compile(r"\s*\(([^()]{3,40})\)\s*$")


def completed(pairs: Sequence[tuple[Item, Card]], setting: Setting) -> list[Card]:
    """The cards with photographs from any link to their stories, and dates ending their titles."""
    pictures = _pictures(setting)
    read = [
        replace(each, photo=each.photo or next(_photos(pictures, item, each, setting), None))
        for item, each in pairs
    ]
    return _without_trailing_dates(_without_shared_photos(read), setting)


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
        if found := photo(link.walk(), read.title, setting.base):
            yield found


def _without_shared_photos(cards: Sequence[Card]) -> list[Card]:
    """`cards` without a picture that stands at several: an icon, a stand-in for no photograph."""
    times = Counter(each.photo.url for each in cards if each.photo)
    return [
        replace(each, photo=None) if each.photo and times[each.photo.url] >= _ALIKE else each
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
