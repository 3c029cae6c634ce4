"""What a driver asks for, one step at a time, and how a picture is to be refreshed."""

from collections.abc import Generator

from msgspec import Struct

from kiosk.geometry import Rect


class Reset(Struct, frozen=True):
    """Levels of the reset line, each held for so many seconds."""

    levels: tuple[tuple[bool, float], ...]


class Send(Struct, frozen=True):
    """A command byte and its data, to the chips of these numbers at once."""

    command: int
    data: bytes = b""
    chips: tuple[int, ...] = (0,)

    def __repr__(self) -> str:
        return f"Send(0x{self.command:02X}, {len(self.data)} bytes)"


class AwaitIdle(Struct, frozen=True):
    """Wait until BUSY says idle; `what` the panel does meanwhile is for the error's sentence.

    `starts`: BUSY must be seen busy first, else its wire is broken. `ask` is a command that is
    sent before each look.
    """

    what: str
    timeout_s: float
    starts: bool = False
    ask: int | None = None


class Pause(Struct, frozen=True):
    """Nothing for so many seconds."""

    seconds: float


class Order(Struct, frozen=True):
    """A command word and its arguments, for chips that take 16-bit words (IT8951)."""

    command: int
    words: tuple[int, ...] = ()


class Load(Struct, frozen=True):
    """Data words, high byte first, after an order."""

    data: bytes

    def __repr__(self) -> str:
        return f"Load({len(self.data)} bytes)"


class Read(Struct, frozen=True):
    """Fetch so many words; the generator is sent them."""

    count: int


Step = Reset | Send | AwaitIdle | Pause | Order | Load | Read
Steps = Generator[Step, tuple[int, ...], None]


class Full(Struct, frozen=True):
    """The waveform for the glass's own temperature, which leaves no ghosts: all flashes."""


class Fast(Struct, frozen=True):
    """A short waveform for the whole glass."""


class Partial(Struct, frozen=True):
    """These areas alone, without flashing; the panel must know what stands there now.

    `swift`: with the fastest waveform there is, which leaves the most of ghosts.
    """

    areas: tuple[Rect, ...]
    swift: bool = False


How = Full | Fast | Partial
