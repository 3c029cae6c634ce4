"""Where a careful printer ends no line, said in patterns of this folder's own.

`kiosk.layout` breaks by other rules, made apart from these; so what it takes for good is judged by
somebody else here. A space of a text is named by where it stands in the text.
"""

# ruff: noqa: INP001 (beside a script)

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

UPPER = "".join(chr(code) for code in range(0x41, 0x1F00) if chr(code).isupper())
NUMBER = r"\d[\d.,/]*(?:[–-]\d[\d.,/]*)?"
ROMAN = r"[IVXLC]+"
SCALES = "tỷ|tỉ|triệu|nghìn|ngàn|trăm"
UNITS = (
    f"{SCALES}|đồng|USD|VND|km|km2|km²|m|m2|m²|m3|m³|cm|mm|ha|kg|tấn|tạ|gam|lít|độ|MW|kW|kWh|GB|giờ|"
    "phút|giây|ngày|tuần|tháng|năm|tuổi|người|ca|vụ|xe|hộ|căn|lần|điểm|lượt|suất|phần|khu phố|cây|"
    "em|trường|%|₫|mét|héc-ta"
)
LABELS = (
    "quận|phường|khóa|khoá|thứ|điều|khoản|quý|số|tổ|ấp|khu phố|hẻm|tầng|phòng|lớp|đợt|mức độ|cấp|"
    "kỳ|chương|mục|trang|bảng|hình|nhóm|loại|vòng|tập|bài|mũi|giai đoạn|quốc lộ|kiệt|ngõ|lô|"
    "Q\\.|P\\.|thế kỷ|nghị quyết|chỉ thị|nghị định|thông tư|quyết định|kế hoạch"
)
PERSONS = (
    "[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]hầy|[Đđ]ồng chí|"
    "(?:PGS\\.|GS\\.)?(?:Th|T)S\\.|PGS\\.|GS\\.|BS\\."
)
# What begins a sentence with a capital, or stands before a name with one, and is no part of it.
BEFORE_NAMES = (
    "Ông|Bà|Anh|Chị|Em|Thầy|Cô|Phường|Quận|Huyện|Tỉnh|Xã|Đường|Bộ|Sở|Ban|Quỹ|Cục|Tại|Theo|Với|Ở|Từ|"
    "Của|Và|Các|Khi|Do|Mỹ|Nga"
)
TITLE_CASE = f"[{UPPER}][^\\W\\d_{UPPER}]*"

AMOUNTS = (
    rf"(?<![\w.,/])(?<!giờ ){NUMBER} (?:(?:{SCALES}) (?:{UNITS})|{UNITS})(?!\w)",
    rf"(?<![\w.,/]){NUMBER} (?:lượt người|tháng tuổi|mét vuông|mét khối)(?!\w)",
    rf"(?<!\w)(?:{SCALES}) (?:đồng|USD|người|lượt|tấn|m2|m²|ha|km)(?!\w)",
)
LABELLED = rf"(?<!\w)(?i:(?:lần )?(?:{LABELS})) (?:\d[\w./–-]*|{ROMAN}(?!\w))"
DATES = (
    rf"(?<!\w)(?:[Nn]gày (?={NUMBER}))?(?:{NUMBER} )?[Tt]háng \d+(?: năm \d{{4}})?(?!\w)",
    rf"(?<!\w)[Nn]gày {NUMBER}",
    r"(?<!\w)[Nn]ăm \d{4}(?!\w)",
    r"\d+ giờ \d+(?: phút)?",
    r"(?<!\w)[Tt]hứ (?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy)(?!\w)",
    r"(?<!\w)(?i:sáng|trưa|chiều|tối|đêm) \d+/\d+",
    r"\d+:\d\d \d+/\d+",
    r"\d+ [-–] \d+",
)
TITLED = (
    rf"(?<!\w)(?:{PERSONS}) (?=[{UPPER}])",
    rf"(?<!\w)T[Pp]\.? (?=[{UPPER}])",
    r"TP\.? Hồ Chí Minh",
)
MARKS = (
    r" (?=[-–—·] |[)\]”’»%…]|[.,;:!?](?: |$))",
    r"(?:(?<= )|^)[(\[“‘«] ",
    r"(?i:covid) (?=-)",
)
NAMED = rf"(?<![.:!?…”\"] )(?<![^ “\"'(‘])(?<!^)(?:{TITLE_CASE} ){{1,8}}{TITLE_CASE}(?!\w)"


def _matched(*patterns: str) -> Callable[[str], Iterator[int]]:
    found = [re.compile(pattern) for pattern in patterns]
    return lambda text: (
        at for one in found for match in one.finditer(text) for at in _spaces(text, *match.span())
    )


def _spaces(text: str, start: int, end: int) -> Iterator[int]:
    return (at for at in range(start, end) if text[at] == " ")


def _amounts(text: str) -> Iterator[int]:
    """In amounts, but for the number of a label: “Quận 11 | năm 2021”."""
    labelled = {match.end() for match in re.finditer(LABELLED, text)}
    return (at for at in _matched(*AMOUNTS)(text) if at not in labelled)


def _names(text: str) -> Iterator[int]:
    """In two to four capitalised syllables that begin no sentence, where capitals tell anything."""
    words = text.split()
    if sum(word[0].isupper() for word in words) * 3 > len(words) * 2:
        return
    for match in re.finditer(NAMED, text):
        start = match.start()
        while lead := re.match(rf"(?:{BEFORE_NAMES}) ", text[start : match.end()]):
            start += lead.end()
        spaces = list(_spaces(text, start, match.end()))
        if len(spaces) <= 3:  # noqa: PLR2004 - a Vietnamese name has two to four syllables
            yield from spaces


KINDS: Mapping[str, Callable[[str], Iterator[int]]] = {
    "amounts": _amounts,
    "labels": _matched(LABELLED),
    "dates": _matched(*DATES),
    "titles": _matched(*TITLED),
    "marks": _matched(*MARKS),
    "names": _names,
}


@cache
def bad_breaks(text: str) -> dict[int, str]:
    """Every space of a text at which a line should not end, and the first kind that says so."""
    found: dict[int, str] = {}
    for kind, spaces in KINDS.items():
        for at in spaces(text):
            found.setdefault(at, kind)
    return found
