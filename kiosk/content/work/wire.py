"""Plain frozen values as one line of JSON, and back: every field of the type that it says, or none.

What comes out of the worker process was made from hostile bytes, so nothing of its shape is
believed.
"""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from msgspec import Struct


class WireError(ValueError):
    """A line is not what it should be; the text says where."""


def dump(value: Any) -> str:
    """`value`, a Struct, as a line of JSON that begins with its type's name."""
    return json.dumps([type(value).__name__, _plain(value)])


def load(line: str, *kinds: type[Any]) -> Any:
    """The value of one of `kinds` that `dump` wrote.

    Raises WireError if the line holds anything else.
    """
    try:
        name, raw = json.loads(line, parse_constant=_no_number)
    except (ValueError, TypeError, RecursionError) as fault:
        raise WireError("it is no line of a worker's") from fault
    kind = next((kind for kind in kinds if kind.__name__ == name), None)
    if kind is None:
        raise WireError(f"{str(name)[:40]!r} was not expected")
    return _read(raw, kind, kind.__name__)


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(_plain(each) for each in value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    return value.key if isinstance(value, ZoneInfo) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(raw: Any, kind: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _read_one_of(raw, get_args(kind), where)
    if origin in (tuple, frozenset) or issubclass(kind, tuple):
        return _read_many(raw, kind, where)
    if isinstance(kind, type) and issubclass(kind, Struct) and isinstance(raw, dict):
        return _read_fields(raw, kind, where)
    return _read_one(raw, kind, where)


def _read_one(raw: Any, kind: Any, where: str) -> Any:
    if isinstance(raw, str) and kind is str:
        return _read_text(raw, where)
    if isinstance(raw, str) and kind in (datetime, Path, ZoneInfo):
        return _read_named(raw, kind, where)
    if type(raw) is kind or (kind is float and type(raw) is int):
        return kind(raw)
    raise WireError(f"{where} is no {kind.__name__}")


def _read_one_of(raw: Any, kinds: tuple[Any, ...], where: str) -> Any:
    if raw is None and NoneType in kinds:
        return None
    (kind,) = (kind for kind in kinds if kind is not NoneType)
    return _read(raw, kind, where)


def _read_many(raw: Any, kind: Any, where: str) -> Any:
    if not isinstance(raw, list):
        raise WireError(f"{where} is no list")
    if hints := getattr(kind, "__annotations__", None):  # a NamedTuple, as Size is
        if len(raw) != len(hints):
            raise WireError(f"{where} has {len(raw)} parts")
        return kind(*(_read(each, int, where) for each in raw))
    inner, *_ = get_args(kind)
    made = get_origin(kind)
    return made(_read(each, inner, f"{where}[{n}]") for n, each in enumerate(raw))


def _read_fields(raw: dict[str, Any], kind: type[Struct], where: str) -> Any:
    hints = _hints(kind)
    if set(raw) != set(kind.__struct_fields__):
        raise WireError(f"{where} lacks a field, or has one too many")
    made = {name: _read(value, hints[name], f"{where}.{name}") for name, value in raw.items()}
    try:
        return kind(**made)
    except ValueError as fault:  # of the right types, and not sensible together
        raise WireError(f"{where}: {fault}") from fault


def _read_text(raw: str, where: str) -> str:
    try:
        raw.encode()
    except UnicodeEncodeError as fault:
        raise WireError(f"{where} holds half a letter") from fault
    return raw


def _no_number(said: str) -> float:
    raise ValueError(said)


def _read_named(raw: str, kind: Any, where: str) -> Any:
    try:
        found = datetime.fromisoformat(raw) if kind is datetime else kind(raw)
    except (ValueError, KeyError, OSError) as fault:
        raise WireError(f"{where} is no {kind.__name__}") from fault
    if kind is datetime and found.tzinfo is None:
        raise WireError(f"{where} has no time zone")
    return found
