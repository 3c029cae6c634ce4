"""What a driver asks for, one step at a time, and how a picture is to be refreshed."""

from collections.abc import Generator
from dataclasses import dataclass, field

from kiosk.geometry import Rect


@dataclass(frozen=True, slots=True)
class Reset:
    """Levels of the reset line, each held for so many seconds."""

    levels: tuple[tuple[bool, float], ...]


@dataclass(frozen=True, slots=True)
class Send:
    """A command byte and its data, to the chips of these numbers at once."""

    command: int
    data: bytes = field(default=b"", repr=False)
    chips: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class AwaitIdle:
    """Wait until BUSY says idle; `what` the panel does meanwhile is for the error's sentence.

    `starts`: BUSY must be seen busy first, else its wire is broken. `ask` is a command that is
    sent before each look.
    """

    what: str
    timeout_s: float
    starts: bool = False
    ask: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Order:
    """A command word and its arguments, for chips that take 16-bit words (IT8951)."""

    command: int
    words: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """Data words, high byte first, after an order."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Read:
    """Fetch so many words; the generator is sent them."""

    count: int


Step = Reset | Send | AwaitIdle | Pause | Order | Load | Read
Steps = Generator[Step, tuple[int, ...], None]


@dataclass(frozen=True, slots=True)
class Full:
    """The waveform for the glass's own temperature, which leaves no ghosts: all flashes."""


@dataclass(frozen=True, slots=True)
class Fast:
    """A short waveform for the whole glass."""


@dataclass(frozen=True, slots=True)
class Partial:
    """These areas alone, without flashing; the panel must know what stands there now.

    `swift`: with the fastest waveform there is, which leaves the most of ghosts.
    """

    areas: tuple[Rect, ...]
    swift: bool = False


How = Full | Fast | Partial
