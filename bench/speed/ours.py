"""What the comparison knows of kiosk's insides: a board's folder, an intake, warm frames."""

# ruff: noqa: INP001, T201 (part of a script, which answers on stdout)

import json
import random
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Self

import ward
from timing import median_ms

from kiosk import app
from kiosk.board import Board
from kiosk.config import Config, load
from kiosk.content.darkroom import pictures
from kiosk.content.memory.store import Store
from kiosk.content.values import Feed
from kiosk.content.web.answer import NONE, PHOTO, Route
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import GotPicture, TakePhoto
from kiosk.demo import sample
from kiosk.frame import Frame
from kiosk.ink.paint import paint
from kiosk.ink.prepared import Prepared
from kiosk.layout.compose import compose
from kiosk.model import Edition, Photo, Story
from kiosk.panels.bus import play
from kiosk.panels.drive import driver
from kiosk.panels.glass import laid
from kiosk.panels.policy import Show, Wear, refresh
from kiosk.scene import Fill, Picture, Scene, Text


def build(folder: Path, case: ward.Case, photograph: bytes) -> dict[str, object]:
    """The board of a case in `folder`; what others need to draw the same page."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "layouts").mkdir(parents=True)
    (folder / "kiosk.toml").write_text(case.settings(), encoding="utf-8")
    (folder / "layouts/page.landscape.toml").write_text(case.layout(), encoding="utf-8")
    photos = (Photo(ward.PHOTO_URL, ward.CAPTION),) if case.photo else ()
    words = ward.cut(_sample_text(), case.letters)
    story = Story(
        "1",
        "Cổng phường",
        ward.TITLE,
        lead="",
        paragraphs=words,
        published=ward.AT - timedelta(hours=1),
        photos=photos,
    )
    with Store(folder / "state") as store:
        store.save(ward.URL, Feed("Cổng phường", (story,)), NONE, ward.AT)
        key = pictures.intake(photograph, store.photos).key
        store.cache.keep(ward.PHOTO_URL, key, ward.AT)
        photo = store.photos / key
    with Opened(folder) as it:
        return _described(it.scene(), it.board) | {"photo": str(photo), "paragraphs": words}


def _sample_text() -> tuple[str, ...]:
    """All paragraphs of the sample, those of the exhibition first."""
    with sample(Config(path=Path("kiosk.toml"), name=ward.BOARD)) as (edition, _):
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
        self.variants = app.layouts_for(self.config, self.board)
        self.store = Store(self.config.state)
        self.edition = app.edition(self.config, self.store, ward.AT, asked=True)

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
    body = [line for line in lines["body"] if line.text not in ward.CAPTION]
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
        "caption": ward.CAPTION,
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
    return {"file": str(ward.FONTS / f"{font.face}.ttf"), "px": font.size}


def forget(folder: Path) -> None:
    """Let the store of a board lack the photograph that an intake brings."""
    shutil.rmtree(folder / "state" / "photos", ignore_errors=True)


def take(folder: str, url: str) -> None:
    """What a gather does with one new photograph: asked for and copied by a worker, remembered."""
    with Store(Path(folder) / "state") as store, Worker() as worker:
        route = Route(private_hosts=frozenset({"127.0.0.1"}))
        got = worker.ask(TakePhoto(url, store.photos, PHOTO, route, ward.AT), PHOTO.deadline_s)
        if not isinstance(got, GotPicture):
            raise SystemExit(got)
        store.cache.keep(ward.PHOTO_URL, got.key, ward.AT)


def warm(folder: str) -> None:
    """Print a JSON object: for each kind of warm frame of a board its time in ms."""
    with Opened(Path(folder)) as it:
        scene = it.scene()
        kept = Prepared(it.config.prepared)
        photos, fonts, news = it.store.photos, app.fonts(), _fresh(it.edition)

        def make(edition: Edition) -> None:
            made = app.make("page", edition, it.board, it.variants, photos, prepared=kept)
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
            title=_shuffled(story.title, chance),
            paragraphs=tuple(_shuffled(text, chance) for text in story.paragraphs),
        )
        yield replace(edition, stories=(new,))


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


class Recorder:
    """Wires to nowhere: they count bytes, time passes at once, and BUSY is seen after a refresh."""

    def __init__(self) -> None:
        self.sent, self._now, self._looks, self._data = 0, 0.0, 0, True

    def set(self, line: str, level: bool) -> None:  # noqa: FBT001 - as Wires has it
        if line == "dc":
            self._data = level

    def busy(self) -> bool:
        """High, which is idle, but for the first look after a refresh has begun."""
        self._looks -= 1
        return self._looks < 0

    def transfer(self, data: bytes, *, slow: bool = False) -> bytes:
        del slow
        self.sent += len(data)
        if not self._data and data == b"\x12":
            self._looks = 1
        return b""

    def sleep(self, seconds: float) -> None:
        self._now += seconds

    def now(self) -> float:
        return self._now

    def close(self) -> None:
        """Nothing was opened."""


def update(page: str) -> None:
    """Print a JSON object: time in ms and bytes sent where one headline of the sample changed."""
    panel = "waveshare-7in5-v2"
    config = Config(path=Path("kiosk.toml"), name=ward.BOARD)
    with sample(config) as (edition, photos):
        it = Updates(config, page, panel, edition, photos)
        ms = median_ms(it.step)
        print(json.dumps({"ms": ms, "bytes": it.sent, "how": it.how}))


class Updates:
    """A page of the sample on a panel, whose lead story has another headline with each step."""

    def __init__(
        self, config: Config, page: str, name: str, edition: Edition, photos: Path
    ) -> None:
        from kiosk.panels import catalog  # noqa: PLC0415 - beside `load`, which has its own

        self.page, self.panel = page, catalog.panel(name)
        self.board = config.board(self.panel)
        self.photos, self.kept = photos, Prepared(photos.parent / "prepared")
        self.chance, self.edition = random.Random(1), edition  # noqa: S311 - no secret
        self.how, self.sent = "", 0
        self.before = self._laid(edition)

    def step(self) -> None:
        """From an edition with a new headline to the last byte on the wires."""
        lead, *others = self.edition.stories
        new = replace(lead, title=_shuffled(lead.title, self.chance))
        frame = self._laid(replace(self.edition, stories=(new, *others)))
        due = refresh(self.before, frame, Wear(since_s=9e3, full_s=9e3), self.panel)
        assert isinstance(due, Show), due  # noqa: S101 - nothing forbids it
        wires, chip = Recorder(), driver(self.panel)
        steps = chip.show(self.panel, frame, due.how, self.before)
        play(steps, chip.rest(self.panel), wires, self.panel.name)
        self.before, self.sent, self.how = frame, wires.sent, type(due.how).__name__

    def _laid(self, edition: Edition) -> Frame:
        made = app.make(
            *(self.page, edition, self.board, app.shipped_layouts(), self.photos),
            prepared=self.kept,
        )
        panel = self.panel
        return laid(made.frames[0], panel.turn, mirrored=panel.mirrored)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
