"""What a small computer is spared: a command loads nothing that its work does not need."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

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
# The network, what reads foreign bytes, the scheduler, the preview, and what searches pictures.
SPARED = {
    "requests", "urllib3", "ssl", "http.client", "feedparser", "selectolax", "apscheduler",
    "asyncio", "numpy", "starlette", "uvicorn", "watchfiles", "segno", "multiprocessing",
}  # fmt: skip
# 431 with Python 3.11; others differ by some of its own.
MOST_MODULES = 470
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
