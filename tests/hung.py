"""The panels that differ in what pages see of them: pixels, millimetres, distance, inks."""

from kiosk.panels import catalog

NAMES = (
    "waveshare-7in5-v2",
    "waveshare-7in3-e6",
    "waveshare-13in3-e6",
    "waveshare-7in3-f",
    "waveshare-10in3-it8951",
)
PANELS = tuple(catalog.panel(name) for name in NAMES)
