"""What a rule for line breaks is: which space it keeps, at what price, and where it is asked."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from kiosk.layout.syllables import Syllable


class Rule(Struct, frozen=True):
    """What is kept together, what a break costs, and examples, in which “|” is the break.

    It can hold only behind one of the words `behind`, before one of those `before`, or where one
    of the two words `looks` so (as in Syllable), and is not asked elsewhere; None: it always is.
    """

    keeps: str
    price: float
    holds: Callable[[Sequence[Syllable], int], bool]
    examples: tuple[str, ...]
    behind: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    looks: int | None = 0

    def asks(self, looks: int) -> bool:
        """Whether it may hold at two words that together look so, whatever they are."""
        return self.looks is None or bool(self.looks & looks)
