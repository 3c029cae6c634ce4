"""A year of the refresh policy, a page every ten minutes, on each kind of panel."""

import random

import pytest
from glasses import COLOUR, GREY, MONO, page
from msgspec.structs import replace

from kiosk.frame import Frame
from kiosk.geometry import Rect
from kiosk.panels.panel import Panel
from kiosk.panels.policy import Skip, Wear, refresh, touched
from kiosk.panels.steps import Full

DAY = 24 * 3600


def _wish(chance: random.Random, panel: Panel, before: Frame, minute: int) -> Frame:
    """What a board would like to show: nothing new at night, mostly a line, now and then a page."""
    if not 7 * 60 <= minute % (24 * 60) < 17 * 60 or chance.random() < 0.3:
        return before
    if chance.random() < 0.2:
        return page(panel, Rect(0, 0, 160, chance.randrange(60, 96)))
    return page(panel, Rect(8 * chance.randrange(10), 8 * chance.randrange(10), 60, 8))


@pytest.mark.parametrize("panel", [MONO, GREY, COLOUR], ids=lambda panel: panel.controller)
def test_a_year_of_updates_every_ten_minutes_keeps_every_limit(panel: Panel) -> None:
    care = panel.care
    assert care is not None
    chance = random.Random(20261128)
    shown: Frame | None = None
    wish, wear = page(panel), Wear()
    last = last_full = None
    quick = [0] * len(wear.ghosts)
    for minute in range(0, 365 * 24 * 60, 10):
        if chance.random() < 0.001:
            shown = None  # a power cut in the middle of a refresh
        now = minute * 60 + chance.randrange(60)
        wish = _wish(chance, panel, wish, minute)
        urgent = chance.random() < 0.02
        wear = replace(
            wear,
            since_s=None if last is None else now - last,
            full_s=None if last_full is None else now - last_full,
        )
        found = refresh(shown, wish, wear, panel, "urgent" if urgent else "ordinary")
        if isinstance(found, Skip):
            assert shown == wish or (found.wait_s or 0) > 0
        else:
            hurry = urgent or shown is None
            least = care.urgent_s if hurry else care.interval_s
            assert last is None or now - last >= least
            assert isinstance(found.how, Full) or shown is not None
            full = isinstance(found.how, Full)
            over = touched(found.how, panel.glass)
            quick = [0] * len(quick) if full else [n + (at in over) for at, n in enumerate(quick)]
            assert max(quick) <= care.cadence
            wear = replace(wear, ghosts=wear.after(found.how, panel.glass))
            shown, last, last_full = wish, now, now if full else last_full
        assert last_full is not None
        assert now - last_full < DAY
