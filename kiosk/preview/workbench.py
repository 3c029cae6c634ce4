"""The files that somebody works on: settings and layouts, as they are or as they last were good."""

from collections.abc import Iterable
from pathlib import Path

from kiosk import glyphs, press
from kiosk.config import Config, load
from kiosk.errors import KioskError, LayoutError
from kiosk.files import shipped
from kiosk.layout import spec
from kiosk.layout.library import files
from kiosk.layout.spec import Layout
from kiosk.preview import described
from kiosk.preview.described import Told


class Workbench:
    """Settings and layouts; `problems` are what is wrong with their files now.

    `config` is the last one that was good, at first the given one; `path` is None where there is
    no file of it.
    """

    def __init__(self, config: Config, path: Path | None) -> None:
        self.config = config
        self.path = path
        self.revision = 0
        self.problems: list[Told] = []
        self.layouts: tuple[Layout, ...] = ()
        self._broken: dict[str, Told] = {}
        self.reload(())

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

    def broken(self, page: str) -> Told | None:
        """What is wrong with a layout of a page."""
        found = (one for name, one in self._broken.items() if name.partition(".")[0] == page)
        return next(found, None)

    def folders(self) -> list[Path]:
        """Where what is seen comes from, as far as it is there."""
        config = self.config
        own = [config.path.parent] if self.path else []
        single = [path.parent for path in (config.schedule, config.service, config.inks) if path]
        known = [*own, config.layouts, shipped("layouts"), press.fonts(), *config.notices, *single]
        wanted = [*known, *config.posters, config.state]
        return [path for path in dict.fromkeys(wanted) if path.is_dir()]

    def _read_layouts(self) -> None:
        """Every layout that can be read; a broken file takes no other page away."""
        self._broken, found = {}, []
        for path in files([self.config.layouts, shipped("layouts")]):
            try:
                found.append(spec.load(path))
            except LayoutError as error:
                (self._broken[path.name],) = described.problems(error)
        self.layouts = tuple(found)
