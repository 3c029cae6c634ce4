"""What a gather does with one new photograph, as a process that loads no more than that needs.

As `kiosk once` does, it begins the worker first, and loads the rest while that gets ready.
"""

# ruff: noqa: E402, INP001 (part of a script, whose modules come out of the archive)

import sys

from kiosk import archive

archive.use(anywhere=True)
from datetime import datetime
from pathlib import Path

from kiosk.content.web.answer import PHOTO, Route
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import GotPicture, TakePhoto


def main() -> None:
    """A worker asks for the photograph and makes our copy; the store remembers it."""
    folder, url, known_as, at = sys.argv[1:]
    with Worker() as worker:
        worker.begin()
        _take(Path(folder) / "state", url, known_as, datetime.fromisoformat(at), worker)


def _take(state: Path, url: str, known_as: str, at: datetime, worker: Worker) -> None:
    from kiosk.content.memory.store import Store  # noqa: PLC0415 - as said

    with Store(state) as store:
        route = Route(private_hosts=frozenset({"127.0.0.1"}))
        got = worker.ask(TakePhoto(url, store.photos, PHOTO, route, at), PHOTO.deadline_s)
        if not isinstance(got, GotPicture):
            raise SystemExit(got)
        store.cache.keep(known_as, got.key, at)
