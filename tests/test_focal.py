"""The point of a picture that its editor chose, from the page to the board."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.articles.article import read
from kiosk.content.articles.completion import merge
from kiosk.content.darkroom.wished import wished
from kiosk.content.feeds.photos import photos
from kiosk.content.markup.focal import point
from kiosk.content.markup.html import fragment
from kiosk.content.memory import record
from kiosk.content.values import Article
from kiosk.geometry import Rect, Size
from kiosk.model import Photo, Point, Story

FETCHED = datetime(2026, 11, 24, 1, tzinfo=UTC)
WORDS = (
    "<p>Sáng 23/11, phường Hòa Mai ra mắt tổ hỗ trợ người cao tuổi nộp hồ sơ ngay tại khu phố,"
    " mỗi tuần trực ba buổi tối.</p>"
)


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ({"style": "object-position:6% 55%"}, Point(6, 55)),
        ({"style": "width:100%; Object-Position : 61.8% 20.4% ; height:9em"}, Point(62, 20)),
        ({"style": "object-position: 30% 100% !important"}, Point(30, 100)),
        ({"data-object-position": "55% 32%"}, Point(55, 32)),
        ({"data-focal-point": "62% 48%"}, Point(62, 48)),
        ({"data-focal-point": "0.62, 0.48"}, Point(62, 48)),
        ({"data-focal-x": "10", "data-focal-y": "20"}, Point(10, 20)),
        ({"data-focal-x": ".1", "data-focal-y": "0.2"}, Point(10, 20)),
        ({"data-focus-x": "0.39", "data-focus-y": "-0.27"}, Point(70, 64)),
        ({"data-focus-x": "-1", "data-focus-y": "1"}, Point(0, 0)),
        ({"data-focus-x": "23", "data-focus-y": "77"}, Point(23, 77)),
    ],
)
def test_points_as_pages_have_them(attributes: dict[str, str], found: Point) -> None:
    assert point(attributes) == found


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        # Where nobody chose.
        {"style": "object-position: 50% 50%"},
        {"data-focus-x": "0", "data-focus-y": "0"},
        {"data-focal-point": "0.5,0.5"},
        # What a template says of each of its pictures.
        {"style": "object-position: center top"},
        {"data-focal-point": "center"},
        # Of something else, or by half.
        {"style": "background-position: 10% 20%"},
        {"style": "x-object-position: 10% 20%"},
        {"data-focal-x": "10"},
        # Nonsense.
        {"style": "object-position: 10px 20px"},
        {"style": "object-position: 10% 20"},
        {"style": "object-position: 10% 120%"},
        {"style": "object-position: -1% 20%"},
        {"style": "object-position: " + "9" * 4000 + "% 20%"},
        {"style": ";" * 100_000 + "object-position: 10% 20%"},
        {"data-focal-x": "nan", "data-focal-y": "inf"},
        {"data-focal-point": "1e1% 2e1%"},
        {"data-focal-point": "٣% 20%"},
        {"data-focus-x": "0.1", "data-focus-y": "-5"},
    ],
)
def test_what_is_no_point_is_none(attributes: dict[str, str]) -> None:
    assert point(attributes) is None


NAMES = (
    "style",
    "data-focal-point",
    "data-focal-x",
    "data-focal-y",
    "data-focus-x",
    "data-focus-y",
)
VALUES = st.text() | st.from_regex(r"(object-position:)?-?[0-9.]{0,9}%?[ ,]-?[0-9.]{0,9}%?")


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_whatever_stands_there_is_a_point_or_none(attributes: dict[str, str]) -> None:
    found = point(attributes)
    assert found is None or (0 <= found.x <= 100 and 0 <= found.y <= 100)


@pytest.mark.parametrize(
    "image",
    [
        '<figure><img src="/anh/hop-to-dan-pho-01.jpg" style="object-position:20% 30%"></figure>',
        (
            '<div class="focuspoint" data-focus-x="-0.6" data-focus-y="0.4">'
            '<img src="/anh/hop-to-dan-pho-01.jpg"></div>'
        ),
        (
            '<picture><source srcset="/anh/hop-to-dan-pho-01.jpg 900w">'
            '<img src="/anh/hop-to-dan-pho-01.jpg" data-focal-x="20" data-focal-y="30"></picture>'
        ),
    ],
)
def test_a_photograph_of_a_page_keeps_its_point(image: str) -> None:
    html = f"<article><h1>Ra mắt tổ hỗ trợ</h1>{WORDS}{image}{WORDS * 2}</article>"
    page = read(html, url="https://p.example/1", zone=ZoneInfo("UTC"), fetched=FETCHED)
    assert [photo.point for photo in page.photos] == [Point(20, 30)]


def test_a_photograph_in_a_feeds_text_keeps_its_point() -> None:
    html = '<figure><img src="/a.jpg" style="object-position:20% 30%"><figcaption>Chợ</figcaption>'
    (photo,) = photos({}, "Tin", [fragment(html)], {}, "https://p.example/")
    assert (photo.point, photo.caption) == (Point(20, 30), "Chợ")


def test_of_feed_and_page_the_page_says_where() -> None:
    fed = Photo("https://p.example/anh/hop-to-dan-pho-01.jpg", point=Point(1, 2))
    for own, found in ((Point(20, 30), Point(20, 30)), (None, Point(1, 2))):
        page = Article("Tin", photos=(Photo(fed.url, "Chợ", point=own),))
        assert merge(Story("1", "Phường", "Tin", photos=(fed,)), page).photos[0].point == found


@pytest.mark.parametrize("chosen", [None, Point(20, 30)])
def test_a_stored_story_has_it_too_and_without_one_is_written_as_ever(chosen: Point | None) -> None:
    story = Story("1", "Phường", "Tin", photos=(Photo("https://p.example/a.jpg", point=chosen),))
    assert record.read(record.write(story)) == story
    assert ("point" in record.write(story)) == bool(chosen)


@pytest.mark.parametrize(
    ("at", "box"),
    [
        (Point(50, 20), Rect(400, 60, 200, 200)),
        (Point(0, 0), Rect(0, 0, 200, 200)),
        (Point(100, 100), Rect(800, 600, 200, 200)),
    ],
)
def test_around_a_point_a_quarter_is_kept(at: Point, box: Rect) -> None:
    assert wished(at, Size(1000, 800)) == box
    assert wished("whole", Size(1000, 800)) == Rect(0, 0, 1000, 800)


@pytest.mark.parametrize(
    ("at", "box"),
    [
        (Point(20, 30), Rect(100, 100, 300, 350)),
        (Point(80, 30), Rect(700, 100, 200, 250)),
        (Point(50, 90), Rect(400, 600, 200, 200)),
    ],
)
def test_a_point_on_a_head_means_that_head_and_no_other(at: Point, box: Rect) -> None:
    heads = (Rect(700, 100, 200, 250), Rect(100, 100, 300, 350))
    assert wished(at, Size(1000, 800), heads) == box


@given(
    st.builds(Point, st.integers(0, 100), st.integers(0, 100)),
    st.builds(Size, st.integers(1, 2560), st.integers(1, 2560)),
)
def test_what_is_kept_lies_in_the_picture(at: Point, size: Size) -> None:
    assert Rect(0, 0, *size).contains(wished(at, size))
