"""A strict IT8951: words, registers, a memory for pictures, and engines that drive the glass.

Commands and registers: EPD_IT8951.h of Waveshare's IT8951-ePaper; the chip's first answers as
logged by its users.
"""

from collections import deque
from collections.abc import Mapping

from kiosk.geometry import Rect
from kiosk.panels.panel import Panel
from kiosk.panels.sim.chip import Register
from kiosk.panels.sim.clock import Clock
from kiosk.panels.sim.engine import Engine
from kiosk.panels.sim.loading import SIZE
from kiosk.panels.sim.pictures import Pictures
from kiosk.panels.sim.referee import Referee

_RUN, _STANDBY, _SLEEP, _READ, _WRITE = 0x0001, 0x0002, 0x0003, 0x0010, 0x0011
_BURST_READ, _BURST_READ_START, _BURST_WRITE, _BURST_END = 0x0012, 0x0013, 0x0014, 0x0015
_LOAD, _LOAD_AREA, _LOAD_END = 0x0020, 0x0021, 0x0022
_SHOW, _SHOW_BUFFER, _VCOM, _WARMTH, _INFO = 0x0034, 0x0037, 0x0039, 0x0040, 0x0302
_PACKED, _LISAR, _UP1SR, _LUTAFSR, _BGVR = 0x0004, 0x0208, 0x1138, 0x1224, 0x1250
_ONE_BIT = 0x0004
COMMANDS: Mapping[int, Register] = {
    _RUN: Register("SYS_RUN"),
    _STANDBY: Register("STANDBY"),
    _SLEEP: Register("SLEEP"),
    _READ: Register("REG_RD", 1, 1),
    _WRITE: Register("REG_WR", 2, 2),
    _BURST_READ: Register("MEM_BST_RD_T", 4, 4),
    _BURST_READ_START: Register("MEM_BST_RD_S"),
    _BURST_WRITE: Register("MEM_BST_WR", 4, 4),
    _BURST_END: Register("MEM_BST_END"),
    _LOAD: Register("LD_IMG", 1, 1),
    _LOAD_AREA: Register("LD_IMG_AREA", 5, 5),
    _LOAD_END: Register("LD_IMG_END"),
    _SHOW: Register("DPY_AREA", 5, 5),
    _SHOW_BUFFER: Register("DPY_BUF_AREA", 7, 7),
    0x0038: Register("PWR_SEQ", 1, 1),
    _VCOM: Register("VCOM", 1, 2),
    _WARMTH: Register("FORCE_SET_TEMP", 1, 2),
    _INFO: Register("GET_DEV_INFO"),
}
# The same answers whatever the glass; a user's log of a 10.3" panel has them.
BUFFER, FIRMWARE, STORED_VCOM_MV = 0x119F00, "SWv_0.1.", 2600
# The versions of waveforms that main.c of Waveshare's IT8951-ePaper names; others have M841.
VERSIONS = {
    "waveshare-7in8-it8951": "M841_TFA2812",
    "waveshare-10in3-it8951": "M841_TFA5210",
}
# GxEPD2's GxEPD2_it103_1872x1404.h measured these at 10.3".
START_S, SET_VCOM_S, RUN_S, STANDBY_S = 1.73, 0.455, 0.003, 0.214
_MOST_MV = 5000
_KEEP_VCOM = 2  # set it for good; 1 sets it until the next reset


class It8951:
    """The chip; `asleep` in sleep and in standby, from which SYS_RUN wakes it.

    Standby and sleep keep its memory (the crate it8951, lib.rs), a reset loses it.
    """

    def __init__(self, panel: Panel, engine: Engine, referee: Referee, clock: Clock) -> None:
        self.glass = panel.glass
        self.version = VERSIONS.get(panel.name, "M841")
        self.engine = engine
        self.referee = referee
        self.clock = clock
        self.stored_mv = STORED_VCOM_MV
        self.reset()
        self.idle_at = 0.0

    @property
    def ready(self) -> bool:
        """The level of HRDY; it is low while most of a refresh lasts, too."""
        held = self.clock.now() < self.engine.busy_until and self.engine.holds
        return not held and self.clock.now() >= self.idle_at

    def reset(self) -> None:
        """As at power-on; the memory is lost."""
        if self.engine.driving:
            self.referee.refuse("a reset while the glass is driven")
            self.engine.film.known = False
        self.values: dict[int, int] = {_LISAR: BUFFER & 0xFFFF, _LISAR + 2: BUFFER >> 16}
        self.pictures = Pictures(self.glass, self.referee)
        self.engine.forget()
        self.asleep = False
        self.vcom_mv = self.stored_mv
        self.vcom_seen = False
        self.code: int | None = None
        self.words: list[int] = []
        self.answer: deque[int] = deque()

    def start(self) -> None:
        """The reset is over."""
        self.idle_at = self.clock.now() + START_S

    def lose_power(self) -> None:
        """A supply that is cut during a refresh leaves a picture that nobody knows."""
        if self.engine.driving:
            self.engine.film.known = False
            self.engine.busy_until = 0.0
        self.reset()
        self.start()

    def order(self, code: int) -> None:
        """A command word came."""
        self._cut_short(code)
        self.code, self.words = None, []
        self.answer.clear()
        if code not in COMMANDS:
            self.referee.refuse(f"0x{code:04X} is no command of this chip")
        elif self.asleep and code not in (_RUN, _STANDBY, _SLEEP):
            self.referee.refuse(f"{COMMANDS[code].name} while asleep: SYS_RUN (0x0001) wakes it")
        else:
            self.code = code
            if not COMMANDS[code].most:
                self._execute()

    def data(self, block: bytes) -> None:
        """Data words came: arguments, then a picture or a burst."""
        while block and self.code is not None:
            self.words.append(int.from_bytes(block[:2], "big"))
            block = block[2:]
            if len(self.words) == self._wanted(self.code):
                self._execute()
        if block and not self.pictures.take(block):
            self.referee.refuse(f"{len(block) // 2} data words that no command asked for")

    def read(self) -> int:
        """The next word of an answer."""
        if not self.answer:
            self.referee.refuse("a read, and there is nothing to say")
            return 0
        return self.answer.popleft()

    def _cut_short(self, code: int) -> None:
        """Refuse a command in the middle of another one."""
        if self.code is not None:
            got, wanted = len(self.words), self._wanted(self.code)
            self.referee.refuse(f"{COMMANDS[self.code].name} got {got} of {wanted} arguments")
        if code not in (_LOAD_END, _BURST_END, _BURST_READ_START):
            self.pictures.require_ended()

    def _wanted(self, code: int) -> int:
        """How many arguments a command has; those that ask have one, those that set two."""
        register = COMMANDS[code]
        return register.least if self.words[:1] == [0] else register.most

    def _execute(self) -> None:
        code, words = self.code, self.words
        self.code = None
        match code:
            case 0x0001 | 0x0002 | 0x0003:
                self._power(code)
            case 0x0010 | 0x0011:
                self._register(words)
            case 0x0034 | 0x0037:
                self._show(words)
            case 0x0039:
                self._vcom(words)
            case 0x0040:
                self.answer.extend([25] if words == [0] else [])
            case 0x0302:
                self._tell()
            case _:
                self._picture(code, words)

    def _picture(self, code: int | None, words: list[int]) -> None:
        """The commands of pictures and bursts."""
        match code:
            case 0x0012 | 0x0014:
                self.pictures.begin_burst(words[1] << 16 | words[0], words[3] << 16 | words[2])
            case 0x0013:
                self.answer.extend(self.pictures.burst_words())
            case 0x0015:
                self.pictures.burst = None
            case 0x0020 | 0x0021:
                self._load(words)
            case 0x0022:
                self.pictures.end()

    def _power(self, code: int) -> None:
        if code != _RUN and self.engine.driving:
            self.referee.refuse("standby or sleep while the glass is driven")
        self.asleep = code != _RUN
        self.idle_at = self.clock.now() + (STANDBY_S if self.asleep else RUN_S)

    def _register(self, words: list[int]) -> None:
        if len(words) > 1:
            self.values[words[0]] = words[1]
        elif words[0] == _LUTAFSR:
            self.answer.append(int(self.engine.active))
        else:
            self.answer.append(self.values.get(words[0], 0))

    def _load(self, words: list[int]) -> None:
        if not self.values.get(_PACKED, 0) & 1:
            self.referee.refuse("a picture before I80CPCR (0x0004) says that pixels are packed")
        base = self.values[_LISAR + 2] << 16 | self.values[_LISAR]
        self.pictures.begin(words[0], Rect(*words[1:]) if words[1:] else None, base)

    def _show(self, words: list[int]) -> None:
        area = Rect(*words[:4])
        base = words[6] << 16 | words[5] if len(words) > 5 else BUFFER  # noqa: PLR2004 - 7 arguments
        if not self.vcom_seen:
            self.referee.refuse("a refresh before anybody set or looked at VCOM (0x0039)")
            self.vcom_seen = True
        inside = Rect(0, 0, *self.glass).contains(area) and area.width and area.height
        if not inside or base + self.glass.width * self.glass.height > SIZE:
            self.referee.refuse(f"a refresh of {tuple(area)}, outside the glass or memory")
            return
        colours = None
        if self.values.get(_UP1SR + 2, 0) & _ONE_BIT:
            colours = self.values.get(_BGVR, 0)
        levels = self.pictures.levels(area, base, colours)
        self.engine.drive(area, words[4], levels, self.version)

    def _vcom(self, words: list[int]) -> None:
        self.vcom_seen = True
        if words[0] == 0:
            self.answer.append(self.vcom_mv)
        elif not 0 < words[1] < _MOST_MV:
            self.referee.refuse(f"a VCOM of -{words[1]} mV")
        else:
            self.vcom_mv = words[1]
            self.stored_mv = self.vcom_mv if words[0] == _KEEP_VCOM else self.stored_mv
            self.idle_at = self.clock.now() + SET_VCOM_S

    def _tell(self) -> None:
        self.answer.extend([*self.glass, BUFFER & 0xFFFF, BUFFER >> 16])
        for name in (FIRMWARE, self.version):
            # The first letter is the low byte: main.c compares them as strings, on a Pi.
            letters = name.encode().ljust(16, b"\0")
            self.answer.extend(letters[at + 1] << 8 | letters[at] for at in range(0, 16, 2))
