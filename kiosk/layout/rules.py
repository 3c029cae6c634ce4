"""Which spaces a careful printer keeps together, each with its price.

A price is in the squared slack of lines: 1 is what an empty line costs. Where several rules hold,
the dearest counts.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from kiosk.layout import compounds, days, figures, marks, names, units
from kiosk.layout.syllables import Syllable


class Rule(Struct, frozen=True):
    """What is kept together, what a break costs, and examples, in which “|” is the break.

    Between two words of lower-case letters (Syllable.worded) it can hold only behind one of
    `behind` or before one of `before`, and is not asked elsewhere; `anywhere`: it always is.
    """

    keeps: str
    price: float
    holds: Callable[[Sequence[Syllable], int], bool]
    examples: tuple[str, ...]
    behind: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    anywhere: bool = False


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
        behind=units.BEGINNINGS,
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
        behind=figures.LETTERED,
    ),
    Rule(
        "weekdays, named months and ordinals",
        3.0,
        figures.is_ordinal,
        ("Thứ |Hai", "Chủ |nhật", "rằm tháng |Mười", "lần thứ |ba"),
        behind=figures.ORDERED,
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
    Rule(
        "a day with its month",
        2.0,
        days.is_month,
        ("ngày 4 |tháng 12",),
        before=days.MONTHS,
    ),
    Rule(
        "a month or a quarter with its year",
        1.5,
        days.is_year,
        ("tháng 12 |năm 2021",),
        before=days.YEARS,
    ),
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
        behind=figures.LONG_LABELS,
    ),
    Rule(
        "a given name with the syllable before it",
        1.0,
        names.is_given,
        ("Trương Quốc |Lâm", "Nguyễn Thị Kim |Tiến"),
    ),
    Rule("a name of two syllables", 0.6, names.is_pair, ("ở Việt |Nam", "phường Bến |Sen")),
    Rule(
        "a rank",
        0.6,
        names.is_rank,
        ("Đại |tá Nguyễn Văn A", "trung |tướng"),
        behind=names.RANKED,
    ),
    Rule(
        "a weekday with its day, and with the part of the day before it",
        0.4,
        days.is_named_day,
        ("thứ Sáu, |ngày 20/11", "sáng |thứ Sáu"),
        behind=days.PARTS_OF_DAY,
        before=days.DAY,
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
    Rule(
        "an hour with its day",
        0.15,
        days.is_hour_of_day,
        ("18 giờ 30 |ngày 19/12",),
        before=days.DAYS,
    ),
    Rule(
        "“số” with the kind of paper",
        0.15,
        figures.is_number_of_decree,
        ("Luật |số 54/2019/QH14",),
        before=figures.NUMBER,
    ),
    Rule("“gần” with its number", 0.08, figures.is_about, ("gần |15 triệu USD", "từ |8 giờ")),
    Rule(
        "a common word of two syllables",
        0.01,
        compounds.is_compound,
        ("hồ |sơ", "đăng |ký"),
        behind=compounds.FIRSTS,
    ),
)
# In headlines, where a line more or less even is not seen as soon as a word torn apart.
HEADLINE_RULES = (
    Rule(
        "a common word of two syllables",
        0.15,
        compounds.is_compound,
        ("nhân |dân", "CÔNG |VIÊN"),
        behind=compounds.FIRSTS,
    ),
    Rule(
        "a preposition with what follows",
        0.06,
        compounds.leans,
        ("của |phường", "vì |mưa"),
        behind=compounds.LEANING,
    ),
    Rule(
        "the first or the last word of a clause with the rest of it",
        0.04,
        compounds.is_stranded,
        ("Quận 11: Mở |lớp học", "sử dụng |đất, nhà"),
        anywhere=True,
    ),
    Rule(
        "all that is no seam: behind a mark, or before a preposition",
        0.01,
        compounds.is_no_seam,
        ("phường |thông xe",),
        anywhere=True,
    ),
)
