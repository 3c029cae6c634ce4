"""The kinds of region, one class each; a new kind is one more line here."""

from collections.abc import Callable

from kiosk.layout.regions.base import Continued, Drawing, Option, Region, Sheet, options
from kiosk.layout.regions.body import BodyRegion
from kiosk.layout.regions.box import BoxRegion
from kiosk.layout.regions.date import DateRegion
from kiosk.layout.regions.image import ImageRegion
from kiosk.layout.regions.list import ListRegion
from kiosk.layout.regions.notices import NoticesRegion
from kiosk.layout.regions.photo import PhotoRegion
from kiosk.layout.regions.poster import PosterRegion
from kiosk.layout.regions.qr import QrRegion
from kiosk.layout.regions.rule import RuleRegion
from kiosk.layout.regions.service import ServiceRegion
from kiosk.layout.regions.table import TableRegion
from kiosk.layout.regions.text import TextRegion
from kiosk.layout.regions.urgent import UrgentRegion

KINDS: dict[str, Callable[..., Region]] = {
    "text": TextRegion,
    "photo": PhotoRegion,
    "list": ListRegion,
    "rule": RuleRegion,
    "box": BoxRegion,
    "date": DateRegion,
    "qr": QrRegion,
    "body": BodyRegion,
    "notices": NoticesRegion,
    "urgent": UrgentRegion,
    "table": TableRegion,
    "service": ServiceRegion,
    "poster": PosterRegion,
    "image": ImageRegion,
}

__all__ = ["KINDS", "Continued", "Drawing", "Option", "Region", "Sheet", "options"]
