"""What commands and the worker take at their worst, as processes of their own with little room.

The room is counted from what a process has before it begins, and not in all: an interpreter with
its libraries takes another number of addresses on each machine.
"""

import gc
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from portal import serving
from shots import coded, scene, tall

from kiosk import demo, press
from kiosk.config import Config
from kiosk.content.darkroom.pictures import intake
from kiosk.content.memory.store import Store
from kiosk.content.values import NONE, Feed
from kiosk.content.web.answer import PHOTO as LIMITS
from kiosk.content.web.answer import Route
from kiosk.content.work.process import Worker
from kiosk.content.work.tasks import Failed, GotPicture, TakePhoto, TakePoster
from kiosk.content.work.worker import ADDRESSES
from kiosk.ink.paint import paint
from kiosk.ink.prepared import Prepared
from kiosk.model import Edition, Photo, Story
from kiosk.panels import catalog
from kiosk.press import Made

pytestmark = pytest.mark.usefixtures("new_words")
MIB = 2**20
URL = "http://127.0.0.1:9/feed.xml"
SETTINGS = """[board]
name = "UBND Phường Bến Sen"
[[source]]
kind = "feed"
url = "{url}"
[panel]
model = "{model}"
[programme]
pages = ["news"]
"""
PHOTO = Photo("http://127.0.0.1:9/anh.jpg", "Công viên ven rạch sáng khai trương")
STORY = Story(
    *("1", "Cổng phường", "Bến Sen khánh thành công viên ven rạch", "Sáng 22/11."), photos=(PHOTO,)
)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def grainy(size: tuple[int, int]) -> Image.Image:
    """With detail everywhere, as photographs have it."""
    noise = Image.effect_noise(size, 40)
    return Image.blend(scene(size), Image.merge("RGB", [noise] * 3), 0.3)


def kernels(what: str, process: int | str = "self") -> int:
    """One of the kernel's own marks of a process, in bytes."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))


# --- Render ---

# Prints what it took of its room in addresses, and what was resident beyond a bare interpreter.
RENDER = """
import resource, sys
from pathlib import Path

def kernels(what):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))

size, resident = kernels("VmSize"), kernels("VmHWM")
room = size + int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (room, room))
from kiosk.cli import main
assert main(sys.argv[2:]) == 0
print(kernels("VmHWM") - resident)
"""


@pytest.fixture(scope="module")
def largest() -> bytes:
    """As large as our own copies are."""
    return coded(grainy((2560, 2560)), quality=95)


# With Python 3.11 it takes 30 and 39 MiB of addresses, of which 23 and 32 are ever resident; the
# rest of the room is for larger libraries than those.
@pytest.mark.parametrize(
    ("model", "room", "most"), [("waveshare-7in5-v2", 42, 29), ("waveshare-13in3-e6", 54, 40)]
)
def test_a_page_with_the_largest_photograph_that_is_kept_is_drawn_in_little_room(
    tmp_path: Path, largest: bytes, model: str, room: int, most: int
) -> None:
    settings = SETTINGS.format(url=URL, model=model)
    (tmp_path / "kiosk.toml").write_text(settings, encoding="utf-8")
    with Store(tmp_path / "state") as store:
        store.save(URL, Feed("Cổng phường", (STORY,)), NONE, NOW)
        kept = intake(largest, store.photos)
        store.cache.keep(PHOTO.url, kept.key, NOW)
    assert kept.size == (2560, 2560)
    words = ["render", "--at", "2026-11-23 08:00", "--out", "out"]
    done = subprocess.run(
        [sys.executable, "-c", RENDER, str(room * MIB), *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout.splitlines()[-1]) < most * MIB


# --- The worker, as a round has it ---

# Beyond a worker that has done nothing yet it takes 164 MiB of addresses with Python 3.11, 42 of
# which numpy reserves and does not use, and 78 are ever resident: 12 are the file, 25 the search
# for heads, and the rest is what makes our copy, HTTP's and TLS's libraries, and numpy itself.
ROOM, MOST_RESIDENT = 192 * MIB, 94 * MIB


def test_the_worker_takes_in_48_megapixels_within_less_than_its_limits(tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").write_bytes(tall(coded(grainy((8000, 16)), restart_marker_rows=1), 375))
    route = Route(private_hosts=frozenset({"127.0.0.1"}))
    with serving(tmp_path) as url, Worker() as worker:
        assert isinstance(worker.ask(TakePoster(tmp_path / "none.jpg", tmp_path), 30), Failed)
        assert worker.pid is not None
        most = kernels("VmSize", worker.pid) + ROOM
        assert most < ADDRESSES
        resource.prlimit(worker.pid, resource.RLIMIT_AS, (most, most))
        before = kernels("VmHWM", worker.pid)
        task = TakePhoto(f"{url}/anh.jpg", tmp_path / "photos", LIMITS, route, NOW)
        result = worker.ask(task, LIMITS.deadline_s)
        assert isinstance(result, GotPicture), result
        assert result.size == (2000, 1500)
        assert kernels("VmHWM", worker.pid) - before < MOST_RESIDENT


# --- Allocations ---

CONFIG = Config(path=Path("kiosk.toml").absolute(), name=demo.BOARD_NAME, hours=demo.OFFICE_HOURS)
BOARD = CONFIG.board(catalog.panel("waveshare-7in5-v2"))
# What the interpreter itself moves about between two counts.
NOTHING = 150
FRAME_BYTES = BOARD.size.width * BOARD.size.height


@pytest.fixture(scope="module")
def sample() -> Iterator[tuple[Edition, Path]]:
    with demo.sample(CONFIG) as news:
        yield news


def allocated(work: Callable[[], object]) -> tuple[int, int, int]:
    """The peak in bytes when it is done again, the blocks that are held then, and after ten times.

    Pixels that Pillow has are not counted, those of frames are.
    """
    for _ in range(3):
        work()
    gc.collect()
    tracemalloc.start()
    try:
        held = work()
        _, peak = tracemalloc.get_traced_memory()
        blocks = sum(each.count for each in tracemalloc.take_snapshot().statistics("filename"))
    finally:
        tracemalloc.stop()
    del held
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(10):
        work()
    gc.collect()
    return peak, blocks, sys.getallocatedblocks() - before


# Of 1 and 5 frames: 19 and 38 KB beyond their pixels, 270 and 571 blocks.
@pytest.mark.parametrize(
    ("page", "frames", "more", "most"), [("news", 1, 26_000, 350), ("story", 5, 52_000, 750)]
)
def test_a_page_that_is_made_again_takes_its_frames_and_little_more(
    sample: tuple[Edition, Path], tmp_path: Path, page: str, frames: int, more: int, most: int
) -> None:
    edition, photos = sample
    kept, variants = Prepared(tmp_path), press.shipped_layouts()

    def made() -> Made:
        return press.make(page, edition, BOARD, variants, photos, prepared=kept)

    assert len(made().frames) == frames
    peak, blocks, left = allocated(made)
    assert peak < frames * FRAME_BYTES + more
    assert blocks < most
    assert left < NOTHING


def test_a_frame_that_is_painted_again_takes_its_pixels_and_50_blocks(
    sample: tuple[Edition, Path], tmp_path: Path
) -> None:
    edition, photos = sample
    kept = Prepared(tmp_path)
    page = press.make("news", edition, BOARD, press.shipped_layouts(), photos, prepared=kept).page
    peak, blocks, left = allocated(
        lambda: paint(page.scenes[0], BOARD, photos, press.fonts(), kept)
    )
    assert peak < FRAME_BYTES + 6_000
    assert blocks < 50
    assert left < NOTHING
