"""A list of short entries in columns, read down the first one first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.geometry import Rect
from kiosk.glyphs import Face
from kiosk.layout.flow import Matter
from kiosk.layout.paragraph import break_text
from kiosk.layout.setting import Block, roomy
from kiosk.scene import Item

_MOST_COLUMNS = 4
# One more column must save a fifth of the height.
_WORTH = 0.8
_GAP_EM = 0.8
_HANG_EM = 1.0
_MOST_LINES = 2

# The lines of one entry; the second hangs under the first.
Entry = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries of one or two lines in `count` columns; a slot may end after any of them."""

    entries: tuple[Entry, ...]
    face: Face
    leading: int
    count: int
    gap: int
    space: int = 0
    keep: bool = False

    @property
    def height(self) -> int:
        above, below = self._extent
        rows = _evenest([len(entry) for entry in self.entries], self.count)
        return above + self.leading * (rows - 1) + below

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (Block(self.face, self.lines, self.leading),)

    def atop(self) -> Matter:
        return self

    def split(self, room: int, *, forced: bool) -> tuple[Matter | None, Matter | None]:
        if self.height <= room:
            return self, None
        above, below = self._extent
        rows = (room - above - below) // self.leading + 1 if room >= above + below else 0
        if rows < (1 if forced else _MOST_LINES):
            return None, self
        # Where a slot is so low, an entry's lines are entries of their own.
        entries = self.entries if rows >= _MOST_LINES else tuple((line,) for line in self.lines)
        end = _columns([len(entry) for entry in entries], rows, self.count)[-1]
        upper, lower = replace(self, entries=entries[:end]), replace(self, entries=entries[end:])
        return replace(upper, keep=False), lower

    def draw(self, region: str, rect: Rect) -> tuple[Item, ...]:
        width = (rect.width - self.gap * (self.count - 1)) // self.count
        sizes = [len(entry) for entry in self.entries]
        ends = _columns(sizes, _evenest(sizes, self.count), self.count)
        rise = self._extent[0]
        items: list[Item] = []
        for at, (start, end) in enumerate(zip((0, *ends), ends, strict=False)):
            column = replace(self, entries=self.entries[start:end])
            block = Block(self.face, column.lines, self.leading, rise=rise)
            texts = block.texts(region, rect.x + at * (width + self.gap), rect.y, width)
            hangs = [n > 0 for entry in self.entries[start:end] for n in range(len(entry))]
            for text, hanging in zip(texts, hangs, strict=True):
                items.append(replace(text, x=text.x + _hang(self.face)) if hanging else text)
        return tuple(items)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for entry in self.entries for line in entry)

    @property
    def _extent(self) -> tuple[int, int]:
        """What stands over the first baseline of any column, and under the last."""
        face = self.face
        above = max([face.cap, *map(face.rise, self.lines)])
        return above, max([face.below, *map(face.drop, self.lines)])


def in_columns(words: Sequence[str], face: Face, leading: int, width: int, space: int) -> Entries:
    """A list in as many columns as make it lower by far, each entry in one line or two."""
    gap = round(face.font.size * _GAP_EM)
    made = Entries(tuple((one,) for one in words), face, leading, 1, gap, space)
    best = len(words)
    for count in range(2, _MOST_COLUMNS + 1):
        entries = _entries(words, face, (width - gap * (count - 1)) // count)
        rows = _evenest([len(entry) for entry in entries], count)
        if max(map(len, entries)) <= _MOST_LINES and rows <= best * _WORTH:
            made, best = replace(made, entries=entries, count=count), rows
    return replace(made, leading=roomy(face, made.lines, leading))


def _entries(words: Sequence[str], face: Face, width: int) -> tuple[Entry, ...]:
    narrow = max(1, width - _hang(face))
    return tuple(
        (one,) if face.width(one) <= width else break_text(one, face, narrow).lines for one in words
    )


def _hang(face: Face) -> int:
    return round(face.font.size * _HANG_EM)


def _columns(sizes: Sequence[int], rows: int, count: int) -> list[int]:
    """Where each column of `rows` lines ends, in entries."""
    ends, at = [], 0
    for _ in range(count):
        used = 0
        while at < len(sizes) and used + sizes[at] <= rows:
            used += sizes[at]
            at += 1
        ends.append(at)
    return ends


def _evenest(sizes: Sequence[int], count: int) -> int:
    """The fewest lines of a column with which all entries stand in `count` columns."""
    rows = max([-(-sum(sizes) // count), *sizes])
    while _columns(sizes, rows, count)[-1] < len(sizes):
        rows += 1
    return rows
