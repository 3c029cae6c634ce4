"""The display list: what layout hands to ink, in finished lines and whole pixels."""

from typing import Literal

from msgspec import Struct

from kiosk.geometry import Rect, Size
from kiosk.model import Photo

Colour = Literal["ink", "paper", "accent"]
Fit = Literal["cover", "whole"]


class Font(Struct, frozen=True):
    """One face at one size: `face` is a file's stem in the font folder, `size` is px per em."""

    face: str
    size: int


class Fill(Struct, frozen=True):
    """A rectangle of one colour: a rule, the ground under text."""

    region: str
    rect: Rect
    ink: Colour = "ink"


class Text(Struct, frozen=True):
    """One whole line of text, its pen starting at `x` on `baseline`."""

    region: str
    text: str
    x: int
    baseline: int
    font: Font
    ink: Colour = "ink"


class Picture(Struct, frozen=True):
    """A photograph that fills `rect`: cropped to it (cover), or whole inside it."""

    region: str
    rect: Rect
    photo: Photo
    fit: Fit = "cover"


class Bits(Struct, frozen=True):
    """A picture of modules, `module` px wide each; `rows` are strings of "#" and "."."""

    region: str
    x: int
    y: int
    module: int
    rows: tuple[str, ...]
    ink: Colour = "ink"

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y, self.module * len(self.rows[0]), self.module * len(self.rows))


class LineArt(Struct, frozen=True):
    """A picture of the ward's own that fills `rect` in pure inks; `png` is the whole of `file`."""

    region: str
    rect: Rect
    file: str
    png: bytes

    def __repr__(self) -> str:
        return f"LineArt({self.region!r}, {self.rect}, {self.file!r})"


Item = Fill | Text | Picture | Bits | LineArt


class Loss(Struct, frozen=True):
    """Something that a page could not show as it was meant to; `kind` says how it was lost."""

    kind: Literal["cut", "shrunk", "left out", "no glyph"]
    file: str
    region: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}, region {self.region}: {self.kind}: {self.says}"


class Scene(Struct, frozen=True):
    """One frame's display list, painted in order on a sheet of paper of `size`."""

    size: Size
    items: tuple[Item, ...]
    boxes: tuple[tuple[str, Rect], ...] = ()


class Page(Struct, frozen=True):
    """What a page of the programme came to: its frames in order, and what was lost in them."""

    name: str
    layout: str
    scenes: tuple[Scene, ...]
    report: tuple[Loss, ...] = ()
