"""What repeats on a page: the boxes, one for each story, that a list is made of."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from kiosk.content.lists.anchors import HEADINGS, Place, place_of
from kiosk.content.markup.tree import INLINE, Element
from kiosk.content.words.text import fold

MOST_ITEMS = 400
LONGEST_HEADING = 60
_MANY = "\0"
# Rows of a table and words that tell one item of a list from the next say nothing about the list.
_ROWS = frozenset(("tr", "tbody", "td"))
_STATE = re.compile(r"(?<![a-z])(?:odd|even|first|last|active|hidden|show|item-\d+|\d+)(?![a-z])")
# A title that is no box around its story; a date and a lead may follow it.
_BARE = INLINE | HEADINGS | {"p", "dt"}
_BESIDE_BARE = 2

Part = Element | str


class Item(Struct, frozen=True, eq=False):
    """What a page shows of one story: `parts` stand side by side in `path[-1]`."""

    key: str
    parts: tuple[Part, ...]
    path: tuple[Element, ...]
    place: Place

    @property
    def elements(self) -> Iterator[Element]:
        """The elements of all parts, inner ones too, in document order."""
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.walk()

    @property
    def shape(self) -> str:
        """What the items of one list have in common."""
        *above, parent = self.path
        first = next((part.tag for part in self.parts if isinstance(part, Element)), "")
        named = [*above, *(() if parent.tag in _ROWS else (parent,))]
        names = "/".join(f"{each.tag}.{_STATE.sub('', each.names)}" for each in named)
        return f"{names}/{parent.tag}/{first}"


class _Run(Struct, frozen=True):
    """The children of an element, from `start` up to `end`, that are about the same story."""

    key: str
    start: int
    end: int


def items(root: Element, keys: Mapping[Element, str], besides: frozenset[str]) -> list[Item]:
    """The largest boxes with links of one story only, in document order.

    `keys` names the story of each link that counts. What follows a heading of `besides`, folded,
    stands beside the content.
    """
    stories: dict[Element, str] = {}
    _note_story(root, keys, stories)
    if stories[root] == _MANY:
        return list(islice(_below(root, (), Place(), stories, besides), MOST_ITEMS))
    return [_only(root, stories)] if stories[root] else []


def _only(root: Element, stories: Mapping[Element, str]) -> Item:
    """The box around the one story of a page."""
    path: tuple[Element, ...] = (root,)
    around, box = Place(), root
    while True:
        within = [each for each in box.children if isinstance(each, Element) and stories[each]]
        if len(within) != 1 or within[0].tag in _BARE:
            return Item(stories[root], (box,), path, around)
        path, around, box = (*path, box), place_of(box, around), within[0]


def _note_story(element: Element, keys: Mapping[Element, str], stories: dict[Element, str]) -> None:
    """Notes for `element` and all in it which story it is about, "" for none."""
    found = set()
    for child in element.children:
        if isinstance(child, Element):
            _note_story(child, keys, stories)
            found.add(stories[child])
    found.discard("")
    inside = _MANY if len(found) > 1 else next(iter(found), "")
    stories[element] = keys.get(element, inside)


def _below(
    element: Element,
    path: tuple[Element, ...],
    around: Place,
    stories: Mapping[Element, str],
    besides: frozenset[str],
) -> Iterator[Item]:
    inner, place = (*path, element), place_of(element, around)
    children = element.children
    runs = _widened(children, list(_runs(children, stories)))
    label, done = "", 0
    for run in runs:
        for child in children[done : run.start]:
            label = _label(child, label, besides)
        done = run.end
        here = Place(place.away, beside=True, right=place.right) if label else place
        first = children[run.start]
        if run.key != _MANY:
            parts = children[run.start : run.end]
            boxed = place_of(first, here) if isinstance(first, Element) else here
            yield Item(run.key, parts, inner, boxed)
        elif isinstance(first, Element):
            yield from _below(first, inner, here, stories, besides)


def _label(child: Part, before: str, besides: frozenset[str]) -> str:
    """The kind of the heading of `besides` that stands over what follows `child`; "" if none."""
    if isinstance(child, str):
        return before
    kind = f"{child.tag}.{child.names}"
    if kind == before:
        before = ""
    words = child.text
    return kind if len(words) <= LONGEST_HEADING and fold(words) in besides else before


def _runs(children: Sequence[Part], stories: Mapping[Element, str]) -> Iterator[_Run]:
    """Neighbours about one story together, with what stands between them."""
    run: _Run | None = None
    for n, child in enumerate(children):
        key = "" if isinstance(child, str) else stories[child]
        if run and key == run.key != _MANY:
            run = _Run(key, run.start, n + 1)
        elif key:
            if run:
                yield run
            run = _Run(key, n, n + 1)
    if run:
        yield run


def _widened(children: Sequence[Part], runs: Sequence[_Run]) -> list[_Run]:
    """The runs, each with the words beside it: a date, a lead.

    They follow it, unless words stand before the first run as they do between the others.
    """
    borders = [0, *(border for run in runs for border in (run.start, run.end)), len(children)]
    gaps = [children[a:b] for a, b in zip(borders[::2], borders[1::2], strict=True)]
    usual = _usual(gaps[1:-1])
    if usual and _kinds(gaps[0])[-len(usual) :] == usual != _kinds(gaps[-1])[: len(usual)]:
        return [
            _Run(run.key, run.start - _reach(reversed(gap), len(usual)), run.end)
            for run, gap in zip(runs, gaps, strict=False)
        ]
    return [
        _Run(run.key, run.start, run.end + _reach(gap, _most(children[run.start], run, usual)))
        for run, gap in zip(runs, gaps[1:], strict=True)
    ]


def _usual(gaps: Sequence[Sequence[Part]]) -> tuple[str, ...]:
    """The kinds of parts that stand between most runs."""
    kinds = Counter(map(_kinds, gaps))
    spoken = [(found, times) for found, times in kinds.most_common() if found]
    return spoken[0][0] if sum(times for _, times in spoken) * 2 > len(gaps) else ()


def _most(first: Part, run: _Run, usual: tuple[str, ...]) -> int:
    """How many parts with words belong to a run besides its own."""
    if run.key == _MANY:
        return 0
    bare = isinstance(first, Element) and first.tag in _BARE
    return max(len(usual), _BESIDE_BARE if bare else 0)


def _reach(gap: Iterable[Part], most: int) -> int:
    """How many parts of `gap` hold its first `most` with words; all white space before the next."""
    reach = spoken = 0
    for n, part in enumerate(gap, start=1):
        if _kind(part):
            if spoken == most or (isinstance(part, Element) and part.tag in HEADINGS):
                break
            spoken += 1
            reach = n
    return reach


def _kinds(gap: Iterable[Part]) -> tuple[str, ...]:
    return tuple(filter(None, map(_kind, gap)))


def _kind(part: Part) -> str:
    """What a part with words of its own is; "" without any."""
    if isinstance(part, str):
        return "words" if part.strip() else ""
    return part.tag if part.said else ""
