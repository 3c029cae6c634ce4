"""Pimoroni's Inky Impression through Pimoroni's own library (extra `inky`), opened when needed."""

import importlib
import importlib.util
import warnings
from typing import Any

from PIL import Image

from kiosk.errors import PanelError
from kiosk.frame import RGB, Frame
from kiosk.geometry import Size
from kiosk.panels.panel import Panel

# Which of inky's modules knows a panel, by its size as readers see it.
_MODULES = {Size(800, 480): "inky.inky_e673", Size(1600, 1200): "inky.inky_el133uf1"}
# The colours of inky's DESATURATED_PALETTE by their codes on the wire. A picture that has these
# six and no other goes through inky unchanged; any other one it would dither once more.
_PURE: dict[int, RGB] = {
    0: (0, 0, 0),
    1: (255, 255, 255),
    2: (255, 255, 0),
    3: (255, 0, 0),
    5: (0, 0, 255),
    6: (0, 255, 0),
}


def show(panel: Panel, frame: Frame, *, gpio: Any = None, spi: Any = None) -> None:
    """Show a frame as its readers see it, unrotated; `gpio` and `spi` stand in for real ones.

    The library ends with power off, and nothing is sent after that: it knows no deep sleep.
    Raises PanelError.
    """
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            _push(panel, _image(panel, frame), gpio, spi)
    except ImportError as error:
        says = f"the inky library is not complete ({error}); pip install 'kiosk[inky]'"
        raise PanelError(panel.name, says) from error
    # gpiodevice, on which inky stands, ends the whole process if it finds no chip or free pins.
    except (OSError, RuntimeError, SystemExit) as error:
        says = (
            f"inky could not reach the panel ({error}); check that SPI is on, that "
            "dtoverlay=spi0-0cs stands in config.txt and that nothing else uses its pins"
        )
        raise PanelError(panel.name, says) from error
    for warning in said:
        if "Timed out" in str(warning.message):
            raise PanelError(panel.name, f"inky: {warning.message}; check the panel's cable")


def require(panel: Panel) -> None:
    """Find the library.

    Raises PanelError where it is not installed.
    """
    if importlib.util.find_spec("inky") is None:
        raise PanelError(panel.name, "inky is not installed; pip install 'kiosk[inky]'")


def _image(panel: Panel, frame: Frame) -> Image.Image:
    image = Image.frombytes("P", frame.size, frame.pixels)
    image.putpalette([value for code in panel.codes for value in _PURE[code]])
    return image


def _push(panel: Panel, image: Image.Image, gpio: Any, spi: Any) -> None:
    if panel.size not in _MODULES:
        raise PanelError(panel.name, f"inky has no colour panel of {panel.size}")
    module = importlib.import_module(_MODULES[panel.size])
    device = module.Inky(spi_bus=spi, gpio=gpio, i2c_bus=_NoEeprom())
    if gpio is not None and hasattr(device, "cs_pin_0"):
        # inky_el133uf1.py names its select lines only where it opens them itself.
        device.cs0_pin, device.cs1_pin = device.cs_pin_0, device.cs_pin_1
    try:
        device.set_image(image)
        device.show()
    finally:
        if gpio is None:
            _let_go(device)


def _let_go(device: Any) -> None:
    """Close what inky keeps open until it is forgotten: the next refresh opens it again."""
    lines, bus = device._gpio, device._spi_bus  # noqa: SLF001 - inky has no public close
    if lines is not None:
        lines.release()
    if bus is not None:
        bus.close()


class _NoEeprom:
    """A bus with no board's memory on it: which panel there is stands in kiosk.toml."""

    def write_i2c_block_data(self, *_: object) -> None:
        raise OSError
