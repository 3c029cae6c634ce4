"""The notices in a board's folders as a clerk sees them: listed, named, put up, taken down."""

import errno
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kiosk.calendar import moment
from kiosk.clerks.words import AskedError, ClerkError, refused, until
from kiosk.config import Config
from kiosk.content.folders import notices, posting
from kiosk.content.folders.folder import File
from kiosk.content.folders.posting import UnwritableError
from kiosk.content.words.text import fold
from kiosk.model import Notice

SHOWN, AHEAD, EXPIRED, UNREAD = "đang hiển thị", "sắp hiển thị", "hết hạn", "không đọc được"
_ORDER = (SHOWN, AHEAD, UNREAD, EXPIRED)
_TITLE = 60
_LATEST = datetime.max.replace(tzinfo=UTC)


class Posted(Struct, frozen=True):
    """A file in a folder of notices; `notice` is None, and `problems` say why, if it has none."""

    file: File
    state: str
    notice: Notice | None
    problems: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.notice.title if self.notice else self.file.name


def folder(config: Config) -> Path:
    """The folder that new notices go to: that of the first source of notices.

    Raises AskedError.
    """
    if config.notices:
        return config.notices[0]
    example = '[[source]], kind = "notices", path = "notices"'
    raise AskedError(
        f"{config.path}: chưa có thư mục thông báo; nhờ kỹ thuật viên thêm vào tệp này: {example}."
    )


def taken_down(config: Config, now: datetime) -> tuple[Posted, ...]:
    """The notices that were taken down and are kept. Raises AskedError."""
    folder(config)
    kept = [place / posting.TAKEN_DOWN for place in config.notices]
    reads = [
        one
        for place in kept
        if place.is_dir()
        for one in notices.read(place, zone=config.zone, now=now).reads
    ]
    return tuple(sorted((_posted(one, now) for one in reads), key=_rank))


def all_of(config: Config, now: datetime) -> tuple[tuple[Posted, ...], tuple[str, ...]]:
    """What lies in the folders, those on the board first; and sentences about what is no notice.

    Raises AskedError, ClerkError.
    """
    folder(config)
    found: list[Posted] = []
    unusable: list[str] = []
    for place in config.notices:
        if not place.exists() and os.access(place.parent, os.W_OK, effective_ids=True):
            continue  # the first notice makes it
        if not os.access(place, os.R_OK | os.X_OK, effective_ids=True):
            raise ClerkError(refused(place, PermissionError(errno.EACCES, "")))
        read = notices.read(place, zone=config.zone, now=now)
        found += [_posted(one, now) for one in read.reads]
        unusable += read.unusable
    return tuple(sorted(found, key=_rank)), tuple(unusable)


def lines(posted: Sequence[Posted], config: Config) -> Iterable[str]:
    """A line for each: its number, state, until when, title and file; below it what is wrong."""
    wide = max((len(_until(one, config)) for one in posted), default=0)
    for number, one in enumerate(posted, 1):
        urgent = "KHẨN: " if one.notice and one.notice.urgent else ""
        name = f"  ({one.file.name})" if one.notice else ""
        title = f"{urgent}{_short(one.title)}{name}"
        yield f"{number:3}  {one.state:15}{_until(one, config):{wide}}  {title}"
        yield from (f"     {says}" for says in one.problems)


def put_up(config: Config, notice: Notice, now: datetime) -> Path:
    """Write a notice into the board's folder; its file. Raises AskedError, ClerkError."""
    place = folder(config)
    there, _ = all_of(config, now)
    for one in there:
        if one.notice and _same(one.notice, notice):
            raise ClerkError(f"“{notice.title}” đã có rồi: {one.file.path}; không đăng lần nữa.")
    if sum(one.file.path.parent == place for one in there) >= notices.MOST:
        raise ClerkError(
            f"{place}: đã có {notices.MOST} thông báo, bảng không đọc thêm; xin gỡ bớt, ví dụ "
            "những thông báo hết hạn: kiosk notice remove --expired"
        )
    try:
        return posting.put(place, notice.title, posting.as_toml(notice, config.zone, now))
    except UnwritableError:
        says = "có ký tự lạ (phông chữ cũ, hoặc mã như “&amp;”); xin gõ lại bằng Unicode."
        raise AskedError(f"“{notice.title}” {says}") from None
    except OSError as error:
        raise ClerkError(refused(place, error)) from error


def named(posted: Sequence[Posted], words: str) -> Posted:
    """The one that `words` mean: its number in the list, its file, or a part of its title.

    Raises ClerkError if there is none, or more than one.
    """
    numbered = [one for number, one in enumerate(posted, 1) if str(number) == words.strip()]
    name = Path(words).name
    filed = [one for one in posted if name in (one.file.name, one.file.path.stem)]
    said = fold(words)
    exact = [one for one in posted if said and said == fold(one.title)]
    within = [one for one in posted if said and said in fold(one.title)]
    for found in (numbered, filed, exact, within):
        if len(found) == 1:
            return found[0]
        if found:
            several = "; ".join(
                f"{posted.index(one) + 1} ({_short(one.title)}, {one.file.name})"
                for one in found[:5]
            )
            raise ClerkError(
                f"“{words}” có thể là {len(found)} thông báo: {several}. Xin ghi số hoặc tên tệp."
            )
    raise ClerkError(f"Không có thông báo nào là “{words}”; xem: kiosk notice list")


def take_down(one: Posted) -> Path:
    """Take a notice off the board; where its file lies now. Raises ClerkError."""
    try:
        return posting.take_down(one.file.path)
    except OSError as error:
        place = one.file.path.parent
        inner = place / posting.TAKEN_DOWN
        locked = inner.exists() and not os.access(inner, os.W_OK, effective_ids=True)
        raise ClerkError(refused(inner if locked else place, error)) from error


def put_back(one: Posted) -> Path:
    """Put a notice that was taken down on the board again; its file. Raises ClerkError."""
    if one.state == EXPIRED:
        says = "đã hết hạn, có đăng lại bảng cũng không hiện; xin đăng mới: kiosk notice add"
        raise ClerkError(f"“{one.title}” {says}")
    try:
        return posting.put_back(one.file.path)
    except OSError as error:
        raise ClerkError(refused(one.file.path.parent.parent, error)) from error


def _posted(read: notices.FileRead, now: datetime) -> Posted:
    notice = read.notice
    if notice is None:
        state = UNREAD
    elif notice.current(now):
        state = SHOWN
    else:
        state = AHEAD if notice.starts > now else EXPIRED
    return Posted(read.file, state, notice, read.problems)


def _rank(one: Posted) -> tuple[int, bool, datetime, str]:
    """Those on the board first, urgent ones before others, what ends soon before what ends late."""
    ends = one.notice.ends if one.notice else _LATEST
    urgent = one.notice is not None and one.notice.urgent
    return _ORDER.index(one.state), not urgent, ends, one.file.name


def _same(one: Notice, other: Notice) -> bool:
    return one == replace(other, id=one.id, starts=one.starts)


def _until(one: Posted, config: Config) -> str:
    if one.notice is None:
        return ""
    starts = f"từ {moment(one.notice.starts, config.zone)} " if one.state == AHEAD else ""
    return f"{starts}đến {until(one.notice.ends, config.zone)}"


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"
