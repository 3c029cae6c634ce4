"""A TOML file that is read table by table: a board has one panel, and the catalogue dozens."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from kiosk.toml import Fields, fields, parse

T = TypeVar("T")

_HEAD = re.compile(r"^\[(\w+)\.([\w-]+)\]$", re.MULTILINE)


class Shelf(Mapping[str, T], Generic[T]):
    """Values by their names, each made when it is first asked for."""

    def __init__(self, names: tuple[str, ...], make: Callable[[str], T]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Sections:
    """The tables [kind.name] of a file of ours, which holds nothing else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._words = path.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(self._words))
        ends = [*(head.start() for head in heads[1:]), len(self._words)]
        self._spans = {
            (head[1], head[2]): slice(head.start(), end)
            for head, end in zip(heads, ends, strict=True)
        }

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of the tables of a kind, in the file's order."""
        return tuple(name for found, name in self._spans if found == kind)

    def values(self, kind: str, name: str) -> Mapping[str, Any]:
        return self.fields(kind, name).values

    def fields(self, kind: str, name: str) -> Fields:
        """One table.

        Raises TomlError, KeyError.
        """
        span = self._spans[kind, name]
        # Lines are counted from the file's first.
        above = "\n" * self._words.count("\n", 0, span.start)
        document = parse(self.path, above + self._words[span])
        return fields(document).table(kind).table(name)
