"""A frame with the boxes of its regions drawn in, for whoever makes a page."""

from io import BytesIO
from pathlib import Path

from kiosk.board import Board
from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.glyphs import face
from kiosk.ink import labels
from kiosk.ink.paint import Sheet, corners
from kiosk.scene import Font, Scene, Text

# The names: 2.2 mm on the glass is enough for whoever stands before it.
LABEL_FACE = "NotoSans-Regular"
LABEL_MM = 2.2
LABEL_LEAST_PX = 11


def outline(scene: Scene, board: Board, frame: Frame, fonts: Path) -> Frame:
    """The frame with each region's box drawn in, and in its corner the region's name and size.

    Raises FontError.
    """
    sheet = Sheet(BytesIO(frame.pixels), frame.size, board, fonts)
    for _, rect in scene.boxes:
        sheet.pen.draw_rectangle(corners(rect), sheet.index["accent"], 0)
    for tag, name in tags(scene, board, fonts):
        sheet.fill(tag, "accent")
        sheet.write(name)
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
