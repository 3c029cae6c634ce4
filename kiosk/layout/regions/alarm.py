"""One urgent notice in frames: a band, what it says, until when it holds."""

from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.glyphs import Face
from kiosk.layout.band import Band
from kiosk.layout.flow import Poured, Rooms, Slot
from kiosk.layout.matter import Matter, Paragraph, Rule
from kiosk.layout.pieces import too_wide
from kiosk.layout.regions.base import Sheet
from kiosk.layout.regions.notices import URGENT, holds, told
from kiosk.layout.regions.running import CONTINUED, evened, said_again
from kiosk.layout.saying import lines_of
from kiosk.layout.scale import LEAST, Scale
from kiosk.layout.setting import Block
from kiosk.layout.surround import Surround, stacked
from kiosk.layout.type import Type
from kiosk.layout.vietnamese import settable
from kiosk.model import Notice
from kiosk.scene import Colour

_RULE_MM = 0.2
# So many sizes lie between the least and the largest.
_STEPS = 128
# What takes more frames than a few is set in the least sizes.
_FEW = 8
# A title of a few lines may be so much smaller for the sake of a line less.
_FEWER_LINES = (0.9, 0.8)
# Ink over and under what stands beside the word in a band.
_BESIDE_PAD_MM = 1.0
_FEW_LINES = 6
_FIRST_EM = 0.6
# Letters of another size may be so much narrower than by proportion.
_NARROWER = 0.95
_UNDER_BAND_EM = 0.25
# Of a frame no more than these parts go to the band, to the foot, to a title over more.
_BAND, _FOOT, _TITLE = 2, 4, 2
_ENDLESS = 1 << 24


class Style(Struct, frozen=True):
    """The types of an urgent notice, the white between its parts in mm, the band's colour."""

    font: Type
    title: Type
    word: Type
    word_again: Type
    strong: Type
    small: Type
    gap: float
    ink: Colour

    def band(self, scale: Scale, board: Board, *, again: bool = False) -> Band:
        kind = self.word_again if again else self.word
        return Band(scale.block(URGENT, kind, _ENDLESS, board), self.ink)


class _Parts(Struct, frozen=True):
    """A notice at one scale: what it says, and what surrounds that on each of its frames."""

    around: Surround
    title: Block
    face: Face
    said: tuple[Matter, ...]

    @property
    def matters(self) -> tuple[Matter, ...]:
        title = (Paragraph(self.title, keep=True, solid=True),) if self.title.lines else ()
        return (*title, *self.said)

    def poured(self, rooms: Rooms) -> Poured:
        return self.around.poured(self.matters, rooms)

    def evened(self, rooms: Rooms) -> Poured:
        return self.around.poured(self.matters, rooms, evened)


class Alarm(Struct, frozen=True):
    """An urgent notice that is to stand in frames of a width, whose heights `rooms` tells."""

    style: Style
    notice: Notice
    width: int
    rooms: Rooms
    sheet: Sheet

    @property
    def tall(self) -> int:
        """The height of a frame that holds all of it at the least."""
        parts = self._parts(LEAST)
        said = stacked(*parts.matters)
        return parts.around.taken(0) + (said[-1].bottom if said else 0)

    def largest(self) -> Poured:
        """The fewest frames, as full as each other; then the largest sizes that part no word."""
        least = self._parts(LEAST)
        chosen, best = least, least.poured(self.rooms)
        if best.lost:
            return self._parts(LEAST, bare=True).poured(self.rooms)
        low, high = 0, _STEPS + 1 if len(best.slots) <= _FEW else 1
        while high - low > 1:
            step = (low + high) // 2
            larger = self._larger(Scale(step / _STEPS), least, len(best.slots))
            low, high, chosen = (step, high, larger) if larger else (low, step, chosen)
        return chosen.evened(self.rooms)

    def _larger(self, scale: Scale, least: _Parts, frames: int) -> _Parts | None:
        """All of it at a scale, if it takes no more than `frames` and parts no word."""
        if self._area(scale, least) > self.width * self._height(scale, least, frames):
            return None
        parts = self._parts(scale)
        room = self.rooms(0) - parts.around.taken(0)
        too_high = parts.title.height * (_TITLE if frames > 1 else 1) > room
        if too_high or bool(parts.around.top) < bool(least.around.top):
            return None
        for face, before, texts in (
            (parts.title.face, least.title.face, (self.notice.title,)),
            (parts.face, least.face, self.notice.body),
        ):
            wide = too_wide(lines_of(*texts), face, self.width)
            if any(before.width(word) <= self.width for word in wide):
                return None
        poured = parts.poured(self.rooms)
        return None if poured.lost or len(poured.slots) > frames else parts

    def _area(self, scale: Scale, least: _Parts) -> float:
        """What all words take at a scale at the very least, by their widths in the least sizes."""
        area = 0.0
        for kind, face, texts, smaller in (
            (self.style.title, least.title.face, (self.notice.title,), min(_FEWER_LINES)),
            (self.style.font, least.face, self.notice.body, 1.0),
        ):
            size = scale.size(kind, self.sheet.board) * smaller
            width = sum(map(face.width, lines_of(*texts))) * size / face.font.size
            area += width * _NARROWER * kind.leading(int(size))
        return area

    def _height(self, scale: Scale, least: _Parts, frames: int) -> int:
        """What so many frames have for lines at the very most; the last ones need no leading."""
        kinds = self.style.title, self.style.font
        over = max(kind.leading(scale.size(kind, self.sheet.board)) for kind in kinds)
        first, rest = (max(0, self.rooms(at) - least.around.taken(at)) for at in (0, 1))
        return first + (frames - 1) * rest + frames * over

    def _parts(self, scale: Scale, *, bare: bool = False) -> _Parts:
        """All of it at a scale; `bare`: with nothing over or under it that is said again."""
        font, board, title = self.style.font, self.sheet.board, settable(self.notice.title)
        top, again, foot = ((), (), ()) if bare else self._surround(title, scale)
        heading = self._title(title if top else f"{URGENT}: {title}".rstrip(": "), scale)
        gap = board.px(self.style.gap)
        under = max(gap, round(heading.face.font.size * _UNDER_BAND_EM))
        hang = self.sheet.hang
        body = told(self.notice.body, font, self.width, board, scale, _FIRST_EM, hang=hang)
        return _Parts(
            Surround(top, again, foot, under, gap),
            heading,
            font.face(board, scale.size(font, board)),
            (*body, *(() if foot else self._until(gap))),
        )

    def _surround(self, title: str, scale: Scale) -> tuple[Slot, Slot, Slot]:
        """The band, what stands over what continues, the foot; () if it takes too much."""
        band = self.style.band(scale, self.sheet.board)
        top = stacked(band) if self._stands(band) else ()
        return top, self._again(title), self._foot()

    def _until(self, space: int) -> tuple[Matter, ...]:
        kinds = self.style.strong, self.style.small
        return tuple(holds(self.notice, *kinds, self.width, self.sheet, space))

    def _foot(self) -> Slot:
        board = self.sheet.board
        rule = Rule(max(1, board.px(_RULE_MM)))
        foot = stacked(rule, *self._until(board.px(self.style.gap) // 2))
        return foot if foot[-1].bottom * _FOOT <= self._room else ()

    def _again(self, title: str) -> Slot:
        """What stands over what continues: the band with the title in it, or the title alone."""
        band = self.style.band(LEAST, self.sheet.board, again=True)
        if not self._stands(band):
            strong, board = self.style.strong, self.sheet.board
            return stacked(*said_again(title, strong, self.width, self._room, board))
        said = (f"{title} {CONTINUED}".strip(), CONTINUED)
        tried = (self._beside(band, words) for words in said)
        return stacked(replace(band, beside=next(filter(None, tried), None)))

    def _stands(self, band: Band) -> bool:
        """Whether a band has room here, and leaves enough of it."""
        return band.width <= self.width and band.height * _BAND <= self._room

    def _beside(self, band: Band, words: str) -> Block | None:
        """Words set beside the word of a band, if they have room there."""
        board, kind = self.sheet.board, self.style.strong
        width = max(1, band.room_beside(self.width))
        block = LEAST.block(words, kind, width, board)
        whole = not any(too_wide([words], block.face, width))
        padded = block.height + 2 * board.px(_BESIDE_PAD_MM)
        return block if whole and padded <= band.height else None

    @property
    def _room(self) -> int:
        return min(self.rooms(0), self.rooms(1))

    def _title(self, words: str, scale: Scale) -> Block:
        """The title: with fewer lines, if that makes it but little smaller."""
        made = partial(
            Scale.block, words=words, kind=self.style.title, width=self.width,
            board=self.sheet.board, balance=True,
        )  # fmt: skip
        title = made(scale)
        for share in _FEWER_LINES if 1 < len(title.lines) <= _FEW_LINES else ():
            smaller = made(Scale(scale.at * share))
            if len(smaller.lines) < len(title.lines):
                title = smaller
        return title
