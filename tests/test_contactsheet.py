"""Every page on every chosen panel, small, on one sheet."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageChops

from kiosk.board import Board
from kiosk.cli import main
from kiosk.config import Config
from kiosk.contactsheet import ContactSheet
from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.panels import catalog
from kiosk.sheetplan import LEAST, MOST_PX, WIDEST, Plan, SheetError, plan

CONFIG = Config(path=Path("kiosk.toml").absolute())
SMALL, LARGE = "waveshare-7in5-v2", "waveshare-13in3-e6"
TITLE, NOTE = "UBND Phường Bến Sen", "23/11/2026 08:00, nominal colours"
PAGES = ("news", "notices", "schedule", "poster")


def board(name: str, rotate: int = 0) -> Board:
    return CONFIG.board(catalog.panel(name), rotate)


def tag() -> Board:
    """A ward's own panel of 2.13 inches."""
    return replace(board(SMALL), panel="tag", size=Size(250, 122), width_mm=48.5, height_mm=23.7)


def full(of: Board, ink: str) -> Frame:
    """A frame of one ink."""
    return Frame(of.size, of.palette, bytes([of.palette.named(ink)]) * (of.size[0] * of.size[1]))


def picture(sheet: ContactSheet) -> Image.Image:
    with Image.open(BytesIO(sheet.png())) as image:
        return image.convert("RGB")


def middle(image: Image.Image, box: Rect) -> tuple[int, ...]:
    found = image.getpixel((box.x + box.width // 2, box.y + box.height // 2))
    assert isinstance(found, tuple)
    return found


def boxes(planned: Plan) -> list[Rect]:
    return [planned.place(page, one.panel) for page in planned.pages for one in planned.boards]


def test_what_is_larger_on_the_wall_is_as_much_larger_on_the_sheet() -> None:
    small, large = board(SMALL), board(LARGE)
    planned = plan([small, large], PAGES)

    widths = [planned.place("news", one.panel).width for one in (small, large)]

    assert widths[1] == WIDEST
    assert widths[0] / widths[1] == pytest.approx(small.width_mm / large.width_mm, abs=0.005)


def test_pages_go_down_in_their_order_panels_to_the_right() -> None:
    planned = plan([board(SMALL), board(LARGE)], PAGES)
    first, second = (planned.place("news", one) for one in (SMALL, LARGE))
    down = [planned.place(page, SMALL) for page in PAGES]

    assert second.x > first.right
    assert second.bottom == first.bottom
    assert [(box.x, box.y) for box in down] == sorted((box.x, box.y) for box in down)


def test_a_single_panel_has_its_pages_in_blocks_side_by_side() -> None:
    planned = plan([board(LARGE)], [f"trang-{number}" for number in range(9)])

    assert (planned.blocks, planned.rows) == (3, 3)
    assert planned.size.width > planned.size.height


def test_where_one_scale_would_make_a_panel_too_small_all_are_as_wide() -> None:
    planned = plan([tag(), board(LARGE)], PAGES)

    assert planned.scale == 0
    assert len({box.width for box in boxes(planned)}) == 1


def test_no_picture_is_larger_than_its_frame() -> None:
    assert plan([tag()], PAGES).place("news", "tag").size == tag().size


@given(
    names=st.lists(st.sampled_from(CONFIG.catalogue.names()), min_size=1, unique=True),
    pages=st.integers(1, 60),
    rotate=st.sampled_from((0, 90)),
)
def test_any_sheet_is_within_bounds_and_nothing_overlaps(
    names: list[str], pages: int, rotate: int
) -> None:
    boards = [board(name, rotate) for name in names]
    try:
        planned = plan(boards, [f"trang-{number}" for number in range(pages)])
    except SheetError:
        assert len(names) * pages > 200
        return
    found = boxes(planned)
    assert planned.size.width * planned.size.height <= MOST_PX
    assert all(Rect(0, 0, *planned.size).inset(20).contains(box) for box in found)
    assert all(max(box.size) >= LEAST / 2 for box in found)
    assert len(set(found)) == len(found)
    tall = [box._replace(height=box.height + 20) for box in found]
    assert not any(min(a.common(b).size) for a, b in pairwise(tall))


def test_too_many_are_refused_in_words() -> None:
    with pytest.raises(SheetError, match=r"^500 pages on 2 panels are too many for one sheet"):
        plan([board(SMALL), board(LARGE)], [f"trang-{number}" for number in range(500)])


def test_each_picture_is_in_its_place_in_nominal_or_seen_colours() -> None:
    large = board(LARGE)
    red = large.palette.inks[large.palette.named("red")]
    for as_seen, colour in ((False, red.nominal), (True, red.measured)):
        sheet = ContactSheet(plan([large], PAGES), TITLE, NOTE, as_seen=as_seen)
        sheet.lay("notices", LARGE, full(large, "red"), 1)
        image = picture(sheet)

        at = middle(image, sheet.plan.place("notices", LARGE))
        assert at == pytest.approx(colour, abs=5)
        assert middle(image, sheet.plan.place("news", LARGE)) != at


def test_dots_merge_to_the_grey_that_the_eye_sees() -> None:
    small = board(SMALL)
    chequered = bytes((x + y) % 2 for y in range(480) for x in range(800))
    sheet = ContactSheet(plan([small], PAGES), TITLE, NOTE)
    sheet.lay("news", SMALL, Frame(small.size, small.palette, chequered), 1)

    # Half the light has the code 188, not 128.
    assert middle(picture(sheet), sheet.plan.place("news", SMALL))[0] == pytest.approx(188, abs=8)


def test_captions_tell_how_many_frames_there_are_and_what_has_nothing_to_show() -> None:
    small = board(SMALL)

    def captions(frames: int, *laid: str) -> Image.Image:
        sheet = ContactSheet(plan([small], PAGES), TITLE, NOTE)
        for page in laid:
            sheet.lay(page, SMALL, full(small, "white"), frames)
        box = sheet.plan.place("news", SMALL)
        return picture(sheet).crop((box.x, box.bottom + 3, box.right, box.bottom + 24))

    one, three, none = captions(1, "news"), captions(3, "news"), captions(1)
    inks = [sum(image.convert("L").point(lambda v: v < 160).tobytes()) for image in (one, three)]
    assert 0 < inks[0] < inks[1]
    assert none.tobytes() not in (one.tobytes(), three.tobytes())


def test_a_title_with_all_its_marks_stands_whole_on_the_sheet() -> None:
    planned = plan([board(SMALL)], PAGES)

    def head(title: str) -> Image.Image:
        image = picture(ContactSheet(planned, title, ""))
        return image.convert("L").crop((0, 0, 700, 85)).point(lambda v: 255 * (v < 160))

    box = head("ỦY BAN PHƯỜNG MỸ ẨN, ẤP RẠCH ỔI").getbbox()
    assert box is not None
    assert box[1] > 0
    assert head("Ổ").tobytes() != head("O").tobytes()


def test_a_long_title_leaves_room_for_the_scale() -> None:
    narrow = plan([board(SMALL, 90)], ["news"])
    sheets = [ContactSheet(narrow, TITLE + more, NOTE) for more in ("", " và các khu phố" * 9)]
    corner = (narrow.size.width - 140, 0, narrow.size.width, 110)
    short, long = (picture(one).crop(corner).convert("L") for one in sheets)

    # Each sheet chooses its 256 colours for itself.
    assert ImageChops.difference(short, long).getextrema()[1] < 20


def test_the_command_draws_the_same_sheet_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    config = f'[board]\nname = "{TITLE}"\n[panel]\nmodel = "{SMALL}"\n'
    config += '[programme]\npages = ["notices", "news"]\n'
    (tmp_path / "kiosk.toml").write_text(config, "utf-8")
    command = ["render", "--sample", "--all", "--sheet", "--out"]
    for folder in ("a", "b"):
        assert main([*command, folder]) == 0

    written = [line for line in capsys.readouterr().out.splitlines() if line.startswith("a/")]
    assert written[-1] == "a/sheet.png"
    assert "a/news-waveshare-7in5-v2-01.png" in written
    assert Path("a/sheet.png").read_bytes() == Path("b/sheet.png").read_bytes()
    with Image.open("a/sheet.png") as image:
        assert image.mode == "P"
