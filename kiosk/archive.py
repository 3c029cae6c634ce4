"""The bytecode of all modules in one file: a start reads that instead of two hundred.

`kiosk.archiving` makes it, beside Python's own bytecode of this package and under the same
condition: a module is taken from it only while size and time of its source are what they were.
Patterns lie in it as `re` has compiled them, which is a tenth of a start. Without the file, with
one of another Python or of another search path, all is loaded as ever.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader

# As type checkers know it; typing itself comes out of the archive.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

PACKAGE = os.path.dirname(__file__)  # noqa: PTH120 - pathlib is not loaded yet
# As Python names bytecode: .cpython-311.pyc.
_NAMED = (__spec__.cached or "").rpartition("archive")[2] if __spec__ else ""
# What a file that is torn, or of another make, raises when it is read.
_DAMAGED = (OSError, EOFError, ValueError, TypeError)
_COUNT = 4
_used: _Archive | None = None

# Where what it stands for begins in the file, and its length.
Where = tuple[int, int]
# The number of the folder that its package lies in, whether it is a package, time (ns) and size of
# its source.
Entry = tuple[int, int, int, bool, int, int]
# A pattern and its flags as they are given to `re`; and where what it makes of them lies.
Patterns = dict[tuple[str | bytes, int], Where]


def place() -> str:
    """The path of this package's archive for this Python; "" where it keeps no bytecode."""
    own = __spec__.cached if __spec__ else None
    return own.removesuffix(".pyc") + ".all" if own else ""


def searched() -> list[str]:
    """Where modules are searched for, without the folder of a script or the current one."""
    return sys.path[0 if sys.flags.safe_path else 1 :]


def source(folder: str, name: str, *, package: bool) -> str:
    """The path of a module's source, its name being looked up in a folder."""
    return f"{folder}/{name.replace('.', '/')}{'/__init__' * package}.py"


def _bytecode(path: str) -> str:
    """The path of Python's own bytecode of a source."""
    folder, _, name = path.removesuffix(".py").rpartition("/")
    return f"{folder}/__pycache__/{name}{_NAMED}"


def in_use() -> bool:
    """Whether this process takes modules out of an archive."""
    return _used is not None


def use(path: str | None = None, *, anywhere: bool = False) -> None:
    """Take modules out of the archive (at `path`) from now on, if it is there and fits.

    `anywhere`: whatever the search path is; for a process that was given another's.
    """
    global _used  # noqa: PLW0603 - as sys.meta_path, it is the process's
    try:
        found = _Archive(path or place())
    except _DAMAGED:  # there is none, or none that can be read: the usual way is the right one
        return
    if not found.fits or not (anywhere or found.searched == searched()):
        found.close()
        return
    sys.meta_path.insert(0, found)
    _replay(found)
    _used = found


def is_current(path: str | None = None) -> bool:
    """Whether the archive (at `path`) is there, fits, and no source has changed since."""
    try:
        found = _Archive(path or place())
    except _DAMAGED:
        return False
    try:
        return found.fits and found.searched == searched() and found.is_whole()
    finally:
        found.close()


def head(
    searched_in: list[str], folders: list[str], modules: dict[str, Entry], patterns: Patterns
) -> bytes:
    """How an archive begins; bytecode and patterns follow."""
    index = marshal.dumps((sys.version, PACKAGE, searched_in, folders, modules, patterns))
    return len(index).to_bytes(_COUNT, "little") + index


class _Archive:
    """An open archive; one of Python's finders of modules."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDONLY)
        try:
            length = int.from_bytes(os.pread(self._file, _COUNT, 0), "little")
            index = marshal.loads(os.pread(self._file, length, _COUNT))  # noqa: S302 - our own
            version, package, self.searched, self._folders, self._modules, self.patterns = index
        except _DAMAGED:
            self.close()
            raise
        self.fits = (version, package) == (sys.version, PACKAGE)
        self._begin = _COUNT + length

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def read(self, at: int, length: int) -> Any:
        """What lies at a place in the file.

        Raises one of _DAMAGED.
        """
        return marshal.loads(os.pread(self._file, length, self._begin + at))  # noqa: S302 - as above

    def code(self, name: str) -> CodeType | None:
        """A module's bytecode; None if it can't be read."""
        at, length, *_ = self._modules[name]
        try:
            found: CodeType = self.read(at, length)
        except _DAMAGED:
            return None
        return found

    def find_spec(
        self, name: str, _path: Any = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A module that the archive has, and whose source is as it was."""
        path = self._unchanged(name)
        if path is None:
            return None
        package = path.endswith("/__init__.py")
        spec = ModuleSpec(name, _Loader(name, path, self), origin=path, is_package=package)
        spec.has_location = True
        spec.cached = _bytecode(path)
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(path))  # noqa: PTH120 - as above
        return spec

    def is_whole(self) -> bool:
        """Whether all of its modules can be taken from it."""
        return all(self._unchanged(name) for name in self._modules)

    def _unchanged(self, name: str) -> str | None:
        """The path of a module's source; None if the archive lacks it, or it is not as it was."""
        entry = self._modules.get(name)
        if entry is None:
            return None
        _, _, folder, package, time, size = entry
        path = source(self._folders[folder], name, package=package)
        try:
            now = os.stat(path)  # noqa: PTH116 - as above
        except OSError:
            return None
        return path if (now.st_mtime_ns, now.st_size) == (time, size) else None


class _Loader(SourceFileLoader):
    """Python's own loader of sources, given its bytecode."""

    def __init__(self, name: str, path: str, archive: _Archive) -> None:
        super().__init__(name, path)
        self._archive = archive

    def get_code(self, fullname: str) -> CodeType | None:
        return self._archive.code(fullname) or super().get_code(fullname)


def _replay(archive: _Archive) -> None:
    """Let `re` have the patterns that it compiled for the archive; it remembers them as ever.

    By the two names that kiosk.archiving says more of.
    """
    import re  # noqa: F401, PLC0415 - out of the archive

    compiler: Any = sys.modules["re._compiler"]
    compiling, engine = compiler.compile, compiler._sre  # noqa: SLF001 - as said

    def compile_(source: Any, flags: int = 0) -> Any:
        where = archive.patterns.get((source, flags)) if isinstance(source, str | bytes) else None
        if where is None:
            return compiling(source, flags)
        try:
            pattern, all_flags, program, *groups = archive.read(*where)
            codes = memoryview(program).cast("I").tolist()
            return engine.compile(pattern, all_flags, codes, *groups)
        except (*_DAMAGED, RuntimeError):  # so the engine refuses what is no program
            return compiling(source, flags)

    compiler.compile = compile_
