"""A notice from what a clerk asked for at the command line, or the sentence that says why not."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from kiosk.calendar import local, numbers
from kiosk.clerks.words import EXAMPLES, AskedError, undated, until
from kiosk.content.folders import clerk, labels, notepad, written
from kiosk.content.folders.clerk import Period
from kiosk.content.folders.notice import (
    LASTS,
    LONGEST_BODY,
    LONGEST_ISSUER,
    LONGEST_TITLE,
    Origin,
    from_typed,
)
from kiosk.content.folders.notices import LARGEST
from kiosk.content.words.text import plain
from kiosk.errors import Problem
from kiosk.model import Notice

UNTIL, SINCE = "--until", "--from"
# kiosk is no older; a clock that says so has lost its battery or its network.
_FIRST_YEAR = 2026
# "17h", said at 17:05, was meant for today more likely than for tomorrow.
_NEXT_DAY = timedelta(hours=12)
_FAR = timedelta(days=366)


class Asked(Struct, frozen=True):
    """What a clerk asked for; `until` and `since` are in her own words, "" where she said none."""

    title: str
    body: str = ""
    until: str = ""
    since: str = ""
    urgent: bool = False
    issuer: str = ""


def text(data: bytes, where: str) -> str:
    """The text of a file or of the standard input, in whatever Windows wrote it.

    Raises AskedError.
    """
    if len(data) > LARGEST:
        raise AskedError(f"{where}: dài quá {LARGEST // 1000} kB; xin rút gọn.")
    try:
        words = notepad.decode(data)
    except ValueError:
        says = "không phải văn bản thuần, hoặc dùng phông chữ cũ; xin lưu dạng .txt, mã UTF-8."
        raise AskedError(f"{where}: {says}") from None
    if "\ufffd" in words:
        raise AskedError(f"{where}: có chữ bị hỏng; xin lưu lại dạng .txt, mã UTF-8.")
    return words


def composed(asked: Asked, zone: ZoneInfo, now: datetime) -> Notice:
    """The notice that was asked for; without any start it starts at `now`.

    Its text may have labels, as a file's (“Hết hạn: 30/11/2026”); what was asked for beside it
    comes first. Raises AskedError.
    """
    _fit(asked, zone, now)
    title = " ".join(asked.title.split())
    words = f"{title}\n\n{asked.body}"
    found, problems = from_typed(words, Origin(Path(), "", zone, now, now))
    # What names no beginning begins now, or is expired.
    starts = None if found.starts == min(now, found.ends) else found.starts
    if starts and found.ends <= starts and not (asked.until or asked.since):
        raise AskedError(_backwards(starts, found.ends, zone))
    _refuse(problems, words, asked)
    ends = found.ends if starts or found.ends != now + LASTS else None
    if asked.since:
        starts, last = _read(clerk.since, asked.since, SINCE, zone, now)
        ends = last or ends
    if asked.until:
        first, ends = _read(clerk.until, asked.until, UNTIL, zone, starts or now)
        starts = starts or first
        _not_tomorrow(asked.until, starts, ends or now, zone, now)
    begins = starts or now
    made = replace(
        found,
        issuer=plain(asked.issuer, LONGEST_ISSUER) or found.issuer,
        starts=begins,
        ends=ends or _days_end(begins + LASTS, zone),
        urgent=asked.urgent or found.urgent,
    )
    _holds(made, zone, now)
    return made


def doubt(notice: Notice, asked: Asked, zone: ZoneInfo) -> str:
    """What a clerk should look at once more: an end that she did not say, or a far one."""
    if not asked.until and notice.ends == _days_end(notice.starts + LASTS, zone):
        return " (30 ngày, vì không ghi --until)"
    return " (hơn một năm; xin xem lại năm)" if notice.ends - notice.starts > _FAR else ""


def _read(
    read: Callable[[str, ZoneInfo, datetime], Period],
    words: str,
    where: str,
    zone: ZoneInfo,
    near: datetime,
) -> Period:
    try:
        period = read(words, zone, near)
        # In a file's label a stray word does no harm; here it may turn the day into another one.
        if not all(map(written.is_pure, written.read_range(words))):
            raise written.DateError("unread", words)
    except ValueError as error:
        raise AskedError(undated(where, words, error)) from error
    return period


def _fit(asked: Asked, zone: ZoneInfo, now: datetime) -> None:
    if now.year < _FIRST_YEAR:
        today = numbers(local(now, zone).date())
        says = "chưa thể tính ngày cho thông báo. Xin đợi máy có mạng, hoặc chỉnh lại đồng hồ."
        raise AskedError(f"Đồng hồ của máy đang chạy sai (hôm nay là {today}), {says}")
    said = (asked.title, asked.body, asked.issuer, asked.until, asked.since)
    if any("\ud800" <= letter <= "\udfff" for words in said for letter in words):
        raise AskedError("Có chữ bị hỏng trên dòng lệnh; xin đặt bàn phím ở Unicode và gõ lại.")
    if not plain(asked.title, LONGEST_TITLE):
        raise AskedError("Chưa có tiêu đề; xin ghi tiêu đề trong dấu ngoặc kép.")
    if len(asked.issuer) > LONGEST_ISSUER:
        raise AskedError(f"Tên đơn vị dài quá {LONGEST_ISSUER} chữ; xin rút gọn.")
    if labels.label(" ".join(asked.title.split())):
        says = "là dòng ghi thời hạn, đơn vị hay liên kết chứ không phải tiêu đề"
        raise AskedError(f"“{asked.title}” {says}; xin ghi tiêu đề trước.")


def _refuse(problems: Sequence[Problem], words: str, asked: Asked) -> None:
    """Say what is wrong with the text, but for days that were asked for beside it."""
    lines = words.splitlines()
    for problem in problems:
        line = lines[problem.line - 1].strip() if problem.line else ""
        if problem.key in ("starts", "holds", "ends"):
            if asked.until and (asked.since or problem.key == "ends"):
                continue
            raise AskedError(
                f"Dòng “{line}” trong nội dung: không đọc được ngày giờ. Ví dụ: {EXAMPLES}."
            )
        says = {
            "title": f"Tiêu đề dài quá {LONGEST_TITLE} chữ; xin ghi ngắn, còn lại để ở nội dung.",
            "body": f"Nội dung dài quá {LONGEST_BODY} chữ; xin rút gọn.",
            "link": f"Dòng “{line}” trong nội dung: không phải địa chỉ web.",
            "": f"Dòng “{line}” trong nội dung: nói khác một dòng trước; xin bỏ một trong hai.",
        }
        raise AskedError(says.get(problem.key, f"Dòng “{line}” trong nội dung: không hiểu được."))


def _holds(made: Notice, zone: ZoneInfo, now: datetime) -> None:
    if made.ends <= now:
        says = "đã qua, nên thông báo sẽ không hiện lên bảng. Xin ghi ngày còn ở phía trước"
        raise AskedError(f"Thời hạn đến {until(made.ends, zone)} {says}, ví dụ: {EXAMPLES}.")
    if made.ends <= made.starts:
        raise AskedError(_backwards(made.starts, made.ends, zone))


def _backwards(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    begins = f"{local(starts, zone):%H:%M} {numbers(local(starts, zone).date())}"
    return (
        f"Thời hạn đến {until(ends, zone)} lại trước lúc bắt đầu, {begins}; xin sửa một trong hai."
    )


def _not_tomorrow(
    words: str, starts: datetime | None, ends: datetime, zone: ZoneInfo, now: datetime
) -> None:
    """Refuse a time of the day that has just passed: nobody meant all the night and a day."""
    last = written.read_range(words)[-1]
    bare_time = last.month is None and last.weekday is None and last.ahead is None
    tomorrow = local(ends, zone).date() > local(now, zone).date()
    if bare_time and not starts and tomorrow and ends - now > _NEXT_DAY:
        says = f"hôm nay đã qua. Nếu là ngày mai, xin ghi “{words} ngày mai”"
        raise AskedError(f"{UNTIL} “{words}”: {says}.")


def _days_end(at: datetime, zone: ZoneInfo) -> datetime:
    return clerk.ending(numbers(local(at, zone).date()), zone, at)
