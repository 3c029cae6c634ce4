"""What a rule for line breaks is: which space it keeps, at what price, and where it is asked."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from kiosk.layout.syllables import Syllable


class Rule(Struct, frozen=True):
    """What is kept together, what a break costs, and examples, in which “|” is the break.

    It can hold only behind one of the words `behind` or one that `left_looks` so (as in Syllable),
    before one of the words `before` or one that `right_looks` so, or, if it wants `both`, where
    either of the one and either of the other are met; it is not asked elsewhere. What `looks` is
    said of both words.
    """

    keeps: str
    price: float
    holds: Callable[[Sequence[Syllable], int], bool]
    examples: tuple[str, ...]
    behind: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    looks: int = 0
    left_looks: int = 0
    right_looks: int = 0
    both: bool = False
    always: bool = False
