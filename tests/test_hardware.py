"""A Raspberry Pi's pins: what is asked of spidev and gpiod, and what is said when they refuse."""

import errno
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, Self

import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.errors import PanelError
from kiosk.frame import Frame
from kiosk.panels import catalog, links
from kiosk.panels.hardware import Hardware
from kiosk.panels.lock import held
from kiosk.panels.panel import Seconds, Wiring
from kiosk.panels.sim.build import simulated
from kiosk.panels.sim.clock import Real
from kiosk.panels.sim.serial import SerialPanel
from kiosk.panels.steps import Full
from kiosk.panels.wires import DC, POWER, RESET, select


def wiring(name: str) -> Wiring:
    found = catalog.panel(name).wiring
    assert found is not None
    return found


HAT, INKY, IT8951 = map(wiring, ("waveshare-7in5-v2", "inky-13in3-e6", "waveshare-10in3-it8951"))


class Board(Struct):
    """spidev and gpiod as a Raspberry Pi 5 has them: the header's pins on the second chip."""

    refuses: dict[str, int] = field(default_factory=dict)
    pins: range = range(54)
    did: list[Any] = field(default_factory=list)
    levels: dict[int, str] = field(default_factory=dict)
    requested: dict[int, Any] = field(default_factory=dict)

    def _refuse(self, what: str) -> None:
        if what in self.refuses:
            raise OSError(self.refuses[what], "refused")

    @property
    def libraries(self) -> tuple[Any, Any]:
        return SimpleNamespace(SpiDev=lambda: Spi(self)), self.gpiod

    @property
    def gpiod(self) -> Any:
        line = SimpleNamespace(
            Value=SimpleNamespace(ACTIVE="high", INACTIVE="low"),
            Direction=SimpleNamespace(OUTPUT="out", INPUT="in"),
            Bias=SimpleNamespace(PULL_UP="up", PULL_DOWN="down"),
        )
        return SimpleNamespace(
            line=line, LineSettings=dict, Chip=lambda path: Chip(self, path), request_lines=self.ask
        )

    def ask(self, path: str, *, consumer: str, config: dict[int, Any]) -> "Board":
        self._refuse("lines")
        self.did.append((path, consumer))
        self.requested = config
        return self

    def set_value(self, offset: int, value: str) -> None:
        self.levels[offset] = value

    def get_value(self, offset: int) -> str:
        return self.levels.get(offset, "low")

    def release(self) -> None:
        self.did.append("released")


class Spi(Struct):
    board: Board
    mode: int = -1
    max_speed_hz: int = 0

    def open(self, bus: int, device: int) -> None:
        self.board._refuse("spi")  # noqa: SLF001 - two halves of one fake
        self.board.did.append(("open", bus, device))

    def writebytes2(self, data: bytes) -> None:
        self.board.did.append(("wrote", data, self.mode, self.max_speed_hz))

    def xfer2(self, data: list[int], hz: int) -> list[int]:
        self.board.did.append(("read", len(data), hz))
        return [0xAB] * len(data)

    def close(self) -> None:
        self.board.did.append("closed")


class Chip(Struct):
    board: Board
    path: str

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def line_offset_from_id(self, name: str) -> int:
        if not self.path.endswith("1") or int(name.removeprefix("GPIO")) not in self.board.pins:
            raise OSError(errno.ENOENT, "no such line")
        return 100 + int(name.removeprefix("GPIO"))


@pytest.fixture
def chips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gpiochip0", "gpiochip1"):
        (tmp_path / name).touch()
    monkeypatch.setattr("kiosk.panels.hardware._DEV", tmp_path)


pytestmark = pytest.mark.usefixtures("chips")


def test_a_hat_has_its_pins_by_name_on_whatever_chip_they_are() -> None:
    board = Board()
    wires = Hardware(HAT, "hat", board.libraries)

    wires.set("reset", False)  # noqa: FBT003 - a level
    wires.set("dc", True)  # noqa: FBT003 - a level
    wires.set("cs0", False)  # noqa: FBT003 - a level
    board.levels[124] = "high"

    out = {"direction": "out", "output_value": "high"}
    listen = {"direction": "in", "bias": "up"}
    assert board.requested == {117: out, 125: out, 118: out, 124: listen}
    assert board.levels == {117: "low", 125: "high", 124: "high"}
    assert wires.busy()
    assert board.did[-1] == (str(board.did[-1][0]), "kiosk")
    assert str(board.did[-1][0]).endswith("gpiochip1")


def test_two_selects_are_pins_that_kiosk_drives() -> None:
    board = Board()
    wires = Hardware(INKY, "inky", board.libraries)

    wires.set("cs0", False)  # noqa: FBT003 - a level
    wires.set("cs1", True)  # noqa: FBT003 - a level
    wires.set("power", True)  # noqa: FBT003 - this board has none

    assert board.levels == {126: "low", 116: "high"}


def test_bytes_go_out_fast_and_come_back_slowly() -> None:
    board = Board()
    wires = Hardware(IT8951, "it8951", board.libraries)

    assert wires.transfer(b"\x60\x00") == b""
    assert wires.transfer(b"\x10\x00\x00\x00", slow=True) == b"\xab" * 4

    assert board.did[-2:] == [("wrote", b"\x60\x00", 0, 12_000_000), ("read", 4, 1_000_000)]
    assert board.requested[124]["bias"] == "down", "a loose wire must not look ready"


class Connected(Board):
    """A Raspberry Pi to which a panel is wired: a HAT, whose select SPI drives."""

    glass: SerialPanel = field(default_factory=lambda: simulated(QUICK, clock=Real()))

    @property
    def libraries(self) -> tuple[Any, Any]:
        return SimpleNamespace(SpiDev=lambda: ConnectedSpi(self)), self.gpiod

    def set_value(self, offset: int, value: str) -> None:
        lines = {100 + pin: line for line, pin in {RESET: 17, DC: 25, POWER: 18}.items()}
        self.glass.set(lines[offset], value == "high")

    def get_value(self, offset: int) -> str:
        assert offset == 124
        return "high" if self.glass.busy() else "low"


class ConnectedSpi(Spi):
    board: Connected

    def writebytes2(self, data: bytes) -> None:
        assert len(data) <= 4096
        self.board.glass.set(select(0), False)  # noqa: FBT003 - a level
        self.board.glass.transfer(data)
        self.board.glass.set(select(0), True)  # noqa: FBT003 - a level


# A panel whose refreshes take hardly any time.
QUICK = replace(catalog.panel("waveshare-7in5-v2"), seconds=Seconds(0.01, 0.01, 0.3, 0.2, 0.2))


def test_a_picture_goes_over_pins_to_a_glass_and_the_panel_sleeps() -> None:
    board = Connected()
    size = QUICK.size
    pixels = bytes(Random(1).choices((0, 1), k=size.width * size.height))
    frame = Frame(size, QUICK.palette, pixels)
    pins = links.Pins(QUICK, opened=lambda _: board.libraries)

    pins.open()(frame, Full(), None)
    assert board.glass.shown == frame
    assert board.did[-2:] == ["released", "closed"]
    pins.rest()
    assert board.glass.asleep
    assert board.glass.complaints == []


def test_everything_is_let_go() -> None:
    board = Board()
    Hardware(HAT, "hat", board.libraries).close()
    assert board.did[-2:] == ["released", "closed"]


@pytest.mark.parametrize(
    ("refuses", "told"),
    [
        ({"spi": errno.ENOENT}, "there is no /dev/spidev0.0; switch SPI on"),
        ({"spi": errno.EACCES}, "add this user to the groups spi and gpio"),
        ({"spi": errno.EIO}, "/dev/spidev0.0 can't be opened"),
        ({"lines": errno.EBUSY}, r"GPIO17, GPIO18, GPIO24, GPIO25 .*dtoverlay=spi0-0cs"),
        ({"lines": errno.EIO}, "can't be had: refused"),
    ],
)
def test_what_refuses_is_told_with_what_to_do_and_nothing_stays_open(
    refuses: dict[str, int], told: str
) -> None:
    board = Board(refuses)
    with pytest.raises(PanelError, match=told):
        Hardware(HAT, "hat", board.libraries)
    assert board.did.count("closed") == ("lines" in refuses)


def test_a_computer_without_a_header_is_told() -> None:
    with pytest.raises(PanelError, match="has the pins of a Raspberry Pi; is this one"):
        Hardware(HAT, "hat", Board(pins=range(0)).libraries)


def test_a_missing_device_is_not_made_by_locking_it(tmp_path: Path) -> None:
    path = tmp_path / "spidev0.0"
    with pytest.raises(PanelError, match="switch SPI on"), held(path, "hat", device=True):
        pass
    assert not path.exists()


def test_what_a_computer_lacks_is_told_at_once() -> None:
    lacks = " ".join(links.missing(catalog.panel("waveshare-7in5-v2")))
    assert Path("/dev/spidev0.0").exists() or "there is no /dev/spidev0.0" in lacks
