"""Lines that say something about a notice instead of being its text: “Hết hạn: 30/11/2026”."""

import re
from typing import NamedTuple

from kiosk.content.folders import written
from kiosk.content.folders.written import bare

_NAMES = {
    "ends": (
        "het han", "ngay het han", "het hieu luc", "ngay het hieu luc", "hieu luc den",
        "gia tri den", "hien thi den", "dang den", "treo den", "den", "ket thuc", "ngay ket thuc",
    ),
    "starts": (
        "bat dau", "ngay bat dau", "hieu luc tu", "hien thi tu", "dang tu", "treo tu", "tu",
    ),
    "holds": ("hieu luc", "thoi gian hieu luc", "thoi han hieu luc", "thoi gian hien thi"),
    "issuer": (
        "don vi", "don vi ban hanh", "don vi thong bao", "noi ban hanh", "co quan",
        "co quan ban hanh",
    ),
    "urgent": ("khan", "khan cap", "hoa toc"),
    "link": ("lien ket", "duong dan", "link"),
}  # fmt: skip
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names}
# "Đến: toàn thể bà con", "Bắt đầu: bằng việc nhỏ" are text; with a date they are none.
_EVERYDAY = ("den", "tu", "ket thuc", "bat dau", "hieu luc")
_DATES = ("ends", "starts", "holds")

_OPENING, _CLOSING = ("(", "[", "（", "【"), (")", "]", "）", "】")
_BULLET = re.compile(r"^[\s*+•·>–—-]+")
_COLON = re.compile(r"^([^:：=]{1,60})[:：=](.*)$", re.DOTALL)
_BEFORE_NAME = re.compile(r"^(?:thong bao )?(?:nay )?(?:co )?")
_AFTER_NAME = re.compile(r"(?: het)?(?: ngay)?$")
_WITHOUT_COLON = re.compile(
    rf"^(?:thong bao )?(?:nay )?(?:co )?"
    rf"(?P<name>{'|'.join(sorted(_KINDS, key=len, reverse=True))})\b[ \W]*(?P<rest>.*)$"
)
_DATE_LIKE = re.compile(r"\d ?[-/.:hg] ?\d|\d ?h\b|thang|gio")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LONGEST_PREFIX = 40
_URGENT_TITLE = re.compile(r"^\W*(\w+(?: \w+)?)\W*[:!\])–—-]\W*(?=\w)")


class Label(NamedTuple):
    """What a line says about its notice.

    `colon` is set where a colon divides name from value, and `sure` where nobody would take the
    line for text.
    """

    kind: str
    says: str
    colon: bool
    sure: bool

    @property
    def is_period(self) -> bool:
        """Whether it names a first and a last day without a colon, as text does, too."""
        return not self.colon and self.kind == "starts" and len(written.read_range(self.says)) > 1


def label(line: str) -> Label | None:
    """The label that a whole line is; None for a line of text."""
    line = _BULLET.sub("", line).strip()
    if line.startswith(_OPENING) and line.endswith(_CLOSING):
        line = line[1:-1].strip()
    if _WEB.fullmatch(line):
        return Label("link", line, colon=False, sure=True)
    return _with_colon(line) or _without_colon(line)


def urgent_title(title: str) -> str:
    """`title` without the “KHẨN:” that it begins with; "" if it begins with none."""
    found = _URGENT_TITLE.match(title[:_LONGEST_PREFIX])
    return title[found.end() :] if found and _KINDS.get(bare(found[1])) == "urgent" else ""


def yes(says: str) -> bool:
    """Whether “Khẩn: có” says so. Raises ValueError where it is neither yes nor no."""
    said = bare(says).strip(" .!")
    if said in ("co", "dung", "x", "yes", "true", "1"):
        return True
    if said in ("", "khong", "no", "false", "0"):
        return False
    raise ValueError("must be “có” or “không”")


def is_date(says: str) -> bool:
    """Whether `says` is nothing but a day, a time, or a first and a last one."""
    try:
        return _DATE_LIKE.search(bare(says)) is not None and all(
            map(written.is_pure, written.read_range(says))
        )
    except ValueError:
        return False


def _with_colon(line: str) -> Label | None:
    found = _COLON.match(line)
    if found is None:
        return None
    name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", bare(found[1])))
    kind = _KINDS.get(name)
    says = found[2].strip()
    if kind is None or (kind == "urgent" and not _is_yes_or_no(says)):
        return None
    if name in _EVERYDAY and says and not _DATE_LIKE.search(bare(says)):
        return None
    return Label(kind, says, colon=True, sure=name not in _EVERYDAY)


def _without_colon(line: str) -> Label | None:
    """A label that lacks its colon; then nothing but a date may follow."""
    said = bare(line)
    found = _WITHOUT_COLON.match(said) if len(said) <= written.LONGEST else None
    if found is None:
        return None
    kind, rest = _KINDS[found["name"]], found["rest"]
    if kind == "urgent" and not rest:
        return Label("urgent", "có", colon=False, sure=True)
    if kind not in _DATES or not is_date(rest):
        return None
    return Label(kind, rest, colon=False, sure=found["name"] not in _EVERYDAY)


def _is_yes_or_no(says: str) -> bool:
    try:
        yes(says)
    except ValueError:
        return False
    return True
