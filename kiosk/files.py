"""Files that are the old version or the new one, never a torn one; and where shipped files lie."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

# A file that is not yet complete is named so, after the one that it will be.
_BEGUN = re.compile(r"\..+\.[a-z0-9_]{8}")
# Whoever writes is done long before.
_LEFT_AFTER = timedelta(hours=1)
# What a file system without hard links (FAT, some shares) answers.
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Replace `path` by `data` so that a power cut at any moment leaves the old or the new file.

    Temporary file, fsync, rename, fsync of the folder; the folder is made if it is missing. Where
    it need not be `lasting` the disk is not waited for, and after a power cut it may be empty.
    Raises OSError if the disk refuses.
    """
    # What a board shows is no secret.
    with _complete(path, data, 0o644, lasting=lasting) as made:
        made.replace(path)


def write_new(path: Path, data: bytes, mode: int, group: int) -> None:
    """Write a new file whole; never over one that is there, nor seen before it is complete.

    It gets the `group` if this user may give it.
    Raises FileExistsError, OSError if the disk refuses.
    """
    with _complete(path, data, mode, group) as made:
        try:
            path.hardlink_to(made)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, "File exists", str(path)) from error
            made.replace(path)


@contextmanager
def _complete(
    path: Path, data: bytes, mode: int, group: int = -1, *, lasting: bool = True
) -> Iterator[Path]:
    """A file beside `path` that holds `data`, on the disk; gone in the end if it is still there."""
    make_folder(path.parent)
    made = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            if group != -1:
                with suppress(PermissionError):
                    os.fchown(file.fileno(), -1, group)
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        yield made
    finally:
        made.unlink(missing_ok=True)
    if lasting:
        sync_folder(path.parent)


def sweep(folder: Path, now: datetime) -> None:
    """Unlink what writers that were killed have left in a folder, as far as the disk lets it go."""
    with suppress(OSError):
        begun = [path for path in folder.iterdir() if _BEGUN.fullmatch(path.name)]
        for path in filter(Path.is_file, begun):
            if path.stat().st_mtime < (now - _LEFT_AFTER).timestamp():
                path.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder with those that it lies in, so that they survive a power cut.

    Raises OSError.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def shipped(folder: str) -> Path:
    """A folder that kiosk ships: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder
