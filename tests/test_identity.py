"""Which addresses and guids mean the same article, which the same picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.words.identity import (
    absolute,
    article_number,
    canonical,
    hosts_of,
    identity,
    same_picture,
    untracked,
)

FEED = "https://portal.example/rss/quan-huyen.rss"
ARTICLE = "https://portal.example/tin-tuc/cau-moi-1491888001"


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/photos/a.jpg", "https://portal.example/photos/a.jpg"),
        ("b.jpg", "https://portal.example/rss/b.jpg"),
        ("//cdn.example/c.jpg", "https://cdn.example/c.jpg"),
        ("\n http://portal.example/\n tin ", "http://portal.example/tin"),
        (" /anh/Hinh 1.jpg\t", "https://portal.example/anh/Hinh%201.jpg"),
        ("/tin-tức/ảnh.jpg", "https://portal.example/tin-t%E1%BB%A9c/%E1%BA%A3nh.jpg"),
        ("http://portal.example:7978/x", "http://portal.example:7978/x"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/hostname", ""),
        ("data:image/png;base64,xx", ""),
        ("http://[::1", ""),
        ("http://a:b/", ""),
        ("http:///x", ""),
        ("/" + "a" * 3000, ""),
    ],
)
def test_absolute(link: str, whole: str) -> None:
    assert absolute(link, FEED) == whole


@given(st.text())
def test_an_absolute_address_is_a_web_address_or_none(link: str) -> None:
    whole = absolute(link, FEED)
    assert whole == "" or whole.startswith(("http://", "https://"))
    assert whole.isascii()


@pytest.mark.parametrize(
    "same",
    [
        "http://Portal.Example/tin?a=1",
        "https://portal.example:443/tin?a=1#binh-luan",
        "https://portal.example/tin?utm_source=zalo&a=1&fbclid=x",
        " https://portal.example/tin?a=1 ",
        "http://www.portal.example/tin/?a=1",
        "https://m.portal.example/tin?a=1",
    ],
)
def test_one_article_has_one_address(same: str) -> None:
    assert canonical(same) == "https://portal.example/tin?a=1"


def test_what_tells_articles_apart_stays() -> None:
    assert canonical("http://p.example:8080/t?id=1") != canonical("http://p.example:8080/t?id=2")
    assert canonical("http://p.example:8080/t") != canonical("http://p.example/t")


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (ARTICLE, "1491888001"),
        (f"{ARTICLE}?fbclid=abc#x", "1491888001"),
        ("https://p.example/a-100260914184713458.htm", "100260914184713458"),
        ("https://p.example/tin/1491888001/", "1491888001"),
        ("1491888001", "1491888001"),
        ("https://p.example/be-boi-3634646.html", ""),
        ("https://p.example/lich-tuan-20261123", ""),
        ("https://p.example/lich-tuan-23112026.html", ""),
        ("https://p.example/1491888001/binh-luan", ""),
        ("https://p.example/", ""),
        ("https://p.example/lich-202611230800", ""),
        ("https://p.example/duong-day-nong-0901234567", ""),
    ],
)
def test_article_number(url: str, number: str) -> None:
    assert article_number(url) == number


@pytest.mark.parametrize(
    ("guid", "link"),
    [
        ("1491888001", "https://portal.example/x"),
        (ARTICLE, "https://portal.example/y"),
        ("", "https://www.other.example/tin-tuc/slug-khac-1491888001"),
        (ARTICLE.replace("https", "http"), ""),
    ],
)
def test_one_article_under_several_hosts_has_one_id(guid: str, link: str) -> None:
    assert identity(guid, link, "Cầu mới", "", FEED) == "1491888001"


def test_a_guid_wins_over_the_link() -> None:
    assert (
        identity("https://p.example/a?utm_source=x", ARTICLE, "t", "", FEED)
        == "https://p.example/a"
    )


@pytest.mark.parametrize(
    "guid", ["https://p.example", "http://www.p.example/", "https://p.example/#a"]
)
def test_the_front_page_is_no_articles_guid(guid: str) -> None:
    assert identity(guid, ARTICLE, "t", "", FEED) == "1491888001"
    assert identity(guid, "https://p.example/tin", "t", "", FEED) == "https://p.example/tin"


def test_the_front_page_is_an_id_where_there_is_nothing_else() -> None:
    assert identity("https://p.example/", "", "t", "", FEED) == "https://p.example/"
    assert (
        identity("https://p.example/?p=512", ARTICLE, "t", "", FEED) == "https://p.example/?p=512"
    )


def test_a_guid_that_turns_to_https_stays_itself() -> None:
    guids = ("http://p.example/tin/", "https://www.p.example/tin")
    assert len({identity(guid, "", "t", "", FEED) for guid in guids}) == 1


def test_a_small_guid_means_something_in_its_own_feed_only() -> None:
    ids = {identity("17", "", "t", "", feed) for feed in (FEED, "https://other.example/rss")}
    assert len(ids) == 2
    assert "portal.example/rss/quan-huyen.rss 17" in ids


def test_without_guid_and_link_title_and_date_are_the_id() -> None:
    def name(title: str, date: str) -> str:
        return identity("", "", title, date, FEED)

    assert name("Cúp nước", "1/1/2026") == name("Cúp nước", "1/1/2026")
    assert len({name("Cúp nước", "1/1"), name("Cúp nước", "2/1"), name("Cúp điện", "1/1")}) == 3


def test_a_source_may_be_on_both_web_ports_of_its_own_host_but_on_no_other() -> None:
    assert hosts_of("http://192.168.1.20/rss") == {"192.168.1.20:80", "192.168.1.20:443"}
    assert hosts_of("http://192.168.1.20:8080/rss") == {"192.168.1.20:8080"}
    assert hosts_of("http://a:b/") == frozenset()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://p.example/tin-1?fbclid=abc", "https://p.example/tin-1"),
        (
            "https://p.example/tin?id=7&utm_source=zalo&b=%20#1",
            "https://p.example/tin?id=7&b=%20#1",
        ),
        ("https://p.example/tin?id=7&b", "https://p.example/tin?id=7&b"),
        ("https://p.example/tin#utm_source=x", "https://p.example/tin#utm_source=x"),
        ("https://p.example/tin?", "https://p.example/tin?"),
    ],
)
def test_a_link_is_shown_without_who_sent_the_reader(url: str, kept: str) -> None:
    assert untracked(url) == kept


@pytest.mark.parametrize(
    "other",
    [
        "https://i.hoamai.vn/zoom/480/12-10-2021-hop-phuong-hoa-mai-1A2B3C4D.jpg?w=300",
        "https://hoamai.vn/12-10-2021-hop-phuong-hoa-mai-1A2B3C4D-details.jpg?vs=12102021173000",
        "https://hoamai.vn/12-10-2021-hop-phuong-hoa-mai-1A2B3C4D_680x0.jpg",
        "https://hoamai.vn/12-10-2021-hop-phuong-hoa-mai-1A2B3C4D-300x200.webp",
    ],
)
def test_sizes_of_one_picture_are_the_same(other: str) -> None:
    whole = "https://hoamai.vn/12-10-2021-hop-phuong-hoa-mai-1A2B3C4D.jpg"
    assert same_picture(other) == same_picture(whole)


def test_crops_named_by_their_moment_are_the_same() -> None:
    crop = "https://hoamai.vn/zoom/a/hoa-17728446153721869841046-237-0-1309-2048-crop-1772.jpg"
    assert same_picture(crop) == same_picture("https://hoamai.vn/b/hoa-17728446153721869841046.jpg")


@pytest.mark.parametrize(
    ("one", "other"),
    [("/a/1.jpg", "/b/1.jpg"), ("/a/hop-phuong-hoa-mai-1.jpg", "/a/hop-phuong-hoa-mai-2.jpg")],
)
def test_different_pictures_are_different(one: str, other: str) -> None:
    assert same_picture(one) != same_picture(other)
