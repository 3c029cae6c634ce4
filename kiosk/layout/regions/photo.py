"""Region `photo`: the story's first photograph with its caption."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from msgspec import Struct

from kiosk import quantities as q
from kiosk.geometry import Rect
from kiosk.layout.copy import Template, read_template
from kiosk.layout.floats import LADDER_EM
from kiosk.layout.framing import framed, shape, shapes
from kiosk.layout.regions.base import Drawing, Option, Said, Sheet, said_of
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type, read_type
from kiosk.model import Photo
from kiosk.scene import Fit, Loss

_CAPTION_GAP_MM = 1.0
_BESIDE_GAP_MM = 3.0
# A picture that leaves so much of its area's width has its caption beside it.
_BESIDE = 0.35


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


class PhotoRegion(Struct, frozen=True, kw_only=True):
    """A photograph at the top of its area, its caption right under it."""

    # Whatever its options say, what it shows is the story's.
    of_story: ClassVar[bool] = True

    name: str
    fit: Annotated[
        Fit, Option(q.choice("cover", "whole"), says="fill the box and crop, or show all of it")
    ] = "cover"
    ratio: Annotated[
        float, Option(read_ratio, says="the box's shape; a higher photograph may fill a higher box")
    ] = 0.0
    least_height: Annotated[
        float, Option(q.length, says="with less height than this another variant is tried")
    ] = 0.0
    widest: Annotated[
        float,
        Option(read_ratio, says="before its box becomes wider than this another variant is tried"),
    ] = 0.0
    caption: Annotated[Template, Option(read_template, says="the words under it")] = Template("")
    font: Annotated[Type, Option(read_type, says="type of the caption")] = Type("small", 11.5, 11.5)
    lines: Annotated[int, Option(q.whole(1, 9), says="the most lines of the caption")] = 2

    def contradictions(self) -> Iterator[Said]:
        if 0 < self.widest < self.ratio:
            says = f"is narrower than “ratio”: {self.widest:.3g} and {self.ratio:.3g} to 1"
            yield "widest", f"{says}; let it be as wide or wider, or take it out."

    def least(self, width: int, sheet: Sheet) -> int:
        photo = _photo(sheet)
        if photo is None:
            return 0
        # A picture that is flatter itself, and may not be cropped, needs no more than its own.
        own = max(self.widest, self._wished(photo))
        lowest = round(width / own) if self.widest else 0
        return max(sheet.board.px(self.least_height), lowest) + self._under(width, sheet)

    def height(self, width: int, sheet: Sheet) -> int:
        photo = _photo(sheet)
        if photo is None:
            return 0
        picture = round(width / self._wished(photo))
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
        beside = self._beside(photo, rect, sheet)
        if beside:
            return beside
        height = min(room, round(rect.width / self._wished(photo)))
        picture = framed(self.name, rect._replace(height=height), photo, self.fit)
        block = self._block(rect.width, sheet, self.lines)
        texts = block.texts(self.name, rect.x, picture.rect.bottom + self._gap(sheet), rect.width)
        return Drawing((picture, *texts), self._said(block, sheet))

    def _beside(self, photo: Photo, rect: Rect, sheet: Sheet) -> Drawing | None:
        """A narrow picture as high as its area, its caption at its foot; None if it is wide."""
        picture = framed(self.name, rect, photo, self.fit)
        gap = sheet.board.px(_BESIDE_GAP_MM)
        x = picture.rect.right + gap
        # As many lines as it takes: there is room for them.
        block = self._block(max(1, rect.right - x), sheet, lines=0)
        ladder = rect.right - x < block.face.font.size * LADDER_EM
        narrow = rect.right - x >= rect.width * _BESIDE and not ladder
        if not narrow or block.cut or not 0 < block.height <= picture.rect.height:
            return None
        texts = block.texts(
            self.name, x, picture.rect.bottom - block.height + block.depth, rect.right - x
        )
        return Drawing((picture, *texts), self._said(block, sheet))

    def _said(self, block: Block, sheet: Sheet) -> tuple[Loss, ...]:
        return said_of(block, sheet.file, self.name, "the caption")

    def _wished(self, photo: Photo) -> float:
        """The shape of the box: as high as the photograph itself or as `ratio`, if it may."""
        own = shape(photo)
        return shapes(photo).nearest(min(self.ratio, own) if self.ratio else own)

    def _under(self, width: int, sheet: Sheet) -> int:
        block = self._block(width, sheet, self.lines)
        return block.height + self._gap(sheet) if block.lines else 0

    def _gap(self, sheet: Sheet) -> int:
        return sheet.board.px(_CAPTION_GAP_MM)

    def _block(self, width: int, sheet: Sheet, lines: int) -> Block:
        size = self.font.sizes(sheet.board)[0]
        face = self.font.face(sheet.board, size)
        words = sheet.fill(self.caption)
        return set_block(words, face, self.font.leading(size), width, lines=lines)


def _photo(sheet: Sheet) -> Photo | None:
    return sheet.story.picture if sheet.story else None
