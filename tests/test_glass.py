"""A picture as readers see it and in its glass's order of pixels."""

import pytest

from kiosk.frame import Frame
from kiosk.geometry import Size
from kiosk.panels import catalog
from kiosk.panels.glass import laid, seen

PANEL = catalog.panel("waveshare-7in5-v2")
LETTER = """
###..
#....
#....
""".strip()


def drawn(art: str) -> Frame:
    rows = art.split("\n")
    pixels = bytes("#.".index(letter) for row in rows for letter in row)
    return Frame(Size(len(rows[0]), len(rows)), PANEL.palette, pixels)


def test_a_mirrored_glass_counts_from_the_right() -> None:
    assert laid(drawn(LETTER), 0, mirrored=True).ascii().split() == ["..###", "....#", "....#"]


def test_a_glass_may_be_turned_and_mirrored() -> None:
    assert laid(drawn(LETTER), 90, mirrored=True).ascii().split() == [
        "...",
        "...",
        "..#",
        "..#",
        "###",
    ]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_what_is_laid_is_seen_again(*, degrees: int, mirrored: bool) -> None:
    frame = drawn(LETTER)
    assert seen(laid(frame, degrees, mirrored=mirrored), degrees, mirrored=mirrored) == frame
