"""Words under photographs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.articles.legends import alt_caption, caption_and_credit, undoubled
from kiosk.content.words.text import fold


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Quang cảnh hội nghị", "Quang cảnh hội nghị", ""),
        ("Quang cảnh hội nghị Quang cảnh hội nghị", "Quang cảnh hội nghị", ""),
        ("Một góc chợ. Ảnh: Lan Anh", "Một góc chợ.", "Lan Anh"),
        ("Một góc chợ (Ảnh: Lan Anh).", "Một góc chợ", "Lan Anh"),
        ("Một góc chợ - Ảnh: LAN ANH", "Một góc chợ", "LAN ANH"),
        ("Một góc chợ. ẢNH: L.A", "Một góc chợ.", "L.A"),
        ("Một góc chợ… (Nguồn: TTXVN)", "Một góc chợ…", "TTXVN"),
        ("Một góc chợ. Ảnh: VGP/Lan Anh", "Một góc chợ.", "VGP/Lan Anh"),
        ("Ảnh: Lan Anh", "", "Lan Anh"),
        ("Ảnh minh họa: Lan Anh", "Ảnh minh họa", "Lan Anh"),
        ("Hàng bán ảnh: nghề xưa còn lại", "Hàng bán ảnh: nghề xưa còn lại", ""),
        ("Trong ảnh: Bà Bảy (trái). Bà nói vui", "Trong ảnh: Bà Bảy (trái). Bà nói vui", ""),
        ("", "", ""),
    ],
)
def test_caption_and_credit(text: str, caption: str, credit: str) -> None:
    assert caption_and_credit(text) == (caption, credit)


@given(st.text("aăâ êươđ-.", min_size=1, max_size=40).filter(lambda text: bool(text.strip())))
def test_what_is_said_twice_is_said_once(text: str) -> None:
    once = " ".join(text.split())
    assert len(undoubled(f"{once} {once}")) <= len(once)
    assert once.startswith(undoubled(f"{once} {once}")[:1])


@given(st.text(max_size=80))
def test_no_text_is_made_longer(text: str) -> None:
    caption, credit = caption_and_credit(text)
    assert len(caption) + len(credit) <= max(len(text), 1)


@pytest.mark.parametrize(
    ("alt", "caption"),
    [
        ("Bà con xếp hàng chờ nhận hồ sơ", "Bà con xếp hàng chờ nhận hồ sơ"),
        ("Phường ra mắt tổ hỗ trợ - Ảnh 1.", ""),
        ("Ảnh màn hình 2026-03-06 lúc 23.12.56.png", ""),
        ("hop-phuong-1.jpg", ""),
        ("IMG_2031", ""),
        ("Phường ra mắt tổ hỗ trợ", ""),
        ("PHƯỜNG RA MẮT TỔ HỖ TRỢ", ""),
        ("avatar", ""),
        ("", ""),
    ],
)
def test_an_alt_is_a_caption_only_if_it_describes_the_picture(alt: str, caption: str) -> None:
    assert alt_caption(alt, frozenset({fold("Phường ra mắt tổ hỗ trợ")})) == caption
