"""Roles of type, and whether they can be read."""

import pytest
from hung import NAMES
from msgspec.structs import replace

from kiosk.files import shipped
from kiosk.layout.copy import Template
from kiosk.layout.legibility import advice, findings, reach
from kiosk.layout.library import library
from kiosk.layout.plan import Area, Track
from kiosk.layout.regions.text import TextRegion
from kiosk.layout.spec import Layout
from kiosk.layout.type import Type, read_type
from kiosk.panels import catalog

LAYOUTS = library([shipped("layouts")])


BOARD = catalog.board(catalog.panel("waveshare-7in5-v2"), distance_m=None, enlarge=1.0, rotate=0)


def one_text(kind: Type) -> Layout:
    region = TextRegion(name="lead", text=Template("{lead}"), font=kind)
    return replace(
        LAYOUTS[0], rows=(Track("fr", 1),), columns=(Track("fr", 1),),
        areas={"lead": Area(0, 1, 0, 1)}, regions={"lead": region},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("text 14 pt", Type("text", 14, 14)),
        (" headline 20..34 pt ", Type("headline", 20, 34)),
        ("small 11.5pt", Type("small", 11.5, 11.5)),
        ("strong 12 .. 13 pt", Type("strong", 12, 13)),
    ],
)
def test_a_type_is_read(value: str, kind: Type) -> None:
    assert read_type(value) == kind


def test_sizes_round_up_and_follow_the_distance() -> None:
    assert Type("text", 14, 14).sizes(BOARD) == range(25, 26)
    assert Type("headline", 18, 34).sizes(BOARD) == range(32, 60)
    assert Type("text", 14, 14).sizes(replace(BOARD, distance_m=1.2)) == range(49, 50)


def test_the_family_is_chosen_from_the_least_size() -> None:
    assert Type("headline", 11.5, 34).face(BOARD, 60).font.face == "NotoSans-Bold"
    assert Type("headline", 14, 34).face(BOARD, 60).font.face == "BeVietnamPro-Bold"
    assert Type("text", 11.5, 11.5).face(BOARD, 20).font.face == "NotoSans-Regular"
    assert Type("headline", 20, 20).leading(50) == 60


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("enlarge", [1.0, 1.75])
def test_every_shipped_page_can_be_read(layout: Layout, name: str, enlarge: float) -> None:
    panel = catalog.panel(name)
    board = catalog.board(panel, distance_m=None, enlarge=enlarge, rotate=0)
    assert findings(layout, board) == ()
    assert reach(layout, board) >= board.distance_m


def test_letters_too_small_for_the_eye_are_found() -> None:
    (found,) = findings(one_text(Type("text", 9, 20)), BOARD)
    assert (found.region, found.key) == ("lead", "font")
    assert "9 pt can be read from 0." in str(found)
    assert "readers stand at 0.6 m; make it larger" in str(found)


def test_letters_too_coarse_for_their_marks_are_found() -> None:
    coarse = replace(BOARD, width_mm=400, height_mm=240)
    (found,) = findings(one_text(Type("text", 14, 14)), coarse)
    assert "is 10 px on this panel, which needs 18 px to tell marks apart" in found.says


def test_a_page_without_letters_is_read_from_anywhere() -> None:
    bare = replace(LAYOUTS[0], regions={})
    assert reach(bare, BOARD) == BOARD.distance_m
    assert findings(bare, BOARD) == ()


@pytest.mark.parametrize("points", [9, 11.5, 14])
def test_readers_with_low_vision_read_what_is_drawn_for_them_from_as_far(points: float) -> None:
    """What is 1.75 times as large is read from as far as the plain size by ordinary eyes."""
    layout = one_text(Type("text", points, points))
    weak = replace(BOARD, enlarge=1.75)
    assert reach(layout, weak) == pytest.approx(reach(layout, BOARD), rel=0.08)
    assert bool(findings(layout, weak)) is (points < 11)
    assert bool(advice(layout, weak)) is (points < 14)


def test_what_is_too_small_says_from_where_readers_with_low_vision_read_it() -> None:
    weak = replace(BOARD, enlarge=1.75)
    (found,) = findings(one_text(Type("text", 9, 20)), weak)
    assert "9 pt can be read from 0." in found.says
    assert "m with low vision, and readers stand at 0.6 m; make it larger" in found.says
