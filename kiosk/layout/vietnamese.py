"""Text made fit to be set, and where Vietnamese lines should not break.

Syllables stand between spaces and every space may break, at the price that the rules name.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from kiosk.layout.readable import closed_up, is_latin, known, shortened
from kiosk.layout.rules import HEADLINE_RULES, RULES, Rule
from kiosk.layout.syllables import Syllable, syllable

# From here on a break is a fault that one line more is worth, and two breaks from there on.
_BAD = 1.0
_HALF_BAD = 0.6
# Where so many words are in capitals, capitals tell nothing.
_LOUD = 2 / 3


class _Asked(Struct, frozen=True):
    """Rules from the dearest on; by their places, which may hold at words of lower case."""

    rules: tuple[Rule, ...]
    all: tuple[int, ...]
    anywhere: tuple[int, ...]
    behind: Mapping[str, tuple[int, ...]]
    before: Mapping[str, tuple[int, ...]]

    def price(self, words: Sequence[Syllable], at: int) -> float:
        """What a break behind word `at` costs: the price of the first rule that holds."""
        for number in self._between(words[at], words[at + 1]):
            rule = self.rules[number]
            if rule.holds(words, at):
                return rule.price
        return 0.0

    def _between(self, left: Syllable, right: Syllable) -> Sequence[int]:
        if not (left.worded and right.worded):
            return self.all
        behind, before = self.behind.get(left.low), self.before.get(right.low)
        if behind and before:
            return sorted({*behind, *before})
        return behind or before or self.anywhere


def _asked(rules: Sequence[Rule]) -> _Asked:
    ordered = tuple(sorted(rules, key=lambda rule: -rule.price))
    anywhere = tuple(at for at, rule in enumerate(ordered) if rule.anywhere)
    behind, before = (
        _places([(at, getattr(rule, side)) for at, rule in enumerate(ordered)], anywhere)
        for side in ("behind", "before")
    )
    return _Asked(ordered, tuple(range(len(ordered))), anywhere, behind, before)


def _places(
    vocabularies: Iterable[tuple[int, frozenset[str]]], anywhere: Iterable[int]
) -> Mapping[str, tuple[int, ...]]:
    """Of each word the places of the rules that know it, and of those that are asked anywhere."""
    found: dict[str, set[int]] = {}
    for at, words in vocabularies:
        for word in words:
            found.setdefault(word, {*anywhere}).add(at)
    return {word: tuple(sorted(numbers)) for word, numbers in found.items()}


_IN_TEXT = _asked(RULES)
_IN_HEADLINES = _asked((*RULES, *HEADLINE_RULES))


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
    loud = sum(word.isupper() for word in words) > _LOUD * len(words)
    seen = [syllable(word, loud=loud) for word in words]
    price = (_IN_HEADLINES if headline else _IN_TEXT).price
    return tuple(price(seen, at) for at in range(len(words) - 1))


def faults(price: float) -> float:
    """How many lines a break of this price is worth, whatever their slack: 1, ½ or none."""
    if price >= _BAD:
        return 1.0
    return 0.5 if price >= _HALF_BAD else 0.0
