"""What layout and ink may know of a panel: pixels, millimetres, reading distance, palette."""

import math
from functools import cached_property
from typing import Literal

from msgspec import Struct

from kiosk.frame import Palette
from kiosk.geometry import Size

# Lengths in a layout are as seen from here: an arm's length and a little.
NEAR_M = 0.6
MM_PER_PT = 25.4 / 72
# How photographs are made of dots: at once, or slowly and with less grain.
Method = Literal["quick", "fine"]
# DIN 1450: readers with a visus of .4 need 1.75 times the size that a visus of .7 needs.
LOW_VISION = 1.75


class Board(Struct, frozen=True, dict=True, cache_hash=True):
    """A panel as its readers meet it, upright: `width_mm` by `height_mm`, read at `distance_m`."""

    panel: str
    size: Size
    width_mm: float
    height_mm: float
    distance_m: float
    palette: Palette
    enlarge: float = 1.0
    dither: Method = "quick"

    @property
    def shape(self) -> str:
        """Either "landscape" or "portrait"; a square is a landscape."""
        return "landscape" if self.size.width >= self.size.height else "portrait"

    @cached_property
    def px_per_mm(self) -> float:
        """Pixels on one millimetre of the glass itself."""
        return min(self.size.width / self.width_mm, self.size.height / self.height_mm)

    @cached_property
    def magnification(self) -> float:
        """How much larger than in the layout file everything is drawn on this glass."""
        return self.distance_m / NEAR_M * self.enlarge

    def px(self, mm: float) -> int:
        """A layout's length in mm as whole pixels, rounded up; nothing stays nothing."""
        return math.ceil(mm * self.magnification * self.px_per_mm - 1e-9)

    def px_of_pt(self, pt: float) -> int:
        """A layout's type size in points as whole pixels per em, rounded up."""
        return self.px(pt * MM_PER_PT)

    @property
    def seen_mm(self) -> tuple[float, float]:
        """The room on the board in a layout's millimetres: (width, height) as seen from 0.6 m."""
        return self.width_mm / self.magnification, self.height_mm / self.magnification

    @property
    def smooth(self) -> bool:
        """Whether letters are drawn with the panel's own greys instead of one pure ink."""
        return self.palette.kind == "grey"
