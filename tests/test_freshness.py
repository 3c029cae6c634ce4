"""How long a server lets its answer stand, in every form that servers were seen to say it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.web.freshness import fresh_s, retry_after

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DATE = "Mon, 23 Nov 2026 00:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=900"}, 900),
        ({"cache-control": "public, Max-Age=900, must-revalidate"}, 900),
        ({"cache-control": "max-age=900", "age": "300"}, 600),
        ({"cache-control": "max-age=900", "age": "3000"}, 0),
        ({"cache-control": "s-maxage=900"}, 0),
        ({"cache-control": "no-cache, max-age=900"}, 0),
        ({"cache-control": "max-age=rubbish"}, 0),
        ({"expires": "Mon, 23 Nov 2026 00:20:00 GMT", "date": DATE}, 1200),
        ({"expires": "Mon, 23 Nov 2026 00:20:00 GMT"}, 0),
        ({"expires": "0", "date": DATE}, 0),
        ({"expires": "-1", "date": DATE}, 0),
        ({"cache-control": "max-age=60", "expires": "Mon, 23 Nov 2026 00:20:00 GMT"}, 60),
    ],
)
def test_freshness_is_read_from_headers(headers: dict[str, str], seconds: float) -> None:
    assert fresh_s(headers) == seconds


@given(st.dictionaries(st.sampled_from(("cache-control", "age", "expires", "date")), st.text()))
def test_rubbish_in_headers_is_no_freshness_and_no_error(headers: dict[str, str]) -> None:
    assert fresh_s(headers) >= 0


@given(st.text())
def test_rubbish_in_retry_after_is_nothing_or_a_number(said: str) -> None:
    pause = retry_after({"retry-after": said, "date": DATE}, NOW)
    assert pause is None or pause >= 0
