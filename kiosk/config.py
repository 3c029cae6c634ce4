"""kiosk.toml into a Config, or into every complaint that there is, each with line and key."""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kiosk import quantities as q
from kiosk.board import LOW_VISION, Board, Method
from kiosk.content.source import FeedSource
from kiosk.errors import ConfigError, Problem
from kiosk.geometry import Size
from kiosk.hours import ALWAYS, Hours, read_ranges
from kiosk.panels import catalog
from kiosk.panels.measured import measured
from kiosk.panels.panel import Panel
from kiosk.sourcing import read_sources, read_url
from kiosk.toml import Fields, TomlError, fields, read

_PANEL = catalog.panel("waveshare-7in5-v2")
_PAGES: tuple[str, ...] = ("news", "headlines")
DEFAULT_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SYSTEM_WIDE = Path("/etc/kiosk/kiosk.toml")
ROTATIONS = (0, 90, 180, 270)

_PIXELS = re.compile(r"\s*(\d{2,5})\s*[x×]\s*(\d{2,5})\s*")
_PAGE = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True)
class Config:
    """A board's settings; paths are absolute, times in seconds.

    `panel` is what the pages are made for; `model` is what they are shown on ("png" or a panel).
    """

    path: Path
    name: str = "Bảng tin"
    zone: ZoneInfo = DEFAULT_ZONE
    distance_m: float | None = None
    enlarge: float = 1.0
    dither: Method = "quick"
    stale_after_s: int = 6 * 3600
    state: Path = Path("state")
    sources: tuple[FeedSource, ...] = ()
    notices: tuple[Path, ...] = ()
    schedule: Path | None = None
    service: Path | None = None
    posters: tuple[Path, ...] = ()
    proxy: str = ""
    model: str = "png"
    panel: Panel = _PANEL
    inks: Path | None = None
    rotate: int = 0
    picture: Path = Path("frame.png")
    pages: tuple[str, ...] = _PAGES
    lead_stories: int = 5
    dwell_s: int = 5 * 60
    hours: Hours = ALWAYS
    outside: str = "closing"

    @property
    def follows_nothing(self) -> bool:
        """Whether there is no source of any kind."""
        own = self.notices or self.schedule or self.service or self.posters
        return not (self.sources or own)

    @property
    def nudge(self) -> Path:
        """A file whose time says when a person last decided something that the board shows."""
        return self.state / "nudge"

    @property
    def prepared(self) -> Path:
        """The folder of photographs in the board's inks."""
        return self.state / "prepared"

    @property
    def layouts(self) -> Path:
        """The ward's own layout files, which come before the shipped ones."""
        return self.path.parent / "layouts"

    def board(self, panel: Panel | None = None, rotate: int | None = None) -> Board:
        """The board that pages are made for: the config's, or another panel turned another way."""
        return catalog.board(
            panel or self.panel,
            distance_m=self.distance_m,
            enlarge=self.enlarge,
            dither=self.dither,
            rotate=self.rotate if rotate is None else rotate,
        )


def is_example(url: str) -> bool:
    """Whether an address is one of those that stand for any other (RFC 2606)."""
    return (urlsplit(url).hostname or "").endswith(".example")


def find(named: Path | None) -> Path:
    """The config file: the one named, $KIOSK_CONFIG, ./kiosk.toml, or /etc/kiosk/kiosk.toml."""
    if named is not None:
        return named
    if from_environment := os.environ.get("KIOSK_CONFIG"):
        return Path(from_environment)
    here = Path("kiosk.toml")
    try:
        return here if here.exists() else SYSTEM_WIDE
    except OSError:  # a folder that this user may not look into
        return SYSTEM_WIDE


def load(path: Path) -> Config:
    """Read kiosk.toml.

    Raises ConfigError with every problem in it.
    """
    path = path.absolute()
    if not path.exists():
        says = "there is no such file; `kiosk init` writes one, --config names another."
        raise ConfigError(path, Problem(0, "", says))
    try:
        top = fields(read(path))
    except TomlError as error:
        raise ConfigError(path, error.problem) from error
    found: dict[str, Any] = {"path": path}
    found |= _board(top.table("board"), path.parent)
    found |= read_sources(top.tables("source"), path.parent)
    found |= _network(top.table("network"))
    found |= _panel(top.table("panel"), path.parent, found["state"])
    found |= _programme(top.table("programme"), _own_pages(found))
    found |= _hours(top.table("hours"), present="hours" in top.values)
    top.close()
    if top.problems:
        raise ConfigError(path, *sorted(top.problems, key=lambda problem: problem.line))
    return Config(**found)


def _board(own: Fields, folder: Path) -> dict[str, Any]:
    readers = own.take("readers", q.choice("ordinary", "low-vision"), "ordinary")
    state = own.take("state", q.text, "state")
    found = {
        "name": own.take("name", q.text, "Bảng tin", required=True),
        "zone": own.take("timezone", _read_zone, DEFAULT_ZONE),
        "distance_m": own.take("viewing_distance", q.distance, None),
        "enlarge": LOW_VISION if readers == "low-vision" else 1.0,
        "stale_after_s": own.take("stale_after", q.duration, 6 * 3600),
        "state": Path(os.environ.get("STATE_DIRECTORY", folder / state)),
    }
    own.close()
    return found


def _network(own: Fields) -> dict[str, Any]:
    found = {"proxy": own.take("proxy", read_url, "")}
    own.close()
    return found


def _panel(own: Fields, folder: Path, state: Path) -> dict[str, Any]:
    models = ("png", *catalog.names())
    model = own.take("model", q.choice(*models), "png", required=True)
    found: dict[str, Any] = {
        "model": model,
        "rotate": own.take("rotate", _read_rotation, 0),
        "dither": own.take("dither", q.choice("quick", "fine"), "quick"),
    }
    if model == "png":
        found["picture"] = folder / own.take("path", q.text, "frame.png")
        found["panel"] = _png_panel(own)
    elif model in catalog.names():
        found["panel"] = catalog.panel(model)
    if inks := own.take("inks", q.text, ""):
        panel = found.get("panel", _PANEL)
        found["inks"] = folder / inks
        palette = measured(panel.palette, folder / inks, state / "profiles")
        found["panel"] = replace(panel, palette=palette)
    own.close()
    return found


def _png_panel(own: Fields) -> Panel:
    if "size" not in own.values:
        return catalog.panel(own.take("like", q.choice(*catalog.names()), _PANEL.name))
    if "like" in own.values:
        own.problem("like", "says the same as size, mm and palette; leave one or the other out.")
    size = own.take("size", _read_pixels, Size(800, 480))
    mm = own.take("mm", q.area, (160.0, 96.0), required=True)
    palette = own.take("palette", q.choice(*catalog.palettes()), "mono", required=True)
    own.take("like", q.text, "")
    return catalog.custom(size, mm, palette)


def _own_pages(found: dict[str, Any]) -> tuple[str, ...]:
    """The pages of a board that names none: those of all that it follows."""
    kinds = {
        "notices": "notices",
        "schedule": "schedule",
        "service": "service",
        "posters": "poster",
    }
    news = _PAGES if found["sources"] else ()
    return (*news, *(page for kind, page in kinds.items() if found[kind])) or _PAGES


def _programme(own: Fields, pages: tuple[str, ...]) -> dict[str, Any]:
    found = {
        "pages": own.take("pages", _read_pages, pages),
        "lead_stories": own.take("lead_stories", q.whole(1, 50), 5),
        "dwell_s": own.take("dwell", q.duration, 5 * 60),
    }
    own.close()
    return found


def _hours(own: Fields, *, present: bool) -> dict[str, Any]:
    before = len(own.problems)
    hours = Hours(
        weekdays=own.take("weekdays", read_ranges, ()),
        saturday=own.take("saturday", read_ranges, ()),
        sunday=own.take("sunday", read_ranges, ()),
        always=not present,
    )
    outside = own.take("outside", q.choice("closing", "last"), "closing")
    own.close()
    if present and not hours.boundaries() and len(own.problems) == before:
        own.problem("", "never opens the board; name the hours of a day, or take [hours] out.")
    return {"hours": hours, "outside": outside}


def _read_zone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(q.text(value))
    except (KeyError, OSError, ValueError):
        raise ValueError(
            f'must be a time zone as "Asia/Ho_Chi_Minh", not {q.shown(value)}'
        ) from None


def _read_rotation(value: Any) -> int:
    if isinstance(value, bool) or value not in ROTATIONS:
        raise ValueError(f"must be 0, 90, 180 or 270, not {q.shown(value)}")
    return int(value)


def _read_pixels(value: Any) -> Size:
    found = _PIXELS.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f'must be a size in pixels as "800 x 480", not {q.shown(value)}')
    return Size(int(found[1]), int(found[2]))


def _read_pages(value: Any) -> tuple[str, ...]:
    pages = q.listed(q.text)(value)
    if not pages or not all(_PAGE.fullmatch(page) for page in pages):
        raise ValueError(
            f'must name at least one page, as ["news", "headlines"], not {q.shown(value)}'
        )
    return pages
