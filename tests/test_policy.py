"""Whether and how the glass is refreshed: a table of cases."""

import pytest
from glasses import COLOUR, MONO, SIZE, page
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.frame import Frame
from kiosk.geometry import Rect
from kiosk.panels.policy import FIELDS, Occasion, Show, Skip, Wear, decide, refresh, touched
from kiosk.panels.steps import Fast, Full, How, Partial

HOUR = 3600
DAY = 24 * HOUR
LINE, MUCH = Rect(8, 8, 60, 8), Rect(0, 0, 160, 80)
WHITE = page(MONO)
REST = Wear(since_s=HOUR, full_s=2 * HOUR)


def worn(field: int, count: int) -> Wear:
    """A field of the glass that had so many quick refreshes."""
    ghosts = [0] * (FIELDS.width * FIELDS.height)
    ghosts[field] = count
    return replace(REST, ghosts=tuple(ghosts))


@pytest.mark.parametrize(
    ("shown", "new", "want"),
    [
        (None, "a1", Show("nobody knows what the glass shows")),
        ("a1", "a1", Skip("the glass shows this already")),
        ("a1", "b2", Show("the page is another one")),
        ("", "", Skip("the glass shows this already")),
    ],
)
def test_a_picture_file_is_written_when_it_is_another_one(
    shown: str | None, new: str, want: Show | Skip
) -> None:
    assert decide(shown, new) == want


@pytest.mark.parametrize(
    ("before", "boxes", "wear", "occasion", "how", "why"),
    [
        (None, [LINE], Wear(), "ordinary", Full, "nobody knows"),
        (None, [LINE], replace(REST, since_s=31), "ordinary", Full, "nobody knows"),
        (None, [LINE], replace(REST, since_s=29), "ordinary", None, "rests 30 s"),
        (WHITE, [], REST, "ordinary", None, "shows this already"),
        (WHITE, [], replace(REST, full_s=DAY), "ordinary", Full, "a day"),
        (WHITE, [LINE], REST, "ordinary", Partial, "a part of the page"),
        (WHITE, [MUCH], REST, "ordinary", Fast, "the page is another one"),
        (WHITE, [LINE], replace(REST, full_s=DAY), "ordinary", Full, "a day"),
        (WHITE, [LINE], replace(REST, full_s=None), "ordinary", Full, "a day"),
        (WHITE, [LINE], REST, "opening", Full, "the office opens"),
        (WHITE, [], REST, "opening", None, "shows this already"),
        (WHITE, [LINE], worn(0, 5), "ordinary", Full, "5 quick refreshes"),
        (WHITE, [LINE], worn(0, 4), "ordinary", Partial, "a part of the page"),
        (WHITE, [LINE], worn(59, 5), "ordinary", Partial, "a part of the page"),
        (WHITE, [MUCH], worn(59, 5), "ordinary", Full, "5 quick refreshes"),
        (WHITE, [LINE], replace(REST, since_s=179), "ordinary", None, "rests 180 s"),
        (WHITE, [LINE], replace(REST, since_s=180), "ordinary", Partial, "a part of the page"),
        (WHITE, [LINE], replace(REST, since_s=31), "urgent", Partial, "a part of the page"),
        (WHITE, [LINE], replace(REST, since_s=29), "urgent", None, "rests 30 s"),
        (WHITE, [], replace(REST, since_s=9, full_s=DAY), "ordinary", None, "rests 180 s"),
    ],
)
def test_a_black_and_white_glass(
    before: Frame | None,
    boxes: list[Rect],
    wear: Wear,
    occasion: Occasion,
    how: type[How] | None,
    why: str,
) -> None:
    found = refresh(before, page(MONO, *boxes), wear, MONO, occasion)

    assert (type(found.how) if isinstance(found, Show) else None) is how
    assert why in found.reason


@pytest.mark.parametrize("boxes", [[LINE], [MUCH]])
def test_a_colour_glass_has_full_refreshes_alone(boxes: list[Rect]) -> None:
    before, after = page(COLOUR), page(COLOUR, *boxes)

    found = refresh(before, after, REST, COLOUR)

    assert found == Show("the page is another one", Full())


def test_what_must_wait_says_for_how_long() -> None:
    found = refresh(WHITE, page(MONO, LINE), replace(REST, since_s=100.0), MONO)

    assert found == Skip("the glass was refreshed 100 s ago; it rests 180 s", 80.0)


def test_a_panel_without_care_is_refreshed_in_full_whenever_its_page_is_another_one() -> None:
    bare = replace(MONO, care=None)

    assert refresh(WHITE, page(MONO, LINE), Wear(0.0, 0.0), bare) == Show(
        "the page is another one", Full()
    )


@given(st.integers(0, 159), st.integers(0, 95), st.integers(1, 160), st.integers(1, 96))
def test_fields_that_are_touched_are_those_under_an_area(
    x: int, y: int, width: int, height: int
) -> None:
    area = Rect(x, y, min(width, 160 - x), min(height, 96 - y))
    inside = {
        (row * 10 // 160, line * 6 // 96)
        for row in (area.x, area.right - 1)
        for line in (area.y, area.bottom - 1)
    }

    found = touched(Partial((area,)), SIZE)

    assert {row + line * FIELDS.width for row, line in inside} <= found
    assert len(found) == (
        (max(row for row, _ in inside) - min(row for row, _ in inside) + 1)
        * (max(line for _, line in inside) - min(line for _, line in inside) + 1)
    )
