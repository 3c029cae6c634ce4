"""What a small computer is spared: a command loads nothing that its work does not need."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from faults import serving

from kiosk.content.memory.store import Store
from kiosk.content.values import NONE, Feed
from kiosk.model import Story

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
# The network, what reads foreign bytes, the scheduler, the preview, and what searches pictures.
SPARED = {
    "requests", "urllib3", "ssl", "http.client", "feedparser", "selectolax", "apscheduler",
    "asyncio", "numpy", "starlette", "uvicorn", "watchfiles", "segno", "multiprocessing",
}  # fmt: skip
# 431 with Python 3.11; others differ by some of its own.
MOST_MODULES = 470
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
LOADED = """
import json, sys
from kiosk.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    (tmp_path / "kiosk.toml").write_text(SETTINGS, encoding="utf-8")
    with Store(tmp_path / "state") as store:
        store.save(URL, Feed("Cổng phường", (STORY,)), NONE, datetime.now(UTC))
    return tmp_path


def loaded(ward: Path, *words: str) -> set[str]:
    """The modules that a command loads."""
    command = [sys.executable, "-c", LOADED, *words, "--config", str(ward / "kiosk.toml")]
    done = subprocess.run(command, cwd=ward, capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code in (0, 3)
    return set(modules)


def test_a_stored_page_is_drawn_without_network_readers_or_scheduler(ward: Path) -> None:
    found = loaded(ward, "render", "--out", "out")
    assert not SPARED & found
    assert len(found) <= MOST_MODULES


@pytest.mark.parametrize("words", [["status"], ["story", "list"], ["layouts"], ["log"]])
def test_a_question_to_the_board_loads_no_network_either(ward: Path, words: list[str]) -> None:
    assert not SPARED & loaded(ward, *words)


def test_the_list_of_panels_loads_no_renderer(ward: Path) -> None:
    found = loaded(ward, "panel", "list")
    assert not SPARED & found
    assert not {name for name in found if name.startswith(("kiosk.layout", "kiosk.ink", "sqlite3"))}


def test_a_worker_that_takes_a_photograph_loads_what_that_needs(tmp_path: Path) -> None:
    with serving() as server:
        server.answer("/a.jpg", PORTRAIT.read_bytes())
        command = [sys.executable, "-c", AT_WORK, server.url("/a.jpg"), str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    said, begun, at_work = json.loads(done.stdout)
    assert said == "GotPicture"
    assert not (SPARED | {"PIL.Image"}) & set(begun)
    assert not (SPARED - HTTP - {"numpy"}) & set(at_work)
    # Readers of other kinds; what corrects colours; and what is the board's.
    assert not {"PIL.PngImagePlugin", "PIL.ImageCms", "sqlite3", "kiosk.layout"} & set(at_work)
