# ruff: noqa: INP001 - a script, part of no package
"""Rebuild the tables in kiosk/ink/profiles from the inks in the panels' catalogue.

Run it after a measured ink was changed or a colour palette added: python tools/profiles.py
"""

from kiosk.ink.fitting import profile_path
from kiosk.ink.profile import build
from kiosk.panels.catalog import palette, palettes

for inks in map(palette, palettes()):
    if inks.profile:
        build(inks, profile_path(inks))
