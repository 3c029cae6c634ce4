"""A story as long as a portal's long ones, written for the tests, and its lines as pages set it."""

import json
from pathlib import Path

from editions import PHOTO, story
from msgspec import Struct

from kiosk.board import Board
from kiosk.files import shipped
from kiosk.geometry import Rect, Size
from kiosk.layout.library import library
from kiosk.layout.regions.body import BodyRegion
from kiosk.layout.vietnamese import settable
from kiosk.model import Photo, Story
from kiosk.scene import Page, Picture, Scene, Text

LAYOUTS = library([shipped("layouts")])
FILE = Path(__file__).parent / "stories" / "rach-ong-keo.json"


def long_story(**changes: object) -> Story:
    """Nine paragraphs, two photographs, a byline; as it is or changed."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    sizes = (Size(1280, 853), Size(1024, 1024))
    photos = tuple(
        Photo(f"http://portal.example/{n}.jpg", caption, credit, PHOTO.key, size)
        for n, (caption, credit, size) in enumerate(
            zip(told["captions"], ("Long Hồ", ""), sizes, strict=True)
        )
    )
    made = {name: told[name] for name in ("title", "lead", "byline")}
    made |= {"paragraphs": tuple(told["paragraphs"]), "photos": photos}
    return story(**(made | changes))


class Line(Struct, frozen=True):
    """A line of running text: its frame and column, both from 0, the column's box, the line."""

    frame: int
    column: int
    box: Rect
    text: Text

    @property
    def slot(self) -> tuple[int, int]:
        return self.frame, self.column


def running(page: Page, board: Board) -> list[Line]:
    """The lines of a page's body in the order of its scenes, captions left out."""
    return [
        Line(frame, *column_of(text, scene, page, board), text)
        for frame, scene in enumerate(page.scenes)
        for text in body(scene)
        if not is_caption(text, page, board)
    ]


def body(scene: Scene) -> list[Text]:
    return [item for item in scene.items if isinstance(item, Text) and item.region == "body"]


def pictures(scene: Scene) -> list[Picture]:
    return [item for item in scene.items if isinstance(item, Picture)]


def is_caption(text: Text, page: Page, board: Board) -> bool:
    """Captions are set smaller than the running text of the shipped pages that have any."""
    region = region_of(page)
    size = region.caption_font.sizes(board)[-1]
    return region.photos > 0 and text.font == region.caption_font.face(board, size).font


def region_of(page: Page) -> BodyRegion:
    (layout,) = (one for one in LAYOUTS if one.name == page.layout)
    region = layout.regions["body"]
    assert isinstance(region, BodyRegion)
    return region


def columns_of(scene: Scene, page: Page, board: Board) -> tuple[Rect, ...]:
    """As many columns as the region's options ask for, in the body's box."""
    region, box = region_of(page), dict(scene.boxes)["body"]
    gap = board.px(region.column_gap)
    return box.columns(max(1, (box.width + gap) // (board.px(region.column) + gap)), gap)


def column_of(text: Text, scene: Scene, page: Page, board: Board) -> tuple[int, Rect]:
    """The column that a line begins in; marks hang out of it by half the gap at the most."""
    hang = board.px(region_of(page).column_gap) // 2
    (found,) = (
        (number, column)
        for number, column in enumerate(columns_of(scene, page, board))
        if column.x - hang <= text.x < column.right
    )
    return found


def paragraphs(one: Story) -> list[str]:
    """A story's running text, part by part: lead, paragraphs, byline."""
    return [settable(words) for words in (one.lead, *one.paragraphs, one.byline) if words]
