"""Text from outside, fit to print."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.words.text import fold, plain, without_dateline


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Tỷ gi&#225; euro", "Tỷ giá euro"),
        ("Ph&amp;#432;&amp;#7901;ng 5", "Phường 5"),
        ("&amp;amp;quot;Chủ nhật xanh&amp;amp;quot;", '"Chủ nhật xanh"'),
        ("&amp;amp;amp;lt;", "&lt;"),
        ("AT&T, a?b=1&copy=2", "AT&T, a?b=1&copy=2"),
        (unicodedata.normalize("NFD", "Hồ sơ khu phố Ẵ"), "Hồ sơ khu phố Ẵ"),
        ("  Cúp\tnước\n\u00a0khẩn \u2028", "Cúp nước khẩn"),
        ("\uf0b7 Mang theo\ue000giấy tờ\U000e0100\ufdd0", "Mang theo giấy tờ"),
        ("đảo \u202engược\u202c \u200bnhau\ufeff", "đảo ngược nhau"),
        ("ti\u00adn\x00 \x1btức\x7f", "tin tức"),
        ("mất ch\ufffd", "mất ch\ufffd"),
        ("\ud800", "\ufffd"),
        ("x" + "\u0301" * 50, "x\u0301\u0301"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_plain(raw: str, shown: str) -> None:
    assert plain(raw, 100) == shown


def test_what_is_too_long_is_cut_between_syllables() -> None:
    assert plain("Niêm yết công khai hồ sơ", 20) == "Niêm yết công khai…"
    assert plain("Niêm yết công khai hồ sơ", 19) == "Niêm yết công khai…"
    assert plain("Niêm yết công khai hồ sơ", 18) == "Niêm yết công…"
    assert plain("Niêm yết, công khai", 12) == "Niêm yết…"
    assert plain("https://phuong.vn/" * 9, 10) == "https://p…"


@given(st.text(), st.integers(2, 60))
def test_plain_text_has_no_surprises_left(raw: str, limit: int) -> None:
    shown = plain(raw, limit)
    assert len(shown) <= limit
    assert shown == " ".join(shown.split())
    assert unicodedata.is_normalized("NFC", shown)
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Zl"}


@given(st.text("aăâ êươđ ệứ,.…", max_size=60), st.integers(2, 60))
def test_what_is_cut_is_the_beginning_and_says_so(raw: str, limit: int) -> None:
    whole, cut = plain(raw, 1000), plain(raw, limit)
    assert cut == whole or (cut.endswith("…") and whole.startswith(cut[:-1]))


@pytest.mark.parametrize(
    ("raw", "lead"),
    [
        ("(Thanhuytphcm.vn) - Chiều 12/10, Quận ủy", "Chiều 12/10, Quận ủy"),
        ("(Dân trí) - Sáng nay", "Sáng nay"),
        ("(NLĐO)- Công an", "Công an"),
        ("(PLO)–Sáng nay", "Sáng nay"),
        ("VOV.VN - Sáng nay", "Sáng nay"),
        ("TTO - Sáng nay", "Sáng nay"),
        ("TPO– “Chợ đêm” mở lại", "“Chợ đêm” mở lại"),
        ("QĐND Online - Ủy ban", "Ủy ban"),
        ("NLĐO - 300 hộ dân", "300 hộ dân"),
        ("Kinhtedothi - Đến nay", "Đến nay"),
        ("(Chinhphu.vn) – Thủ tướng", "Thủ tướng"),
        ("VTV - đài quốc gia - vừa", "VTV - đài quốc gia - vừa"),
        ("VOV - ơi là vui", "VOV - ơi là vui"),
        ("UBND - Phường 5", "UBND - Phường 5"),
        ("TTOX - Sáng nay", "TTOX - Sáng nay"),
        ("(Phường 5) tổ chức họp", "(Phường 5) tổ chức họp"),
        ("Sáng nay (12/10) - ngày hội", "Sáng nay (12/10) - ngày hội"),
        ("TP.HCM - nơi đáng sống", "TP.HCM - nơi đáng sống"),
        ("(a) - b", "(a) - b"),
        ("", ""),
    ],
)
def test_the_papers_mark_before_a_lead_goes(raw: str, lead: str) -> None:
    assert without_dateline(raw) == lead


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "hoà  bình"),
        ("Khỏe và đẹp, thủy lợi", "KHOẺ VÀ ĐẸP; THUỶ LỢI"),
        ("“Chủ nhật xanh” – 3,2 tấn", "Chủ nhật xanh - 3.2 tấn"),
        (unicodedata.normalize("NFD", "Đường Lê Lợi"), "Đường Lê Lợi"),
    ],
)
def test_two_spellings_of_one_title_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hoa"), ("má", "mà"), ("đa", "da"), ("ơ", "o")])
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once_for_case_and_spaces(title: str) -> None:
    assert fold(f"  {title}\t") == fold(title)
