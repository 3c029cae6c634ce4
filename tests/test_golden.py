"""Whole pages as pictures: they are the gallery in docs/, too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from editions import ONE_STOP, SCHEDULE, notice
from PIL import Image, ImageChops

from kiosk import app, demo
from kiosk.config import Config
from kiosk.hours import Hours, Range
from kiosk.model import Edition
from kiosk.panels import catalog

GALLERY = Path(__file__).parent.parent / "docs" / "gallery"
OUT = Path(__file__).parent / "out"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LARGEST_BYTES = 60_000
BURST = notice(
    "Ngừng cấp nước đêm 28/11",
    "Ngừng cấp nước từ 22 giờ ngày 28/11 đến 4 giờ ngày 29/11 tại hẻm 262/15A và 270/3B–C để sửa "
    "ống vỡ. Bà con vui lòng dự trữ nước.",
    issuer="Công ty Cấp nước Bến Sen",
    ends=datetime(2026, 11, 28, 21, 0, tzinfo=UTC),
    urgent=True,
)
TIDE = notice(
    "Triều cường 1,68 m, 17–19 giờ: tránh đường Bến Sen",
    "Đỉnh triều lên vào 17–19 giờ các ngày 24, 25 và 26/11.",
    issuer="UBND Phường Bến Sen",
    ends=datetime(2026, 11, 26, 12, 0, tzinfo=UTC),
)
OFFICE = Hours((Range(450, 690), Range(780, 1020)), (Range(450, 690),))
CONFIG = Config(path=Path("kiosk.toml").absolute(), name=demo.BOARD_NAME, hours=OFFICE)
PAGES = [
    (page, "waveshare-7in5-v2", rotate)
    for page in ("news", "headlines", "waiting", "closing")
    for rotate in (0, 90)
] + [
    ("news", "waveshare-7in3-e6", 0),
    ("news", "waveshare-7in3-e6", 90),
    ("notices", "waveshare-7in5-v2", 0),
    ("notices", "waveshare-7in3-e6", 90),
    ("urgent", "waveshare-7in5-v2", 0),
    ("urgent", "waveshare-7in3-e6", 90),
    ("schedule", "waveshare-7in5-v2", 0),
    ("schedule", "waveshare-7in5-v2", 90),
    ("service", "waveshare-7in5-v2", 0),
    ("service", "waveshare-7in5-v2", 90),
]


@pytest.fixture(scope="module")
def sample() -> Iterator[tuple[Edition, Path]]:
    with demo.sample(CONFIG, MORNING) as (news, photos):
        office = replace(news, notices=(BURST, TIDE, notice()), schedule=SCHEDULE)
        yield replace(office, one_stop=ONE_STOP), photos


@pytest.mark.parametrize(("page", "panel", "rotate"), PAGES)
def test_a_page_looks_as_it_did(
    page: str,
    panel: str,
    rotate: int,
    sample: tuple[Edition, Path],
    request: pytest.FixtureRequest,
) -> None:
    edition, photos = sample
    board = CONFIG.board(catalog.panel(panel), rotate)
    frame = app.make(page, edition, board, app.shipped_layouts(), photos).frames[0]
    # In colour the gallery shows what the glass shows.
    picture = frame.png(as_seen=board.palette.kind == "colour")
    name = f"{page}-{panel}{'-portrait' if rotate else ''}.png"
    golden = GALLERY / name
    if request.config.getoption("--update-golden"):
        golden.write_bytes(picture)

    drawn, kept = _pixels(picture), _pixels(golden.read_bytes())
    if differing := drawn.size != kept.size or ImageChops.difference(drawn, kept).getbbox():
        OUT.mkdir(exist_ok=True)
        (OUT / name).write_bytes(picture)
    assert not differing, f"look at {OUT / name} beside {golden}; right? make gallery"
    assert golden.stat().st_size <= LARGEST_BYTES


def test_every_picture_in_the_gallery_is_drawn_by_a_test() -> None:
    drawn = {f"{page}-{panel}{'-portrait' if rotate else ''}.png" for page, panel, rotate in PAGES}

    assert {path.name for path in GALLERY.glob("*.png")} == drawn


def _pixels(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        return image.convert("RGB")
