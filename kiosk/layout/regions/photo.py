"""Region `photo`: the story's first photograph with its caption."""

from dataclasses import dataclass
from typing import Any

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.copy import Template, read_template
from kiosk.layout.regions.base import Drawing, Sheet, option, said_of
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type, read_type
from kiosk.model import Photo
from kiosk.scene import Fit, Item, Loss, Picture

_CAPTION_GAP_MM = 1.0


def read_ratio(value: Any) -> float:
    """Width over height, written "3:2"."""
    parts = value.split(":") if isinstance(value, str) else []
    try:
        wide, high = (float(part) for part in parts)
        ratio = wide / high
    except (ValueError, ZeroDivisionError):
        ratio = 0.0
    if not 0.2 <= ratio <= 5:  # noqa: PLR2004 - beyond lies a strip
        raise ValueError(f'must be a shape from 1:5 to 5:1, as "3:2", not {q.shown(value)}')
    return ratio


@dataclass(frozen=True)
class PhotoRegion:
    """A photograph at the top of its area, its caption right under it."""

    name: str
    fit: Fit = option(
        q.choice("cover", "whole"), "cover", says="fill the box and crop, or show all of it"
    )
    ratio: float = option(
        read_ratio, 0.0, says="the box's shape; a higher photograph may fill a higher box"
    )
    least_height: float = option(
        q.length, 0.0, says="with less height than this another variant is tried"
    )
    widest: float = option(
        read_ratio, 0.0, says="before its box becomes wider than this another variant is tried"
    )
    caption: Template = option(read_template, Template(""), says="the words under it")
    font: Type = option(read_type, Type("small", 11.5, 11.5), says="type of the caption")
    lines: int = option(q.whole(1, 9), 2, says="the most lines of the caption")

    def least(self, width: int, sheet: Sheet) -> int:
        if _photo(sheet) is None:
            return 0
        lowest = round(width / self.widest) if self.widest else 0
        return max(sheet.board.px(self.least_height), lowest) + self._under(width, sheet)

    def height(self, width: int, sheet: Sheet) -> int:
        photo = _photo(sheet)
        if photo is None:
            return 0
        picture = round(width / self._narrowest(photo))
        return max(picture + self._under(width, sheet), self.least(width, sheet))

    def sink(self, width: int, sheet: Sheet) -> int:
        del width, sheet
        return 0

    def draw(self, rect: Rect, sheet: Sheet) -> Drawing:
        photo = _photo(sheet)
        if photo is None:
            return Drawing()
        room = rect.height - self._under(rect.width, sheet)
        if room <= 0:
            return Drawing((), (Loss("left out", sheet.file, self.name, "no room for it"),))
        height = min(room, round(rect.width / self._narrowest(photo)))
        box = Rect(rect.x, rect.y, rect.width, height)
        items: list[Item] = [Picture(self.name, box, photo, self.fit)]
        block = self._block(rect.width, sheet)
        items += block.texts(self.name, rect.x, box.bottom + self._gap(sheet), rect.width)
        return Drawing(tuple(items), said_of(block, sheet.file, self.name, "the caption"))

    def _narrowest(self, photo: Photo) -> float:
        """The highest box that a photograph gets: as high as it is itself, or as `ratio`."""
        return min(self.ratio, _shape(photo)) if self.ratio else _shape(photo)

    def _under(self, width: int, sheet: Sheet) -> int:
        block = self._block(width, sheet)
        return block.height + self._gap(sheet) if block.lines else 0

    def _gap(self, sheet: Sheet) -> int:
        return sheet.board.px(_CAPTION_GAP_MM)

    def _block(self, width: int, sheet: Sheet) -> Block:
        size = self.font.sizes(sheet.board)[0]
        face = self.font.face(sheet.board, size)
        words = sheet.fill(self.caption)
        return set_block(words, face, self.font.leading(size), width, lines=self.lines)


def _photo(sheet: Sheet) -> Photo | None:
    return sheet.story.picture if sheet.story else None


def _shape(photo: Photo) -> float:
    return photo.size.width / photo.size.height if photo.size else 1.5
