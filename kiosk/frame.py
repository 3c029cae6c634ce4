"""A finished picture: one ink index a pixel, and the inks that the indices mean."""

from typing import Literal

from msgspec import Struct

from kiosk import png
from kiosk.fingerprint import fingerprint
from kiosk.geometry import Size

RGB = tuple[int, int, int]
Kind = Literal["mono", "grey", "colour"]


class Ink(Struct, frozen=True):
    """One state that a pixel of the glass can take.

    `nominal` is the sRGB colour its maker names, `measured` what the glass was seen to show.
    """

    letter: str
    name: str
    nominal: RGB
    measured: RGB


class Palette(Struct, frozen=True):
    """The inks of a panel; a pixel's index counts in this order.

    A grey palette runs from black at 0 to white at the end in equal steps, so that blending two
    indices gives the grey between them. `profile` names the table that fits photographs to a
    colour palette ("" for mono and grey, which need none).
    """

    kind: Kind
    inks: tuple[Ink, ...]
    profile: str = ""

    @property
    def ink(self) -> int:
        """Index of what text is drawn in: black."""
        return self.named("black")

    @property
    def paper(self) -> int:
        """Index of the ground: white."""
        return self.named("white")

    @property
    def accent(self) -> int:
        """Index of the colour for what must be seen first: red where there is red, else black."""
        names = [ink.name for ink in self.inks]
        return names.index("red") if "red" in names else self.ink

    def named(self, name: str) -> int:
        """Index of the ink called `name`.

        Raises ValueError if the palette has none.
        """
        return [ink.name for ink in self.inks].index(name)


class Frame(Struct, frozen=True):
    """A picture for a panel as its readers see it: `pixels` holds one byte a pixel, row by row."""

    size: Size
    palette: Palette
    pixels: bytes

    def __post_init__(self) -> None:
        if len(self.pixels) != self.size.width * self.size.height:
            raise ValueError(f"{len(self.pixels)} pixels do not make {self.size}")

    def __repr__(self) -> str:
        return f"Frame({self.size}, {len(self.palette.inks)} inks)"

    @property
    def digest(self) -> str:
        """A name for this picture: equal for equal size, inks and pixels, and only then."""
        inks = ",".join(ink.name for ink in self.palette.inks)
        return fingerprint(f"{self.size} {inks}\n".encode(), self.pixels)

    def png(self, *, as_seen: bool = False) -> bytes:
        """The frame as an indexed PNG, in nominal colours or as the glass looks.

        The frame's digest stands in its text chunk `kiosk-digest`.
        """
        colours = [ink.measured if as_seen else ink.nominal for ink in self.palette.inks]
        return png.indexed(self.size, self.pixels, colours, {"kiosk-digest": self.digest})

    def ascii(self) -> str:
        """The frame as letters, one a pixel and one line a row; paper is "."."""
        letters = [ink.letter for ink in self.palette.inks]
        letters[self.palette.paper] = "."
        width = self.size.width
        rows = range(0, len(self.pixels), width)
        return "\n".join("".join(letters[i] for i in self.pixels[r : r + width]) for r in rows)
