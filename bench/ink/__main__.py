"""Photographs in inks: ours beside what people use, in picture, time and memory.

    python bench/ink [--panel NAME ...] [--markdown] [FOLDER]
    python bench/ink --sheets docs/pictures

Takes five photographs that scikit-image, scikit-learn and kiosk ship, or those in FOLDER, and fits
each to 800x480. For each way to each panel's inks a line of means over the photographs:

- seen: CIE 1976 difference from what the inks can do at best, both blurred in light by 1.5 px as an
  eye does from where dots merge; 0 is a panel without dots. worst: its 95th percentile.
- tone, chroma: differences of lightness and of colour of blocks of 32 px.
- grain: how much the lightness of flat greys varies once blurred; peak: the largest share of that
  variation that one frequency has, where a grid is near 1.
- ms: the median of nine runs (fewer where they take seconds), in turns with the other ways and each
  right after one that is not counted, and how many million pixels a second that makes; MiB: by how
  much a process of its own grows, from before it loads the way to its peak.

What inks can do at best: black and white become the panel's own, and a colour out of reach becomes
the nearest that the inks can mix. Black, white and greys are taken to be as pure as a screen's,
where errors are largest; colours as measured. A way that means its colours otherwise is held to
this all the same. Figures of one run may be compared with each other, not with another machine's.
`pip install '.[bench]'` installs what is compared.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import sheets
from PIL import Image, ImageOps
from ways import PANELS, Way, panel, ways

SIZE = (800, 480)
RUNS = 9
_LONG_S = 2.0
_COLUMNS = ("seen", "worst", "tone", "chroma", "grain", "peak", "ms", "Mpx/s", "MiB")
_PLACES = (2, 2, 2, 2, 2, 2, 1, 1, 1)
_SHOWN = ("portrait-nasa.jpg", "coffee-cc0.jpg", "rocket-cc0.jpg")
_SAMPLE = Path(__file__).parents[2] / "kiosk/sample/portal/photos"


def main() -> None:
    """Compare; or be one measured child."""
    asked = _arguments()
    if asked.child:
        _child(*asked.child)
        return
    if asked.sheets:
        sheets.draw([_SAMPLE / name for name in _SHOWN], asked.sheets)
        return
    photos = {path.stem: _read(path) for path in _paths(asked.folder)}
    print(f"{len(photos)} photographs: {', '.join(photos)}")
    for name in asked.panel or PANELS:
        _compare(name, photos, markdown=asked.markdown)


def _compare(name: str, photos: Mapping[str, Image.Image], *, markdown: bool) -> None:
    found = ways(name)
    if panel(name).kind != "colour":
        photos = {photo: image.convert("L") for photo, image in photos.items()}
    times = _times(found, next(iter(photos.values())))
    rows = []
    for way_name, way in found.items():
        figures = _figures(name, way, photos)
        ms = statistics.median(times[way_name]) * 1000
        mpx = SIZE[0] * SIZE[1] / ms / 1000
        rows.append((way_name, (*figures, ms, mpx, _added(name, way_name, photos))))
    rows.sort(key=lambda row: row[1][0])
    _print(name, rows, markdown=markdown)


def _figures(name: str, way: Way, photos: Mapping[str, Image.Image]) -> tuple[float, ...]:
    import numpy as np  # noqa: PLC0415 - the measured children go without
    from measure import errors, flats, grain, target  # noqa: PLC0415 - as said

    inks = panel(name)
    each = [
        errors(np.asarray(way.inks(photo)), target(photo, inks), inks) for photo in photos.values()
    ]
    mode = "RGB" if inks.kind == "colour" else "L"
    plain = [flat.convert(mode) for flat in flats()]
    grains = [grain(np.asarray(way.inks(flat)), inks) for flat in plain]
    mean = [
        statistics.mean(values)
        for values in zip(*((e.seen, e.worst, e.tone, e.chroma) for e in each), strict=True)
    ]
    return (*mean, *(statistics.mean(values) for values in zip(*grains, strict=True)))


def _times(found: Mapping[str, Way], photo: Image.Image) -> dict[str, list[float]]:
    """Seconds of each run, the ways in turns, so that a slow moment strikes all."""
    taken: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(RUNS):
        for name, way in found.items():
            if sum(taken[name]) > _LONG_S:
                continue
            way.draw(photo)  # loads libraries, and caches after another's turn
            started = time.perf_counter()
            way.draw(photo)
            taken[name].append(time.perf_counter() - started)
    return taken


def _added(panel_name: str, way_name: str, photos: Mapping[str, Image.Image]) -> float:
    """MiB that a process of its own grows by."""
    photo = next(iter(photos.values()))
    raw = photo.mode.encode().ljust(3) + photo.tobytes()
    command = [sys.executable, os.path.dirname(__file__), "--child", panel_name, way_name]  # noqa: PTH120 - as Python was given it
    # The child is this very script.
    ran = subprocess.run(command, input=raw, check=True, capture_output=True)  # noqa: S603
    return float(ran.stdout)


def _child(panel_name: str, way_name: str) -> None:
    mode = sys.stdin.buffer.read(3).decode().strip()
    photo = Image.frombytes(mode, SIZE, sys.stdin.buffer.read())
    way = ways(panel_name)[way_name]
    before = _resident("VmRSS")
    way.draw(photo)
    print((_resident("VmHWM") - before) / 1024)


def _resident(mark: str) -> int:
    """Memory of this process in KiB, as Linux keeps it under `mark`."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(mark))


def _paths(folder: Path | None) -> list[Path]:
    if folder:
        kinds = {".jpg", ".jpeg", ".png", ".webp"}
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in kinds)
    import skimage  # noqa: PLC0415 - only its pictures
    import sklearn  # noqa: PLC0415 - as above

    ours = Path(str(skimage.__file__)).parent / "data"
    theirs = Path(str(sklearn.__file__)).parent / "datasets/images"
    return [
        *(ours / name for name in ("astronaut.png", "coffee.png")),
        *(theirs / name for name in ("china.jpg", "flower.jpg")),
        _SAMPLE / "rocket-cc0.jpg",
    ]


def _read(path: Path) -> Image.Image:
    with Image.open(path) as file:
        upright = ImageOps.exif_transpose(file).convert("RGB")
    return ImageOps.fit(upright, SIZE, Image.Resampling.LANCZOS)


def _print(name: str, rows: list[tuple[str, tuple[float, ...]]], *, markdown: bool) -> None:
    if markdown:
        print(f"\n### {name}\n\n| | {' | '.join(_COLUMNS)} |\n|---|{'---:|' * len(_COLUMNS)}")
    else:
        print(f"\n{name:32}" + "".join(f"{column:>9}" for column in _COLUMNS))
    for way, figures in rows:
        words = [f"{value:.{places}f}" for value, places in zip(figures, _PLACES, strict=True)]
        if markdown:
            print(f"| {way} | {' | '.join(words)} |")
        else:
            print(f"{way:32}" + "".join(f"{word:>9}" for word in words), flush=True)


def _arguments() -> argparse.Namespace:
    summary = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python bench/ink", description=summary)
    parser.add_argument("folder", nargs="?", type=Path, help="photographs; five of packages' else")
    parser.add_argument("--panel", action="append", choices=PANELS, help="these inks alone")
    parser.add_argument("--markdown", action="store_true", help="tables for a document")
    parser.add_argument("--sheets", type=Path, help="write the pictures of docs/pictures.md there")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
