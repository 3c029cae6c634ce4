"""What a rule for line breaks is: which space it keeps, at what price, and where it is asked."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from kiosk.layout.syllables import Syllable


class Rule(Struct, frozen=True):
    """What is kept together, what a break costs, and examples, in which “|” is the break.

    It can hold only behind one of the words `behind`, before one of those `before`, where one of
    the two words `looks` so (as in Syllable; None: always), or where `both` do, and is not asked
    elsewhere.
    """

    keeps: str
    price: float
    holds: Callable[[Sequence[Syllable], int], bool]
    examples: tuple[str, ...]
    behind: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    looks: int | None = 0
    both: int = 0
