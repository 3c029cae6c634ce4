"""Where Vietnamese lines should not break, and text made fit to be set.

Syllables stand between spaces and every space may break; these rules name the spaces that a
careful printer keeps together. Word pairs are given a price, in the squared slack of lines: from
1 on it takes an empty line to be worth the break, 4 is paid only if nothing else fits.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

FREE = 0.0
NAME = 0.35
UNIT = 2.0
DASH = 3.0
NEVER = 4.0
# From here on a break is a fault that one line more is worth.
BAD = 1.0


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMBER = re.compile(r"[(“\"]?\d[\d.,/–-]*[%‰]?[,.;:)”]*$|[(]?[IVXLC]+[,.;:)]*$")
_DIGITS = re.compile(r"[(“\"]?\d[\d.,–-]*$")
_UNITS = _words(
    "đồng tỷ tỉ triệu nghìn ngàn trăm usd vnd km m m2 m² m3 cm mm km2 km² ha kg g tấn tạ lít "
    "độ °c mw kw kwh giờ phút giây ngày tuần tháng năm tuổi người ca vụ xe điểm lần hộ căn "
    "phường xã lượt suất phần khu tổ em cháu % ₫ đ hồ học cây phòng"
)
_ORDINALS = _words("nhất nhì hai ba tư năm sáu bảy tám chín mười")
_SCALES = _words("tỷ tỉ triệu nghìn ngàn trăm")
_LABELS = _words(
    "quận phường khóa khoá thứ số điều khoản chương đường tháng năm ngày quý tổ phố trang hình "
    "bảng lớp nhóm đợt kỳ q. p. khu mức cấp hẻm tầng lúc từ đến"
)
_TITLES = _words("ông bà anh chị cô chú bác em ts. ths. pgs. gs. bs. tp. tp q. p. tx.")
_DASHES = frozenset("-–—·")
_OPENERS = "(“‘«["
_ODD_CHARACTERS = {0x2011: "-", 0x2010: "-", **dict.fromkeys(range(0xFE00, 0xFE10))}


def settable(text: str) -> str:
    """Text that can be set: NFC, one space between words, nothing that has no picture.

    Control and format characters (direction marks, joiners, variation selectors) are taken out;
    hyphens and spaces that fonts lack become the ones they have.
    """
    composed = unicodedata.normalize("NFC", text).translate(_ODD_CHARACTERS)
    return " ".join("".join(_seen(character) for character in composed).split())


def prices(words: Sequence[str], *, headline: bool = False) -> tuple[float, ...]:
    """How dear a break is after each word but the last."""
    del headline
    return tuple(price(left, right) for left, right in pairwise(words))


def price(left: str, right: str) -> float:
    """How dear it is to break the line between two neighbouring words."""
    if right[:1] in _DASHES and len(right) == 1:
        return DASH
    if left in _OPENERS or right[0] in ")”’»]%…" or _is_covid(left, right):
        return NEVER
    if _is_measure(left, right) or _is_labelled(left, right) or _is_weekday(left, right):
        return UNIT
    if left.lower() in _TITLES and right[:1].isupper():
        return UNIT
    return NAME if _is_name(left, right) else FREE


def _is_weekday(left: str, right: str) -> bool:
    """“Thứ Năm”, and “thứ năm” as well: the fifth."""
    return left.lower().lstrip("(“") == "thứ" and right.lower().rstrip(",.;:)”") in _ORDINALS


def _is_covid(left: str, right: str) -> bool:
    """The portal writes “Covid -19”."""
    return left.lower() == "covid" and right.startswith("-")


def _is_measure(left: str, right: str) -> bool:
    unit = right.lower().rstrip(",.;:)”…")
    if _DIGITS.match(left):
        return unit in _UNITS
    return left.lower() in _SCALES and unit in _UNITS


def _is_name(left: str, right: str) -> bool:
    """Two capitalised syllables in a row, no comma between them."""
    first, second = left.lstrip('“"('), right.rstrip(",.;:)”…")
    return first.istitle() and first.isalpha() and second.istitle() and second.isalpha()


def _is_labelled(left: str, right: str) -> bool:
    return left.lower().lstrip(_OPENERS) in _LABELS and bool(_NUMBER.match(right))


def _seen(character: str) -> str:
    """What of a character can be set: itself, a space, or nothing of a format character."""
    category = unicodedata.category(character)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if category == "Cf":
        return ""
    return " " if category in {"Cc", "Zs", "Zl", "Zp"} else character
