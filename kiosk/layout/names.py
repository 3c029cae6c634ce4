"""Names, as far as capitals, titles and family names tell them.

Each function answers whether the space behind word `at` is of its kind.
"""

from kiosk.layout.syllables import DEGREES, Syllable, Words, vocabulary

_PERSONS = vocabulary("ông bà anh chị cô chú bác em thầy cụ")
# These are titles in a text of capitals, too.
_ABBREVIATED = vocabulary("tp tp. tx tx. tt. đ/c đ/c.")
_INITIALS = vocabulary("Q. P. H. X.")
# Ranks of the army and the police, which are two syllables.
_RANKS = frozenset(
    (first, second)
    for seconds, firsts in (("tướng tá úy sĩ", "đại thượng trung thiếu"), ("sĩ", "hạ"))
    for first in firsts.split()
    for second in seconds.split()
)
# What stands before a name; and initials and degrees of several parts, all of which have marks.
TITLES = _PERSONS | _ABBREVIATED | DEGREES | {"chí"}
RANKED = frozenset(first for first, _ in _RANKS)
RANKS_END = frozenset(second for _, second in _RANKS)
# Last syllables of offices and callings, which names follow.
OFFICES = vocabulary("tịch thư đốc trưởng sĩ sư tá úy tướng báo viên")
# What a place or a body is, before its name; as a capitalised word, and only in lower case.
_KINDS = vocabulary(
    "phường quận huyện tỉnh xã đường thôn ấp bộ sở ban cục quỹ luật phố khu tổ viện vụ hẻm bang"
)
_LOWER_KINDS = vocabulary("rạch cầu chợ sông núi hồ đảo biển vịnh mũi trường kênh ga cảng châu")
KINDS = _KINDS | _LOWER_KINDS
_FAMILIES = vocabulary(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trương lâm mai tô "
    "trịnh đào đoàn tạ tống hà châu quách cao lưu thái tôn nghiêm khiếu phùng vương đàm thạch la "
    "kiều giang văn hứa từ tăng triệu lương lục chu"
)
_MIDDLES = vocabulary("thị văn")
# Words that have a capital only because they begin a sentence.
_OPENING = vocabulary(
    "tại theo với ở từ của và các những khi do vì sau trong trước ngoài qua cùng để cho về hơn gần "
    "còn nhưng nếu mỗi một hai ba bốn năm là có người đến này đó cả riêng nhiều tuy"
)
# A longer run of capitals is a title in the English manner; further than this nobody looks.
_LONGEST_NAME = 6
_LONGEST_RUN = 12
_FULL_NAME = 3


def is_title(words: Words, at: int) -> bool:
    """A form of address, an academic title or “TP.”, and a name."""
    left, right = words[at], words[at + 1]
    if left.stops or not right.core[:1].isupper():
        return False
    comrade = at > 0 and (words[at - 1].low, left.low) == ("đồng", "chí")
    if comrade or left.degree or left.low in _ABBREVIATED or left.core in _INITIALS:
        return True
    return left.low in _PERSONS and right.capital


def is_rank(words: Words, at: int) -> bool:
    """Inside “thượng tá”."""
    return not words[at].stops and (words[at].low, words[at + 1].low) in _RANKS


def is_office(words: Words, at: int) -> bool:
    """A calling and the whole name of who follows it."""
    left = words[at]
    if left.low not in OFFICES or left.capital or left.stops or at + 2 >= len(words):
        return False
    return all(word.capital for word in words[at + 1 : at + 3]) and not words[at + 1].stops


def is_kind(words: Words, at: int) -> bool:
    """What a place or a body is, and its name: “phường Bến Sen”, “UBND Phường”."""
    left, right = words[at], words[at + 1]
    if left.stops or not (right.capital or right.acronym):
        return False
    return left.acronym or _names_a_kind(left)


def _names_a_kind(word: Syllable) -> bool:
    return word.low in _KINDS or (word.plain and word.low in _LOWER_KINDS)


def is_numbered_name(words: Words, at: int) -> bool:
    """A name and its number: “World Cup 2018”."""
    left, right = words[at], words[at + 1]
    named = (left.capital and not begins(words, at)) or left.acronym
    return named and not left.stops and right.amount


def is_pair(words: Words, at: int) -> bool:
    """Inside a name of two syllables."""
    left, right = _parts(words, at)
    return left == 1 and right == 1


def is_given(words: Words, at: int) -> bool:
    """Before the last syllable of a longer name, by which a Vietnamese is called."""
    left, right = _parts(words, at)
    return right == 1 and 1 < left < _LONGEST_NAME


def is_family(words: Words, at: int) -> bool:
    """Behind the first syllable of a name of four or more."""
    left, right = _parts(words, at)
    return left == 1 and _FULL_NAME <= right < _LONGEST_NAME


def is_name(words: Words, at: int) -> bool:
    return _parts(words, at) != (0, 0)


def _parts(words: Words, at: int) -> tuple[int, int]:
    """How many syllables of a name stand before and behind a space inside it; (0, 0) outside."""
    if not (_goes_on(words[at]) and words[at + 1].capital):
        return 0, 0
    start, end = _run(words, at)
    if words[start].low in _PERSONS:
        start += 1
    start = max([start, *(n + 1 for n in range(start, at + 1) if _names_a_kind(words[n]))])
    seam = _seam(words, start, end)
    if seam > at + 1:
        end = seam
    elif seam:
        start = seam
    return (0, 0) if start > at or end <= at + 1 else (at + 1 - start, end - at - 1)


def _run(words: Words, at: int) -> tuple[int, int]:
    """The capitalised words around a space, from one mark to the next, as (first, end)."""
    start, end = at + 1, at + 1
    first, last = max(0, at - _LONGEST_RUN), min(len(words), at + 1 + _LONGEST_RUN)
    while start > first and _goes_on(words[start - 1]) and words[start].capital:
        start -= 1
    while end < last and words[end].capital and _goes_on(words[end - 1]):
        end += 1
    if start < at + 1 and begins(words, start) and words[start].low in _OPENING:
        start += 1
    return start, end


def _goes_on(word: Syllable) -> bool:
    return word.capital and not word.stops


def begins(words: Words, at: int) -> bool:
    """Whether a word begins a sentence, which gives it a capital."""
    return at == 0 or words[at - 1].sentence or words[at - 1].text in {"-", "–", "—", "•"}


def _seam(words: Words, start: int, end: int) -> int:
    """Where, in a run that begins with something else, a person's name begins; 0 for nowhere."""
    if words[start].low in _FAMILIES:
        return 0
    for at in range(start + 1, end - 1):
        strong = words[at + 1].low in _MIDDLES
        if words[at].low in _FAMILIES and (strong or end - at >= _FULL_NAME):
            return at
    return 0
