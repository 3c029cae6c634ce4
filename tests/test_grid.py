"""Pages solved in numbers, without fonts."""

from itertools import combinations, pairwise

import pytest
from blocks import plain_board
from hypothesis import given
from hypothesis import strategies as st

from kiosk.geometry import Rect
from kiosk.layout.grid import Solved, column_edges, solve
from kiosk.layout.plan import Area, Track, parse_areas

BOARD = plain_board(200, 200)


def tracks(words: str) -> list[Track]:
    made = []
    for word in words.split():
        if word == "auto":
            made.append(Track("auto"))
        else:
            kind = "fr" if word.endswith("fr") else "mm"
            made.append(Track(kind, float(word[:-2])))
    return made


def solved(
    room: Rect, columns: str, rows: str, areas: str, heights: dict[str, tuple[int, int]]
) -> Solved:
    """A page whose gaps are 2 px; `heights` are each region's least and full one, else 4."""
    boxes = column_edges(room, tracks(columns), 2, BOARD)
    drawn = parse_areas(areas)
    return solve(
        room, boxes, tracks(rows), 2, drawn, BOARD,
        lambda name, _: heights.get(name, (4, 4))[0],
        lambda name, _: heights.get(name, (4, 4))[1],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "widths"),
    [
        ("1fr", [100]), ("1fr 1fr", [49, 49]), ("20mm 1fr", [20, 78]), ("43fr 57fr", [42, 56]),
        ("1fr 1fr 1fr", [32, 32, 32]), ("150mm 1fr", [100, 0]),
    ],
)  # fmt: skip
def test_columns(columns: str, widths: list[int]) -> None:
    boxes = column_edges(Rect(5, 5, 100, 50), tracks(columns), 2, BOARD)
    assert [box.width for box in boxes] == widths
    assert all(b.x == min(a.right + 2, 105) for a, b in pairwise(boxes))


def test_a_sidebar_spans_two_rows() -> None:
    page = solved(Rect(1, 1, 28, 18), "1fr 8mm", "auto 1fr", "head side\nbody side", {})
    assert page.rects == {
        "head": Rect(1, 1, 18, 4),
        "side": Rect(21, 1, 8, 18),
        "body": Rect(1, 7, 18, 12),
    }
    assert page.excess == 0


@pytest.mark.parametrize(
    ("rows", "heights", "expected", "excess"),
    [
        # what is left goes to the auto rows from the top down, up to their full height
        ("auto auto 1fr", {"a": (4, 10), "b": (4, 10)}, [10, 10, 4], 0),
        ("auto auto 1fr", {"a": (4, 20), "b": (4, 10)}, [16, 4, 4], 0),
        ("auto auto auto", {"a": (4, 6), "b": (4, 4)}, [6, 4, 4], 0),
        # then to the fr rows by their shares
        ("1fr 3fr 4mm", {"a": (0, 0), "b": (1, 1)}, [5, 15, 4], 0),
        ("1fr 3fr 4mm", {"a": (1, 1), "b": (1, 1)}, [5, 15, 4], 0),
        # an auto row in which nothing is shown takes neither height nor gap
        ("auto auto 1fr", {"a": (0, 9), "b": (4, 4)}, [0, 4, 22], 0),
        ("auto auto 1fr", {"b": (0, 0)}, [4, 0, 22], 0),
        ("auto auto 1fr", {"a": (0, 0), "b": (0, 0)}, [0, 0, 28], 0),
        # what does not fit is said, and cut off at the page's end
        ("auto auto auto", {"a": (20, 20), "b": (20, 20)}, [20, 6, 0], 20),
        ("4mm auto 1fr", {"a": (9, 9)}, [4, 4, 16], 5),
    ],
)
def test_rows(
    rows: str, heights: dict[str, tuple[int, int]], expected: list[int], excess: int
) -> None:
    page = solved(Rect(0, 0, 10, 28), "1fr", rows, "a\nb\nc", heights)
    assert [page.rects[name].height for name in "abc"] == expected
    assert page.excess == excess


def test_what_a_spanning_region_lacks_goes_to_its_last_row() -> None:
    heights = {"photo": (20, 20)}
    page = solved(Rect(0, 0, 22, 40), "1fr 1fr", "auto auto 1fr", "photo a\nphoto b\nc c", heights)
    assert page.rects["photo"] == Rect(0, 0, 10, 20)
    assert page.rects["a"].height == 4
    assert page.rects["b"] == Rect(12, 6, 10, 14)
    assert page.rects["c"] == Rect(0, 22, 22, 18)


def test_a_spanning_region_asks_for_nothing_over_a_share() -> None:
    page = solved(Rect(0, 0, 22, 12), "1fr 1fr", "auto 1fr", "photo a\nphoto b",
                  {"photo": (30, 90)})  # fmt: skip
    assert page.rects["a"].height == 4
    assert page.rects["photo"].height == 12
    assert page.excess == 18


TRACKS = st.one_of(
    st.just(Track("auto")),
    st.integers(0, 5).map(lambda n: Track("fr", n)),
    st.integers(0, 60).map(lambda n: Track("mm", n)),
)


@given(st.lists(TRACKS, min_size=1, max_size=6), st.data())
def test_areas_lie_apart_inside_the_room(rows: list[Track], data: st.DataObject) -> None:
    room = Rect(3, 4, data.draw(st.integers(1, 90)), data.draw(st.integers(1, 90)))
    columns = column_edges(room, tracks("1fr 2fr"), 2, BOARD)
    areas = {}
    for at in range(len(rows)):
        areas |= {f"a{at}": Area(at, at + 1, 0, 1), f"b{at}": Area(at, at + 1, 1, 2)}
    if len(rows) > 1:
        del areas["b0"], areas["b1"]
        areas["high"] = Area(0, 2, 1, 2)
    least = {name: data.draw(st.integers(0, 30)) for name in areas}
    extra = data.draw(st.integers(0, 30))
    page = solve(room, columns, rows, 2, areas, BOARD,
                 lambda name, _: least[name], lambda name, _: least[name] + extra)  # fmt: skip
    shown = [rect for rect in page.rects.values() if rect.width and rect.height]
    assert all(rect.bottom <= room.bottom and rect.y >= room.y for rect in shown)
    for one, two in combinations(shown, 2):
        assert (
            one.right <= two.x or two.right <= one.x or one.bottom <= two.y or two.bottom <= one.y
        )
    if not page.excess:
        assert all(page.rects[name].height >= least[name] for name in areas)
