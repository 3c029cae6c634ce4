"""How well a story on a board can be read: tesseract's errors on our letters and on others'.

    python bench/reading.py [STORY.json | STORY.txt] [--keep DIR]

Takes a story (JSON with title, lead, paragraphs and byline, or a text file: its first line is the
title, its second paragraph the lead), else one of the tests' own, and sets it as page `story`,
without photographs, on five boards. The same lines, at the same size on the same baselines, are
then drawn by a headless Chromium in our fonts, and by Pillow's `ImageDraw.text`; their greys are
thresholded at half for a panel of pure inks, and reduced to the panel's greys for a grey one.
Tesseract's Vietnamese model reads headline and columns one by one, as the scene has them, enlarged
by a whole number that is the same for all. A line a contestant: letters that are wrong
(Levenshtein, in NFC, white space folded), divided by ours; those that are wrong by a mark alone;
wrong words; and, of the first three frames read whole, without being told of columns, the words
that were found.
`--keep` keeps the pictures that were read. Figures of one run may be compared with each other.
"""

# ruff: noqa: INP001, T201 (a script, which prints)

import argparse
import io
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import ocr
import rivals
from framed import Column, columns_of, lines
from msgspec import Struct
from PIL import Image

from kiosk.board import Board
from kiosk.files import shipped
from kiosk.geometry import Size
from kiosk.ink.paint import paint
from kiosk.layout.compose import compose
from kiosk.layout.library import library
from kiosk.model import Edition, Story
from kiosk.panels import catalog
from kiosk.scene import Scene

DEFAULT = Path(__file__).parent.parent / "tests" / "stories" / "rach-ong-keo.json"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# Tesseract reads letters best at about this many px per em.
EM_PX = 40
_HALF = 128
# So many frames of a story are also read whole.
_WHOLE = 3


class Read(Struct, frozen=True):
    """What a contestant's pictures of a story came to."""

    mistakes: ocr.Mistakes
    found: float


def main() -> None:
    """Set, draw, read and compare."""
    asked = argparse.ArgumentParser(description="How well a story on a board can be read.")
    asked.add_argument("story", nargs="?", type=Path, default=DEFAULT)
    asked.add_argument("--keep", type=Path, metavar="DIR", help="keep the pictures that were read")
    given = asked.parse_args()
    if absent := ocr.absent():
        print(absent)
        return
    if not rivals.browser():
        print("Chromium is not installed: its rows are left out.")
    started = time.perf_counter()
    story = told(given.story)
    print(f"{'board':30} {'drawn':9} {'wrong letters':>14} {'ratio':>6} {'marks':>7}", end=" ")
    print(f"{'wrong words':>12} {'found':>7}")
    for name, board in boards().items():
        compare(name, board, story, given.keep)
    print(f"{time.perf_counter() - started:.0f} s")


def boards() -> dict[str, Board]:
    """The boards that are compared, by name."""
    small = Size(800, 480), (163.2, 97.92)
    hung: list[tuple[str, catalog.Panel, int]] = [
        ("800x480, black and white", catalog.panel("waveshare-7in5-v2"), 0),
        ("800x480, 4 greys", catalog.custom(*small, "grey4"), 0),
        ("800x480, 16 greys", catalog.custom(*small, "grey16"), 0),
        ("1872x1404, 16 greys", catalog.panel("waveshare-10in3-it8951"), 0),
        ("1200x1600, six colours", catalog.panel("waveshare-13in3-e6"), 90),
    ]
    return {
        name: catalog.board(panel, distance_m=None, enlarge=1.0, rotate=rotate)
        for name, panel, rotate in hung
    }


def told(path: Path) -> Story:
    """The story that a file tells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        found = json.loads(text)
        words = (found["title"], found["lead"], *found["paragraphs"])
        byline = found.get("byline", "")
    else:
        words, byline = tuple(filter(None, map(str.strip, text.split("\n")))), ""
    title, lead, *paragraphs = words
    return Story("story", "", title, lead, tuple(paragraphs), byline, published=NOW)


def compare(name: str, board: Board, story: Story, keep: Path | None) -> None:
    """Print a line for each contestant."""
    news = Edition("UBND Phường Bến Sen", ZONE, NOW, (story,))
    page = compose("story", news, board, library([shipped("layouts")]))
    columns = list(columns_of(page.scenes, board))
    size = min(one.font.size for one in lines(page.scenes[0], "body"))
    times = -(-EM_PX // size)
    ours: Read | None = None
    for who, images in drawn(page.scenes, board).items():
        save(images, keep, f"{board.size}-{len(board.palette.inks)}-{who}")
        read = reading(images, page.scenes, columns, times)
        ours = ours or read
        label = name if read is ours else ""
        print(f"{label:30} {who:9} {figures(read, ours)}", flush=True)
    letters = sum(len(one.words) for one in columns)
    print(f"  {letters} letters on {len(page.scenes)} frames, {size} px, enlarged {times} times")


def drawn(scenes: Sequence[Scene], board: Board) -> Mapping[str, list[Image.Image]]:
    """The frames as each contestant draws them, in greys that the panel has."""
    made = {"kiosk": painted(scenes, board)}
    ways: dict[str, Callable[[Sequence[Scene]], list[Image.Image]]] = {"Pillow": rivals.plainly}
    if rivals.browser():
        ways = {"Chromium": rivals.browsed, **ways}
    for who, way in ways.items():
        made[who] = [reduced(image, board) for image in way(scenes)]
    return made


def painted(scenes: Sequence[Scene], board: Board) -> list[Image.Image]:
    """Frames as kiosk paints them."""
    frames = (paint(scene, board, Path(), shipped("fonts")) for scene in scenes)
    return [Image.open(io.BytesIO(frame.png())).convert("L") for frame in frames]


def reduced(image: Image.Image, board: Board) -> Image.Image:
    """A picture in the greys of a panel, or in black and white."""
    if not board.smooth:
        return image.point(lambda value: 255 * (value >= _HALF))
    top = len(board.palette.inks) - 1
    return image.point(lambda value: round(round(value * top / 255) * 255 / top))


def reading(
    images: Sequence[Image.Image], scenes: Sequence[Scene], columns: Sequence[Column], times: int
) -> Read:
    """Columns one by one, and whole frames."""
    crops = [one.crop(images) for one in columns]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(partial(ocr.read, mode=ocr.BLOCK, times=times), crops))
        whole = list(pool.map(partial(ocr.read, mode=ocr.WHOLE, times=times), images[:_WHOLE]))
    text = " ".join(one.words for one in columns)
    shown = " ".join(line.text for scene in scenes[:_WHOLE] for line in lines(scene))
    return Read(ocr.mistakes(text, " ".join(parts)), ocr.found_words(shown, " ".join(whole)))


def figures(read: Read, ours: Read) -> str:
    """A contestant's figures as columns of the table."""
    found, best = read.mistakes, ours.mistakes
    share = 100 * found.wrong / found.letters
    ratio = f"{found.wrong / best.wrong:6.2f}" if best.wrong else "     –"
    marks = 100 * found.marks / found.letters
    words = 100 * found.wrong_words / found.words
    return f"{share:12.2f} % {ratio} {marks:5.2f} % {words:10.2f} % {100 * read.found:5.1f} %"


def save(images: Sequence[Image.Image], keep: Path | None, name: str) -> None:
    """Keep pictures, if they are to be kept."""
    if keep is None:
        return
    keep.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(images, 1):
        image.save(keep / f"{name}-{number}.png")


if __name__ == "__main__":
    main()
