"""The kinds of region, a module and a class each; a new kind is one more line here."""

from importlib import import_module
from typing import Any

from kiosk.layout.regions.base import (
    Continued,
    Contradictory,
    Drawing,
    Option,
    Region,
    Said,
    Sheet,
    options,
)

# The class of each kind, in the module of its name, which is loaded with the first such region.
KINDS = {
    "text": "TextRegion",
    "photo": "PhotoRegion",
    "list": "ListRegion",
    "rule": "RuleRegion",
    "box": "BoxRegion",
    "date": "DateRegion",
    "qr": "QrRegion",
    "body": "BodyRegion",
    "notices": "NoticesRegion",
    "urgent": "UrgentRegion",
    "table": "TableRegion",
    "service": "ServiceRegion",
    "poster": "PosterRegion",
    "image": "ImageRegion",
}

__all__ = [
    "KINDS",
    "Continued",
    "Contradictory",
    "Drawing",
    "Option",
    "Region",
    "Said",
    "Sheet",
    "kind_of",
    "options",
]


def kind_of(name: str) -> Any:
    """The class of a kind of region."""
    return getattr(import_module(f"{__name__}.{name}"), KINDS[name])
