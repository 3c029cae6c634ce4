"""The bundled sample portal: served on loopback for `kiosk demo`, read directly for `--sample`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from kiosk import app
from kiosk.board import Board
from kiosk.config import Config
from kiosk.content.darkroom import pictures
from kiosk.content.feeds import feed
from kiosk.content.memory.store import Store
from kiosk.content.source import FeedSource
from kiosk.content.web.http import NONE
from kiosk.errors import KioskError
from kiosk.files import write_whole
from kiosk.ink.paint import paint
from kiosk.layout.compose import compose
from kiosk.model import Edition
from kiosk.panels import catalog

PORTAL = Path(__file__).parent / "sample" / "portal"
BOARD_NAME = "UBND Phường Bến Sen"
# The sample's newest story is of this morning; a clock that is behind it is not believed.
SAMPLE_NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PANELS = ("waveshare-7in5-v2", "waveshare-10in3-it8951", "waveshare-13in3-e6")
PAGES = ("news", "headlines")
SHAPES = (("landscape", 0), ("portrait", 90))
_SAMPLE_URL = "http://127.0.0.1/feed.xml"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture of the demo: where it lies, and the seconds that its stages took."""

    path: Path
    compose_s: float
    paint_s: float
    png_s: float


def demo(out: Path, now: datetime, say: app.Say) -> Iterator[Drawn]:
    """Pull the sample portal over real HTTP and draw its pages for several panels into `out`.

    Raises KioskError if the portal could not be read.
    """
    now = max(now, SAMPLE_NOW)
    with serve() as url, TemporaryDirectory() as state:
        config = _config(url, Path(state))
        with Store(config.state) as store:
            _pull(config, store, now, say)
            edition = app.edition(config, store, now)
            for name in PANELS:
                for shape, rotate in SHAPES:
                    board = config.board(catalog.panel(name), rotate)
                    for page in PAGES:
                        yield from _draw(page, edition, board, store.photos, out, shape)


@contextmanager
def serve() -> Iterator[str]:
    """The sample portal on a free port of loopback, while the context lasts; gives its address."""
    handler = partial(_Portal, directory=str(PORTAL))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def sample(config: Config, now: datetime) -> Iterator[tuple[Edition, Path]]:
    """The sample's edition under the config's board, without any network, and its photo folder."""
    now = max(now, SAMPLE_NOW)
    own = replace(config, sources=(FeedSource(_SAMPLE_URL),))
    with TemporaryDirectory() as folder, Store(Path(folder)) as store:
        found = feed.parse(
            (PORTAL / "feed.xml").read_bytes(),
            url=_SAMPLE_URL,
            content_type="application/rss+xml",
            zone=config.zone,
            fetched=now,
        )
        store.save(_SAMPLE_URL, found, NONE, now)
        for story in found.stories:
            for photo in story.photos[:1]:
                body = (PORTAL / unquote(urlsplit(photo.url).path).lstrip("/")).read_bytes()
                key, _ = pictures.intake(body, store.photos)
                store.cache.keep(photo.url, key, now)
        yield app.edition(own, store, now), store.photos


def _config(url: str, state: Path) -> Config:
    return Config(
        path=state / "kiosk.toml",
        name=BOARD_NAME,
        state=state,
        sources=(FeedSource(f"{url}/feed.xml"),),
    )


def _pull(config: Config, store: Store, now: datetime, say: app.Say) -> None:
    begun = time.perf_counter()
    (outcome,) = app.gather(config, store, now)
    if outcome.error or outcome.notes:
        raise KioskError(f"the sample portal: {outcome.error or outcome.notes[0]}")
    stories = app.edition(config, store, now).stories
    photos = sum(1 for story in stories for photo in story.photos if photo.key)
    took = time.perf_counter() - begun
    say(f"pulled {len(stories)} stories and {photos} photographs over HTTP in {took:.2f} s")
    say(f"{'':70}  compose   paint     png")


def _draw(
    page: str, edition: Edition, board: Board, photos: Path, out: Path, shape: str
) -> Iterator[Drawn]:
    start = time.perf_counter()
    composed = compose(page, edition, board, app.shipped_layouts())
    laid = time.perf_counter()
    frame = paint(composed.scenes[0], board, photos, app.fonts())
    painted = time.perf_counter()
    path = out / f"{page}-{board.panel}-{shape}.png"
    write_whole(path, frame.png())
    written = time.perf_counter()
    yield Drawn(path, laid - start, painted - laid, written - painted)
    if board.palette.kind == "colour":
        seen = path.with_stem(f"{path.stem}-as-seen")
        write_whole(seen, frame.png(as_seen=True))
        yield Drawn(seen, 0.0, 0.0, time.perf_counter() - written)


class _Portal(SimpleHTTPRequestHandler):
    """Files of the portal; its articles have addresses without an ending, as portals do."""

    def log_message(self, *_: Any) -> None:
        """Keep the terminal for the demo's own lines."""

    def translate_path(self, path: str) -> str:
        found = super().translate_path(path)
        page = f"{found}.html"
        return page if not Path(found).exists() and Path(page).is_file() else found
