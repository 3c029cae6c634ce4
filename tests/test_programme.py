"""The turns of the programme."""

import pytest

from kiosk.programme import FIRST, Turn, after

PAGES = ["news", "headlines", "waiting"]


@pytest.mark.parametrize(
    ("turn", "pages", "stories", "leads", "following"),
    [
        (FIRST, PAGES, 9, 3, Turn(1, 0)),
        (Turn(1, 0), PAGES, 9, 3, Turn(2, 0)),
        (Turn(2, 0), PAGES, 9, 3, Turn(0, 1)),
        (Turn(2, 2), PAGES, 9, 3, Turn(0, 0)),
        (Turn(2, 1), PAGES, 2, 5, Turn(0, 0)),
        (Turn(2, 4), PAGES, 1, 5, Turn(0, 0)),
        (Turn(2, 0), PAGES, 0, 5, Turn(0, 0)),
        (FIRST, ["news"], 9, 2, Turn(0, 1)),
        (Turn(0, 1), ["news"], 9, 2, FIRST),
        (Turn(7, 7), ["news"], 3, 2, Turn(0, 0)),
    ],
)
def test_after(turn: Turn, pages: list[str], stories: int, leads: int, following: Turn) -> None:
    assert after(turn, pages, stories, leads) == following


def test_a_round_shows_every_page_with_every_lead() -> None:
    turn, seen = FIRST, set()
    for _ in range(9):
        seen.add(turn)
        turn = after(turn, PAGES, 9, 3)
    assert turn == FIRST
    assert len(seen) == 9
