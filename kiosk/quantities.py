"""Values as people write them in TOML: durations, distances, lengths, choices.

Each reader takes what tomllib gives and returns a plain value, or raises ValueError with the
end of a sentence ("must be ...").
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from kiosk.board import MM_PER_PT
from kiosk.regex import regex

T = TypeVar("T")
Reader = Callable[[Any], T]

_NUMBER_UNIT = regex(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)\s*")
_NUMBER = regex(r"\d+(?:[.,]\d+)?")
_AREA = regex(r"\s*(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*mm\s*")
_SECONDS = {"s": 1, "sec": 1, "min": 60, "h": 3600, "d": 86400}
_METRES = {"m": 1.0, "cm": 0.01, "mm": 0.001}
# No board is larger than the wall that it hangs on.
_WALL_MM = 10_000
_SIDES = 2
_MM = {"mm": 1.0, "cm": 10.0, "pt": MM_PER_PT}


def text(value: Any) -> str:
    """A string that says something."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be text in quotes, not {shown(value)}")
    return value.strip()


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {shown(value)}{_unquoted(value)}")
    return value


def whole(least: int, most: int) -> Reader[int]:
    """A whole number from `least` to `most`."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            says = f"must be a whole number from {least} to {most}, not {shown(value)}"
            raise ValueError(f"{says}{_unquoted(value)}")
        return value

    return read


def number(least: float, most: float) -> Reader[float]:
    """A number from `least` to `most`."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(f"must be a number from {least} to {most}, not {shown(value)}")
        if not least <= value <= most:
            raise ValueError(f"must be a number from {least} to {most}, not {shown(value)}")
        return float(value)

    return read


def choice(*allowed: str) -> Reader[str]:
    """One of a few words."""

    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(
                f"must be {either(allowed)}, not {shown(value)}{did_you_mean(value, allowed)}"
            )
        return str(value)

    return read


def listed(read_one: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list of values of one kind."""

    def read(value: Any) -> tuple[T, ...]:
        if not isinstance(value, list):
            near = f"; did you mean [{shown(value)}]?" if isinstance(value, str) else ""
            raise ValueError(f"must be a list in [ ], not {shown(value)}{near}")
        return tuple(read_one(one) for one in value)

    return read


def duration(value: Any) -> int:
    """A time span in seconds, from "15 min", "6 h", "14 d", "30 s"."""
    seconds = _measured(value, _SECONDS, '"15 min", "6 h" or "14 d"')
    if not 1 <= seconds <= 3660 * 86400:
        raise ValueError(f"must be from 1 s to 10 years, not {shown(value)}")
    return round(seconds)


def distance(value: Any) -> float:
    """A reading distance in metres, from "0.6 m" or "80 cm"."""
    metres = _measured(value, _METRES, '"0.6 m" or "80 cm"', "m")
    if not 0.2 <= metres <= 30:  # noqa: PLR2004 - nearer or farther nobody reads a board
        raise ValueError(f"must be from 0.2 m to 30 m, not {shown(value)}")
    return metres


def length(value: Any) -> float:
    """A length of a layout in mm, from "3 mm", "1.2 cm" or "11.5 pt"; 0 needs no unit."""
    if value == 0 and not isinstance(value, bool):
        return 0.0
    mm = _measured(value, _MM, '"3 mm" or "11.5 pt"', "mm")
    if mm > _WALL_MM:
        raise ValueError(f"must be at most {_WALL_MM} mm, not {shown(value)}")
    return mm


def area(value: Any) -> tuple[float, float]:
    """Width and height in mm, from "130 x 75 mm"."""
    found = _AREA.fullmatch(value) if isinstance(value, str) else None
    if not found or not (float(found[1]) and float(found[2])):
        sides = _NUMBER.findall(str(value))
        near = f'; did you mean "{sides[0]} x {sides[1]} mm"?' if len(sides) == _SIDES else ""
        raise ValueError(f'must be a size as "130 x 75 mm", not {shown(value)}{near}')
    return float(found[1]), float(found[2])


def shown(value: Any) -> str:
    """A value as a person would recognise it in a sentence, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    words = f'"{value}"' if isinstance(value, str) else str(value)
    return words if len(words) <= 60 else words[:59] + "…"  # noqa: PLR2004 - about a line


def either(words: Iterable[str]) -> str:
    """A list of words as a person says it: "a", "b" or "c"."""
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


def did_you_mean(word: Any, known: Iterable[str]) -> str:
    """A question that ends a sentence, or "" where nothing known is near."""
    near = nearest(str(word), known)
    return f'; did you mean "{near}"?' if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, else one that it begins with; "" for none."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a slip is compared

    asked, words = word.casefold(), list(known)
    begun = [one for one in words if asked.startswith(one) and len(one) > 1]
    return next(iter([*get_close_matches(asked, words, n=1, cutoff=0.6), *begun]), "")


def _unquoted(value: Any) -> str:
    """What to do about a number, true or false in quotes."""
    bare = value.strip().casefold() if isinstance(value, str) else ""
    return f"; write {bare} without quotes" if bare in {"true", "false"} or bare.isdigit() else ""


def _measured(
    value: Any, units: dict[str, float] | dict[str, int], examples: str, likely: str = ""
) -> float:
    """A number with its unit; `likely` is the unit of one that is written without."""
    found = _NUMBER_UNIT.fullmatch(value) if isinstance(value, str) else None
    if not found or found[2].lower() not in units:
        says = f"must be a number with its unit, as {examples}, not {shown(value)}"
        raise ValueError(f"{says}{_near_measure(value, list(units), likely)}")
    return float(found[1]) * units[found[2].lower()]


def _near_measure(value: Any, units: list[str], likely: str) -> str:
    """What was probably meant by a number without a unit, or with one that is not known."""
    words = "" if isinstance(value, bool) else str(value).strip().replace(",", ".")
    if words.startswith("-"):
        return "; it can't be negative"
    found = _NUMBER_UNIT.fullmatch(words)
    unit = (found[2].lower() or likely) if found else ""
    if found and unit in units:
        return f'; did you mean "{found[1]} {unit}"?'
    return f"; the units are {', '.join(units)}" if _NUMBER.match(words) else ""
