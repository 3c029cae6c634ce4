"""What simulated panels with command bytes have in common: lines, framing, lengths, busy times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.film import Film
from kiosk.panels.wires import DC, POWER, RESET, select


class RefusedError(PanelError):
    """What was sent would not work on a real panel, or would harm it."""


@dataclass
class Referee:
    """What becomes of a wrong move: an error at once, or one more sentence in `complaints`."""

    panel: str
    strict: bool
    complaints: list[str]

    def refuse(self, says: str) -> None:
        """Say what is wrong.

        Raises RefusedError if it is strict.
        """
        self.note(says)
        if self.strict:
            raise RefusedError(self.panel, says)

    def note(self, says: str) -> None:
        """Say what is odd, and yet done."""
        self.complaints.append(says)


@dataclass(frozen=True, slots=True)
class Register:
    """A command of a chip: its short name in data sheets, and how many data bytes it takes.

    A picture (see Logic.room) with a `least` may end there. `after`: it waits in the chip while
    that command is still at work. `drives`: its work is on the glass, and must not be broken off.
    """

    name: str
    least: int = 0
    most: int = 0
    after: int | None = None
    drives: bool = False


class Logic(Protocol):
    """What a kind of chip makes of complete commands."""

    registers: Mapping[int, Register]
    asleep: bool

    def room(self, code: int) -> int | None:
        """How many bytes of picture a command takes now; None: it takes no picture."""

    def execute(self, code: int, data: bytes) -> float:
        """Do a command; for how many seconds the chip is busy then."""

    def reset(self, *, cold: bool) -> None:
        """Registers are as at power-on; `cold`: the memory is lost, too."""


class Chip:
    """One chip behind its select line: bytes become commands, each with the data it needs."""

    def __init__(self, logic: Logic, referee: Referee, clock: Clock, *, status: int | None) -> None:
        self.logic = logic
        self.referee = referee
        self.clock = clock
        self.status = status  # the one command that may be sent while busy
        self.idle_at = 0.0
        self.code: int | None = None
        self.got = bytearray()
        self.done = True
        self.waits = False  # the command may come while the one before is at work
        self.drives = False  # what it is busy with is on the glass

    @property
    def busy(self) -> bool:
        return self.clock.now() < self.idle_at

    @property
    def driving(self) -> bool:
        return self.busy and self.drives

    @property
    def asleep(self) -> bool:
        return self.logic.asleep

    def reset(self, *, cold: bool) -> None:
        """The reset line fell, or (cold) the supply came back."""
        if self.driving and not cold:
            self.referee.refuse("a reset during a refresh: the glass is left half driven")
        self.code, self.done, self.idle_at = None, True, 0.0
        self.logic.reset(cold=cold or self.asleep)

    def command(self, code: int) -> None:
        """A command byte came."""
        self.settle()
        if not self.done and self.code is not None:
            self._end(self.code)
        register = self.logic.registers.get(code)
        if self.asleep:
            self.referee.refuse(f"{_hex(code)} while asleep: only a reset wakes the chip")
            return
        waits = register is not None and register.after is not None and register.after == self.code
        if self.busy and code != self.status and not waits:
            self.referee.refuse(f"{_hex(code)} while busy")
        if register is None:
            self.referee.refuse(f"{_hex(code)} is no command of this chip")
            self.code, self.done = None, True
            return
        if code == self.status:
            return
        self.code, self.got, self.done, self.waits = code, bytearray(), False, waits
        if self._room(code) == 0:
            self._execute()

    def data(self, block: bytes) -> None:
        """Data bytes came."""
        if self.asleep:
            self.referee.refuse("data while asleep")
            return
        if self.code is None or self.done:
            what = "before any command" if self.code is None else f"too long for {self._name()}"
            self.referee.refuse(f"{len(block)} data bytes {what}")
            return
        if self.busy and not self.waits:
            self.referee.refuse(f"data for {self._name()} while busy")
        room = self._room(self.code)
        self.got += block
        if len(self.got) > room:
            self.referee.refuse(f"{self._name()} takes {room} bytes, not {len(self.got)}")
            del self.got[room:]
        if len(self.got) == room:
            self._execute()

    def settle(self) -> None:
        """Whoever looks now sees a command done that could have had one more byte of data."""
        if self.code is None or self.done or self.logic.room(self.code) is not None:
            return
        if len(self.got) >= self.logic.registers[self.code].least:
            self._execute()

    def _execute(self) -> None:
        if self.code is not None:
            self.done = True
            busy_s = self.logic.execute(self.code, bytes(self.got))
            if busy_s:
                self.idle_at = self.clock.now() + busy_s
                self.drives = self.logic.registers[self.code].drives

    def _room(self, code: int) -> int:
        room = self.logic.room(code)
        return self.logic.registers[code].most if room is None else room

    def _end(self, code: int) -> None:
        """The next command is there: a picture may be long enough all the same."""
        wanted = self.logic.registers[code].least or self._room(code)
        if len(self.got) >= wanted:
            self._execute()
        else:
            self.referee.refuse(f"{self._name()} got {len(self.got)} bytes of {wanted}")

    def _name(self) -> str:
        code = self.code or 0
        return f"{_hex(code)} ({self.logic.registers[code].name})"


class SerialPanel:
    """A panel of one or more chips on one bus, to be driven through its lines (see Wires).

    `by_select`: the first byte after a select falls is the command, whatever DC says.
    """

    def __init__(
        self,
        chips: Sequence[Chip],
        film: Film,
        clock: Clock,
        referee: Referee,
        *,
        by_select: bool = False,
    ) -> None:
        self.chips = tuple(chips)
        self.film = film
        self.clock = clock
        self.referee = referee
        self.by_select = by_select
        self.levels = {RESET: True, DC: True, POWER: True}
        self.levels |= {select(number): True for number in range(len(self.chips))}
        self.begun = [False] * len(self.chips)

    @property
    def shown(self) -> Frame:
        """The picture on the glass, in the glass's own order of pixels."""
        self._settle()
        return self.film.frame()

    @property
    def asleep(self) -> bool:
        """Whether every chip is in deep sleep, or without supply."""
        return not self.levels[POWER] or all(chip.asleep for chip in self.chips)

    @property
    def complaints(self) -> list[str]:
        """All that was refused."""
        return self.referee.complaints

    @property
    def selected(self) -> tuple[int, ...]:
        """The chips whose select line is low."""
        return tuple(at for at in range(len(self.chips)) if not self.levels[select(at)])

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
        """Drive one of the lines reset, dc, power, cs0, cs1."""
        if line not in self.levels:
            raise ValueError(f"there is no line {line!r}; there are {', '.join(self.levels)}")
        if self.levels[line] == level:
            return
        # With data selected apart from its command, a command may have its data still to come.
        if line in (POWER, RESET) or (level and self.by_select and line != DC):
            self._settle()
        self.levels[line] = level
        if line == POWER and not level:
            self._lose_power()
        elif line == RESET and not level:
            self._break_off()
            for chip in self.chips:
                chip.reset(cold=False)
        elif not level and line.startswith("cs"):
            self.begun[int(line[2:])] = False

    def busy(self) -> bool:
        """The level of BUSY: low while any chip works."""
        self.clock.looked()
        self._settle()
        return not any(chip.busy for chip in self.chips)

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        """Shift bytes into every selected chip; none of them answers."""
        del slow
        if not self.levels[POWER]:
            self.referee.refuse("bytes without a supply: PWR is low")
        if not self.levels[RESET]:
            self.referee.refuse("bytes while the reset line is low")
        if not self.selected:
            self.referee.refuse("bytes while no chip is selected")
        for at in self.selected:
            self._take(at, data)
        self.clock.moved(len(data))
        return bytes(len(data))

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self._settle()
        self.clock.sleep(seconds)

    def now(self) -> float:
        return self.clock.now()

    def close(self) -> None:
        """Nothing is held."""

    def command(self, code: int, *, chips: Sequence[int] = (0,)) -> None:
        """A command byte, with the lines as they must be for it."""
        self._framed(bytes([code]), chips, data=False)

    def data(self, block: bytes, *, chips: Sequence[int] = (0,)) -> None:
        """Data bytes, likewise."""
        self._framed(block, chips, data=True)

    def _framed(self, block: bytes, chips: Sequence[int], *, data: bool) -> None:
        self.set(DC, data)
        for chip in chips:
            self.set(select(chip), False)  # noqa: FBT003 - a level
            self.begun[chip] = data
        self.transfer(block)
        for chip in chips:
            self.set(select(chip), True)  # noqa: FBT003 - a level

    def _take(self, at: int, data: bytes) -> None:
        chip = self.chips[at]
        if self.by_select:
            if not self.begun[at] and data:
                self.begun[at] = True
                chip.command(data[0])
                data = data[1:]
            if data:
                chip.data(data)
        elif self.levels[DC]:
            chip.data(data)
        else:
            for code in data:
                chip.command(code)

    def _break_off(self) -> None:
        """A refresh that is broken off leaves a picture that nobody knows."""
        if any(chip.driving for chip in self.chips):
            self.film.known = False

    def _lose_power(self) -> None:
        self._break_off()
        for chip in self.chips:
            chip.reset(cold=True)

    def _settle(self) -> None:
        for chip in self.chips:
            chip.settle()


def _hex(code: int) -> str:
    return f"0x{code:02X}"
