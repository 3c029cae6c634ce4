# ruff: noqa: INP001 - a script, part of no package
"""Write the tables of docs/layouts.md anew from the regions and placeholders in the code.

Run it after an option or a placeholder was added or said otherwise: python tools/layout_docs.py
"""

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from kiosk.layout.copy import NAMES, Template
from kiosk.layout.regions import KINDS
from kiosk.layout.type import Type
from kiosk.quantities import Reader, length

DOCUMENT = Path(__file__).parent.parent / "docs" / "layouts.md"
_MARKED = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
# No option can be an empty list, so every reader says what it wants instead.
_WRONG: list[Any] = []
# Empty values that mean something else than "none".
_EMPTY = {"lines": "no limit", "least_lines": "as `lines`", "ratio": "its own", "most": "no limit"}


def written(document: str) -> str:
    """The document with every table between its marks as the code has it now.

    Raises KeyError if a mark names something that is neither a region kind nor "placeholders".
    """
    return _MARKED.sub(lambda found: found[1] + _table(found[2]) + found[3], document)


def _table(name: str) -> str:
    rows = _placeholders() if name == "placeholders" else _options(name)
    head, *rest = rows
    rule = ["---"] * len(head)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rest))


def _placeholders() -> Iterator[list[str]]:
    yield ["placeholder", "stands for"]
    for name, says in NAMES.items():
        yield [f"`{{{name}}}`", says]


def _options(kind: str) -> Iterator[list[str]]:
    yield ["option", "default", "value", "meaning"]
    region: Any = KINDS[kind]
    for one in fields(region):
        if "read" in one.metadata:
            read = one.metadata["read"]
            yield [f"`{one.name}`", _default(one), _wants(read), one.metadata["says"]]


def _default(option: "Field[Any]") -> str:
    value = option.default
    if value is MISSING:
        return "must be given"
    if isinstance(value, Type):
        sizes = f"{value.least:g}" + (f"..{value.most:g}" if value.most != value.least else "")
        return f'`"{value.role} {sizes} pt"`'
    if isinstance(value, Template):
        value = value.pattern
    if isinstance(value, tuple):
        value = [" + ".join(one) for one in value]
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if not value:
        return _EMPTY.get(option.name, "none")
    if option.metadata["read"] is length:
        return f'`"{value:g} mm"`'
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _wants(read: Reader[Any]) -> str:
    """What the option's own complaint says that it must be."""
    try:
        read(_WRONG)
    except ValueError as complaint:
        said = str(complaint).removeprefix("must be ").rpartition(", not ")[0]
        return re.sub(r'"[^"]*"', lambda quoted: f"`{quoted[0]}`", said)
    raise ValueError(f"{read} reads an empty list, so it can't tell what it wants")


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
