"""Which variant of a page is drawn."""

import pytest
from editions import PHOTO, POSTER, SCHEDULE, edition, households, notice, story
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.files import shipped
from kiosk.geometry import Size
from kiosk.layout.compose import compose, ranked
from kiosk.layout.library import library
from kiosk.layout.needs import has_content
from kiosk.model import Edition, Story
from kiosk.panels import catalog
from kiosk.scene import Page, Picture, Text

LAYOUTS = library([shipped("layouts")])
BOARD = catalog.board(catalog.panel("waveshare-7in5-v2"), distance_m=None, enlarge=1.0, rotate=0)
UPRIGHT = catalog.board(catalog.panel("waveshare-7in5-v2"), distance_m=None, enlarge=1.0, rotate=90)


def words(page: Page, region: str, frame: int = 0) -> str:
    texts = [item for item in page.scenes[frame].items if isinstance(item, Text)]
    return " ".join(item.text for item in texts if item.region == region)


def pictured(page: Page) -> bool:
    return any(isinstance(item, Picture) for item in page.scenes[0].items)


def led(**changes: object) -> Edition:
    return edition(story(**changes), *(story(number) for number in range(1, 5)))


@pytest.mark.parametrize(
    ("news", "layout"),
    [
        (led(title="Phường Bến Sen khánh thành công viên"), "news.landscape"),
        (led(photos=()), "news.landscape-text"),
        (led(photos=(replace(PHOTO, key=None, size=None),)), "news.landscape-text"),
        (led(photos=(), lead=""), "news.landscape-text"),
        (edition(story(photos=(), lead="")), "news.landscape-headline"),
    ],
)
def test_the_variant_follows_what_the_story_has(news: Edition, layout: str) -> None:
    made = compose("news", news, BOARD, LAYOUTS)
    richest = ranked("news", [one for one in LAYOUTS if one.shape == "landscape"])
    met = [one for one in richest if one.name == made.layout]
    assert len(met) == 1
    assert pictured(made) is ("photo" in met[0].requires)
    assert words(made, "headline").startswith("Phường Bến Sen khánh thành")
    if layout == "news.landscape":
        assert made.layout == layout


def test_the_page_leads_with_the_story_asked_for(news: Edition) -> None:
    made = compose("news", news, BOARD, LAYOUTS, lead=2)
    assert words(made, "headline") == "Trả kết quả hồ sơ qua bưu điện từ ngày 1/12/2026"
    assert not pictured(made)
    beyond = compose("news", news, BOARD, LAYOUTS, lead=99)
    assert words(beyond, "masthead") == "Ủy ban nhân dân Phường Bến Sen"


def test_portrait_boards_have_their_own() -> None:
    made = compose("news", edition(), UPRIGHT, LAYOUTS)
    assert ".portrait" in made.layout
    assert made.scenes[0].size == Size(480, 800)


@pytest.mark.parametrize("distance", [0.6, 1.2, 2.5, 6.0, 30.0])
def test_a_board_with_less_room_shows_less_instead_of_smaller(distance: float) -> None:
    board = replace(BOARD, distance_m=distance)
    made = compose("news", edition(), board, LAYOUTS)
    least = min(layout.regions["foot"].font.sizes(board)[0] for layout in LAYOUTS
                if layout.name == "news.landscape")  # fmt: skip
    texts = [item for item in made.scenes[0].items if isinstance(item, Text)]
    assert all(item.font.size >= least for item in texts)
    if distance > 2:
        assert made.layout == "news.landscape-least"
        assert made.report


def test_the_last_variant_always_is_drawn() -> None:
    tiny = catalog.board(
        catalog.custom(Size(40, 30), (10, 8), "mono"), distance_m=3.0, enlarge=1.0, rotate=0
    )
    made = compose("news", edition(), tiny, LAYOUTS)
    assert made.layout == "news.landscape-least"
    assert {loss.kind for loss in made.report} & {"left out", "cut"}


def test_a_page_without_a_layout_for_the_shape_is_said() -> None:
    flat = [layout for layout in LAYOUTS if layout.shape == "landscape"]
    with pytest.raises(LookupError, match="the page “news” has no layout for a portrait board"):
        compose("news", edition(), UPRIGHT, flat)
    with pytest.raises(LookupError, match="the page “tin” has no layout for a landscape board"):
        compose("tin", edition(), BOARD, LAYOUTS)


def test_regions_of_a_row_stand_on_one_baseline(news: Edition) -> None:
    for distance in (0.6, 0.7, 0.8, 0.9, 1.0):
        made = compose("headlines", news, replace(BOARD, distance_m=distance), LAYOUTS)
        last = {item.region: item.baseline for item in made.scenes[0].items
                if isinstance(item, Text)}  # fmt: skip
        assert last["masthead"] == last["date"]


@pytest.mark.parametrize("page", ["waiting", "closing"])
def test_a_board_without_stories_is_never_blank(page: str) -> None:
    empty: tuple[Story, ...] = ()
    made = compose(page, replace(edition(), stories=empty), BOARD, LAYOUTS)
    assert words(made, "masthead") == "Ủy ban nhân dân Phường Bến Sen"
    assert len(made.scenes[0].items) > 3
    assert made == compose(page, replace(edition(), stories=empty), BOARD, LAYOUTS)


LIST = notice("Danh sách 64 hộ được hỗ trợ", *households(64))
NO_STORIES: tuple[Story, ...] = ()


@pytest.mark.parametrize("board", [BOARD, UPRIGHT], ids=["landscape", "portrait"])
def test_a_page_of_several_frames_keeps_its_plan(board: Board) -> None:
    made = compose("notices", edition(notices=(LIST,)), board, LAYOUTS)
    count = len(made.scenes)
    assert count > 2
    assert len({scene.boxes for scene in made.scenes}) == 1
    for at in range(count):
        assert words(made, "masthead", at) == "Ủy ban nhân dân Phường Bến Sen"
        assert words(made, "date", at).startswith("Thứ Hai, 23/11/2026")
        assert words(made, "turn", at).endswith(f"Trang {at + 1}/{count}")
    assert words(made, "notices", 1).startswith("Danh sách 64 hộ được hỗ trợ (tiếp theo)")


def test_the_last_frame_promises_no_other() -> None:
    made = compose("notices", edition(notices=(LIST,)), BOARD, LAYOUTS)
    turns = [words(made, "turn", at) for at in range(len(made.scenes))]
    assert all(turn.startswith("Xem tiếp trang sau · ") for turn in turns[:-1])
    assert turns[-1].startswith("Trang")


def test_a_page_of_one_frame_counts_none() -> None:
    made = compose("notices", edition(notices=(notice(),)), BOARD, LAYOUTS)
    assert (len(made.scenes), words(made, "turn")) == (1, "")
    assert made == compose("notices", edition(notices=(notice(),)), BOARD, LAYOUTS)


@pytest.mark.parametrize("distance", [0.6, 1.0, 1.5, 2.0, 2.5])
@pytest.mark.parametrize("board", [BOARD, UPRIGHT], ids=["landscape", "portrait"])
def test_the_office_is_heard_whole_from_farther_away(board: Board, distance: float) -> None:
    news = edition(notices=(LIST,), schedule=SCHEDULE, posters=(POSTER,))
    for page in ("notices", "schedule", "poster"):
        made = compose(page, news, replace(board, distance_m=distance), LAYOUTS)
        lost = [loss for loss in made.report if loss.kind in {"cut", "left out"}]
        assert not [loss for loss in lost if loss.region in {"notices", "table", "poster"}]


@pytest.mark.parametrize(
    ("page", "news", "has"),
    [
        ("notices", edition(notices=(notice(),)), True),
        ("notices", edition(notices=(notice(),), stories=NO_STORIES), True),
        ("notices", edition(), False),
        ("notices", edition(notices=(notice("\u200b", "\ufeff"),)), False),
        ("schedule", edition(schedule=SCHEDULE), True),
        ("schedule", edition(schedule=replace(SCHEDULE, rows=())), True),
        ("schedule", edition(schedule=replace(SCHEDULE, rows=(), changes=())), False),
        ("schedule", edition(), False),
        ("poster", edition(posters=(POSTER,)), True),
        ("poster", edition(), False),
        ("news", edition(), True),
        ("news", edition(stories=NO_STORIES, notices=(notice(),)), False),
        ("headlines", edition(stories=NO_STORIES), False),
        ("waiting", edition(stories=NO_STORIES), True),
        ("closing", edition(stories=NO_STORIES), True),
        ("tin", edition(), False),
    ],
)
@pytest.mark.parametrize("shape", ["landscape", "portrait"])
def test_a_page_without_content_is_known(page: str, news: Edition, has: bool, shape: str) -> None:  # noqa: FBT001 - a parameter
    assert has_content(page, news, shape, LAYOUTS) is has


def test_a_headline_is_a_little_smaller_where_that_spares_it_a_bad_break() -> None:
    title = "Thư viện phường mở triển lãm ảnh phi hành gia"
    made = compose("news", led(title=title), UPRIGHT, LAYOUTS)
    lines = [item.text for item in made.scenes[0].items
             if isinstance(item, Text) and item.region == "headline"]  # fmt: skip
    assert lines == ["Thư viện phường mở", "triển lãm ảnh phi hành gia"]
