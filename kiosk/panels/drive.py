"""Which driver a panel's controller wants."""

from kiosk.panels.drivers import Driver, el133uf1, it8951, spectra, uc8179
from kiosk.panels.panel import Panel

# By the controllers of catalog.toml.
DRIVERS = {
    "UC8179": uc8179.DRIVER,
    "GDEP073E01": spectra.DRIVER,
    "AC073TC1A": spectra.DRIVER,
    "EL133UF1": el133uf1.DRIVER,
    "IT8951": it8951.DRIVER,
}


def driver(panel: Panel) -> Driver:
    """The driver of a panel with a controller."""
    return DRIVERS[panel.controller]
