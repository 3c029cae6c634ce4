"""Values that cross the border between worker and board, whole or not at all."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from kiosk.content.work.wire import WireError, dump, load
from kiosk.geometry import Rect, Size
from kiosk.model import Photo, Point, Story

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
TIMES = st.datetimes(timezones=st.just(UTC))
PHOTOS = st.builds(
    Photo,
    url=TEXT,
    caption=TEXT,
    key=st.none() | TEXT,
    size=st.none() | st.builds(Size, st.integers(), st.integers()),
    focus=st.none() | st.builds(Rect, *[st.integers()] * 4),
    point=st.none() | st.builds(Point, st.integers(0, 100), st.integers(0, 100)),
)
STORIES = st.builds(
    Story,
    id=TEXT,
    source=TEXT,
    title=TEXT,
    published=st.none() | TIMES,
    doubtful_date=st.booleans(),
    photos=st.lists(PHOTOS, max_size=3).map(tuple),
    paragraphs=st.lists(TEXT, max_size=3).map(tuple),
)


class Parcel(Struct, frozen=True):
    """One of everything that may be sent."""

    zone: ZoneInfo
    folder: Path
    hosts: frozenset[str]
    pause: float
    story: Story | None = None


PARCEL = Parcel(
    ZoneInfo("Asia/Ho_Chi_Minh"), Path("/var/lib/kiosk"), frozenset({"b.vn", "a.vn"}), 2.5
)


@given(STORIES)
def test_what_was_sent_is_what_arrives(story: Story) -> None:
    assert load(dump(story), Story) == story


def test_every_kind_of_field_arrives() -> None:
    assert load(dump(PARCEL), Story, Parcel) == PARCEL
    assert "\n" not in dump(Story("1", "Phường", "Hai\ndòng"))


def changed(**fields: Any) -> str:
    name, told = json.loads(dump(Story("1", "Phường", "Thông xe cầu")))
    return json.dumps([name, told | fields])


@pytest.mark.parametrize(
    "fields",
    [
        {"title": 7},
        {"title": None},
        {"title": "\ud800"},
        {"doubtful_date": 1},
        {"paragraphs": "một"},
        {"paragraphs": [["một"]]},
        {"published": "hôm qua"},
        {"published": "2026-11-23T08:00:00"},
        {"photos": [{"url": "a"}]},
        {"photos": [7]},
        {"extra": "x"},
    ],
)
def test_a_field_of_another_kind_is_refused(fields: dict[str, Any]) -> None:
    assert load(changed(), Story).title == "Thông xe cầu"
    with pytest.raises(WireError):
        load(changed(**fields), Story)


def test_a_size_has_two_numbers() -> None:
    words = '"url": "", "caption": "", "credit": "", "key": null'
    told = f'["Photo", {{{words}, "size": %s, "focus": null, "point": null, "heads": []}}]'
    assert load(told % "[3, 4]", Photo).size == Size(3, 4)
    for size in ("[3]", "[3, 4, 5]", '[3, "4"]', "[3, true]", "[3, 1e400]"):
        with pytest.raises(WireError):
            load(told % size, Photo)


def test_a_point_outside_its_picture_is_refused() -> None:
    told = '["Point", {"x": 50, "y": %d}]'
    assert load(told % 100, Point) == Point(50, 100)
    with pytest.raises(WireError, match="no place in a picture"):
        load(told % 101, Point)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(WireError, match="zone"):
        load(dump(PARCEL).replace("Asia/Ho_Chi_Minh", "Asia/Bến_Sen"), Parcel)


@given(st.text() | st.from_regex(r'\["Story", \{.*\}\]'))
def test_rubbish_raises_nothing_else(line: str) -> None:
    with pytest.raises(WireError):
        load(line, Story)
