"""The one loop that plays a driver's steps on a panel's wires."""

import struct
from collections.abc import Callable

from msgspec import Struct

from kiosk.errors import PanelError
from kiosk.panels.steps import AwaitIdle, Load, Order, Pause, Read, Reset, Send, Step, Steps
from kiosk.panels.wires import DC, POWER, RESET, Wires, select

# spidev takes this many bytes at once unless the kernel was told otherwise (its `bufsiz`).
CHUNK = 4096
# How often BUSY is looked at; a refresh takes from 0.12 to 45 s.
LOOK_S = 0.01
# A refresh shows on BUSY within this time: vendors' loops look after 0.1 s (epd7in5_V2.py).
STARTS_S = 1.0
# The supply of a Waveshare board is up; its module_init goes on at once, its reset waits 20 ms.
POWER_UP_S = 0.01
# The longest refresh, which an error elsewhere (Ctrl-C) must not cut short, takes 41 s (ACeP).
FINISHES_S = 60.0
# Between transfers an IT8951 is ready within this time, unless it is not there.
READY_S = 5.0
# What goes before the IT8951's words (GregDMeyer/IT8951, spi.pyx).
_ORDER, _DATA, _READ = b"\x60\x00", b"\x00\x00", b"\x10\x00"
_WORD = 2


# Whether to give up waiting, and to lay the panel to rest at once.
Stopped = Callable[[], bool]


def never() -> bool:
    """Nobody stops this."""
    return False


def play(steps: Steps, rest: Steps, wires: Wires, panel: str, stopped: Stopped = never) -> None:
    """Play a driver's steps; `rest` are those that lay the panel to rest if one of them fails.

    Whatever happens, the supply is cut and the wires are let go.
    Raises PanelError with what failed.
    """
    bus = _Bus(wires, panel, stopped)
    try:
        bus.begin()
        try:
            bus.run(steps)
        except BaseException as error:
            bus.calm(rest, error)
            raise
    finally:
        bus.end()


class _Bus(Struct, frozen=True):
    wires: Wires
    panel: str
    stopped: Stopped

    def begin(self) -> None:
        self._set(DC, level=True)
        self._set(RESET, level=True)
        self._set(POWER, level=True)
        self.wires.sleep(POWER_UP_S)

    def end(self) -> None:
        try:
            self._set(POWER, level=False)
        finally:
            self.wires.close()

    def run(self, steps: Steps) -> None:
        """Play steps in order; a driver that reads is sent what came."""
        answer: tuple[int, ...] = ()
        try:
            step = next(steps)
            while True:
                answer = self._do(step)
                step = steps.send(answer)
        except StopIteration:
            return
        except OSError as error:
            why = error.strerror or str(error)
            says = f"the bus failed ({why}); check that SPI is on and the wires sit"
            raise PanelError(self.panel, says) from error

    def calm(self, rest: Steps, error: BaseException) -> None:
        """Lay a panel to rest that failed; what fails of that is added to the first error."""
        try:
            if not isinstance(error, PanelError) or isinstance(error.__cause__, OSError):
                self._let_finish()
            self.run(rest)
        except (PanelError, OSError) as further:
            error.add_note(f"and then, laying it to rest: {further}")

    def _let_finish(self) -> None:
        """A glass that is being driven must not be disturbed; nobody has waited for it yet."""
        self._let_be(FINISHES_S, self.wires.busy)

    def _let_be(self, seconds: float, done: Callable[[], bool]) -> None:
        """Do nothing for so long, unless it is done sooner or must stop."""
        until = self.wires.now() + seconds
        while not (done() or self.stopped()) and self.wires.now() < until:
            self.wires.sleep(LOOK_S)

    def _do(self, step: Step) -> tuple[int, ...]:
        match step:
            case Reset(levels):
                for level, seconds in levels:
                    self._set(RESET, level=level)
                    self.wires.sleep(seconds)
            case Send(command, data, chips):
                self._send(command, data, chips)
            case AwaitIdle():
                self._await(step)
            case Pause(seconds):
                self.wires.sleep(seconds)
            case _:
                return self._in_words(step)
        return ()

    def _in_words(self, step: Order | Load | Read) -> tuple[int, ...]:
        match step:
            case Order(command, words):
                self._word(_ORDER, command)
                for word in words:
                    self._word(_DATA, word)
            case Load(data):
                for at in range(0, len(data), CHUNK - len(_DATA)):
                    self._framed(_DATA + data[at : at + CHUNK - len(_DATA)])
            case Read(count):
                return self._read(count)
        return ()

    def _send(self, command: int, data: bytes, chips: tuple[int, ...]) -> None:
        """The select stays low from the command to its last byte: two chips can't mix them up."""
        for chip in chips:
            self._set(select(chip), level=False)
        self._set(DC, level=False)
        self.wires.transfer(bytes([command]))
        self._set(DC, level=True)
        for at in range(0, len(data), CHUNK):
            self.wires.transfer(data[at : at + CHUNK])
        for chip in chips:
            self._set(select(chip), level=True)

    def _await(self, step: AwaitIdle) -> None:
        if step.starts and not self._comes(step, idle=False, within_s=STARTS_S):
            # The glass may be driven all the same, and must not be disturbed.
            self._let_be(step.timeout_s, lambda: False)
            raise PanelError(
                self.panel,
                f"{step.what}: BUSY never said that it began; "
                "check the wire of BUSY, which seems to be stuck at high",
            )
        if not self._comes(step, idle=True, within_s=step.timeout_s):
            raise PanelError(
                self.panel,
                f"{step.what}: still busy after {step.timeout_s:g} s; "
                "check the cable and the wire of BUSY, which seems to be stuck at low",
            )

    def _comes(self, step: AwaitIdle, *, idle: bool, within_s: float) -> bool:
        """Whether BUSY says so within some time."""
        until = self.wires.now() + within_s
        while self._idle(step) != idle:
            if idle and self.stopped():
                raise PanelError(self.panel, f"{step.what}: stopped before it ended")
            if self.wires.now() >= until:
                return False
            self.wires.sleep(LOOK_S)
        return True

    def _idle(self, step: AwaitIdle) -> bool:
        if step.ask is not None:
            self._send(step.ask, b"", (0,))
        return self.wires.busy()

    def _word(self, before: bytes, word: int) -> None:
        self._framed(before + struct.pack(">H", word))

    def _read(self, count: int) -> tuple[int, ...]:
        """So many words, after one that means nothing."""
        asked = _READ + bytes(_WORD + count * _WORD)
        came = self._framed(asked, slow=True)
        return struct.unpack(f">{count}H", came[len(_READ) + _WORD :])

    def _framed(self, data: bytes, *, slow: bool = False) -> bytes:
        """One transfer of an IT8951, which begins with its select and when it is ready."""
        until = self.wires.now() + READY_S
        while not self.wires.busy():
            if self.wires.now() >= until:
                says = f"not ready after {READY_S:g} s; check its supply, its cable, HRDY's wire"
                raise PanelError(self.panel, says)
            self.wires.sleep(LOOK_S / 10)
        self._set(select(0), level=False)
        came = self.wires.transfer(data, slow=slow)
        self._set(select(0), level=True)
        return came

    def _set(self, line: str, *, level: bool) -> None:
        self.wires.set(line, level)
