"""The board as somebody works on it: settings and layouts as they are now, pages made of them."""

from collections import OrderedDict
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from kiosk import press
from kiosk.board import Board
from kiosk.calendar import numbers, weekday
from kiosk.config import Config, rest_s
from kiosk.frame import Frame
from kiosk.ink.prepared import Prepared
from kiosk.model import Edition
from kiosk.panels.sim.build import has_simulation
from kiosk.preview import described
from kiosk.preview.described import Told
from kiosk.preview.glasses import Glasses
from kiosk.preview.newsroom import NEWS, SAMPLE, STORED, Newsroom
from kiosk.preview.travel import MOMENTS
from kiosk.preview.variations import URGENT, VARIATIONS
from kiosk.preview.views import View, WishError
from kiosk.preview.workbench import Workbench
from kiosk.rehearsal import Rehearsed, acts, rounds

# A browser asks for the pictures of a page right after the page; some hundred of them are kept.
_MOST_FRAMES = 300


class Opening(Struct, frozen=True):
    """How a preview begins: the settings' file, if there is one, the panels, whose news."""

    path: Path | None = None
    panels: tuple[str, ...] = ()
    sample: bool = False


OPENING = Opening()


class Studio:
    """What is seen of a board; for one thread, and a context manager."""

    def __init__(self, config: Config, opening: Opening = OPENING) -> None:
        self.bench = Workbench(config, opening.path)
        self.opening = opening
        self._room = Newsroom()
        self._glasses = Glasses()
        self._frames: OrderedDict[str, Frame] = OrderedDict()
        self._folder = TemporaryDirectory()
        self._prepared = Prepared(Path(self._folder.name))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._room.__exit__()
        self._glasses.close()
        self._folder.cleanup()

    @property
    def config(self) -> Config:
        """The settings that hold."""
        return self.bench.config

    def about(self) -> Told:
        """What there is to choose from."""
        config = self.config
        return {
            "board": config.name,
            "config": config.path.name if self.bench.path else "",
            "panels": [described.panel(config, name) for name in config.catalogue.names()],
            "chosen": list(self.opening.panels or [config.panel.name]),
            "rotate": config.rotate,
            "pages": list(dict.fromkeys(one.page for one in self.bench.layouts)),
            "programme": list(dict.fromkeys(config.pages)),
            "news": [{"name": name, "says": says} for name, says in NEWS.items()],
            "chosenNews": SAMPLE if self.opening.sample else STORED,
            "variations": [{"name": name, "says": one[0]} for name, one in VARIATIONS.items()],
            "moments": [{"name": name, "says": says} for name, says in MOMENTS],
            "revision": self.bench.revision,
            "problems": self.bench.problems,
        }

    def rehearsing(self, view: View) -> Iterator[Told | None]:
        """What the board would show at a view's time, and one whole cycle of its turns.

        In short steps, of which the last one tells: a cycle may take seconds.

        Raises KioskError.
        """
        edition, _ = self._edition(view)
        here = edition.now.astimezone(edition.zone)
        why, turns = yield from self._cycle(view, edition)
        yield {
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
        board = self._board(view)
        about = described.placed(view.panel, view.rotate, board)
        if broken := self.bench.broken(name):
            return {**about, "frames": [], "problem": broken}
        edition, photos = self._edition(view)
        if why := press.missing(name, board.shape, self.bench.layouts):
            raise WishError(why)
        shown = self._shown(name, edition, board)
        if not shown:
            says = described.said(f"the page “{name}” has nothing to show then.")
            return {**about, "frames": [], "empty": True, "problem": says}
        led = min(lead, max(0, len(edition.stories) - 1))
        made = press.make(
            *(shown, edition, board, self.bench.layouts, photos),
            lead=led,
            prepared=self._prepared,
        )
        for frame in made.frames:
            self._frames[frame.digest] = frame
            self._frames.move_to_end(frame.digest)
        while len(self._frames) > _MOST_FRAMES:
            self._frames.popitem(last=False)
        used = next((one for one in self.bench.layouts if one.name == made.page.layout), None)
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
        stood = rest_s(view.panel, view.panel.name) + self.config.dwell_s
        glass = self._glasses.glass(view.panel, view.rotate)
        return {**self._glasses.told(glass.show(frame, edition.now, stood)), "problem": None}

    def clear(self, view: View) -> Told:
        """Take a view's glass away; the next one is new."""
        self._glasses.clear(view.panel, view.rotate)
        return {"problem": None}

    def ghosts(self, name: str) -> bytes | None:
        """A picture of ghosts that was named lately."""
        return self._glasses.ghosts.get(name)

    def _board(self, view: View) -> Board:
        return self.config.board(view.panel, view.rotate)

    def _edition(self, view: View) -> tuple[Edition, Path]:
        try:
            return self._room.edition(self.config, view.news, view.variation, view.at)
        except ValueError as error:
            raise WishError(str(error)) from error

    def _shown(self, name: str, edition: Edition, board: Board) -> str:
        """The page that stands where `name` is asked for, as `kiosk render` has it; or none."""
        filled = partial(press.filled, edition=edition, board=board, variants=self.bench.layouts)
        if filled([name])[0]:
            return name
        waits = not any(filled(self.config.pages))
        return press.WAITING if waits and name in self.config.pages else ""

    def _cycle(self, view: View, edition: Edition) -> Generator[None, None, tuple[str, list[Told]]]:
        """Why these pages stand, and all turns until the first comes again."""
        config = replace(self.config, panel=view.panel, rotate=view.rotate)
        here = edition.now.astimezone(edition.zone)
        # The sample has something urgent, too, and all its other pages are to be seen.
        heeding = view.news != SAMPLE or view.variation == URGENT
        urgent = heeding and bool(press.alarms(edition))
        closed = edition.dated and not config.hours.is_open(here) and config.outside == "closing"
        if closed and not urgent:
            return "closed", [_turn(press.CLOSING, 0, 0, config)]
        frames: dict[str, list[int]] = {}
        for page, made in acts(config, edition, self.bench.layouts, heeding=heeding):
            frames.setdefault(page, []).append(len(made.scenes))
            yield
        played = [Rehearsed(page, tuple(one), (), led=False) for page, one in frames.items()]
        cycle = rounds(config.pages, played)
        turns = [
            _turn(page, lead, frame, config)
            for lead, pages in enumerate(cycle)
            for page, frames in pages
            for frame in range(frames)
        ]
        why = "urgent" if urgent else "programme"
        return why, turns or [_turn(press.WAITING, 0, 0, config)]


def _turn(page: str, lead: int, frame: int, config: Config) -> Told:
    return {"page": page, "lead": lead, "frame": frame, "seconds": config.dwell(page)}
