"""Which pictures of a feed's entry are photographs, and which of them are one."""

from typing import Any

import pytest

from kiosk.content.feeds.captions import Words
from kiosk.content.feeds.photos import photos
from kiosk.content.markup.html import fragment
from kiosk.model import Photo

BASE = "http://p.example/rss"


def urls(entry: dict[str, Any], html: str = "") -> list[str]:
    found = photos(entry, "Tin", [fragment(html)], {}, BASE)
    return [photo.url.removeprefix("http://p.example") for photo in found]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="data:image/gif;base64,R0lGOD">',
        '<img src="/images/placeholder.png">',
        '<img src="/no-image.jpg">',
        '<img src="/themes/logo.png">',
        '<img src="/spacer.gif?x=1">',
        '<img src="http://feeds.feedburner.com/~r/p/~4/abc">',
        '<img src="https://www.facebook.com/tr?id=1&amp;noscript=1">',
        '<img src="/pixel.png" width="1" height="1">',
        '<img src="/emblem.svg">',
        '<img src="">',
    ],
)
def test_what_only_fills_a_place_is_passed_over(image: str) -> None:
    assert urls({}, f'{image}<p>Lời</p><img src="/a.jpg"><img src="/b.jpg">') == ["/a.jpg"]


def test_a_name_may_hold_such_a_word() -> None:
    names = ["/doi-moi-logo-thanh-pho-2026.jpg", "/pixel-art.png", "/blank-check.jpg"]
    assert [urls({}, f'<img src="{name}">') for name in names] == [[name] for name in names]


@pytest.mark.parametrize(
    ("link", "taken"),
    [
        ({"type": "image/jpeg", "href": "/a"}, True),
        ({"type": "image/jpg", "href": "/a.php?id=1"}, True),
        ({"type": "IMAGE/PNG ", "href": "/a.png"}, True),
        ({"type": "application/octet-stream", "href": "/a.jpg"}, True),
        ({"href": "/a.WEBP?x=1"}, True),
        ({"href": "/a"}, False),
        ({"type": "application/pdf", "href": "/a.pdf"}, False),
        ({"type": "video/mp4", "href": "/a.jpg"}, False),
        ({"type": "image/jpeg", "href": "javascript:x"}, False),
        ({"type": "image/jpeg"}, False),
    ],
)
def test_enclosures(link: dict[str, str], *, taken: bool) -> None:
    assert bool(urls({"links": [link | {"rel": "enclosure"}]})) is taken


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/a-300x200.jpg", "/a.jpg"),
        ("/a.jpg?w=140&q=8", "/a.jpg?w=700"),
        ("/w300/a.jpg", "/a.jpg"),
        ("/22-11-2026-ra-quan-AB12CD34-details.jpg", "/22-11-2026-ra-quan-AB12CD34.jpg?vs=1"),
        ("/w800/ngap-duong-dinh-bo-linh.jpg", "/600x315/ngap-duong-dinh-bo-linh.jpg"),
    ],
)
def test_sizes_of_one_picture_are_one(first: str, second: str) -> None:
    assert urls({"kiosk_image": first, "thumb": second}) == [first]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/DSC-1001.jpg", "/DSC-1002.jpg"),
        ("/1/anh.jpg", "/2/anh.jpg"),
        ("/xem.aspx?id=1", "/xem.aspx?id=2"),
        ("/anh-dai-ten-that-dai-001.jpg", "/anh-dai-ten-that-dai-002.jpg"),
    ],
)
def test_two_pictures_are_two(first: str, second: str) -> None:
    assert urls({"kiosk_image": first, "thumb": second}) == [first, second]


def test_of_sizes_with_widths_the_largest_is_taken() -> None:
    media = [
        {"url": "/cau-150.jpg", "width": "150", "medium": "image"},
        {"url": "/cau-1200.jpg", "width": "1200", "medium": "image"},
        {"url": "/cau-600.jpg", "width": "600", "medium": "image"},
        {"url": "/khac.jpg", "width": "rộng", "medium": "image"},
    ]
    assert urls({"media_content": media}) == ["/cau-1200.jpg", "/khac.jpg"]


def test_words_of_any_size_are_kept() -> None:
    captions = {"/a.jpg": Words(title="Cầu mới"), "/a-300x200.jpg": Words(credit="Long Hồ")}
    found = photos({"kiosk_image": "/a.jpg", "thumb": "/a-300x200.jpg"}, "Tin", [], captions, BASE)
    assert found == (Photo("http://p.example/a.jpg", "Cầu mới", "Long Hồ"),)


@pytest.mark.parametrize(
    ("alt", "caption", "credit"),
    [
        ("Cầu mới. Ảnh: Long Hồ", "Cầu mới.", "Long Hồ"),
        ("Cầu mới Cầu mới", "Cầu mới", ""),
        ("Cầu mới lúc thông xe", "Cầu mới lúc thông xe", ""),
    ],
)
def test_a_caption_may_name_the_photographer(alt: str, caption: str, credit: str) -> None:
    (photo,) = photos({}, "Tin", [fragment(f'<img src="/a.jpg" alt="{alt}">')], {}, BASE)
    assert (photo.caption, photo.credit) == (caption, credit)


def test_a_file_name_is_no_caption() -> None:
    (photo,) = photos({}, "Tin", [fragment('<img src="/a.jpg" alt="DSC_0042.JPG">')], {}, BASE)
    assert photo.caption == ""


def test_no_more_than_a_few() -> None:
    media = [{"url": f"/{n}.jpg"} for n in range(5_000)]
    assert len(urls({"media_content": media})) == 20
