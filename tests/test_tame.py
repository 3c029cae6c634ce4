"""Markup is bounded before a parser sees it, and real markup passes untouched."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from patience import ends

from kiosk.content.markup.html import parse
from kiosk.content.markup.tame import MOST_DEPTH, MOST_OPEN_FORMATS, tame

PAGE = (
    "<!DOCTYPE html><html><head><title>Tổ <5> & phường</title><script>if (a<b) '<div><div>'"
    "</script></head><body class=x data-a='1 > 0' hidden><p>Một<br/>hai<p>ba <b>bốn</b>"
    '<img src="a.jpg?x=1&y=2" alt="đường \'Lê Lợi\'"><!-- <div> --></body></html>'
)


def test_real_markup_is_left_alone() -> None:
    assert tame(PAGE, 10_000, 1_000) == PAGE


@example("<a<='")
@given(st.text(alphabet="<>/ab \"'=!-é", max_size=60))
def test_a_short_text_loses_no_letter_outside_tags(text: str) -> None:
    assert "".join(text.split()).count("é") >= tame(text, 100, 100).count("é")
    assert tame(tame(text, 100, 100), 200, 200) == tame(text, 100, 100)


def test_letters_and_tags_are_bounded() -> None:
    assert tame("đường phố", 5, 10) == "đường"
    assert tame("<p>một<p>hai<p>ba", 100, 2) == "<p>một<p>"


def test_tags_too_deep_are_left_out_and_their_words_stay() -> None:
    tamed = tame("<div>" * 5_000 + "x" + "</div>" * 5_000 + "<p>y", 10**6, 20_000)
    assert tamed.count("<div>") == MOST_DEPTH
    assert tamed.endswith("<p>y")


def test_formats_left_open_are_not_repeated_for_ever() -> None:
    tamed = tame("".join(f"<p><b x={i}>" for i in range(5_000)), 10**6, 20_000)
    assert (tamed.count("<b"), tamed.count("<p>")) == (MOST_OPEN_FORMATS, 5_000)


def test_a_tag_with_too_many_attributes_keeps_the_first() -> None:
    many = " ".join(f"a{i}='<'" for i in range(1_000))
    assert tame(f"<p {many}>một</p>", 10**6, 100).endswith("a199='<' >một</p>")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 800_000,
        "".join(f"<p><b x={i}>" for i in range(100_000)),
        "".join(f"<b x={i}><div>" for i in range(100_000)),
        "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">",
        ("<p " + " ".join(f"a{i}=1" for i in range(2_000)) + ">") * 300,
        "<p a=\"'" * 500_000,
        "<p " + "=" * 4_000_000,
        "<p " + "/" * 4_000_000,
        "<" * 4_000_000,
        "<a" * 2_000_000,
        "<script></scrip" * 200_000,
        "<!--" * 1_000_000,
        "x" * 50_000_000,
    ],
    ids=lambda markup: f"{markup[:14]} {markup[-3:]}",
)
def test_traps_cost_less_than_a_second(markup: str) -> None:
    with ends():
        parse(markup)
