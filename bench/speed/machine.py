"""What was measured where: the processor and the versions, no names and no places."""

# ruff: noqa: INP001, S603 (part of a script, which asks programs for their versions)

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import browser

_PACKAGES = ("kiosk", "pillow", "typst", "skia-python", "weasyprint", "pypdfium2")
_VERSION = re.compile(r"\d+(?:\.\d+)+")


def processor() -> str:
    """As "2 cores of AMD EPYC, 4 GiB"."""
    said = Path("/proc/cpuinfo").read_text("utf-8")
    # ARM kernels name no model.
    named = re.search(r"^(?:model name|Model)\s*:\s*(.+)$", said, re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = named[1].strip() if named else platform.machine()
    return f"{os.cpu_count()} cores of {model} ({platform.machine()}), {memory:.0f} GiB of memory"


def versions() -> Iterator[str]:
    """Each contestant with its version, or that it is not there."""
    yield f"Python {platform.python_version()}"
    for name in _PACKAGES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} not installed"
    yield _asked("browser", browser.found())
    yield _asked("valgrind", shutil.which("valgrind"))


def _asked(kind: str, program: str | None) -> str:
    if program is None:
        return f"no {kind}"
    asked = [program, "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    found = _VERSION.search(said)
    return f"{Path(program).name} {found[0] if found else 'of unknown version'}"
