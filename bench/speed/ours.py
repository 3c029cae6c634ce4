"""What the comparison knows of kiosk's insides: a case's board, and its warm frames."""

# ruff: noqa: INP001, T201 (part of a script, which answers on stdout)

import json
import random
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Self

import cases
from msgspec.structs import replace
from timing import CALLS, median_ms

from kiosk import editing, press
from kiosk.board import Board
from kiosk.config import Config, load
from kiosk.content.darkroom import pictures
from kiosk.content.memory.store import Store
from kiosk.content.values import NONE, Feed
from kiosk.demo import sample
from kiosk.ink.paint import paint
from kiosk.ink.prepared import Prepared
from kiosk.layout.compose import compose
from kiosk.model import Edition, Photo, Story
from kiosk.scene import Fill, Picture, Scene, Text


def build(folder: Path, case: cases.Case, photograph: bytes) -> dict[str, object]:
    """The board of a case in `folder`; what others need to draw the same page."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "layouts").mkdir(parents=True)
    (folder / "kiosk.toml").write_text(case.settings(), encoding="utf-8")
    (folder / "layouts/page.landscape.toml").write_text(case.layout(), encoding="utf-8")
    photos = (Photo(cases.PHOTO_URL, cases.CAPTION),) if case.photo else ()
    words = cases.cut(_sample_text(), case.letters)
    story = Story(
        "1",
        "Cổng phường",
        cases.TITLE,
        lead="",
        paragraphs=words,
        published=cases.AT - timedelta(hours=1),
        photos=photos,
    )
    with Store(folder / "state") as store:
        store.save(cases.URL, Feed("Cổng phường", (story,)), NONE, cases.AT)
        key = pictures.intake(photograph, store.photos).key
        store.cache.keep(cases.PHOTO_URL, key, cases.AT)
        photo = store.photos / key
    with Opened(folder) as it:
        return _described(it.scene(), it.board) | {"photo": str(photo), "paragraphs": words}


def _sample_text() -> tuple[str, ...]:
    """All paragraphs of the sample, those of the exhibition first."""
    with sample(Config(path=Path("kiosk.toml"), name=cases.BOARD)) as (edition, _):
        return tuple(
            text
            for story in edition.stories
            for text in (story.lead, *story.paragraphs)
            if len(text) > 60  # noqa: PLR2004 - subheads and tables' rests are not running text
        )


class Opened:
    """A board's folder as a process of ours sees it; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.config = load(folder / "kiosk.toml")
        self.board = self.config.board()
        self.variants = press.layouts_for(self.config, self.board)
        self.store = Store(self.config.state)
        self.edition = editing.edition(self.config, self.store, cases.AT, asked=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def scene(self) -> Scene:
        """The page, which must be of one frame that has all of the words."""
        page = compose("page", self.edition, self.board, self.variants)
        if len(page.scenes) != 1 or page.report:
            raise SystemExit(f"{len(page.scenes)} frames, {[*map(str, page.report)]}")
        return page.scenes[0]


def _described(scene: Scene, board: Board) -> dict[str, object]:
    """Sizes, faces and words of a page, as others are to have them; lengths in px."""
    lines = {region: _lines(scene, region) for region in ("masthead", "date", "headline", "body")}
    body = [line for line in lines["body"] if line.text not in cases.CAPTION]
    gaps = [b.baseline - a.baseline for a, b in pairwise(body)]
    starts = sorted({line.x for line in body})
    columns = 1 + sum(b - a > board.size.width / 5 for a, b in pairwise(starts))
    pictures = [item.rect for item in scene.items if isinstance(item, Picture)]
    rule = next(item.rect for item in scene.items if isinstance(item, Fill))
    assert len(lines["headline"]) == 1  # noqa: S101 - so that nobody need break it
    return {
        "size": list(board.size),
        "kind": board.palette.kind,
        "inks": [list(ink.nominal) for ink in board.palette.inks],
        "board": lines["masthead"][0].text,
        "date": lines["date"][0].text,
        "title": " ".join(line.text for line in lines["headline"]),
        "caption": cases.CAPTION,
        "columns": columns,
        "column_gap": board.px(4),
        "rule": list(rule),
        "body": list(dict(scene.boxes)["body"]),
        "masthead_baseline": lines["masthead"][0].baseline,
        "headline_baseline": lines["headline"][0].baseline,
        "leading": statistics.mode(gaps),
        "strong": _font(lines["masthead"]),
        "small": _font(lines["date"]),
        "headline": _font(lines["headline"]),
        "text": _font(body),
        "picture": [pictures[0].width, pictures[0].height] if pictures else None,
    }


def _lines(scene: Scene, region: str) -> list[Text]:
    return [item for item in scene.items if isinstance(item, Text) and item.region == region]


def _font(lines: list[Text]) -> dict[str, object]:
    font = lines[0].font
    return {"file": str(cases.FONTS / f"{font.face}.ttf"), "px": font.size}


def forget(folder: Path) -> None:
    """Let the store of a board lack the photograph that an intake brings."""
    shutil.rmtree(folder / "state" / "photos", ignore_errors=True)


def warm() -> None:
    """Print a JSON object: for each kind of warm frame of a board its time in ms."""
    with Opened(Path(sys.argv[1])) as it:
        scene = it.scene()
        kept = Prepared(it.config.prepared)
        photos, fonts = it.store.photos, press.fonts()
        # Made beforehand: writing new stories is no part of showing them.
        news = iter([*islice(_fresh(it.edition), CALLS)])

        def make(edition: Edition) -> None:
            made = press.make("page", edition, it.board, it.variants, photos, prepared=kept)
            assert len(made.frames) == 1, "the words need a second frame"  # noqa: S101 - as said

        ways: dict[str, Callable[[], object]] = {
            "paint": lambda: paint(scene, it.board, photos, fonts, kept),
            "same": lambda: make(it.edition),
            "fresh": lambda: make(next(news)),
        }
        if it.edition.stories[0].photos:
            ways["photo"] = lambda: paint(scene, it.board, photos, fonts)
        print(json.dumps({name: median_ms(way) for name, way in ways.items()}))


def _fresh(edition: Edition) -> Iterator[Edition]:
    """The edition again and again, the words of its story each time in an order never seen."""
    story = edition.stories[0]
    for seed in count():
        chance = random.Random(seed)  # noqa: S311 - no secret
        new = replace(
            story,
            title=shuffled(story.title, chance),
            paragraphs=tuple(shuffled(text, chance) for text in story.paragraphs),
        )
        yield replace(edition, stories=(new,))


def shuffled(text: str, chance: random.Random) -> str:
    """The words of a text in another order."""
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)
