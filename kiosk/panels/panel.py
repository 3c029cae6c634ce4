"""A panel: its glass, its inks and their codes, its chip, its wires, and what keeps it well."""

from msgspec import Struct

from kiosk.frame import Palette
from kiosk.geometry import Size


class Wiring(Struct, frozen=True):
    """Which pins of a Raspberry Pi (BCM numbers) a board's lines go to.

    `selects`: pins that kiosk drives itself; none: SPI drives its own one. `dc` and `power` are
    None where the board has no such line, or wants it left alone. `spi` is "0.0" for spidev0.0;
    `hz` and `read_hz` are its clocks for writing and for reading. `pull` says where BUSY goes
    when nothing drives it, "up" or "down".
    """

    board: str
    spi: str
    hz: int
    read_hz: int
    reset: int
    busy: int
    dc: int | None
    power: int | None
    selects: tuple[int, ...]
    pull: str


class Seconds(Struct, frozen=True):
    """How long things take at room temperature; a wait gives up after three times as long."""

    power_on: float
    power_off: float
    full: float
    fast: float
    partial: float


class Care(Struct, frozen=True):
    """What keeps a glass well.

    `interval_s` is the least time between two refreshes, `urgent_s` that before an urgent word;
    `daily_s` the most between two full ones. `cadence` is how many others may come between two
    full ones (0: there are only full ones), `fast` and `partial` whether those exist, `grid` the
    pixels to whose multiples a partial area is widened.
    """

    interval_s: int
    urgent_s: int
    daily_s: int
    cadence: int
    fast: bool
    partial: bool
    grid: int


class Panel(Struct, frozen=True):
    """A panel as its maker delivers it; `size` and mm are as seen at rotate 0.

    `distance_m` is from where its letters are as large as layouts mean them to be. `registers`
    names the register set of its board, `turn` how far to the left a picture is turned for the
    glass's own order of pixels, `mirrored` whether that counts columns from the right, `codes`
    each ink's number on the wire. `vcom_mv` is what its own glass has printed on it, in
    millivolts below zero. A panel that is a file alone has no controller, wiring, care or seconds.
    """

    name: str
    title: str
    controller: str
    size: Size
    width_mm: float
    height_mm: float
    distance_m: float
    palette: Palette
    registers: str = ""
    turn: int = 0
    codes: bytes = b""
    wiring: Wiring | None = None
    care: Care | None = None
    seconds: Seconds | None = None
    vcom_mv: int | None = None
    mirrored: bool = False

    @property
    def glass(self) -> Size:
        """The size in the glass's own order of pixels."""
        return Size(self.size.height, self.size.width) if self.turn % 180 else self.size
