"""What is done to a machine, one step at a time; each says itself what it is."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kiosk.errors import KioskError
from kiosk.files import write_whole

# A unit that starts may first have to refresh a slow panel.
_PATIENCE_S = 300


class Put(Struct, frozen=True):
    """Write a file, whole."""

    path: Path
    data: bytes

    def __str__(self) -> str:
        return f"write {self.path}"


class Link(Struct, frozen=True):
    """Make a name for a program where there is none."""

    path: Path
    program: Path

    def __str__(self) -> str:
        return f"link {self.path} to {self.program}"


class Take(Struct, frozen=True):
    """Remove a file and what it leaves empty, or a folder with all that is in it."""

    path: Path

    def __str__(self) -> str:
        return f"remove {self.path}"


class Run(Struct, frozen=True):
    """Run a program, one of systemd's or our own."""

    words: tuple[str, ...]
    why: str

    def __str__(self) -> str:
        return f"run {' '.join(self.words)} ({self.why})"


Step = Put | Link | Take | Run


def do(step: Step, root: Path) -> None:
    """Take one step on the machine under `root`.

    Raises KioskError, OSError.
    """
    match step:
        case Put():
            write_whole(within(root, step.path), step.data)
        case Link():
            name = within(root, step.path)
            name.parent.mkdir(parents=True, exist_ok=True)
            name.symlink_to(step.program)
        case Take():
            _take(within(root, step.path))
        case Run():
            run(step.words)


def within(root: Path, path: Path) -> Path:
    """Where a path of the machine under `root` lies as seen from here."""
    return root / path.relative_to("/")


def run(words: tuple[str, ...]) -> str:
    """What a program says; what it complains of becomes the error.

    Raises KioskError.
    """
    program = shutil.which(words[0], path="/usr/bin:/usr/sbin:/bin:/sbin")
    if program is None:
        says = "is not on this machine; kiosk is installed on Debian or Raspberry Pi OS."
        raise KioskError(f"{words[0]} {says}")
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            [program, *words[1:]],
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_S,
        )
    except subprocess.TimeoutExpired as error:
        raise KioskError(f"`{' '.join(words)}` had not ended after {_PATIENCE_S} s.") from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split()) or f"exit code {done.returncode}"
        raise KioskError(f"`{' '.join(words)}` failed: {said}")
    return done.stdout


def _take(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
        return
    path.unlink()
    with suppress(OSError):  # something else lies there, too
        path.parent.rmdir()
