"""kiosk.toml into a Config, or into every complaint that there is, each with line and key."""

import os
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from kiosk import quantities as q
from kiosk.board import LOW_VISION, Board, Method
from kiosk.calendar import Workdays
from kiosk.content.source import FeedSource
from kiosk.errors import ConfigError, Problem
from kiosk.hours import ALWAYS, Hours, read_ranges
from kiosk.mounting import PNG, SIMULATED, read_panel
from kiosk.panels import catalog
from kiosk.panels.catalog import Catalogue
from kiosk.panels.panel import Panel
from kiosk.regex import regex
from kiosk.sourcing import read_sources, read_url
from kiosk.toml import Fields, TomlError, fields, read

_PAGES: tuple[str, ...] = ("news", "headlines")
DEFAULT_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# Panels of the ward's own, beside kiosk.toml.
OWN_PANELS = "panels.toml"
SYSTEM_WIDE = Path("/etc/kiosk/kiosk.toml")

# How the board is is looked at once a minute.
_LEAST_PUSH_S = 60
_PAGE = regex(r"[a-z][a-z0-9_-]*")


class Config(Struct, frozen=True):
    """A board's settings; paths are absolute, times in seconds.

    `panel` is what the pages are made for, `model` what they are shown on ("png", a panel, or
    "sim:" and a panel; `pace` is then its time, "real" or "none"). `catalogue` has the ward's own
    panels, too. `beside` is where panels.toml, inks and layouts are read from, if that is not the
    folder of kiosk.toml. Pages stand for `dwell_s`, which is `asked_dwell_s` unless the panel
    needs longer; `dwells` are pages that stand for another time.
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
    textfile: Path | None = None
    push: str = ""
    push_every_s: int = 5 * 60
    push_hosts: frozenset[str] = frozenset()
    model: str = PNG
    panel: Panel = field(default_factory=partial(catalog.panel, "waveshare-7in5-v2"))
    catalogue: Catalogue = field(default_factory=catalog.shipped)
    pace: str = "none"
    inks: Path | None = None
    rotate: int = 0
    picture: Path = Path("frame.png")
    pages: tuple[str, ...] = _PAGES
    lead_stories: int = 5
    dwell_s: int = 5 * 60
    asked_dwell_s: int = 5 * 60
    dwells: Mapping[str, int] = field(default_factory=dict)
    hours: Hours = ALWAYS
    outside: str = "closing"
    beside: Path | None = None

    def __repr__(self) -> str:
        return f"Config({str(self.path)!r})"  # `push` is a secret

    @property
    def follows_nothing(self) -> bool:
        """Whether there is no source of any kind."""
        own = self.notices or self.schedule or self.service or self.posters
        return not (self.sources or own)

    @property
    def simulated(self) -> bool:
        """Whether the panel is a simulated one."""
        return self.model.startswith(SIMULATED)

    @property
    def shown_on(self) -> str:
        """Where a person finds the page: a file, or a panel."""
        return str(self.picture) if self.model == PNG or self.simulated else self.model

    def dwell(self, page: str) -> int:
        """For how many seconds each frame of a page stands."""
        return self.dwells.get(page, self.dwell_s)

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
        return (self.beside or self.path.parent) / "layouts"

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


def load(path: Path, kept: Path | None = None) -> Config:
    """Read kiosk.toml; or, as if it and what lies beside it stood there still, from `kept`.

    Raises ConfigError with every problem in it.
    """
    path = path.absolute()
    file = path if kept is None else kept / path.name
    if not file.exists():
        says = "there is no such file; `kiosk init` writes one, --config names another."
        raise ConfigError(path, Problem(0, "", says))
    try:
        top = fields(read(file))
    except TomlError as error:
        raise ConfigError(path, error.problem) from error
    found: dict[str, Any] = {"path": path, "beside": kept}
    found |= _board(top.table("board"), path.parent)
    found |= read_sources(top.tables("source"), path.parent)
    found |= _network(top.table("network"))
    found |= _health(top.table("health"), path.parent)
    known = catalog.with_own(file.parent / OWN_PANELS)
    found |= read_panel(top.table("panel"), path.parent, found["state"], known, kept)
    found["catalogue"] = known
    found |= _programme(
        top.table("programme"), _own_pages(found), rest_s(found["panel"], found["model"])
    )
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


def _health(own: Fields, folder: Path) -> dict[str, Any]:
    """Where a running board tells how it is; the address of `push` may hold a secret."""
    textfile = own.take("textfile", _read_textfile, None)
    push = own.take("push", read_url, "")
    every = own.take("every", _read_push_pace, 5 * 60)
    none: tuple[str, ...] = ()
    hosts = own.take("allow_hosts", q.listed(q.text), none)
    for key in ("every", "allow_hosts"):
        if key in own.values and "push" not in own.values:
            own.problem(key, "belongs to push, which is missing; write that, or take this out.")
    own.close()
    return {
        "textfile": None if textfile is None else folder / textfile,
        "push": push,
        "push_every_s": every,
        "push_hosts": frozenset(hosts),
    }


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


def rest_s(panel: Panel, model: str) -> int:
    """The least time between two pages that the panel bears, in seconds."""
    return panel.care.interval_s if panel.care and model != PNG else 0


def _programme(own: Fields, pages: tuple[str, ...], least_s: int) -> dict[str, Any]:
    asked = own.take("dwell", q.duration, 5 * 60)
    shown = own.take("pages", _read_pages, pages)
    dwells = _dwells(own.table("dwells"), shown)
    found = {
        "pages": shown,
        "lead_stories": own.take("lead_stories", q.whole(1, 50), 5),
        "dwell_s": max(asked, least_s),
        "asked_dwell_s": min(asked, *dwells.values()) if dwells else asked,
        "dwells": {page: max(seconds, least_s) for page, seconds in dwells.items()},
    }
    own.close()
    return found


def _dwells(own: Fields, pages: tuple[str, ...]) -> dict[str, int]:
    found = {page: own.take(page, q.duration, 5 * 60) for page in pages if page in own.values}
    own.close(pages)
    return found


def _hours(own: Fields, *, present: bool) -> dict[str, Any]:
    before = len(own.problems)
    hours = Hours(
        weekdays=own.take("weekdays", read_ranges, ()),
        saturday=own.take("saturday", read_ranges, ()),
        sunday=own.take("sunday", read_ranges, ()),
        always=not present,
        feasts=own.take("public_holidays", q.choice("closed", "open"), "closed") == "closed",
        days=Workdays(
            off=_own_days(own, "holidays"),
            on=_own_days(own, "workdays"),
        ),
    )
    outside = own.take("outside", q.choice("closing", "last"), "closing")
    own.close()
    if present and not hours.boundaries() and len(own.problems) == before:
        own.problem("", "never opens the board; name the hours of a day, or take [hours] out.")
    return {"hours": hours, "outside": outside}


def _own_days(own: Fields, key: str) -> frozenset[date]:
    def read(value: Any) -> tuple[date, ...]:
        from kiosk.content.folders.timetable import read_days  # noqa: PLC0415 - few name any

        return read_days(value)

    none: tuple[date, ...] = ()
    return frozenset(own.take(key, read, none))


def _read_zone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(q.text(value))
    except (KeyError, OSError, ValueError):
        raise ValueError(
            f'must be a time zone as "Asia/Ho_Chi_Minh", not {q.shown(value)}'
        ) from None


def _read_textfile(value: Any) -> str:
    name = q.text(value)
    if not name.endswith(".prom"):
        raise ValueError(f'must end in .prom, as "kiosk.prom", not {q.shown(value)}')
    return name


def _read_push_pace(value: Any) -> int:
    seconds = q.duration(value)
    if seconds < _LEAST_PUSH_S:
        raise ValueError(f'must be at least "1 min", not {q.shown(value)}')
    return seconds


def _read_pages(value: Any) -> tuple[str, ...]:
    pages = q.listed(q.text)(value)
    if not pages or not all(_PAGE.fullmatch(page) for page in pages):
        raise ValueError(
            f'must name at least one page, as ["news", "headlines"], not {q.shown(value)}'
        )
    return pages
