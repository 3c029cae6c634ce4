"""Text from outside made fit to print: NFC, unescaped, one line, bounded."""

import re
import unicodedata
from functools import lru_cache

from kiosk.regex import regex

# Portals escape twice (CDATA round entities) and, through templates, three times.
ESCAPED_AT_MOST = 3
ELLIPSIS = "…"
# How long the parts of a story may be, in letters.
LONGEST_TITLE = 300
LONGEST_LEAD = 4_000
LONGEST_CAPTION = 500
LONGEST_PARAGRAPH = 4_000

_ENTITY = regex(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# More than two marks on one letter is no spelling of ours, and would leave the line box.
_PILED_MARKS = regex(r"([\u0300-\u036f\u20d0-\u20ff]{2})[\u0300-\u036f\u20d0-\u20ff]+")
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_DATELINE = regex(r"\(([^()]{3,40})\)\s*[-–—]\s*")
_SITE_DATELINE = regex(r"[\w-]{2,30}(?:\.(?:com|org|gov|net))?\.vn\s*[-–—]\s+", re.IGNORECASE)
# What papers put before a lead in their own name; "UBND - " and "WHO - " begin a sentence.
_PAPER_DATELINE = regex(
    r"(?:TTO|TPO|NDO|NDĐT|PLO|NLĐO?|SGGPO?|HNMO?|QĐND(?: Online)?|TTXVN|TNO|LĐO|CANDO?|ANTĐ|ĐCSVN"
    r"|VOV|VTV|VGP|TCCS|PNO|GD&TĐ|GDVN|KTĐT|ĐĐK|BNEWS|TBTCO|ĐTCK|TG&VN|Kinhtedothi|VietnamPlus"
    r"|Vietnam\+|VnExpress|VietNamNet|VnEconomy|Dân trí|Dân Việt"
    r"|(?:Tuổi Trẻ|Thanh Niên|Tiền Phong|Người Lao Động) Online)\s*[-–—]\s*"
)
_WORD = regex(r"[^\W_]+")
# Grave, acute, tilde, hook above, dot below.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# The longest is “nghiêng”; other words are not remembered.
_SYLLABLE = 8


def plain(text: str, limit: int) -> str:
    """`text` as one printable line of at most `limit` letters.

    NFC, entities resolved (up to three times), controls, format, bidi and private characters out,
    white space folded; U+FFFD stays, so that a broken letter is seen. What is too long is cut at a
    syllable border and ends in "…".
    """
    shown = "".join(map(_printable, unescaped(text)))
    folded = unicodedata.normalize("NFC", _PILED_MARKS.sub(r"\1", shown))
    return _cut(" ".join(folded.split()), limit)


def unescaped(text: str) -> str:
    """`text` with its entities resolved, as often as they were escaped but at most three times."""
    for _ in range(ESCAPED_AT_MOST):
        before, text = text, unescaped_once(text)
        if text == before:
            break
    return text


def unescaped_once(text: str) -> str:
    """`text` with whole entities resolved; "&copy=1" in an address is none."""
    from html import unescape  # noqa: PLC0415 - what is stored has none

    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)


def without_dateline(lead: str) -> str:
    """`lead` without the paper's mark before it: "(Dân trí) - ", "(NLĐO)- ", "VOV.VN - ", "TTO - ".

    A parenthesis that no dash follows belongs to the sentence and stays, and so does a name that
    the sentence goes on from in small letters ("VTV - đài quốc gia - vừa …").
    """
    found = _DATELINE.match(lead) or _SITE_DATELINE.match(lead)
    named = _PAPER_DATELINE.match(lead)
    if not found and named and not lead[named.end() : named.end() + 1].islower():
        found = named
    return lead[found.end() :] if found else lead


def fold(title: str) -> str:
    """What two spellings of one title share: no case, no punctuation, tones moved to the end.

    "Hòa" and "hoà" become the same; "Hoa" does not.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", title).casefold())
    return " ".join([_known(one) if len(one) <= _SYLLABLE else _tone_last(one) for one in words])


def _tone_last(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in apart if mark in _TONES)
    return "".join(letter for letter in apart if letter not in _TONES) + tones


# A text has some hundreds of syllables, again and again.
_known = lru_cache(maxsize=2048)(_tone_last)


def _printable(letter: str) -> str:
    if letter.isspace():
        return " "
    kind = unicodedata.category(letter)
    if kind == "Cs":
        return "\ufffd"
    if kind == "Co":  # Word's bullets, which no font of ours has
        return " "
    if kind in ("Cc", "Cf", "Cn") or letter in _VARIATION_SELECTORS:
        return ""
    return letter


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    head = text[:limit]
    border = head.rfind(" ")
    kept = head[:border] if border > 0 else head[: limit - 1]
    return kept.rstrip(" ,;:-–—…") + ELLIPSIS


def alike(one: str, other: str) -> float:
    """How much of the shorter of two texts' words stands in the longer one: 0 to 1."""
    mine, its = set(fold(one).split()), set(fold(other).split())
    return len(mine & its) / min(len(mine), len(its)) if mine and its else 0
