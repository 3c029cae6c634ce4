"""Simulated panels of a preview's own: what a refresh does to a glass, and how long it takes."""

import hashlib
import io
from collections import OrderedDict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from kiosk.frame import Frame, Palette
from kiosk.geometry import Rect
from kiosk.panels import png
from kiosk.panels.glass import seen
from kiosk.panels.panel import Panel
from kiosk.panels.policy import Show
from kiosk.panels.screen import Screen
from kiosk.panels.sim.film import Film, Refresh
from kiosk.panels.simulation import Simulation

# A glass that has no voltage printed on it: the preview's own.
_VCOM_MV = 1500
MOST_GLASSES, MOST_GHOSTS = 12, 60
# Ghosts of so many refreshes are as dark as they are drawn.
_FULL_GHOST = 12


class Played(Struct, frozen=True):
    """What a refresh did; `ghosts` is a grey PNG, 255 where the old picture shines through most."""

    told: dict[str, Any]
    ghosts: bytes | None


class Glass:
    """A panel that hangs turned by `rotate` degrees; it keeps its picture until it is cleared."""

    def __init__(self, panel: Panel, rotate: int) -> None:
        self.asked = panel
        self.panel = panel if panel.vcom_mv else replace(panel, vcom_mv=_VCOM_MV)
        self._folder = TemporaryDirectory()
        folder = Path(self._folder.name)
        self._picture = folder / "sim.png"
        self._turn = (rotate + panel.turn) % 360
        self._link = Simulation(self.panel, self._turn, self._picture, folder / "panel.lock")
        self._ticks = 0.0
        self._screen = Screen(
            self.panel, panel.name, rotate, folder, self._link, lambda: self._ticks
        )

    def close(self) -> None:
        """Take the glass away."""
        self._folder.cleanup()

    def show(self, frame: Frame, now: datetime, stood_s: float) -> Played:
        """Drive the glass to a frame, as the board's policy would after the last one's time.

        Raises PanelError.
        """
        before = png.shown(self._picture)
        self._ticks += stood_s
        decision = self._screen.show(frame, now)
        film = self._link.film
        shown = isinstance(decision, Show) and film is not None
        last = film.refreshes[-1] if shown and film else None
        told = {
            "shown": shown,
            "how": type(decision.how).__name__.lower() if isinstance(decision, Show) else "",
            "reason": decision.reason,
            "seconds": round(last.seconds, 3) if last else 0.0,
            "areas": self._areas(last, film) if last and film else [],
            "decoded": png.shown(self._picture),
            "before": before,
        }
        return Played(told, self._ghosts(film) if film else None)

    def _areas(self, last: Refresh, film: Film) -> list[list[int]]:
        """The refreshed areas as readers see them."""
        return [list(self._upright(area, film)) for area in last.areas]

    def _upright(self, area: Rect, film: Film) -> tuple[int, int, int, int]:
        mask = Image.new("L", film.size)
        mask.paste(255, (area.x, area.y, area.right, area.bottom))
        shown = self._seen(mask.tobytes(), film)
        box = Image.frombytes("L", shown.size, shown.pixels).getbbox() or (0, 0, 0, 0)
        return box[0], box[1], box[2] - box[0], box[3] - box[1]

    def _ghosts(self, film: Film) -> bytes | None:
        if not any(film.ghosts):
            return None
        shown = self._seen(bytes(film.ghosts), film)
        grey = bytes(min(255, count * 255 // _FULL_GHOST) for count in range(256))
        out = io.BytesIO()
        image = Image.frombytes("L", shown.size, shown.pixels.translate(grey))
        image.save(out, "PNG")
        return out.getvalue()

    def _seen(self, values: bytes, film: Film) -> Frame:
        """One byte a pixel, turned as readers see the glass."""
        grey = Frame(film.size, Palette("grey", ()), values)
        return seen(grey, self._turn, mirrored=self.panel.mirrored)


class Glasses:
    """The glasses that were driven lately, and pictures of their ghosts by name."""

    def __init__(self) -> None:
        self.ghosts: OrderedDict[str, bytes] = OrderedDict()
        self._hung: OrderedDict[tuple[str, int], Glass] = OrderedDict()

    def glass(self, panel: Panel, rotate: int) -> Glass:
        """The glass of a panel that hangs so, which may be a new one."""
        key = panel.name, rotate
        glass = self._hung.get(key)
        if glass is None or glass.asked != panel:
            self.clear(panel, rotate)
            glass = self._hung[key] = Glass(panel, rotate)
        self._hung.move_to_end(key)
        while len(self._hung) > MOST_GLASSES:
            self._hung.popitem(last=False)[1].close()
        return glass

    def told(self, played: Played) -> dict[str, Any]:
        """What a refresh did, its ghosts by their address."""
        if played.ghosts is None:
            return {**played.told, "ghosts": None}
        name = hashlib.sha256(played.ghosts).hexdigest()[:32]
        self.ghosts[name] = played.ghosts
        while len(self.ghosts) > MOST_GHOSTS:
            self.ghosts.popitem(last=False)
        return {**played.told, "ghosts": f"/ghosts/{name}.png"}

    def clear(self, panel: Panel, rotate: int) -> None:
        """Take a glass away."""
        if glass := self._hung.pop((panel.name, rotate), None):
            glass.close()

    def close(self) -> None:
        """Take all of them away."""
        for glass in self._hung.values():
            glass.close()
