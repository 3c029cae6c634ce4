"""A clerk's TOML file: what it says as a whole, or every sentence about what is wrong with it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from kiosk.content.folders import folder, notepad
from kiosk.content.folders.folder import UnreadableError
from kiosk.errors import Problem, located
from kiosk.toml import Document, TomlError, parse

T = TypeVar("T")

LARGEST = 256_000
_MOST_SENTENCES = 50


def read(
    path: Path, make: Callable[[Document], tuple[T, Sequence[Problem]]]
) -> tuple[T | None, tuple[str, ...]]:
    """What `make` finds in the file `path`, or None and the sentences that say why. Never raises.

    With anything wrong in it there is nothing: half of what it says would mislead people.
    """
    try:
        words = notepad.decode(folder.read(folder.at(path), LARGEST))
        made, found = make(parse(path, words))
    except (UnreadableError, ValueError) as error:
        return None, (f"{path}: {error}",)
    except TomlError as error:
        return None, (located(path, error.problem),)
    problems = [*found, *_broken(words)]
    sentences = tuple(located(path, one) for one in problems[:_MOST_SENTENCES])
    return (None if sentences else made), sentences


def _broken(words: str) -> list[Problem]:
    count = words.count("\ufffd")
    says = f"{count} letters of it are broken; correct them and save the file as UTF-8."
    return [Problem(words.count("\n", 0, words.index("\ufffd")) + 1, "", says)] if count else []
