"""A feed's bytes as text, whatever they say they are."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.decoding import decode

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
