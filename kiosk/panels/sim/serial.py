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

    def __init__(
        self, logic: Logic, referee: Referee, clock: Clock, *, status: int | None, whole: int = 0
    ) -> None:
        self.logic = logic
        self.referee = referee
        self.clock = clock
        self.status = status  # the one command that may be sent while busy
        # A window may be given a whole picture (as epd7in5_V2.py does): what is too much is lost.
        self.whole = whole
        self.idle_at = 0.0
        self.code: int | None = None
        self.got = bytearray()
        self.lost = 0
        self.done = True
        self.asked = False
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
        disturbed = self.driving and not cold
        self.code, self.done, self.asked, self.idle_at = None, True, False, 0.0
        self.logic.reset(cold=cold or self.asleep)
        if disturbed:
            self.referee.refuse("a reset during a refresh: the glass is left half driven")

    def command(self, code: int) -> None:
        """A command byte came."""
        self.leave()
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
        self.asked = code == self.status
        if self.asked:
            return
        self.code, self.got, self.lost = code, bytearray(), 0
        self.done, self.waits = False, waits
        if self._room(code) == 0 or (register.least == 0 and self.logic.room(code) is None):
            self._execute()  # what may follow changes nothing: DRF acts at once

    def data(self, block: bytes) -> None:
        """Data bytes came."""
        if self.asleep:
            self.referee.refuse("data while asleep")
            return
        if self.asked:
            return  # clocks for an answer
        if self.code is None:
            self.referee.refuse(f"{len(block)} data bytes before any command")
            return
        room, register = self._room(self.code), self.logic.registers[self.code]
        late = self.done and self.logic.room(self.code) is None
        if late and register.least == 0 and len(self.got) + len(block) <= room:
            self.got += block
            return
        if self.busy and not self.waits:
            self.referee.refuse(f"data for {self._name()} while busy")
        self.got += block
        self._lose(self.got[room:], room)
        if (len(self.got) == room and not self.done) or (late and not self.lost):
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

    def _lose(self, more: bytearray, room: int) -> None:
        """Bytes for which there is no room: a window's may fill up those of a whole picture."""
        if not more:
            return
        del self.got[room:]
        self.lost += len(more)
        came = room + self.lost
        if came > self.whole or self.logic.room(self.code or 0) is None:
            self.lost = 0
            self.referee.refuse(f"{self._name()} takes {room} bytes, not {came}")

    def leave(self) -> None:
        """Another command begins: the one before must have got what it takes."""
        self.settle()
        if self.code is None:
            return
        wanted = self.logic.registers[self.code].least or self._room(self.code)
        got = len(self.got) + self.lost
        if not self.done and got >= wanted:
            self._execute()
        elif not self.done or (self.lost and got < self.whole):
            self.done, self.lost = True, 0
            self.referee.refuse(f"{self._name()} got {got} bytes of {wanted}")

    def _name(self) -> str:
        code = self.code or 0
        return f"{_hex(code)} ({self.logic.registers[code].name})"


class SerialPanel:
    """A panel of one or more chips on one bus, to be driven through its lines (see Wires).

    `by_select`: the first byte after a select falls is the command, whatever DC says; but where
    DC was low for a command before, it may be data, too. The select of a single chip is low until
    somebody drives it: its driver may leave it to SPI.
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
        self.minds_dc = False
        self.slept = False  # a chip that slept wakes when the reset line rises
        self.left_alone = len(self.chips) == 1 and not by_select

    @property
    def shown(self) -> Frame:
        """The picture on the glass, in the glass's own order of pixels."""
        self._settle()
        return self.film.frame()

    @property
    def asleep(self) -> bool:
        """Whether every chip is in deep sleep, or without supply."""
        resting = self.slept and not self.levels[RESET]
        return not self.levels[POWER] or resting or all(chip.asleep for chip in self.chips)

    @property
    def complaints(self) -> list[str]:
        """All that was refused."""
        return self.referee.complaints

    @property
    def selected(self) -> tuple[int, ...]:
        """The chips whose select line is low."""
        if self.left_alone:
            return (0,)
        return tuple(at for at in range(len(self.chips)) if not self.levels[select(at)])

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
        """Drive one of the lines reset, dc, power, cs0, cs1."""
        if line not in self.levels:
            raise ValueError(f"there is no line {line!r}; there are {', '.join(self.levels)}")
        self.left_alone = self.left_alone and line in (RESET, DC, POWER)
        if self.levels[line] == level:
            return
        # With data selected apart from its command, a command may have its data still to come.
        if line in (POWER, RESET) or (level and self.by_select and line != DC):
            self._settle()
        if line == RESET and not level:
            self.slept = self.asleep
        self.levels[line] = level
        if line in (POWER, RESET) and not level:
            self._stop(cold=line == POWER)
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
        hearing = self.selected if data else ()
        begins = [at for at in hearing if self._begins(at)]
        for at in begins:  # all of them, as what a chip does may depend on the other one
            self.chips[at].leave()
        for at in hearing:
            self._take(at, data, begins=at in begins)
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

    def command(self, code: int, *, chips: Sequence[int] = ()) -> None:
        """A command byte, with the lines as they must be for it.

        It goes to `chips`, or to those that are selected already, or to the first one.
        """
        self._framed(bytes([code]), chips, data=False)

    def data(self, block: bytes, *, chips: Sequence[int] = ()) -> None:
        """Data bytes, likewise."""
        self._framed(block, chips, data=True)

    def _framed(self, block: bytes, chips: Sequence[int], *, data: bool) -> None:
        self.set(DC, data)
        chips = chips or self.selected or (0,)
        lowered = [select(chip) for chip in chips if chip not in self.selected]
        for line in lowered:
            self.set(line, False)  # noqa: FBT003 - a level
        for chip in chips:
            self.begun[chip] = data
        self.transfer(block)
        for line in lowered:
            self.set(line, True)  # noqa: FBT003 - a level

    def _begins(self, at: int) -> bool:
        """Whether the next byte is a command."""
        if not self.by_select:
            return not self.levels[DC]
        return not self.begun[at] and not (self.minds_dc and self.levels[DC])

    def _take(self, at: int, data: bytes, *, begins: bool) -> None:
        chip = self.chips[at]
        if not begins:
            self.begun[at] = True
            chip.data(data)
        elif self.by_select:
            self.minds_dc = self.minds_dc or not self.levels[DC]
            self.begun[at] = True
            chip.command(data[0])
            if data[1:]:
                chip.data(data[1:])
        else:
            for code in data:
                chip.command(code)

    def _stop(self, *, cold: bool) -> None:
        """A reset, or a supply that is cut; in a refresh it leaves a picture that nobody knows."""
        if any(chip.driving for chip in self.chips):
            self.film.known = False
        for chip in self.chips:
            chip.reset(cold=cold)

    def _settle(self) -> None:
        for chip in self.chips:
            chip.settle()


def _hex(code: int) -> str:
    return f"0x{code:02X}"
