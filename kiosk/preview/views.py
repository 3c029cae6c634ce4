"""What somebody wants to see: a panel, how it hangs, which news, and at what time."""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct

from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.mounting import ROTATIONS
from kiosk.panels.panel import Panel
from kiosk.preview.newsroom import NEWS
from kiosk.preview.variations import VARIATIONS
from kiosk.quantities import did_you_mean

T = TypeVar("T")
LONGEST = 200
_MOST_LEADS = 50


class WishError(KioskError):
    """A request asks for something that is not there."""


class View(Struct, frozen=True):
    """A board as somebody wants to see it; `at` is a time in words."""

    panel: Panel
    rotate: int
    news: str
    variation: str
    at: str


def view(config: Config, query: Mapping[str, str]) -> View:
    """The view that a query asks for; what it does not name is as in the config.

    Raises WishError.
    """
    known = {name: name for name in config.catalogue.names()}
    panel = _one_of(known, query.get("panel") or config.panel.name, "panel")
    turns = {str(turn): turn for turn in ROTATIONS}
    return View(
        config.catalogue.panel(panel),
        _one_of(turns, query.get("rotate") or str(config.rotate), "rotate"),
        _key(NEWS, query.get("news") or next(iter(NEWS)), "news"),
        _key(VARIATIONS, query.get("with") or "", "with"),
        _short(query.get("at") or "", "at"),
    )


def lead(query: Mapping[str, str]) -> int:
    """Which story is to lead, from 0.

    Raises WishError.
    """
    said = query.get("lead") or "0"
    if not (said.isascii() and said.isdecimal() and int(said[:4]) < _MOST_LEADS):
        raise WishError(f"lead must be a number from 0 to {_MOST_LEADS - 1}, not “{said[:40]}”.")
    return int(said)


def _short(words: str, key: str) -> str:
    if len(words) > LONGEST:
        raise WishError(f"{key} has more than {LONGEST} letters.")
    return words


def _key(known: Mapping[str, object], asked: str, what: str) -> str:
    _one_of(known, asked, what)
    return asked


def _one_of(known: Mapping[str, T], asked: str, what: str) -> T:
    if asked not in known:
        names = [name for name in known if name]
        near = did_you_mean(asked[:LONGEST], names) or f"; known are {', '.join(names)}."
        raise WishError(f"there is no {what} “{asked[:LONGEST]}”{near}")
    return known[asked]
