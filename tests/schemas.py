"""A JSON Schema held against a value: as much of the standard as docs/status.schema.json uses."""

import re
from collections.abc import Iterator
from typing import Any

_SAYS_ONLY = {"$schema", "$id", "$defs", "title", "description"}
_TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
    "null": type(None),
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], top: dict[str, Any], at: str = "$") -> Iterator[str]:
    """What in `value` is not as `schema` has it; raises KeyError for a keyword unknown here."""
    for keyword, wanted in schema.items():
        if keyword not in _SAYS_ONLY:
            yield from _CHECKS[keyword](value, wanted, top, at)


def _ref(value: Any, wanted: str, top: dict[str, Any], at: str) -> Iterator[str]:
    yield from faults(value, top["$defs"][wanted.removeprefix("#/$defs/")], top, at)


def _type(value: Any, wanted: Any, _: dict[str, Any], at: str) -> Iterator[str]:
    names = [wanted] if isinstance(wanted, str) else wanted
    kinds = tuple(_TYPES[name] for name in names)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        yield f"{at}: {value!r} is no {names}"


def _any_of(value: Any, wanted: Any, top: dict[str, Any], at: str) -> Iterator[str]:
    tried = [list(faults(value, one, top, at)) for one in wanted]
    if all(tried):
        yield from tried[-1]


def _enum(value: Any, wanted: Any, _: dict[str, Any], at: str) -> Iterator[str]:
    if value not in wanted:
        yield f"{at}: {value!r} is none of {wanted}"


def _pattern(value: Any, wanted: str, _: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(wanted, value):
        yield f"{at}: {value!r} is not like {wanted}"


def _required(value: Any, wanted: Any, _: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{at}: {key} is missing" for key in wanted if key not in value)


def _properties(value: Any, wanted: Any, top: dict[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    for key in value.keys() & wanted.keys():
        yield from faults(value[key], wanted[key], top, f"{at}.{key}")
    yield from (f"{at}: {key} is not known" for key in value.keys() - wanted.keys())


def _closed(_: Any, wanted: Any, __: dict[str, Any], at: str) -> Iterator[str]:
    if wanted is not False:  # which `properties` sees to
        yield f"{at}: objects must be closed"


def _items(value: Any, wanted: Any, top: dict[str, Any], at: str) -> Iterator[str]:
    for number, one in enumerate(value if isinstance(value, list) else ()):
        yield from faults(one, wanted, top, f"{at}[{number}]")


def _bound(value: Any, wanted: int, at: str, *, least: bool) -> Iterator[str]:
    size = value if isinstance(value, int) else 0 if value is None else len(value)
    if (size < wanted if least else size > wanted) and value is not None:
        yield f"{at}: {size} is beyond {wanted}"


_CHECKS = {
    "$ref": _ref,
    "type": _type,
    "anyOf": _any_of,
    "enum": _enum,
    "pattern": _pattern,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _closed,
    "items": _items,
    "minimum": lambda value, wanted, _, at: _bound(value, wanted, at, least=True),
    "maximum": lambda value, wanted, _, at: _bound(value, wanted, at, least=False),
    "maxItems": lambda value, wanted, _, at: _bound(value, wanted, at, least=False),
    "maxLength": lambda value, wanted, _, at: _bound(value, wanted, at, least=False),
}
