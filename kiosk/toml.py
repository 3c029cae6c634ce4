"""TOML files read so that every complaint can name its line and key, and none hides another."""

import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field

from kiosk.errors import KioskError, Problem
from kiosk.quantities import Reader, did_you_mean, nearest, shown
from kiosk.regex import regex

T = TypeVar("T")
Key = tuple[str | int, ...]

_TABLE = regex(r"\s*(\[\[?)([^\]]+)\]")
_KEY = regex(r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=\s*(.*)")
_NO_BRACKETS = regex(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*")
# tomllib needs memory and time by the square of a key's parts; sixteen are more than any file has.
_DOTS = 16
_DEEP = regex(
    r"(?<![\w-])(?:(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[\w-]{1,200})[ \t]{0,9}\.[ \t]{0,9}){16}"
)
_AT_LINE = regex(r"\(at line (\d+), column \d+\)")


class TomlError(KioskError):
    """A file is no TOML at all; it carries the one problem."""

    def __init__(self, path: Path, problem: Problem) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem.says}")


class Document(Struct, frozen=True, dict=True):
    """A TOML file: its values, and its words, in which a key's line is looked for if need be."""

    path: Path
    values: Mapping[str, Any]
    words: str

    @cached_property
    def lines(self) -> Mapping[Key, int]:
        return key_lines(self.words)

    def line(self, key: Key) -> int:
        """The line of `key`, or of the nearest table around it; 0 if nothing is known."""
        while key:
            if key in self.lines:
                return self.lines[key]
            key = key[:-1]
        return 0


def read(path: Path) -> Document:
    """Read a TOML file.

    Raises TomlError with a sentence if it is missing, not UTF-8, or not TOML.
    """
    try:
        data = path.read_bytes().removeprefix(BOM_UTF8)
    except OSError as error:
        says = f"this file can't be read ({error.strerror}); check its name and its rights."
        raise TomlError(path, Problem(0, "", says)) from error
    try:
        words = data.decode()
    except UnicodeDecodeError as error:
        raise TomlError(path, _undecodable(data, error.start)) from error
    return parse(path, words)


def parse(path: Path, words: str) -> Document:
    """The TOML in `words`, which were read from `path`.

    Raises TomlError with a sentence if it is none.
    """
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if any(line.count(".") >= _DOTS for line in words.split("\n")) and (
        deep := _DEEP.search(words)
    ):
        says = "this key has more dots than any has; correct it."
        raise TomlError(path, Problem(words.count("\n", 0, deep.start()) + 1, "", says))
    try:
        values = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(path, _syntax(str(error), words)) from error
    except (ValueError, RecursionError) as error:
        # A number of five thousand digits, ten thousand brackets.
        says = "this file has a number or a list that is too long; make it shorter."
        raise TomlError(path, Problem(0, "", says)) from error
    return Document(path, values, words)


def key_lines(words: str) -> dict[Key, int]:
    """The line of every table and key; elements of arrays of tables count from 0."""
    lines: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    table: Key = ()
    quotes, depth = "", 0
    for at, line in enumerate(words.split("\n"), 1):
        if quotes:
            quotes = "" if quotes in line else quotes
        elif depth:
            depth += _brackets(line)
        elif found := _TABLE.match(line):
            table = _table_key(_parts(found[2]), counts, repeated=found[1] == "[[")
            for outer in range(1, len(table) + 1):
                lines.setdefault(table[:outer], at)
        elif found := _KEY.match(line):
            lines.setdefault(table + _parts(found[1]), at)
            quotes = _unclosed(found[2])
            depth = 0 if quotes else _brackets(found[2])
    return lines


class Fields(Struct):
    """One table of a document, taken key by key; what is wrong is collected in `problems`."""

    document: Document
    at: Key
    values: Mapping[str, Any]
    problems: list[Problem]
    known: list[str] = field(default_factory=list)

    def take(self, key: str, read: Reader[T], default: T, *, required: bool = False) -> T:
        """The value of `key`, or `default` where it is missing or (with a problem noted) wrong."""
        self.known.append(key)
        if key not in self.values:
            if required:
                near = nearest(key, (one for one in self.values if one not in self.known))
                like = f", for which “{near}” may stand" if near else ""
                self.problem(key, f"is missing{like}; write it here.")
            return default
        try:
            return read(self.values[key])
        except ValueError as error:
            self.problem(key, f"{error}{'' if str(error).endswith(('?', '.')) else '.'}")
            return default

    def table(self, key: str) -> "Fields":
        """The table under `key`; an empty one where it is missing."""
        self.known.append(key)
        inner = self.values.get(key, {})
        if not isinstance(inner, dict):
            where = dotted((*self.at, key))
            self.problem(key, f"must be a table, [{where}], not {shown(inner)}.")
            inner = {}
        return Fields(self.document, (*self.at, key), inner, self.problems)

    def tables(self, key: str) -> "list[Fields]":
        """The tables under `key`, written [[key]]."""
        self.known.append(key)
        inner = self.values.get(key, [])
        if not isinstance(inner, list) or not all(isinstance(one, dict) for one in inner):
            self.problem(key, f"must be written as [[{key}]], once for each.")
            return []
        return [
            Fields(self.document, (*self.at, key, index), one, self.problems)
            for index, one in enumerate(inner)
        ]

    def close(self, known: Iterable[str] = ()) -> None:
        """Complain of every key that was never asked for."""
        allowed = [*self.known, *known]
        for key in self.values:
            if key not in allowed:
                known_ones = ", ".join(sorted(allowed))
                near = did_you_mean(key, allowed) or f"; the known ones are {known_ones}."
                self.problem(key, f"is not known here{near}")

    def problem(self, key: str, says: str) -> None:
        """Note a problem at `key` of this table; "" is the table itself."""
        where = (*self.at, key) if key else self.at
        self.problems.append(Problem(self.document.line(where), dotted(where), says))


def fields(document: Document) -> Fields:
    """The document's top table, with no problems yet."""
    return Fields(document, (), document.values, [])


def dotted(key: Key) -> str:
    """A key as a person finds it: source 2 is "source[2].url"."""
    words = ""
    for part in key:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def _undecodable(data: bytes, at: int) -> Problem:
    """Where a file stops being UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        says = "this file is in UTF-16, not in UTF-8; save it again as UTF-8."
        return Problem(0, "", says)
    line = data.count(b"\n", 0, at) + 1
    column = at - (data.rfind(b"\n", 0, at) + 1) + 1
    says = f"byte {column} of this line (0x{data[at]:02X}) is not in UTF-8"
    return Problem(line, "", f"{says}; save the file again as UTF-8.")


def _syntax(says: str, words: str) -> Problem:
    from kiosk.slips import meant  # noqa: PLC0415 - few files are no TOML

    found = _AT_LINE.search(says)
    at = int(found[1]) if found else words.count("\n") + 1
    line, guess = meant(words, at, says)
    if guess:
        return Problem(line, "", f"this is not TOML: {guess}.")
    reason = _AT_LINE.sub("", says).strip().rstrip(".")
    return Problem(at, "", f"this is not TOML ({reason}); correct this line or the one above.")


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in words.split("."))


def _table_key(parts: tuple[str, ...], counts: dict[Key, int], *, repeated: bool) -> Key:
    key: Key = ()
    for part in parts:
        if key in counts:
            key = (*key, counts[key])
        key = (*key, part)
    if repeated:
        counts[key] = counts.get(key, -1) + 1
    return (*key, counts[key]) if key in counts else key


def _unclosed(value: str) -> str:
    """The quotes that end a text which goes on in the next lines, or "" for none."""
    for quotes in ('"""', "'''"):
        if value.startswith(quotes) and quotes not in value[3:]:
            return quotes
    return ""


def _brackets(line: str) -> int:
    """How many arrays a line opens and leaves open, fewer than none if it closes others'."""
    bare = _NO_BRACKETS.sub("", line)
    return bare.count("[") - bare.count("]")
