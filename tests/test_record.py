"""Stories as stored text, and copies of one article folded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.content.memory import record
from kiosk.geometry import Size
from kiosk.model import Photo, Story

DAY = datetime(2026, 11, 23, tzinfo=UTC)
WORDS = st.text("aăâ nghệứ\"\\'…", max_size=20)
STORIES = st.builds(
    Story,
    id=WORDS,
    source=WORDS,
    title=WORDS,
    lead=WORDS,
    paragraphs=st.lists(WORDS, max_size=3).map(tuple),
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    doubtful_date=st.booleans(),
    photos=st.lists(st.builds(Photo, url=WORDS, caption=WORDS, credit=WORDS), max_size=2).map(
        tuple
    ),
    categories=st.lists(WORDS, max_size=2).map(tuple),
)


@given(STORIES)
def test_what_was_written_is_read(story: Story) -> None:
    assert record.read(record.write(story)) == story


def test_what_was_fetched_of_a_photograph_is_not_written() -> None:
    photo = Photo("http://p.example/a.jpg", "Cầu", "Long Hồ", "abc.jpg", Size(4, 3))
    story = Story("1", "P", "Cầu mới", photos=(photo,))
    assert record.read(record.write(story)).photos == (replace(photo, key=None, size=None),)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"published": 7, "photos": []}'])
def test_what_was_not_written_by_us_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        record.read(text)


def news(number: int, title: str, published: datetime | None = DAY, host: str = "a") -> Story:
    link = f"https://{host}.example/tin-149188{number:04}"
    return Story(link, host, title, published=published, link=link)


BRIDGE = news(1, "Thông xe cầu Hoà Bình")


@pytest.mark.parametrize(
    ("source", "copy", "same"),
    [
        ("b", news(1, "Cầu Hòa Bình thông xe", host="b"), True),
        ("b", news(2, "THÔNG XE CẦU HÒA BÌNH!", DAY - timedelta(days=2), "b"), True),
        ("b", news(2, "Thông xe cầu Hòa Bình", DAY - timedelta(days=30), "b"), False),
        ("b", news(2, "Thông xe cầu Hòa Bình", None, "b"), True),
        ("b", news(2, "Thông xe cầu Hoa Bình", host="b"), False),
        ("a", news(2, "Thông xe cầu Hoà Bình", DAY - timedelta(days=1)), False),
        ("a", news(2, "Thông xe cầu Hòa Bình"), True),
        ("a", news(2, "Thông xe cầu Hòa Bình", None), False),
    ],
)
def test_copies_of_one_article(source: str, copy: Story, *, same: bool) -> None:
    kept = record.one_of_each([("a", BRIDGE), (source, copy)])
    assert kept == ([BRIDGE] if same else [BRIDGE, copy])


@pytest.mark.parametrize(
    ("leads", "same"),
    [
        (("Thứ Năm hằng tuần.", "Thứ Hai hằng tuần."), False),
        (("Thứ Năm hằng tuần.", ""), False),
        (("Thứ Năm hằng tuần.", "THỨ NĂM hằng tuần"), True),
        (("", ""), True),
    ],
)
def test_a_title_of_few_words_needs_the_same_lead(leads: tuple[str, str], *, same: bool) -> None:
    first = replace(news(1, "Lịch tiếp công dân"), lead=leads[0])
    second = replace(news(2, "Lịch tiếp công dân", host="b"), lead=leads[1])
    assert len(record.one_of_each([("a", first), ("b", second)])) == (1 if same else 2)


def test_an_article_under_two_host_names_is_one() -> None:
    first, second = news(1, "Cầu mới", host="www.a"), news(1, "Cầu mới", host="b")
    assert record.one_of_each([("a", first), ("b", second)]) == [first]
