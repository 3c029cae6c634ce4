"""A scene into a frame: one sheet of ink indices, painted item by item."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, _imaging

from kiosk.board import Board
from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.glyphs import Face, face
from kiosk.ink import labels
from kiosk.ink.art import inked
from kiosk.ink.photo import prepare
from kiosk.ink.prepared import Prepared
from kiosk.ink.words import Words
from kiosk.scene import Bits, Colour, Fill, Font, Item, LineArt, Picture, Scene, Text

# The names that an outline bears: 2.2 mm on the glass is enough for whoever stands before it.
LABEL_FACE = "NotoSans-Regular"
LABEL_MM = 2.2
LABEL_LEAST_PX = 11
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
        rows = ("raw", "L", 0, 1)
        # Any buffer will do, whatever Pillow's types say.
        self.image = Image.frombuffer("L", size, self._bytes.getbuffer(), *rows)  # type: ignore[arg-type]
        self.image.readonly = 0
        self.core: Any = _imaging.draw(self.image.im, 0)
        _WORDS.next_frame()

    def face(self, font: Font) -> Face:
        """The letters of a font, as they are drawn on this sheet."""
        known = self._faces.get(font)
        if known is None:
            known = self._faces[font] = face(font, smooth=self._smooth, folder=self._fonts)
        return known

    def frame(self) -> Frame:
        """What was drawn; nothing more can be, as these are the frame's own bytes now."""
        size = Size(*self.image.size)
        del self.image, self.core
        return Frame(size, self._palette, self._bytes.getvalue())


def paint(
    scene: Scene, board: Board, photos: Path, fonts: Path, prepared: Prepared | None = None
) -> Frame:
    """The scene in the board's inks; `photos` holds our copies by their keys, `fonts` the faces.

    `prepared`: where photographs in inks are kept, if they are.

    Raises PictureMissingError, ArtError and FontError.
    """
    size, paper = scene.size, bytes((board.palette.paper,))
    # Bytes that nobody else holds are not copied.
    sheet = Sheet(BytesIO(paper * (size.width * size.height)), size, board, fonts)
    for item in scene.items:
        if isinstance(item, Text):
            _write(sheet, item)
        else:
            _put(sheet, item, board, photos, prepared)
    return sheet.frame()


def outline(scene: Scene, board: Board, frame: Frame, fonts: Path) -> Frame:
    """The frame with each region's box drawn in, and in its corner the region's name and size.

    Raises FontError.
    """
    sheet = Sheet(BytesIO(frame.pixels), frame.size, board, fonts)
    for _, rect in scene.boxes:
        sheet.core.draw_rectangle(_corners(rect), sheet.index["accent"], 0)
    for tag, name in tags(scene, board, fonts):
        _fill(sheet, tag, "accent")
        _write(sheet, name)
    return sheet.frame()


def tags(scene: Scene, board: Board, fonts: Path) -> tuple[tuple[Rect, Text], ...]:
    """Each region's name and size, and the box that it stands in.

    Raises FontError.
    """
    font = Font(LABEL_FACE, max(LABEL_LEAST_PX, round(LABEL_MM * board.px_per_mm)))
    letters = face(font, smooth=board.smooth, folder=fonts)
    names = [f"{region} {rect.size}" for region, rect in scene.boxes]
    sizes = [Size(letters.width(n) + 4, letters.rise(n) + letters.drop(n) + 2) for n in names]
    boxes = [rect for _, rect in scene.boxes]
    places = labels.placed(scene.size, tuple(zip(boxes, sizes, strict=True)))
    return tuple(
        (box, Text("", name, box.x + 2, box.y + 1 + letters.rise(name), font, "paper"))
        for name, box in zip(names, places, strict=True)
    )


def _put(sheet: Sheet, item: Item, board: Board, photos: Path, prepared: Prepared | None) -> None:
    match item:
        case Fill(rect=rect, ink=ink):
            _fill(sheet, rect, ink)
        case Picture():
            image, rect = prepare(item, photos, board.palette, board.dither, prepared)
            sheet.image.paste(image, (rect.x, rect.y))
        case LineArt(rect=rect):
            sheet.image.paste(inked(item, board.palette), (rect.x, rect.y))
        case Bits():  # pragma: no branch - there is no sixth kind
            _modules(sheet, item)


def _fill(sheet: Sheet, rect: Rect, ink: Colour) -> None:
    sheet.image.paste(sheet.index[ink], (rect.x, rect.y, rect.right, rect.bottom))


def _write(sheet: Sheet, line: Text) -> None:
    """Glyphs as the table has them; on grey, where inks stand in equal steps, blended indices."""
    at = (line.x, line.baseline)
    _WORDS.write(sheet.core, sheet.face(line.font), line.text, at, sheet.index[line.ink])


def _modules(sheet: Sheet, bits: Bits) -> None:
    dark = bytes(255 * (module == "#") for row in bits.rows for module in row)
    small = Image.frombytes("L", (len(bits.rows[0]), len(bits.rows)), dark)
    mask = small.resize(bits.rect.size, Image.Resampling.NEAREST).convert("1")
    sheet.image.paste(sheet.index[bits.ink], (bits.x, bits.y), mask)


def _corners(rect: Rect) -> tuple[int, int, int, int]:
    return rect.x, rect.y, rect.right - 1, rect.bottom - 1
