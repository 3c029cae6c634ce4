"""Matter that is poured into slots: what stays together, what goes on, what is never lost."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from blocks import art, block, typed
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.entries import Entries, in_columns
from kiosk.layout.flow import Poured, Rooms, pour, pour_below
from kiosk.layout.matter import Aside, Matter, Paragraph, Rule, fitting_lines
from kiosk.layout.rows import Cell, row
from kiosk.layout.setting import Block
from kiosk.scene import Text

# Lines of blocks are one pixel high and stand one apart.
LEADING = 2
RULE = Rule(1, space=1)


def lines(*said: str) -> Block:
    return Block(block(1), said, LEADING)


def paragraph(count: int, name: str = "a", **changes: object) -> Paragraph:
    made = Paragraph(lines(*(f"{name}{n}" for n in range(count))), space=2)
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def every(room: int) -> Rooms:
    return lambda _: room


def nothing(_: Matter) -> Sequence[Matter]:
    return ()


def said(poured: Poured) -> list[list[str]]:
    """The lines of each slot."""
    drawn = (
        [item for one in slot for item in one.matter.draw("r", Rect(0, one.y, 90, 0))]
        for slot in poured.slots
    )
    return [[item.text for item in slot if isinstance(item, Text)] for slot in drawn]


def test_paragraphs_stand_below_each_other_with_their_space() -> None:
    poured = pour([paragraph(1), RULE, paragraph(1, "b")], every(99), nothing)
    assert [(one.y, one.bottom) for one in poured.slots[0]] == [(0, 1), (2, 3), (5, 6)]


@pytest.mark.parametrize(
    ("count", "room", "slots"),
    [
        (4, 7, [["a0", "a1", "a2", "a3"]]),
        (5, 7, [["a0", "a1", "a2"], ["a3", "a4"]]),
        (4, 6, [["a0", "a1"], ["a2", "a3"]]),
        (3, 3, [["a0", "a1"], ["a2"]]),
        (3, 1, [["a0"], ["a1"], ["a2"]]),
    ],
)
def test_no_line_is_left_alone_where_room_allows(
    count: int, room: int, slots: list[list[str]]
) -> None:
    assert said(pour([paragraph(count)], every(room), nothing)) == slots


def test_a_paragraph_that_could_only_leave_a_line_behind_moves_on_whole() -> None:
    poured = pour([paragraph(1), paragraph(3, "b")], every(6), nothing)
    assert said(poured) == [["a0"], ["b0", "b1", "b2"]]


def test_a_title_stays_with_what_it_is_the_title_of() -> None:
    title = paragraph(1, "t", keep=True, solid=True)
    poured = pour([paragraph(1), title, paragraph(3, "b")], every(8), nothing)
    assert said(poured) == [["a0"], ["t0", "b0", "b1", "b2"]]
    assert said(pour([title], every(8), nothing)) == [["t0"]]
    assert said(pour([title, paragraph(3, "b")], every(4), nothing)) == [
        ["t0", "b0"],
        ["b1", "b2"],
    ]
    assert said(pour([title, paragraph(3, "b")], every(2), nothing))[0] == ["t0"]


def test_over_what_continues_stands_its_opening() -> None:
    again = paragraph(1, "again")
    poured = pour([paragraph(7)], every(8), lambda _: (again,))
    assert said(poured) == [["a0", "a1", "a2", "a3"], ["again0", "a4", "a5", "a6"]]


def test_what_has_no_room_under_its_opening_is_rather_divided_than_set_without_it() -> None:
    again, pad = paragraph(1, "again", keep=True), Size(0, 0)
    lines = tuple(f"r{n}" for n in range(4))
    whole = row([Cell((Block(block(1), lines, 2),), 0, 9)], pad)
    poured = pour([paragraph(2), whole], every(7), lambda _: (again,))
    assert said(poured) == [["a0", "a1"], ["again0", "r0", "r1", "r2"], ["again0", "r3"]]


def test_cells_side_by_side_are_not_torn_for_their_opening() -> None:
    again, pad = paragraph(1, "again", keep=True), Size(0, 0)
    cells = [
        Cell((lines(*(f"{name}{n}" for n in range(4))),), x, 9) for x, name in ((0, "r"), (9, "s"))
    ]
    poured = pour([paragraph(2), row(cells, pad)], every(7), lambda _: (again,))
    whole = [f"{name}{n}" for name in "rs" for n in range(4)]
    assert said(poured) == [["a0", "a1"], whole]


def test_no_line_stands_in_less_than_no_room() -> None:
    assert [fitting_lines(lines("a", "b", "c"), room) for room in (-9, 0, 1, 4, 5)] == [
        0, 0, 1, 2, 3,
    ]  # fmt: skip


def test_an_opening_gives_way_where_nothing_else_would_have_room() -> None:
    again = paragraph(2, "again")
    assert said(pour([paragraph(3)], every(3), lambda _: (again,))) == [["a0", "a1"], ["a2"]]


def test_what_has_no_room_at_all_is_said_to_be_lost() -> None:
    tall = Paragraph(Block(block(4), ("cao",), 8))
    poured = pour([paragraph(1), tall, paragraph(1, "b")], every(3), nothing)
    assert said(poured) == [["a0"], ["b0"]]
    assert poured.lost == (tall,)


def below(before: Poured, *matters: Matter, room: int = 8) -> list[list[str]]:
    return said(pour_below(before, matters, every(room), nothing, Rule(1), gap=1))


def test_what_has_room_below_begins_there() -> None:
    first = pour([paragraph(1)], every(8), nothing)
    assert below(first, paragraph(2, "b")) == [["a0", "b0", "b1"]]


def test_what_a_slot_can_hold_is_not_divided_between_two() -> None:
    first = pour([paragraph(1)], every(8), nothing)
    assert below(first, paragraph(4, "b")) == [["a0"], ["b0", "b1", "b2", "b3"]]


def test_what_must_be_divided_begins_at_once() -> None:
    first = pour([paragraph(1)], every(9), nothing)
    found = below(first, paragraph(8, "b"), room=9)
    assert found[0][:2] == ["a0", "b0"]
    assert [line for slot in found for line in slot] == ["a0", *(f"b{n}" for n in range(8))]


@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.booleans()), max_size=12),
    st.integers(1, 20),
)
def test_every_line_stands_once_in_order_and_within_its_slot(
    parts: list[tuple[int, bool, bool]], room: int
) -> None:
    matters = [
        paragraph(count, f"p{n}.", keep=keep, solid=solid)
        for n, (count, keep, solid) in enumerate(parts)
    ]
    poured = pour(matters, every(room), nothing)
    shown = [line for slot in said(poured) for line in slot]
    assert shown == [line for one in matters for line in one.block.lines]
    assert all(slot and slot[-1].bottom <= room for slot in poured.slots)
    assert all(a.bottom <= b.y for slot in poured.slots for a, b in pairwise(slot))


def test_words_beside_a_first_line_have_their_ground_and_are_not_said_again() -> None:
    label = Aside(lines("K"), 0, "ink", pad=1)
    made = Paragraph(replace(lines("cúp", "nước"), rise=label.top), indent=4, asides=(label,))
    assert typed(Size(8, 5), *made.draw("r", Rect(0, 0, 8, 5))) == art("""
        ###.....
        #K#.cúp.
        ###.....
        ....nước
        ........
    """)
    upper, lower = made.split(3, forced=True)
    assert upper is not None
    assert lower is not None
    assert [len(part.blocks) for part in (upper, lower)] == [2, 1]


def entries(*said: str, width: int) -> Entries:
    return in_columns(said, block(1), LEADING, width, space=0)


def test_short_lines_stand_in_columns_read_down_the_first_one_first() -> None:
    made = entries("một", "hai", "ba", "bốn", "năm", width=7)
    assert made.count == 2
    assert typed(Size(7, 5), *made.draw("r", Rect(0, 0, 7, 5))) == art("""
        một.bốn
        .......
        hai.năm
        .......
        ba.....
    """)


def test_the_second_line_of_an_entry_hangs() -> None:
    made = entries("1. Ánh", "2. Ân", "3. Bảo An Nhi", "4. Ẩn", "5. Ổi", "6. Yến", width=22)
    assert made.count == 2
    texts = [item for item in made.draw("r", Rect(0, 0, 22, 9)) if isinstance(item, Text)]
    (second,) = [one for one in texts if one.text in {"An Nhi", "Nhi"}]
    assert second.x == next(one.x for one in texts if one.text.startswith("3.")) + 1


def test_a_list_that_columns_do_not_make_lower_stays_in_one() -> None:
    assert entries("Nguyễn Văn", "Trần Thị B", "Lê Hoàng C", "Võ Minh Ổi", width=11).count == 1


@given(
    st.lists(st.text("aăâ ", min_size=1, max_size=12), min_size=1, max_size=40), st.integers(1, 30)
)
def test_a_list_goes_on_without_losing_an_entry(words: list[str], room: int) -> None:
    names = [f"{n}.{' '.join(word.split())}".strip() for n, word in enumerate(words)]
    poured = pour([entries(*names, width=30)], every(room), nothing)
    shown = "".join(line for slot in said(poured) for line in slot)
    assert shown.replace(" ", "") == "".join(names).replace(" ", "")
    assert all(slot[-1].bottom <= room for slot in poured.slots)
