"""What work costs at the most, counted in calls of functions: clocks run otherwise everywhere."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk import app, demo
from kiosk.config import Config
from kiosk.ink.prepared import Prepared
from kiosk.layout.compose import compose
from kiosk.model import Edition
from kiosk.panels import catalog, packing
from kiosk.panels.changes import changed

CONFIG = Config(path=Path("kiosk.toml").absolute(), name=demo.BOARD_NAME, hours=demo.OFFICE_HOURS)
PANEL = catalog.panel("waveshare-7in5-v2")
BOARD = CONFIG.board(PANEL)


@pytest.fixture(scope="module")
def sample() -> Iterator[tuple[Edition, Path]]:
    with demo.sample(CONFIG) as news:
        yield news


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python's own `work` calls."""
    count = 0

    def heard(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


# Layout: about 1.3 times of what it is. A page whose words are all new sets every line anew.
@pytest.mark.parametrize(
    ("page", "most"), [("news", 4_800), ("headlines", 5_400), ("story", 9_400), ("notices", 25_500)]
)
def test_a_page_that_was_made_before_is_composed_in_so_many_calls(
    page: str, most: int, sample: tuple[Edition, Path]
) -> None:
    edition, _ = sample
    variants = app.shipped_layouts()
    compose(page, edition, BOARD, variants)
    assert calls(lambda: compose(page, edition, BOARD, variants)) <= most


def test_a_page_of_new_words_is_set_in_so_many_calls(sample: tuple[Edition, Path]) -> None:
    edition, _ = sample
    variants = app.shipped_layouts()
    compose("story", edition, BOARD, variants)
    turned = _turned(edition, text=True)
    assert calls(lambda: compose("story", turned, BOARD, variants)) <= 59_500


def test_a_board_with_a_new_headline_is_made_in_so_many_calls(
    sample: tuple[Edition, Path], tmp_path: Path
) -> None:
    edition, photos = sample
    variants = app.shipped_layouts()
    kept = Prepared(tmp_path)

    def made(news: Edition) -> Any:
        return app.make("news", news, BOARD, variants, photos, prepared=kept).frames[0]

    def updated() -> None:
        after = made(_turned(edition))
        assert changed(before, after, PANEL)
        packing.bits(after.pixels, bytes([BOARD.palette.ink]))

    made(_turned(edition))
    before = made(edition)
    assert calls(updated) <= 9_400


def _turned(edition: Edition, *, text: bool = False) -> Edition:
    """Its first story with the same words in another order: every letter is known, no line is."""
    first = edition.stories[0]
    paragraphs = tuple(map(_turn, first.paragraphs)) if text else first.paragraphs
    told = replace(first, title=_turn(first.title), paragraphs=paragraphs)
    return replace(edition, stories=(told, *edition.stories[1:]))


def _turn(words: str) -> str:
    first, *others = words.split(" ")
    return " ".join([*others, first])
