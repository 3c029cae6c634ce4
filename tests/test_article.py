"""What a page must be to be read, and what is taken from where."""

import contextlib
import json
import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import ends

from kiosk.content.articles.article import ArticleError, read
from kiosk.content.values import Article, PageSelectors

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FETCHED = datetime(2026, 11, 24, 1, tzinfo=UTC)
URL = "https://phuonghoamai.gov.vn/tin/ra-mat-to-ho-tro-1499000123"
TITLE = "Phường Hòa Mai ra mắt tổ hỗ trợ người dân làm hồ sơ"
ONE = "Sáng 23/11, phường Hòa Mai ra mắt tổ hỗ trợ, giúp người cao tuổi nộp hồ sơ ngay tại khu phố."
TWO = "Tổ gồm mười hai đoàn viên, mỗi tuần trực ba buổi tối tại nhà văn hóa khu phố 4."
THREE = "Theo bà Lê Thị Ngọc, trong tháng đầu tổ dự kiến hướng dẫn khoảng 300 lượt người."
TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def article(page: str, title: str = "", selectors: PageSelectors | None = None) -> Article:
    chosen = selectors or PageSelectors()
    return read(page, url=URL, zone=ZONE, fetched=FETCHED, title=title, selectors=chosen)


def page(body: str = f"<h1>{TITLE}</h1>{TEXT}", head: str = "") -> str:
    return f"<html><head>{head}</head><body><div class=content>{body}</div></body></html>"


def ld(**said: object) -> str:
    thing = {"@type": "NewsArticle", "headline": TITLE} | said
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


# What is no article.

TEASERS = "".join(
    f"<div class=tin><h3><a href=/t{i}>Khu phố {i} ra quân dọn vệ sinh cuối tuần</a></h3><p>Hơn một"
    f" trăm người dân khu phố {i} cùng dọn sạch tuyến kênh dài hai cây số, sáng nay.</p></div>"
    for i in range(8)
)


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("<html></html>", "no article"),
        (
            (
                "<title>Wi-Fi</title><p>Chào mừng quý khách. Vui lòng đăng nhập để dùng mạng.</p>"
                "<form><input name=u><input type=password name=p></form>"
            ),
            "password",
        ),
        (
            "<div id=root></div><script></script><noscript>Hãy bật JavaScript</noscript>",
            "no",
        ),
        (page(f"<h2>Tin tức - Sự kiện</h2>{TEASERS}"), "list"),
        (
            page(
                f"<h1>Tin tức</h1><ul>{'<li><a href=/x>Một tin khác của phường</a></li>' * 20}</ul>"
            ),
            "no",
        ),
        (page("<h1>Không tìm thấy trang</h1><p>Trang đã bị xóa.</p>"), "no article"),
    ],
)
def test_a_page_without_an_article_says_what_it_is(markup: str, why: str) -> None:
    with pytest.raises(ArticleError, match=why):
        article(markup)


def test_a_page_about_something_else_is_refused() -> None:
    with pytest.raises(ArticleError, match="something else"):
        article(page(), title="Giá vàng trong nước giảm phiên thứ ba liên tiếp")


@pytest.mark.parametrize(
    "known",
    [
        TITLE,
        "Hòa Mai ra mắt tổ hỗ trợ làm hồ sơ trực tuyến",
        "PHƯỜNG HOÀ MAI RA MẮT TỔ HỖ TRỢ",
        "Người cao tuổi nộp hồ sơ ngay tại khu phố",
    ],
)
def test_a_headline_that_was_changed_is_still_that_story(known: str) -> None:
    assert article(page(), title=known).paragraphs == (TWO, THREE)


# Title, lead and words.


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("", f"<h1>{TITLE}</h1>", TITLE),
        (f"<title>{TITLE} - Báo Hòa Mai</title>", "", TITLE),
        (f"<title>{TITLE} | Cổng thông tin điện tử</title>", "<h1>Cổng thông tin</h1>", TITLE),
        (f"<meta property=og:title content='{TITLE} - HoaMai.vn'>", "", TITLE),
        (f"<title>{TITLE} | Hòa Mai</title>", f"<div class=tieude><b>{TITLE}</b></div>", TITLE),
        (f"<title>{TITLE}</title>", f"<h1>{TITLE} trên mạng</h1>", f"{TITLE} trên mạng"),
        (
            ld(headline="Ph&amp;#432;&amp;#7901;ng Hòa Mai h&#7885;p cuối tuần"),
            "",
            "Phường Hòa Mai họp cuối tuần",
        ),
        (
            "<title>&lt;script&gt;alert(1)&lt;/script&gt; Hòa Mai ra mắt tổ</title>",
            "",
            "Hòa Mai ra mắt tổ",
        ),
        ("", f"<h1>&lt;b&gt;{TITLE}&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt;</h1>", TITLE),
    ],
)
def test_title(head: str, body: str, title: str) -> None:
    assert article(page(body + TEXT, head), title="Phường Hòa Mai ra mắt tổ hỗ trợ").title == title


def test_a_lead_that_only_machines_are_told_the_beginning_of() -> None:
    found = article(page(head=f"<meta name=description content='(HMO) - {ONE[:60]}…'>"))
    assert (found.lead, found.paragraphs) == (ONE, (TWO, THREE))


def test_a_lead_in_a_box_of_its_own_is_not_said_twice() -> None:
    found = article(page(f"<h1>{TITLE}</h1><h2 class=sapo>(Hoamai.vn) - {ONE}</h2>{TEXT}"))
    assert (found.lead, found.paragraphs) == (ONE, (TWO, THREE))


def test_decomposed_letters_are_composed() -> None:
    assert article(unicodedata.normalize("NFD", page())).paragraphs == (TWO, THREE)


@pytest.mark.parametrize(
    "junk",
    [
        "<p>Xem thêm: <a href=/x>Phường bên lập đội tự quản</a></p>",
        "<p>&gt;&gt; Mời bạn đọc theo dõi trang của phường trên Zalo.</p>",
        "<p>Từ khóa: hồ sơ, khu phố, chuyển đổi số</p>",
        "<p>Trở lại đầu trang</p><p>Lượt xem: 120</p>",
        "<p><a href='mailto:toasoan@hoamai.vn'>toasoan@hoamai.vn</a></p>",
        "<h3>Tin khác</h3><p>Lịch tiếp công dân tháng 12, mời bà con theo dõi.</p>",
        "<div class=related-news><p>Phường bên cũng lập tổ hỗ trợ từ đầu tháng này.</p></div>",
        "<div style='display: none'><p>Giá hiện tại, khối lượng, hồ sơ doanh nghiệp.</p></div>",
        "<div class=vote><p>Theo bạn, tổ hỗ trợ nên trực thêm buổi nào, sáng hay chiều?</p></div>",
    ],
    ids=lambda junk: str(junk)[:30],
)
def test_what_is_none_of_the_article_is_left_out(junk: str) -> None:
    assert article(page(f"<h1>{TITLE}</h1>{TEXT}{junk}")).paragraphs == (TWO, THREE)


@pytest.mark.parametrize(
    "said",
    [
        "Trở lại quê nhà sau mười năm, anh Tâm nhận ra con đường đã được trải nhựa phẳng phiu.",
        "Lượt khách đến làm thủ tục trong tuần tăng hai phần mười so với tuần trước.",
        "Thông báo của phường được dán tại nhà văn hóa và gửi qua trang của khu phố.",
        "Bình luận về mô hình này, nhiều bà con cho rằng nên mở thêm buổi sáng cuối tuần.",
    ],
)
def test_sentences_that_begin_like_buttons_stay(said: str) -> None:
    body = (
        f"<h1>{TITLE}</h1>{TEXT}<div class=news-update><p>{said}</p></div><p>{TWO} Mời bà con.</p>"
    )
    assert said in article(page(body)).paragraphs


def test_a_second_article_in_the_same_page_is_not_read() -> None:
    long = "".join(
        f"<p>Đoạn {i} của bài thứ hai, dài hơn hẳn bài thứ nhất và nói chuyện khác.</p>"
        for i in range(30)
    )
    first = f"<div class=a><h1>{TITLE}</h1>{TEXT * 3}</div>"
    found = article(
        page(f"{first}<div class=a><h1>Bài thứ hai trong cùng một trang</h1>{long}</div>")
    )
    assert not any("thứ hai" in each for each in found.paragraphs)


def test_facts_in_a_table_are_one_line_a_row() -> None:
    rows = "".join(
        f"<tr><td>Thứ {day}</td><td>{hour} giờ</td></tr>" for day, hour in ((2, 19), (4, 20))
    )
    table = f"<table>{rows}</table>"
    found = article(page(f"<h1>{TITLE}</h1>{TEXT}{table}<p>{TWO} Mời bà con đến.</p>"))
    assert found.paragraphs[2:4] == ("Thứ 2 | 19 giờ", "Thứ 4 | 20 giờ")


def test_text_that_scripts_would_draw_is_taken_from_what_machines_are_told() -> None:
    body = f"{ONE}\n\n" + "\n".join(f"Đoạn {i}. {TWO}" for i in range(8))
    found = article(page(f"<h1>{TITLE}</h1><p>Đang tải…</p>", ld(articleBody=body)))
    assert found.paragraphs[:2] == (ONE, f"Đoạn 0. {TWO}")
    assert len(found.paragraphs) == 9


# Author and time.


@pytest.mark.parametrize(
    ("markup", "byline"),
    [
        ("<p style='text-align:right'><b>Long Hồ</b></p>", "Long Hồ"),
        ("<p><strong>Bài, ảnh: Lan Anh - Hà Thu</strong></p>", "Lan Anh - Hà Thu"),
        ("<p>Nguyễn Thị Minh Khai</p>", "Nguyễn Thị Minh Khai"),
        ("<p><b>PV</b></p>", "PV"),
        ("<div class=detail-author>Long Hồ (longho@hoamai.vn)</div>", "Long Hồ"),
        ("<p><strong>Cảm ơn bà con đã lắng nghe</strong></p>", ""),
        ("<p><b>HoaMai.vn</b></p>", ""),
        ("", ""),
    ],
)
def test_signature(markup: str, byline: str) -> None:
    assert article(page(f"<h1>{TITLE}</h1>{TEXT}{markup}")).byline == byline


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ({"@type": "Person", "name": "Long Hồ"}, "Long Hồ"),
        (
            [{"@type": "Person", "name": "LONG HỒ"}, {"@type": "Person", "name": "Hà Thu"}],
            "LONG HỒ - Hà Thu",
        ),
        ({"@type": "Person", "name": "Theo Long Hồ"}, "Long Hồ"),
        ({"@type": "Person", "name": "Hòa Mai Online"}, ""),
        ({"@type": "Organization", "name": "Báo Hòa Mai"}, ""),
        ("bandoc@hoamai.vn", ""),
    ],
)
def test_author_that_machines_are_told(author: object, byline: str) -> None:
    head = ld(author=author) + "<meta property=og:site_name content='Hòa Mai Online'>"
    assert article(page(head=head)).byline == byline


LD = '<script type="application/ld+json">'
AT = datetime(2026, 11, 23, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "under_the_headline"),
    [
        (ld(datePublished="2026-11-23T10:05:00+07:00"), ""),
        (ld(datePublished="2026-11-23T10:05:11.000 +07:00"), ""),
        (f'{LD}{{"@type":"NewsArticle","datePublished":"2026-11-23T10:05:00",}}</script>', ""),
        (f'{LD}{{"@type":"NewsArticle","x":1 "datePublished":"2026-11-23T03:05:00Z"</script>', ""),
        ("<meta property=article:published_time content='2026-11-23T10:05:00'>", ""),
        ("<meta itemprop=datePublished content='2026-11-23 10:05'>", ""),
        ("", "<time datetime='2026-11-23T10:05:00+07:00'>hôm qua</time>"),
        ("", "<span class=date>Thứ Hai, 23/11/2026, 10:05 (GMT+7)</span>"),
        ("", "<div>Ngày đăng: 23/11/2026 10:05 | Lượt xem: 120</div>"),
        ("", "<p>10:05 ngày 23/11/2026</p>"),
        ("", "<img width=600 src='/a/hop-phuong-hoa-mai.jpg?vs=23112026100500'>"),
    ],
)  # fmt: skip
def test_time(head: str, under_the_headline: str) -> None:
    found = article(page(f"<h1>{TITLE}</h1>{under_the_headline}{TEXT}", head))
    assert found.published.at is not None
    assert found.published.at.replace(second=0) == AT
    assert found.paragraphs == (TWO, THREE)


@pytest.mark.parametrize(
    "top",
    [
        "<span class=ngay>Thứ Ba, ngày 24 tháng 11 năm 2026</span>",
        "<div id=header>Thứ Ba, 24/11/2026, 08:00 (GMT+7)</div>",
    ],
)
def test_the_day_in_the_masthead_is_not_the_articles(top: str) -> None:
    found = article(f"<body><div id=top>{top}</div>{page()}")
    assert found.published.at is None


def test_an_absurd_date_is_doubtful() -> None:
    found = article(page(head="<meta name=pubdate content='2031-01-01T00:00:00Z'>"))
    assert (found.published.at, found.published.doubtful) == (FETCHED, True)


# Links, covers, selectors.


@pytest.mark.parametrize(
    ("canonical", "link"),
    [
        ("https://www.hoamai.vn/tin/bai-1499000123", "https://www.hoamai.vn/tin/bai-1499000123"),
        ("/tin/bai-1499000123", "https://phuonghoamai.gov.vn/tin/bai-1499000123"),
        ("https://phuonghoamai.gov.vn/", URL),
        ("javascript:alert(1)", URL),
        ("", URL),
    ],
)
def test_link(canonical: str, link: str) -> None:
    assert article(page(head=f"<link rel=canonical href='{canonical}'>")).link == link


def test_the_cover_is_no_photo_of_the_text() -> None:
    found = article(page(head="<meta property=og:image content='/anh/bia-bai-viet.jpg'>"))
    assert found.photos == ()
    assert found.cover is not None
    assert found.cover.url == "https://phuonghoamai.gov.vn/anh/bia-bai-viet.jpg"


def test_selectors_say_what_the_rules_would_miss() -> None:
    body = (
        "<div class=x1>Tên chuyên mục dài hơn tựa bài</div><div class=x2>Tựa thật của bài</div>"
        f"<div class=x3>{THREE}</div><div class=x4><p>{ONE}</p><p class=qc>Mua ngay hôm nay, giảm"
        f" giá sâu.</p><p>{TWO}</p><img src=/that-la-anh.jpg><div class=x5>Chú thích"
        " nằm ở chỗ không ai ngờ</div><img src=/khong-phai.jpg></div><i class=x6>Long Hồ viết</i>"
        "<b class=x7>23/11/2026 10:05</b><b class=x8>Hà Thu</b>"
    )
    louder = "".join(
        f"<p>Đoạn {i} của một bài khác hẳn, dài hơn và đặt trước.</p>" for i in range(30)
    )
    found = article(
        f"<body>{body}<div class=sidebar>{louder}</div>",
        selectors=PageSelectors(
            title=".x2", lead=".x3", body=".x4", byline=".x8", time=".x7",
            photo="img[src*=that]", caption=".x5", drop=("p.qc", ".x6"),
        ),
    )  # fmt: skip
    assert (found.title, found.lead) == ("Tựa thật của bài", THREE)
    assert found.paragraphs == (ONE, TWO)
    assert (found.byline, found.published.at) == ("Hà Thu", AT)
    assert [photo.caption for photo in found.photos] == ["Chú thích nằm ở chỗ không ai ngờ"]


# Hostile pages.

BOLD = "".join(f"<p><b x={i}>chữ" for i in range(50_000))


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 1_000_000 + TEXT,
        "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">" + page(),
        page() * 30_000,
        f"<h1>{TITLE}</h1><p>" + "Phường 5 họp. " * 1_000_000,
        BOLD,
        "<ul><li>" * 100_000,
        f"<h1>{TITLE}</h1>" * 20_000 + TEXT,
        f"{TEXT}<img src=anh-phuong-hoa-mai.jpg>" * 20_000,
        "<figure><img src=x1234567890123.jpg>" * 9_000 + "chú thích",
        "<td>" + "dòng một.<br>" * 200_000,
        "<img srcset='" + "a.jpg 1w," * 300_000 + "'>",
        "<script type=application/ld+json>" + "[" * 200_000 + "</script>",
        '<script type=application/ld+json>{"@type":"NewsArticle","headline":"' + '\\"' * 190_000,
        f"<title>{' - x' * 300_000}</title>{TEXT}",
        ("<div>" * 140 + f"<p>{ONE}</p>" + "</div>" * 140) * 60,
        f"<h1>{TITLE}</h1>{TEXT}" + "12/10/2021 " * 100_000,
        "\0" * 1_000_000 + page(),
        page()[:-200],
    ],
    ids=lambda markup: f"{markup[:16]}…{markup[-6:]}",
)
def test_traps_end_in_seconds_with_an_article_or_a_sentence(markup: str) -> None:
    with ends(), contextlib.suppress(ArticleError):
        assert sum(map(len, article(markup).paragraphs)) < 1_000_000


PARTS = st.sampled_from(
    (
        *(
            "<p>",
            "</p>",
            "<div class=related>",
            "</div>",
            "<br>",
            "<h1>",
            "</h1>",
            "<td>",
            "<figure>",
        ),
        *(
            "</figure>",
            "<img src=a-b-c-d-e.jpg>",
            "<figcaption>",
            "<a href=/x>",
            "</a>",
            "<b>",
            "</b>",
        ),
        *(
            "<script type='application/ld+json'>",
            "</script>",
            '{"@type":"Article","author":[[{}]],',
            "}",
        ),
        *(
            "<time datetime=",
            "<meta property=og:title content='",
            "'>",
            "<!--",
            "-->",
            "&amp;amp;lt;",
        ),
        *(
            ONE,
            TITLE,
            "Tin khác",
            "Long Hồ",
            "23/11/2026 10:05",
            "Ảnh: ",
            "(HMO) - ",
            "\u202e",
            "e\u0323",
        ),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS | st.text(max_size=20), max_size=60).map("".join))
def test_any_markup_gives_clean_words_or_a_sentence(markup: str) -> None:
    try:
        found = article(markup)
    except ArticleError:
        return
    words = [found.title, found.lead, found.byline, *found.paragraphs]
    words += [word for photo in found.photos for word in (photo.caption, photo.credit)]
    assert all(word == " ".join(word.split()) for word in words)
    assert found.lead not in found.paragraphs
    assert len({photo.url for photo in found.photos}) == len(found.photos)
    assert all(photo.url.startswith(("http://", "https://")) for photo in found.photos)
