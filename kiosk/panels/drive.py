"""Which driver a panel's controller wants."""

from kiosk.panels.drivers import Driver, uc8179
from kiosk.panels.panel import Panel

# By the controllers of catalog.toml.
DRIVERS = {
    "UC8179": uc8179.DRIVER,
}


def driver(panel: Panel) -> Driver:
    """The driver of a panel with a controller."""
    return DRIVERS[panel.controller]
