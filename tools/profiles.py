# ruff: noqa: INP001 - a script, part of no package
"""Rebuild the tables in kiosk/ink/profiles from the inks in the panels' catalogue.

Run it after a measured ink was changed or a colour palette added: python tools/profiles.py
"""

from kiosk.ink.dither import PROFILES
from kiosk.ink.gamut import table
from kiosk.panels.catalog import palette, palettes

for name in palettes():
    inks = palette(name)
    if inks.profile:
        (PROFILES / f"{inks.profile}.lut").write_bytes(table(inks))
