"""What a small computer is spared: a command loads nothing that its work does not need."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from faults import serving
from msgspec.structs import replace
from shots import coded, scene

from kiosk.content.darkroom.pictures import intake
from kiosk.content.memory.store import Store
from kiosk.content.values import NONE, Feed
from kiosk.model import Photo, Story

URL = "http://127.0.0.1:9/feed.xml"
SETTINGS = f"""[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "feed"
url = "{URL}"
[panel]
model = "png"
"""
STORY = Story("1", "Cổng phường", "Bến Sen khánh thành công viên ven rạch", "Sáng 22/11.")
PORTRAIT = Path(__file__).parent.parent / "kiosk" / "sample" / "portal" / "photos/portrait-nasa.jpg"
PHOTO = Photo("http://127.0.0.1:9/anh.jpg", "Công viên ven rạch sáng khai trương")
NOW = datetime.now(UTC)
# The network, what reads foreign bytes, the scheduler, the preview, and what searches pictures.
NOT_ITS_WORK = {
    "requests", "urllib3", "ssl", "http.client", "feedparser", "selectolax", "apscheduler",
    "asyncio", "numpy", "starlette", "uvicorn", "watchfiles", "segno", "multiprocessing",
}  # fmt: skip
# What a worker loads for a photograph, and only then.
HTTP = {"requests", "urllib3", "ssl", "http.client"}
AT_WORK = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.content.web.answer import PHOTO, Route
from kiosk.content.work import worker
from kiosk.content.work.tasks import TakePhoto
worker.bound()
begun = sorted(sys.modules)
route = Route(frozenset({"127.0.0.1"}))
got = worker.perform(TakePhoto(sys.argv[1], Path(sys.argv[2]), PHOTO, route, datetime.now(UTC)))
print(json.dumps([type(got).__name__, begun, sorted(sys.modules)]))
"""
# What a drawing can do without, which is each some milliseconds on a small computer.
HEAVY = {"dataclasses", "inspect", "tempfile", "subprocess", "logging", "hashlib", "random"}
# The letters of a page that was drawn before are on disk.
DRAWS_LETTERS = {"PIL.ImageFont", "PIL.ImageDraw", "PIL._imagingft"}
READS_PICTURES = {
    "PIL.Image", "PIL.ImageFile", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.ImageCms",
}  # fmt: skip
# 240 for words alone and 277 with a photograph with Python 3.11; others differ by some of its own.
MOST_MODULES, MOST_WITH_PHOTO = 265, 305
LOADED = """
import json, sys
from kiosk.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""


# What these load is theirs: msgspec `inspect`, where it finds typing_extensions, argparse since
# Python 3.14 `dataclasses`.
LIBRARIES = """
import argparse, json, msgspec, sqlite3, sys, tomllib, zoneinfo
argparse.ArgumentParser().parse_args([])
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return made(tmp_path)


def made(folder: Path, *, photo: bool = False, page: str = "news") -> Path:
    """A board's folder, with a story and our copy of its photograph."""
    programme = f'[programme]\npages = ["{page}"]\n'
    (folder / "kiosk.toml").write_text(SETTINGS + programme, encoding="utf-8")
    story = replace(STORY, photos=(PHOTO,) * photo)
    with Store(folder / "state") as store:
        store.save(URL, Feed("Cổng phường", (story,)), NONE, NOW)
        if photo:
            key = intake(coded(scene((2560, 1920))), store.photos).key
            store.cache.keep(PHOTO.url, key, NOW)
    return folder


def loaded(ward: Path, *words: str) -> set[str]:
    """The modules that a command loads."""
    command = [sys.executable, "-c", LOADED, *words, "--config", str(ward / "kiosk.toml")]
    done = subprocess.run(command, cwd=ward, capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code in (0, 3)
    return set(modules)


def loaded_again(ward: Path) -> set[str]:
    """The modules that a page is drawn with, after another process has drawn it."""
    loaded(ward, "render", "--out", "out")
    return loaded(ward, "render", "--out", "out")


@pytest.fixture(scope="module")
def theirs() -> set[str]:
    """What the libraries that every command needs load by themselves."""
    done = subprocess.run([sys.executable, "-c", LIBRARIES], capture_output=True, check=True)
    return set(json.loads(done.stdout))


# That the letters come from disk exactly as they were drawn is tested in test_atlas.py.
def test_a_page_of_words_is_drawn_without_pillows_pictures_or_freetype(
    tmp_path: Path, theirs: set[str]
) -> None:
    found = loaded_again(made(tmp_path, page="headlines"))
    assert not (NOT_ITS_WORK | DRAWS_LETTERS | READS_PICTURES) & found
    assert not HEAVY & (found - theirs)
    assert len(found) <= MOST_MODULES


def test_a_photograph_that_is_stored_costs_pillow_and_none_of_its_readers(
    tmp_path: Path, theirs: set[str]
) -> None:
    found = loaded_again(made(tmp_path, photo=True))
    assert "PIL.Image" in found
    assert not (NOT_ITS_WORK | DRAWS_LETTERS | READS_PICTURES - {"PIL.Image"}) & found
    assert not HEAVY & (found - theirs)
    assert len(found) <= MOST_WITH_PHOTO


def test_letters_that_nobody_drew_before_cost_freetype_and_no_network(ward: Path) -> None:
    found = loaded(ward, "render", "--out", "out")
    assert "PIL._imagingft" in found
    assert not NOT_ITS_WORK & found


@pytest.mark.parametrize("words", [["status"], ["story", "list"], ["layouts"], ["log"]])
def test_a_question_to_the_board_loads_no_network_either(ward: Path, words: list[str]) -> None:
    assert not NOT_ITS_WORK & loaded(ward, *words)


def test_the_list_of_panels_loads_no_renderer(ward: Path) -> None:
    found = loaded(ward, "panel", "list")
    assert not NOT_ITS_WORK & found
    assert not {name for name in found if name.startswith(("kiosk.layout", "kiosk.ink", "sqlite3"))}


def test_a_worker_that_takes_a_photograph_loads_what_that_needs(tmp_path: Path) -> None:
    with serving() as server:
        server.answer("/a.jpg", PORTRAIT.read_bytes())
        command = [sys.executable, "-c", AT_WORK, server.url("/a.jpg"), str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    said, begun, at_work = json.loads(done.stdout)
    assert said == "GotPicture"
    assert not (NOT_ITS_WORK | {"PIL.Image"}) & set(begun)
    assert not (NOT_ITS_WORK - HTTP - {"numpy"}) & set(at_work)
    # Readers of other kinds; what corrects colours; and what is the board's.
    assert not {"PIL.PngImagePlugin", "PIL.ImageCms", "sqlite3", "kiosk.layout"} & set(at_work)
