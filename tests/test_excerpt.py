"""Leads and paragraphs from what feeds give for them."""

import pytest
from patience import ends

from kiosk.content.feeds.excerpt import words
from kiosk.content.markup.html import Fragment, fragment

TITLE = "Ra quân tổng vệ sinh"
FIRST = "Sáng 22/11, phường ra quân tổng vệ sinh tại các tuyến hẻm với 120 người tham gia."
SECOND = "Đoàn đã thu gom ba tấn rác và xóa hai điểm đen về rác thải trên địa bàn phường."
TAIL = '<p>The post <a href="/x">Ra quân</a> appeared first on <a href="/">Phường 5</a>.</p>'
NOTHING = Fragment("")


def read(summary: str, content: str = "") -> tuple[str, tuple[str, ...]]:
    return words(TITLE, fragment(summary), fragment(content) if content else NOTHING)


@pytest.mark.parametrize(
    "summary",
    [
        f"{FIRST} Xem tiếp",
        f"<p>{FIRST}</p><a href='/x'>Xem chi tiết »</a>",
        f"{FIRST} [Đọc thêm]",
        f"{FIRST} Read more...",
        f"{FIRST} Chi tiết",
        f"<p>{FIRST}</p>{TAIL}",
        f"<p>{FIRST}</p><p>Bài viết Ra quân đã xuất hiện đầu tiên vào ngày Phường 5.</p>",
        f"<h3>{TITLE}</h3><p>{FIRST}</p>",
        f"(Portal.example) - {FIRST}",
        f"{TITLE}. {FIRST}",
        f"{TITLE} - {FIRST}",
        f"<p><em>Ảnh: Lan Anh</em></p><p>{FIRST}</p>",
        f"<p>{FIRST}</p><p>Tin liên quan:</p><p><a href='/x'>Tin cũ</a></p>",
        f"<p>{FIRST}</p><p>>> <a href='/x'>Tin cũ của phường</a></p>",
    ],
)
def test_a_lead_is_what_the_paper_wrote(summary: str) -> None:
    assert read(summary) == (FIRST, ())


@pytest.mark.parametrize(
    "lead",
    ["Quy định được nêu chi tiết.", "Mời bạn đọc xem thêm", "Bài viết được đọc thêm hai lần."],
)
def test_words_of_a_sentence_are_no_button(lead: str) -> None:
    assert read(lead)[0] == lead


@pytest.mark.parametrize("cut", [" [&#8230;]", " [...]", "...", "…"])
def test_what_is_cut_off_says_so_one_way(cut: str) -> None:
    assert read(f"Sáng 22/11, phường ra quân{cut}")[0] == "Sáng 22/11, phường ra quân…"


@pytest.mark.parametrize(
    "summary",
    [
        f"{FIRST[:40]} [&#8230;]{TAIL}",
        f"{FIRST} {SECOND[:30]}…",
        "",
        "No Description",
        FIRST,
        f"<p>{TITLE}</p>",
    ],
)
def test_lead_and_paragraphs_do_not_repeat_each_other(summary: str) -> None:
    content = f"<p>(Portal) - {FIRST}</p><p>{SECOND}</p>{TAIL}"
    assert read(summary, content) == (FIRST, (SECOND,))


def test_a_lead_of_two_paragraphs_is_not_said_twice() -> None:
    third = "Phường sẽ tổ chức hằng tuần, vào sáng thứ Bảy. " * 4
    content = f"<p>{FIRST}</p><p>{SECOND}</p><p>{third}</p>"
    assert read(f"{FIRST} {SECOND}", content) == (f"{FIRST} {SECOND}", (third.strip(),))


def test_thousands_of_paragraphs_cost_little() -> None:
    content = "<p>Thứ Năm" * 9_000
    with ends():
        assert len(read(f"{FIRST} {SECOND} " * 40, content)[1]) <= 100
