"""Which driver a panel's controller wants."""

from kiosk.panels.drivers import Driver, it8951, uc8179
from kiosk.panels.panel import Panel

# By the controllers of catalog.toml.
DRIVERS = {
    "IT8951": it8951.DRIVER,
    "UC8179": uc8179.DRIVER,
}


def driver(panel: Panel) -> Driver:
    """The driver of a panel with a controller."""
    return DRIVERS[panel.controller]
