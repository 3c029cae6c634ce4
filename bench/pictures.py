"""What taking in a picture costs: ours beside plain Pillow, in time and in added memory.

    python bench/pictures.py [FILE ...]

Takes the files named, or generated ones of each kind that photographs come in. Each is taken in
five times by
`kiosk.content.darkroom.pictures.intake` and five times in Pillow's own way (open, load,
thumbnail to 2560 px, save as JPEG), in turns, each in a process of its own. A line a picture: the
median seconds of both, and by how much the process grew at its peak over what it was before
(VmHWM over VmRSS, MiB; the file's bytes were there already), each with ours divided by Pillow's;
and the size of our copy, or why ours refuses it. Ours also writes its copy to the disk and waits
for it; Pillow's way scales bits and palettes by leaving pixels out, which is fast and ugly.
Figures of one run may be compared with each other, not with another machine's.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from kiosk.content.darkroom import pictures

RUNS = 5
LARGEST_PX = 2560
WAYS = ("ours", "pillow")


def main() -> None:
    """Compare on the files of the command line, or on generated ones; or be one measured child."""
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], Path(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'picture':34} {'ours s':>8} {'Pillow s':>8} {'ratio':>6}", end=" ")
        print(f"{'ours MiB':>9} {'Pillow MiB':>10} {'ratio':>6}")
        for path in [Path(name) for name in sys.argv[1:]] or _generated(Path(folder)):
            print(_compared(path), flush=True)


def _compared(path: Path) -> str:
    runs = [[_measured(way, path) for way in WAYS] for _ in range(RUNS)]
    seconds = [statistics.median(run[n][0] for run in runs) for n in range(2)]
    grown = [statistics.median(run[n][1] for run in runs) for n in range(2)]
    words = runs[0][0][2]
    return (
        f"{path.name:34} {seconds[0]:8.3f} {seconds[1]:8.3f} {seconds[0] / seconds[1]:6.2f}"
        f" {grown[0]:9.1f} {grown[1]:10.1f} {grown[0] / max(grown[1], 0.1):6.2f}  {words}"
    )


def _measured(way: str, path: Path) -> tuple[float, float, str]:
    """Seconds, MiB and what came of it."""
    command = [sys.executable, __file__, "--child", way, str(path)]
    # The child is this very file.
    ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    seconds, grown, words = ran.stdout.strip().split(" ", 2)
    return float(seconds), float(grown), words


def _child(way: str, path: Path) -> None:
    body = path.read_bytes()
    before = _resident("VmRSS")
    started = time.perf_counter()
    words = _ours(body) if way == "ours" else _pillow(body)
    seconds = time.perf_counter() - started
    print(f"{seconds:.4f} {(_resident('VmHWM') - before) / 1024:.2f} {words}")


def _ours(body: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return str(pictures.intake(body, Path(folder))[1])
        except pictures.PictureError as fault:
            return str(fault)


def _pillow(body: bytes) -> str:
    with Image.open(io.BytesIO(body)) as image:
        image.load()
        image.thumbnail((LARGEST_PX, LARGEST_PX))
        image.convert("RGB").save(io.BytesIO(), "JPEG", quality=90)
        return f"{image.width}x{image.height}"


def _resident(mark: str) -> int:
    """Memory of this process in KiB, as Linux keeps it under `mark`."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(mark))


def _generated(folder: Path) -> Iterator[Path]:
    """A scene with grain at the sizes of press photographs, telephones and scanners."""
    for width, height in ((800, 533), (1600, 1067), (4000, 3000), (6000, 4000), (8000, 6000)):
        image = _scene(width, height)
        for name, options in (("", {}), (" progressive", {"progressive": True})):
            path = folder / f"{width}x{height}{name}.jpg"
            image.save(path, quality=85, **options)
            yield path
    for kind in ("png", "webp", "gif"):
        path = folder / f"2560x1920.{kind}"
        _scene(2560, 1920).save(path)
        yield path
    for mode in ("1", "RGBA", "I;16"):
        path = folder / f"2480x3508 {mode.replace(';', '')}.png"
        _scene(2480, 3508).convert(mode).save(path, compress_level=1)
        yield path


def _scene(width: int, height: int) -> Image.Image:
    tones = [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.linear_gradient("L")]
    smooth = Image.merge("RGB", [tones[0], tones[1], tones[2].rotate(90)]).resize((width, height))
    grain = Image.effect_noise((1000, 1000), 60).resize((width, height))
    return Image.blend(smooth, Image.merge("RGB", [grain] * 3), 0.2)


if __name__ == "__main__":
    main()
