"""Which heads crops keep: by ours, a frontal cascade, the top bias and the centre; in what time.

    python bench/crops.py [--seed N] [--cases N] [--sheet FILE.png] [SDIST]

Makes photographs of which the heads are known: one to three people, of those that packages of the
bench extra and the sample portal ship, on their pictures without people; heads of a tenth to half
of the height, anywhere, edges included, one in two mirrored, tilted by up to 20 degrees, brightened
or darkened. Each is cropped to a box of another shape as the ink room crops, around what each way
finds; ours is what intake finds, charts and what stands out included.

SDIST, face_recognition-1.3.0.tar.gz from PyPI, adds four portraits by the White House, which are in
the public domain. `--sheet` draws the cases: true heads green, found ones magenta, our crop white.

A line a way: cases in which all heads are whole (95 % of their area), of those in which one crop
can hold them all; heads whole, of those that can be held at once; the mean share of a head that is
kept; heads found in pictures without people; and the median and the longest time of a photograph,
in ms of one core.
"""

# ruff: noqa: INP001, T201, S311 (a script, which prints, and draws lots)

import argparse
import io
import itertools
import math
import os
import random
import statistics
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the worker has it

import matplotlib as mpl
import numpy as np
from crops_drawn import drawn, pasted
from PIL import Image, ImageOps
from skimage import data
from skimage.feature import Cascade

from kiosk.content.darkroom.faces import heads
from kiosk.content.darkroom.focus import imprint_of
from kiosk.content.darkroom.imprint import Imprint
from kiosk.geometry import Rect, Size, around
from kiosk.ink.crop import cover

SAMPLE = Path(__file__).parent.parent / "kiosk" / "sample" / "portal" / "photos"
SHAPES = (Size(3, 2), Size(1, 1), Size(2, 3), Size(16, 9), Size(3, 1), Size(4, 5))
SIZES = (Size(1920, 1280), Size(1600, 1200), Size(2560, 1440), Size(1200, 1200), Size(1067, 1600))
SHIPPED = Path(data.__file__).parent
EMPTY = ("coffee", "motorcycle_left", "brick", "grass", "gravel", "page", "chelsea")
OFFICIAL = {
    "obama.jpg": Rect(340, 28, 306, 402),
    "obama2.jpg": Rect(198, 164, 344, 456),
    "obama3.jpg": Rect(580, 222, 347, 403),
    "biden.jpg": Rect(384, 95, 372, 495),
}
WHOLE = 0.95

Way = Callable[[Image.Image], Imprint]


class Person(NamedTuple):
    """A picture, and the box of the head in it, from the hair to the chin, as the eye sees it."""

    image: Image.Image
    head: Rect


class Case(NamedTuple):
    """A photograph, its heads, and the box that it is for."""

    photo: Image.Image
    heads: tuple[Rect, ...]
    box: Size


def main() -> None:
    """Make the cases, try each way on them, print a line each."""
    ask = argparse.ArgumentParser(description=__doc__, add_help=True)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--cases", type=int, default=60)
    ask.add_argument("--sheet", type=Path)
    ask.add_argument("sdist", type=Path, nargs="?")
    asked = ask.parse_args()
    scenes = list(_scenes())
    cases = list(_cases(list(_people(asked.sdist)), scenes, asked.seed, asked.cases))
    heads(cases[0].photo)  # numpy and the weights are loaded once a worker, and not counted
    print(f"{'':12}{'all whole':>12}{'heads whole':>14}{'kept':>7}{'false':>7}{'ms':>8}{'most':>7}")
    ways = {"ours": imprint_of, "LBP": _cascade(), "top bias": None, "centre": None}
    for name, way in ways.items():
        print(f"{name:12}{_tried(cases, scenes, name, way)}", flush=True)
    if asked.sheet:
        shown = [(c.photo, c.heads, heads(c.photo), _crop("ours", imprint_of, c)) for c in cases]
        drawn(shown).save(asked.sheet)


def _people(sdist: Path | None) -> Iterator[Person]:
    with Image.open(SAMPLE / "portrait-nasa.jpg") as collins:
        yield Person(collins.convert("RGB"), Rect(305, 30, 300, 325))
    with Image.open(Path(mpl.get_data_path()) / "sample_data" / "grace_hopper.jpg") as hopper:
        yield Person(hopper.convert("RGB"), Rect(155, 22, 220, 313))
    with Image.open(SHIPPED / "camera.png") as photographer:
        yield Person(photographer.convert("RGB"), Rect(162, 62, 109, 133))
    if sdist:
        with tarfile.open(sdist) as files:
            for member in files:
                name = member.name.rpartition("/")[2]
                if name in OFFICIAL and (file := files.extractfile(member)):
                    portrait = Image.open(io.BytesIO(file.read())).convert("RGB")
                    yield Person(portrait, OFFICIAL[name])


def _scenes() -> Iterator[Image.Image]:
    for name in (*(f"{name}.png" for name in EMPTY), "rocket.jpg"):
        with Image.open(SHIPPED / name) as scene:
            yield scene.convert("RGB")
    yield Image.linear_gradient("L").convert("RGB")
    yield Image.merge("RGB", [Image.effect_noise((512, 512), 60)] * 3)


def _cases(
    people: list[Person], scenes: list[Image.Image], seed: int, count: int
) -> Iterator[Case]:
    lots = random.Random(seed)
    for number in range(count):
        size = lots.choice(SIZES)
        photo = ImageOps.fit(lots.choice(scenes), size, Image.Resampling.BICUBIC)
        columns = lots.sample(range(3), 1 + number % 3)
        placed = []
        for column in columns:
            person = lots.choice(people)
            most = 0.5 if len(columns) == 1 else 0.32 * size.width / size.height
            height = lots.uniform(0.1, min(most, 0.5)) * size.height
            place = column / 2 + lots.uniform(-0.1, 0.1), lots.uniform(-0.2, 1.2)
            turn = lots.uniform(-20, 20), lots.choice([False, True]), lots.uniform(0.3, 1.5)
            placed.append(pasted(photo, person, height, place, *turn))
        yield Case(photo, tuple(placed), lots.choice(SHAPES))


def _cascade() -> Way:
    """The frontal cascade that scikit-image ships, its boxes made heads."""
    cascade = Cascade(data.lbp_frontal_face_cascade_filename())

    def found(image: Image.Image) -> Imprint:
        scale = 400 / max(image.size)
        small = np.asarray(image.convert("L").resize([round(side * scale) for side in image.size]))
        seen = cascade.detect_multi_scale(small, 1.2, 1, (24, 24), (400, 400))
        boxes = [[seen[0][key] for key in ("c", "r", "width", "height")] for seen in [seen] if seen]
        found = tuple(
            Rect(*(round(value / scale) for value in box)).inset(-round(box[2] * 0.15 / scale))
            for box in boxes
        )
        return Imprint(around(found) if found else None, found)

    return found


def _tried(cases: list[Case], scenes: list[Image.Image], name: str, way: Way | None) -> str:
    whole = holdable = kept_whole = could = 0
    shares, took = [], []
    for case in cases:
        began = time.process_time()
        crop = _crop(name, way, case)
        took.append(1000 * (time.process_time() - began))
        kept = [_share(head, crop) for head in case.heads]
        most = _most_at_once(case)
        shares += kept
        good = sum(share >= WHOLE for share in kept)
        kept_whole, could = kept_whole + min(good, most), could + most
        if most == len(case.heads):
            holdable, whole = holdable + 1, whole + (good == most)
    false = sum(len(way(scene).heads) for scene in scenes) if way else 0
    return (
        f"{whole:6} of {holdable:2}{kept_whole:8} of {could:3}{statistics.mean(shares):7.3f}"
        f"{false:7}{statistics.median(took):8.1f}{max(took):7.1f}"
    )


def _crop(name: str, way: Way | None, case: Case) -> Rect:
    size = Size(*case.photo.size)
    if name == "centre":
        crop = cover(size, case.box)
        x, y = (size.width - crop.width) // 2, (size.height - crop.height) // 2
        return crop._replace(x=x, y=y)
    said = way(case.photo) if way else Imprint()
    return cover(size, case.box, said.focus, said.heads)


def _most_at_once(case: Case) -> int:
    """How many heads the best of all crops keeps whole."""
    room = cover(Size(*case.photo.size), case.box).size
    for count in range(len(case.heads), 0, -1):
        for some in itertools.combinations(case.heads, count):
            needed = around(some)
            if needed.width <= room.width and needed.height <= room.height:
                return count
    return 0


def _share(head: Rect, crop: Rect) -> float:
    return math.prod(head.common(crop).size) / math.prod(head.size)


if __name__ == "__main__":
    main()
