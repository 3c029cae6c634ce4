"""The laws of the design, for every shipped page on every kind of board."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, groupby, takewhile

import pytest
from editions import NOW, PHOTO, edition, editions, notices, one_stops, schedules, stories, story
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.board import Board
from kiosk.files import shipped
from kiosk.geometry import Rect, Size, largest
from kiosk.glyphs import face
from kiosk.ink.crop import cover
from kiosk.layout.compose import compose
from kiosk.layout.copy import repeats
from kiosk.layout.framing import is_whole
from kiosk.layout.frontdesk import HEADINGS, listed
from kiosk.layout.library import library
from kiosk.layout.receptions import HEADS
from kiosk.layout.regions import options
from kiosk.layout.regions.body import BodyRegion
from kiosk.layout.regions.notices import validity
from kiosk.layout.regions.service import ServiceRegion
from kiosk.layout.saying import announces, lines_of
from kiosk.layout.spec import Layout
from kiosk.layout.vietnamese import settable
from kiosk.model import Edition, Notice, OneStop, Photo, Schedule, Story
from kiosk.panels import catalog
from kiosk.scene import Fill, Item, Page, Picture, Scene, Text

LAYOUTS = library([shipped("layouts")])
PAGES = sorted({layout.page for layout in LAYOUTS})
# What stands over the columns of the shipped tables.
HEADERS = {*HEADS.values(), "Giờ, nơi tiếp"}
TINY = catalog.custom(Size(264, 176), (57.3, 38.2), "mono")
WALL = catalog.custom(Size(2560, 1440), (691.2, 388.8), "mono")
PANELS = [
    (catalog.panel("waveshare-7in5-v2"), None),
    (catalog.panel("waveshare-10in3-it8951"), None),
    (catalog.panel("waveshare-13in3-e6"), None),
    (TINY, None),
    (WALL, 1.2),
    (WALL, 3.0),
]
BOARDS = [
    pytest.param(
        catalog.board(panel, distance_m=distance, enlarge=1.0, rotate=rotate),
        id=f"{panel.size}{f' {distance:g} m' if distance else ''}{' upright' if rotate else ''}",
    )
    for panel, distance in PANELS
    for rotate in (0, 90)
]
STALE = edition(stale_since=NOW - timedelta(days=2))


def drawn(pages: int) -> settings:
    """So many generated pages, always the same ones; to shrink a whole page takes minutes."""
    return settings(
        max_examples=pages,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def boards() -> st.SearchStrategy[Board]:
    """Boards of any shape and ink, which readers stand at any distance from."""
    sides = st.integers(120, 2560)
    return st.builds(
        lambda width, height, fine, palette, distance, enlarge: catalog.board(
            catalog.custom(Size(width, height), (width / fine, height / fine), palette),
            distance_m=distance,
            enlarge=enlarge,
            rotate=0,
        ),
        sides,
        sides,
        st.floats(3.5, 9.0),
        st.sampled_from(["mono", "grey16", "spectra6"]),
        st.floats(0.4, 4.0),
        st.sampled_from([1.0, 1.75]),
    )


def _photo(name: str, size: Size, focus: Rect | None) -> Photo:
    return replace(PHOTO, url=f"http://portal.example/{name}.jpg", size=size, focus=focus)


ODD = (
    _photo("bieu-do", Size(1200, 800), Rect(0, 0, 1200, 800)),
    _photo("to-roi", Size(800, 1600), Rect(0, 0, 800, 1600)),
    _photo("banner", Size(2400, 600), Rect(10, 10, 2380, 580)),
    _photo("hoi-nghi", Size(1200, 800), Rect(30, 300, 1140, 200)),
    _photo("chan-dung", Size(800, 1200), Rect(200, 20, 400, 700)),
    _photo("goc-phai", Size(1200, 800), Rect(1000, 600, 200, 200)),
    _photo("toan-canh", Size(2400, 700), None),
)


@pytest.mark.parametrize("photo", ODD, ids=lambda one: one.url[22:-4])
@pytest.mark.parametrize("page", ["news", "headlines", "story"])
@pytest.mark.parametrize("board", [*BOARDS[:2], *BOARDS[4:8]])
def test_on_every_shipped_page_heads_stay_and_charts_are_whole(
    page: str, board: Board, photo: Photo
) -> None:
    told = edition(
        story(photos=(photo, replace(photo, url="2"))), *(story(n, photos=(photo,)) for n in (1, 2))
    )
    for scene in compose(page, told, board, LAYOUTS).scenes:
        _what_must_stay_of_a_photograph_stays(scene)
        for item in scene.items:
            if isinstance(item, Picture):
                assert (item.fit == "whole") == is_whole(photo)
                assert not is_whole(photo) or largest(photo.size, item.rect.size) == item.rect.size


def _hurried(one: Notice) -> Notice:
    return replace(one, urgent=True)


@pytest.mark.parametrize("page", PAGES)
@drawn(8)
@given(edition=editions(), board=boards())
def test_every_page_keeps_the_laws_on_any_board(page: str, edition: Edition, board: Board) -> None:
    _keeps_the_laws(compose(page, edition, board, LAYOUTS), board)


@pytest.mark.parametrize("page", ["news", "headlines", "story"])
@pytest.mark.parametrize("board", BOARDS)
def test_old_news_says_since_when_on_every_frame(page: str, board: Board) -> None:
    made = compose(page, STALE, board, LAYOUTS)
    for scene in made.scenes:
        said = " ".join(item.text for item in scene.items if isinstance(item, Text))
        assert "21/11/2026" in said
        assert re.search(r"Tin cũ.*\bthứ Bảy, 21/11/2026", said), said


@pytest.mark.parametrize("page", ["news", "headlines", "story"])
@pytest.mark.parametrize("board", BOARDS)
def test_news_bears_its_day_and_the_page_its_own(page: str, board: Board) -> None:
    name = "Cổng thông tin điện tử của Đảng bộ, chính quyền và nhân dân phường Bến Sen"
    made = compose(page, edition(story(4, source=name)), board, LAYOUTS)
    for scene in made.scenes:
        said = " ".join(item.text for item in scene.items if isinstance(item, Text))
        assert "19/11" in said
        assert "23/11" in said


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("board", BOARDS)
@drawn(2)
@given(edition=editions(), lead=st.integers(0, 2))
def test_whatever_a_portal_sends_every_page_keeps_the_laws(
    page: str, board: Board, edition: Edition, lead: int
) -> None:
    made = compose(page, edition, board, LAYOUTS, lead=lead)
    assert compose(page, edition, board, LAYOUTS, lead=lead) == made
    _keeps_the_laws(made, board)


@pytest.mark.parametrize("board", BOARDS)
@drawn(8)
@given(said=st.lists(notices(), min_size=1, max_size=3).map(tuple))
def test_every_letter_of_every_notice_is_shown_in_order_and_once(
    board: Board, said: tuple[Notice, ...]
) -> None:
    news = edition(notices=said)
    made = compose("notices", news, board, LAYOUTS)
    shown = "".join(line for scene in made.scenes for line in _fresh(scene, "notices"))
    # Urgent ones stand first, then those that end soonest.
    ordered = sorted(filter(announces, said), key=lambda one: (not one.urgent, one.ends))
    expected = "".join(_announced(one, news) for one in ordered)
    assert _bare(shown) == _bare(expected)
    assert not {loss.kind for loss in made.report if loss.region == "notices"} & {"cut", "left out"}


@pytest.mark.parametrize("board", BOARDS)
@drawn(5)
@given(said=st.lists(notices().map(_hurried), min_size=1, max_size=2))
def test_every_letter_of_an_urgent_notice_is_shown_in_order_and_once_on_frames_of_its_own(
    board: Board, said: list[Notice]
) -> None:
    news = edition(notices=tuple(said))
    made = compose("urgent", news, board, LAYOUTS)
    frames = [_alarmed(scene) for scene in made.scenes]
    for one in filter(announces, said):
        issuer = f"Ban hành: {settable(one.issuer)}" if settable(one.issuer) else ""
        until = _bare(validity(one, news) + issuer)
        left = _bare("".join(lines_of(one.title, *one.body))) + ("" if frames[0][1] else until)
        while left:
            told, foot = frames.pop(0)
            assert told
            assert left.startswith(told)
            assert foot in ("", until)
            left = left.removeprefix(told)
    assert not any(told for told, _ in frames)
    assert not {loss.kind for loss in made.report if loss.region == "urgent"} & {"cut", "left out"}


@pytest.mark.parametrize("board", BOARDS)
@drawn(8)
@given(plan=schedules(plain=True))
def test_every_letter_of_a_schedule_is_shown_in_order_and_once(
    board: Board, plan: Schedule
) -> None:
    rows = tuple(replace(one, note="") for one in plan.rows)
    said = "".join(one.hours + one.room + one.who for one in rows)
    written = _bare(plan.title + "".join(plan.changes) + said + plan.note)
    assert _scheduled(replace(plan, rows=rows), board) == written


@pytest.mark.parametrize("board", BOARDS)
@drawn(4)
@given(plan=schedules(plain=True))
def test_no_letter_of_what_is_not_as_usual_is_lost(board: Board, plan: Schedule) -> None:
    days = [(on, tuple(own)) for on, own in groupby(plan.rows, lambda one: one.on)]
    notes = [{one.note for one in own} for _, own in days]
    written = "".join(note for own in notes for note in own)
    written += "".join(one.hours + one.room + one.who for one in plan.rows)
    assert Counter(_bare(written)) <= Counter(_scheduled(plan, board))


def _scheduled(plan: Schedule, board: Board) -> str:
    """The letters of a schedule's frames, without its heads."""
    made = compose("schedule", edition(schedule=plan), board, LAYOUTS)
    assert not {loss.kind for loss in made.report if loss.region == "table"} & {"cut", "left out"}
    lines = [line for scene in made.scenes for line in _fresh(scene, "table")]
    return _bare("".join(line for line in lines if line not in HEADERS))


@pytest.mark.parametrize("board", BOARDS)
@drawn(6)
@given(told=stories())
def test_every_letter_of_a_story_is_shown_in_order_and_once(board: Board, told: Story) -> None:
    made = compose("story", edition(told), board, LAYOUTS)
    if "body" not in _named(made).regions:
        return
    lead = "" if repeats(told.lead, told.title) else settable(told.lead)
    written = "".join((lead, *map(settable, told.paragraphs)))
    written += settable(told.byline) if written else ""
    shown = "".join(line for scene in made.scenes for line in _running(scene, board))
    assert _bare(shown) == _bare(written)


def _named(made: Page) -> Layout:
    return next(one for one in LAYOUTS if one.name == made.layout)


def _running(scene: Scene, board: Board) -> list[str]:
    """The lines of a story's text, without the captions of its photographs."""
    body = [item for item in scene.items if item.region == "body"]
    caption = board.px_of_pt(options(BodyRegion)["caption_font"][1].least)
    pictured = any(isinstance(item, Picture) for item in body)
    texts = (item for item in body if isinstance(item, Text))
    return [one.text for one in texts if not (pictured and one.font.size == caption)]


@pytest.mark.parametrize("board", BOARDS)
@drawn(8)
@given(office=one_stops(plain=True))
def test_all_that_a_one_stop_office_says_is_shown_in_order_and_every_number_in_one_line(
    board: Board, office: OneStop
) -> None:
    made = compose("service", edition(one_stop=office), board, LAYOUTS)
    (layout,) = [one for one in LAYOUTS if one.name == made.layout]
    regions = {name: one for name, one in layout.regions.items() if isinstance(one, ServiceRegion)}
    for name, region in regions.items():
        frames = [_served(scene, name) for scene in made.scenes]
        if frames.count(frames[0]) == len(frames):
            del frames[1:]  # what is at its end stands where it is
        lines = [line for frame in frames for line in frame]
        grid, plain = (_told(office, region.parts, grid=grid) for grid in (True, False))
        assert _run(lines) in (_run(grid), _run(plain)), name
        for number in _FIGURES.findall(" | ".join(plain)):
            assert any(number in line for line in lines), number
    lost = [loss for loss in made.report if loss.region in regions]
    assert not {loss.kind for loss in lost} & {"cut", "left out"}


# A number, or a time from when to when.
_FIGURES = re.compile(r"(?<!\S)0\d[\d ]*\d|\d+:\d+–\d+:\d+")


def _served(scene: Scene, region: str) -> list[str]:
    """The lines of a region, without the headings that are said again over what continues."""
    texts = (item for item in scene.items if isinstance(item, Text) and item.region == region)
    return [item.text for item in texts if not item.text.endswith("(tiếp theo)")]


def _told(office: OneStop, parts: Sequence[str], *, grid: bool) -> list[str]:
    """All that the parts say; in a grid emergency numbers stand over their names."""
    said: list[str] = []
    for part in parts:
        contacts = listed(office, part)
        over = grid and part == "emergency"
        said += [HEADINGS[part]] if contacts and part in HEADINGS and not over else []
        for one in contacts:
            said += [one.number, one.name, one.note] if over else [one.name, one.note, one.number]
        said += [getattr(office, part)] if part in ("title", "note") else []
    return said


def _run(lines: Sequence[str]) -> str:
    """The letters alone: a line may end at a comma or a dash between two numbers."""
    return re.sub(r"[,;–-]", "", _bare("".join(lines)))


def _fresh(scene: Scene, region: str) -> list[str]:
    """The lines of a region, without the titles that are said again over what continues."""
    texts = [one for one in scene.items if isinstance(one, Text) and one.region == region]
    again = {n for at, one in enumerate(texts) if one.text.endswith("theo)")
             for n in _column(texts, at)}  # fmt: skip
    return [one.text for at, one in enumerate(texts) if at not in again]


def _column(texts: Sequence[Text], last: int) -> Iterator[int]:
    """The lines down to number `last` that stand in its column."""
    return takewhile(lambda at: texts[at].x == texts[last].x, range(last, -1, -1))


def _alarmed(scene: Scene) -> tuple[str, str]:
    """The letters of an urgent frame: what is said, and what stands under the rule at its foot."""
    items = [item for item in scene.items if item.region == "urgent"]
    rules = [item.rect.y for item in items if isinstance(item, Fill) and item.ink == "ink"]
    foot = max(rules, default=scene.size.height)
    lines = [item for item in items if isinstance(item, Text) and item.ink == "ink"]
    said = "".join(item.text for item in lines if item.baseline <= foot)
    return _bare(said), _bare("".join(item.text for item in lines if item.baseline > foot))


def _announced(one: Notice, news: Edition) -> str:
    urgent = "KHẨN" if one.urgent else ""
    issuer = f"Ban hành: {settable(one.issuer)}" if settable(one.issuer) else ""
    head = f"{urgent}{settable(one.title) or 'Thông báo'}{validity(one, news)}{issuer}"
    return head + "".join(lines_of(*one.body))


def _bare(words: str) -> str:
    """The letters alone: lines end at spaces and dots, and an endless word within itself."""
    return re.sub(r"[\s·:]", "", words)


def _keeps_the_laws(made: Page, board: Board) -> None:
    for scene in made.scenes:
        assert scene.size == board.size
        _boxes_lie_apart(scene)
        _ink_stays_in_its_box(scene, _named(made), board)
        _lines_lie_apart(scene, board)
        _what_must_stay_of_a_photograph_stays(scene)
    _what_is_cut_is_said(made)
    _what_no_font_has_is_said(made, board)


def _boxes_lie_apart(scene: Scene) -> None:
    sheet = Rect(0, 0, *scene.size)
    for name, rect in scene.boxes:
        assert sheet.contains(rect), name
    for (name, one), (other, two) in combinations(scene.boxes, 2):
        assert not _overlap(one, two), (name, one, other, two)


def _ink_stays_in_its_box(scene: Scene, layout: Layout, board: Board) -> None:
    """Sideways marks, and the edge of a letter, may hang out by half the gap beside them."""
    hanging = board.px(min(2 * layout.margin, layout.gap[1]) / 2)
    boxes = dict(scene.boxes)
    for item in scene.items:
        box = boxes[item.region]
        if isinstance(item, Text):
            box = box._replace(x=box.x - hanging, width=box.width + 2 * hanging)
        for ink in _inks(item, board):
            assert box.contains(ink), (item, ink, box)


def _lines_lie_apart(scene: Scene, board: Board) -> None:
    lines = [(item, _line(item, board)) for item in scene.items if isinstance(item, Text)]
    for (one, box), (other, beside) in combinations(lines, 2):
        assert not _overlap(box, beside), (one, other)


def _line(item: Text, board: Board) -> Rect:
    """The box of a line's own ink: what stands over and under its baseline."""
    table = face(item.font, smooth=board.smooth)
    rise, drop = table.rise(item.text), table.drop(item.text)
    return Rect(item.x, item.baseline - rise, table.width(item.text), rise + drop)


def _what_must_stay_of_a_photograph_stays(scene: Scene) -> None:
    """Heads are in the crop, and of a chart nothing is cropped, on no shipped page."""
    for item in scene.items:
        if isinstance(item, Picture) and item.photo.size and item.fit == "cover":
            focus = item.photo.focus
            crop = cover(item.photo.size, item.rect.size, focus)
            assert not is_whole(item.photo), item
            # In a box of a few pixels there is no shape between too flat and too narrow.
            assert not focus or crop.contains(focus) or min(item.rect.size) < 20, item


def _what_is_cut_is_said(made: Page) -> None:
    said = {loss.region for loss in made.report if loss.kind == "cut"}
    for scene in made.scenes:
        for item in scene.items:
            if isinstance(item, Text) and item.text.endswith("…"):
                assert item.region in said, item


def _what_no_font_has_is_said(made: Page, board: Board) -> None:
    said = {loss.region for loss in made.report if loss.kind == "no glyph"}
    for item in made.scenes[0].items:
        if isinstance(item, Text) and face(item.font, smooth=board.smooth).missing(item.text):
            assert item.region in said, item


def _inks(item: Item, board: Board) -> Iterator[Rect]:
    if isinstance(item, Text):
        table = face(item.font, smooth=board.smooth)
        for glyph, pen in table.place(item.text)[0]:
            if glyph.mask is not None:
                x, y = item.x + pen + glyph.dx, item.baseline + glyph.dy
                yield Rect(x, y, *glyph.mask.size)
    else:
        yield item.rect


def _overlap(one: Rect, two: Rect) -> bool:
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom
