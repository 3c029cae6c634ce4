"""Telephone numbers as a clerk writes them, refused where a digit is missing or one too many."""

import re
from typing import Any

from kiosk.content.words.text import plain
from kiosk.quantities import shown

_LONGEST = 60
_EXAMPLE = '"028 3855 1234"'
_EXTENSION = re.compile(
    r"[\s,(]*(?:số )?(?:máy lẻ|nhánh|nội bộ|bấm|phím|ext\b|máy \d).*", re.IGNORECASE
)
# "028 3855 1234 – 0903 123 456", "028 3855 1234/35"
_APART = re.compile(r"[/,;]|\bhoặc\b|\s[-–—]\s")
_NUMBER = re.compile(r"\+?[0-9 .()–-]+")
# "/35" may stand for another ending of the number before it.
_FEWEST, _FEWEST_ALONE, _MOST = 2, 3, 13
# By the numbering plan of 2014 (Thông tư 22/2014/TT-BTTTT, as changed in 2017 and 2018): after 0,
# areas begin with 2 and mobile networks with 3, 5, 7, 8, 9; 080 is the state's own network.
_AREA_DIGITS, _MOBILE_DIGITS = 11, 10
# "024 1022" is a service of an area.
_AREA_SERVICE = re.compile("02[0-9]{1,2}1[0-9]{2,3}")
_COUNTRY = "84"


def read_number(value: Any) -> str:
    """A telephone number, or several, in one line as it will be printed.

    Raises ValueError where it is none, or where its first digits say that it should be longer or
    shorter: nobody can call a number with a slip in it.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        value = str(value)
    words = plain(value, _LONGEST + 1) if isinstance(value, str) else ""
    numbers = [one.strip() for one in _APART.split(_EXTENSION.sub("", words))]
    if not words or len(words) > _LONGEST or not all(map(_NUMBER.fullmatch, numbers)):
        raise ValueError(f"must be a telephone number as {_EXAMPLE}, not {shown(value)}")
    for place, number in enumerate(numbers):
        _check(number, _FEWEST if place else _FEWEST_ALONE)
    return words


def digits(number: str) -> str:
    """The digits of a number, as they are dialled within the country."""
    found = "".join(re.findall("[0-9]", _EXTENSION.sub("", number)))
    return f"0{found.removeprefix(_COUNTRY)}" if number.strip().startswith("+84") else found


def _check(number: str, fewest: int) -> None:
    dialled = digits(number)
    least, most = _lengths(dialled, fewest)
    if not least <= len(dialled) <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        raise ValueError(
            f"has {len(dialled)} digits in {shown(number)}, and such a number has {wanted}; "
            "compare it with the right one"
        )


def _lengths(dialled: str, fewest: int) -> tuple[int, int]:
    """How many digits a number that begins like this one has, at least and at most."""
    if dialled.startswith("02") and not _AREA_SERVICE.fullmatch(dialled):
        return _AREA_DIGITS, _AREA_DIGITS
    if re.match("0(?:[3579]|8[1-9])", dialled):
        return _MOBILE_DIGITS, _MOBILE_DIGITS
    return fewest, _MOST
