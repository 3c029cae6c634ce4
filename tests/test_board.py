"""Lengths of a layout on the glass."""

import pytest
from blocks import MONO, plain_board
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.geometry import Size
from kiosk.panels.catalog import palette

HUNG = Board("waveshare-7in5-v2", Size(800, 480), 163.2, 97.92, 0.6, MONO)


@given(st.floats(0.05, 500), st.floats(0.2, 30))
def test_lengths_round_up_so_that_nothing_vanishes(mm: float, distance: float) -> None:
    board = replace(HUNG, distance_m=distance)
    exact = mm * distance / 0.6 * board.px_per_mm
    assert exact - 1e-6 <= board.px(mm) < exact + 1
    assert board.px(mm) >= 1


def test_nothing_stays_nothing() -> None:
    assert HUNG.px(0) == 0


@pytest.mark.parametrize(
    ("distance", "enlarge", "mm", "pixels"),
    [(0.6, 1.0, 10, 50), (1.2, 1.0, 10, 99), (0.6, 1.75, 10, 86), (2.0, 1.0, 3, 50)],
)
def test_what_is_read_from_afar_is_larger(
    distance: float, enlarge: float, mm: float, pixels: int
) -> None:
    assert replace(HUNG, distance_m=distance, enlarge=enlarge).px(mm) == pixels


def test_a_point_is_a_72nd_of_an_inch() -> None:
    assert plain_board(1000, 1000).px_of_pt(72) == 26  # 25.4 px, rounded up
    assert HUNG.px_of_pt(11.5) == 20


def test_the_room_shrinks_with_the_distance() -> None:
    assert HUNG.seen_mm == (163.2, 97.92)
    assert replace(HUNG, distance_m=1.2).seen_mm == (81.6, 48.96)


@pytest.mark.parametrize(
    ("size", "shape"),
    [(Size(800, 480), "landscape"), (Size(480, 800), "portrait"), (Size(600, 600), "landscape")],
)
def test_the_shape_follows_the_longer_side(size: Size, shape: str) -> None:
    assert replace(HUNG, size=size).shape == shape


def test_pixels_that_are_not_square_count_by_the_coarser_side() -> None:
    assert Board("x", Size(100, 100), 10, 20, 0.6, MONO).px_per_mm == 5


def test_only_greys_smooth_letters() -> None:
    smooth = {name for name in ("mono", "grey4", "grey16", "spectra6")
              if replace(HUNG, palette=palette(name)).smooth}  # fmt: skip
    assert smooth == {"grey4", "grey16"}
