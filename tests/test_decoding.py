"""A feed's bytes as text, whatever they say they are."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.words.decoding import decode, decode_html

FEED = "<rss><title>Phường Bình Thới: họp tổ dân phố, hẻm 262/15A</title></rss>"
UTF8 = FEED.encode()


@pytest.mark.parametrize("before", ["", "\n\n ", "\ufeff", "\ufeff\n", "\0\0", "Warning: php\n"])
@pytest.mark.parametrize("declares", ["", "utf-8", "utf-16", "iso-8859-1", "windows-1258", "x-lạ"])
def test_valid_utf_8_wins_over_every_declaration(before: str, declares: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declares}"?>\n' if declares else ""
    assert decode(f"{before}{declaration}{FEED}".encode(), "text/xml; charset=undefined") == FEED


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF16_LE])
def test_utf_16_with_and_without_its_mark(codec: str, mark: bytes) -> None:
    body = f'<?xml version="1.0" encoding="utf-16"?>\n{FEED}'.encode(codec)
    assert decode(mark + body if codec == "utf-16-le" else body, "") == FEED


def test_one_bad_byte_costs_one_letter() -> None:
    broken = UTF8.replace("ổ".encode(), b"\xff", 1)
    assert decode(broken, "text/xml") == FEED.replace("ổ", "\ufffd", 1)


def test_a_document_cut_inside_a_letter_is_still_utf_8() -> None:
    cut = UTF8[: UTF8.index("ổ".encode()) + 1]
    assert decode(cut, "text/xml; charset=iso-8859-1").startswith("<rss><title>Phường Bình Thới")


@pytest.mark.parametrize("where", ["document", "header"])
def test_an_old_vietnamese_code_page_is_believed_when_it_is_no_utf_8(where: str) -> None:
    # It writes the tone after its vowel.
    old = "<rss>Ho\u0323p tô\u0309 dân phô\u0301 sô\u0301 5, phươ\u0300ng Thơ\u0301i Hoà</rss>"
    declaration = '<?xml version="1.0" encoding="windows-1258"?>' if where == "document" else ""
    header = "text/xml" if where == "document" else "text/xml; charset=Windows-1258"
    assert decode((declaration + old).encode("cp1258"), header) == old


def test_an_unknown_codec_falls_back_to_utf_8() -> None:
    assert decode(b"<rss>\xe1\xe2</rss>", "text/xml; charset=punycode") == "<rss>\ufffd\ufffd</rss>"


def test_what_a_browser_shows_around_xml_goes() -> None:
    note = "This XML file does not appear to have any style information associated with it.\n"
    assert decode((note + FEED).encode(), "") == FEED


def test_controls_go_and_tabs_stay() -> None:
    assert decode(b"<rss>t\x08in\t\x00t\xe1\xbb\xa9c\x1f\n</rss>", "") == "<rss>tin\ttức\n</rss>"


@given(st.binary(), st.text())
def test_anything_decodes_to_something_that_utf_8_can_write(body: bytes, content_type: str) -> None:
    decode(body, content_type).encode("utf-8")


OLD = "Ho\u0323p tô\u0309 dân phô\u0301 sô\u0301 5, phươ\u0300ng Thơ\u0301i Hoà"
IN_META = '<meta charset="windows-1258">'
IN_EQUIV = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Windows-1258">'
IN_XML = '<?xml version="1.0" encoding="windows-1258"?>'


@pytest.mark.parametrize(
    ("declares", "header"),
    [
        (IN_META, "text/html"),
        ("<meta charset = 'windows-1258' />", "text/html; charset=iso-8859-1"),
        (IN_EQUIV, ""),
        (f"<script>{'x' * 2000}</script>{IN_META}", ""),
        (IN_XML, ""),
        ("", 'text/html; charset="windows-1258"'),
        ('<meta charset="utf-16">', "text/html; charset=windows-1258"),
    ],
)
def test_a_page_in_an_old_code_page_says_so_in_one_of_many_ways(declares: str, header: str) -> None:
    page = f"<html><head>{declares}</head><p>{OLD}</p></html>"
    assert decode_html(page.encode("cp1258"), header) == page


@pytest.mark.parametrize("mark", ["", "\ufeff", "\r\n "])
@pytest.mark.parametrize("declares", ["", IN_META, IN_EQUIV, '<meta charset="utf-16">'])
def test_a_page_in_utf_8_is_read_so_whatever_it_declares(mark: str, declares: str) -> None:
    page = f"<!doctype html><head>{declares}<title>Phường Bình Thới</title>"
    assert decode_html(f"{mark}{page}".encode(), "text/html; charset=windows-1258") == page


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_needs_no_mark_and_may_begin_with_blanks(codec: str) -> None:
    page = "<!doctype html><p>Lịch tiếp công dân"
    assert decode_html(f"\r\n{page}".encode(codec), "text/html") == page


def test_a_page_keeps_what_stands_before_its_first_bracket() -> None:
    assert decode_html(b"502 <b>Bad gateway</b>", "") == "502 <b>Bad gateway</b>"


@given(st.binary(), st.text())
def test_any_page_decodes_to_something_that_utf_8_can_write(body: bytes, content: str) -> None:
    decode_html(body, content).encode("utf-8")
