"""The layout files that a board can use: a ward's own first, then those that kiosk ships."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload

from kiosk.layout.spec import Layout, load, page_of


class Library(Sequence[Layout]):
    """Layouts in the order of their files, each read when its page is first asked for.

    Raises LayoutError for the first file that can't be used.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._pages: dict[str, list[Path]] = {}
        for path in paths:
            self._pages.setdefault(page_of(path), []).append(path)
        self._read: dict[Path, Layout] = {}

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that there are layouts of, by name."""
        return tuple(sorted(self._pages))

    def of(self, page: str) -> tuple[Layout, ...]:
        """The variants of a page; no other's files are read."""
        return tuple(map(self._layout, self._pages.get(page, ())))

    def __iter__(self) -> Iterator[Layout]:
        return map(self._layout, self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, at: int) -> Layout: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Layout, ...]: ...
    def __getitem__(self, at: int | slice) -> Layout | tuple[Layout, ...]:
        return tuple(self)[at]

    def _layout(self, path: Path) -> Layout:
        if path not in self._read:
            self._read[path] = load(path)
        return self._read[path]


def library(folders: Sequence[Path]) -> Library:
    """Every layout of `folders`; a file in an earlier folder hides its namesake in a later one."""
    return Library(files(folders))


def of_page(page: str, variants: Iterable[Layout]) -> tuple[Layout, ...]:
    """The variants of a page among others.

    Raises LayoutError.
    """
    if isinstance(variants, Library):
        return variants.of(page)
    return tuple(one for one in variants if one.page == page)


def pages_of(variants: Iterable[Layout]) -> tuple[str, ...]:
    """The pages that there are variants of, by name."""
    return variants.pages if isinstance(variants, Library) else _named(variants)


def _named(variants: Iterable[Layout]) -> tuple[str, ...]:
    return tuple(sorted({one.page for one in variants}))


def files(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The layout files of `folders` that count."""
    chosen: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            chosen.setdefault(path.name, path)
    return tuple(chosen.values())
