"""The text of a file as Windows' editors write it: in UTF-8, UTF-16 or windows-1258."""

import codecs
import re

_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
_LOOKED_AT = 4000
# Two of three letters of a Vietnamese text are ASCII, or from Latin-1, with a zero byte in UTF-16.
_ZEROS_IN_UTF_16 = 0.3
# Vietnamese in another codec is hardly ever valid UTF-8 by chance.
_VALID_FOR_EACH_BAD = 3
_CONTROLS = re.compile("[\0-\x08\x0e-\x19\x1b-\x1f]")
# Fonts before Unicode (TCVN3) had letters in the places of signs: "Th«ng b¸o".
_SIGNS_AFTER_LETTERS = re.compile("[A-Za-z][\xa1-\xaf\xb1\xb4-\xba\xbc-\xbf]")
_SIGNS_BY_CHANCE = 2


def decode(data: bytes) -> str:
    """`data` as text; a bad byte costs its letter (U+FFFD).

    Raises ValueError with the end of a sentence if it is no text, or from before Unicode.
    """
    if data.startswith(_OTHER_FILES):
        raise ValueError("is no plain text; save it as plain text, in UTF-8.")
    words = data.decode(_wide(data) or "utf-8", "replace")
    if "\ufffd" in words and not _wide(data):
        words = _repaired(words, data)
    words = words.removeprefix("\ufeff")
    if _CONTROLS.search(words):
        raise ValueError("is no plain text; save it as plain text, in UTF-8.")
    if len(_SIGNS_AFTER_LETTERS.findall(words)) > _SIGNS_BY_CHANCE:
        raise ValueError("is in an old Vietnamese font; turn it into Unicode and save it as UTF-8.")
    return words


def _wide(data: bytes) -> str:
    """The UTF-16 that `data` is in, by its mark or by its zero bytes; "" if it is not."""
    if data.startswith(_UTF_16_MARKS):
        return "utf-16"
    first, second = data[0:_LOOKED_AT:2], data[1:_LOOKED_AT:2]
    few, many = sorted((first.count(0), second.count(0)))
    if many <= len(second) * _ZEROS_IN_UTF_16 or few * 10 > many:
        return ""
    return "utf-16-le" if second.count(0) == many else "utf-16-be"


def _repaired(words: str, data: bytes) -> str:
    """UTF-8 with a few bad bytes, or else windows-1258, which Notepad calls ANSI."""
    bad = words.count("\ufffd")
    valid = sum(letter > "\x7f" for letter in words) - bad
    return words if valid >= bad * _VALID_FOR_EACH_BAD else data.decode("cp1258", "replace")
