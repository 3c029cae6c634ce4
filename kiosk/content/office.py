"""What the office itself has to say: its notices, its schedule, its service, its posters."""

import os
from collections.abc import Callable
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.content.folders.emergency import EMERGENCY
from kiosk.content.memory.store import Store
from kiosk.model import Notice, OneStop, Poster, Schedule, holding

if TYPE_CHECKING:
    from kiosk.content.folders.frontdesk import FrontDesk, FrontDeskRead
    from kiosk.content.folders.notices import Notices
    from kiosk.content.folders.posters import PosterFile, Posters
    from kiosk.content.folders.schedule import TimetableRead
    from kiosk.content.folders.timetable import Timetable

# A schedule shows so many days from today.
SCHEDULE_DAYS = 14
POSTER_S = 30


class Places(Struct, frozen=True):
    """Where the office's files lie: folders of notices and posters, two files of their own."""

    notices: tuple[Path, ...] = ()
    schedule: Path | None = None
    service: Path | None = None
    posters: tuple[Path, ...] = ()


class Office(Struct, frozen=True):
    """The office's files as they were read; `problems` are sentences, each naming its file."""

    folders: "tuple[Notices, ...]" = ()
    timetable: "Timetable | None" = None
    service: "FrontDeskRead | None" = None
    desk: "FrontDesk | None" = None
    posters: "tuple[PosterFile, ...]" = ()
    problems: tuple[str, ...] = ()

    @property
    def all_notices(self) -> tuple[Notice, ...]:
        """The current, the future and the expired ones."""
        return tuple(one for folder in self.folders for one in folder.all)

    def notices(self, now: datetime) -> tuple[Notice, ...]:
        """The notices that hold at `now`: urgent ones first, then the newest."""
        return holding(self.all_notices, now)

    def schedule(self, now: datetime, zone: ZoneInfo) -> Schedule | None:
        """The receptions of the coming two weeks; None without a timetable that can be read."""
        if self.timetable is None:
            return None
        from kiosk.content.folders import schedule  # noqa: PLC0415 - most offices have none

        return schedule.upcoming(self.timetable, now.astimezone(zone).date(), SCHEDULE_DAYS)

    def one_stop(self, now: datetime, zone: ZoneInfo) -> OneStop:
        """The one-stop office at `now`; without a file that can be read, where to call for help."""
        return self.desk.at(now.astimezone(zone)) if self.desk else OneStop(contacts=EMERGENCY)


def develop(office: Office, store: Store, now: datetime, say: Callable[[str], None]) -> bool:
    """Take our own copies of the posters that lack one; whether any was taken.

    What fails is remembered with its reason, until the file changes.
    Raises StoreError.
    """
    lacking = [one for one in office.posters if not _known(one, store)]
    if not lacking:
        return False
    from kiosk.content.work.process import Worker  # noqa: PLC0415 - a new poster is rare
    from kiosk.content.work.tasks import GotPicture, TakePoster, failure  # noqa: PLC0415 - as above

    taken = 0
    with Worker() as worker:
        for one in lacking:
            say(f"{one.name}: taking a copy")
            result = worker.ask(TakePoster(one.file.path, store.photos), POSTER_S)
            if isinstance(result, GotPicture):
                store.cache.keep(address(one), result.key, now)
                taken += 1
            else:
                store.cache.failed(address(one), failure(result).why, now)
    return taken > 0


def shown(office: Office, store: Store, now: datetime) -> tuple[Poster, ...]:
    """The posters of `now` that we have a copy of.

    Raises StoreError.
    """
    copies = [(one, store.cache.copy(address(one))) for one in office.posters if one.current(now)]
    return tuple(one.decoded(copy.key, copy.size) for one, copy in copies if copy)


def undeveloped(office: Office, store: Store) -> tuple[str, ...]:
    """A sentence for each poster that can't be shown.

    Raises StoreError.
    """
    failures = [(one, store.cache.failure(address(one))) for one in office.posters]
    return tuple(
        f"{one.file.path.parent / one.name}: {why}. The poster is not shown."
        for one, why in failures
        if why
    )


def address(poster: "PosterFile") -> str:
    """What a poster's copy goes by in the photo cache; another one once the file has changed."""
    file = poster.file
    # A name may hold bytes that are no letters.
    state = f"{file.inode}.{file.mtime_ns}.{file.ctime_ns}.{file.size}"
    return f"file:{quote(os.fsencode(file.path))}?{state}"


def _known(poster: "PosterFile", store: Store) -> bool:
    where = address(poster)
    return bool(store.cache.copy(where) or store.cache.failure(where))


def read(places: Places, *, zone: ZoneInfo, now: datetime, before: Office | None = None) -> Office:
    """Read what lies in `places`; of the notices that `before` knows only what changed.

    While a schedule or the one-stop office's file is broken the one that `before` knows stands.
    Never raises.
    """
    known = before or Office()
    folders = _read_notices(places, zone, now, known)
    plan = _read_schedule(places.schedule)
    service = _read_service(places.service, now, known.service)
    pictures = _listed(places.posters, zone, now)
    told = [one.problems for one in (*folders, *pictures, plan, service) if one]
    return Office(
        folders,
        (plan.timetable or known.timetable) if plan else None,
        service,
        (service.desk or known.desk) if service else None,
        tuple(one for each in pictures for one in each.files),
        tuple(says for problems in told for says in problems),
    )


# The readers are loaded by offices that have what they read.


def _read_notices(
    places: Places, zone: ZoneInfo, now: datetime, known: Office
) -> "tuple[Notices, ...]":
    if not places.notices:
        return ()
    from kiosk.content.folders import notices  # noqa: PLC0415 - as said

    earlier = chain(known.folders, repeat(None))
    return tuple(
        notices.read(path, zone=zone, now=now, before=old)
        for path, old in zip(places.notices, earlier, strict=False)
    )


def _read_schedule(path: Path | None) -> "TimetableRead | None":
    if path is None:
        return None
    from kiosk.content.folders import schedule  # noqa: PLC0415 - as said

    return schedule.read(path)


def _read_service(
    path: Path | None, now: datetime, known: "FrontDeskRead | None"
) -> "FrontDeskRead | None":
    if path is None:
        return None
    from kiosk.content.folders import frontdesk  # noqa: PLC0415 - as said

    return frontdesk.read(path, now, known)


def _listed(paths: tuple[Path, ...], zone: ZoneInfo, now: datetime) -> "list[Posters]":
    if not paths:
        return []
    from kiosk.content.folders import posters  # noqa: PLC0415 - as said

    return [posters.listed(path, zone=zone, now=now) for path in paths]
