"""Teasers, the entries of a list: a headline with a small note, words under it, a photograph.

Heights and widths are in pixels.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.framing import boxed, framed
from kiosk.layout.setting import Block
from kiosk.model import Photo, Story
from kiosk.scene import Item, Text


class Thumb(Struct, frozen=True):
    """A small photograph at the right of a teaser, its top level with the capitals there."""

    photo: Photo
    size: Size
    gap: int

    @property
    def width(self) -> int:
        """What it takes of the teaser's width."""
        return self.size.width + self.gap


class Teaser(Struct, frozen=True):
    """One story of a list, whole.

    The note stands at the end of the headline's last line (`beside`), or on the next one.
    """

    story: Story
    title: Block
    note: Block
    beside: bool
    under: Block
    gap: int
    thumb: Thumb | None = None

    def forms(self) -> Iterator["Teaser"]:
        """The teaser whole, and without the words under it."""
        yield self
        if self.under.lines or self.under.cut:
            yield replace(self, under=replace(self.under, lines=(), cut=False))

    @property
    def height(self) -> int:
        return max(self._told, self._thumb_top + self.thumb.size.height if self.thumb else 0)

    @property
    def top(self) -> int:
        """What the first line needs over its baseline, a note on that line included."""
        beside = self.note.top if self.beside and len(self.title.lines) == 1 else 0
        return max(self.title.top, beside)

    @property
    def blocks(self) -> tuple[tuple[Block, str], ...]:
        """All that it says, each with what to call it."""
        title = f"“{self.story.title}”"
        named = (title, f"the words under {title}", f"the note of {title}")
        return tuple(zip((self.title, self.under, self.note), named, strict=True))

    @property
    def _told(self) -> int:
        return self._noted + (self.gap + self.under.height if self.under.lines else 0)

    @property
    def _noted(self) -> int:
        """The height of headline and note."""
        if self.beside or not self.note.lines:
            return self.title.height + max(0, self.note.depth - self.title.depth)
        return self.title.height + self.gap + self.note.height

    @property
    def _thumb_top(self) -> int:
        return self.title.top - self.title.face.cap

    def draw(self, region: str, x: int, y: int, width: int) -> Iterator[Item]:
        if self.thumb:
            size = boxed(self.thumb.photo, self.thumb.size)
            box = Rect(x + width - size.width, y + self._thumb_top, *size)
            yield framed(region, box, self.thumb.photo)
            width -= self.thumb.width
        title = self.title.texts(region, x, y, width)
        yield from title
        note = self.note
        if note.lines and title and self.beside:
            pen = x + width - breadth(note)
            yield Text(region, note.lines[0], pen, title[-1].baseline, note.face.font)
        else:
            yield from note.texts(region, x, y + self.title.height + self.gap, width)
        yield from self.under.texts(region, x, y + self._noted + self.gap, width)


def level(teasers: Iterable[Teaser]) -> list[Teaser]:
    """Teasers that say anything, their first lines equally high, so that columns stand level."""
    shown = [one for one in teasers if one.title.lines]
    rise = max((one.top for one in shown), default=0)
    return [replace(one, title=replace(one.title, rise=rise)) for one in shown]


def breadth(block: Block) -> int:
    """The advance of a block of one line."""
    return block.face.width(block.lines[0]) if block.lines else 0
