"""Region `body`: a whole story in columns around its photographs, frame by frame."""

from collections.abc import Iterator
from functools import cache, lru_cache, partial
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from kiosk import quantities as q
from kiosk.board import MM_PER_PT, Board
from kiosk.geometry import Rect
from kiosk.glyphs import Face
from kiosk.layout.floats import Style
from kiosk.layout.galley import Grid, Lines, grid_of
from kiosk.layout.makeup import Frames, Leaf, MadeUp, make_up
from kiosk.layout.regions.base import Drawing, Option, Said, Sheet, said_of
from kiosk.layout.saying import lead_of, tells
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type, read_type
from kiosk.layout.vietnamese import settable
from kiosk.model import Photo, Story
from kiosk.scene import Item, Loss

_CAPTION_GAP_MM = 1.0
# In less than this there is room for syllables, not for lines.
_COLUMN_EM = 6
_LARGER = (1.0, 0.75, 0.5, 0.25)
_INDENT_EM = 1.0
# In a narrower column an indent would leave a letter no room.
_INDENTED_FROM_EM = 4
_MOST_PHOTOS = 8
_ENDLESS = 1 << 24
_STOPS = ".!?…"


class _On(Struct, frozen=True):
    """What of a sheet a story's lines depend on."""

    board: Board
    hang: int


def _legend(caption: str, credit: str) -> str:
    """A photograph's caption, and who took it, as a sentence of its own."""
    if not credit:
        return caption
    stop = "." if caption and caption[-1] not in _STOPS else ""
    return f"{caption}{stop} Ảnh: {credit}".lstrip()


class BodyRegion(Struct, frozen=True, kw_only=True):
    """A story's lead, paragraphs and byline, all of it, in columns on one grid of baselines."""

    name: str
    font: Annotated[
        Type,
        Option(
            read_type, says="type of the text; of a range the fewest frames first, then the largest"
        ),
    ]
    lead_font: Annotated[
        Type,
        Option(read_type, says="type of the lead and of the byline; a range grows with `font`"),
    ] = Type("strong", 14, 14)
    caption_font: Annotated[Type, Option(read_type, says="type of the words under photographs")] = (
        Type("small", 11.5, 11.5)
    )
    column: Annotated[
        float, Option(q.length, says="the least width of a column; as many are made as have it")
    ] = 65.0
    column_gap: Annotated[float, Option(q.length, says="between columns")] = 5.0
    photos: Annotated[int, Option(q.whole(0, _MOST_PHOTOS), says="the most photographs")] = (
        _MOST_PHOTOS
    )
    least_lines: Annotated[
        int, Option(q.whole(1, 99), says="with room for fewer lines another variant is tried")
    ] = 4

    def contradictions(self) -> Iterator[Said]:
        wanted = _COLUMN_EM * self.font.least * MM_PER_PT
        if self.column < wanted:
            says = f"is {self.column:.3g} mm, too narrow for words of {self.font.least:g} pt"
            yield "column", f"{says}; make it at least {wanted:.0f} mm."

    def least(self, width: int, sheet: Sheet) -> int:
        del width
        if not tells(sheet.story):
            return 0
        size = LEAST.size(self.font, sheet.board)
        face = self.font.face(sheet.board, size)
        return face.above + (self.least_lines - 1) * self.font.leading(size) + face.below

    def height(self, width: int, sheet: Sheet) -> int:
        if sheet.story is None or not tells(sheet.story):
            return 0
        tall = Rect(0, 0, width, _ENDLESS)
        ends = [self.least(width, sheet)]
        for leaf in self._made(sheet.story, tall, tall, sheet, LEAST).leaves:
            ends += [one.bottom for one in leaf.floats]
            ends += [rect.y + slot[-1].bottom for rect, slot in leaf.texts]
        return max(ends)

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        return self.frames(rect, rect, sheet)[sheet.frame - 1]

    def frames(self, first: Rect, rest: Rect, sheet: Sheet) -> tuple[Drawing, ...]:
        if sheet.story is None or not tells(sheet.story):
            return (Drawing(),)
        scale, made = self._largest(sheet.story, first, rest, sheet)
        drawn = [self._drawn(leaf, sheet) for leaf in made.leaves]
        losses = (*self._losses(scale, made, sheet), *drawn[0].losses)
        return (replace(drawn[0], losses=losses), *drawn[1:])

    def _largest(self, story: Story, first: Rect, rest: Rect, sheet: Sheet) -> tuple[Scale, MadeUp]:
        """The fewest frames, then the largest sizes that keep them."""
        least = self._made(story, first, rest, sheet, LEAST)
        ranged = self.font.most > self.font.least
        for scale in map(Scale, _LARGER if ranged else ()):
            larger = self._made(story, first, rest, sheet, scale)
            no_worse = (len(larger.lost), larger.left) <= (len(least.lost), least.left)
            if len(larger.leaves) <= len(least.leaves) and no_worse:
                return scale, larger
        return LEAST, least

    def _made(self, story: Story, first: Rect, rest: Rect, sheet: Sheet, scale: Scale) -> MadeUp:
        face = self.font.face(sheet.board, scale.size(self.font, sheet.board))
        return _made_up(self, story, first, rest, _On(sheet.board, sheet.hang), scale, face)

    def make(self, story: Story, first: Rect, rest: Rect, on: "_On", scale: Scale) -> MadeUp:
        """The story's frames in one size."""
        board, gap = on.board, on.board.px(self.column_gap)
        # None is narrower than a letter, or columns and gaps would be wider than the frame.
        wide = max(board.px(self.column), LEAST.size(self.font, board))
        number = max(1, (first.width + gap) // (wide + gap))
        frames = Frames(first.columns(number, gap), rest.columns(number, gap))
        grid, lines, unset = self._galley(story, frames.first[0].width, on, scale)
        cap = self.font.face(board, scale.size(self.font, board)).cap
        captioned = cache(partial(self._caption, board))
        style = Style(grid, cap, board.px(_CAPTION_GAP_MM), gap, captioned)
        shown = [photo for photo in story.photos if photo.key and photo.size][: self.photos]
        made = make_up(lines, shown, frames, style)
        return replace(made, lost=(*made.lost, *unset))

    def _galley(
        self, story: Story, width: int, on: "_On", scale: Scale
    ) -> tuple[Grid, list[Lines], list[Lines]]:
        """The lead, the paragraphs, and the byline with the last of them; then what can't be set.

        That is what has letters wider than a column.
        """
        texts = [(self.lead_font, lead_of(story), 0)]
        size = scale.size(self.font, on.board)
        indent = round(size * _INDENT_EM) if width >= size * _INDENTED_FROM_EM else 0
        texts += [(self.font, settable(one), indent) for one in story.paragraphs]
        blocks = [
            self._block(words, kind, width, own, on, scale) for kind, words, own in texts if words
        ]
        byline = self._block(settable(story.byline), self.lead_font, width, 0, on, scale)
        able = [block for block in blocks if block.lines]
        none = self._block("", self.font, width, 0, on, scale)
        standing = [block for block in (*able, byline) if block.lines] or [none]
        grid = grid_of(standing, self.font.leading(size))
        lines = [Lines(block, grid) for block in able]
        if lines and lead_of(story) and blocks[0].lines:
            lines[0] = replace(lines[0], lead=True)
        if byline.lines and lines:
            lines[-1] = replace(lines[-1], signed=byline)
        return grid, lines, [Lines(one, grid) for one in (*blocks, byline) if one.cut]

    def _block(
        self, words: str, kind: Type, width: int, indent: int, on: "_On", scale: Scale
    ) -> Block:
        size = scale.size(kind, on.board)
        face = kind.face(on.board, size)
        hang = min(on.hang, on.board.px(self.column_gap) // 2)
        return set_block(words, face, kind.leading(size), width, hang=hang, indent=indent)

    def _caption(self, board: Board, photo: Photo, width: int) -> Block:
        words = _legend(settable(photo.caption), settable(photo.credit))
        return LEAST.block(words, self.caption_font, width, board)

    def _drawn(self, leaf: Leaf, sheet: Sheet) -> Drawing:
        items: list[Item] = []
        losses: list[Loss] = []
        for one in leaf.floats:
            items += one.draw(self.name)
            losses += said_of(one.caption, sheet.file, self.name, "a caption")
        for rect, slot in leaf.texts:
            for placed in slot:
                box = Rect(rect.x, rect.y + placed.y, rect.width, placed.matter.height)
                items += placed.matter.draw(self.name, box)
                for block in placed.matter.blocks:
                    losses += said_of(block, sheet.file, self.name, "a paragraph")
        return Drawing(tuple(items), tuple(dict.fromkeys(losses)))

    def _losses(self, scale: Scale, made: MadeUp, sheet: Sheet) -> Iterator[Loss]:
        sizes = self.font.sizes(sheet.board)
        size = scale.size(self.font, sheet.board)
        if size < sizes[-1]:
            said = f"set in {size} px, of {sizes[0]} to {sizes[-1]} px"
            yield Loss("shrunk", sheet.file, self.name, said)
        if made.lost:
            said = f"{len(made.lost)} of its paragraphs find no room on this board"
            yield Loss("left out", sheet.file, self.name, said)
        if made.left:
            said = f"{made.left} of its photographs find no room on this board"
            yield Loss("left out", sheet.file, self.name, said)


# A story is made up for every size of a range, and again once its frames have been counted; on
# the next page it mostly stands as it did.
@lru_cache(maxsize=16)
def _made_up(
    region: BodyRegion, story: Story, first: Rect, rest: Rect, on: _On, scale: Scale, face: Face
) -> MadeUp:
    del face  # where fonts were read anew, it is another one
    return region.make(story, first, rest, on, scale)
