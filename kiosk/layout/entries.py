"""A list of short entries in columns, read down the first one first."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kiosk.geometry import Rect
from kiosk.glyphs import Face
from kiosk.layout.matter import Matter
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


class Entries(Struct, frozen=True):
    """Entries of one or two lines in `count` columns; a slot may end after any of them.

    `above` is what stands over the first baseline of a column, `depth` what stands under the last.
    """

    entries: tuple[Entry, ...]
    face: Face
    leading: int
    above: int
    depth: int
    count: int
    gap: int
    space: int = 0
    keep: bool = False

    @property
    def height(self) -> int:
        rows = _evenest([len(entry) for entry in self.entries], self.count)
        return self.above + self.leading * (rows - 1) + self.depth

    @property
    def blocks(self) -> tuple[Block, ...]:
        lines = tuple(line for entry in self.entries for line in entry)
        return (Block(self.face, lines, self.leading, rise=self.above),)

    def atop(self) -> Matter:
        return self

    def split(self, room: int, *, forced: bool) -> tuple[Matter | None, Matter | None]:
        spare = room - self.above - self.depth
        rows = spare // self.leading + 1 if spare >= 0 else 0
        if end := self._end(rows):
            upper, lower = self._cut(end)
            few = rows < _MOST_LINES and lower is not None and not forced
            return (None, self) if few else (upper, lower)
        if not rows or not forced:
            return None, self
        # A slot of one line: those of an entry are entries of their own.
        (first, *others), rest = self.entries[0], self.entries[1:]
        return replace(self, entries=((first,), *((one,) for one in others), *rest)).split(
            room, forced=True
        )

    def draw(self, region: str, rect: Rect) -> tuple[Item, ...]:
        width = (rect.width - self.gap * (self.count - 1)) // self.count
        sizes = [len(entry) for entry in self.entries]
        ends = _columns(sizes, _evenest(sizes, self.count), self.count)
        items: list[Item] = []
        for at, (start, end) in enumerate(zip((0, *ends), ends, strict=False)):
            column = replace(self, entries=self.entries[start:end])
            (block,) = column.blocks
            texts = block.texts(region, rect.x + at * (width + self.gap), rect.y, width)
            hangs = [n > 0 for entry in column.entries for n in range(len(entry))]
            for text, hanging in zip(texts, hangs, strict=True):
                items.append(replace(text, x=text.x + _hang(self.face)) if hanging else text)
        return tuple(items)

    def _end(self, rows: int) -> int:
        """How many entries stand in columns of `rows` lines."""
        # No more than fill the columns need be looked at.
        sizes = [len(entry) for entry in self.entries[: rows * self.count]]
        return _columns(sizes, rows, self.count)[-1]

    def _cut(self, end: int) -> tuple["Entries", "Entries | None"]:
        if end == len(self.entries):
            return self, None
        upper = replace(self, entries=self.entries[:end], keep=False)
        return upper, replace(self, entries=self.entries[end:])


def in_columns(words: Sequence[str], face: Face, leading: int, width: int, space: int) -> Entries:
    """A list in as many columns as make it lower by far, each entry in one line or two."""
    gap = round(face.font.size * _GAP_EM)
    count = 1
    entries: tuple[Entry, ...] = tuple((one,) for one in words)
    best = len(words)
    for tried in range(2, _MOST_COLUMNS + 1):
        column = (width - gap * (tried - 1)) // tried
        if _breaks_words(words, face, column):
            break
        made = _entries(words, face, column)
        rows = _evenest([len(entry) for entry in made], tried)
        if max(map(len, made)) <= _MOST_LINES and rows <= best * _WORTH:
            count, entries, best = tried, made, rows
    lines = [line for entry in entries for line in entry]
    above = max([face.cap, *map(face.rise, lines)])
    depth = max([face.below, *map(face.drop, lines)])
    return Entries(entries, face, roomy(face, lines, leading), above, depth, count, gap, space)


def _breaks_words(words: Sequence[str], face: Face, width: int) -> bool:
    """Whether a word of an entry that takes more than a line has no room in one."""
    long = (one for one in words if face.width(one) > width)
    return any(face.width(word) > width - _hang(face) for one in long for word in one.split(" "))


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
