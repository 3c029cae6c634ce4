"""Small glasses of panels in the catalogue, and pages for them."""

from msgspec.structs import replace

from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.panels import catalog
from kiosk.panels.panel import Panel

SIZE = Size(160, 96)


def small(name: str) -> Panel:
    """A panel of the catalogue with a small glass."""
    return replace(catalog.panel(name), size=SIZE, vcom_mv=1500)


MONO, GREY, COLOUR = (small(f"waveshare-{name}") for name in ("7in5-v2", "10in3-it8951", "7in3-e6"))


def page(panel: Panel, *boxes: Rect, size: Size = SIZE) -> Frame:
    """White, with black boxes."""
    pixels = bytearray([panel.palette.paper]) * (size.width * size.height)
    for box in boxes:
        for y in range(box.y, box.bottom):
            start = y * size.width
            pixels[start + box.x : start + box.right] = bytes([panel.palette.ink]) * box.width
    return Frame(size, panel.palette, bytes(pixels))
