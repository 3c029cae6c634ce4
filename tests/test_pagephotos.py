"""Which images are photographs, and which copy is taken."""

import pytest

from kiosk.content.articles.pagephotos import address
from kiosk.content.markup.html import parse
from kiosk.content.markup.tree import grow

BASE = "https://hoamai.vn/tin/bai.html"


def first(markup: str) -> str:
    root = parse(markup)
    assert root is not None
    picture = grow(root).find(lambda element: element.tag in ("img", "picture"))
    assert picture is not None
    return address(picture, BASE)


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<img src=/a/hop-phuong.jpg>", "https://hoamai.vn/a/hop-phuong.jpg"),
        ("<img src=../a/hop-phuong.jpg>", "https://hoamai.vn/a/hop-phuong.jpg"),
        ("<img src=//cdn.vn/hop-phuong.jpg>", "https://cdn.vn/hop-phuong.jpg"),
        ("<img src='data:image/gif;base64,R0' data-src=/a.webp>", "https://hoamai.vn/a.webp"),
        ("<img src=/assets/blank.gif data-original=/a.jpg>", "https://hoamai.vn/a.jpg"),
        ("<img src=/w730/a.jpg data-original=/a.jpg>", "https://hoamai.vn/a.jpg"),
        ("<img src=/n.jpg srcset='/a.jpg 640w, /b.jpg 2000w, /c.jpg 4000w'>", "https://hoamai.vn/b.jpg"),
        ("<img src=/n.jpg srcset='/c.jpg 6000w, /d.jpg 9000w'>", "https://hoamai.vn/n.jpg"),
        ("<img srcset='/c.jpg 6000w, /d.jpg 9000w'>", "https://hoamai.vn/c.jpg"),
        ("<img src=/n.jpg data-srcset='/a.jpg 1x, /b.jpg?x=1,2 2x'>", "https://hoamai.vn/b.jpg?x=1,2"),
        ("<picture><source srcset='/a.webp 800w'><img src=data:x></picture>", "https://hoamai.vn/a.webp"),
        ("<img src='/a.jpg?x=1&amp;amp;y=2'>", "https://hoamai.vn/a.jpg?x=1&y=2"),
        ("<img src=/up/avatar1772812083010.jpg>", "https://hoamai.vn/up/avatar1772812083010.jpg"),
        ("<img src=/up/le-thuong-co-dau-nam-icon.jpg>", "https://hoamai.vn/up/le-thuong-co-dau-nam-icon.jpg"),
        ("<img src=data:image/png;base64,AAAA>", ""),
        ("<img src=/logo.png>", ""),
        ("<img src=/a.svg>", ""),
        ("<img src=/captcha.ashx>", ""),
        ("<img src=/Handlers/Anh.ashx?id=7>", "https://hoamai.vn/Handlers/Anh.ashx?id=7"),
        ("<img src=/tr?id=1 width=1 height=1>", ""),
        ("<img src=/a.jpg width=24>", ""),
        ("<img class='avatar small' src=/nguyen-van-a.jpg>", ""),
        ("<img src=javascript:alert(1)>", ""),
        ("<img src=file:///etc/passwd>", ""),
        ("<img>", ""),
    ],
)  # fmt: skip
def test_address(markup: str, url: str) -> None:
    assert first(markup) == url
