"""The bundled sample: a portal, served for `kiosk demo` and read for `--sample`, and an office."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from kiosk import app, editing, press
from kiosk.board import Board
from kiosk.config import Config
from kiosk.content.articles import article
from kiosk.content.darkroom import pictures
from kiosk.content.feeds import feed
from kiosk.content.memory.store import Store
from kiosk.content.office import address
from kiosk.content.source import FeedSource
from kiosk.content.values import NONE
from kiosk.errors import KioskError
from kiosk.files import write_whole
from kiosk.hours import Hours, Range
from kiosk.ink.paint import paint
from kiosk.layout.compose import compose
from kiosk.model import Edition
from kiosk.panels import catalog

PORTAL = Path(__file__).parent / "sample" / "portal"
OFFICE = Path(__file__).parent / "sample" / "office"
BOARD_NAME = "UBND Phường Bến Sen"
# The morning that the sample is of: its newest story is half an hour old, its notices hold.
SAMPLE_NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PANELS = ("waveshare-7in5-v2", "waveshare-10in3-it8951", "waveshare-13in3-e6")
PAGES = ("news", "story", "headlines", "notices", "schedule", "service", "poster", "urgent")
SHAPES = (("landscape", 0), ("portrait", 90))
_SAMPLE_URL = "http://127.0.0.1/feed.xml"
OFFICE_HOURS = Hours((Range(450, 690), Range(780, 1020)), (Range(450, 690),))
# What the sample's office has to say, as fields of a Config.
_OWN: dict[str, Any] = {
    "notices": (OFFICE / "thong-bao",),
    "schedule": OFFICE / "lich-tiep-dan.toml",
    "service": OFFICE / "mot-cua.toml",
    "posters": (OFFICE / "ap-phich",),
}


class Drawn(Struct, frozen=True):
    """One picture of the demo: where it lies, and the seconds that its stages took."""

    path: Path
    compose_s: float
    paint_s: float
    png_s: float


def demo(out: Path, say: app.Say) -> Iterator[Drawn]:
    """Pull the sample portal over real HTTP and draw all pages for several panels into `out`.

    Raises KioskError if the portal could not be read.
    """
    with serve() as url, TemporaryDirectory() as state:
        config = _config(url, Path(state))
        with Store(config.state) as store:
            _pull(config, store, SAMPLE_NOW, say)
            edition = editing.edition(config, store, SAMPLE_NOW)
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
def sample(config: Config, now: datetime = SAMPLE_NOW) -> Iterator[tuple[Edition, Path]]:
    """The sample's edition under the config's board, without any network, and its photo folder."""
    with stocked(config) as (own, store):
        yield editing.edition(own, store, now, asked=True), store.photos


@contextmanager
def stocked(config: Config) -> Iterator[tuple[Config, Store]]:
    """The config with the sample's sources and office, and a store that holds what they say."""
    own = replace(config, sources=(_source(_SAMPLE_URL),), **_OWN)
    with TemporaryDirectory() as folder, Store(Path(folder)) as store:
        _read(own.zone, store)
        for one in editing.office(own, SAMPLE_NOW).posters:
            store.cache.keep(address(one), _copy(one.file.path, store), SAMPLE_NOW)
        yield own, store


def _read(zone: ZoneInfo, store: Store) -> None:
    """The portal's feed, its stories' pages and their photographs into a store."""
    feed_xml = (PORTAL / "feed.xml").read_bytes()
    found = feed.parse(feed_xml, url=_SAMPLE_URL, content_type="", zone=zone, fetched=SAMPLE_NOW)
    store.save(_SAMPLE_URL, found, NONE, SAMPLE_NOW)
    for story in found.stories:
        html = _file(f"{story.link}.html").read_text(encoding="utf-8")
        page = article.read(html, url=story.link, zone=zone, fetched=SAMPLE_NOW)
        store.keep_page(_SAMPLE_URL, story, page, SAMPLE_NOW)
        for photo in (*story.photos, *page.photos):
            store.cache.keep(photo.url, _copy(_file(photo.url), store), SAMPLE_NOW)


def _file(url: str) -> Path:
    """The portal's file that is served at `url`."""
    return PORTAL / unquote(urlsplit(url).path).lstrip("/")


def _copy(path: Path, store: Store) -> str:
    """Our own copy of a picture: its key."""
    return pictures.intake(path.read_bytes(), store.photos).key


def _source(url: str) -> FeedSource:
    return FeedSource(url, full_text=True)


def _config(url: str, state: Path) -> Config:
    return Config(
        path=state / "kiosk.toml",
        name=BOARD_NAME,
        state=state,
        sources=(_source(f"{url}/feed.xml"),),
        hours=OFFICE_HOURS,
        **_OWN,
    )


def _pull(config: Config, store: Store, now: datetime, say: app.Say) -> None:
    begun = time.perf_counter()
    app.develop(config, store, now)
    (outcome,) = app.gather(config, store, now)
    if outcome.error or outcome.notes:
        raise KioskError(f"the sample portal: {outcome.error or outcome.notes[0]}")
    stories = editing.edition(config, store, now).stories
    photos = sum(1 for story in stories for photo in story.photos if photo.key)
    took = time.perf_counter() - begun
    say(f"pulled {len(stories)} stories and {photos} photographs over HTTP in {took:.2f} s")
    say(f"{'':70}  compose   paint     png")


def _draw(
    page: str, edition: Edition, board: Board, photos: Path, out: Path, shape: str
) -> Iterator[Drawn]:
    start = time.perf_counter()
    composed = compose(page, edition, board, press.shipped_layouts())
    laid = time.perf_counter()
    frame = paint(composed.scenes[0], board, photos, press.fonts())
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
