"""A folder of notices, .toml or .txt as a clerk writes them, and which of them hold now."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.content.folders import folder, notepad
from kiosk.content.folders.folder import File, UnreadableError
from kiosk.content.folders.notice import Origin, from_toml, from_typed
from kiosk.errors import Problem, located
from kiosk.model import Notice
from kiosk.toml import TomlError

MOST = 200
LARGEST = 256_000
# Without these a notice still says what it has to.
_DISPENSABLE = ("issuer", "link", "letters")
_ENDINGS = (".toml", ".txt")
_HINT = "is no notice; save it as plain text (.txt), or put it elsewhere."


class FileRead(Struct, frozen=True):
    """What a file was found to hold: a notice, or the sentences that say why not."""

    file: File
    notice: Notice | None
    problems: tuple[str, ...] = ()


class Notices(Struct, frozen=True):
    """What a folder holds; `problems` are whole sentences, each naming its file."""

    reads: tuple[FileRead, ...] = ()
    unusable: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Notice, ...]:
        """The current, the future and the expired ones, by file name."""
        return tuple(one.notice for one in self.reads if one.notice is not None)

    @property
    def problems(self) -> tuple[str, ...]:
        return (*self.unusable, *(says for one in self.reads for says in one.problems))


def read(path: Path, *, zone: ZoneInfo, now: datetime, before: Notices | None = None) -> Notices:
    """The notices in the folder `path`; of the files that `before` knows only the changed are read.

    A file that can't be read hides no other. Never raises.
    """
    found = folder.listed(path, _ENDINGS, MOST, _HINT)
    known = {one.file: one for one in before.reads} if before else {}
    reads = (
        known[file] if file in known and folder.settled(file, now) else _read(file, zone, now)
        for file in found.files
    )
    return Notices(tuple(reads), found.problems)


def next_change(notices: Notices, now: datetime) -> datetime | None:
    """The next moment after `now` at which a notice begins or ends."""
    moments = (at for one in notices.all for at in (one.starts, one.ends) if at > now)
    return min(moments, default=None)


def _read(file: File, zone: ZoneInfo, now: datetime) -> FileRead:
    path = file.path.parent / file.name
    origin = Origin(path, file.name, zone, now, folder.written(file, now))
    try:
        words = notepad.decode(folder.read(file, LARGEST))
        found, problems = (from_toml if file.suffix == ".toml" else from_typed)(words, origin)
    except (UnreadableError, ValueError) as error:
        return FileRead(file, None, (f"{path}: {error}",))
    except TomlError as error:
        return FileRead(file, None, _sentences(path, [error.problem]))
    if broken := words.count("\ufffd"):
        problems.append(
            Problem(0, "letters", f"{broken} of them are broken; save the file as UTF-8.")
        )
    return FileRead(file, None if _fatal(problems) else found, _sentences(path, problems))


def _fatal(problems: Sequence[Problem]) -> bool:
    return any(one.key not in _DISPENSABLE for one in problems)


def _sentences(path: Path, problems: Sequence[Problem]) -> tuple[str, ...]:
    then = "The notice is not shown." if _fatal(problems) else "The notice is shown all the same."
    return tuple(f"{located(path, one)} {then}" for one in problems)
