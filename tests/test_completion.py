"""A feed's story and its page become one story."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.content.articles.completion import merge
from kiosk.content.values import Article, Dated
from kiosk.geometry import Size
from kiosk.model import Photo, Story

AT = datetime(2026, 11, 23, 3, 5, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEAD = "Sáng 23/11, phường Hòa Mai ra mắt tổ hỗ trợ người cao tuổi nộp hồ sơ tại khu phố."
PARAGRAPHS = ("Tổ gồm mười hai đoàn viên.", "Mỗi tuần tổ trực ba buổi tối.")
HALL = Photo("https://hoamai.vn/anh/hall-hoa-mai-17639000001.jpg", "Nhà văn hóa", "Minh Khôi")
BARE = replace(HALL, caption="")
DESK = Photo("https://hoamai.vn/anh/desk-hoa-mai-17639000002.jpg", "Bàn tiếp nhận")
THUMB = Photo("https://hoamai.vn/zoom/480/hall-hoa-mai-17639000001-0-0-300-400-crop-1763.jpg")
OTHER = Photo("https://hoamai.vn/anh/bia-hoa-mai-17639000009.jpg", "Bìa")

STORY = Story(
    "1499000123", "Hòa Mai", "Tựa của nguồn tin", LEAD[:40] + "…", link="https://hoamai.vn/1"
)
PAGE = Article("Tựa của trang", LEAD, PARAGRAPHS, "Long Hồ", Dated(LATER), (HALL, DESK), OTHER)


def test_identity_title_and_link_stay_the_feeds() -> None:
    found = merge(STORY, replace(PAGE, link="https://hoamai.vn/khac"))
    assert (found.id, found.source, found.link) == (STORY.id, STORY.source, STORY.link)
    assert found.title == STORY.title
    assert merge(replace(STORY, title=""), PAGE).title == PAGE.title
    assert (found.paragraphs, found.byline) == (PARAGRAPHS, "Long Hồ")


@pytest.mark.parametrize(
    ("feed", "page", "lead"),
    [
        (LEAD[:40] + "…", LEAD, LEAD),
        (LEAD[:40] + "...", LEAD, LEAD),
        (LEAD, LEAD[:40] + "…", LEAD),
        (LEAD, "", LEAD),
        ("", LEAD, LEAD),
        ("(HMO) - " + LEAD, "", LEAD),
        (LEAD[:40] + "…", LEAD[:30] + "…", LEAD[:40] + "…"),
    ],
)
def test_the_longer_whole_lead_wins(feed: str, page: str, lead: str) -> None:
    assert merge(replace(STORY, lead=feed), replace(PAGE, lead=page)).lead == lead


def test_no_words_of_the_page_are_lost_where_the_feeds_lead_is_another() -> None:
    summary = (
        "Bà con lớn tuổi từ nay có người giúp khai giấy tờ trên điện thoại, ngay gần nhà, mỗi tối."
    )
    found = merge(replace(STORY, lead=summary), PAGE)
    assert (found.lead, found.paragraphs) == (summary, (LEAD, *PARAGRAPHS))


def test_a_feeds_lead_that_holds_a_paragraph_does_not_say_it_twice() -> None:
    found = merge(replace(STORY, lead=f"{LEAD} {PARAGRAPHS[0]}"), PAGE)
    assert found.paragraphs == PARAGRAPHS[1:]


def test_a_page_without_paragraphs_leaves_the_feeds() -> None:
    found = merge(replace(STORY, paragraphs=PARAGRAPHS), replace(PAGE, paragraphs=()))
    assert found.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    ("published", "doubtful", "page", "found"),
    [
        (AT, False, Dated(LATER), (AT, False)),
        (None, False, Dated(LATER), (LATER, False)),
        (AT, True, Dated(LATER), (LATER, False)),
        (AT, True, Dated(LATER, doubtful=True), (AT, True)),
        (None, False, Dated(None), (None, False)),
    ],
)
def test_time(
    published: datetime | None,
    doubtful: bool,  # noqa: FBT001 - a column of the table
    page: Dated,
    found: tuple[datetime | None, bool],
) -> None:
    story = merge(
        replace(STORY, published=published, doubtful_date=doubtful), replace(PAGE, published=page)
    )
    assert (story.published, story.doubtful_date) == found


@pytest.mark.parametrize(
    ("feed", "page", "photos"),
    [
        ((), (HALL, DESK), (HALL, DESK)),
        ((THUMB,), (HALL, DESK), (HALL, DESK)),
        ((OTHER,), (HALL, DESK), (OTHER, HALL, DESK)),
        ((OTHER, THUMB), (HALL,), (OTHER, HALL)),
        ((OTHER,), (), (OTHER,)),
        ((), (), (OTHER,)),
        ((replace(THUMB, caption="A"),), (BARE,), (replace(HALL, caption="A"),)),
    ],
)  # fmt: skip
def test_photos(
    feed: tuple[Photo, ...], page: tuple[Photo, ...], photos: tuple[Photo, ...]
) -> None:
    assert merge(replace(STORY, photos=feed), replace(PAGE, photos=page)).photos == photos


def test_our_copy_of_the_very_same_file_is_kept() -> None:
    copied = Photo(HALL.url, "", "", "abc", Size(800, 600))
    found = merge(replace(STORY, photos=(copied,)), PAGE)
    assert found.photos[0] == replace(HALL, key="abc", size=Size(800, 600))


WORDS = st.text("aăâ êươđ ệứ,.…", max_size=40)


@given(WORDS, WORDS, st.lists(WORDS, max_size=4).map(tuple))
def test_the_lead_is_never_a_paragraph_too(feed: str, page: str, said: tuple[str, ...]) -> None:
    found = merge(replace(STORY, lead=feed), replace(PAGE, lead=page, paragraphs=said))
    assert found.lead not in found.paragraphs
