"""What a clerk is told, in Vietnamese: until when, what is wrong, whom to ask."""

import errno
import getpass
import grp
import stat
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.calendar import local, moment, numbers, weekday
from kiosk.content.folders.written import DateError
from kiosk.errors import KioskError, UsageError

EXAMPLES = "“30/11/2026”, “17h30 30/11”, “hết ngày 30/11”, “17h thứ Sáu”, “ngày mai”"
_WHY = {
    "unread": "không đọc được thành ngày giờ",
    "moon": "là ngày âm lịch; xin ghi ngày dương lịch",
    "several": "nêu nhiều giờ; xin ghi một giờ thôi",
    "clock": "nêu giờ mà không đồng hồ nào có",
    "weekday": "nêu thứ không đúng với ngày",
    "never": "nêu ngày không có trong lịch",
    "past": "đã qua, hoặc còn hơn nửa năm nữa; nếu đúng là ngày ấy, xin ghi cả năm",
}
# The account and the group that systemd/ sets up for clerks.
_GROUP = "kiosk-clerks"


class ClerkError(KioskError):
    """What a clerk asked for could not be done."""


class AskedError(UsageError):
    """What a clerk asked for can't be understood, or can't be meant."""


def until(at: datetime, zone: ZoneInfo) -> str:
    """Until when something stands: “hết thứ Hai, 30/11/2026”, “17:30 thứ Hai, 30/11/2026”."""
    if local(at, zone).time() != time():
        return moment(at, zone)
    day = (local(at, zone) - timedelta(days=1)).date()
    name = weekday(day)
    return f"hết {name[0].lower()}{name[1:]}, {numbers(day)}"


def undated(where: str, words: str, error: ValueError) -> str:
    """Why `words`, which stand `where`, are no day or time, with examples of some."""
    why = error.why if isinstance(error, DateError) else "unread"
    return f"{where} “{words}”: {_WHY[why]}. Ví dụ: {EXAMPLES}."


def refused(folder: Path, error: OSError) -> str:
    """Why nothing can be written into `folder`, and what to do."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return _no_rights(folder)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{folder}: đĩa đã đầy, chưa ghi được gì; nhờ kỹ thuật viên dọn bớt rồi làm lại."
    if error.errno == errno.EROFS:
        return f"{folder}: đĩa chỉ cho đọc (thẻ nhớ có thể đã hỏng); nhờ kỹ thuật viên xem lại."
    if error.errno == errno.ENOENT:
        return f"{folder}: không còn ở đó; xem lại bằng `kiosk notice list`."
    why = error.strerror or type(error).__name__
    return f"{folder}: không ghi được ({why}); nhờ kỹ thuật viên xem lại."


def _no_rights(folder: Path) -> str:
    user = _user()
    made = f"sudo install -d -g {_GROUP} -m 2775 {folder}"
    try:
        found = folder.stat()
    except FileNotFoundError:
        return f"{folder}: chưa có thư mục này; nhờ kỹ thuật viên tạo: {made}"
    except OSError:
        return f"{folder}: tài khoản {user} không được vào đây; nhờ kỹ thuật viên cấp quyền."
    if not found.st_mode & stat.S_IWGRP:
        return (
            f"{folder}: tài khoản {user} không có quyền ghi; nhờ kỹ thuật viên mở cho nhóm: {made}"
        )
    group = _group(found.st_gid)
    return (
        f"{folder}: tài khoản {user} không có quyền ghi, vì chưa thuộc nhóm {group}; nhờ kỹ thuật"
        f" viên thêm vào: sudo usermod --append --groups {group} {user}; rồi đăng nhập lại."
    )


def _group(number: int) -> str:
    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return "này"
