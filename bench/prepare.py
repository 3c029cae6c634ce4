"""What a photograph costs: when it is taken in, when it is prepared for a panel, and afterwards.

    python bench/prepare.py [FILE ...]

Takes the JPEG files named, or a generated one of 12 megapixels. A line a file with the medians of
seven runs in turns, in ms:

- taking in: all of it, beside its parts as bounds: decoding it at the scale that intake takes (a
  half, a quarter, ...), looking for heads, and encoding our copy once.
- preparing our copy for a box of 760x420: for each panel quick and fine, beside decoding the copy
  whole, decoding it at the least scale that is enough, and recalling a prepared one from disk.

Figures of one run may be compared with each other, not with another machine's.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the worker has it

from pictures import _scene

from kiosk.content.darkroom.faces import heads
from kiosk.content.darkroom.pictures import Kept, intake
from kiosk.geometry import Rect, Size
from kiosk.ink.photo import prepare
from kiosk.ink.prepared import Prepared
from kiosk.model import Photo
from kiosk.panels.catalog import palette
from kiosk.scene import Picture

RUNS = 7
BOX = Size(760, 420)
PANELS = ("mono", "grey16", "spectra6")

Jobs = Mapping[str, Callable[[], object]]


def main() -> None:
    """Measure the files of the command line, or a generated one."""
    names = sys.argv[1:]
    for body in [Path(name).read_bytes() for name in names] or [_generated()]:
        with tempfile.TemporaryDirectory() as folder:
            kept = intake(body, Path(folder))
            _print(f"taking in {Size(*_opened(body).size)}", _taken(body, kept, Path(folder)))
            _print(f"preparing {kept.size}", _preparing(kept, Path(folder)))


def _taken(body: bytes, kept: Kept, folder: Path) -> Jobs:
    with Image.open(folder / kept.key) as file:
        ours = file.convert("RGB")

    def anew() -> None:
        (folder / kept.key).unlink()
        intake(body, folder)

    return {
        "intake": anew,
        "decode to scale": lambda: _decoded(body, kept.size),
        "heads": lambda: heads(ours),
        "encode": lambda: ours.save(io.BytesIO(), "JPEG", quality=90),
    }


def _preparing(kept: Kept, folder: Path) -> Jobs:
    photo = Photo("", key=kept.key, size=kept.size, focus=kept.focus, heads=kept.heads)
    picture = Picture("photo", Rect(0, 0, *BOX), photo)
    body = (folder / kept.key).read_bytes()
    jobs: dict[str, Callable[[], object]] = {
        "decode whole": lambda: _decoded(body, kept.size),
        "decode to scale": lambda: _decoded(body, BOX),
    }
    for name in PANELS:
        inks, shelf = palette(name), Prepared(folder / "prepared")
        prepare(picture, folder, inks, prepared=shelf)
        for method in ("quick", "fine"):
            jobs[f"{name}, {method}"] = _once(picture, folder, name, method)
        jobs[f"{name}, recalled"] = _recalled(picture, folder, name)
    return jobs


def _once(picture: Picture, folder: Path, name: str, method: str) -> Callable[[], object]:
    return lambda: prepare(picture, folder, palette(name), "fine" if method == "fine" else "quick")


def _recalled(picture: Picture, folder: Path, name: str) -> Callable[[], object]:
    """From disk: with a shelf that remembers nothing yet."""
    return lambda: prepare(picture, folder, palette(name), prepared=Prepared(folder / "prepared"))


def _decoded(body: bytes, size: Size) -> None:
    image = _opened(body)
    image.draft("RGB", size)
    image.load()


def _opened(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body), formats=["JPEG"])


def _print(title: str, jobs: Jobs) -> None:
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for run in range(RUNS + 1):
        for name, job in jobs.items():
            started = time.perf_counter()
            job()
            if run:  # the first loads libraries
                taken[name].append(time.perf_counter() - started)
    print(title)
    for name, seconds in taken.items():
        print(f"  {name:20}{statistics.median(seconds) * 1000:9.1f}", flush=True)


def _generated() -> bytes:
    out = io.BytesIO()
    _scene(4000, 3000).save(out, "JPEG", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    main()
