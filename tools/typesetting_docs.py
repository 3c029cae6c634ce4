# ruff: noqa: INP001 - a script, part of no package
"""Write the tables of docs/typesetting.md anew from the rules that lines are broken by.

Run it after a rule, a price or an example has changed: python tools/typesetting_docs.py
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.layout.headlines import HEADLINE_RULES
from kiosk.layout.rule import Rule
from kiosk.layout.rules import RULES
from kiosk.layout.vietnamese import faults

DOCUMENT = Path(__file__).parent.parent / "docs" / "typesetting.md"
TABLES = {"rules": RULES, "headlines": HEADLINE_RULES}
_MARKED = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WORTH = {1.0: "1", 0.5: "½", 0.0: ""}


def written(document: str) -> str:
    """The document with every table between its marks as the code has it now.

    Raises KeyError if a mark names no set of rules.
    """
    return _MARKED.sub(lambda found: found[1] + _table(TABLES[found[2]]) + found[3], document)


def _table(rules: Sequence[Rule]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in _rows(rules))


def _rows(rules: Sequence[Rule]) -> Iterator[list[str]]:
    yield ["kept together", "price", "lines", "examples"]
    yield ["---"] * 4
    for rule in rules:
        examples = " · ".join(example.replace("|", "¦") for example in rule.examples)
        yield [rule.keeps, f"{rule.price:g}", _WORTH[faults(rule.price)], examples]


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
