"""Which stories of a source a board wants."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.content.source import FeedSource, wanted
from kiosk.model import Story

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SOURCE = FeedSource("https://portal.example/rss")
STORY = Story(
    id="1",
    source="Portal",
    title="Phường Hoà Bình họp tổ dân phố",
    lead="Sáng nay, khu phố 3.",
    published=NOW - timedelta(days=3),
    categories=("Quận - Huyện",),
)


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        ({}, True),
        ({"include": ("hòa bình",)}, True),
        ({"include": ("KHU PHỐ 3",)}, True),
        ({"include": ("khu phố 4", "tổ dân phố")}, True),
        ({"include": ("Bình Thới",)}, False),
        ({"include": ("hoa binh",)}, False),
        ({"include": ("khu ph",)}, False),
        ({"include": ("",)}, False),
        ({"exclude": ("quảng cáo",)}, True),
        ({"exclude": ("khu phố",)}, False),
        ({"exclude": ("",)}, True),
        ({"include": ("hòa bình",), "exclude": ("sáng nay",)}, False),
        ({"categories": ("quận huyện", "Kinh tế")}, True),
        ({"categories": ("Kinh tế",)}, False),
        ({"max_age_s": 3 * 86_400}, True),
        ({"max_age_s": 3 * 86_400 - 1}, False),
    ],
)
def test_rules(rules: dict[str, Any], *, shown: bool) -> None:
    assert wanted(STORY, replace(SOURCE, **rules), NOW) is shown


def test_a_story_without_a_date_is_never_too_old() -> None:
    assert wanted(replace(STORY, published=None), replace(SOURCE, max_age_s=1), NOW)
