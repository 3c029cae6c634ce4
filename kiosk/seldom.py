"""Pillow's tables of tags, loaded when somebody asks for one.

Pillow loads Exif's and TIFF's names with every picture, a tenth of a cold start; our own copies of
photographs have none. To be imported before PIL.Image.
"""

import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

import PIL

_TABLES = ("ExifTags", "TiffTags")


class _Later(ModuleType):
    """A module that is loaded when it is first asked for anything."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = spec

    def __getattr__(self, name: str) -> Any:
        spec = self.__spec__
        if spec and spec.loader:
            spec.loader.exec_module(self)
        self.__class__ = ModuleType  # type: ignore[assignment]  # a plain one from here on
        return getattr(self, name)


def _load_later(package: ModuleType, names: tuple[str, ...]) -> None:
    for name in names:
        whole = f"{package.__name__}.{name}"
        spec = PathFinder.find_spec(whole, package.__path__)
        if spec and whole not in sys.modules:
            sys.modules[whole] = found = _Later(spec)
            setattr(package, name, found)


_load_later(PIL, _TABLES)
