"""A simulated panel with command bytes: its lines, and which bytes go to which chip."""

from collections.abc import Sequence

from kiosk.frame import Frame
from kiosk.panels.sim.chip import Chip
from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.film import Film
from kiosk.panels.sim.referee import Referee
from kiosk.panels.wires import DC, POWER, RESET, select


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
