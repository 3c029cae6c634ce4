"""The test picture: on every panel, however it hangs, every ink is there with its name."""

from itertools import pairwise

import pytest

from kiosk import app
from kiosk.geometry import Rect
from kiosk.panels import catalog
from kiosk.pattern import NAMES, Sheet


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("name", catalog.names())
def test_every_ink_has_its_name_below_its_stripe(name: str, rotate: int) -> None:
    panel = catalog.panel(name)
    board = catalog.board(panel, distance_m=None, enlarge=1, rotate=rotate)
    sheet = Sheet(board, app.fonts())
    words = list(sheet.names(Rect(8, 0, board.size.width - 16, 20)))
    named = " ".join(word.text for word in words).split()
    wanted = [NAMES.get(ink.name, str(at)) for at, ink in enumerate(panel.palette.inks)]
    assert named == " ".join(wanted).split()
    letters = sheet.face("NotoSans-Regular")
    for one, other in pairwise(words):
        assert one.baseline != other.baseline or one.x + letters.width(one.text) < other.x
    assert words[-1].x + letters.width(words[-1].text) <= board.size.width
