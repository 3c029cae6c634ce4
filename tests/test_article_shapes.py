"""One story in the markup of many kinds of portals: each page gives exactly the same words.

The pages in articles/ are written for these tests, in the shapes of real ones.
"""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.content.articles.article import read
from kiosk.content.values import Article

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FETCHED = datetime(2026, 11, 24, 1, tzinfo=UTC)
AT = datetime(2026, 11, 23, 3, 5, tzinfo=UTC)
URL = "https://phuonghoamai.gov.vn/tin-tuc/ra-mat-to-ho-tro-chuyen-doi-so-1499000123"

TITLE = "Phường Hòa Mai ra mắt tổ hỗ trợ người dân làm hồ sơ trên mạng"
LEAD = (
    "Sáng 23/11, Ủy ban nhân dân phường Hòa Mai ra mắt tổ hỗ trợ chuyển đổi số, giúp người cao"
    " tuổi nộp hồ sơ trực tuyến ngay tại khu phố."
)
PARAGRAPHS = (
    (
        "Tổ gồm mười hai đoàn viên, mỗi tuần trực ba buổi tối tại nhà văn hóa khu phố 4. Người"
        " dân chỉ cần mang theo căn cước và điện thoại."
    ),
    (
        "Theo bà Lê Thị Ngọc, Phó Chủ tịch phường, trong tháng đầu tổ dự kiến hướng dẫn khoảng"
        " 300 lượt người, nhiều nhất là thủ tục cư trú và khai sinh."
    ),
    "Chuẩn bị gì khi đến?",
    (
        "“Tôi nộp xong giấy tờ cho cháu trong mười phút, không phải nghỉ làm buổi nào”, ông Trần"
        " Văn Bảy, nhà ở hẻm 21, cho biết."
    ),
    (
        "Phường sẽ tổng kết mô hình vào tháng 3 năm sau, rồi mở thêm hai điểm ở chợ Hòa Mai và"
        " trường tiểu học Kim Liên."
    ),
)
HALL = "Người dân được hướng dẫn tại nhà văn hóa khu phố 4"
DESK = "Bàn tiếp nhận hồ sơ trong buổi đầu tiên"

PAGES = sorted(Path(__file__).with_name("articles").glob("*.html"))


def article(page: Path) -> Article:
    return read(page.read_text("utf-8"), url=URL, zone=ZONE, fetched=FETCHED)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.stem))
def test_words(page: Path) -> None:
    found = article(page)
    assert (found.title, found.lead) == (TITLE, LEAD)
    assert found.paragraphs == PARAGRAPHS
    assert found.byline == "Minh Khôi"
    assert found.published.at == AT


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.stem))
def test_photos(page: Path) -> None:
    hall, desk = article(page).photos
    named = "" if page.stem == "line-breaks" else "minh khôi"
    assert (hall.caption.rstrip("."), hall.credit.casefold()) == (HALL, named)
    assert (desk.caption, desk.credit) == (DESK, "")
    assert "hall" in hall.url
    assert "desk" in desk.url
    assert hall.url.startswith("https://")


def test_the_largest_copy_that_is_not_too_large_is_taken() -> None:
    (page,) = (page for page in PAGES if page.stem == "lazy-pictures")
    assert article(page).photos[0].url.endswith("/i/hall-17639000001_1360x0.jpg")
