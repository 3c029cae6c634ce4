"""Dates and the times before them, as far as spaces stand inside them.

Each function answers whether the space behind word `at` is such a one.
"""

from kiosk.layout.figures import is_label, is_minute, is_ordinal
from kiosk.layout.syllables import Words, vocabulary

PARTS_OF_DAY = vocabulary("sáng trưa chiều tối đêm hôm")
# What a day, a month and a year begin with, and the day that follows an hour.
DAY = vocabulary("ngày")
MONTHS = vocabulary("tháng")
YEARS = vocabulary("năm")
DAYS = vocabulary("ngày hôm sáng chiều tối thứ chủ")


def is_month(words: Words, at: int) -> bool:
    """Between a day and its month."""
    if words[at].stops or words[at + 1].low != "tháng" or at + 2 >= len(words):
        return False
    named = is_label(words, at + 1) or is_ordinal(words, at + 1)
    return named and (words[at].amount or (at > 0 and words[at - 1].low == "mùng"))


def is_year(words: Words, at: int) -> bool:
    """Between a month, a quarter and its year."""
    if words[at].stops or words[at + 1].low != "năm" or at == 0 or at + 2 >= len(words):
        return False
    year = words[at + 2].core[:4]
    return len(year) == len("2026") and year.isdigit() and is_label(words, at - 1)


def is_day(words: Words, at: int) -> bool:
    """Between a part of the day, a weekday or a clock's time, and a date."""
    left, right = words[at], words[at + 1]
    if not right.date:
        return False
    if _is_weekday(words, at):
        return True
    return not left.stops and (left.low in PARTS_OF_DAY or left.clock)


def is_named_day(words: Words, at: int) -> bool:
    """Between a part of the day and its weekday, a weekday and “ngày 20/11”."""
    left, right = words[at], words[at + 1]
    if at + 2 >= len(words):
        return False
    if left.low in PARTS_OF_DAY and not left.stops:
        return _is_weekday(words, at + 2)
    return right.low == "ngày" and _is_weekday(words, at) and words[at + 2].core[:1].isdigit()


def _is_weekday(words: Words, at: int) -> bool:
    """Whether a weekday ends with this word, or with a comma behind it."""
    if at == 0 or (words[at].stops and not words[at].text.endswith(",")):
        return False
    return is_ordinal(words, at - 1) and words[at - 1].low in {"thứ", "chủ"}


def is_hour_of_day(words: Words, at: int) -> bool:
    """Between “18 giờ 30” and “ngày 19/12”."""
    left, right = words[at], words[at + 1]
    if left.stops or right.low not in DAYS:
        return False
    hour = left.low in {"giờ", "phút"} or left.clock
    return hour or (at > 0 and is_minute(words, at - 1))
