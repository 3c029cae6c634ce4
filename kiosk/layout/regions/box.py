"""Region `box`: words in a frame, apart from the rest of the page."""

from typing import Annotated

from msgspec import Struct

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.copy import Template, read_template, read_words
from kiosk.layout.regions.base import Drawing, Option, Sheet, said_of
from kiosk.layout.regions.text import TextRegion
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type, read_type
from kiosk.scene import Colour, Fill, Item, Loss

_HEADING_GAP_EM = 0.35


class BoxRegion(Struct, frozen=True, kw_only=True):
    """A heading and a text in a frame that is no higher than they are."""

    name: str
    text: Annotated[Template, Option(read_template, says="what it says, with placeholders")]
    font: Annotated[
        Type,
        Option(
            read_type,
            says="type of the text; of a range the fewest lines first, then the largest size",
        ),
    ]
    heading: Annotated[str, Option(read_words, says="a heading over it")] = ""
    heading_font: Annotated[Type, Option(read_type, says="type of the heading")] = Type(
        "strong", 14, 14
    )
    lines: Annotated[
        int, Option(q.whole(1, 99), says="the most lines of the text; what is left is cut with “…”")
    ] = 0
    least_lines: Annotated[
        int, Option(q.whole(1, 99), says="with fewer lines than this another variant is tried")
    ] = 0
    align: Annotated[str, Option(q.choice("left", "center", "right"), says="where lines stand")] = (
        "left"
    )
    pad: Annotated[float, Option(q.length, says="white between the frame and the words")] = 2.5
    thickness: Annotated[float, Option(q.length, says="of the frame; at least one pixel")] = 0.3
    ink: Annotated[
        Colour, Option(q.choice("ink", "accent"), says="colour of the frame and of the heading")
    ] = "ink"

    def least(self, width: int, sheet: Sheet) -> int:
        inner = self._text.least(self._inner(width, sheet), sheet)
        return inner + self._over(width, sheet) if inner else 0

    def height(self, width: int, sheet: Sheet) -> int:
        inner = self._text.height(self._inner(width, sheet), sheet)
        return inner + self._over(width, sheet) if inner else 0

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        high = self.height(rect.width, sheet)
        if not high:
            return Drawing()
        frame = rect._replace(height=min(rect.height, high))
        edge = self._edge(sheet)
        heading = self._heading(rect.width, sheet)
        above = self._head(rect.width, sheet)
        x, y, width = frame.x + edge, frame.y + edge + above, self._inner(rect.width, sheet)
        inner = Rect(x, y, width, frame.height - 2 * edge - above)
        text = self._text.draw(inner, sheet)
        if not any(not isinstance(item, Fill) for item in text.items):
            said = Loss("left out", sheet.file, self.name, "no room for a line of it")
            return Drawing((), (said,))
        losses = (*said_of(heading, sheet.file, self.name, "the heading"), *text.losses)
        title = heading.texts(self.name, x, frame.y + edge, width, self.align, self.ink)
        return Drawing((*self._framed(frame, sheet), *title, *text.items), losses)

    @property
    def _text(self) -> TextRegion:
        return TextRegion(
            name=self.name,
            text=self.text,
            font=self.font,
            lines=self.lines,
            least_lines=self.least_lines,
            align=self.align,
        )

    def _edge(self, sheet: Sheet) -> int:
        """From the area's edge to the words."""
        return self._thick(sheet) + sheet.board.px(self.pad)

    def _thick(self, sheet: Sheet) -> int:
        return max(1, sheet.board.px(self.thickness))

    def _inner(self, width: int, sheet: Sheet) -> int:
        return max(1, width - 2 * self._edge(sheet))

    def _over(self, width: int, sheet: Sheet) -> int:
        """All of the height that is not the text's."""
        return 2 * self._edge(sheet) + self._head(width, sheet)

    def _head(self, width: int, sheet: Sheet) -> int:
        block = self._heading(width, sheet)
        gap = max(1, round(block.face.font.size * _HEADING_GAP_EM))
        return block.height + gap if block.lines else 0

    def _heading(self, width: int, sheet: Sheet) -> Block:
        size = self.heading_font.sizes(sheet.board)[0]
        face = self.heading_font.face(sheet.board, size)
        leading = self.heading_font.leading(size)
        return set_block(self.heading, face, leading, self._inner(width, sheet), balance=True)

    def _framed(self, rect: Rect, sheet: Sheet) -> tuple[Item, ...]:
        thick = min(self._thick(sheet), rect.width, rect.height)
        across = rect._replace(height=thick)
        down = rect._replace(width=thick)
        lines = (
            across,
            across._replace(y=rect.bottom - thick),
            down,
            down._replace(x=rect.right - thick),
        )
        return tuple(Fill(self.name, line, self.ink) for line in lines)
