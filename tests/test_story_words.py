"""A long story on boards of all shapes: every word of it, in order, once, in columns on a grid."""

from collections.abc import Iterator
from itertools import groupby, pairwise

import pytest
from editions import edition
from longread import (
    LAYOUTS,
    Line,
    body,
    columns_of,
    is_caption,
    long_story,
    paragraphs,
    pictures,
    region_of,
    running,
)

from kiosk.board import Board
from kiosk.geometry import Rect, Size
from kiosk.glyphs import face
from kiosk.layout.compose import compose
from kiosk.panels import catalog
from kiosk.scene import Page, Scene, Text

WALL = catalog.custom(Size(2560, 1440), (691.2, 388.8), "mono")
HUNG = [
    *((catalog.panel(f"waveshare-{name}"), rotate, None)
      for name in ("7in5-v2", "10in3-it8951", "13in3-e6") for rotate in (0, 90)),
    *((WALL, 0, distance) for distance in (1.2, 2.0, 3.0)),
]  # fmt: skip
STORY = long_story()
MADE: dict[str, tuple[Page, Board]] = {}


def name(hung: tuple[catalog.Panel, int, float | None]) -> str:
    panel, rotate, distance = hung
    size = f"{panel.size.height}x{panel.size.width}" if rotate else str(panel.size)
    return f"{size} from {distance or panel.distance_m} m"


@pytest.fixture(params=HUNG, ids=name)
def made(request: pytest.FixtureRequest) -> tuple[Page, Board]:
    """The story as a page, composed once for each board."""
    key = name(request.param)
    if key not in MADE:
        panel, rotate, distance = request.param
        board = catalog.board(panel, distance_m=distance, enlarge=1.0, rotate=rotate)
        MADE[key] = compose("story", edition(STORY), board, LAYOUTS), board
    return MADE[key]


def lines(scene: Scene, region: str) -> list[str]:
    texts = (item for item in scene.items if isinstance(item, Text))
    return [one.text for one in texts if one.region == region]


def test_every_word_stands_on_the_frames_once_and_in_order(made: tuple[Page, Board]) -> None:
    page, board = made
    shown = [word for line in running(page, board) for word in line.text.text.split()]
    assert shown == " ".join(paragraphs(STORY)).split()
    assert not {loss.kind for loss in page.report if loss.region == "body"} - {"shrunk"}


def test_the_title_stands_over_the_first_frame_alone(made: tuple[Page, Board]) -> None:
    headlines = [" ".join(lines(scene, "headline")) for scene in made[0].scenes]
    assert headlines == [STORY.title, *[""] * (len(headlines) - 1)]


def test_every_frame_says_which_of_how_many_it_is(made: tuple[Page, Board]) -> None:
    scenes = made[0].scenes
    for number, scene in enumerate(scenes, 1):
        turn = " ".join(lines(scene, "turn"))
        assert turn.endswith(f"Trang {number}/{len(scenes)}" if len(scenes) > 1 else "")


def test_photographs_stand_once_each_over_their_captions(made: tuple[Page, Board]) -> None:
    page, board = made
    shown = [one.photo for scene in page.scenes for one in pictures(scene)]
    assert shown == list(STORY.photos[: region_of(page).photos])
    said = {
        one.photo.url: " ".join(line.text for line in _under(one.rect, scene, page, board))
        for scene in page.scenes
        for one in pictures(scene)
    }
    first, second = STORY.photos
    captions = {first.url: f"{first.caption}. Ảnh: {first.credit}", second.url: second.caption}
    assert said == {one.url: captions[one.url] for one in shown}
    small = [one for scene in page.scenes for one in body(scene) if is_caption(one, page, board)]
    assert " ".join(one.text for one in small) == " ".join(said.values())


def _under(picture: Rect, scene: Scene, page: Page, board: Board) -> list[Text]:
    """The lines of small type that begin under a photograph, no wider than its columns."""
    over = [one for one in columns_of(scene, page, board) if _shares(one, picture)]
    return [
        one
        for one in body(scene)
        if is_caption(one, page, board)
        and (one.x, one.baseline > picture.bottom) == (picture.x, True)
        and one.x + _width(one, board) <= over[-1].right
    ]


def _width(text: Text, board: Board) -> int:
    return face(text.font, smooth=board.smooth).width(text.text)


def test_lines_stand_in_their_columns_from_the_left_to_the_right(made: tuple[Page, Board]) -> None:
    page, board = made
    lines = running(page, board)
    places = [(*line.slot, line.text.baseline) for line in lines]
    assert places == sorted(set(places))
    for line in lines:
        hang = board.px(5) // 2
        assert line.box.x - hang <= line.text.x
        assert line.text.x + _width(line.text, board) <= line.box.right + hang, line
    for number, scene in enumerate(page.scenes):
        for photo in pictures(scene):
            beside = [one for one in lines if one.frame == number and _shares(one.box, photo.rect)]
            assert all(one.text.baseline > photo.rect.bottom for one in beside)
            assert photo.rect.x in [column.x for column in columns_of(scene, page, board)]


def _shares(one: Rect, two: Rect) -> bool:
    return one.x < two.right and two.x < one.right


def test_baselines_of_all_columns_stand_on_one_grid(made: tuple[Page, Board]) -> None:
    page, board = made
    steps = set()
    for _, lines in groupby(running(page, board), lambda line: line.frame):
        baselines = sorted({line.text.baseline for line in lines})
        apart = [lower - upper for upper, lower in pairwise(baselines)]
        assert all(one % min(apart) == 0 for one in apart)
        steps.add(min(apart))
    assert len(steps) == 1


def test_no_first_line_ends_a_column_and_no_last_line_begins_one(made: tuple[Page, Board]) -> None:
    told = list(_told(running(*made)))
    for upper, lower in pairwise(told):
        if upper[0].slot != lower[0].slot:
            assert not (upper[1] and not upper[2]), upper
            assert not (lower[2] and not lower[1]), lower


def _told(lines: list[Line]) -> Iterator[tuple[Line, bool, bool]]:
    """Every line, and whether it is its paragraph's first and its last one."""
    rest = iter(lines)
    for paragraph in paragraphs(STORY):
        line, said = next(rest), ""
        while True:
            first, said = not said, f"{said} {line.text.text}".strip()
            yield line, first, said == paragraph
            if said == paragraph:
                break
            line = next(rest)


def test_the_byline_stands_at_the_right_under_the_last_paragraph(made: tuple[Page, Board]) -> None:
    page, board = made
    lines = running(page, board)
    last, byline = lines[-2:]
    assert byline.text.text == STORY.byline
    assert byline.slot == last.slot
    step = min(b.text.baseline - a.text.baseline for a, b in pairwise(lines) if a.slot == b.slot)
    assert byline.text.baseline - last.text.baseline == step
    assert byline.text.x + _width(byline.text, board) == byline.box.right
