"""What a preview may show: the sample, or what a board has stored, which is never written to."""

from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from msgspec import Struct

from kiosk import demo, editing
from kiosk.config import Config
from kiosk.content.memory.database import copy
from kiosk.content.memory.store import Store
from kiosk.model import Edition
from kiosk.preview.travel import travelled
from kiosk.preview.variations import VARIATIONS

STORED, SAMPLE = "stored", "sample"
NEWS = {STORED: "what the board has stored", SAMPLE: "the sample"}
_DATABASE = "kiosk.db"


class Desk(Struct, frozen=True):
    """A config and the store that its editions come from; `age` tells whether it is as it was."""

    config: Config
    store: Store
    age: tuple[Config, int]


class Newsroom:
    """Editions for a preview; for one thread, and a context manager.

    Raises StoreError where what is stored can't be read.
    """

    def __init__(self) -> None:
        self._desks: dict[str, Desk] = {}
        self._open: dict[str, ExitStack] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self._open):
            self._close(name)

    def edition(
        self, config: Config, news: str, variation: str, words: str
    ) -> tuple[Edition, Path]:
        """An edition at the time that `words` name, and the folder of its photographs.

        Raises ValueError where they name none.
        """
        desk = self._desk(config, news)
        now = demo.SAMPLE_NOW if news == SAMPLE else datetime.now(UTC)
        at = travelled(words, config.zone, now)
        asked = news == SAMPLE or at != now
        made = editing.edition(desk.config, desk.store, at, asked=asked)
        return VARIATIONS[variation][1](made), desk.store.photos

    def _desk(self, config: Config, news: str) -> Desk:
        age = (config, 0 if news == SAMPLE else _written(config.state / _DATABASE))
        desk = self._desks.get(news)
        if desk is None or desk.age != age:
            self._close(news)
            self._open[news] = stack = ExitStack()
            own, store = self._stocked(config, news, stack)
            desk = self._desks[news] = Desk(own, store, age)
        return desk

    def _stocked(self, config: Config, news: str, stack: ExitStack) -> tuple[Config, Store]:
        if news == SAMPLE:
            return stack.enter_context(demo.stocked(config))
        folder = Path(stack.enter_context(TemporaryDirectory()))
        copy(config.state, folder)
        with suppress(FileExistsError):
            (folder / "photos").symlink_to((config.state / "photos").absolute())
        return config, stack.enter_context(Store(folder))

    def _close(self, name: str) -> None:
        self._desks.pop(name, None)
        if stack := self._open.pop(name, None):
            stack.close()


def _written(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # nothing is stored yet
        return 0
