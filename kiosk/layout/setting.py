"""Lines of text set in a box: which size, how many lines, where each baseline lies."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from msgspec import Struct

from kiosk.glyphs import Face
from kiosk.layout import hanging
from kiosk.layout.paragraph import ELLIPSIS, break_text
from kiosk.layout.readable import is_latin
from kiosk.layout.vietnamese import faults, prices
from kiosk.scene import Colour, Text

# No letter of any font is wider than so many ems.
WIDEST_EM = 4


class Block(Struct, frozen=True, dict=True):
    """A text broken into lines at one size; measures in pixels from its top.

    The first line's box rises to its own ink, at least to a capital's height, so that text
    stands level with what is beside it (and to `rise`, which levels neighbours with each other);
    the last one's falls to the deepest descender, or as deep as a foreign letter in it does.
    Marks at either end of a line hang out by up to `hang`; the first line begins `indent` further
    right. What continues a block that was divided has no indent: replace it by 0. `price` is what
    its breaks cost, as vietnamese.prices has it.
    """

    face: Face
    lines: tuple[str, ...]
    leading: int
    cut: bool = False
    rise: int = 0
    hang: int = 0
    indent: int = 0
    price: float = 0.0

    @cached_property
    def top(self) -> int:
        """From the top to the first baseline."""
        if not self.lines:
            return 0
        return max(self.face.cap, self.face.rise(self.lines[0]), self.rise)

    @cached_property
    def height(self) -> int:
        if not self.lines:
            return 0
        return self.top + self.leading * (len(self.lines) - 1) + self.depth

    @cached_property
    def depth(self) -> int:
        """From the last baseline to the bottom."""
        return max(self.face.below, self.face.drop(self.lines[-1])) if self.lines else 0

    @property
    def bad_breaks(self) -> float:
        """How many of its line ends part what belongs together, as vietnamese.faults has it."""
        ends = accumulate(len(line.split(" ")) for line in self.lines[:-1])
        costs = prices(" ".join(self.lines)) if len(self.lines) > 1 else ()
        return sum(faults(costs[end - 1]) for end in ends)

    def baselines(self, y: int) -> tuple[int, ...]:
        """Each line's baseline when the block's top is at `y`."""
        first = y + self.top
        return tuple([first + self.leading * n for n in range(len(self.lines))])

    def texts(
        self, region: str, x: int, y: int, width: int, align: str = "left", ink: Colour = "ink"
    ) -> tuple[Text, ...]:
        """The display list of the block in a box of `width` at (x, y)."""
        return tuple(
            Text(region, line, self._pen(n, x, width, align), at, self.face.font, ink)
            for n, (line, at) in enumerate(zip(self.lines, self.baselines(y), strict=True))
        )

    def _pen(self, index: int, x: int, width: int, align: str) -> int:
        """Where a line begins, so that all but its hanging marks stands in the box."""
        line = self.lines[index]
        left = hanging.before(line, self.face, self.hang)
        begin = x + (self.indent if index == 0 else 0) - left
        if align == "left":
            return begin
        right = hanging.behind(line, self.face, self.hang)
        spare = x + width - begin - self.face.width(line) + right
        return begin + (spare // 2 if align == "center" else spare)


def set_block(
    text: str,
    face: Face,
    leading: int,
    width: int,
    *,
    lines: int = 0,
    balance: bool = False,
    tail: int = 0,
    hang: int = 0,
    indent: int = 0,
) -> Block:
    """Set `text` at one size; line breaks in it are kept, each part a paragraph.

    `tail` px stay free behind the last line, `indent` px before the first; marks at either end of
    a line hang out by up to `hang` px, 0 for none: what stands in the box is never wider than
    `width`, and ink leaves it by no more than `hang`. Where not even a letter has room nothing
    stands, and the block is cut.
    """
    return _set(text, face, leading, width, lines, balance, tail, hang, indent)


# A region is asked for its least height, for its full one and to draw: mostly for the same lines.
@lru_cache(maxsize=256)
def _set(
    text: str,
    face: Face,
    leading: int,
    width: int,
    lines: int,
    balance: bool,  # noqa: FBT001 - a cache key
    tail: int,
    hang: int,
    indent: int,
) -> Block:
    narrow = width < face.font.size * WIDEST_EM
    if narrow and any(face.glyph(letter).advance > width for letter in set(text)):
        return Block(face, (), leading, cut=True)
    broken: list[str] = []
    cut, price = False, 0.0
    parts = [part for part in text.split("\n") if part]
    for index, part in enumerate(parts):
        left = lines - len(broken) if lines else 0
        more = index + 1 < len(parts)
        first = indent if index == 0 else 0
        behind = 0 if more else tail
        found = break_text(
            part, face, width, lines=left, balance=balance, tail=behind, hang=hang, indent=first
        )
        if more and lines and len(found.lines) >= left:
            marked = part.removesuffix(ELLIPSIS) + ELLIPSIS
            found = break_text(
                marked, face, width, lines=left, balance=balance, hang=hang, indent=first
            )
            broken += found.lines
            cut = True
            break
        broken += found.lines
        price += found.price
        if found.cut:
            cut = True
            break
    made = tuple(broken)
    leading = roomy(face, made, leading)
    return Block(face, made, leading, cut, hang=hang, indent=indent, price=price)


def roomy(face: Face, lines: Sequence[str], leading: int) -> int:
    """The leading, or more where stacked capitals would touch the descenders above them."""
    rise, drop = reach(face, tuple(lines))
    if drop + rise < leading:
        return leading
    needed = [face.drop(upper) + face.rise(lower) + 1 for upper, lower in pairwise(lines)]
    return max([leading, *needed])


# Asked as a paragraph is set, and twice more as it comes to stand on a grid with others.
@lru_cache(maxsize=256)
def reach(face: Face, lines: tuple[str, ...]) -> tuple[int, int]:
    """How far any of these lines reaches above its baseline, and below it, in px."""
    text = "".join(lines)
    # No marks apart from their letters: each letter counts once.
    return face.reach(set(text)) if is_latin(text) else (face.rise(text), face.drop(text))
