"""The lines of a frame, and the columns in which they are read."""

# ruff: noqa: INP001 (beside the script that uses it)

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct
from PIL import Image

from kiosk.board import Board
from kiosk.geometry import Rect
from kiosk.glyphs import face
from kiosk.scene import Scene, Text


class Column(Struct, frozen=True):
    """Lines of a frame that are read as one: where they stand, and what they say."""

    frame: int
    box: Rect
    words: str

    def crop(self, images: Sequence[Image.Image]) -> Image.Image:
        """Its part of the frames' pictures."""
        box = self.box
        return images[self.frame].crop((box.x, box.y, box.right, box.bottom))


def columns_of(scenes: Sequence[Scene], board: Board) -> Iterator[Column]:
    """Headline and columns in reading order; a column ends where the next line stands higher."""
    for frame, scene in enumerate(scenes):
        runs: list[list[Text]] = []
        for line in chain(lines(scene, "headline"), lines(scene, "body")):
            last = runs[-1][-1] if runs else None
            goes_on = last and last.region == line.region and last.baseline < line.baseline
            runs[-1].append(line) if goes_on else runs.append([line])
        for run in runs:
            yield Column(frame, around(run, board), " ".join(line.text for line in run))


def around(run: Sequence[Text], board: Board) -> Rect:
    """The box of lines, with the room of a stacked mark over and of a descender under them."""
    table = face(run[0].font, smooth=board.smooth)
    x, y = min(line.x for line in run), run[0].baseline - table.above
    right = max(line.x + face(line.font, smooth=board.smooth).width(line.text) for line in run)
    pad = run[0].font.size // 4
    return Rect(x - pad, y, right - x + 2 * pad, run[-1].baseline + table.below - y + pad)


def lines(scene: Scene, region: str = "") -> list[Text]:
    """A frame's lines, or one region's."""
    texts = (item for item in scene.items if isinstance(item, Text))
    return [item for item in texts if region in {"", item.region}]
