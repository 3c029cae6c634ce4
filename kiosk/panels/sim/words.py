"""A simulated panel that takes words of 16 bits, each transfer after a word that says what it is.

Preambles: EPD_IT8951.c of Waveshare's IT8951-ePaper.
"""

from typing import Protocol

from kiosk.frame import Frame
from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.film import Film
from kiosk.panels.sim.referee import Referee
from kiosk.panels.wires import DC, POWER, RESET, select

ORDER, DATA, READ = b"\x60\x00", b"\x00\x00", b"\x10\x00"
_WORD = 2
_SELECT = select(0)


class Words(Protocol):
    """What a chip makes of words."""

    asleep: bool

    @property
    def ready(self) -> bool:
        """The level of HRDY."""

    def order(self, code: int) -> None:
        """A command word."""

    def data(self, block: bytes) -> None:
        """Whole data words, high bytes first."""

    def read(self) -> int:
        """The next word of an answer."""

    def reset(self) -> None:
        """The reset line fell."""

    def start(self) -> None:
        """It rose."""

    def lose_power(self) -> None:
        """The supply was cut and came back."""


class WordPanel:
    """A panel behind such a chip, to be driven through its lines (see Wires).

    The select may stay low from a preamble to its last word, in one transfer or byte by byte;
    `supplied`: its board has a supply line. Whoever drives it must have seen HRDY high. While
    nobody drives the select, SPI does, for each transfer.
    """

    def __init__(
        self, chip: Words, film: Film, clock: Clock, referee: Referee, *, supplied: bool
    ) -> None:
        self.chip = chip
        self.film = film
        self.clock = clock
        self.referee = referee
        self.supplied = supplied
        self.levels = {RESET: True, DC: True, POWER: True, _SELECT: True}
        self.left_alone = True
        self.slept = False  # a chip that slept wakes when the reset line rises
        self.preamble = bytearray()
        self.half = bytearray()
        self.dummy = _WORD

    @property
    def shown(self) -> Frame:
        """The picture on the glass, in the glass's own order of pixels."""
        return self.film.frame()

    @property
    def asleep(self) -> bool:
        """Whether the chip sleeps or stands by, or has no supply."""
        resting = self.slept and not self.levels[RESET]
        return self.chip.asleep or resting or not (self.levels[POWER] or not self.supplied)

    @property
    def complaints(self) -> list[str]:
        """All that was refused."""
        return self.referee.complaints

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
        """Drive one of the lines reset, dc, power, cs0; no board has a DC, few have a power."""
        if line not in self.levels:
            raise ValueError(f"there is no line {line!r}; there are {', '.join(self.levels)}")
        self.left_alone = self.left_alone and line != _SELECT
        if self.levels[line] == level:
            return
        if line == RESET and not level:
            self.slept = self.asleep
        self.levels[line] = level
        if line == POWER and self.supplied and not level:
            self.lose_power()
        elif line == RESET:
            (self.chip.start if level else self.chip.reset)()
        elif line == _SELECT:
            self._selected(level=level)

    def busy(self) -> bool:
        """The level of HRDY: low while the chip works."""
        self.clock.looked()
        return self.levels[RESET] and self.chip.ready

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        """Shift bytes in; after a preamble that asks for it, words come back."""
        del slow
        if self.supplied and not self.levels[POWER]:
            self.referee.refuse("bytes without a supply: PWR is low")
        if self.left_alone:
            self._selected(level=False)
            came = self._shifted(data)
            self._selected(level=True)
            return came
        if self.levels[_SELECT]:
            self.referee.refuse("bytes while the chip is not selected")
            return bytes(len(data))
        return self._shifted(data)

    def _shifted(self, data: bytes) -> bytes:
        """What comes back while the chip is selected."""
        if not self.levels[RESET]:
            self.referee.refuse("bytes while the reset line is low")
        elif not self.chip.ready:
            self.referee.refuse("bytes while HRDY is low")
        take = _WORD - len(self.preamble)
        if take:
            self.preamble += data[:take]
            if len(self.preamble) == _WORD and self.preamble not in (ORDER, DATA, READ):
                self.referee.refuse(f"{self.preamble.hex()} is no preamble")
        return bytes(min(take, len(data))) + self._words(data[take:])

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.sleep(seconds)

    def now(self) -> float:
        return self.clock.now()

    def close(self) -> None:
        """Nothing is held."""

    def lose_power(self) -> None:
        """Cut the board's supply for a moment."""
        self.chip.lose_power()

    def order(self, code: int, *words: int) -> None:
        """A command word and its arguments, with the lines as they must be for them."""
        self._framed(ORDER + code.to_bytes(_WORD, "big"))
        for word in words:
            self._framed(DATA + word.to_bytes(_WORD, "big"))

    def load(self, block: bytes) -> None:
        """Data words, likewise."""
        self._framed(DATA + block)

    def read(self, count: int) -> tuple[int, ...]:
        """So many words of an answer."""
        came = self._framed(READ + bytes(_WORD + count * _WORD))[_WORD * 2 :]
        return tuple(int.from_bytes(came[at : at + 2], "big") for at in range(0, len(came), 2))

    def _framed(self, block: bytes) -> bytes:
        while not self.busy():
            self.sleep(0.001)
        self._line(level=False)
        came = self.transfer(block)
        self._line(level=True)
        return came

    def _line(self, *, level: bool) -> None:
        self.set(_SELECT, level)

    def _selected(self, *, level: bool) -> None:
        if level and self.half:
            self.referee.refuse("the select rises in the middle of a word")
        if level and len(self.preamble) == 1:
            self.referee.refuse("the select rises in the middle of a preamble")
        self.preamble.clear()
        self.half.clear()
        self.dummy = _WORD

    def _words(self, data: bytes) -> bytes:
        """What comes after a preamble."""
        if self.preamble == READ:
            return bytes(self._answer() for _ in data)
        self.half += data
        whole = len(self.half) // _WORD * _WORD
        block = bytes(self.half[:whole])
        del self.half[:whole]
        if not block:
            return bytes(len(data))
        if self.preamble == DATA:
            self.chip.data(block)
        elif self.preamble == ORDER:
            if len(block) > _WORD:
                self.referee.refuse("more than one command word after a preamble")
            self.chip.order(int.from_bytes(block[:_WORD], "big"))
        return bytes(len(data))

    def _answer(self) -> int:
        """The next byte that comes back; those of the first word mean nothing."""
        if self.dummy:
            self.dummy -= 1
            return 0
        if not self.half:
            self.half += self.chip.read().to_bytes(_WORD, "big")
        return self.half.pop(0)
