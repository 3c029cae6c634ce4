"""Blocks of lines, drawn in letters."""

from itertools import pairwise

import pytest
from blocks import art, block, typed
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.files import shipped
from kiosk.fontfile import coverage
from kiosk.geometry import Size
from kiosk.glyphs import face
from kiosk.layout.setting import WIDEST_EM, Block, set_block
from kiosk.scene import Font


@pytest.mark.parametrize(
    ("align", "picture"),
    [
        ("left", """
            Bến.Sen......
            .............
            phường.......
            .............
         """),
        ("right", """
            ......Bến.Sen
            .............
            .......phường
            .............
         """),
        ("center", """
            ...Bến.Sen...
            .............
            ...phường....
            .............
         """),
    ],
)  # fmt: skip
def test_lines_stand_where_they_are_asked_to(align: str, picture: str) -> None:
    made = set_block("Bến Sen phường", block(1), 1, 9)
    assert typed(Size(13, 4), *made.texts("lead", 0, 0, 13, align)) == art(picture)


def test_each_line_of_a_text_is_its_own_paragraph() -> None:
    made = set_block("Thứ Hai: 7:30\n\nThứ Bảy: nghỉ cả ngày", block(1), 1, 14)
    assert made.lines == ("Thứ Hai: 7:30", "Thứ Bảy: nghỉ", "cả ngày")
    assert not made.cut


@pytest.mark.parametrize(
    ("lines", "kept", "cut"),
    [
        (0, 3, False),
        (3, 3, False),
        (2, 2, True),
        (1, 1, True),
    ],
)
def test_paragraphs_without_room_are_cut(lines: int, kept: int, cut: bool) -> None:  # noqa: FBT001
    made = set_block("Thứ Hai: 7:30\nThứ Bảy: nghỉ\nChủ Nhật", block(1), 1, 14, lines=lines)
    assert len(made.lines) == kept
    assert made.cut is cut


def test_a_cut_between_paragraphs_is_marked() -> None:
    """No word is lost without a mark, not even where the lines that stand were whole."""
    made = set_block("Thứ Hai: 7:30\nThứ Bảy: nghỉ", block(1), 1, 20, lines=1)
    assert made.lines[-1].endswith("…")
    assert made.cut


def test_nothing_stands_behind_a_cut() -> None:
    words = "khu phố 3: “Cổng an toàn”\nỦy ban"
    made = set_block(words, block(1), 1, 7, lines=3)
    assert made.cut
    assert made.lines == ("khu", "phố 3…")


def test_heights_are_of_ink() -> None:
    face = block(4)
    plain = set_block("công dân", face, 8, 100)
    stacked = set_block("ẨN", face, 8, 100)
    assert (plain.top, plain.depth, plain.height) == (4, 2, 6)
    assert (stacked.top, stacked.height) == (6, 8)
    assert Block(face, ("công",), 8, rise=9).top == 9
    assert (Block(face, (), 8).top, Block(face, (), 8).height, Block(face, (), 8).depth) == (
        0,
        0,
        0,
    )


def test_stacked_capitals_keep_off_the_descenders_above() -> None:
    face = block(4)
    tight = set_block("ngày ẨN", face, 5, 16)
    assert tight.lines == ("ngày", "ẨN")
    assert tight.leading == 2 + 6 + 1
    assert set_block("ngày ẨN", face, 12, 16).leading == 12


@given(st.integers(0, 50), st.integers(1, 4), st.integers(4, 12))
def test_ink_stays_between_top_and_bottom(y: int, size: int, width: int) -> None:
    face = block(size)
    made = set_block("Ủy ban ẤY ngày 4 (gợi ý)", face, size, width * size)
    ink = [(at - face.rise(line), at + face.drop(line))
           for line, at in zip(made.lines, made.baselines(y), strict=True)]  # fmt: skip
    assert ink[0][0] >= y
    assert ink[-1][1] <= y + made.height
    assert all(above[1] < below[0] for above, below in pairwise(ink))


def test_the_last_line_keeps_its_tail() -> None:
    made = set_block("Bến Sen\nủy ban", block(1), 1, 8, tail=4)
    assert made.lines == ("Bến Sen", "ủy", "ban")


@pytest.mark.parametrize(
    ("align", "picture"),
    [
        ("left", """
            .“Bến.Sen”...
            .............
            .“phường”....
            .............
         """),
        ("right", """
            ...“Bến.Sen”.
            .............
            ....“phường”.
            .............
         """),
        ("center", """
            ..“Bến.Sen”..
            .............
            ..“phường”...
            .............
         """),
    ],
)  # fmt: skip
def test_quotes_hang_out_of_the_box(align: str, picture: str) -> None:
    made = set_block("“Bến Sen” “phường”", block(1), 1, 9, hang=1)
    assert typed(Size(13, 4), *made.texts("lead", 2, 0, 9, align)) == art(picture)


def test_what_hangs_out_makes_room() -> None:
    text = "“Bến Sen”"
    assert set_block(text, block(1), 1, 7).lines == ("“Bến", "Sen”")
    assert set_block(text, block(1), 1, 7, hang=1).lines == (text,)


MARKED = st.lists(
    st.sampled_from(["“Bến", "Sen”", "(phường", "12)", "–", "dân,", "hết.", '"', "‘ủy’.", "a"]),
    min_size=1,
    max_size=20,
).map(" ".join)


@given(
    MARKED,
    st.integers(10, 25),
    st.integers(0, 20),
    st.integers(0, 30),
    st.sampled_from(["left", "right", "center"]),
)
def test_only_marks_leave_the_box_and_by_no_more_than_may_hang(
    text: str, letters: int, hang: int, indent: int, align: str
) -> None:
    face = block(10)
    made = set_block(text, face, 20, 10 * letters, hang=hang, indent=indent)
    assert " ".join(made.lines) == text
    for item in made.texts("body", 100, 0, 10 * letters, align):
        outside = [
            letter
            for (glyph, pen), letter in zip(face.place(item.text)[0], item.text, strict=True)
            if item.x + pen < 100 or item.x + pen + glyph.advance > 100 + 10 * letters
        ]
        assert not [letter for letter in outside if letter.isalnum()]
        assert item.x >= 100 - hang
        assert item.x + face.width(item.text) <= 100 + 10 * letters + hang


def test_the_first_line_is_indented() -> None:
    made = set_block("Bến Sen phường ủy", block(1), 1, 9, indent=2)
    assert made.lines == ("Bến Sen", "phường ủy")
    assert [item.x for item in made.texts("body", 5, 0, 9)] == [7, 5]
    rest = replace(made, lines=made.lines[1:], indent=0)
    assert [item.x for item in rest.texts("body", 5, 0, 9)] == [5]


def test_where_not_even_a_letter_has_room_nothing_stands() -> None:
    made = set_block("Bến Sen", block(10), 20, 9)
    assert (made.lines, made.cut, made.height) == ((), True, 0)


@pytest.mark.parametrize("name", sorted(path.stem for path in shipped("fonts").glob("*.ttf")))
@pytest.mark.parametrize("size", [11, 40])
def test_no_letter_is_wider_than_what_is_looked_for_in_narrow_columns(name: str, size: int) -> None:
    letters = face(Font(name, size), smooth=False)
    widest = max(
        letters.glyph(chr(one)).advance for one in coverage(shipped("fonts") / f"{name}.ttf")
    )
    assert widest < size * WIDEST_EM
