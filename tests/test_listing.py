"""Section pages of portals without a feed, in the shapes that portals, wards and papers use."""

import contextlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from patience import ends

from kiosk.content.feeds import feed
from kiosk.content.lists import listing
from kiosk.content.values import NO_SECTION_SELECTORS, Feed, SectionSelectors
from kiosk.errors import SourceError

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FETCHED = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SITE = "https://phuong.example.vn"
URL = f"{SITE}/tin-tuc"
TITLES = (
    "Phường Bình Thới thông xe cầu Rạch Ông Buông sau 14 tháng thi công",
    "Khai mạc hội thao chào mừng ngày 20/11 tại sân khu phố 3",
    "Lịch tiêm vắc-xin cho trẻ em dưới 5 tuổi trong tháng 12",
    "Ra quân “Chủ nhật xanh”, gom 3,2 tấn rác dọc kênh",
)
LEAD = "Sáng nay, Ủy ban nhân dân phường cùng bà con khu phố 3 đã làm lễ thông xe cây cầu mới."
MENU = """<div id="top"><ul class="menu"><li><a href="/">Trang chủ</a></li>
<li><a href="/gioi-thieu">Giới thiệu chung về phường Bình Thới</a></li>
<li><a href="/thu-tuc">Thủ tục hành chính công</a></li></ul>
<span>Thứ Ba, ngày 24 tháng 11 năm 2026</span></div>
<div class="breadcrumb"><a href="/tin">Tin tức và sự kiện của phường</a></div>"""
PAGER = """<div class="phan-trang"><a href="?page=1">1</a> <a href="?page=2">2</a>
<a href="?page=2">Trang sau của danh sách này</a></div>"""
BOXES = """<div class="cot"><h3>Xem nhiều</h3><ul>
<li><a href="/bai/901.html">Hướng dẫn làm căn cước cho người trên 60 tuổi</a></li>
<li><a href="/bai/902.html">Danh sách hộ kinh doanh được miễn thuế quý III</a></li>
<li><a href="/bai/903.html">Phường có thêm hai tuyến xe buýt điện</a></li></ul></div>
<div class="box"><h3>Thông báo</h3><ul>
<li><a href="/thong-bao/1">Lịch tiếp công dân tháng 12 của Chủ tịch phường</a></li>
<li><a href="/thong-bao/2">Tạm ngưng cấp nước khu phố 3 từ 22 giờ ngày 6/12</a></li></ul></div>"""
FOOTER = """<div id="footer">Cơ quan chủ quản: Ủy ban nhân dân phường. Điện thoại: 028 3822 0000
<a href="https://it.example.com">Thiết kế và vận hành bởi Công ty Phần mềm Ví Dụ</a></div>"""
HEAD = '<meta charset="utf-8"><title>Tin tức | Trang tin phường Bình Thới</title>'


def read(
    body: str, *, whole: bool = True, selectors: SectionSelectors = NO_SECTION_SELECTORS
) -> Feed:
    page = f"<html><head>{HEAD}</head><body>{MENU}{body}{PAGER}{BOXES}{FOOTER}" if whole else body
    return listing.parse(
        page.encode(),
        url=URL,
        content_type="text/html",
        zone=ZONE,
        fetched=FETCHED,
        selectors=selectors,
    )


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def items(shape: str, around: str = "{}", *, dates: tuple[str, ...] = ("",) * 4) -> str:
    filled = (
        shape.format(n=n, title=title, date=date, lead=LEAD if n == 1 else "")
        for n, (title, date) in enumerate(zip(TITLES, dates, strict=True), start=1)
    )
    return around.format("".join(filled))


def links(read_: Feed) -> list[str]:
    return [story.link for story in read_.stories]


DATES = ("23/11/2026 10:05", "22/11/2026 09:00", "21/11/2026 17:30", "9/11/2026 08:00")
WHEN = [at(23, 10, 5), at(22, 9), at(21, 17, 30), at(9, 8)]
SHAPES = {
    "list": ("<li><a href='/bai/{n}.html'>{title}</a> <span>({date})</span></li>", "<ul>{}</ul>"),
    "table": (
        (
            "<tr><td><a href='/bai/{n}.html'><img src='/anh/hinh-{n}.jpg'></a></td>"
            "<td><a href='/bai/{n}.html'>{title}</a><br>{date}<br>{lead}</td></tr>"
        ),
        "<table>{}</table>",
    ),
    "rows for title and date": (
        "<tr><td><a href='/bai/{n}.html'>{title}</a></td></tr><tr><td>{date}</td></tr>",
        "<table>{}</table>",
    ),
    "two to a row": (
        "<td><a href='/bai/{n}.html'>{title}</a><p>{date}</p></td>",
        "<table><tr>{}</tr></table>",
    ),
    "articles": (
        (
            "<article><header><h2><a href='/bai/{n}.html'>{title}</a></h2></header>"
            "<p class='sapo'>{lead}</p><footer><time datetime='x'>{date}</time></footer></article>"
        ),
        "<main>{}</main>",
    ),
    "cards": (
        (
            "<div class='item'><a href='/bai/{n}.html'>"
            "<img data-src='/anh/hinh-{n}.jpg' src='data:a'></a>"
            "<h3><a href='/bai/{n}.html'>{title}</a></h3>"
            "<a href='/chuyen-muc/tin'>Hoạt động của phường"
            " Bình Thới</a><div class='date'>{date}</div><p>{lead}</p>"
            "<a href='/bai/{n}.html'>Xem thêm</a>"
            "</div>"
        ),
        "<div class='ds'>{}</div>",
    ),
    "one link around all": (
        (
            "<a class='card' href='/bai/{n}.html'><img src='/anh/hinh-{n}.jpg'><h4>{title}</h4>"
            "<span class='time'>{date}</span><p>{lead}</p></a>"
        ),
        "<div>{}</div>",
    ),
    "flat": (
        "<h3><a href='/bai/{n}.html'>{title}</a></h3><p class='date'>{date}</p><p>{lead}</p>",
        "<div>{}</div>",
    ),
    "date first": (
        "<div class='date'>{date}</div><h3><a href='/bai/{n}.html'>{title}</a></h3>",
        "<div>{}</div>",
    ),
    "links and line breaks": ("- <a href='/bai/{n}.html'>{title}</a> {date}<br>", "<div>{}</div>"),
    "title unlinked": (
        (
            "<div class='tin'><h3>{title}</h3><p>{date}</p>"
            "<a href='/bai/{n}.html'>Xem chi tiết</a></div>"
        ),
        "<div>{}</div>",
    ),
    "ids in classes, headings called headers": (
        (
            "<div class='row-{n}'><div class='page-header'>"
            "<h2><a href='/bai/{n}.html'>{title}</a></h2></div>"
            "<dl><dt>Chi tiết</dt><dd>Danh mục: <a href='/tin'>Tin của phường Bình Thới</a></dd>"
            "<dd>Ngày đăng: {date}</dd></dl><p>{lead}</p>"
            "<a href='/bai/{n}.html'>Đọc thêm: {title}</a></div>"
        ),
        "<div class='blog'>{}</div>",
    ),
    "a picture behind a link": (
        (
            "<div class='col'><a href='/bai/{n}.html' style='background: url(/anh/hinh-{n}.jpg)'>"
            "</a><p class='card-date'>{date}</p><a href='/bai/{n}.html'>{title}</a></div>"
        ),
        "<div class='row'>{}</div>",
    ),
    "definitions": ("<dt><a href='/bai/{n}.html'>{title}</a></dt><dd>{date}</dd>", "<dl>{}</dl>"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_is_read_in_every_usual_markup_and_nothing_else_is(shape: str) -> None:
    markup, around = SHAPES[shape]
    found = read(items(markup, around, dates=DATES))
    assert [story.title for story in found.stories] == list(TITLES)
    assert links(found) == [f"{SITE}/bai/{n}.html" for n in (1, 2, 3, 4)]
    assert [story.published for story in found.stories] == WHEN
    assert [story.lead for story in found.stories] == [LEAD if "lead" in markup else "", "", "", ""]
    photos = [photo.url for story in found.stories for photo in story.photos]
    assert photos == (
        [f"{SITE}/anh/hinh-{n}.jpg" for n in (1, 2, 3, 4)] if "hinh" in markup else []
    )
    assert (found.title, found.dropped) == ("Trang tin phường Bình Thới", 0)
    assert {story.source for story in found.stories} == {"Trang tin phường Bình Thới"}


def test_a_section_may_hold_one_story() -> None:
    tin = f"<div class='tin'><h2><a href='/bai/1.html'>{TITLES[0]}</a></h2><i>23/11/2026</i></div>"
    found = read(f"{MENU}<div class='ds'>{tin}</div>{FOOTER}", whole=False)
    assert [(story.title, story.published) for story in found.stories] == [(TITLES[0], at(23))]


def test_a_picture_that_stands_at_every_title_is_an_icon() -> None:
    shape = "<li><img src='/anh/bieu-tuong.png'><a href='/bai/{n}.html'>{title}</a></li>"
    assert not any(story.photos for story in read(items(shape, "<ul>{}</ul>")).stories)


def test_titles_alone_are_enough_for_a_list() -> None:
    found = read(items("<li><a href='/bai/{n}.html'>{title}</a></li>", "<ul class='ds'>{}</ul>"))
    assert [story.title for story in found.stories] == list(TITLES)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("Thứ Hai, 23/11/2026 10:05", at(23, 10, 5)),
        ("23-11-2026", at(23)),
        ("(23/11)", at(23)),
        ("(25/12)", at(25, month=12, year=2025)),
        ("2 giờ trước", at(24, 8)),
        ("35 phút trước", at(24, 9, 25)),
        ("Hôm qua, 14:30", at(23, 14, 30)),
        ("10h05 | 23/11/2026", at(23, 10, 5)),
        ("Đăng ngày: 23/11/2026 | Lượt xem: 1204", at(23)),
        ("<b>23</b><br><i>Th11</i>", at(23)),
        ("<div class='ngay'>23</div><div class='thang'>11/2026</div>", at(23)),
        ("<div>14:20</div><div>23/11/2026</div>", at(23, 14, 20)),
        ("<time datetime='2026-11-23T10:05:00+07:00'>hôm kia</time>", at(23, 10, 5)),
        ("<span data-utc='1795403100'>mới đây</span>", at(23, 10, 5)),
        (
            "<span class='time-ago' title='11/23/2026 3:34:00 PM'>18 giờ trước</span>",
            at(23, 15, 34),
        ),
        ("<span class='meta'>Đăng bởi Ban biên tập phường, ngày 23/11/2026</span>", at(23)),
    ],
)
def test_dates_as_lists_write_them(written: str, means: datetime) -> None:
    shape = "<div class='tin'><h3><a href='/bai/{n}.html'>{title}</a></h3><div>{date}</div></div>"
    found = read(items(shape, dates=(written,) * 4))
    assert [story.title for story in found.stories] == list(TITLES)
    assert [story.published for story in found.stories] == [means] * 4
    assert not any(story.lead for story in found.stories)


def test_dates_in_titles_and_leads_are_no_dates_of_the_story() -> None:
    shape = "<li><h3><a href='/bai/{n}.html'>{title}</a></h3><p>{lead} Lễ diễn ra 22/11.</p></li>"
    found = read(items(shape, "<ul>{}</ul>"))
    assert [story.published for story in found.stories] == [None] * 4


def test_a_title_may_hold_a_day_of_its_own() -> None:
    title = "Lịch tiếp công dân ngày 3/12/2026"
    shape = f"<li><a href='/bai/{{n}}.html'>{title}, phòng {{n}}</a> <i>{{date}}</i></li>"
    found = read(items(shape, "<ul>{}</ul>", dates=DATES))
    assert [story.title for story in found.stories] == [f"{title}, phòng {n}" for n in (1, 2, 3, 4)]
    assert [story.published for story in found.stories] == WHEN


def test_dates_that_end_all_titles_are_their_dates() -> None:
    shape = "<li><a href='/bai/{n}.html'>{title} ({date})</a></li>"
    found = read(items(shape, "<ul>{}</ul>", dates=("23/11", "22/11", "21/11", "20/11")))
    assert [story.title for story in found.stories] == list(TITLES)
    assert [story.published for story in found.stories] == [at(day) for day in (23, 22, 21, 20)]


def test_a_cut_title_is_whole_in_its_tooltip_and_a_lead_that_repeats_it_is_none() -> None:
    shape = (
        "<div class='tin'><a title='{title}' href='/bai/{n}.html'>{title:.20}…</a>"
        "<p class='lead'>{title}.</p></div>"
    )
    found = read(items(shape))
    assert [story.title for story in found.stories] == list(TITLES)
    assert not any(story.lead for story in found.stories)


def test_short_titles_stand_in_a_list_of_longer_ones() -> None:
    shape = "<li><a href='/bai/{n}.html'>{title}</a> <i>{date}</i></li>"
    body = items(
        shape,
        "<ul>{}<li><a href='/bai/5.html'>Cúp nước khẩn</a> <i>8/11/2026</i></li></ul>",
        dates=DATES,
    )
    assert read(body).stories[-1].title == "Cúp nước khẩn"


def test_each_article_stands_once_with_all_that_is_said_of_it() -> None:
    top = "<div class='noi-bat'><a href='/bai/1.html'><img src='/anh/cau-moi-01.jpg'></a></div>"
    found = read(top + items(*SHAPES["list"], dates=DATES))
    assert len(found.stories) == 4
    assert found.stories[0].photos[0].url == f"{SITE}/anh/cau-moi-01.jpg"


def test_the_same_number_under_two_hosts_and_tracking_keys_is_the_same_story() -> None:
    body = items(
        "<li><a href='/tin-tuc/tin-149188800{n}?fbclid=x'>{title}</a> {date}</li>", dates=DATES
    )
    again = body.replace("'/tin-tuc", "'//www.phuong.example.vn/tin-tuc")
    found = read(f"<ul>{body}</ul><ul>{again}</ul>")
    assert [story.id for story in found.stories] == [f"149188800{n}" for n in (1, 2, 3, 4)]


def test_a_list_gives_the_same_stories_as_the_feed() -> None:
    rows = zip(TITLES, DATES, strict=True)
    entries = "".join(
        f"<item><title>{title}</title><link>{SITE}/t/tin-149188800{n}</link>"
        f"<pubDate>{date}</pubDate></item>"
        for n, (title, date) in enumerate(rows)
    )
    told = {"url": URL, "content_type": "", "zone": ZONE, "fetched": FETCHED}
    channel = f"<rss version='2.0'><channel><title>Trang tin phường Bình Thới</title>{entries}"
    from_feed = feed.parse(f"{channel}</channel></rss>".encode(), **told)
    shape = "<li><a href='/t/tin-149188800{n}'>{title}</a> {date}</li>"
    body = "".join(
        shape.format(n=n, title=title, date=date)
        for n, (title, date) in enumerate(zip(TITLES, DATES, strict=True))
    )
    assert read(f"<ul>{body}</ul>").stories == from_feed.stories


@pytest.mark.parametrize("href", ["javascript:void(0)", "mailto:a@b.vn", "#tin", "tel:113", ""])
def test_links_that_lead_nowhere_are_none(href: str) -> None:
    body = items(*SHAPES["list"], dates=DATES)
    extra = (
        f"<li><a href='{href}'>Gửi ý kiến đóng góp cho Ủy ban nhân dân phường</a> 23/11/2026</li>"
    )
    assert len(read(body.replace("</ul>", f"{extra}</ul>")).stories) == 4


def test_addresses_are_relative_to_the_base_of_the_document() -> None:
    body = items(
        "<li><a href='bai/{n}.html'>{title}</a></li>", "<base href='/van-hoa/'><ul>{}</ul>"
    )
    assert links(read(body))[0] == f"{SITE}/van-hoa/bai/1.html"


def test_advertisements_lead_elsewhere_but_a_list_may_as_well() -> None:
    body = items(*SHAPES["list"], dates=DATES)
    ad = "<li><a href='//ban-nha.example.com/1'>Căn hộ ven sông mở bán đợt cuối</a> 1/11/2026</li>"
    assert len(read(body.replace("</ul>", f"{ad}</ul>")).stories) == 4
    elsewhere = body.replace("'/bai", "'https://thanhpho.example.org/bai")
    assert links(read(elsewhere))[0] == "https://thanhpho.example.org/bai/1.html"


def test_the_site_calls_itself_by_one_of_three_names() -> None:
    body = items(*SHAPES["list"], dates=DATES)
    named = f"<meta property='og:site_name' content='Báo Phường'><title>A - B</title>{body}"
    assert read(named, whole=False).title == "Báo Phường"
    assert read(f"<title>Tin - Cổng phường 5</title>{body}", whole=False).title == "Cổng phường 5"
    assert read(f"<title>Tin</title>{body}", whole=False).title == "phuong.example.vn"


PARAGRAPHS = "".join(
    f"<p>{LEAD} Đoạn {n}, kể tiếp câu chuyện của cây cầu mới.</p>" for n in range(12)
)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("", "nothing at all"),
        ("<html></html>", "no list"),
        (f"{MENU}<form><input type='password'></form>{FOOTER}", "login page"),
        (f"<title>404 - Không tìm thấy trang</title>{MENU}{BOXES}", "error page"),
        ("<div id='root'></div><script src='/app.js'></script>", "script"),
        (f"<h1>{TITLES[0]}</h1>{PARAGRAPHS}{BOXES}", "one article"),
        (MENU + FOOTER, "no list"),
        ("<?xml version='1.0'?><rss><channel/></rss>", 'kind = "feed"'),
        ("x" * (5 << 20), "larger than"),
    ],
)
def test_what_is_no_list_is_refused_with_what_it_is(page: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read(page, whole=False)


ODD = (
    "<div class='r'><p class='d'>{date}</p><u class='l'><a href='/bai/{n}.html'>Tin</a></u>"
    "<b class='t'>{title}</b><i class='s'>Tin vắn {n}</i>"
    "<img class='icon' src='/anh/hinh-{n}.jpg'></div>"
)


def test_selectors_find_what_no_rule_would() -> None:
    told = SectionSelectors(item="div.r", title=".t", link=".l", time=".d", photo="img", lead=".s")
    found = read(items(ODD, dates=DATES), selectors=told)
    assert [story.title for story in found.stories] == list(TITLES)
    assert [story.published for story in found.stories] == WHEN
    assert links(found)[3] == f"{SITE}/bai/4.html"
    assert found.stories[1].lead == "Tin vắn 2"
    assert found.stories[1].photos[0].url == f"{SITE}/anh/hinh-2.jpg"


@pytest.mark.parametrize(
    "told",
    [
        SectionSelectors(item="#ds li"),
        SectionSelectors(item="#ds li", title="a"),
        SectionSelectors(title="#ds li > a"),
        SectionSelectors(link="#ds li > a"),
        SectionSelectors(link="#ds li", item="#ds li"),
        SectionSelectors(time="li span"),
        SectionSelectors(item="#ds li", time="span"),
    ],
)
def test_selectors_override_step_by_step(told: SectionSelectors) -> None:
    markup, _ = SHAPES["list"]
    found = read(items(markup, "<ul id='ds'>{}</ul>", dates=DATES), selectors=told)
    assert [story.title for story in found.stories] == list(TITLES)
    assert [story.published for story in found.stories] == WHEN
    assert links(found) == [f"{SITE}/bai/{n}.html" for n in (1, 2, 3, 4)]


def test_a_selector_that_matches_the_list_as_well_still_means_its_items() -> None:
    body = items("<div class='tin'><div><a href='/bai/{n}.html'>{title}</a></div></div>")
    found = read(f"<div class='tin'>{body}</div>", selectors=SectionSelectors(item=".tin"))
    assert [story.title for story in found.stories] == list(TITLES)
    nested = "<div><a href=/1>Tin thứ nhất</a>" * 140 + "<b></b>" * 25_000
    with ends():
        told = SectionSelectors(item="div", title="a")
        assert len(read(nested, whole=False, selectors=told).stories) == 1


@pytest.mark.parametrize("key", SectionSelectors.__struct_fields__)
def test_a_selector_that_finds_nothing_is_named(key: str) -> None:
    body = items(*SHAPES["list"], dates=DATES)
    with pytest.raises(SourceError, match=rf"{key} = '.nowhere' finds nothing"):
        read(body, selectors=SectionSelectors(**{key: ".nowhere"}))
    with pytest.raises(SourceError, match=f"{key}: .*no CSS selector"):
        read(body, selectors=SectionSelectors(**{key: "li >"}))


def test_a_selector_that_finds_things_outside_the_items_only_is_named() -> None:
    body = items(*SHAPES["list"], dates=DATES)
    with pytest.raises(SourceError, match=r"lead = '#footer' finds nothing inside"):
        read(body, selectors=SectionSelectors(item="li", lead="#footer"))


HOSTILE = {
    "nested": "<div>" * 1_000_000,
    "nested links": "<a href=/x>Bốn chữ cái dài ra" * 300_000,
    "links": "".join(
        f"<li><a href=/{n}>Tin thứ {n} của phường Bình Thới</a>" for n in range(60_000)
    ),
    "lists in lists": "<ul><li><a href=/bai/1>Tin thứ nhất của phường ta</a>" * 50_000,
    "digits": f"<li><a href=/1>{'1' * 2_000_000}</a>",
    "dates": "<li><a href=/1>" + "1/1 " * 900_000,
    "long items": "".join(
        f"<li><h3><a href=/{n}>{LEAD}</a></h3>{'<p>' + LEAD * 100}" for n in range(400)
    ),
    "attributes": "<a " + " ".join(f"a{n}=1" for n in range(300_000)) + ">",
    "one class": f"<div class='{'right-' * 600_000}'>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_end_soon(kind: str) -> None:
    with ends(), contextlib.suppress(SourceError):
        read(HOSTILE[kind][: 4 << 20].encode()[: 4 << 20].decode(errors="ignore"), whole=False)


TAGS = st.sampled_from(
    [
        "<ul>",
        "</ul>",
        "<li>",
        "<a href='/b/1.html'>",
        "<a href='http://[x'>",
        "</a>",
        "<h3>",
        "</h3>",
        "<tr>",
        "<td>",
        "<p>",
        "<br>",
        "<img src=/a.jpg>",
        "<time datetime='9999-12-31'>",
        "<div>",
        "<base href='http://['>",
        *TITLES,
        "99/99/9999",
        "23/11",
        "2 giờ trước",
        "</div>",
        "\x00",
        "&#0;",
    ]
)


@settings(max_examples=150, deadline=None)
@example(body=b"<a href=//[>", told=SectionSelectors())
@given(
    body=st.binary(max_size=200)
    | st.lists(TAGS, max_size=60).map(lambda tags: "".join(tags).encode()),
    told=st.sampled_from(
        [
            SectionSelectors(),
            SectionSelectors(item="li"),
            SectionSelectors(title="a"),
            SectionSelectors(time="*"),
        ]
    ),
)
def test_only_source_errors_come_out(body: bytes, told: SectionSelectors) -> None:
    told_ = {"url": URL, "content_type": "", "zone": ZONE, "fetched": FETCHED, "selectors": told}
    try:
        found = listing.parse(body, **told_)
    except SourceError:
        return
    assert all(story.title and story.link.startswith("http") for story in found.stories)
    assert len({story.id for story in found.stories}) == len(found.stories)
