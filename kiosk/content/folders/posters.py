"""A folder of posters and scans, each with the days on which it is shown in its name."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from kiosk.content.folders import clerk, folder
from kiosk.content.folders.clerk import NO_PERIOD, Period
from kiosk.content.folders.folder import File
from kiosk.content.folders.written import bare
from kiosk.geometry import Size
from kiosk.model import Poster
from kiosk.quantities import shown

LASTS = timedelta(days=30)
MOST = 100
# A page scanned in colour at 600 dots an inch has some 25 MB as PNG.
LARGEST = 32_000_000
_ENDINGS = (".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif")
_HINT = "is no picture that a board can show; save it as JPEG or PNG, a PDF page by page."
_EXAMPLES = "“den 30-11-2026” or “2026-11-24..2026-12-05”"

_DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-.]\d{1,2}(?:[-.](?:\d{4}|\d{2}))?"
    r"|\d{1,2} thang \d{1,2}(?: nam \d{4})?|thang \d{1,2}(?:-\d{4}| nam \d{4})?)(?!\d)"
)
_WHEN = rf"((?:\d{{1,2}}[hg](?:\d{{2}})? )?(?:(?:het|cuoi|ngay) ){{0,2}}{_DAY})"
_FROM_TO = re.compile(rf"{_WHEN} ?(?:\.\.+|-|–|—|den|toi) ?{_WHEN}")
_UNTIL = re.compile(rf"\b(?:den|toi|het han|hsd) {_WHEN}")
_SINCE = re.compile(rf"\b(?:tu|bat dau) {_WHEN}")
# "đến 3 khu phố" is none, but what may be a day must not be passed over.
_UNREAD = re.compile(r"\b(?:den|toi|het han|hsd) (?:(?:het|cuoi|ngay|thang) )*\d")
_DIVIDERS = re.compile(r"-(?=[a-z])|(?<=[a-z])-|_")
_TWO_DAYS = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})_(\d{4}-\d{1,2}-\d{1,2})")
_SPACED_DAY = re.compile(r"\b(\d{1,2}) (\d{1,2}) (\d{4})\b")


class PosterFile(Struct, frozen=True):
    """A poster before it is decoded: its file, and from when until when it is shown, in UTC."""

    file: File
    starts: datetime
    ends: datetime

    @property
    def name(self) -> str:
        return self.file.name

    def current(self, now: datetime) -> bool:
        """Whether a board may show it at `now`."""
        return self.starts <= now < self.ends

    def decoded(self, key: str, size: Size) -> Poster:
        """The poster, once our copy of it is in the photo folder as `key`."""
        return Poster(key, size, self.name, self.starts, self.ends)


class Posters(Struct, frozen=True):
    """What a folder holds; `problems` are whole sentences, each naming its file."""

    files: tuple[PosterFile, ...] = ()
    problems: tuple[str, ...] = ()


def listed(path: Path, *, zone: ZoneInfo, now: datetime) -> Posters:
    """The posters in the folder `path` by name; none is opened. Never raises."""
    found = folder.listed(path, _ENDINGS, MOST, _HINT)
    files: list[PosterFile] = []
    problems = list(found.problems)
    for file in found.files:
        try:
            files.append(_poster(file, zone, now))
        except ValueError as error:
            problems.append(f"{path / file.name}: {error} The poster is not shown.")
    return Posters(tuple(files), tuple(problems))


def body(path: Path) -> bytes:
    """The bytes of a poster's file. Raises UnreadableError if it is none, or too large."""
    return folder.read(folder.at(path), LARGEST)


def _poster(file: File, zone: ZoneInfo, now: datetime) -> PosterFile:
    if file.size > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1_000_000} MB; save it smaller.")
    written = folder.written(file, now)
    first, last = period(file.path.stem, zone, written or now)
    if first and last and last <= first:
        raise ValueError("ends before it begins; correct the days in its name.")
    if written is None and not (first or last):
        raise ValueError(f"has no day, neither in its name nor as a file; add {_EXAMPLES}.")
    starts = first or written or now
    ends = last or starts + LASTS
    return PosterFile(file, min(starts, ends), ends)


def period(name: str, zone: ZoneInfo, near: datetime) -> Period:
    """From when and until when a poster is shown, by its name; None for what that does not say.

    Raises ValueError with a sentence where the name says it, and it can't be read.
    """
    said = _DIVIDERS.sub(" ", _TWO_DAYS.sub(r"\1..\2", bare(name)))
    said = _SPACED_DAY.sub(r"\1-\2-\3", said)
    try:
        if found := _FROM_TO.search(said):
            return clerk.until(f"{found[1]} đến {found[2]}", zone, near)
        if found := _UNTIL.search(said):
            return clerk.until(found[1], zone, near)
        if not _UNREAD.search(said):
            found = _SINCE.search(said)
            return clerk.since(found[1], zone, near) if found else NO_PERIOD
    except ValueError as error:
        raise ValueError(f"{error}.") from error
    raise ValueError(f"names a day that can't be read, {shown(name)}; write {_EXAMPLES}.")
