"""One story in the markup of many kinds of portals: each page gives exactly the same words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.content.article import Article, read

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FETCHED = datetime(2026, 11, 24, 1, tzinfo=UTC)
AT = datetime(2026, 11, 23, 3, 5, tzinfo=UTC)
URL = "https://phuonghoamai.gov.vn/tin-tuc/ra-mat-to-ho-tro-chuyen-doi-so-1499000123"

TITLE = "Phường Hòa Mai ra mắt tổ hỗ trợ người dân làm hồ sơ trên mạng"
LEAD = (
    "Sáng 23/11, Ủy ban nhân dân phường Hòa Mai ra mắt tổ hỗ trợ chuyển đổi số, giúp người cao tuổi"
    " nộp hồ sơ trực tuyến ngay tại khu phố."
)
PARAGRAPHS = (
    "Tổ gồm mười hai đoàn viên, mỗi tuần trực ba buổi tối tại nhà văn hóa khu phố 4. Người dân chỉ"
    " cần mang theo căn cước và điện thoại.",
    "Theo bà Lê Thị Ngọc, Phó Chủ tịch phường, trong tháng đầu tổ dự kiến hướng dẫn khoảng 300 lượt"
    " người, nhiều nhất là thủ tục cư trú và khai sinh.",
    "Chuẩn bị gì khi đến?",
    "“Tôi nộp xong giấy tờ cho cháu trong mười phút, không phải nghỉ làm buổi nào”, ông Trần Văn Bảy,"
    " nhà ở hẻm 21, cho biết.",
    "Phường sẽ tổng kết mô hình vào tháng 3 năm sau, rồi mở thêm hai điểm ở chợ Hòa Mai và trường"
    " tiểu học Kim Liên.",
)
HALL = "Người dân được hướng dẫn tại nhà văn hóa khu phố 4"
DESK = "Bàn tiếp nhận hồ sơ trong buổi đầu tiên"
MASTHEAD = (
    '<div id="top"><a href="/"><img src="/res/logo.png" width="900"></a>'
    '<span class="ngay">Thứ Ba, ngày 24 tháng 11 năm 2026</span>'
    '<ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/tin-tuc">Tin tức</a></li></ul></div>'
)
OTHERS = "".join(
    f'<li><a href="/tin-tuc/tin-{i}">{title}</a><span> (2{i}/11/2026)</span></li>'
    for i, title in enumerate(
        (
            "Lịch tiếp công dân tháng 12 của Thường trực Ủy ban nhân dân phường",
            "Hội Cựu chiến binh trao mười một mái ấm nghĩa tình cho hội viên",
            "Tạm ngưng cấp nước khu phố 2 và 3 từ 22 giờ đêm thứ Bảy tuần này",
        )
    )
)
FOOT = (
    f'<div class="box"><h3>Tin khác</h3><ul>{OTHERS}</ul></div>'
    '<div id="footer">Cơ quan chủ quản: Ủy ban nhân dân phường Hòa Mai. Điện thoại: 028 3822 0000</div>'
)


def head(extra: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE} | Cổng thông tin'
        f" điện tử phường Hòa Mai</title>{extra}</head><body>"
    )


def agency_cms() -> str:
    """As the largest house of news sites writes: placeholder alts, boxes of other news inside."""
    one, two, three, four, five = PARAGRAPHS
    return f"""{head(
        f'<meta property="og:title" content="{TITLE} - Hòa Mai Online">'
        '<meta property="og:site_name" content="Hòa Mai Online"><meta name="author" content="HoaMai.VN">'
        f'<meta property="og:description" content="(HMO) - {LEAD[:90]}">'
        '<meta property="article:published_time" content="2026-11-23T10:05:00+07:00">'
    )}{MASTHEAD}<h1 class="detail-title">{TITLE}</h1>
    <div class="detail-info"><div class="detail-author"><a class="name" href="/tac-gia/1">Minh Khôi</a></div>
    <div class="detail-time">23/11/2026 10:05 GMT+7</div><div class="social-top">Chia sẻ</div></div>
    <h2 class="detail-sapo">(HMO) - {LEAD}</h2>
    <div class="detail-content afcbc-body" itemprop="articleBody">
    <figure class="VCSortableInPreviewMode" type="Photo"><div><img src="/thumb_w/730/hall-17639000001.jpg"
      data-original="/2026/hall-17639000001.jpg" w="2400" alt="{TITLE} - Ảnh 1."></div>
      <figcaption class="PhotoCMS_Caption"><p>{HALL} - Ảnh: MINH KHÔI</p></figcaption></figure>
    <p>{one}</p><p>{two}</p>
    <div class="VCSortableInPreviewMode" type="RelatedOneNews"><a href="/x.htm"><img src="/thumb/khac.jpg"></a>
      <a class="OneNewsTitle" href="/x.htm">Phường bên cạnh lập đội tự quản bảo vệ môi trường</a>
      <p>Đội tự quản đi vào hoạt động từ đầu tháng, nhận được nhiều ủng hộ của bà con.</p></div>
    <h2>{three}</h2><p>{four}</p>
    <figure class="VCSortableInPreviewMode" type="Photo"><div><img src="/thumb_w/730/desk-17639000002.jpg"
      alt="{TITLE} - Ảnh 2."></div><figcaption class="PhotoCMS_Caption"><p>{DESK}</p></figcaption></figure>
    <p>{five}</p></div>
    <div class="detail-tags"><a href="/tag/1">chuyển đổi số</a></div>
    <div class="box-comment"><h4>Bình luận (2)</h4><div class="item-comment">Nguyễn Văn Tám
      <p>Mô hình này rất hay, mong phường nào cũng có để bà con đỡ vất vả đi lại.</p></div></div>{FOOT}"""


def lazy_pictures() -> str:
    """<picture> with data-srcset, placeholders in src, a noscript copy, a signature on the right."""
    one, two, three, four, five = PARAGRAPHS
    picture = (
        '<figure class="tplCaption"><picture><source data-srcset="/i/{0}_680x0.jpg 680w,'
        ' /i/{0}_1360x0.jpg 1360w, /i/{0}_5000x0.jpg 5000w"><img class="lazy"'
        ' src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEA"></picture>'
        '<noscript><img src="/i/{0}_680x0.jpg"></noscript>'
        '<figcaption><p class="Image">{1}</p></figcaption></figure>'
    )
    return f"""{head(
        '<meta name="author" content="Hòa Mai Express"><script type="application/ld+json">{"@context":'
        '"http://schema.org","@graph":[{"@type":"BreadcrumbList"},{"@type":["NewsArticle"],"headline":"'
        f'{TITLE}","datePublished":"2026-11-23T10:05:00+07:00","author":'
        '{"@type":"Person","name":"Hòa Mai Express"},"publisher":{"name":"Hòa Mai Express"}}]}</script>'
    )}{MASTHEAD}<div class="sidebar-1"><ul class="breadcrumb"><li><a href="/">Thời sự</a></li></ul>
    <span class="date">Thứ Hai, 23/11/2026, 10:05 (GMT+7)</span><h1 class="title-detail">{TITLE}</h1>
    <p class="description"><span class="location-stamp"></span>{LEAD}</p><article class="fck_detail">
    {picture.format("hall-17639000001", f"{HALL}. Ảnh: <em>Minh Khôi</em>")}
    <p class="Normal">{one}</p><p class="Normal">{two}</p>
    <p class="Normal"><strong>{three}</strong></p><p class="Normal">{four}</p>
    {picture.format("desk-17639000002", DESK)}<p class="Normal">{five}</p>
    <p class="Normal" style="text-align:right;"><strong>Minh Khôi</strong> <em>(tổng hợp)</em></p>
    <ul class="list-news"><li><a href="/khac">Phường bên cạnh lập đội tự quản bảo vệ môi trường</a></li></ul>
    </article></div>{FOOT}"""


def sharepoint() -> str:
    """An ASP.NET portal: one form around everything, tables, centred italic captions, no metadata."""
    one, two, three, four, five = PARAGRAPHS
    return f"""{head()}<form id="aspnetForm" method="post">{MASTHEAD}
    <table width="100%"><tr><td class="left"><ul><li><a href="/gioi-thieu">Giới thiệu chung về phường</a></li>
    </ul></td><td id="MSO_ContentTable"><div class="ms-WPBody"><div class="tieude-tin">{TITLE}</div>
    <div class="ngaydang">Ngày đăng: 23/11/2026 10:05</div>
    <div class="ms-rtestate-field"><p><strong>{LEAD}</strong></p>
    <p align="center"><img src="../Images/hall-hoa-mai.jpg" width="500"></p>
    <p align="center"><em>{HALL} (Ảnh: Minh Khôi)</em></p><p>{one}</p><p>{two}</p><p><b>{three}</b></p>
    <p>{four}</p><p style="text-align:center"><img src="../Images/desk-hoa-mai.jpg" width="500"><br>
    <em>{DESK}</em></p><p>{five}</p><p style="text-align: right"><strong>Minh Khôi</strong></p></div>
    <div class="print"><a href="#">In bài viết</a></div></div></td></tr></table>{FOOT}</form>"""


def line_breaks() -> str:
    """Paragraphs parted by <br> only, in one cell, with fonts and capital tags."""
    one, two, three, four, five = PARAGRAPHS
    return f"""{head()}{MASTHEAD}<TABLE><TR><TD><FONT SIZE=4><B>{TITLE}</B></FONT></TD></TR>
    <TR><TD class=date>23/11/2026 10:05:00 SA</TD></TR>
    <TR><TD><FONT FACE=Arial>(Hoamai.gov.vn) - {LEAD}<BR><BR>{one}<BR>&nbsp;&nbsp;&nbsp;{two}<BR><BR>
    <IMG SRC="/upload/hall-hoa-mai.jpg" ALT="{HALL}"><BR><I>{HALL} {HALL}</I><BR><BR><B>{three}</B><BR>
    <BR>{four}<BR><BR>{five}<BR><BR><IMG SRC="/upload/desk-hoa-mai.jpg" ALT="{DESK}"><BR><BR>
    <P ALIGN=right><B>Minh Khôi</B></FONT></TD></TR></TABLE>{FOOT}"""


def liferay() -> str:
    """A portlet: spans with styles, images in tables with the caption in the next row."""
    one, two, three, four, five = PARAGRAPHS
    row = (
        '<table border="0"><tbody><tr><td><img alt="" src="/documents/{0}.jpg/9f?t=1"></td></tr>'
        '<tr><td style="text-align:center"><span style="font-size:12px">{1}</span></td></tr></tbody></table>'
    )
    said = "".join(f'<p style="text-align:justify"><span>{each}</span></p>' for each in (one, two))
    return f"""{head()}{MASTHEAD}<div class="portlet-body"><div class="news-detail">
    <h2 class="header-title">{TITLE}</h2><p class="metadata-publish-date">10:05 | 23/11/2026</p>
    <div class="journal-content-article"><p class="news-summary">{LEAD}</p>
    {row.format("hall-hoa-mai", f"<em>{HALL}. Nguồn: Minh Khôi</em>")}{said}
    <p><span><strong>{three}</strong></span></p><p><span>{four}</span></p>
    {row.format("desk-hoa-mai", DESK)}<p><span>{five}</span></p>
    <p style="text-align:right"><span>Tin, ảnh: <strong>Minh Khôi</strong></span></p></div>
    <div class="social-share"><a href="#">Facebook</a></div>
    <div class="asset-related"><h3>Các tin liên quan</h3><ul>{OTHERS}</ul></div></div></div>{FOOT}"""


def blog() -> str:
    """WordPress: wp-caption boxes, share buttons, related posts and comments in the entry."""
    one, two, three, four, five = PARAGRAPHS
    box = (
        '<div class="wp-caption aligncenter"><a href="/wp-content/{0}.jpg"><img src="/wp-content/{0}-300x200.jpg"'
        ' srcset="/wp-content/{0}-300x200.jpg 300w, /wp-content/{0}.jpg 1600w"></a>'
        '<p class="wp-caption-text">{1}</p></div>'
    )
    return f"""{head('<meta property="og:type" content="article">')}{MASTHEAD}<article class="post hentry">
    <header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">
    <time datetime="2026-11-23T10:05:00+07:00">23 Tháng Mười Một, 2026</time> bởi
    <span class="author vcard">Minh Khôi</span></div></header><div class="entry-content"><p><em>{LEAD}</em></p>
    {box.format("hall-hoa-mai", f"{HALL}. (Ảnh: Minh Khôi)")}<p>{one}</p><p>{two}</p><h3>{three}</h3>
    <p>{four}</p>{box.format("desk-hoa-mai", DESK)}<p>{five}</p><div class="sharedaddy"><h3>Chia sẻ:</h3></div>
    <div class="jp-relatedposts"><p>Bài trước nói về đội tự quản ở phường bên, rất đáng đọc.</p></div></div>
    </article><div id="comments"><h2>3 bình luận</h2><p>Rất hay, mong các phường khác cùng làm theo như vậy.</p>
    </div>{FOOT}"""


def never_seen() -> str:
    """Elements that nobody has heard of, and names that say nothing."""
    one, two, three, four, five = PARAGRAPHS
    said = "".join(f"<x-q1><x-z>{each}</x-z></x-q1>" for each in (one, two, three, four, five))
    divs = said.replace("x-q1", "section").replace("x-z", "div")
    return f"""{head()}{MASTHEAD}<x-app><div class="k1"><h1>{TITLE}</h1><div>10:05 - 23/11/2026</div>
    <div class="k2">{LEAD}</div><div class="k3"><figure><img src="//cdn.hoamai.vn/hall-hoa-mai.jpg">
    <figcaption>{HALL}<span class="credit">Minh Khôi</span></figcaption></figure>
    <figure><img src="//cdn.hoamai.vn/desk-hoa-mai.jpg"><figcaption>{DESK}</figcaption></figure>{divs}
    <div><i>Minh Khôi</i></div></div></div><div class="k4"><div class="k5"><a href="/1"><img src="/nho-1.jpg"></a>
    <a href="/1">Phường bên cạnh lập đội tự quản bảo vệ môi trường</a><div>Đội tự quản đi vào hoạt động
    từ đầu tháng, nhận được nhiều ủng hộ của bà con trong khu phố.</div></div></div></x-app>{FOOT}"""


SHAPES = (agency_cms, lazy_pictures, sharepoint, line_breaks, liferay, blog, never_seen)


def article(page: str) -> Article:
    return read(page, url=URL, zone=ZONE, fetched=FETCHED)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.__name__))
def test_words(shape: object) -> None:
    assert callable(shape)
    found = article(shape())
    assert (found.title, found.lead) == (TITLE, LEAD)
    assert found.paragraphs == PARAGRAPHS
    assert found.byline == "Minh Khôi"
    assert found.published.at == AT


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.__name__))
def test_photos(shape: object) -> None:
    assert callable(shape)
    hall, desk = article(shape()).photos
    assert [(p.caption.rstrip("."), p.credit.casefold()) for p in (hall, desk)] == [
        (HALL, "" if shape is line_breaks else "minh khôi"),
        (DESK, ""),
    ]
    assert "hall" in hall.url
    assert "desk" in desk.url
    assert hall.url.startswith("https://")
