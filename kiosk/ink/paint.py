"""A scene into a frame: one sheet of ink indices, painted item by item."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import _imaging

from kiosk.board import Board
from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.glyphs import Face, face
from kiosk.ink.words import Words
from kiosk.scene import Bits, Colour, Fill, Font, LineArt, Picture, Scene, Text

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.ink.prepared import Prepared

_WORDS = Words()


class Sheet:
    """Ink indices that can be drawn on: the very bytes that a frame is made of in the end.

    A copy of them, of some megabytes, would cost more than the drawing.
    """

    def __init__(self, pixels: BytesIO, size: Size, board: Board, fonts: Path) -> None:
        palette = board.palette
        self._bytes, self._palette = pixels, palette
        self._smooth, self._fonts = board.smooth, fonts
        self._faces: dict[Font, Face] = {}
        self.index = {"ink": palette.ink, "paper": palette.paper, "accent": palette.accent}
        # As Image.frombuffer and ImageDraw do it; a page of text alone needs nothing else of them.
        self.image: Any = _imaging.map_buffer(pixels.getbuffer(), size, "raw", 0, ("L", 0, 1))
        self.pen: Any = _imaging.draw(self.image, 0)
        _WORDS.next_frame()

    def face(self, font: Font) -> Face:
        """The letters of a font, as they are drawn on this sheet."""
        known = self._faces.get(font)
        if known is None:
            known = self._faces[font] = face(font, smooth=self._smooth, folder=self._fonts)
        return known

    def fill(self, rect: Rect, ink: Colour) -> None:
        """Fill a rectangle."""
        if rect.width > 0 and rect.height > 0:
            self.pen.draw_rectangle(corners(rect), self.index[ink], 1)

    def write(self, line: Text) -> None:
        """Glyphs as the table has them; on grey, where inks stand in equal steps, blended."""
        at = (line.x, line.baseline)
        _WORDS.write(self.pen, self.face(line.font), line.text, at, self.index[line.ink])

    def lay(self, image: "Image.Image", rect: Rect) -> None:
        """Put a picture (L) of indices into a rectangle of its size."""
        self.image.paste(image.im, (rect.x, rect.y, rect.right, rect.bottom))

    def frame(self) -> Frame:
        """What was drawn; nothing more can be, as these are the frame's own bytes now."""
        size = Size(*self.image.size)
        del self.image, self.pen
        return Frame(size, self._palette, self._bytes.getvalue())


def paint(
    scene: Scene, board: Board, photos: Path, fonts: Path, prepared: "Prepared | None" = None
) -> Frame:
    """The scene in the board's inks; `photos` holds our copies by their keys, `fonts` the faces.

    `prepared`: where photographs in inks are kept, if they are.

    Raises PictureMissingError, ArtError and FontError.
    """
    # Before there is a sheet, so that what making them takes is given back first.
    pictures = iter(_pictures(scene, board, photos, prepared))
    size, paper = scene.size, bytes((board.palette.paper,))
    # Bytes that nobody else holds are not copied.
    sheet = Sheet(BytesIO(paper * (size.width * size.height)), size, board, fonts)
    for item in scene.items:
        if isinstance(item, Text):
            sheet.write(item)
        elif isinstance(item, Picture):
            sheet.lay(*next(pictures))
        else:
            _put(sheet, item, board)
    return sheet.frame()


def _pictures(
    scene: Scene, board: Board, photos: Path, prepared: "Prepared | None"
) -> "list[tuple[Image.Image, Rect]]":
    """The photographs of a scene in inks, in their order."""
    asked = [item for item in scene.items if isinstance(item, Picture)]
    if not asked:
        return []
    from kiosk.ink.photo import prepare  # noqa: PLC0415 - a page of text needs none of it

    return [prepare(item, photos, board.palette, board.dither, prepared) for item in asked]


def _put(sheet: Sheet, item: Fill | LineArt | Bits, board: Board) -> None:
    match item:
        case Fill(rect=rect, ink=ink):
            sheet.fill(rect, ink)
        case LineArt(rect=rect):
            from kiosk.ink.art import inked  # noqa: PLC0415 - a page of text needs none of it

            sheet.lay(inked(item, board.palette), rect)
        case Bits():  # pragma: no branch - there is no fourth kind of these
            _modules(sheet, item)


def _modules(sheet: Sheet, bits: Bits) -> None:
    from PIL import Image  # noqa: PLC0415 - as above

    dark = bytes(255 * (module == "#") for row in bits.rows for module in row)
    small = Image.frombytes("L", (len(bits.rows[0]), len(bits.rows)), dark)
    mask = small.resize(bits.rect.size, Image.Resampling.NEAREST).convert("1")
    rect = bits.rect
    box = (rect.x, rect.y, rect.right, rect.bottom)
    sheet.image.paste(sheet.index[bits.ink], box, mask.im)


def corners(rect: Rect) -> tuple[int, int, int, int]:
    """Its first and its last pixel, as Pillow names a rectangle."""
    return rect.x, rect.y, rect.right - 1, rect.bottom - 1
