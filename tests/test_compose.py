"""Which variant of a page is drawn."""

from dataclasses import replace

import pytest
from editions import PHOTO, edition, story

from kiosk.files import shipped
from kiosk.geometry import Size
from kiosk.layout.compose import compose, ranked
from kiosk.layout.library import library
from kiosk.model import Edition, Story
from kiosk.panels import catalog
from kiosk.scene import Page, Picture, Text

LAYOUTS = library([shipped("layouts")])
BOARD = catalog.board(catalog.panel("waveshare-7in5-v2"), distance_m=None, enlarge=1.0, rotate=0)
UPRIGHT = catalog.board(catalog.panel("waveshare-7in5-v2"), distance_m=None, enlarge=1.0, rotate=90)


def words(page: Page, region: str) -> str:
    texts = [item for item in page.scenes[0].items if isinstance(item, Text)]
    return " ".join(item.text for item in texts if item.region == region)


def pictured(page: Page) -> bool:
    return any(isinstance(item, Picture) for item in page.scenes[0].items)


def led(**changes: object) -> Edition:
    return edition(story(**changes), *(story(number) for number in range(1, 5)))


@pytest.mark.parametrize(
    ("news", "layout"),
    [
        (led(), "news.landscape"),
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
        assert made.layout == "news.landscape-headline"
        assert made.report


def test_the_last_variant_always_is_drawn() -> None:
    tiny = catalog.board(
        catalog.custom(Size(40, 30), (10, 8), "mono"), distance_m=3.0, enlarge=1.0, rotate=0
    )
    made = compose("news", edition(), tiny, LAYOUTS)
    assert made.layout == "news.landscape-headline"
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
