"""Whole pages as pictures: they are the gallery in docs/, too."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk import demo, press
from kiosk.config import Config
from kiosk.contactsheet import ContactSheet
from kiosk.frame import Frame
from kiosk.model import Edition
from kiosk.panels import catalog
from kiosk.sheetplan import plan

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "docs" / "gallery"
OUT = Path(__file__).parent / "out"
LARGEST_BYTES = 160_000
SHEET, SHEET_BYTES, SHEET_WIDEST = "sheet.png", 250_000, 320
CONFIG = Config(path=Path("kiosk.toml").absolute(), name=demo.BOARD_NAME, hours=demo.OFFICE_HOURS)
PAGES = (*demo.PAGES, "waiting", "closing")
# Each page on four panels: black and white, six colours, sixteen greys, six colours and large.
PANELS = (
    ("waveshare-7in5-v2", 0),
    ("waveshare-7in3-e6", 90),
    ("waveshare-10in3-it8951", 0),
    ("waveshare-13in3-e6", 90),
)
# What is wider than this is shown at half its size.
WIDE_PX = 1000
# All else, “tiếp theo” and the source with it, has room on every panel of the gallery.
MAY_BE_CUT = {"headline", "lead", "others", "stories"}
PICTURES = [(page, *panel) for page in PAGES for panel in PANELS] + [
    (page, "waveshare-7in5-v2", 90) for page in PAGES
]


@pytest.fixture(scope="module")
def sample() -> Iterator[tuple[Edition, Path]]:
    with demo.sample(CONFIG) as news:
        yield news


@pytest.mark.parametrize(("page", "panel", "rotate"), PICTURES)
def test_a_page_looks_as_it_did(
    page: str,
    panel: str,
    rotate: int,
    sample: tuple[Edition, Path],
    request: pytest.FixtureRequest,
) -> None:
    edition, photos = sample
    board = CONFIG.board(catalog.panel(panel), rotate)
    made = press.make(page, edition, board, press.shipped_layouts(), photos)
    assert {one.region for one in made.page.report if one.kind == "cut"} <= MAY_BE_CUT
    frame = made.frames[0]
    golden = GALLERY / _name(page, panel, rotate)

    _compare(_shown(frame), golden, request)

    assert golden.stat().st_size <= LARGEST_BYTES


def test_a_sheet_of_every_page_on_the_panels_of_the_demo_looks_as_it_did(
    sample: tuple[Edition, Path], request: pytest.FixtureRequest
) -> None:
    edition, photos = sample
    boards = [CONFIG.board(catalog.panel(name)) for name in demo.PANELS]
    planned = plan(boards, demo.PAGES, widest=SHEET_WIDEST)
    sheet = ContactSheet(planned, edition.board, "23/11/2026 08:00, colours as seen", as_seen=True)
    for board in boards:
        for page in demo.PAGES:
            made = press.make(page, edition, board, press.shipped_layouts(), photos)
            sheet.lay(page, board.panel, made.frames[0], len(made.frames))

    _compare(sheet.png(), GALLERY / SHEET, request)

    assert (GALLERY / SHEET).stat().st_size <= SHEET_BYTES


def test_every_picture_in_the_gallery_is_drawn_by_a_test_and_shown() -> None:
    drawn = {SHEET, *(_name(*one) for one in PICTURES)}
    shown = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")

    assert {path.name for path in GALLERY.glob("*.png")} == drawn
    assert [name for name in drawn if f"](gallery/{name})" not in shown] == []


def _compare(picture: bytes, golden: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        golden.write_bytes(picture)
    drawn, kept = _pixels(picture), _pixels(golden.read_bytes())
    if differing := drawn.size != kept.size or ImageChops.difference(drawn, kept).getbbox():
        OUT.mkdir(exist_ok=True)
        (OUT / golden.name).write_bytes(picture)
    assert not differing, f"look at {OUT / golden.name} beside {golden}; right? make gallery"


def _name(page: str, panel: str, rotate: int) -> str:
    return f"{page}-{panel}{'-portrait' if rotate else ''}.png"


def _shown(frame: Frame) -> bytes:
    """A frame for the gallery: a large one at half its size, colours as the glass shows them."""
    colour = frame.palette.kind == "colour"
    picture = frame.png(as_seen=colour)
    if frame.size.width <= WIDE_PX:
        return picture
    out = BytesIO()
    half = _pixels(picture).reduce(2)
    few = half.quantize(48, dither=Image.Dither.NONE) if colour else half.convert("L")
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _pixels(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        return image.convert("RGB")
