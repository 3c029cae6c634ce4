"""What of a layout has no room on a board, or can't be seen there."""

from pathlib import Path

import pytest
from editions import edition, story
from hung import NAMES
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.files import shipped
from kiosk.geometry import Rect, Size
from kiosk.layout.fitting import holds, invisible, passed_over, roomless, untold
from kiosk.layout.library import library
from kiosk.layout.regions import Sheet
from kiosk.layout.spec import Layout, load
from kiosk.panels import catalog

LAYOUTS = library([shipped("layouts")])
BOARD = catalog.board(catalog.panel("waveshare-7in5-v2"), distance_m=None, enlarge=1.0, rotate=0)
RED = catalog.board(catalog.panel("waveshare-7in3-e6"), distance_m=None, enlarge=1.0, rotate=0)
SMALL = catalog.board(
    catalog.custom(Size(264, 176), (57.3, 38.2), "mono"), distance_m=None, enlarge=1.0, rotate=0
)
PAGE = '''\
[page]
shape = "landscape"
columns = ["1fr", "30 mm"]
rows = ["auto", "1fr"]
areas = """
  headline code
  body     code
"""

[region.headline]
kind = "text"
text = "{title}"
font = "headline 18 pt"

[region.code]
kind = "qr"
data = "{link}"
size = "24 mm"

[region.body]
kind = "body"
font = "text 14 pt"
'''


def made(folder: Path, words: str, name: str = "tin.landscape.toml") -> Layout:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return load(path)


def said(layout: Layout, board: Board) -> list[str]:
    found = (*invisible(layout, board), *roomless(layout, board))
    return [str(one).removeprefix("tin.landscape.toml, region ") for one in found]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_page_is_seen_on_the_panels_it_is_for(layout: Layout, name: str) -> None:
    for rotate in (0, 90):
        board = catalog.board(catalog.panel(name), distance_m=None, enlarge=1.0, rotate=rotate)
        if holds(layout, board):
            assert said(layout, board) == []


def test_a_page_in_order_has_nothing_said_of_it(tmp_path: Path) -> None:
    assert said(made(tmp_path, PAGE), BOARD) == []


@pytest.mark.parametrize(("ink", "ground"), [("ink", "accent"), ("accent", "ink")])
def test_letters_on_a_ground_that_has_their_colour_on_this_panel(
    tmp_path: Path, ink: str, ground: str
) -> None:
    words = PAGE.replace(
        '"headline 18 pt"', f'"headline 18 pt"\nink = "{ink}"\nground = "{ground}"'
    )
    layout = made(tmp_path, words)
    assert said(layout, BOARD) == [
        (
            f'headline, ground: "{ink}" on "{ground}" is black on black on '
            'this panel; write ink = "paper".'
        )
    ]
    assert said(layout, RED) == []


def test_a_code_that_no_telephone_reads(tmp_path: Path) -> None:
    small = made(tmp_path, PAGE.replace("24 mm", "10 mm"))
    assert said(small, BOARD) == [
        ("code, size: is too small for a telephone to read on this panel; write 14 mm or more.")
    ]
    assert said(made(tmp_path, PAGE.replace("24 mm", "14 mm")), BOARD) == []
    narrow = made(tmp_path, PAGE.replace('"30 mm"', '"10 mm"'))
    assert said(narrow, BOARD) == [
        ("code, page.columns: leave its code too little width for a telephone; it needs 14 mm.")
    ]


def test_what_a_code_needs_is_what_is_drawn(tmp_path: Path) -> None:
    one = story(link="https://portal.example/1234567")
    sheet = Sheet(edition(one), BOARD, one, "tin.landscape.toml")
    for mm in range(10, 30):
        layout = made(tmp_path, PAGE.replace("24 mm", f"{mm} mm"))
        drawn = layout.regions["code"].draw(Rect(0, 0, 400, 400), sheet)
        assert bool(drawn.items) is not any(invisible(layout, BOARD)), mm


def test_regions_without_any_room(tmp_path: Path) -> None:
    wide = made(tmp_path, PAGE.replace('"1fr", "30 mm"', '"1fr", "170 mm"'))
    assert [one.split(": ")[0] for one in said(wide, BOARD)] == [
        "headline, page.columns",
        "body, page.columns",
    ]
    high = made(tmp_path, PAGE.replace('"auto", "1fr"', '"120 mm", "1fr"'))
    assert said(high, BOARD) == [
        ("body, page.rows: reach beyond this board before this region begins; make them smaller.")
    ]


def test_a_board_is_told_what_it_is_too_small_for() -> None:
    assert untold("story", SMALL, LAYOUTS) == (
        "page story: “body” of story.landscape-small needs 80 x 50 mm, and this board has 57 x 38 "
        "mm as its readers see it, so that is never shown; take a larger panel, a shorter "
        "viewing_distance, or the page out of programme.pages."
    )
    assert untold("story", replace(BOARD, distance_m=2.0), LAYOUTS)
    assert untold("story", BOARD, LAYOUTS) == ""
    # These are told on any board.
    assert untold("notices", SMALL, LAYOUTS) == ""
    # Of news and headlines nothing goes on.
    assert untold("news", SMALL, LAYOUTS) == ""


def test_a_variant_whose_text_has_no_room_is_told(tmp_path: Path) -> None:
    full = made(tmp_path, PAGE.replace('"text 14 pt"', '"text 14 pt"\nleast_lines = 40'))
    words = PAGE[: PAGE.index("[region.body]")].replace("body    ", ".       ")
    plain = made(tmp_path, words, "tin.landscape-plain.toml")
    one = story()
    sheet = Sheet(edition(one), BOARD, one, plain.path.name)
    assert [*passed_over(plain, sheet, (plain, full))] == [
        (
            "tin.landscape.toml, region body: has no room on this board, and tin.landscape-plain "
            "is shown without it; give it more room, or the other regions less."
        )
    ]
    assert [*passed_over(full, sheet, (plain, full))] == []
    needy = replace(full, requires=("schedule",))
    assert [*passed_over(plain, sheet, (plain, needy))] == []
