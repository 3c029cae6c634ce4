"""The picture of `kiosk panel test`: inks, tones, single pixels, least letters, broken halves."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from kiosk.board import Board
from kiosk.frame import Frame
from kiosk.geometry import Rect, share
from kiosk.glyphs import Face, face
from kiosk.ink.dither import dither
from kiosk.ink.paint import paint
from kiosk.layout.legibility import LEAST_PX
from kiosk.scene import Bits, Colour, Fill, Font, Item, Scene, Text

T = TypeVar("T")

# Each with what a small panel has room for.
TITLES = ("HÌNH THỬ – GÓC TRÊN BÊN TRÁI", "GÓC TRÊN BÊN TRÁI", "TRÊN, TRÁI")
PLATES = (("NỀN TRẮNG CHỮ ĐEN", "NỀN ĐEN CHỮ TRẮNG"), ("CHỮ ĐEN", "CHỮ TRẮNG"), ("ĐEN", "TRẮNG"))
LETTERS = ("Ưu tiên Ẳ Ẵ Ễ Ộ Ữ Ỹ", "thềm đá, hẻm 262/15A", "ngõ Quỳnh, ấp Rạch Ông Kèo")
NAMES = {
    "black": "đen",
    "white": "trắng",
    "yellow": "vàng",
    "red": "đỏ",
    "blue": "xanh dương",
    "green": "xanh lá",
    "orange": "cam",
}
_PLAIN, _BOLD = "NotoSans-Regular", "NotoSans-Bold"
# The rows below the header by their shares: inks, tones, single pixels beside letters, slants.
_ROWS = (4, 4, 8, 2)
# Lines that go two pixels across for each one down show where two halves do not meet.
_SLANT, _SLANT_EVERY = 2, 24
_HUES = ((255, 0, 0), (255, 255, 0), (0, 255, 0), (0, 255, 255), (0, 0, 255), (255, 0, 255))
_WORDS_MM = 3.0


def pattern(board: Board, fonts: Path) -> Frame:
    """The test picture of a board, as its readers see it.

    Raises FontError.
    """
    return Sheet(board, fonts).drawn()


class Sheet(Struct, frozen=True):
    board: Board
    fonts: Path

    def drawn(self) -> Frame:
        board = self.board
        gap = max(4, min(board.size) // 60)
        inside = Rect(0, 0, *board.size).inset(gap)
        words = self.face(_BOLD)
        line = words.above + words.below + gap
        top = inside.y + 2 * line
        heights = share(inside.bottom - top - 3 * gap - line, _ROWS)
        heights[0] += line
        tops = [top, *accumulate((height + gap for height in heights), initial=top)][1:]
        inks, tones, details, slants = (
            Rect(inside.x, y, inside.width, height)
            for y, height in zip(tops, heights, strict=False)
        )
        inks = inks._replace(height=inks.height - 2 * line)
        single, letters = details.columns(2, gap)
        items = (
            *_edges(Rect(0, 0, *board.size)),
            *self.header(inside, line),
            *self.names(inks),
            *_single_pixels(single),
            *self.letters(letters),
            _slanted(slants),
        )
        frame = paint(Scene(board.size, items), board, Path(), self.fonts)
        return _with(frame, ((inks, self.stripes(inks)), (tones, self.ramps(tones))))

    def face(self, name: str, size: int = 0) -> Face:
        return face(self.font(name, size), smooth=self.board.smooth, folder=self.fonts)

    def font(self, name: str, size: int = 0) -> Font:
        least = LEAST_PX["NotoSans"][self.board.palette.kind]
        return Font(name, size or max(least, round(_WORDS_MM * self.board.px_per_mm)))

    def header(self, inside: Rect, line: int) -> Iterator[Item]:
        """Which corner this is, which panel, and two plates that a swapped polarity swaps."""
        bold, plain = self.face(_BOLD), self.face(_PLAIN)
        title = _fitting(TITLES, bold.width, inside.width)
        yield Text("", title, inside.x, inside.y + bold.above, self.font(_BOLD))
        about = f"{self.board.panel} · {self.board.size} · {len(self.board.palette.inks)} mực"
        if bold.width(title) + plain.width(about) + line < inside.width:
            x = inside.right - plain.width(about)
            yield Text("", about, x, inside.y + plain.above, self.font(_PLAIN))
        x, second = inside.x, inside.y + line
        room = inside.width - 2 * line
        pair = _fitting(PLATES, lambda both: sum(map(bold.width, both)), room)
        inks: tuple[tuple[Colour, Colour], ...] = (("paper", "ink"), ("ink", "paper"))
        for says, (ground, ink) in zip(pair, inks, strict=True):
            box = Rect(x, second, bold.width(says) + line // 2, line - 4)
            yield Fill("", box, "ink")
            yield Fill("", box.inset(1), ground)
            yield Text("", says, x + line // 4, second + bold.above, self.font(_BOLD), ink)
            x = box.right + line // 2

    def stripes(self, area: Rect) -> bytes:
        """A stripe of every ink, in their order."""
        count = len(self.board.palette.inks)
        return bytes(x * count // area.width for x in range(area.width)) * area.height

    def names(self, area: Rect) -> Iterator[Text]:
        """The inks' names; one that is wider than its stripe has a line for each word."""
        inks, letters = self.board.palette.inks, self.face(_PLAIN)
        for at, ink in enumerate(inks):
            x, end = (area.x + edge * area.width // len(inks) for edge in (at, at + 1))
            says = NAMES.get(ink.name, str(at))
            y = area.bottom + letters.above
            for line in [says] if letters.width(says + " ") <= end - x else says.split():
                yield Text("", line, x, y, self.font(_PLAIN))
                y += letters.above + letters.below

    def ramps(self, area: Rect) -> bytes:
        """From black to white; on a colour panel its hues below, each from black to white."""
        ramp = Image.linear_gradient("L").rotate(90).resize((area.width, area.height))
        if self.board.palette.kind != "colour":
            return dither(ramp, self.board.palette).tobytes()
        sheet = ramp.convert("RGB")
        hues = Image.new("RGB", (len(_HUES), 1))
        hues.putdata(_HUES)
        half = area.height // 2
        wide = hues.resize((area.width, area.height - half), Image.Resampling.BILINEAR)
        down = Image.linear_gradient("L").resize(wide.size)
        sheet.paste(Image.composite(Image.new("RGB", wide.size, "white"), wide, down), (0, half))
        return dither(sheet, self.board.palette).tobytes()

    def letters(self, area: Rect) -> Iterator[Text]:
        """Vietnamese at the least size that the ink can show, and then larger."""
        size = LEAST_PX["NotoSans"][self.board.palette.kind]
        y = area.y
        for step in range(len(LETTERS) * 4):
            letters = self.face(_PLAIN, size)
            if y + letters.above + letters.below > area.bottom:
                return
            says = f"{size} px: {LETTERS[step % len(LETTERS)]}"
            while letters.width(says) > area.width:
                says = says.rpartition(" ")[0]
            yield Text("", says, area.x, y + letters.above, self.font(_PLAIN, size))
            y += letters.above + letters.below
            size += size // 6


def _fitting(choices: Sequence[T], width: Callable[[T], int], room: int) -> T:
    """The first that has room, or the last."""
    return next((one for one in choices if width(one) <= room), choices[-1])


def _edges(glass: Rect) -> Iterator[Fill]:
    """A line around the outermost pixels: an edge that lacks it is cut off or shifted."""
    yield Fill("", glass._replace(height=1))
    yield Fill("", glass._replace(width=1))
    yield Fill("", Rect(0, glass.bottom - 1, glass.width, 1))
    yield Fill("", Rect(glass.right - 1, 0, 1, glass.height))


def _single_pixels(area: Rect) -> Iterator[Bits]:
    """Lines and points of one pixel: lines across, lines down, a chequerboard, a grid."""
    patterns = (("#", "."), ("#.",), ("#.", ".#"), ("#...", "....", "....", "...."))
    across = area.columns(2, 4)
    height = (area.height - 4) // 2
    boxes = [
        box._replace(y=area.y + row * (height + 4), height=height)
        for row in range(2)
        for box in across
    ]
    for box, rows in zip(boxes, patterns, strict=True):
        wide = [(row * box.width)[: box.width] for row in rows]
        yield Bits("", box.x, box.y, 1, tuple(wide[y % len(wide)] for y in range(box.height)))


def _slanted(area: Rect) -> Bits:
    """Slanted lines over the whole width."""
    unit = "#" * _SLANT + "." * (_SLANT_EVERY - _SLANT)
    row = unit * (area.width // _SLANT_EVERY + 2)
    rows = []
    for y in range(area.height):
        start = -y * _SLANT % _SLANT_EVERY
        rows.append(row[start : start + area.width])
    return Bits("", area.x, area.y, 1, tuple(rows))


def _with(frame: Frame, parts: tuple[tuple[Rect, bytes], ...]) -> Frame:
    """The frame with some boxes filled with pixels."""
    pixels, width = bytearray(frame.pixels), frame.size.width
    for box, data in parts:
        for row in range(box.height):
            start = (box.y + row) * width + box.x
            pixels[start : start + box.width] = data[row * box.width : (row + 1) * box.width]
    return replace(frame, pixels=bytes(pixels))
