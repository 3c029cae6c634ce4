"""A tree as lines and pictures, in the order in which a person meets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.markup.html import parse
from kiosk.content.markup.reading import Line, Piece, length, pieces
from kiosk.content.markup.tree import grow


def read(markup: str) -> list[Piece]:
    root = parse(markup)
    assert root is not None
    return pieces(grow(root))


def shown(markup: str) -> list[str]:
    return [piece.text if isinstance(piece, Line) else "[ảnh]" for piece in read(markup)]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>một <b>hai</b>\n ba</p>bốn", ["một hai ba", "bốn"]),
        ("một.<br>hai<br>ba<br><br>bốn", ["một.", "hai ba", "bốn"]),
        ("<ul><li>một<li>hai</ul>", ["một", "hai"]),
        ("<table><tr><td>Thứ Hai<td>8 giờ</table>", ["Thứ Hai | 8 giờ"]),
        ("<table><tr><td>Chỉ một ô</table>", ["Chỉ một ô"]),
        ("một.<br><img src=a><br>hai", ["một.", "[ảnh]", "hai"]),
        ("<p>một <img src=a> hai</p>", ["[ảnh]", "một hai"]),
        ("<body><noscript>Bật JavaScript<img src=a></noscript>", ["[ảnh]"]),
        ("<script>x</script><style>y</style><button>z</button>", []),
        ("<div><span class=author>Lan</span><span class=time>8:00</span></div>", ["Lan", "8:00"]),
        ("<p>theo <span class=source>Lan</span>, thì</p>", ["theo Lan, thì"]),
        ("<p>&lt;b&gt;Hòa Mai&lt;/b&gt; họp</p>", ["Hòa Mai họp"]),
    ],
)
def test_lines(markup: str, lines: list[str]) -> None:
    assert shown(markup) == lines


def test_what_is_linked_slanted_and_bold_is_counted_by_line() -> None:
    one, two = read("<i>một</i>.<br><a href=/x>hai</a> ba <b>tư</b>")
    assert isinstance(one, Line)
    assert isinstance(two, Line)
    assert (one.slanted, one.linked, one.bold) == (3, 0, 0)
    assert (two.slanted, two.linked, two.bold) == (0, 3, 2)


def test_an_anchor_without_address_is_no_link() -> None:
    (line,) = read("<a name=top>Đầu trang của bài</a>")
    assert isinstance(line, Line)
    assert (line.linked, line.is_link) == (0, False)


@given(st.lists(st.text("aăâ ê", min_size=1, max_size=12), max_size=6))
def test_no_word_is_lost(words: list[str]) -> None:
    assert (
        " ".join(shown("".join(f"<p>{each}</p>" for each in words))).split()
        == " ".join(words).split()
    )


def test_ideographs_count_for_two() -> None:
    assert (length("Hòa Mai"), length("新聞")) == (6, 4)
