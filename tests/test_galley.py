"""Running text before it is made up: lines on one grid, what of them stays together."""

from itertools import pairwise

import pytest
from blocks import art, block, typed
from hypothesis import given
from hypothesis import strategies as st

from kiosk.geometry import Rect, Size
from kiosk.layout.flow import pour
from kiosk.layout.galley import Grid, Lines, grid_of
from kiosk.layout.setting import Block
from kiosk.scene import Text

# Lines of blocks are one pixel high and stand one apart.
GRID = Grid(step=2, rise=1, depth=0)


def lines(count: int, name: str = "a", byline: str = "") -> Lines:
    said = tuple(f"{name}{n}" for n in range(count))
    signed = Block(block(1), (byline,), 2) if byline else None
    return Lines(Block(block(1), said, 2), GRID, signed=signed)


def words(part: object) -> list[str]:
    assert isinstance(part, Lines)
    return [item.text for item in part.draw("r", Rect(0, 0, 9, 0)) if isinstance(item, Text)]


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9), st.integers(1, 99))
def test_a_grid_counts_the_lines_that_stand_in_a_room(
    step: int, rise: int, depth: int, count: int
) -> None:
    grid = Grid(step, rise, depth)
    assert grid.fitting(grid.height(count)) == count
    assert grid.fitting(grid.height(count) - 1) == count - 1
    assert grid.height(0) == 0


def test_text_begins_on_the_grid_below_what_stands_over_it() -> None:
    assert [GRID.below(height) for height in range(5)] == [0, 2, 2, 4, 4]


def test_lines_of_all_faces_have_room_on_the_grid() -> None:
    low, high = Block(block(2), ("aẾ", "gq"), 4), Block(block(4), ("Ấg", "Ấg"), 6)
    grid = grid_of([low, high, Block(block(2), (), 4)], 4)
    assert (grid.rise, grid.depth) == (6, 2)
    assert grid.step == 2 + 6 + 1


@pytest.mark.parametrize(
    ("count", "room", "upper", "lower"),
    [
        (4, 7, 4, 0),
        (4, 6, 2, 2),
        (5, 8, 3, 2),
        (5, 5, 3, 2),
        (3, 4, 0, 3),
        (4, 2, 0, 4),
        (1, 0, 0, 1),
    ],
)
def test_two_lines_stay_together_on_either_side(
    count: int, room: int, upper: int, lower: int
) -> None:
    parts = lines(count).split(room, forced=False)
    said = [words(part) if part else [] for part in parts]
    assert said == [[f"a{n}" for n in range(upper)], [f"a{n}" for n in range(upper, count)]]


def test_rather_than_nothing_a_slot_takes_a_single_line() -> None:
    upper, lower = lines(3).split(1, forced=True)
    assert (words(upper), words(lower)) == (["a0"], ["a1", "a2"])
    assert lines(3).split(0, forced=True) == (None, lines(3))


def test_the_byline_stands_at_the_right_under_the_last_line() -> None:
    made = lines(2, byline="Hà")
    assert made.height == 5
    assert typed(Size(6, 5), *made.draw("r", Rect(0, 0, 6, 5))) == art("""
        a0....
        ......
        a1....
        ......
        ....Hà
    """)


def test_a_byline_takes_two_lines_along() -> None:
    upper, lower = lines(4, byline="Hà").split(8, forced=False)
    assert (words(upper), words(lower)) == (["a0", "a1"], ["a2", "a3", "Hà"])
    assert lines(3, byline="Hà").split(6, forced=False) == (None, lines(3, byline="Hà"))


def test_in_slots_of_one_line_the_byline_has_its_own() -> None:
    upper, lower = lines(1, byline="Hà").split(1, forced=True)
    assert (words(upper), words(lower)) == (["a0"], ["Hà"])


def test_only_a_paragraphs_own_first_line_is_indented() -> None:
    block_ = Block(block(1), ("một", "hai", "ba", "bốn"), 2, indent=2)
    upper, lower = Lines(block_, GRID).split(4, forced=False)
    drawn = [part.draw("r", Rect(0, 0, 9, 0)) for part in (upper, lower) if part]
    assert [[item.x for item in items if isinstance(item, Text)] for items in drawn] == [
        [2, 0],
        [0, 0],
    ]


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=9), st.integers(1, 20))
def test_lines_poured_into_columns_stand_once_in_order_on_the_grid(
    parts: list[tuple[int, bool]], room: int
) -> None:
    matters = [lines(n, f"p{at}.", "Hà" if signed else "") for at, (n, signed) in enumerate(parts)]
    poured = pour(matters, lambda _: room, lambda _: ())
    drawn = [
        [item for one in slot for item in one.matter.draw("r", Rect(0, one.y, 9, 0))]
        for slot in poured.slots
    ]
    assert not poured.lost
    assert [item.text for slot in drawn for item in slot if isinstance(item, Text)] == [
        word for one in matters for word in words(one)
    ]
    for slot in drawn:
        baselines = [item.baseline for item in slot if isinstance(item, Text)]
        assert baselines[0] == GRID.rise
        assert baselines[-1] <= room
        assert all(lower - upper == GRID.step for upper, lower in pairwise(baselines))
