"""Text made fit to be set, and where Vietnamese lines should not break.

Syllables stand between spaces and every space may break; rules name the spaces that a careful
printer keeps together, each with its price in the squared slack of lines: 1 is what an empty line
costs. Where several rules hold, the dearest counts.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec import Struct

from kiosk.layout import compounds, days, figures, marks, names
from kiosk.layout.readable import closed_up, is_latin, known, shortened
from kiosk.layout.syllables import Syllable, syllable

# From here on a break is a fault that one line more is worth, and two breaks from there on.
_BAD = 1.0
_HALF_BAD = 0.6
# Where so many words are in capitals, capitals tell nothing.
_LOUD = 2 / 3


class Rule(Struct, frozen=True):
    """What is kept together, what a break costs, and examples, in which “|” is the break."""

    keeps: str
    price: float
    holds: Callable[[Sequence[Syllable], int], bool]
    examples: tuple[str, ...]


RULES = (
    Rule(
        "a bracket or a quotation mark with what it encloses, and a mark with its word",
        5.0,
        marks.encloses,
        ("60 |% dự toán", "(| người dân", 'nói " hết | " rồi'),
    ),
    Rule("“Covid -19”, as the portal writes it", 5.0, marks.is_covid, ("dịch Covid |-19",)),
    Rule(
        "a dash, a dot or a slash between spaces with what it follows",
        4.0,
        marks.is_dash,
        ("phường |– sáng 22/11", "chính trị |- xã hội"),
    ),
    Rule(
        "the mark of a list with its item",
        3.0,
        marks.is_mark_of_list,
        ("a) |Tờ khai", "- |Bản sao"),
    ),
    Rule(
        "an amount with its unit",
        3.0,
        figures.is_amount,
        (
            "652,55 |tỷ đồng",
            "652,55 tỷ |đồng",
            "1,5 |km kênh",
            "17–19 |giờ",
            "800 |đồng/bó",
            "tuyến 12 |km",
        ),
    ),
    Rule(
        "figures around “×” or a slash",
        3.0,
        figures.is_multiplied,
        ("ảnh 3 |× 4 cm", "ảnh 3 × |4 cm", "3 / |5 tiêu chí"),
    ),
    Rule(
        "a label with its number",
        3.0,
        figures.is_label,
        (
            "Quận |11",
            "khóa |XII",
            "hẻm |262/15A",
            "Nghị định |118/2025/NĐ-CP",
            "Q. |11",
            "lớp |A",
            "QL |1A",
            "nhà |45/12A",
        ),
    ),
    Rule(
        "weekdays, named months and ordinals",
        3.0,
        figures.is_ordinal,
        ("Thứ |Hai", "Chủ |nhật", "rằm tháng |Mười", "lần thứ |ba"),
    ),
    Rule(
        "the groups of a telephone number",
        3.0,
        figures.is_telephone,
        ("(028) |3855 1234", "1900 545 |454"),
    ),
    Rule("an hour with its minutes", 3.0, figures.is_minute, ("8 giờ |30 phút",)),
    Rule(
        "a form of address, a degree or “TP.” with the name",
        3.0,
        names.is_title,
        (
            "bà |Huỳnh Thị Mai",
            "đồng chí |Lê Na",
            "PGS.TS. |Trần Văn A",
            "BS.CKII |Võ Thị A",
            "TP. |Hồ Chí Minh",
        ),
    ),
    Rule("a day with its month", 2.0, days.is_month, ("ngày 4 |tháng 12",)),
    Rule("a month or a quarter with its year", 1.5, days.is_year, ("tháng 12 |năm 2021",)),
    Rule(
        "a date with what comes before it",
        1.5,
        days.is_day,
        ("sáng |22/11", "thứ Bảy |28/11", "Thứ Bảy, |28/11", "22:00 |28/11–04:00 29/11"),
    ),
    Rule("a span of numbers behind its dash", 1.5, figures.is_span, ("giá 2 - |4 triệu",)),
    Rule(
        "the syllables of a label that has a number",
        1.5,
        figures.is_long_label,
        ("khu |phố 3", "lần |thứ XII", "Nghị |quyết 54", "tổng |đài 1022"),
    ),
    Rule(
        "a given name with the syllable before it",
        1.0,
        names.is_given,
        ("Trương Quốc |Lâm", "Nguyễn Thị Kim |Tiến"),
    ),
    Rule("a name of two syllables", 0.6, names.is_pair, ("ở Việt |Nam", "phường Bến |Sen")),
    Rule("a rank", 0.6, names.is_rank, ("Đại |tá Nguyễn Văn A", "trung |tướng")),
    Rule(
        "a weekday with its day, and with the part of the day before it",
        0.4,
        days.is_named_day,
        ("thứ Sáu, |ngày 20/11", "sáng |thứ Sáu"),
    ),
    Rule("a family name with what follows", 0.4, names.is_family, ("Nguyễn |Thị Kim Tiến",)),
    Rule("the rest of a name", 0.3, names.is_name, ("Trương |Quốc Lâm", "Nguyễn Thị |Kim Tiến")),
    Rule(
        "a word of two syllables in the name of a body",
        0.2,
        compounds.is_proper,
        ("Ban Chấp |hành", "Bộ Giao |thông"),
    ),
    Rule(
        "a name with its number",
        0.15,
        names.is_numbered_name,
        ("giải World Cup |2018", "HCM |2026"),
    ),
    Rule(
        "what a place or a body is with its name",
        0.15,
        names.is_kind,
        ("phường |Bến Sen", "UBND |Phường Bình Thới", "Bộ |Công Thương"),
    ),
    Rule("a calling with the name", 0.15, names.is_office, ("Chủ tịch |Trần Phi Long",)),
    Rule(
        "a number with what it counts", 0.15, figures.is_count, ("31 |đảng viên", "100% |đảng viên")
    ),
    Rule("two numbers with “và”", 0.15, figures.is_listed, ("14 |và 15/11", "14 và |15/11")),
    Rule("an hour with its day", 0.15, days.is_hour_of_day, ("18 giờ 30 |ngày 19/12",)),
    Rule(
        "“số” with the kind of paper", 0.15, figures.is_number_of_decree, ("Luật |số 54/2019/QH14",)
    ),
    Rule("“gần” with its number", 0.08, figures.is_about, ("gần |15 triệu USD", "từ |8 giờ")),
    Rule("a common word of two syllables", 0.01, compounds.is_compound, ("hồ |sơ", "đăng |ký")),
)
# In headlines, where a line more or less even is not seen as soon as a word torn apart.
HEADLINE_RULES = (
    Rule(
        "a common word of two syllables", 0.15, compounds.is_compound, ("nhân |dân", "CÔNG |VIÊN")
    ),
    Rule("a preposition with what follows", 0.06, compounds.leans, ("của |phường", "vì |mưa")),
    Rule(
        "the first or the last word of a clause with the rest of it",
        0.04,
        compounds.is_stranded,
        ("Quận 11: Mở |lớp học", "sử dụng |đất, nhà"),
    ),
    Rule(
        "all that is no seam: behind a mark, or before a preposition",
        0.01,
        compounds.is_no_seam,
        ("phường |thông xe",),
    ),
)
_BY_PRICE = sorted((*RULES, *HEADLINE_RULES), key=lambda rule: -rule.price)


def settable(text: str) -> str:
    """Text that can be set: NFC, one space between words, nothing that says nothing.

    Control and format characters (direction marks, joiners, variation selectors) are taken out,
    look-alikes become what fonts have, of what no font has three letters in a row stay.
    """
    if not is_latin(text):
        text = closed_up(shortened(known(text)))
    return " ".join(text.split())


@lru_cache(maxsize=256)
def prices(text: str, *, headline: bool = False) -> tuple[float, ...]:
    """How dear a break is at each space of a text."""
    words = text.split(" ")
    loud = sum(word.isupper() for word in words) > _LOUD * len(words)
    seen = [syllable(word, loud=loud) for word in words]
    rules = _BY_PRICE if headline else RULES
    return tuple(_price(seen, at, rules) for at in range(len(words) - 1))


def faults(price: float) -> float:
    """How many lines a break of this price is worth, whatever their slack: 1, ½ or none."""
    if price >= _BAD:
        return 1.0
    return 0.5 if price >= _HALF_BAD else 0.0


def _price(words: Sequence[Syllable], at: int, rules: Sequence[Rule]) -> float:
    # Rules stand in the order of their prices, so the first that holds is the dearest.
    return next((rule.price for rule in rules if rule.holds(words, at)), 0.0)
