"""What a person would read in a description's markup."""

import pytest
from patience import ends

from kiosk.content.markup.html import Image, fragment, parse, select, selector_fault


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Cúp nước khẩn", "Cúp nước khẩn"),
        ("một<br>hai</br>ba<br/>bốn", "một hai ba bốn"),
        ("<p>một</p><p>hai</p><div>ba</div>", "một hai ba"),
        ("ti<b>n</b> tức", "tin tức"),
        ("<script>alert(1)</script><style>p{}</style>tin<!-- x -->", "tin"),
        ("nhiệt độ <5 và > 3", "nhiệt độ <5 và > 3"),
        ("&lt;p&gt;Quận 11&lt;/p&gt;", "Quận 11"),
        ("&amp;lt;b&amp;gt;Phường&amp;lt;/b&amp;gt; 5", "Phường 5"),
        ("&lt;script&gt;x()&lt;/script&gt;tin", "tin"),
        ("<o:p>Word</o:p> <unknown>thẻ lạ</unknown>", "Word thẻ lạ"),
        ("<p>chưa đóng <b>thẻ", "chưa đóng thẻ"),
        ("", ""),
    ],
)
def test_text(markup: str, text: str) -> None:
    assert fragment(markup).text == text


def test_blocks_are_paragraphs_in_order() -> None:
    markup = "<h2>Tựa</h2><p>một<br>dòng</p>hai<br><br>ba<ul><li>bốn</li></ul>"
    assert fragment(markup).blocks == ("Tựa", "một dòng", "hai", "ba", "bốn")


LINKS = "<div><ul><li><a href=1>Tin một</a></li><li>• <a href=2>Tin hai</a></li></ul></div>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<p>Lời dẫn.</p>{LINKS}", "Lời dẫn."),
        (f"<p>Lời dẫn.</p>{LINKS}{LINKS} ", "Lời dẫn."),
        (f"<p>Lời dẫn.</p>{LINKS}<p>Kết.</p>", "Lời dẫn. Tin một • Tin hai Kết."),
        ("<p>Gồm:</p><ul><li><a>Đơn</a> (2 bản)</li></ul>", "Gồm: Đơn (2 bản)"),
        ("<p>Gồm:</p><ul><li>Đơn</li></ul>", "Gồm: Đơn"),
        (LINKS, "Tin một • Tin hai"),
    ],
)
def test_a_trailing_list_of_mere_links_is_not_read(markup: str, text: str) -> None:
    assert fragment(markup).text == text


@pytest.mark.parametrize(
    ("markup", "images"),
    [
        (
            '<img src="/a.jpg?w=1&amp;h=0" alt=" Việt\n&amp;#225; ">',
            [Image("/a.jpg?w=1&h=0", "Việt á")],
        ),
        ('<a href=x><img width=130 height=100 src="b.jpg" ></a></br>', [Image("b.jpg")]),
        ('<img src="data:image/gif;base64,R0" data-src="c.webp">', [Image("c.webp")]),
        ('<img src="cho.gif" data-original="d.jpg">', [Image("d.jpg")]),
        ('<img src="data:x" srcset="e.jpg 1x, f.jpg 2x">', [Image("e.jpg")]),
        ('<img src="data:x">', []),
        ("<img>", []),
        ('<img src="t.gif" width="1" height="1">', []),
        ('<img src="1.jpg"><p><img src="2.jpg"></p>', [Image("1.jpg"), Image("2.jpg")]),
        ('&lt;img src="g.jpg"&gt;', [Image("g.jpg")]),
    ],
)
def test_images(markup: str, images: list[Image]) -> None:
    assert list(fragment(markup).images) == images


@pytest.mark.parametrize(
    "markup",
    [
        "<a>" * 300_000,
        "<div><ul><li>" * 100_000,
        "<ul><li><a>x</a></ul>" * 50_000,
        "<br>" * 100_000,
        "<!--" * 100_000,
        "&lt;a " * 100_000,
        "<p " + "a=b " * 100_000,
        "<p style='" + "a" * 300_000,
    ],
    ids=lambda markup: markup[:12],
)
def test_traps_cost_at_most_seconds(markup: str) -> None:
    with ends():
        fragment(markup)


@pytest.mark.parametrize("css", ["p", "div.noidung > p", "td:nth-child(2) img[src]", "h1, .tieude"])
def test_selectors_that_can_be_used(css: str) -> None:
    assert selector_fault(css) == ""


@pytest.mark.parametrize("css", ["", "div[", "a >", "p:khong", "p" * 301])
def test_selectors_that_cant_be_used_are_told_in_a_sentence(css: str) -> None:
    assert selector_fault(css).endswith(".")


def test_select_gives_elements_in_document_order() -> None:
    root = parse("<p class=a>một</p><div><p>hai</p></div><p class=a>ba</p>")
    assert root is not None
    assert [node.text() for node in select(root, "p.a, div p")] == ["một", "hai", "ba"]
