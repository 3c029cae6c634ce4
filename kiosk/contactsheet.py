"""Every page on every chosen panel, small, on one sheet: a board at a glance."""

import io

from PIL import Image, ImageDraw

from kiosk.frame import RGB, Frame
from kiosk.geometry import Rect, Size
from kiosk.light import LINEAR, encoded
from kiosk.scene import Font
from kiosk.sheetplan import MARGIN, NAME, SMALL, TITLE_ROOM, Plan, letters, measures

# Chosen so that no red, gold or green of a small place is lost among many greys.
_COLOURS, _CHOICE, _ROUNDS = 256, Image.Quantize.MAXCOVERAGE, 2

_GROUND, _EDGE, _EMPTY = (240, 239, 236), (176, 174, 168), (230, 228, 224)
_INK, _SOFT = (34, 33, 31), (104, 101, 96)
_TITLE = Font("BeVietnamPro-Bold", 28)
# The longest of these that is no wider than so many pixels shows the scale.
_BARS_MM, _BAR_PX = (100, 50, 20, 10), 80

_LIGHT = [round(light * 255) for light in LINEAR]
_CODES = [round(encoded(part / 255)) for part in range(256)]


class ContactSheet:
    """A sheet that pictures are laid on as they are made; `title` and `note` stand at its head."""

    def __init__(self, plan: Plan, title: str, note: str, *, as_seen: bool = False) -> None:
        self.plan = plan
        self.as_seen = as_seen
        self._picture = Image.new("RGB", plan.size, _GROUND)
        self._draw = ImageDraw.Draw(self._picture)
        self._bare = {(page, one.panel) for page in plan.pages for one in plan.boards}
        self._head(title, note)
        for block in range(plan.blocks):
            for at, board in enumerate(plan.boards):
                x, y = plan.column(block, at), MARGIN + TITLE_ROOM
                self._write(board.panel, x, y + 12, NAME)
                self._write(measures(board), x, y + 32, SMALL, _SOFT)

    def lay(self, page: str, panel: str, frame: Frame, frames: int) -> None:
        """Put a page's first frame, of so many, in its place."""
        self._bare.discard((page, panel))
        box = self.plan.place(page, panel)
        self._picture.paste(_small(frame, box.size, as_seen=self.as_seen), box[:2])
        self._surround(box, page, f"1/{frames}" if frames > 1 else "")

    def png(self) -> bytes:
        """The sheet as a PNG of 256 colours; the same pictures give the same bytes."""
        for page, panel in sorted(self._bare):
            box = self.plan.place(page, panel)
            self._draw.rectangle((box.x, box.y, box.right, box.bottom), fill=_EMPTY)
            self._surround(box, page, "nothing to show")
        few = self._picture.quantize(_COLOURS, _CHOICE, _ROUNDS, dither=Image.Dither.NONE)
        out = io.BytesIO()
        few.save(out, "PNG", optimize=True)
        return out.getvalue()

    def _head(self, title: str, note: str) -> None:
        """The title and, at the right, how long a few millimetres are."""
        baseline, right = MARGIN + 26, self.plan.size.width - MARGIN
        room = right - MARGIN - _BAR_PX - 24
        self._write(_fitting(title, room), MARGIN, baseline, _TITLE)
        self._write(note, MARGIN, baseline + 26, SMALL, _SOFT)
        scale = self.plan.scale
        mm = next((mm for mm in _BARS_MM if mm * scale <= _BAR_PX), _BARS_MM[-1])
        says = f"{mm} mm" if scale else "not to scale"
        self._write(says, right - letters(SMALL).width(says), baseline + 26, SMALL, _SOFT)
        if scale:
            left, y = right - round(scale * mm), baseline + 2
            bar = ((left, y - 5), (left, y), (right - 1, y), (right - 1, y - 5))
            self._draw.line(bar, fill=_SOFT)

    def _surround(self, box: Rect, page: str, note: str) -> None:
        """A hairline around a picture, and its caption below."""
        self._draw.rectangle((box.x - 1, box.y - 1, box.right, box.bottom), outline=_EDGE)
        baseline = box.bottom + 19
        self._write(page, box.x, baseline, SMALL)
        self._write(note, box.x + letters(SMALL).width(f"{page}  "), baseline, SMALL, _SOFT)

    def _write(self, text: str, x: int, baseline: int, font: Font, colour: RGB = _INK) -> None:
        for glyph, pen in letters(font).place(text)[0]:
            if glyph.mask is not None:
                self._draw.draw.draw_bitmap(
                    (x + pen + glyph.dx, baseline + glyph.dy),
                    glyph.mask,
                    self._draw.draw.draw_ink(colour),
                )


def _small(frame: Frame, size: Size, *, as_seen: bool) -> Image.Image:
    """A frame made smaller; dots merge as light does, so that greys stay as bright as they were."""
    inks = [ink.measured if as_seen else ink.nominal for ink in frame.palette.inks]
    image = Image.frombytes("P", frame.size, frame.pixels)
    if frame.size == size:
        image.putpalette([part for ink in inks for part in ink])
        return image.convert("RGB")
    image.putpalette([_LIGHT[part] for ink in inks for part in ink])
    return image.convert("RGB").resize(size, Image.Resampling.HAMMING).point(_CODES * 3)


def _fitting(title: str, room: int) -> str:
    """The title, or as many of its first words as have room, and “…”."""
    said = title
    while letters(_TITLE).width(said) > room and " " in said:
        title = title.rpartition(" ")[0]
        said = f"{title}…"
    return said
