"""The board as somebody works on it: settings and layouts as they are now, pages made of them."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from kiosk import app, glyphs
from kiosk.board import Board
from kiosk.calendar import numbers, weekday
from kiosk.config import Config, load, rest_s
from kiosk.errors import KioskError, LayoutError
from kiosk.files import shipped
from kiosk.frame import Frame
from kiosk.ink.prepared import Prepared
from kiosk.layout import spec
from kiosk.layout.library import files
from kiosk.layout.spec import Layout
from kiosk.model import Edition
from kiosk.panels.sim.build import has_simulation
from kiosk.preview import described
from kiosk.preview.described import Told
from kiosk.preview.glasses import Glass, Played
from kiosk.preview.newsroom import NEWS, SAMPLE, STORED, Newsroom
from kiosk.preview.travel import MOMENTS
from kiosk.preview.variations import URGENT, VARIATIONS
from kiosk.preview.views import View, WishError
from kiosk.rehearsal import rehearse, rounds

# A browser asks for the pictures of a page right after the page; some hundred of them are kept.
_MOST_FRAMES = 300
_MOST_GLASSES = 12


@dataclass(frozen=True, slots=True)
class Opening:
    """How a preview begins: the settings' file, if there is one, the panels, whose news."""

    path: Path | None = None
    panels: tuple[str, ...] = ()
    sample: bool = False


OPENING = Opening()


class Studio:
    """What is seen of a board; for one thread, and a context manager.

    `config` is the last one that was good, `problems` what is wrong with the files now.
    """

    def __init__(self, config: Config, opening: Opening = OPENING) -> None:
        self.config = config
        self.path = opening.path
        self.opening = opening
        self.revision = 1
        self.problems: list[Told] = []
        self._broken: dict[str, Told] = {}
        self._layouts: tuple[Layout, ...] = ()
        self._room = Newsroom()
        self._frames: OrderedDict[str, Frame] = OrderedDict()
        self._glasses: OrderedDict[tuple[str, int], Glass] = OrderedDict()
        self._ghosts: OrderedDict[str, bytes] = OrderedDict()
        self._folder = TemporaryDirectory()
        self._prepared = Prepared(Path(self._folder.name))
        self.reload(())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._room.__exit__()
        for glass in self._glasses.values():
            glass.close()
        self._folder.cleanup()

    def reload(self, changed: Iterable[Path]) -> None:
        """Read the files anew; what is broken leaves what was good."""
        self.problems = []
        if any(path.suffix in (".ttf", ".otf") for path in changed):
            glyphs.forget()
        if self.path is not None:
            try:
                self.config = load(self.path)
            except KioskError as error:
                self.problems += described.problems(error)
        self._read_layouts()
        self.problems += self._broken.values()
        self.revision += 1

    def _read_layouts(self) -> None:
        """Every layout that can be read; a broken file takes no other page away."""
        self._broken, found = {}, []
        for path in files([self.config.layouts, shipped("layouts")]):
            try:
                found.append(spec.load(path))
            except LayoutError as error:
                (self._broken[path.name],) = described.problems(error)
        self._layouts = tuple(found)

    def folders(self) -> list[Path]:
        """Where what is seen comes from, as far as it is there."""
        config = self.config
        own = [config.path.parent] if self.path else []
        single = [path.parent for path in (config.schedule, config.service, config.inks) if path]
        known = [*own, config.layouts, shipped("layouts"), app.fonts(), *config.notices, *single]
        wanted = [*known, *config.posters, config.state]
        return [path for path in dict.fromkeys(wanted) if path.is_dir()]

    def about(self) -> Told:
        """What there is to choose from."""
        config = self.config
        return {
            "board": config.name,
            "config": config.path.name if self.path else "",
            "panels": [self._panel(name) for name in config.catalogue.names()],
            "chosen": list(self.opening.panels or [config.panel.name]),
            "rotate": config.rotate,
            "pages": list(dict.fromkeys(one.page for one in self._layouts)),
            "programme": list(dict.fromkeys(config.pages)),
            "news": [{"name": name, "says": says} for name, says in NEWS.items()],
            "chosenNews": SAMPLE if self.opening.sample else STORED,
            "variations": [{"name": name, "says": one[0]} for name, one in VARIATIONS.items()],
            "moments": [{"name": name, "says": says} for name, says in MOMENTS],
            "revision": self.revision,
            "problems": self.problems,
        }

    def board(self, view: View) -> Told:
        """What the board would show at a view's time, and one whole cycle of its turns.

        Raises KioskError.
        """
        edition, _ = self._edition(view)
        here = edition.now.astimezone(edition.zone)
        why, turns = self._cycle(view, edition)
        return {
            "at": here.isoformat(timespec="seconds"),
            "says": f"{weekday(here.date())} {numbers(here.date())} {here:%H:%M}",
            "due": turns[0]["page"],
            "why": why,
            "turns": turns,
            "problem": None,
        }

    def page(self, view: View, name: str, lead: int) -> Told:
        """A page as it is made for a view, or what is wrong with its layouts.

        Raises KioskError.
        """
        about = self._placed(view)
        if broken := [one for file, one in self._broken.items() if file.partition(".")[0] == name]:
            return {**about, "frames": [], "problem": broken[0]}
        edition, photos = self._edition(view)
        board = self._board(view)
        if why := app.missing(name, board.shape, self._layouts):
            raise WishError(why)
        shown = self._shown(name, edition, board)
        if not shown:
            says = described.said(f"the page “{name}” has nothing to show then.")
            return {**about, "frames": [], "empty": True, "problem": says}
        make = partial(app.make, lead=min(lead, max(0, len(edition.stories) - 1)))
        made = make(shown, edition, board, self._layouts, photos, prepared=self._prepared)
        for frame in made.frames:
            _keep(self._frames, frame.digest, frame, _MOST_FRAMES)
        used = next((one for one in self._layouts if one.name == made.page.layout), None)
        return {**about, **described.page(made, used, name), "problem": None}

    def frame(self, digest: str) -> Frame | None:
        """A frame that was made lately."""
        return self._frames.get(digest)

    def glass(self, view: View, digest: str) -> Told:
        """Drive a view's own simulated glass to a frame that was made lately.

        Raises KioskError.
        """
        frame = self.frame(digest)
        if frame is None:
            raise WishError("this picture was made too long ago; ask for its page again.")
        if not has_simulation(view.panel):
            raise WishError(f"{view.panel.title}: there is no simulated chip for this panel.")
        edition, _ = self._edition(view)
        key = view.panel.name, view.rotate
        glass = self._glasses.pop(key, None) or Glass(view.panel, view.rotate)
        if old := _keep(self._glasses, key, glass, _MOST_GLASSES):
            old.close()
        stood = rest_s(view.panel, view.panel.name) + self.config.dwell_s
        return self._told(glass.show(frame, edition.now, stood))

    def clear(self, view: View) -> Told:
        """Take a view's glass away; the next one is new."""
        if glass := self._glasses.pop((view.panel.name, view.rotate), None):
            glass.close()
        return {"problem": None}

    def ghosts(self, name: str) -> bytes | None:
        """A picture of ghosts that was named lately."""
        return self._ghosts.get(name)

    def _told(self, played: Played) -> Told:
        url = None
        if played.ghosts:
            name = f"{played.told['decoded'][:16]}-{len(played.ghosts)}"
            _keep(self._ghosts, name, played.ghosts, _MOST_FRAMES)
            url = f"/ghosts/{name}.png"
        return {**played.told, "ghosts": url, "problem": None}

    def _panel(self, name: str) -> Told:
        panel = self.config.catalogue.panel(name)
        inks = [
            {"name": ink.name, "nominal": _hex(ink.nominal), "measured": _hex(ink.measured)}
            for ink in panel.palette.inks
        ]
        return {
            "name": name,
            "title": panel.title,
            "width": panel.size.width,
            "height": panel.size.height,
            "widthMm": panel.width_mm,
            "heightMm": panel.height_mm,
            "distanceM": self.config.board(panel).distance_m,
            "kind": panel.palette.kind,
            "inks": inks,
        }

    def _placed(self, view: View) -> Told:
        board = self._board(view)
        return {
            "panel": view.panel.name,
            "rotate": view.rotate,
            "width": board.size.width,
            "height": board.size.height,
            "widthMm": board.width_mm,
            "heightMm": board.height_mm,
            "distanceM": board.distance_m,
        }

    def _board(self, view: View) -> Board:
        return self.config.board(view.panel, view.rotate)

    def _edition(self, view: View) -> tuple[Edition, Path]:
        try:
            return self._room.edition(self.config, view.news, view.variation, view.at)
        except ValueError as error:
            raise WishError(str(error)) from error

    def _shown(self, name: str, edition: Edition, board: Board) -> str:
        """The page that stands where `name` is asked for, as `kiosk render` has it; or none."""
        filled = partial(app.filled, edition=edition, board=board, variants=self._layouts)
        if filled([name])[0]:
            return name
        waits = not any(filled(self.config.pages))
        return app.WAITING if waits and name in self.config.pages else ""

    def _cycle(self, view: View, edition: Edition) -> tuple[str, list[Told]]:
        """Why these pages stand, and all turns until the first comes again."""
        config = replace(self.config, panel=view.panel, rotate=view.rotate)
        here = edition.now.astimezone(edition.zone)
        # The sample has something urgent, too, and all its other pages are to be seen.
        heeding = view.news != SAMPLE or view.variation == URGENT
        urgent = heeding and bool(app.alarms(edition))
        closed = edition.dated and not config.hours.is_open(here) and config.outside == "closing"
        if closed and not urgent:
            return "closed", [_turn(app.CLOSING, 0, 0, config)]
        played = rehearse(config, edition, self._layouts, heeding=heeding)
        cycle = rounds(config.pages, played)
        turns = [
            _turn(page, lead, frame, config)
            for lead, pages in enumerate(cycle)
            for page, frames in pages
            for frame in range(frames)
        ]
        why = "urgent" if urgent else "programme"
        return why, turns or [_turn(app.WAITING, 0, 0, config)]


def _turn(page: str, lead: int, frame: int, config: Config) -> Told:
    return {"page": page, "lead": lead, "frame": frame, "seconds": config.dwell(page)}


def _hex(colour: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def _keep(kept: OrderedDict[Any, Any], key: Any, value: Any, most: int) -> Any:
    """Remember a value as the newest; the oldest one goes, and is given back."""
    kept.pop(key, None)
    kept[key] = value
    return kept.popitem(last=False)[1] if len(kept) > most else None
