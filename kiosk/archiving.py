"""`python -I -m kiosk.archiving`: make the archive that starts read, see kiosk.archive."""

import importlib
import marshal
import os
import pkgutil
import re
import sys
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from operator import itemgetter
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import kiosk
from kiosk import archive, regex
from kiosk.files import write_whole

# Developers start the preview, and no board does.
_LEFT_OUT = ("kiosk.preview", "kiosk.__main__", __name__)
# What is loaded only when it is needed: by Pillow for a picture of its kind, by us for a search.
_LATE = ("PIL.ImageFont", "PIL.ImageDraw", "PIL.JpegImagePlugin", "PIL.PngImagePlugin")
_Program = tuple[str | bytes, int, bytes, int, dict[str, int], tuple[str | None, ...]]


def main() -> int:
    """Write the archive, and say where."""
    path = Path(archive.place())
    with programs() as found:
        load()
    write(path, sys.modules.values(), found, archive.searched())
    print(path)  # noqa: T201 - a command of its own
    return 0


def load() -> None:
    """Load what commands and the worker load, and compile what they compile.

    A module is left out whose library is not installed.
    """
    for name in (*_modules(), *_LATE):
        try:
            importlib.import_module(name)
        except ImportError as error:
            if (error.name or "").startswith("kiosk"):
                raise
    regex.compile_all()


def _modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(kiosk.__path__, f"{kiosk.__name__}."):
        if not found.name.startswith(_LEFT_OUT):
            yield found.name


@contextmanager
def programs() -> Iterator[dict[tuple[str | bytes, int], _Program]]:
    """What `re` makes of the patterns that it compiles meanwhile.

    Python has no public way to keep that, and none to give it back: `re` parses a pattern and gives
    its engine a program, and these two names are where it does so, since Python 3.11. The engine
    proves every program before it takes it.
    """
    compiler: Any = importlib.import_module("re._compiler")
    compiling, engine = compiler.compile, compiler._sre  # noqa: SLF001 - as said
    found: dict[tuple[str | bytes, int], _Program] = {}
    given: list[Any] = []

    def compile_(source: Any, flags: int = 0) -> Any:
        made = compiling(source, flags)
        match given:
            # Of another number of parts this Python would not take it back.
            case [pattern, all_flags, program, groups, names, numbered] if source == pattern:
                codes = array("I", program).tobytes()
                kept = (pattern, int(all_flags), codes, groups, dict(names), tuple(numbered))
                found[source, int(flags)] = kept
        return made

    def noted(*asked: Any) -> Any:
        given[:] = asked
        return engine.compile(*asked)

    re.purge()
    told = {name: getattr(engine, name) for name in dir(engine)}
    compiler.compile, compiler._sre = compile_, SimpleNamespace(**told | {"compile": noted})  # noqa: SLF001
    try:
        yield found
    finally:
        compiler.compile, compiler._sre = compiling, engine  # noqa: SLF001


def write(
    path: Path,
    modules: Iterable[ModuleType],
    patterns: dict[tuple[str | bytes, int], _Program],
    searched: list[str],
) -> None:
    """Write an archive of those modules that come from sources, and of patterns.

    Raises OSError.
    """
    pieces: list[bytes] = []
    end = 0

    def put(value: Any) -> tuple[int, int]:
        nonlocal end
        data = marshal.dumps(value)
        pieces.append(data)
        end += len(data)
        return end - len(data), len(data)

    folders: list[str] = []
    entries = {}
    for name, loader in sorted(_loaders(modules), key=itemgetter(0)):
        package, now = loader.is_package(name), os.stat(loader.path)  # noqa: PTH116 - of one text
        folder = _searched_from(name, loader.path, package=package)
        if folder is None:
            continue
        if folder not in folders:
            folders.append(folder)
        kept = put(loader.get_code(name))
        entries[name] = (*kept, folders.index(folder), package, now.st_mtime_ns, now.st_size)
    index = {key: put(program) for key, program in patterns.items()}
    write_whole(path, archive.head(searched, folders, entries, index) + b"".join(pieces))


def _searched_from(name: str, path: str, *, package: bool) -> str | None:
    """The folder in which a module of this name is found at a path; None if it is not."""
    end = archive.source("", name, package=package)
    return path.removesuffix(end) if path.endswith(end) else None


def _loaders(modules: Iterable[ModuleType]) -> Iterator[tuple[str, SourceFileLoader]]:
    for module in list(modules):
        spec = getattr(module, "__spec__", None)
        if spec and isinstance(spec.loader, SourceFileLoader) and spec.name in sys.modules:
            yield spec.name, spec.loader


if __name__ == "__main__":
    sys.exit(main())
