"""The names of regions on an outline."""

from itertools import combinations
from pathlib import Path

import pytest
from editions import ONE_STOP, POSTER, SCHEDULE, edition, notice
from hypothesis import given
from hypothesis import strategies as st

from kiosk.files import shipped
from kiosk.geometry import Rect, Size
from kiosk.ink.labels import placed
from kiosk.ink.outline import tags
from kiosk.layout.compose import compose
from kiosk.layout.library import library
from kiosk.layout.spec import Layout
from kiosk.panels import catalog

LAYOUTS = library([shipped("layouts")])
FONTS: Path = shipped("fonts")
FULL = edition(
    notices=(notice(urgent=True),), schedule=SCHEDULE, one_stop=ONE_STOP, posters=(POSTER,)
)
SHEET = Size(200, 100)
NAME = Size(40, 10)


def shared(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_name_covers_another_on_any_shipped_page(layout: Layout) -> None:
    panel = catalog.panel("waveshare-7in5-v2")
    rotate = 0 if layout.shape == "landscape" else 90
    board = catalog.board(panel, distance_m=None, enlarge=1.0, rotate=rotate)
    for scene in compose(layout.page, FULL, board, (layout,)).scenes:
        found = tags(scene, board, FONTS)
        assert len(found) == len(scene.boxes)
        for (one, first), (other, second) in combinations(found, 2):
            assert not shared(one, other), (first.text, second.text)
        assert all(Rect(0, 0, *scene.size).contains(one) for one, _ in found)


def test_a_name_stands_in_the_upper_left_corner_of_its_region() -> None:
    boxes = [Rect(10, 10, 80, 30), Rect(100, 10, 80, 30)]
    assert placed(SHEET, [(box, NAME) for box in boxes]) == [
        Rect(10, 10, 40, 10),
        Rect(100, 10, 40, 10),
    ]


@pytest.mark.parametrize(
    ("box", "where"),
    [
        # Over the right edge, over the lower edge.
        (Rect(180, 20, 20, 20), Rect(160, 20, 40, 10)),
        (Rect(20, 97, 100, 3), Rect(20, 90, 40, 10)),
    ],
)
def test_a_name_at_the_edge_is_moved_onto_the_sheet(box: Rect, where: Rect) -> None:
    assert placed(SHEET, [(box, NAME)]) == [where]


def test_of_two_regions_with_one_corner_the_smaller_has_it() -> None:
    low, high = Rect(10, 10, 100, 2), Rect(10, 10, 100, 60)
    assert placed(SHEET, [(high, NAME), (low, NAME)]) == [
        Rect(10, 60, 40, 10),
        Rect(10, 10, 40, 10),
    ]


def test_names_that_have_no_room_in_their_regions_stand_near_them() -> None:
    boxes = [Rect(50, 40, 40, 1), Rect(50, 42, 40, 1), Rect(50, 44, 40, 1), Rect(50, 46, 40, 1)]
    found = placed(SHEET, [(box, NAME) for box in boxes])
    assert not any(shared(one, other) for one, other in combinations(found, 2))
    assert all(abs(one.y - box.y) <= 20 for one, box in zip(found, boxes, strict=True))


def test_a_sheet_too_small_for_all_names_still_bears_them() -> None:
    box = Rect(0, 0, 60, 10)
    found = placed(Size(60, 10), [(box, NAME), (box, NAME)])
    assert found == [Rect(0, 0, 40, 10), Rect(20, 0, 40, 10)]
    assert placed(Size(20, 5), [(box, NAME)]) == [Rect(0, 0, 40, 10)]


def boxes() -> st.SearchStrategy[Rect]:
    return st.builds(
        lambda x, y, w, h: Rect(x, y, min(w, 200 - x), min(h, 100 - y)),
        st.integers(0, 199), st.integers(0, 99), st.integers(1, 200), st.integers(1, 100),
    )  # fmt: skip


@given(st.lists(boxes(), max_size=9))
def test_wherever_regions_lie_nine_names_on_a_roomy_sheet_are_apart(regions: list[Rect]) -> None:
    found = placed(SHEET, [(box, Size(30, 8)) for box in regions])
    assert not any(shared(one, other) for one, other in combinations(found, 2))
    assert all(Rect(0, 0, *SHEET).contains(one) for one in found)
