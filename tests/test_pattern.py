"""The picture of `kiosk panel test`."""

from itertools import pairwise
from pathlib import Path

import pytest
from hung import PANELS

from kiosk import press
from kiosk.board import Board
from kiosk.frame import Frame
from kiosk.geometry import Rect, Size
from kiosk.panels import catalog
from kiosk.panels.png import read
from kiosk.pattern import NAMES, Sheet, pattern

DOCS = Path(__file__).parent.parent / "docs"
TINY = catalog.custom(Size(264, 176), (57.3, 38.2), "bwr")


def drawn(panel: catalog.Panel, rotate: int = 0) -> tuple[Board, Frame]:
    board = catalog.board(panel, distance_m=None, enlarge=1.0, rotate=rotate)
    return board, pattern(board, press.fonts())


def row(frame: Frame, y: int) -> bytes:
    return frame.pixels[y * frame.size.width : (y + 1) * frame.size.width]


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("panel", [*PANELS, TINY], ids=lambda panel: panel.name)
def test_it_has_every_ink_an_edge_all_around_and_lines_of_one_pixel(
    panel: catalog.Panel, rotate: int
) -> None:
    board, frame = drawn(panel, rotate)
    width, height = board.size
    ink = board.palette.ink

    assert set(frame.pixels) == set(range(len(board.palette.inks)))
    assert row(frame, 0) == row(frame, height - 1) == bytes([ink]) * width
    assert {frame.pixels[y * width + x] for y in range(height) for x in (0, width - 1)} == {ink}
    paper = board.palette.paper
    comb = bytes([ink, paper]) * (width // 10)
    assert any(comb[: width // 8] in row(frame, y) for y in range(height)), "lines down"


def test_stripes_stand_in_the_order_of_the_inks() -> None:
    _, frame = drawn(catalog.panel("waveshare-7in3-e6"))
    orders = [list(dict.fromkeys(row(frame, y)[8:792])) for y in range(70, 120)]
    assert [0, 1, 2, 3, 4, 5] in orders


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("panel", [*PANELS, TINY], ids=lambda panel: panel.name)
def test_every_ink_has_its_name_below_its_stripe(panel: catalog.Panel, rotate: int) -> None:
    board = catalog.board(panel, distance_m=None, enlarge=1.0, rotate=rotate)
    sheet = Sheet(board, press.fonts())
    words = list(sheet.names(Rect(8, 0, board.size.width - 16, 20)))
    wanted = [NAMES.get(ink.name, str(at)) for at, ink in enumerate(panel.palette.inks)]
    assert " ".join(word.text for word in words) == " ".join(wanted)
    letters = sheet.face("NotoSans-Regular")
    ends = [word.x + letters.width(word.text) for word in words]
    for (one, end), (other, _) in pairwise(zip(words, ends, strict=True)):
        assert one.baseline != other.baseline or end < other.x
    assert max(ends) <= board.size.width


@pytest.mark.parametrize("name", ["waveshare-7in5-v2", "waveshare-7in3-e6"])
def test_the_pictures_in_the_document_are_those_that_are_drawn(name: str) -> None:
    panel = catalog.panel(name)
    kept = read(DOCS / "panels" / f"test-{name}.png", panel.palette)
    assert kept == drawn(panel)[1], "kiosk panel test --out docs/panels/test-NAME.png"
