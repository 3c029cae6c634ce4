"""The layout files that a board can use: a ward's own first, then those that kiosk ships."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.layout.spec import Layout, load


def library(folders: Sequence[Path]) -> tuple[Layout, ...]:
    """Every layout of `folders`; a file in an earlier folder hides its namesake in a later one.

    Raises LayoutError for the first file that can't be used.
    """
    return tuple(load(path) for path in files(folders))


def files(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The layout files of `folders` that count."""
    chosen: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            chosen.setdefault(path.name, path)
    return tuple(chosen.values())
