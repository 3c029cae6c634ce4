"""Keys of a layout file that stand in the wrong table, and where each belongs."""

from collections.abc import Iterator, Mapping
from typing import Any

_PAGE = frozenset(("shape", "least", "margin", "gap", "columns", "rows", "areas"))


def of_top(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys above all tables, or tables beside [page], each with what to do."""
    for key, value in values.items():
        if key in _PAGE:
            yield key, "stands under the line [page]; move it there."
        elif key != "region" and isinstance(value, dict) and "kind" in value:
            yield key, f"is a region; write its table as [region.{key}]."


def of_page(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys of [page]."""
    if "requires" in values:
        yield "requires", "stands above the line [page]; move it there."


def of_regions(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys under [region], which holds nothing but tables."""
    for key, value in values.items():
        if isinstance(value, list):
            yield key, f"has two brackets on either side; write [region.{key}], once for each."
        elif not isinstance(value, dict):
            yield key, "belongs to no region; a region's table bears its name: [region.NAME]."
