"""strace around a running process: what it does to files, and its end at any of these calls."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec import Struct

# All that changes a file or a folder, or says that the disk must have it.
CALLS = (
    *("open", "openat", "creat", "write", "pwrite64", "writev", "pwritev", "ftruncate", "truncate"),
    *("fsync", "fdatasync", "sync_file_range", "fallocate", "copy_file_range", "sendfile"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"),
)
# Longer than anything that a board writes at once.
_LONGEST = 1 << 24
_LINE = re.compile(r"^(?:(\d+) +)?(\w+)\((.*)\) += (\S+)", re.DOTALL)
_CUT_OFF = re.compile(r"^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
_GOES_ON = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"(?:-?\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>")


class Call(Struct, frozen=True):
    """One system call: `number` counts those of its name in its process, from 1.

    `said` is what stands between its parentheses, `gave` what it answered.
    """

    process: int
    name: str
    number: int
    said: str
    gave: str

    @property
    def well(self) -> bool:
        return not self.gave.startswith(("-", "?"))

    @property
    def texts(self) -> list[bytes]:
        """Its strings: names, or what it writes."""
        return [_bytes(found) for found in _TEXT.findall(self.said)]

    @property
    def places(self) -> list[str]:
        """The files and folders that it was given as open ones."""
        return [_bytes(found).decode() for found in _HANDLE.findall(self.said)]

    @property
    def file(self) -> str:
        """The file or folder that it is about; of two the first."""
        by_name = self.name in ("open", "creat", "truncate") or self.name.startswith(
            ("openat", "rename", "link", "symlink", "unlink", "mkdir", "rmdir")
        )
        return self.files[0] if by_name else (self.places or [""])[0]

    @property
    def files(self) -> list[str]:
        """The names that it was given, made whole."""
        folders = self.places or ["/"]
        return [str(Path(folders[0]) / text.decode(errors="replace")) for text in self.texts]

    def changes(self, at: Path) -> bool:
        """Whether files below `at` are otherwise after it, or surer."""
        inside = self.file.startswith(f"{at}/") or self.file == str(at)
        opens = self.name in ("open", "openat")
        return inside and (not opens or "O_CREAT" in self.said or "O_TRUNC" in self.said)


def need_strace() -> str:
    """Where strace is; a test that asks is skipped where it is not, or may not be used."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed")
    tried = subprocess.run([found, "-o", "/dev/null", "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("strace may not be used here")
    return found


def ending(point: str) -> tuple[str, ...]:
    """What to put before a command that is to be killed at a call, as "write:2"."""
    name, number = point.split(":")
    inject = f"inject={name}:signal=SIGKILL:when={number}"
    return (need_strace(), "-o", "/dev/null", "-e", f"trace={name}", "-e", inject)


@contextmanager
def traced(process: int, log: Path, *options: str) -> Iterator[None]:
    """Write down what a process calls while the context lasts; it must end before that does."""
    command = (need_strace(), "-y", "-xx", "-s", str(_LONGEST), "-o", str(log), *options)
    calls = f"trace={','.join(f'?{call}' for call in CALLS)}"
    with subprocess.Popen(
        [*command, "-e", calls, "-p", str(process)], stderr=subprocess.PIPE, text=True
    ) as strace:
        assert strace.stderr
        said = strace.stderr.readline()
        if "attached" not in said:
            pytest.skip(f"strace can't be used here: {said}")
        yield
        strace.communicate(timeout=60)


def calls_of(log: Path) -> Iterator[Call]:
    """The calls in a log of strace, in the order in which they ended."""
    counts: Counter[tuple[str, str]] = Counter()
    begun: dict[str, tuple[str, int]] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            words = line.rstrip("\n")
            if found := _CUT_OFF.match(words):
                process, name, said = found.groups()
                counts[process, name] += 1
                begun[process] = (said, counts[process, name])
                continue
            if found := _GOES_ON.match(words):
                process, name, rest = found.groups()
                said, number = begun.pop(process)
                found = _LINE.match(f"{process} {name}({said}{rest}")
            elif found := _LINE.match(words):
                process, name = found[1], found[2]
                counts[process, name] += 1
                number = counts[process, name]
            if found:
                yield Call(int(process or 0), name, number, found[3], found[4])


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))
