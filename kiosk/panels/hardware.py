"""A Raspberry Pi's own pins: SPI by spidev, the other lines by gpiod, both loaded when opened."""

import errno
import time
from pathlib import Path
from typing import Any

from kiosk.errors import PanelError
from kiosk.panels.lock import unopened
from kiosk.panels.panel import Wiring
from kiosk.panels.wires import DC, POWER, RESET, select

_CONSUMER = "kiosk"
_SPI_MODE = 0
_DEV = Path("/dev")


class Hardware:
    """The wires of a board on this computer; `libraries` are the modules spidev and gpiod."""

    def __init__(self, wiring: Wiring, panel: str, libraries: tuple[Any, Any]) -> None:
        spidev, gpiod = libraries
        self.wiring = wiring
        self.gpiod = gpiod
        self.spi = _spi(spidev, wiring, panel)
        pins = {RESET: wiring.reset, DC: wiring.dc, POWER: wiring.power}
        pins |= {select(at): pin for at, pin in enumerate(wiring.selects)}
        self.pins = {line: pin for line, pin in pins.items() if pin is not None}
        try:
            self.offsets, self.lines = _lines(gpiod, wiring, self.pins, panel)
        except BaseException:
            self.spi.close()
            raise

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
        """Drive a line; one that this board has not, or that SPI drives itself, is left alone."""
        if line in self.pins:
            value = self.gpiod.line.Value
            self.lines.set_value(
                self.offsets[self.pins[line]], value.ACTIVE if level else value.INACTIVE
            )

    def busy(self) -> bool:
        """The level of BUSY."""
        level = self.lines.get_value(self.offsets[self.wiring.busy])
        return bool(level == self.gpiod.line.Value.ACTIVE)

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        """Shift at most 4096 bytes out; what came back is given if it is read slowly."""
        if slow:
            return bytes(self.spi.xfer2(list(data), self.wiring.read_hz))
        self.spi.writebytes2(data)
        return b""

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def now(self) -> float:
        return time.monotonic()

    def close(self) -> None:
        """Let go of SPI and of every pin."""
        try:
            self.lines.release()
        finally:
            self.spi.close()


def device(wiring: Wiring) -> Path:
    """The SPI device of a board."""
    return Path(f"/dev/spidev{wiring.spi}")


def libraries(panel: str) -> tuple[Any, Any]:
    """The modules spidev and gpiod.

    Raises PanelError where they are not installed.
    """
    try:
        import gpiod  # noqa: PLC0415 - a board without a panel has neither
        import gpiod.line  # noqa: PLC0415 - its names are used through it
        import spidev  # noqa: PLC0415 - as above
    except ImportError as error:
        says = f"{error.name} is not installed; install kiosk with its extra: pip install kiosk[hw]"
        raise PanelError(panel, says) from error
    return spidev, gpiod


def _spi(spidev: Any, wiring: Wiring, panel: str) -> Any:
    bus, _, chip = wiring.spi.partition(".")
    spi = spidev.SpiDev()
    try:
        spi.open(int(bus), int(chip))
        spi.mode = _SPI_MODE
        spi.max_speed_hz = wiring.hz
    except OSError as error:
        raise PanelError(panel, unopened(device(wiring), error)) from error
    return spi


def _lines(
    gpiod: Any, wiring: Wiring, pins: dict[str, int], panel: str
) -> tuple[dict[int, int], Any]:
    """Request every pin at once, by its name, which is the same on all models of the Pi."""
    direction, value, bias = gpiod.line.Direction, gpiod.line.Value, gpiod.line.Bias
    out = gpiod.LineSettings(direction=direction.OUTPUT, output_value=value.ACTIVE)
    pull = bias.PULL_UP if wiring.pull == "up" else bias.PULL_DOWN
    listen = gpiod.LineSettings(direction=direction.INPUT, bias=pull)
    settings = {**dict.fromkeys(pins.values(), out), wiring.busy: listen}
    path, offsets = _chip(gpiod, list(settings), panel)
    try:
        lines = gpiod.request_lines(
            path,
            consumer=_CONSUMER,
            config={offsets[pin]: setting for pin, setting in settings.items()},
        )
    except OSError as error:
        taken = "another process, or SPI itself (then dtoverlay=spi0-0cs is missing), holds one"
        why = taken if error.errno == errno.EBUSY else error.strerror or str(error)
        named = ", ".join(f"GPIO{pin}" for pin in sorted(settings))
        raise PanelError(panel, f"the pins {named} of {path} can't be had: {why}") from error
    return offsets, lines


def _chip(gpiod: Any, pins: list[int], panel: str) -> tuple[str, dict[int, int]]:
    """The GPIO chip that has lines of the pins' names, and where they lie on it."""
    for path in sorted(_DEV.glob("gpiochip*")):
        try:
            with gpiod.Chip(str(path)) as chip:
                return str(path), {pin: chip.line_offset_from_id(f"GPIO{pin}") for pin in pins}
        except OSError:  # not this one: a Pi has several, and only one goes to the header
            continue
    says = "no /dev/gpiochip has the pins of a Raspberry Pi; is this one, and is this user in gpio?"
    raise PanelError(panel, says)
