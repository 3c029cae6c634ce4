"""What a gather does with one new photograph, as a process that loads no more than that needs.

As `kiosk once` does, it begins the worker first, loads the rest while that gets ready, and draws
the page itself.
"""

# ruff: noqa: E402, INP001 (part of a script, whose modules come out of the archive)

import gc
import os
import sys

from kiosk import archive

archive.use(anywhere=True)
gc.disable()  # as the commands of kiosk do while they load
from datetime import datetime
from pathlib import Path

from kiosk.content.web.answer import PHOTO, Route
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import GotPicture, TakePhoto


def main() -> None:
    """A worker asks for the photograph and makes our copy; the store remembers it."""
    with Worker() as worker:
        worker.begin()
        _take(worker)
    os._exit(0)


def drawn() -> None:
    """The same, and then what `kiosk render` does."""
    with Worker() as worker:
        worker.begin()
        from kiosk import cli, rendering  # noqa: F401, PLC0415 - as said

        _take(worker)
    folder = Path(sys.argv[1])
    words = ("render", "--config", str(folder / "kiosk.toml"), "--out", str(folder / "out"))
    os._exit(cli.main(words))


def _take(worker: Worker) -> None:
    from kiosk.content.memory.store import Store  # noqa: PLC0415 - as said

    gc.enable()
    folder, url, known_as, moment = sys.argv[1:]
    at = datetime.fromisoformat(moment)
    with Store(Path(folder) / "state") as store:
        route = Route(private_hosts=frozenset({"127.0.0.1"}))
        got = worker.ask(TakePhoto(url, store.photos, PHOTO, route, at), PHOTO.deadline_s)
        if not isinstance(got, GotPicture):
            raise SystemExit(got)
        store.cache.keep(known_as, got.key, at)
