"""A story made up into frames: its lines in columns under its photographs."""

from collections.abc import Sequence
from itertools import pairwise

from blocks import block
from editions import PHOTO
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout import makeup
from kiosk.layout.floats import Style
from kiosk.layout.galley import Grid, Lines
from kiosk.layout.makeup import Frames, MadeUp
from kiosk.layout.setting import Block
from kiosk.model import Photo
from kiosk.scene import Text

# Lines of blocks are one pixel high and stand one apart.
GRID = Grid(step=2, rise=1, depth=0)
STYLE = Style(GRID, cap=1, gap=0, apart=2, captioned=lambda *_: Block(block(1), (), 2))


def lines(count: int, name: str = "a", byline: str = "") -> Lines:
    said = tuple(f"{name}{n}" for n in range(count))
    signed = Block(block(1), (byline,), 2) if byline else None
    return Lines(Block(block(1), said, 2), GRID, signed=signed)


def photo(width: int = 100, height: int = 120) -> Photo:
    return replace(PHOTO, url=f"{width}x{height}", size=Size(width, height))


def make_up(
    matters: Sequence[Lines],
    photos: Sequence[Photo],
    height: int,
    count: int = 2,
    first: int | None = None,
) -> MadeUp:
    """In frames of so many columns, 20 px wide; the first one may be of another height."""
    heights = (height if first is None else first, height)
    rooms = [Rect(0, 0, 22 * count - 2, high).columns(count, 2) for high in heights]
    return makeup.make_up(matters, photos, Frames(*rooms), STYLE)


def said(made: MadeUp) -> list[list[list[str]]]:
    """The lines of each column of each frame."""
    return [
        [
            [
                item.text
                for one in slot
                for item in one.matter.draw("r", rect._replace(y=rect.y + one.y))
                if isinstance(item, Text)
            ]
            for rect, slot in leaf.texts
        ]
        for leaf in made.leaves
    ]


def shown(made: MadeUp) -> list[list[Photo]]:
    return [[one.photo for one in leaf.floats] for leaf in made.leaves]


def numbered(*ends: int) -> list[list[str]]:
    """Columns of the lines a0, a1 … up to each of `ends`."""
    return [[f"a{n}" for n in range(begin, end)] for begin, end in pairwise((0, *ends))]


def test_text_fills_one_column_after_the_other_and_goes_on() -> None:
    made = make_up([lines(25)], (), 19)
    assert said(made) == [numbered(10, 20), [["a20", "a21", "a22"], ["a23", "a24"]]]


def test_the_columns_of_the_last_frame_end_together() -> None:
    assert said(make_up([lines(12)], (), 19)) == [numbered(6, 12)]
    assert said(make_up([lines(12)], (), 19, count=3)) == [numbered(4, 8, 12)]
    assert said(make_up([lines(12)], (), 29, count=1)) == [numbered(12)]


def test_a_paragraph_that_was_divided_is_divided_anew_where_the_last_columns_end() -> None:
    made = make_up([lines(15), lines(5, "b", byline="Hà")], (), 11)
    assert [len(column) for column in said(made)[-1]] == [5, 4]


def test_columns_are_no_shorter_than_four_lines() -> None:
    assert said(make_up([lines(6)], (), 19)) == [numbered(4, 6)]
    assert said(make_up([lines(3)], (), 19)) == [numbered(3)]


def test_the_byline_stays_in_the_column_that_the_story_ends_in() -> None:
    made = make_up([lines(4), lines(8, "b", byline="Hà")], (), 19)
    assert said(made)[-1][-1][-3:] == ["b6", "b7", "Hà"]


def test_frames_after_the_first_may_be_higher() -> None:
    made = make_up([lines(30)], (), 19, first=9)
    assert [[len(column) for column in leaf] for leaf in said(made)] == [[5, 5], [10, 10]]


def test_each_photograph_has_a_frame_of_its_own_where_there_are_frames_enough() -> None:
    both = [photo(), photo(100, 121)]
    made = make_up([lines(50)], both, 59)
    assert shown(made) == [[both[0]], [both[1]]]


def test_photographs_share_a_frame_where_that_saves_one() -> None:
    both = [photo(), photo(100, 121)]
    made = make_up([lines(12)], both, 79)
    assert shown(made) == [both]


def test_what_the_first_frame_has_no_room_for_stands_on_the_next() -> None:
    made = make_up([lines(30)], [photo()], 59, first=5)
    assert shown(made) == [[], [photo()]]


def test_a_photograph_that_no_frame_can_hold_is_counted_and_the_others_stand() -> None:
    wordy, other = photo(100, 121), photo()

    def captioned(one: Photo, _: int) -> Block:
        return Block(block(60), ("Chú",) if one == wordy else (), 60)

    high = replace(STYLE, captioned=captioned)
    room = Frames(*[Rect(0, 0, 42, 59).columns(2, 2)] * 2)
    made = makeup.make_up([lines(30)], [wordy, other], room, high)
    assert made.left == 1
    assert [one for leaf in shown(made) for one in leaf] == [other]


def test_what_is_left_when_the_text_has_ended_fills_a_frame_together() -> None:
    shots = [photo(100, 120 + n) for n in range(5)]
    made = make_up([lines(3)], shots, 40)
    assert shown(made) == [shots[:2], shots[2:]]
    assert said(made)[1] == []


def test_photographs_alone_share_a_frame() -> None:
    both = [photo(), photo(100, 121)]
    made = make_up([], both, 59, count=1)
    assert (shown(made), said(made)) == ([both], [[]])


def test_in_one_column_no_second_photograph_stands_within_the_lead() -> None:
    both = [photo(100, 60), photo(100, 61)]
    matters = [replace(lines(20), lead=True), lines(60, "b")]
    made = make_up(matters, both, 39, count=1)
    led = [any(line.startswith("a") for line in leaf[0]) for leaf in said(made)]
    assert shown(made)[0] == [both[0]]
    assert led.index(False) == next(n for n, one in enumerate(shown(made)) if both[1] in one)


def test_of_one_column_white_is_filled_by_a_larger_photograph() -> None:
    upright = photo(100, 130)
    (first, *_) = make_up([lines(3), lines(40, "b")], [upright], 48, count=1).leaves
    (rect, slot) = first.texts[0]
    assert rect.height - slot[-1].bottom < 2 * GRID.step


def test_nothing_makes_one_empty_frame() -> None:
    made = make_up([], (), 19)
    assert (len(made.leaves), made.lost, made.left) == (1, (), 0)
    assert said(made) == [[]]


def test_lines_without_any_room_are_lost_and_said() -> None:
    tall = Lines(Block(block(9), ("cao",), 18), Grid(18, 9, 4))
    made = make_up([lines(2), tall], (), 5)
    assert made.lost == (tall,)
    assert said(made) == [[["a0", "a1"]]]


PARTS = st.lists(st.integers(1, 30), max_size=8)
SHAPES = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900)), max_size=4, unique=True)


HEIGHTS = st.integers(1, 60)
EQUAL = HEIGHTS.map(lambda height: (height, height))


@given(PARTS, SHAPES, st.integers(1, 5), EQUAL | st.tuples(HEIGHTS, HEIGHTS))
def test_every_line_stands_once_in_order_whatever_the_photographs(
    parts: list[int], shapes: list[tuple[int, int]], count: int, heights: tuple[int, int]
) -> None:
    first, height = heights
    matters = [lines(n, f"p{at}.") for at, n in enumerate(parts)]
    shots = [photo(*shape) for shape in shapes]
    made = make_up(matters, shots, height, count, first)
    flat = [line for leaf in said(made) for column in leaf for line in column]
    assert flat == [line for one in matters for line in one.block.lines]
    stand = [one for leaf in shown(made) for one in leaf]
    assert len({*stand}) + made.left == len(stand) + made.left == len(shots)
    for parted in (True, False):
        among = [
            one.photo for leaf in made.leaves if bool(leaf.texts) == parted for one in leaf.floats
        ]
        # One that only a higher frame can hold may stand after another.
        assert sorted(among, key=shots.index) == among or count > 1 or first != height
    for leaf in made.leaves:
        assert all(rect.y + slot[-1].bottom <= rect.bottom for rect, slot in leaf.texts)
