"""Scenes into frames: glyphs, photographs, dither."""

import kiosk.seldom  # noqa: F401 - before Pillow is
