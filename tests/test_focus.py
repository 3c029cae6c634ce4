"""What of a picture must stay when it is cropped."""

from collections.abc import Callable

import drawings
import pytest
from PIL import Image, ImageDraw
from shots import scene

from kiosk.content.darkroom import focus
from kiosk.content.darkroom.drawn import is_drawn
from kiosk.content.darkroom.focus import imprint_of
from kiosk.content.darkroom.imprint import Imprint, read
from kiosk.content.darkroom.salience import salient
from kiosk.geometry import Rect, Size

DRAWN = {
    "bars": drawings.bars,
    "poster": drawings.poster,
    "poster with a photograph": lambda: drawings.poster(pictured=True),
    "table": drawings.table,
    "page": drawings.page,
    "scan": drawings.scan,
    "code": drawings.code,
}
TAKEN: dict[str, Callable[[], Image.Image]] = {
    path.stem: lambda number=number: drawings.photograph(number)
    for number, path in enumerate(drawings.PHOTOGRAPHS)
}
TAKEN |= {
    "backdrop with letters": drawings.backdrop,
    "every tone": scene,
    "noise": lambda: Image.effect_noise((900, 600), 40).convert("RGB"),
    "night": lambda: drawings.photograph(2).point([at // 5 for at in range(256)] * 3),
    "sky": lambda: Image.linear_gradient("L").resize((900, 600)).convert("RGB"),
}


@pytest.mark.parametrize("quality", [45, 90])
@pytest.mark.parametrize("width", [None, 700])
@pytest.mark.parametrize("name", DRAWN)
def test_what_is_drawn_is_never_cropped(name: str, width: int | None, quality: int) -> None:
    image = drawings.pressed(DRAWN[name](), quality, width)
    assert imprint_of(image) == Imprint(Rect(0, 0, *image.size))


@pytest.mark.parametrize("quality", [45, 90])
@pytest.mark.parametrize("width", [None, 700, 2560])
@pytest.mark.parametrize("name", TAKEN)
def test_a_photograph_is_no_drawing(name: str, width: int | None, quality: int) -> None:
    assert not is_drawn(drawings.pressed(TAKEN[name](), quality, width))


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (2, 2), (16, 128), (17, 16)])
def test_no_picture_is_too_small_to_be_looked_at(size: tuple[int, int]) -> None:
    found = imprint_of(Image.new("RGB", size, "red")).focus
    assert found is None or Rect(0, 0, *size).contains(found)


@pytest.mark.parametrize("at", [(100, 80), (600, 80), (350, 300), (650, 380)])
def test_what_stands_out_is_found_where_it_is(at: tuple[int, int]) -> None:
    image = Image.new("RGB", (900, 600), "#7a8a70")
    ImageDraw.Draw(image).ellipse((*at, at[0] + 140, at[1] + 140), "#c02020", "black", 6)
    found = salient(image)
    assert found
    assert at[0] - 40 <= found.x < found.right <= at[0] + 180
    # What stands on it may belong to it.
    assert at[1] + 70 < found.bottom <= at[1] + 180
    assert found.height <= 300


@pytest.mark.parametrize(
    "image", [Image.new("RGB", (300, 200), "grey"), drawings.pressed(TAKEN["noise"](), 90)]
)
def test_where_nothing_stands_out_there_is_no_focus(image: Image.Image) -> None:
    assert salient(image) is None


@pytest.mark.parametrize(
    ("heads", "box"),
    [
        ([Rect(300, 100, 90, 120)], Rect(300, 100, 90, 120)),
        # All of a group, the back row too, but nobody in the background.
        ([Rect(100, 100, 90, 100), Rect(400, 60, 50, 60)], Rect(100, 60, 350, 140)),
        ([Rect(100, 100, 90, 120), Rect(800, 60, 20, 30)], Rect(100, 100, 90, 120)),
        # At the edge.
        ([Rect(-20, -10, 90, 100), Rect(850, 520, 90, 100)], Rect(0, 0, 900, 600)),
    ],
)
def test_heads_are_held_before_all_else(
    heads: list[Rect], box: Rect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(focus, "heads", lambda _: tuple(heads))
    found = imprint_of(drawings.pressed(drawings.photograph(0, (900, 600)), 90))
    assert found.focus == box
    assert all(box.contains(head) for head in found.heads)
    assert Imprint(found.focus, found.heads) == read(bytes(found), Size(900, 600))


def test_a_crowd_is_held_and_only_the_most_important_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowd = tuple(Rect(20 + 70 * n, 200, 60, 80) for n in range(12))
    monkeypatch.setattr(focus, "heads", lambda _: crowd)
    found = imprint_of(drawings.pressed(drawings.photograph(0, (900, 600)), 90))
    assert found == Imprint(Rect(20, 200, 830, 80), crowd[:8])
    assert len(bytes(found)) < 300
