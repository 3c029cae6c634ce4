"""A chip with command bytes: their data, their lengths, and while they work, BUSY."""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.referee import Referee


class Register(Struct, frozen=True):
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


def _hex(code: int) -> str:
    return f"0x{code:02X}"
