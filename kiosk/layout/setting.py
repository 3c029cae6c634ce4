"""Lines of text set in a box: which size, how many lines, where each baseline lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kiosk.glyphs import Face
from kiosk.layout.paragraph import ELLIPSIS, break_text
from kiosk.scene import Colour, Text


@dataclass(frozen=True, slots=True)
class Block:
    """A text broken into lines at one size; measures in pixels from its top.

    The first line's box rises to its own ink, at least to a capital's height, so that text
    stands level with what is beside it (and to `rise`, which levels neighbours with each other);
    the last one's falls to the deepest descender, or as deep as a foreign letter in it does.
    """

    face: Face
    lines: tuple[str, ...]
    leading: int
    cut: bool = False
    rise: int = 0

    @property
    def top(self) -> int:
        """From the top to the first baseline."""
        if not self.lines:
            return 0
        return max(self.face.cap, self.face.rise(self.lines[0]), self.rise)

    @property
    def height(self) -> int:
        if not self.lines:
            return 0
        return self.top + self.leading * (len(self.lines) - 1) + self.depth

    @property
    def depth(self) -> int:
        """From the last baseline to the bottom."""
        return max(self.face.below, self.face.drop(self.lines[-1])) if self.lines else 0

    def baselines(self, y: int) -> tuple[int, ...]:
        """Each line's baseline when the block's top is at `y`."""
        return tuple(y + self.top + self.leading * n for n in range(len(self.lines)))

    def texts(
        self, region: str, x: int, y: int, width: int, align: str = "left", ink: Colour = "ink"
    ) -> tuple[Text, ...]:
        """The display list of the block in a box of `width` at (x, y)."""
        return tuple(
            Text(
                region,
                line,
                _start(x, width, self.face.width(line), align),
                at,
                self.face.font,
                ink,
            )
            for line, at in zip(self.lines, self.baselines(y), strict=True)
        )


def set_block(
    text: str,
    face: Face,
    leading: int,
    width: int,
    *,
    lines: int = 0,
    balance: bool = False,
    tail: int = 0,
) -> Block:
    """Set `text` at one size; line breaks in it are kept, each part a paragraph.

    `tail` px stay free behind the last line.
    """
    broken: list[str] = []
    cut = False
    parts = [part for part in text.split("\n") if part]
    for index, part in enumerate(parts):
        left = lines - len(broken) if lines else 0
        more = index + 1 < len(parts)
        if lines and left <= 0:
            cut = True
            break
        found = break_text(part, face, width, lines=left, balance=balance, tail=0 if more else tail)
        if more and lines and len(found.lines) >= left:
            marked = part.removesuffix(ELLIPSIS) + ELLIPSIS
            found = break_text(marked, face, width, lines=left, balance=balance)
            cut = True
        broken += found.lines
        cut = cut or found.cut
    return Block(face, tuple(broken), roomy(face, broken, leading), cut)


def roomy(face: Face, lines: Sequence[str], leading: int) -> int:
    """The leading, or more where stacked capitals would touch the descenders above them."""
    pairs = pairwise(lines)
    needed = [face.drop(upper) + face.rise(lower) + 1 for upper, lower in pairs]
    return max([leading, *needed])


def _start(x: int, width: int, used: int, align: str) -> int:
    if align == "right":
        return x + width - used
    return x + (width - used) // 2 if align == "center" else x
