"""A notice put into a folder as a file that its reader understands, and taken out again."""

import errno
import json
import os
import re
import stat
from contextlib import suppress
from datetime import datetime, time, timedelta
from itertools import chain, count
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.content.folders import notepad
from kiosk.content.folders.notice import Origin, from_toml
from kiosk.content.folders.notices import LARGEST
from kiosk.content.folders.written import bare
from kiosk.files import make_folder, sync_folder, write_new
from kiosk.model import Notice
from kiosk.toml import TomlError

# Notices that were taken down lie here, in the folder itself: no reader looks into it.
TAKEN_DOWN = "đã gỡ"
_UNNAMED = "thong-bao"
_LONGEST_NAME = 60
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


class UnwritableError(ValueError):
    """A notice would not be read as it was meant."""


def as_toml(notice: Notice, zone: ZoneInfo, now: datetime) -> str:
    """The file of `notice`; one that starts at `now` has no `starts`.

    Raises UnwritableError unless the reader of such files finds the same notice in it.
    """
    lines = [f"title = {_quoted(notice.title)}"]
    if notice.body:
        lines += ["body = [", *(f"  {_quoted(one)}," for one in notice.body), "]"]
    if notice.issuer:
        lines.append(f"issuer = {_quoted(notice.issuer)}")
    if notice.starts != now:
        lines.append(f"starts = {_first(notice.starts.astimezone(zone))}")
    lines.append(f"ends = {_last(notice.ends.astimezone(zone))}")
    if notice.urgent:
        lines.append("urgent = true")
    if notice.link:
        lines.append(f"link = {_quoted(notice.link)}")
    words = "\n".join((*lines, ""))
    if not _read_as(notice, words, zone, now):
        raise UnwritableError(notice.title)
    return words


def put(folder: Path, title: str, words: str) -> Path:
    """Write a new file into `folder`, named after the notice's title, for the folder's group, too.

    Raises OSError.
    """
    make_folder(folder)
    found = folder.stat()
    mode = 0o644 | (found.st_mode & stat.S_IWGRP)
    while True:
        path = _free(folder, f"{_name(title)}.toml")
        # Another command may be faster than this one.
        with suppress(FileExistsError):
            write_new(path, words.encode(), mode, found.st_gid)
            return path


def take_down(path: Path) -> Path:
    """Move a notice's file to where no reader looks, and say where that is.

    On a full disk it stays beside the others, under a name that they pass over.
    Raises OSError.
    """
    try:
        place = _taken_down(path.parent)
        ending = ""
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        place, ending = path.parent, ".bak"
    return _moved(path, place, f"{path.name}{ending}")


def put_back(path: Path) -> Path:
    """Move a notice's file that was taken down to the others again; where it lies now.

    Raises OSError.
    """
    return _moved(path, path.parent.parent, path.name)


def _moved(path: Path, place: Path, name: str) -> Path:
    moved = path.rename(_free(place, name))
    for folder in {path.parent, place}:
        sync_folder(folder)
    return moved


def _taken_down(folder: Path) -> Path:
    """The sub-folder for what was taken down; who may write into `folder` may into it, too."""
    place = folder / TAKEN_DOWN
    try:
        place.mkdir()
    except FileExistsError:
        return place
    place.chmod(stat.S_IMODE(folder.stat().st_mode))
    return place


def _read_as(notice: Notice, words: str, zone: ZoneInfo, now: datetime) -> bool:
    data = words.encode()
    try:
        origin = Origin(Path(notice.id), notice.id, zone, now, now)
        found, problems = from_toml(notepad.decode(data), origin)
    except (TomlError, ValueError):
        return False
    return found == notice and not problems and len(data) <= LARGEST


def _quoted(words: str) -> str:
    """A TOML string; JSON's escapes are among TOML's."""
    return json.dumps(words, ensure_ascii=False)


def _first(here: datetime) -> str:
    return f"{here:%Y-%m-%d}" if here.time() == time() else f"{here:%Y-%m-%dT%H:%M:%S}"


def _last(here: datetime) -> str:
    """A day counts to its end, so the midnight that ends it is written as the day."""
    if here.time() == time():
        return f"{here - timedelta(days=1):%Y-%m-%d}"
    return f"{here:%Y-%m-%dT%H:%M:%S}"


def _name(title: str) -> str:
    """`title` in small letters without tones, as every file system takes it."""
    words = _NO_LETTERS.sub("-", bare(title)).strip("-")
    if len(words) > _LONGEST_NAME:
        words = words[:_LONGEST_NAME].rpartition("-")[0] or words[:_LONGEST_NAME]
    return words or _UNNAMED


def _free(folder: Path, name: str) -> Path:
    """The first of the paths `name`, name-2, name-3 and so on at which nothing is."""
    stem, dot, ending = name.partition(".")
    later = (f"{stem}-{number}{dot}{ending}" for number in count(2))
    return next(path for one in chain([name], later) if not os.path.lexists(path := folder / one))
