"""Units, and what only looks like one."""

from kiosk.layout.syllables import Words, pairs, vocabulary

_SCALES = vocabulary("tỷ tỉ triệu nghìn ngàn trăm chục vạn")
# What is nothing but a unit, so that a number before it is nobody's number: “tuyến 12 km”.
_MEASURES = vocabulary(
    "tỷ tỉ triệu nghìn ngàn usd vnd ₫ % ‰ °c °f ℃ km m cm mm nm µm μm inch km2 km² m2 m² cm2 cm² "
    "m3 m³ cm3 cm³ ha kg g mg µg μg mcg gam tấn lít l ml dl mét ki-lô-mét héc-ta w kw mw gw wh "
    "kwh mwh gwh kv kva mva mah hz khz mhz ghz kb mb gb tb kbps mbps gbps db ppm ppb lux pa kpa "
    "mpa mmhg kcal kj"
)
_UNITS = (
    _SCALES
    | _MEASURES
    | vocabulary(
        "đồng đô tạ yến độ giờ phút giây ngày tuần tháng năm tuổi người ca vụ xe điểm lần hộ căn "
        "phường xã lượt suất phần khu tổ em cháu đ cây phòng"
    )
)
# Units by their capital alone: “220 V”.
_CAPITALS = frozenset("VAWL")
_PAIRS = pairs(
    "mét vuông mét khối cây số phần trăm lượt người lượt khách lượt xe tháng tuổi năm tuổi đô la "
    "héc ta độ c độ f hải lý"
)
# The first words of units of two: “mét vuông”, “tỷ đồng”.
BEGINNINGS = _SCALES | {first for first, _ in _PAIRS}
# Words that begin as a unit does: “Quận 11 triệu tập”, “năm 2021 tỷ lệ”.
_NO_UNITS = pairs(
    "triệu tập triệu hồi triệu phú tấn công tỷ lệ tỉ lệ tỷ suất tỉ suất tỷ giá tỉ giá tỷ số tỉ số "
    "tỷ trọng tỉ trọng tỷ phú tỉ phú tỉ mỉ đô thị đồng loạt đồng lòng đồng ý đồng hành đồng thời "
    "đồng thuận đồng chủ đồng tổ đồng tình"
)


def counts(words: Words, at: int) -> bool:
    """Whether word `at` is a unit, if a number stands before it."""
    return words[at].core in _CAPITALS or _is_one(words, at, _UNITS)


def scales(words: Words, at: int) -> bool:
    """Whether word `at` is the “tỷ” of “tỷ đồng”."""
    return words[at].low in _SCALES and _is_one(words, at + 1, _UNITS)


def is_pair(words: Words, at: int) -> bool:
    """Between the two words of a unit."""
    pair = (words[at].low, words[at + 1].low)
    return pair in _PAIRS and at > 0 and (words[at - 1].amount or pair[1] == "vuông")


def _is_one(words: Words, at: int, units: frozenset[str]) -> bool:
    """Whether a word is a unit, as the “đồng” of “đồng/kg” is, and begins no other word."""
    word = words[at]
    if word.low.partition("/")[0] not in units:
        return False
    return word.stops or at + 1 == len(words) or (word.low, words[at + 1].low) not in _NO_UNITS


def is_measured(words: Words, at: int) -> bool:
    """Whether a word is a number with what is nothing but a unit."""
    number = words[at]
    if not number.amount or number.stops or at + 1 == len(words):
        return False
    if words[at + 1].capital and words[at + 1].low in _SCALES:  # a name: “Quận 5 Triệu Thị Na”
        return False
    return _is_one(words, at + 1, _MEASURES) or (
        at + 2 < len(words) and (words[at + 1].low, words[at + 2].low) == ("độ", "c")
    )
