"""Text made fit to be set, and where Vietnamese lines should not break.

Syllables stand between spaces and every space may break, at the price that the rules name.
"""

from collections.abc import Iterable, Mapping, Sequence
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


class _Prices:
    """Rules in the order of their prices, and which of them to ask at which words.

    Sets of rules are numbers here, a bit for each.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted(rules, key=lambda rule: -rule.price)
        self._either = [self._asking(one, 0) for one in range(ALL_LOOKS + 1)]
        self._both = [self._asking(0, one) for one in range(ALL_LOOKS + 1)]
        self._behind = self._by_word([rule.behind for rule in self._rules])
        self._before = self._by_word([rule.before for rule in self._rules])
        self._sets: dict[int, tuple[Rule, ...]] = {}

    def price(self, words: Sequence[Syllable], at: int) -> float:
        """What a break behind word `at` costs: the price of the dearest rule that holds."""
        left, right = words[at], words[at + 1]
        asked = (
            self._either[left.looks | right.looks]
            | self._both[left.looks & right.looks]
            | self._behind.get(left.low, 0)
            | self._before.get(right.low, 0)
        )
        rules = self._sets.get(asked)
        for rule in self._members(asked) if rules is None else rules:
            if rule.holds(words, at):
                return rule.price
        return 0.0

    def _members(self, asked: int) -> tuple[Rule, ...]:
        found = tuple(rule for at, rule in enumerate(self._rules) if asked >> at & 1)
        self._sets[asked] = found
        return found

    def _asking(self, either: int, both: int) -> int:
        """Rules that may hold at two words of which one, or both, look so, whatever they say."""
        return sum(
            1 << at
            for at, rule in enumerate(self._rules)
            if rule.looks is None or rule.looks & either or rule.both & both
        )

    def _by_word(self, vocabularies: Iterable[frozenset[str]]) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for at, vocabulary in enumerate(vocabularies):
            for word in vocabulary:
                found[word] = found.get(word, 0) | 1 << at
        return found


_IN_TEXT = _Prices(RULES)
_IN_HEADLINES = _Prices((*RULES, *HEADLINE_RULES))


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
    seen = [syllable(word, loud=True) for word in words] if loud else [*map(syllable, words)]
    price = (_IN_HEADLINES if headline else _IN_TEXT).price
    return tuple([price(seen, at) for at in range(len(words) - 1)])


def faults(price: float) -> float:
    """How many lines a break of this price is worth, whatever their slack: 1, ½ or none."""
    if price >= _BAD:
        return 1.0
    return 0.5 if price >= _HALF_BAD else 0.0
