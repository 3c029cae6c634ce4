"""A font of square blocks, in which a test can count every pixel, and pages typed in letters."""

from textwrap import dedent
from types import MappingProxyType

from kiosk.board import Board
from kiosk.drawn import Glyph
from kiosk.frame import Ink, Palette
from kiosk.geometry import Size
from kiosk.glyphs import DEEPEST, TALLEST, Face
from kiosk.layout.type import Type
from kiosk.scene import Bits, Fill, Font, Item, LineArt, Picture, Text

MONO = Palette(
    "mono",
    (
        Ink("#", "black", (0, 0, 0), (10, 7, 14)),
        Ink(".", "white", (255, 255, 255), (173, 178, 174)),
    ),
)
NO_KERNS: MappingProxyType[str, int] = MappingProxyType({})


class BlockFace(Face):
    """Every letter is a block, `size` px wide and high; only what opens a font file is replaced.

    Stacked capitals rise half as high again and descenders fall half as deep. `kerns` moves
    pairs, as {"AV": -1}. A letter of `without` is missing.
    """

    def __init__(
        self, size: int, kerns: MappingProxyType[str, int] = NO_KERNS, without: str = ""
    ) -> None:
        self.font = Font("block", size)
        self._given, self._without = kerns, without
        self._kept = {}
        self._glyphs = {}
        self._rises = {}
        self._drops = {}
        self._kerns = {}
        self._widths = {}
        self._reaches = {}

    def _draw(self, letter: str) -> Glyph:
        size = self.font.size
        if letter == " ":
            return Glyph(None, 0, 0, 0, size, 0, 0)
        rise = size + size // 2 * (letter in TALLEST)
        drop = size // 2 * (letter in DEEPEST)
        return Glyph("block", 0, -rise, size, size, rise, drop, missing=letter in self._without)

    def _measure_kern(self, left: str, right: str) -> int:
        return self._given.get(left + right, 0)


class BlockType(Type):
    """A role set in blocks, its sizes in pixels instead of points."""

    def sizes(self, board: Board) -> range:  # noqa: ARG002 - as in every type
        return range(int(self.least), int(self.most) + 1)

    def face(self, board: Board, size: int) -> Face:  # noqa: ARG002 - as in every type
        return block(size)

    def leading(self, size: int) -> int:
        return 2 * size


_BLOCKS: dict[int, BlockFace] = {}


def block(size: int) -> BlockFace:
    """The block face of a size, always the same one, as glyphs.face gives it."""
    return _BLOCKS.setdefault(size, BlockFace(size))


def blocks(least: int, most: int | None = None) -> BlockType:
    return BlockType("text", least, least if most is None else most)


def plain_board(width: int, height: int, distance_m: float = 0.6) -> Board:
    """A board on which, from 0.6 m, a layout's millimetre is a pixel."""
    return Board("plain", Size(width, height), width, height, distance_m, MONO)


def art(picture: str) -> str:
    """A picture as it stands in a test, without its margin."""
    return dedent(picture).strip()


def typed(size: Size, *items: Item) -> str:
    """What items come to on a sheet: letters on their baselines, "#" fills, "@" photographs."""
    sheet = [["."] * size.width for _ in range(size.height)]
    for item in items:
        for x, y, sign in _marks(item):
            assert 0 <= x < size.width, item
            assert 0 <= y < size.height, item
            sheet[y][x] = sign
    return "\n".join("".join(row) for row in sheet)


def _marks(item: Item) -> list[tuple[int, int, str]]:
    match item:
        case Text():
            step = item.font.size
            signs = enumerate(item.text)
            return [(item.x + n * step, item.baseline - 1, c) for n, c in signs if c != " "]
        case Fill() | Picture() | LineArt():
            sign = "#" if isinstance(item, Fill) else "@"
            rect = item.rect
            return [
                (x, y, sign) for y in range(rect.y, rect.bottom) for x in range(rect.x, rect.right)
            ]
        case Bits():
            return [
                (item.x + x, item.y + y, sign)
                for y, row in enumerate(item.rows)
                for x, sign in enumerate(row)
                if sign == "#"
            ]
