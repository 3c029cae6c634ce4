"""One item of a list read: title, link, time, lead and photograph, wherever they stand in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.content.lists import recent
from kiosk.content.lists.anchors import Anchor, says_more
from kiosk.content.lists.repeats import Item
from kiosk.content.lists.snippets import Words, words_of
from kiosk.content.lists.thumbnail import photo
from kiosk.content.markup.tree import Element
from kiosk.content.values import Dated
from kiosk.content.words.text import (
    ELLIPSIS,
    LONGEST_LEAD,
    LONGEST_TITLE,
    fold,
    plain,
    without_dateline,
)
from kiosk.model import Photo

# A caption, a place, a button is no lead; some leads are one short sentence.
_SHORTEST_LEAD, _SHORTEST_NAMED = 40, 15
# A line below the title: a date, its author, how often it was read.
LONGEST_META = 120
# "23" over "Th11 2026".
LONGEST_SPLIT = 20
_TITLES = re.compile(
    r"(?<![a-z])(?:title|tit|tieu-?de|ten-?(?:tin|bai)|headlines?|heading|caption)(?![a-z])"
)
_TIMES = re.compile(
    r"(?<![a-z])(?:times?|dates?|date-?time|ngay(?:-?dang)?|thoi-?gian|gio|meta|ago|publish(?:ed)?|info|day"
    r"|calendar|post-?on)(?![a-z])"
)
_LEADS = re.compile(
    r"(?<![a-z])(?:sapo|lead|desc|description|summary|excerpt|intro(?:text)?|trich(?:-?(?:yeu|dan))?|mo-?ta"
    r"|tom-?tat|brief|des)(?![a-z])"
)
_STAMPS = (
    *("datetime", "data-utc", "data-time", "data-timestamp", "data-date", "data-publish"),
    *("data-published", "data-datetime", "data-epoch", "data-publish-date"),
)

UNDATED = Dated(None)


class Card(Struct, frozen=True):
    """What an item says; `title` is "" where it has none. `link` is a whole address."""

    title: str
    link: str
    dated: Dated = UNDATED
    raw_date: str = ""
    lead: str = ""
    photo: Photo | None = None
    headed: bool = False
    classes: frozenset[str] = frozenset()

    @property
    def dated_at(self) -> datetime | None:
        return self.dated.at


class Setting(Struct, frozen=True):
    """Where and when a page was fetched: `base` is what its addresses are relative to."""

    base: str
    zone: ZoneInfo
    fetched: datetime
    anchors: Mapping[Element, Anchor]


def read(item: Item, setting: Setting) -> Card:
    """What `item` says of its story."""
    words = words_of(item, setting.anchors)
    own = [
        anchor
        for each in item.elements
        if (anchor := setting.anchors.get(each)) and anchor.key == item.key
    ]
    link = next((anchor.url for anchor in own if not anchor.more), own[0].url if own else "")
    named = _title_words(words)
    title = _whole("".join(each.text for each in named), own)
    rest = [each for each in words if each not in named]
    dated, raw, used = _time(item, rest, setting)
    return Card(
        title=title,
        link=link,
        dated=dated,
        raw_date=raw,
        lead=_lead([each for each in rest if each not in used], title),
        photo=photo(item.elements, title, setting.base),
        headed=any(each.headed for each in named),
        classes=frozenset(named[0].classes.split()) if named else frozenset(),
    )


def lead_of(text: str, title: str) -> str:
    """`text` as a lead: without dateline; "" if it only repeats the title."""
    lead = without_dateline(plain(text, LONGEST_LEAD))
    if len(lead) > 2 * len(title) + _SHORTEST_LEAD:
        return lead
    said = fold(lead)
    cut = lead.endswith((ELLIPSIS, "...")) and fold(title).startswith(said)
    return "" if cut or said in ("", fold(title)) else lead


def _title_words(words: list[Words]) -> list[Words]:
    """The words that are the title: linked and in a heading, named so, or the first linked ones."""
    own = [each for each in words if each.own and not _is_aside(each)]
    unlinked = [each for each in words if each.headed and not each.foreign]
    for found in (
        [each for each in own if each.headed],
        [each for each in own if _TITLES.search(each.names) and not _LEADS.search(each.names)],
        [each for each in own if not _LEADS.search(each.names)],
        unlinked,
        own,
    ):
        if found:
            return [each for each in found if each.block == found[0].block]
    return []


def _is_aside(words: Words) -> bool:
    text = plain(words.text[:LONGEST_TITLE], LONGEST_TITLE)
    return says_more(text) or recent.is_date(text) or not any(map(str.isalpha, text))


def _whole(words: str, own: list[Anchor]) -> str:
    """The title: `words`, or the link's own title where the words are cut or there are none."""
    title = plain(words, LONGEST_TITLE)
    said = fold(title)
    longer = (
        plain(anchor.element.attributes.get(key, ""), LONGEST_TITLE)
        for anchor in own
        for key in ("title", "aria-label")
    )
    for each in longer:
        if (
            title.endswith((ELLIPSIS, "..."))
            and len(each) > len(said)
            and fold(each).startswith(said)
        ):
            return each
    if title:
        return title
    return next(
        (anchor.label for anchor in own if len(anchor.label.split()) > 1 and not anchor.more), ""
    )


def _time(item: Item, words: list[Words], setting: Setting) -> tuple[Dated, str, list[Words]]:
    """When the story came out, the text that says so, and the words that it was taken from."""
    said = list(_spoken_dates([each for each in words if not each.foreign]))
    clocks = [each for each in words if recent.is_clock(each.text)]
    clock = clocks[0].text if clocks else ""
    best = UNDATED, ""
    for raw in (*stamps(item.elements), *(f"{_text(found)} {clock}" for found in said)):
        dated = recent.parse(raw, setting.zone, setting.fetched)
        if dated.at and not dated.doubtful:
            best = dated, raw
            break
        if dated.doubtful and not best[1]:
            best = dated, raw
    return *best, [*clocks, *(each for found in said for each in found)]


def stamps(elements: Iterable[Element]) -> Iterator[str]:
    """What attributes say of the time; a title says it where the words are "2 giờ trước"."""
    for each in elements:
        for key in _STAMPS:
            if value := each.attributes.get(key, "").strip():
                yield value
        value = each.attributes.get("title", "")
        if value and _TIMES.search(each.names) and recent.is_date(value):
            yield value


def _spoken_dates(words: list[Words]) -> Iterator[list[Words]]:
    """The runs of words that are a date: a block, a part of one, or two or three short ones."""
    blocks = [list(block) for _, block in groupby(words, key=lambda each: each.block)]
    texts = [_text(block) for block in blocks]
    for block, text in zip(blocks, texts, strict=True):
        named = _TIMES.search(block[0].names) and len(text) <= LONGEST_META
        if recent.is_date(text, recent.AUTHORS) or (named and recent.holds_date(text)):
            yield block
        else:
            yield from ([each] for each in block if recent.is_date(each.text.strip()))
    for n in range(len(blocks) - 1):
        for end in (n + 2, n + 3):
            joined = " ".join(texts[n:end])
            if len(joined) <= LONGEST_SPLIT and recent.is_date(joined):
                yield [each for block in blocks[n:end] for each in block]


def _text(words: list[Words]) -> str:
    """The words in one line, as far as a date may reach."""
    joined = " ".join(each.text.strip() for each in words)
    return plain(joined[: 2 * LONGEST_META], 2 * LONGEST_META)


def _lead(words: list[Words], title: str) -> str:
    """The first block that is named a lead, else the first that is long enough for one."""
    spoken = [each for each in words if not (each.foreign or says_more(plain(each.text[:80], 80)))]
    blocks = [list(block) for _, block in groupby(spoken, key=lambda each: each.block)]
    said = [
        (block[0].names, lead_of("".join(each.text for each in block), title)) for block in blocks
    ]
    named = (lead for names, lead in said if _LEADS.search(names) and len(lead) >= _SHORTEST_NAMED)
    long = (lead for _, lead in said if len(lead) >= _SHORTEST_LEAD)
    return next(named, "") or next(long, "")
