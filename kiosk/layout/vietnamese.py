"""Text made fit to be set, and where Vietnamese lines should not break.

Syllables stand between spaces and every space may break, at the price that the rules name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from kiosk.layout.headlines import HEADLINE_RULES
from kiosk.layout.readable import closed_up, is_latin, known, shortened
from kiosk.layout.rule import Rule
from kiosk.layout.rules import RULES
from kiosk.layout.syllables import ALL_LOOKS, Syllable, syllable

# From here on a break is a fault that one line more is worth, and two breaks from there on.
_BAD = 1.0
_HALF_BAD = 0.6
# Where so many words are in capitals, capitals tell nothing.
_LOUD = 2 / 3


# Rules in the order of their prices. Sets of them are numbers from here on, a bit for each.
_ALL = sorted((*RULES, *HEADLINE_RULES), key=lambda rule: -rule.price)


def _set(wanted: Callable[[Rule], object]) -> int:
    return sum(1 << at for at, rule in enumerate(_ALL) if wanted(rule))


def _by_word(vocabularies: Iterable[frozenset[str]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for at, vocabulary in enumerate(vocabularies):
        for word in vocabulary:
            found[word] = found.get(word, 0) | 1 << at
    return found


def _by_looks(wanted: Sequence[int]) -> Sequence[int]:
    """The rules that want any of these looks, for all that a word may have."""
    return [
        sum(1 << at for at, looks in enumerate(wanted) if looks & own)
        for own in range(ALL_LOOKS + 1)
    ]


_IN_HEADLINES = (1 << len(_ALL)) - 1
_IN_TEXT = _set(lambda rule: rule in RULES)
_ALWAYS = _set(lambda rule: rule.always)
_EITHER = _set(lambda rule: not rule.both)
_BEHIND = _by_word(rule.behind for rule in _ALL)
_BEFORE = _by_word(rule.before for rule in _ALL)
_LEFT = _by_looks([rule.looks | rule.left_looks for rule in _ALL])
_RIGHT = _by_looks([rule.looks | rule.right_looks for rule in _ALL])


@lru_cache(maxsize=512)
def settable(text: str) -> str:
    """Text that can be set: NFC, one space between words, nothing that says nothing.

    Control and format characters (direction marks, joiners, variation selectors) are taken out,
    look-alikes become what fonts have, of what no font has three letters in a row stay.
    """
    if not is_latin(text):
        text = closed_up(shortened(known(text)))
    return " ".join(text.split())


@lru_cache(maxsize=256)
def prices(text: str, *, headline: bool = False) -> tuple[float, ...]:
    """How dear a break is at each space of a text."""
    words = text.split(" ")
    loud = sum(map(str.isupper, words)) > _LOUD * len(words)
    seen, behind, before = zip(*[_asking(word, loud) for word in words], strict=True)
    among = _IN_HEADLINES if headline else _IN_TEXT
    pairs = zip(behind, before[1:], strict=False)
    asked = [((left | right) & _EITHER | left & right) & among for left, right in pairs]
    return tuple([_price(rules, seen, at) if rules else 0.0 for at, rules in enumerate(asked)])


@lru_cache(maxsize=2048)
def _asking(word: str, loud: bool) -> tuple[Syllable, int, int]:  # noqa: FBT001 - a cache key
    """A word, and which rules it asks for behind it and before it."""
    seen = syllable(word, loud=loud)
    behind = _ALWAYS | _BEHIND.get(seen.low, 0) | _LEFT[seen.looks]
    return seen, behind, _BEFORE.get(seen.low, 0) | _RIGHT[seen.looks]


def _price(asked: int, words: Sequence[Syllable], at: int) -> float:
    """What a break behind word `at` costs: the price of the dearest rule that holds."""
    for rule in _members(asked):
        if rule.holds(words, at):
            return rule.price
    return 0.0


@lru_cache(maxsize=1024)
def _members(asked: int) -> tuple[Rule, ...]:
    return tuple(rule for at, rule in enumerate(_ALL) if asked >> at & 1)


def faults(price: float) -> float:
    """How many lines a break of this price is worth, whatever their slack: 1, ½ or none."""
    if price >= _BAD:
        return 1.0
    return 0.5 if price >= _HALF_BAD else 0.0
