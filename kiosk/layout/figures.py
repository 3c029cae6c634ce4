"""Amounts, labels with their numbers, ordinals, as far as spaces stand inside them.

Each function answers whether the space behind word `at` is such a one.
"""

from kiosk.layout import units
from kiosk.layout.syllables import Words, pairs, vocabulary

_LABELS = vocabulary(
    "quận phường khóa khoá thứ số điều khoản điểm chương mục tháng năm ngày mùng mồng quý tổ ấp "
    "phố trang hình bảng lớp nhóm đợt kỳ khu mức cấp hẻm ngõ kiệt tầng lầu phòng lô thửa tờ bậc "
    "hạng loại mũi vòng tập bài câu bước tuần khối quầy bàn cổng tuyến lộ lần luật q. p. f. kp kp. "
    "tdp ql tl hl đt nđ nq qđ đoạn kỷ"
)
LETTERED = vocabulary("điểm khối lô lớp nhóm mục loại hạng khu")
# Points of a law have letters; before a number the word is “cao điểm”, “thời điểm”.
_POINT = "điểm"
# The second syllables of labels, which alone would be labels of too much.
_PAIRED_LABELS = pairs(
    "nghị định nghị quyết quyết định chỉ thị thông tư kế hoạch công văn công điện dân phố khu phố "
    "mức độ cấp độ giai đoạn nhiệm kỳ thế kỷ quốc lộ tỉnh lộ đường tỉnh lần thứ năm học căn hộ "
    "phụ lục khu vực tổng đài nội bộ máy lẻ máy nhánh số nhà"
)
LONG_LABELS = frozenset(first for first, _ in _PAIRED_LABELS)
ENDS_OF_LABELS = frozenset(second for _, second in _PAIRED_LABELS)
# What ordinals follow, and the “số” of a decree.
ORDERED = vocabulary("tháng thứ chủ")
NUMBER = vocabulary("số")
HOUR = vocabulary("giờ")
# Alone it has a number only where that is no count: “nhà 45/12A”, not “nhà 3 tầng”.
_HOUSE = "nhà"
_NUMBERS_OF_DAYS = vocabulary("hai ba tư năm sáu bảy")
_ORDINALS = _NUMBERS_OF_DAYS | vocabulary("nhất nhì một bốn tám chín mười")
_MONTHS = _ORDINALS | vocabulary("giêng chạp")
AND = vocabulary("và đến tới hoặc hay")
ABOUT = vocabulary("hơn gần khoảng chừng trên dưới từ đến tới lúc hồi hết đạt qua quá")
_DASHES = vocabulary("- – —")
TIMES = vocabulary("× x /")
# What may follow a number without being what it counts.
_LINKS = AND | vocabulary(
    "của tại ở là thì với cho trong ngoài về từ theo do vì để khi bị được đã sẽ nên"
)


def is_amount(words: Words, at: int) -> bool:
    left, right = words[at], words[at + 1]
    if left.stops:
        return False
    if units.is_pair(words, at):
        return True
    if left.amount:
        spoken = right.low == "phút" or not _is_number_of_label(words, at)
        return spoken and units.counts(words, at + 1)
    return units.scales(words, at)


def is_count(words: Words, at: int) -> bool:
    """A number and what it counts, for which there are more words than can be listed."""
    left, right = words[at], words[at + 1]
    if not left.amount or left.stops or not right.plain or right.low in _LINKS:
        return False
    return not _is_number_of_label(words, at)


def is_about(words: Words, at: int) -> bool:
    left, right = words[at], words[at + 1]
    return left.low in ABOUT and not left.stops and (right.amount or right.clock or right.date)


def is_multiplied(words: Words, at: int) -> bool:
    """A multiplication sign, or a slash, with figures around it."""
    sign = at if words[at].low in TIMES else at + 1
    if not 0 < sign < len(words) - 1 or words[sign].low not in TIMES:
        return False
    return words[sign - 1].amount and words[sign + 1].amount


def is_span(words: Words, at: int) -> bool:
    """A number, a dash that stands before it, and one more number before that."""
    middle, right = words[at], words[at + 1]
    return middle.text in _DASHES and at > 0 and words[at - 1].amount and right.amount


def is_listed(words: Words, at: int) -> bool:
    """“14 và 15/11”: both spaces."""
    for middle in (at, at + 1):
        if 0 < middle < len(words) - 1 and words[middle].low in AND:
            first, last = words[middle - 1], words[middle + 1]
            if first.core[:1].isdigit() and not first.stops and last.core[:1].isdigit():
                return True
    return False


def is_label(words: Words, at: int) -> bool:
    left, right = words[at], words[at + 1]
    if left.stops:
        return False
    if left.low in _LABELS or (at and (words[at - 1].low, left.low) in _PAIRED_LABELS):
        lettered = left.low in LETTERED and len(right.core) == 1 and right.core.isalpha()
        numbered = right.numbered and left.low != _POINT and not units.is_measured(words, at + 1)
        return lettered or numbered
    return left.low == _HOUSE and right.numbered and not right.amount


def is_ordinal(words: Words, at: int) -> bool:
    """“Thứ Năm” and “thứ năm” as well: the fifth; “Chủ nhật”; “tháng Mười”."""
    left, right = words[at].low, words[at + 1].low
    if words[at].stops:
        return False
    if left == "tháng":
        return right in _MONTHS and (words[at + 1].capital or right in {"giêng", "chạp"})
    return (left == "thứ" and right in _ORDINALS) or (left, right) == ("chủ", "nhật")


def is_long_label(words: Words, at: int) -> bool:
    """Between the syllables of “khu phố 3”, “lần thứ ba”."""
    pair = (words[at].low, words[at + 1].low)
    if pair not in _PAIRED_LABELS or at + 2 >= len(words):
        return False
    return is_label(words, at + 1) or is_ordinal(words, at + 1)


def is_number_of_decree(words: Words, at: int) -> bool:
    """Before the “số” of “Nghị quyết số 54”."""
    right = words[at + 1]
    return (
        right.low == "số"
        and not words[at].stops
        and at + 2 < len(words)
        and is_label(words, at + 1)
    )


def _is_number_of_label(words: Words, at: int) -> bool:
    """Whether a number belongs to what stands before it: a label, or an hour."""
    return at > 0 and (is_label(words, at - 1) or is_minute(words, at - 1))


def is_minute(words: Words, at: int) -> bool:
    left, right = words[at], words[at + 1]
    return left.low in HOUR and not left.stops and right.amount and at > 0 and words[at - 1].amount


def is_telephone(words: Words, at: int) -> bool:
    """Between the groups of a telephone number."""
    left, right = words[at], words[at + 1]
    if left.stops and not left.text.endswith(")"):
        return False
    code = left.core.removeprefix("+")
    return _is_group(code, 2, 5) and _is_group(right.core, 3, 4)


def _is_group(core: str, least: int, most: int) -> bool:
    return core.isdecimal() and least <= len(core) <= most
