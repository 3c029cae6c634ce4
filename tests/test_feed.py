"""Feeds in the shapes that portals serve, and what a person would read in them."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patience import ends

from kiosk.content.feeds.feed import parse
from kiosk.content.values import Feed
from kiosk.errors import SourceError
from kiosk.model import Photo, Story

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
URL = "http://portal.example/rss/quan-huyen.rss"


def read(body: str | bytes, name: str | None = None) -> Feed:
    return parse(
        body.encode() if isinstance(body, str) else body,
        url=URL,
        content_type="text/xml",
        zone=SAIGON,
        fetched=NOW,
        name=name,
    )


def rss(*items: str, title: str = "Quận - Huyện") -> str:
    spaces = (
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {spaces}><channel><title>{title}</title>{inside}</channel></rss>'


def story(item: str) -> Story:
    """The one story of a feed with a plain item, of which `item` replaces or adds elements."""
    title = "" if "<title" in item else "<title>Thông xe cầu Rạch Ông Buông</title>"
    link = "" if "<link" in item else "<link>/tin-tuc/thong-xe-1491888001</link>"
    (only,) = read(rss(title + link + item)).stories
    return only


def test_a_whole_story_of_the_portal() -> None:
    found = read(
        rss(
            """<title>Phường Bình Thới thông xe cầu Rạch Ông Buông</title>
            <link>https://www.portal.example/tin-tuc/thong-xe-1491888001?fbclid=x</link>
            <guid isPermaLink="false">1491888001</guid>
            <pubDate>Mon, 23 Nov 2026 07:30:00 GMT+7</pubDate><category>Quận - Huyện</category>
            <description><![CDATA[<a href="/x"><img src="/photos/cau.jpg" alt="Cầu mới" />
            </a>(Portal.example) -
            Sáng 23/11, cầu được thông xe sau 14 tháng thi công.]]></description>"""
        )
    )
    assert found == Feed(
        "Quận - Huyện",
        (
            Story(
                id="1491888001",
                source="Quận - Huyện",
                title="Phường Bình Thới thông xe cầu Rạch Ông Buông",
                lead="Sáng 23/11, cầu được thông xe sau 14 tháng thi công.",
                published=datetime(2026, 11, 23, 0, 30, tzinfo=UTC),
                link="https://www.portal.example/tin-tuc/thong-xe-1491888001",
                photos=(Photo("http://portal.example/photos/cau.jpg", "Cầu mới"),),
                categories=("Quận - Huyện",),
            ),
        ),
    )


def test_atom_is_a_feed_too() -> None:
    found = read(
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>UBND phường</title><entry>
        <title type="html">Lịch &lt;b&gt;tiếp dân&lt;/b&gt;</title>
        <id>tag:portal.example,2026:7</id>
        <link href="/lich"/><updated>2026-11-20T08:00:00+07:00</updated>
        <content type="html">&lt;p&gt;Thứ Năm hằng tuần, tại phòng số 2, tầng trệt của trụ sở.
        &lt;/p&gt;&lt;p&gt;Người dân mang theo giấy tờ tùy thân và đơn đã ký; cán bộ tiếp dân
        ghi biên nhận.&lt;/p&gt;
        </content></entry></feed>"""
    )
    (only,) = found.stories
    assert only.title == "Lịch tiếp dân"
    assert only.id == "portal.example/rss/quan-huyen.rss tag:portal.example,2026:7"
    assert only.link == "http://portal.example/lich"
    assert only.published == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    assert only.lead == "Thứ Năm hằng tuần, tại phòng số 2, tầng trệt của trụ sở."
    assert only.paragraphs == (
        "Người dân mang theo giấy tờ tùy thân và đơn đã ký; cán bộ tiếp dân ghi biên nhận.",
    )


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("<![CDATA[Tỷ gi&#225; euro ng&#224;y 15/9]]>", "Tỷ giá euro ngày 15/9"),
        ("Ph&amp;amp;aacute;t qu&amp;agrave;", "Phát quà"),
        ("<![CDATA[<span>Giá < 5 đồng</span>]]>", "Giá < 5 đồng"),
        ("\n  Họp tổ\n dân phố \n", "Họp tổ dân phố"),
        ("Vie\u0323\u0302t Nam", "Việt Nam"),
        ("T\x08in a & b &nbsp; c", "Tin a & b c"),
        ("đảo &#x202E;ngược", "đảo ngược"),
        ("&lt;script&gt;x()&lt;/script&gt;Tin", "Tin"),
        ("dài " * 200, "dài " * 74 + "dài…"),
    ],
)
def test_titles(raw: str, title: str) -> None:
    assert story(f"<title>{raw}</title>").title == title


@pytest.mark.parametrize(
    ("raw", "lead"),
    [
        ("&lt;p&gt;Sáng nay,&lt;br/&gt;mưa lớn.&lt;/p&gt;", "Sáng nay, mưa lớn."),
        ("<![CDATA[<img src=a.jpg></br>Mưa lớn.]]>", "Mưa lớn."),
        ("<![CDATA[<p>Mưa.</p><div><ul><li><a href=x>Tin cũ</a></li></ul></div>]]>", "Mưa."),
        ("(NLĐO)- Mưa lớn.", "Mưa lớn."),
        ("(Phường 5) Mưa lớn.", "(Phường 5) Mưa lớn."),
        ("No Description", ""),
        ("&lt;p&gt;Thông xe cầu Rạch Ông Buông.&lt;/p&gt;", ""),
        ("", ""),
        ("N&ocirc;&nbsp;i &agrave; dung", "Nô i à dung"),
        ("&lt;![CDATA[Mưa lớn.]]&gt;", "Mưa lớn."),
    ],
)
def test_leads(raw: str, lead: str) -> None:
    assert story(f"<description>{raw}</description>").lead == lead


def test_a_lead_that_never_ends_is_cut() -> None:
    lead = story(f"<description>{'dài ' * 5000}</description>").lead
    assert len(lead) <= 4000
    assert lead.endswith("dài…")


LEAD = "Sáng 23/11, cầu Rạch Ông Buông được thông xe sau 14 tháng thi công."
REST = ("Cầu dài 52 m, rộng 12 m, có hai làn xe và lề đi bộ.", "Kinh phí là 85 tỷ đồng.")


def test_content_gives_the_paragraphs_after_the_lead() -> None:
    body = f"<p>(Portal) - {LEAD}</p><p>{REST[0]}</p><script>x</script><p>{REST[1]}</p>"
    item = f"<description>{LEAD}</description><content:encoded><![CDATA[{body}]]></content:encoded>"
    found = story(item)
    assert (found.lead, found.paragraphs) == (LEAD, REST)


def test_content_that_only_repeats_the_lead_gives_none() -> None:
    item = f"<description>{LEAD}</description><content:encoded>{LEAD} V.H.</content:encoded>"
    assert (story(item).lead, story(item).paragraphs) == (LEAD, ())


def test_the_words_under_a_figure_are_its_pictures() -> None:
    figure = (
        '<figure><img src="/Hinh 1.jpg" alt=""><figcaption>Lễ cắt <i>băng</i></figcaption></figure>'
    )
    body = f"{figure}<p>{LEAD}</p><p>{REST[0]}</p><p>{REST[1]}</p>"
    found = story(f"<content:encoded><![CDATA[{body}]]></content:encoded>")
    assert (found.lead, found.paragraphs) == (LEAD, REST)
    assert found.photos == (Photo("http://portal.example/Hinh%201.jpg", "Lễ cắt băng"),)


def test_the_first_paragraph_is_the_lead_where_there_is_no_description() -> None:
    body = f"<p>{LEAD}</p><p>{REST[0]}</p><p>{REST[1]}</p>"
    found = story(f"<content:encoded><![CDATA[{body}]]></content:encoded>")
    assert (found.lead, found.paragraphs) == (LEAD, REST)


@pytest.mark.parametrize(
    "item",
    [
        "<pubDate>9/14/2026 6:44:00 PM</pubDate>",
        "<pubDate><![CDATA[Mon, 14 Sep 2026 18:44:00 GMT+7]]></pubDate>",
        "<pubDate>\nMon, 14 Sep 2026 18:44:00 +07\n</pubDate>",
        "<dc:date>2026-09-14T18:44:00</dc:date>",
        "<pubDate>14/09/2026 18:44</pubDate><updated>Tue, 15 Sep 2026 01:00:00 +0700</updated>",
        "<pubDate>hôm nay</pubDate><dc:date>2026-09-14T11:44:00Z</dc:date>",
    ],
)
def test_dates(item: str) -> None:
    assert story(item).published == datetime(2026, 9, 14, 11, 44, tzinfo=UTC)


def test_a_date_that_is_absurd_is_doubted() -> None:
    absurd = story("<pubDate>Mon, 14 Sep 2099 18:44:00 +0700</pubDate>")
    assert (absurd.published, absurd.doubtful_date) == (NOW, True)
    assert story("<pubDate>Thu, 1 Jan 1970 00:00:00 GMT</pubDate>").doubtful_date
    assert not story("").doubtful_date


PHOTOS = {
    "enclosure": '<enclosure url="/a.jpg" type="image/jpeg" length="1"/>',
    "media": '<media:content url="/a.jpg" medium="image"/>',
    "untyped media": '<media:content url="/a.jpg"/>',
    "group": '<media:group><media:content url="/a.jpg" type="image/jpeg"/></media:group>',
    "thumbnail": '<media:thumbnail url="/a.jpg"/>',
    "item image": "<image>http://portal.example/a.jpg</image>",
    "item image in CDATA": "<image>\n<![CDATA[ /a.jpg ]]></image>",
    "item image with url": "<image><url>/a.jpg</url></image>",
    "thumb": "<thumb>/a.jpg</thumb>",
    "description": '<description>&lt;img src="/a.jpg"&gt;</description>',
    "lazy": '<description>&lt;img src="data:x" data-src="/a.jpg"&gt;</description>',
    "content": '<content:encoded>&lt;img src="../a.jpg"&gt;</content:encoded>',
}


@pytest.mark.parametrize("item", PHOTOS.values(), ids=PHOTOS)
def test_photographs_are_found_wherever_they_stand(item: str) -> None:
    assert [photo.url for photo in story(item).photos] == ["http://portal.example/a.jpg"]


def test_photographs_stand_in_order_and_each_once() -> None:
    found = story(
        '<description>&lt;img src="/e.jpg"&gt;&lt;img src="/f.jpg"&gt;</description>'
        "<thumb>/d.jpg</thumb><image>/a.jpg</image>"
        '<media:thumbnail url="/c.jpg"/><media:content url="/b.jpg" type="image/jpeg"/>'
        '<media:content url="/v.mp4" type="video/mp4"/>'
        '<enclosure url="/p.mp3" type="audio/mpeg"/><enclosure url="/a.jpg" type="image/jpeg"/>'
    )
    names = [photo.url.removeprefix("http://portal.example/") for photo in found.photos]
    assert names == ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"]


def test_two_sizes_of_one_picture_are_one_picture() -> None:
    name = "ngap-duong-dinh-bo-linh-3970.jpg"
    found = story(
        f"<thumb>http://img.example/600x315/{name}</thumb>"
        f'<description>&lt;img src="http://img.example/w800/{name}" alt="Ngập"&gt;</description>'
    )
    assert found.photos == (Photo(f"http://img.example/600x315/{name}", "Ngập"),)


def test_the_channels_own_logo_is_no_photograph() -> None:
    logo = "<image><url>/logo.png</url><title>Báo</title><link>/</link></image><item>"
    body = rss("<title>Tin</title><link>/tin</link>").replace("<item>", logo, 1)
    assert read(body).stories[0].photos == ()
    assert read(body).title == "Quận - Huyện"


def test_captions_and_credits_belong_to_their_picture_and_not_to_the_story() -> None:
    found = story(
        """<description>Lời dẫn của tin.</description>
        <media:content url="/a.jpg?x=1&amp;y=2" type="image/jpeg">
          <media:title>Cầu</media:title>
          <media:description type="html">&lt;b&gt;Cầu mới&lt;/b&gt; lúc thông xe</media:description>
          <media:credit>Long Hồ</media:credit></media:content>
        <media:content url="/b.jpg" type="image/jpeg"/>
        <media:title><![CDATA[Lễ cắt băng]]></media:title>"""
    )
    assert found.title == "Thông xe cầu Rạch Ông Buông"
    assert found.lead == "Lời dẫn của tin."
    assert found.photos == (
        Photo("http://portal.example/a.jpg?x=1&y=2", "Cầu mới lúc thông xe", "Long Hồ"),
        Photo("http://portal.example/b.jpg", "Lễ cắt băng"),
    )


def test_a_caption_that_is_the_title_is_none() -> None:
    found = story(
        '<description>&lt;img src="/a.jpg" alt="Thông xe cầu Rạch Ông Buông"&gt;</description>'
    )
    assert found.photos[0].caption == ""


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("\nhttps://portal.example/tin\n", "https://portal.example/tin"),
        ("tin.html", "http://portal.example/rss/tin.html"),
        ("//www.portal.example/tin", "http://www.portal.example/tin"),
    ],
)
def test_links_are_whole(link: str, whole: str) -> None:
    assert story(f"<link>{link}</link>").link == whole


def test_incomplete_items_are_dropped_and_counted() -> None:
    found = read(
        rss(
            "<title>Tin</title><link>/tin</link>",
            "<title/><description>No Description</description>",
            "<title>Không có gì để mở</title>",
            "<title>Gian</title><link>javascript:alert(1)</link>",
            "<link>/khong-tua</link>",
            "<title>Chỉ có ảnh</title><thumb>/a.jpg</thumb>",
        )
    )
    assert [each.title for each in found.stories] == ["Tin", "Chỉ có ảnh"]
    assert found.dropped == 4


def test_ids_are_unique_even_under_one_broken_guid() -> None:
    guid = "<guid>http://portal.example/</guid>"
    items = [f"<title>{t}</title><link>/{t}</link>{guid}" for t in ("Một", "Hai", "Một")]
    found = read(rss(*items))
    assert [each.title for each in found.stories] == ["Một", "Hai"]
    assert len({each.id for each in found.stories}) == 2
    assert read(rss(*reversed(items))).stories[0].id in {each.id for each in found.stories}


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("<![CDATA[vietnambiz - Tài chính - RSS Feed]]>", "vietnambiz - Tài chính"),
        ("Tin mới nhất - VnExpress RSS", "Tin mới nhất - VnExpress"),
        ("Tuoi Tre RSS Kinh doanh", "Tuoi Tre Kinh doanh"),
        (" - Trang tin &amp;quot;Phường&amp;quot; | ", 'Trang tin "Phường"'),
        ("RSS", "portal.example"),
        ("", "portal.example"),
        ("dài " * 50, "dài " * 19 + "dài…"),
    ],
)
def test_the_source_is_the_channels_title_tidied(title: str, source: str) -> None:
    found = read(rss("<title>Tin</title><link>/tin</link>", title=title))
    assert found.title == found.stories[0].source == source


def test_a_name_of_our_own_wins() -> None:
    found = read(rss("<title>Tin</title><link>/tin</link>"), name="UBND phường")
    assert found.title == found.stories[0].source == "UBND phường"


NO_FEEDS = {
    "nothing": ("", "nothing at all"),
    "blanks": ("\n \n", "nothing at all"),
    "a login page": ("<html><body>Đăng nhập Wi-Fi</body></html>", "HTML page.*login"),
    "an error page": ("<!DOCTYPE html><title>404</title>", "HTML page"),
    "JSON": ('{"tin": []}', "JSON"),
    "a path": ("/etc/hostname", "not a feed"),
    "XML": ("<tin><a/></tin>", "not a feed"),
    "no items": (rss(), "feed is empty"),
    "no usable items": (rss("<title/>", "<link>/x</link>"), "none of the feed's 2 entries"),
    "entities": ('<!DOCTYPE r [<!ENTITY a "b">]>' + rss("<title>&a;</title>"), "entities"),
    "categories": (rss("".join(f"<category>{n}</category>" for n in range(2_000))), "categories"),
    "too much": ("<rss>" + " " * (4 << 20), "larger than 4 MiB"),
}


@pytest.mark.parametrize(("body", "says"), NO_FEEDS.values(), ids=NO_FEEDS)
def test_what_is_no_feed_is_named(body: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read(body, name="UBND phường")


def test_a_feed_cut_off_gives_its_whole_entries_only() -> None:
    items = [
        f"<title>Tin {n}</title><link>/{n}</link><description>Một câu trọn vẹn.</description>"
        for n in range(5)
    ]
    body = rss(*items)
    cut = body[: body.index("trọn", body.index("/3</link>"))]
    assert [each.title for each in read(cut).stories] == ["Tin 0", "Tin 1", "Tin 2"]
    assert read(cut.encode()[:-1]).dropped == 1


def test_a_feed_cut_off_anywhere_has_no_half_sentence() -> None:
    items = [
        f"<title>Tin số {n}</title><link>/{n}</link><description><![CDATA[<p>Một câu<br>trọn vẹn số"
        f" {n}.</p>]]></description><pubDate>2{n}/11/2026</pubDate>"
        for n in range(3)
    ]
    whole = rss(*items).encode()
    all_of_it = read(whole).stories
    for end in range(whole.index(b"</item>") + 7, len(whole), 3):
        found = read(whole[:end]).stories
        assert found == all_of_it[: len(found)]


def test_a_bad_byte_costs_a_letter_and_not_the_feed() -> None:
    whole = rss(*[f"<title>Thông báo số {n}</title><link>/{n}</link>" for n in range(3)]).encode()
    sound = read(whole).stories
    start = whole.index(b"<item>")
    for place in (n for n in range(start, len(whole)) if whole[n] >= 0x80):
        found = read(whole[:place] + b"\xff" + whole[place + 1 :]).stories
        wrong = [one.title for one, other in zip(found, sound, strict=True) if one != other]
        assert len(wrong) == 1
        assert "\ufffd" in wrong[0]


def test_a_feed_of_a_thousand_without_dates_is_cut_to_the_first() -> None:
    found = read(rss(*[f"<title>Tin {n}</title><link>/{n}</link>" for n in range(1000)]))
    assert [each.title for each in found.stories] == [f"Tin {n}" for n in range(200)]
    assert found.dropped == 0


@pytest.mark.parametrize("oldest_first", [True, False])
def test_a_feed_of_a_thousand_is_cut_to_the_newest(*, oldest_first: bool) -> None:
    days = [f"{day}/{month}/{year}" for year in (2024, 2025) for month in range(1, 13)
            for day in range(1, 25)]  # fmt: skip
    items = [f"<title>{day}</title><link>/{day}</link><pubDate>{day}</pubDate>" for day in days]
    found = read(rss(*(items if oldest_first else reversed(items))))
    kept = days[-200:] if oldest_first else days[:-201:-1]
    assert [each.title for each in found.stories] == kept


def test_an_absurd_date_does_not_jump_the_queue() -> None:
    items = [
        f"<title>Tin {n}</title><link>/{n}</link><pubDate>1/2/2026</pubDate>" for n in range(250)
    ]
    late = "<title>Mai sau</title><link>/x</link><pubDate>1/2/2099</pubDate>"
    assert "Mai sau" not in [each.title for each in read(rss(*items, late)).stories]


BYLINES = {
    "<author>bbt@portal.example (Long Hồ)</author>": "Long Hồ",
    "<author>Long Hồ</author>": "Long Hồ",
    "<dc:creator><![CDATA[Nguyễn Văn An]]></dc:creator>": "Nguyễn Văn An",
    '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Long Hồ</dc:creator>': "Long Hồ",
    "<author><name>Long Hồ</name><email>ho@portal.example</email></author>": "Long Hồ",
    "<author>bbt@portal.example</author>": "",
    "<dc:creator>admin</dc:creator>": "",
    "<dc:creator>Ban biên tập</dc:creator>": "",
    "<author>Quận - Huyện</author>": "",
    "<author/>": "",
    "<author>Lan Anh</author><contributor><name>Hà Thu</name></contributor>": "Lan Anh",
    "<webMaster>Hà Thu</webMaster>": "",
    "<dc:publisher>UBND</dc:publisher>": "",
}


@pytest.mark.parametrize(("item", "byline"), BYLINES.items())
def test_a_byline_is_a_person(item: str, byline: str) -> None:
    assert story(item).byline == byline


@pytest.mark.parametrize(
    ("channel", "fresh_s"),
    [
        ("<ttl>15</ttl>", 900),
        ("<ttl> 5 phút </ttl>", 300),
        ("<ttl>0</ttl>", 0),
        ("<ttl>-5</ttl>", 0),
        ("<ttl>99999999999</ttl>", 0),
        ("<ttl>999999999</ttl>", 366 * 86_400),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3_600),
        (
            "<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            21_600,
        ),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            3_600,
        ),
        ("<sy:updatePeriod>bao giờ cũng được</sy:updatePeriod>", 0),
        ("", 0),
    ],
)
def test_how_long_a_feed_may_be_kept(channel: str, fresh_s: int) -> None:
    space = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
    body = rss("<title>Tin</title><link>/tin</link>").replace(">", space, 1)
    assert read(body.replace("<item>", f"{channel}<item>", 1)).fresh_s == fresh_s


def test_xml_base_is_what_addresses_are_relative_to() -> None:
    found = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://phuong.example/tin/"><title>UBND</title>
        <entry xml:base="2026/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Họp
        <em>tổ</em> dân phố</div></title><id>urn:uuid:1</id><link href="hop.html"/>
        <link rel="enclosure" type="image/jpeg" href="hop.jpg"/>
        <author><name>Lê Thị Bình</name></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Tối <b>thứ Năm</b>.</p>
        <img src="to.png" alt="Tổ 5"/></div></content></entry></feed>"""
    )
    (only,) = found.stories
    assert (only.title, only.lead, only.byline) == ("Họp tổ dân phố", "Tối thứ Năm.", "Lê Thị Bình")
    assert only.link == "https://phuong.example/tin/2026/hop.html"
    assert [photo.url.rpartition("/2026/")[2] for photo in only.photos] == ["hop.jpg", "to.png"]


def test_rss_1_is_a_feed_too() -> None:
    (only,) = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://so.example/">
        <title>Sở Y tế</title><items><rdf:Seq/></items></channel><item rdf:about="https://so.example/1">
        <title>Tiêm chủng</title><link>https://so.example/1</link><dc:subject>Y tế</dc:subject>
        <dc:date>2026-11-20T08:00:00+07:00</dc:date></item></rdf:RDF>"""
    ).stories
    assert (only.title, only.link, only.categories) == (
        "Tiêm chủng",
        "https://so.example/1",
        ("Y tế",),
    )
    assert only.published == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "item",
    [
        "<link></link><guid>http://portal.example/a</guid>",
        "<guid isPermaLink='true'>http://portal.example/a</guid>",
        "<link href='http://portal.example/a'/>",
        """<link>http://count.example/~r/1</link><feedburner:origLink
        xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>http://portal.example/a
        </feedburner:origLink>""",
    ],
)
def test_the_link_is_the_articles_own_wherever_it_stands(item: str) -> None:
    (only,) = read(rss(f"<title>Tin</title>{item}")).stories
    assert only.link == "http://portal.example/a"


def test_stories_under_one_guid_are_told_apart_by_their_links() -> None:
    guid = "<guid>http://portal.example/trang-chu</guid>"
    items = [f"<title>{t}</title><link>/tin-{t}</link>{guid}" for t in ("Một", "Hai")]
    assert [each.id for each in read(rss(*items)).stories] == [
        "https://portal.example/tin-M%E1%BB%99t",
        "https://portal.example/tin-Hai",
    ]


def test_a_category_that_is_none_is_left_out() -> None:
    found = story("<category>Uncategorized</category><category>Tin tức</category>")
    assert found.categories == ("Tin tức",)


@pytest.mark.parametrize(
    "place", ["<width/>", "<image><width>x</image></width>", "</item></width>"]
)
def test_tags_in_the_wrong_order_are_a_sentence_or_a_story(place: str) -> None:
    body = rss("<title>Tin</title><link>/tin</link>").replace("<item>", f"{place}<item>{place}")
    with contextlib.suppress(SourceError):
        assert read(body).stories


def test_a_body_that_is_the_path_of_a_file_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(rss("<title>Bí mật</title><link>/x</link>"))
    with pytest.raises(SourceError, match="not a feed"):
        read(str(secret))


@pytest.mark.parametrize("charset", ["undefined", "punycode", "utf-16", "\0", "x" * 99, "idna"])
def test_no_charset_of_the_servers_breaks_a_feed_in_utf_8(charset: str) -> None:
    body = rss("<title>Thông báo</title><link>/x</link>")
    declared = f'<?xml version="1.0" encoding="{charset}"?>{body}'.encode()
    for content_type in (f"text/xml; charset={charset}", "text/xml", "", "\0"):
        found = parse(declared, url=URL, content_type=content_type, zone=SAIGON, fetched=NOW)
        assert found.stories[0].title == "Thông báo"


def test_an_encoding_that_never_ends_is_passed_over() -> None:
    body = "<?" + 'encoding="' * 20_000 + rss("<title>Tin</title><link>/x</link>")
    with contextlib.suppress(SourceError):
        assert read(body).stories


TRAPS = {
    "author": "<author>" + "a@a." + "a." * 40_000 + "!</author>",
    "author without end": "<author>" + "a" * 80_000,
    "image of blanks": "<image>" + " " * 100_000,
    "CDATA in a caption": "<media:title>" + "<![CDATA[" * 40_000 + "</media:title>",
    "author in CDATA": "<author><![CDATA[<]]>a@" + "a." * 40_000 + "!</author>",
    "author in parts": "<dc:creator><b/>a@" + "a." * 40_000 + "!</dc:creator>",
    "author of the channel": "</item><managingEditor>a@"
    + "a." * 40_000
    + "!</managingEditor><item>",
    "a name of an author": "<author><name>a@" + "a." * 40_000 + "!</name></author>",
    "style": f"<description>&lt;p style='{'a' * 100_000}</description>",
    "comments": f"<description>{'&lt;!--' * 50_000}</description>",
    "captions without end": "<media:title>" * 5_000,
}


@pytest.mark.parametrize("item", TRAPS.values(), ids=TRAPS)
def test_traps_for_patterns_cost_at_most_seconds(item: str) -> None:
    with ends(), contextlib.suppress(SourceError):
        read(rss("<title>Tin</title><link>/tin</link>", "<title>Bẫy</title>" + item))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_mangled_feed_is_stories_or_a_sentence(data: st.DataObject) -> None:
    whole = rss(
        "<title>Tin một</title><link>/1</link><pubDate>9/14/2026 6:44:00 PM</pubDate>"
        '<description><![CDATA[<img src="/a.jpg">Mưa.]]></description>',
        "<title>Tin hai</title><media:content url='/b.jpg'><media:title>x</media:title>"
        "</media:content>",
    ).encode()
    at = data.draw(st.integers(0, len(whole)))
    mangled = (
        whole[:at] + data.draw(st.binary(max_size=9)) + whole[at + data.draw(st.integers(0, 9)) :]
    )
    try:
        found = read(mangled)
    except SourceError:
        return
    assert all(each.title and each.source == found.title for each in found.stories)
