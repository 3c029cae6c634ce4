"""The turns of the programme."""

from itertools import pairwise

import pytest
from editions import notice
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model import Notice
from kiosk.programme import FIRST, Alert, Turn, Wait, after, alerted, settled, waits

FULL = (True, True, True)
STORM, FLOOD, FIRE = (notice(title, urgent=True) for title in ("Bão", "Lũ", "Cháy"))


@pytest.mark.parametrize(
    ("turn", "filled", "frames", "leads", "following"),
    [
        (FIRST, FULL, 1, 3, Turn(1, 0)),
        (Turn(1, 0), FULL, 1, 3, Turn(2, 0)),
        (Turn(2, 0), FULL, 1, 3, Turn(0, 1)),
        (Turn(2, 2), FULL, 1, 3, Turn(0, 0)),
        (Turn(2, 1), FULL, 1, 2, Turn(0, 0)),
        (Turn(2, 4), FULL, 1, 1, Turn(0, 0)),
        (Turn(2, 0), FULL, 1, 0, Turn(0, 0)),
        (FIRST, (True,), 1, 2, Turn(0, 1)),
        (Turn(0, 1), (True,), 1, 2, FIRST),
        (Turn(1, 1), FULL, 3, 3, Turn(1, 1, 1)),
        (Turn(1, 1, 1), FULL, 3, 3, Turn(1, 1, 2)),
        (Turn(1, 1, 2), FULL, 3, 3, Turn(2, 1)),
        (Turn(1, 0, 7), FULL, 3, 3, Turn(2, 0)),
        (FIRST, (True, False, True), 1, 3, Turn(2, 0)),
        (Turn(0, 0), (True, False, False), 1, 3, Turn(0, 1)),
        (Turn(0, 0), (False, False, False), 1, 3, Turn(1, 0)),
    ],
)
def test_after(
    turn: Turn, filled: tuple[bool, ...], frames: int, leads: int, following: Turn
) -> None:
    assert after(turn, filled, frames, leads) == following


def test_a_round_shows_every_page_with_every_lead() -> None:
    turn, seen = FIRST, set()
    for _ in range(9):
        seen.add(turn)
        turn = after(turn, FULL, 1, 3)
    assert turn == FIRST
    assert len(seen) == 9


@pytest.mark.parametrize(
    ("turn", "filled", "leads", "stands"),
    [
        (Turn(1, 1, 2), FULL, 3, Turn(1, 1, 2)),
        (Turn(1, 4), FULL, 3, Turn(1, 0)),
        (Turn(1, 0, 2), (True, False, True), 3, Turn(2, 0)),
        (Turn(2, 0), (True, False, False), 3, Turn(0, 1)),
        (Turn(7, 0), FULL, 3, Turn(2, 0)),
        (Turn(1, 2), (False, False), 0, FIRST),
    ],
)
def test_a_page_that_has_become_empty_is_left(
    turn: Turn, filled: tuple[bool, ...], leads: int, stands: Turn
) -> None:
    assert settled(turn, filled, leads) == stands


TURNS = st.builds(Turn, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


@given(TURNS, st.lists(st.booleans(), min_size=1, max_size=5), st.integers(1, 4), st.integers(0, 5))
def test_a_turn_is_always_of_a_page_that_is_there(
    turn: Turn, filled: list[bool], frames: int, leads: int
) -> None:
    for found in (after(turn, filled, frames, leads), settled(turn, filled, leads)):
        assert found.page < len(filled) or found == Turn(turn.page, turn.lead, turn.frame + 1)
        assert filled[found.page % len(filled)] or found.frame or not any(filled)


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        # One page of one frame stands all the time.
        ([[("a", 1)]], {"a": (0, 0, 0)}),
        # Something of a page alone always stands, and yet who has just missed a frame waits for it.
        ([[("a", 4)]], {"a": (0, 3, 0)}),
        ([[("a", 1), ("b", 9), ("c", 2)]], {"a": (11, 11, 11), "b": (3, 11, 3), "c": (10, 11, 10)}),
        # A page that the programme names twice comes sooner; the longer of its pauses counts.
        ([[("a", 1), ("b", 3), ("a", 1), ("c", 1)]],
         {"a": (3, 3, 3), "b": (3, 5, 3), "c": (5, 5, 5)}),
        # Two stories in turn: the page comes every round, the story every second one.
        ([[("a", 1), ("b", 1)], [("a", 1), ("b", 1)]], {"a": (1, 1, 3), "b": (1, 1, 3)}),
        # One story takes three frames, another one: the page's beginning comes after both.
        ([[("a", 3), ("b", 1)], [("a", 1), ("b", 1)]], {"a": (1, 3, 5), "b": (3, 3, 5)}),
        ([[("a", 3)], [("a", 1)], [("a", 2)]], {"a": (0, 2, 5)}),
        ([], {}),
        ([[]], {}),
    ],
)  # fmt: skip
def test_how_long_a_reader_waits(
    rounds: list[list[tuple[str, int]]], expected: dict[str, tuple[int, int, int]]
) -> None:
    waited = {page: Wait(*(300 * n for n in counts)) for page, counts in expected.items()}
    assert waits(rounds, lambda _: 300) == waited


def test_a_page_that_stands_longer_keeps_the_others_away_longer() -> None:
    seconds = {"news": 300, "schedule": 900}
    found = waits([[("news", 1), ("schedule", 2)]], lambda page: seconds[page])
    assert (found["news"].away, found["schedule"].away) == (1800, 300)
    assert found["schedule"].missed == 300 + 900


@given(st.lists(st.lists(st.integers(1, 6), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_programme_turns_as_the_waits_say(rounds: list[list[int]]) -> None:
    """Played twice round with every story, no page and no first frame comes later than is said."""
    said = waits([[(str(page), n) for page, n in enumerate(one)] for one in rounds], lambda _: 1)
    turn, seen = FIRST, []
    for _ in range(2 * sum(map(sum, rounds))):
        seen.append(turn)
        turn = after(turn, FULL, rounds[turn.lead][turn.page], len(rounds))
    assert turn == FIRST
    for page in range(3):
        assert said[str(page)].away == _longest([one.page == page for one in seen])
        first = _longest([(one.page, one.frame) == (page, 0) for one in seen])
        assert first <= said[str(page)].missed
        same = _longest([(one.page, one.lead) == (page, 0) for one in seen])
        assert same <= said[str(page)].story


def _longest(wanted: list[bool]) -> int:
    """The most turns that are not wanted between two that are."""
    at = [n for n, one in enumerate(wanted) if one]
    return max((b - a - 1 for a, b in pairwise(at)), default=0)


@pytest.mark.parametrize(
    ("before", "notices", "turning", "frame"),
    [
        (None, (STORM,), False, 0),
        (None, (STORM,), True, 0),
        (Alert((STORM,), 0, 3), (STORM,), False, 0),
        (Alert((STORM,), 0, 3), (STORM,), True, 1),
        (Alert((STORM,), 2, 3), (STORM,), True, 0),
        (Alert((STORM,), 1, 3), (STORM, FLOOD), False, 7),
        (Alert((STORM,), 1, 3), (STORM, FLOOD), True, 7),
        (Alert((STORM, FLOOD), 2, 3), (STORM,), False, 0),
    ],
)
def test_the_urgent_page_turns_and_a_new_notice_is_shown_at_once(
    before: Alert | None, notices: tuple[Notice, ...], frame: int, *, turning: bool
) -> None:
    found = alerted(before, notices, {FLOOD: 7}.__getitem__, turning=turning)
    assert (found.notices, found.frame) == (notices, frame)


def test_a_page_that_comes_to_fewer_frames_shows_its_last() -> None:
    assert Alert((STORM,), 4, 5).made(2) == Alert((STORM,), 1, 2)


@given(st.integers(1, 9), st.integers(1, 40))
def test_every_frame_of_the_urgent_page_has_its_turn(frames: int, turns: int) -> None:
    alert = Alert((FIRE,), 0, frames)
    seen = [alert.frame]
    for _ in range(turns):
        alert = alerted(alert, (FIRE,), lambda _: 0, turning=True)
        seen.append(alert.frame)
    assert seen == [n % frames for n in range(turns + 1)]
