"""Text made fit to be set, and spaces that a careful printer keeps together."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.layout.vietnamese import DASH, FREE, NAME, NEVER, UNIT, price, settable


@pytest.mark.parametrize(
    ("raw", "fit"),
    [
        (unicodedata.normalize("NFD", "Ủy ban Phường Bến Sen"), "Ủy ban Phường Bến Sen"),
        ("ê\u0323 o\u0301\u031b", "ệ ớ"),
        ("Bến\tSen\r\nphường\x0b12\x00", "Bến Sen phường 12"),
        ("\u202eđảo\u202c \u200fngược\u200e", "đảo ngược"),
        ("tiếp\u00adcông\u200bdân\ufeff", "tiếpcôngdân"),
        ("khẩn ☎\ufe0e \u2601\ufe0f", "khẩn ☎ ☁"),
        ("Covid\u201119 17\u201023/7", "Covid-19 17-23/7"),
        ("12\u00a0giờ\u202f30\u3000phút\u2028hết", "12 giờ 30 phút hết"),
        ("một \ud83c nửa", "một \ufffd nửa"),
        ("   ", ""),
        ("m² ½ № “Bến Sen” 652,55 tỷ ₫", "m² ½ № “Bến Sen” 652,55 tỷ ₫"),
    ],
)
def test_settable(raw: str, fit: str) -> None:
    assert settable(raw) == fit


@given(st.text())
def test_what_was_made_fit_stays_as_it_is(text: str) -> None:
    fit = settable(text)
    assert settable(fit) == fit
    assert unicodedata.is_normalized("NFC", fit)
    assert fit == " ".join(fit.split(" ")).strip()
    assert not {unicodedata.category(letter) for letter in fit} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("phrase", "dear"),
    [
        ("652,55|tỷ", UNIT), ("tỷ|đồng", UNIT), ("60|%", NEVER), ("3.200|m2,", UNIT),
        ("30|phút.", UNIT), ("(120|người)", UNIT), ("1.234|cây", UNIT), ("tám|tháng", FREE),
        ("Quận|11", UNIT), ("phường|5,", UNIT), ("khóa|XII", UNIT), ("thứ|6", UNIT),
        ("Điều|4", UNIT), ("quý|IV", UNIT), ("số|12", UNIT), ("Thứ|7", UNIT), ("Q.|1", UNIT),
        ("ngày|4", UNIT), ("tháng|12", UNIT), ("năm|2021", UNIT), ("12|năm", UNIT),
        ("(ngày|12/10)", UNIT), ("từ|17-23/7", UNIT), ("năm|học", FREE),
        ("ông|Nguyễn", UNIT), ("bà|Lê", UNIT), ("TS.|Trần", UNIT), ("TP.|Hồ", UNIT),
        ("ông|nói", FREE), ("Nguyễn|Thị", NAME), ("“Bến|Sen”", NAME), ("Sen,|Bến", FREE),
        ("Bến|rạch", FREE), ("UBND|Phường", FREE),
        ("Covid|-19", NEVER), ("COVID|-19,", NEVER), ("phường|–", DASH), ("nguồn|·", DASH),
        ("–|phường", FREE), ("(|dân", NEVER), ("dân|)", NEVER), ("dân|…", NEVER), ("dân|”", NEVER),
        ("người|dân", FREE), ("đồng|vốn", FREE), ("Thứ|Năm", UNIT),
        ("(thứ|hai)", UNIT), ("thứ|gì", FREE),
    ],
)  # fmt: skip
def test_what_a_break_costs(phrase: str, dear: float) -> None:
    left, right = phrase.split("|")
    assert price(left, right) == dear
