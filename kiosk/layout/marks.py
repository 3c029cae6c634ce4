"""Dashes, brackets, quotation marks and marks of lists, as far as spaces stand beside them.

Each function answers whether the space behind word `at` is of its kind.
"""

from kiosk.layout.syllables import Words
from kiosk.regex import regex

_OPENING = tuple("“‘«([{")
_CLOSING = tuple("”’»)]}%‰…")
_ENDING = frozenset(".,;:!?")
_DASHES = frozenset("-–—·•/")
_STRAIGHT = frozenset("\"'")
COVID = frozenset(("covid",))
# So far back a straight quotation mark looks for its partner.
_QUOTED_AT_MOST = 60
_LISTED = regex(r"[-–—•*+]|\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[).]")
_LETTERED = regex(r"\(?[a-zđ]\)")


def encloses(words: Words, at: int) -> bool:
    """Behind an opening mark, before a closing one, before a mark that should touch its word."""
    left, right = words[at].text, words[at + 1].text
    if left.endswith(_OPENING) or right.startswith(_CLOSING) or _ENDING.issuperset(right):
        return True
    return _is_straight(words, at, opening=True) or _is_straight(words, at + 1, opening=False)


def _is_straight(words: Words, at: int, *, opening: bool) -> bool:
    """Whether a word is a straight quotation mark alone, which opens or which closes."""
    mark = words[at].text
    if mark not in _STRAIGHT:
        return False
    before = words[max(0, at - _QUOTED_AT_MOST) : at]
    return (sum(word.text.count(mark) for word in before) % 2 == 0) == opening


def is_covid(words: Words, at: int) -> bool:
    """The portal writes “Covid -19”."""
    return words[at].low in COVID and words[at + 1].text.startswith("-")


def is_dash(words: Words, at: int) -> bool:
    """Before a dash, a dot or a slash between spaces."""
    return words[at + 1].text in _DASHES


def is_mark_of_list(words: Words, at: int) -> bool:
    """Behind the “a)” or the dash that a paragraph begins with, or an “a)” anywhere."""
    mark = words[at].text
    return bool(_LETTERED.fullmatch(mark) or (at == 0 and _LISTED.fullmatch(mark)))
