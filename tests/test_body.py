"""Region `body`: a whole story in columns around its photographs, in blocks."""

import pytest
from blocks import art, blocks, plain_board, typed
from editions import PHOTO, edition, story
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.geometry import Rect, Size
from kiosk.layout.regions import Drawing, Sheet
from kiosk.layout.regions.body import BodyRegion
from kiosk.layout.saying import tells
from kiosk.layout.type import Type
from kiosk.model import Photo, Story
from kiosk.scene import Picture, Text

BOARD = plain_board(200, 200)
ONE = blocks(1)
BODY = BodyRegion(
    name="body", font=ONE, lead_font=ONE, caption_font=ONE, column=15.0, column_gap=3.0
)
PLAIN = story(title="Rạch sạch", lead="", byline="", photos=())
WHOLE = replace(
    PLAIN,
    lead="Sáng nay nước đã trong.",
    paragraphs=("Bà con ra xem.", "Trẻ em thả cá."),
    byline="Hà",
)


def sheet(one: Story = WHOLE, **changes: object) -> Sheet:
    made = Sheet(edition(one), BOARD, one, "tin.landscape.toml")
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def shot(width: int, height: int, caption: str = "", credit: str = "") -> Photo:
    size = Size(width, height)
    return replace(PHOTO, url=f"{width}x{height}", size=size, caption=caption, credit=credit)


def frames(region: BodyRegion, size: Size, on: Sheet) -> tuple[Drawing, ...]:
    return region.frames(Rect(0, 0, *size), Rect(0, 0, *size), on)


def words(drawings: tuple[Drawing, ...]) -> list[str]:
    texts = (item for one in drawings for item in one.items if isinstance(item, Text))
    return " ".join(item.text for item in texts).split()


def losses(drawings: tuple[Drawing, ...]) -> list[str]:
    said = (loss for one in drawings for loss in one.losses)
    return [str(loss).removeprefix("tin.landscape.toml, ") for loss in said]


def test_lead_paragraphs_and_byline_stand_in_one_column() -> None:
    (one,) = frames(BODY, Size(16, 11), sheet())
    assert typed(Size(16, 11), *one.items) == art("""
        Sáng.nay.nước...
        đã.trong........
        .Bà.con.ra.xem..
        .Trẻ.em.thả.cá..
        ..............Hà
    """).replace("\n", "\n" + 16 * "." + "\n") + 2 * ("\n" + 16 * ".")


def test_as_many_columns_are_made_as_have_their_width() -> None:
    long = replace(PLAIN, paragraphs=("một hai ba bốn năm sáu bảy tám " * 9,))
    for width, columns in ((32, 1), (33, 2), (50, 2), (51, 3)):
        (one, *_) = frames(BODY, Size(width, 15), sheet(long))
        indent = 1
        lefts = {item.x for item in one.items if isinstance(item, Text)} - {indent}
        assert len(lefts) == columns, width


def test_a_story_goes_on_from_frame_to_frame() -> None:
    long = replace(WHOLE, paragraphs=("một hai ba bốn năm sáu bảy tám chín mười",) * 9)
    shown = frames(BODY, Size(33, 9), sheet(long))
    assert len(shown) > 2
    assert words(shown) == " ".join((long.lead, *long.paragraphs, long.byline)).split()
    assert BODY.draw(Rect(0, 0, 33, 9), sheet(long, frame=2, frames=len(shown))) == shown[1]


def test_a_lead_that_only_repeats_the_title_is_not_set() -> None:
    assert words(frames(BODY, Size(16, 30), sheet(replace(WHOLE, lead=WHOLE.title))))[0] == "Bà"


def test_a_caption_says_who_took_the_photograph() -> None:
    for caption, credit, said in (
        ("Rạch", "", "Rạch"),
        ("Rạch", "Hà", "Rạch. Ảnh: Hà"),
        ("Rạch!", "Hà", "Rạch! Ảnh: Hà"),
        ("", "Hà", "Ảnh: Hà"),
    ):
        one = replace(PLAIN, photos=(shot(100, 120, caption, credit),))
        assert words(frames(BODY, Size(16, 60), sheet(one))) == said.split()


def test_more_photographs_than_columns_stand_on_more_frames() -> None:
    shots = tuple(shot(100, 120 + n) for n in range(5))
    one = replace(WHOLE, photos=shots)
    shown = frames(BODY, Size(33, 40), sheet(one))
    assert [i.photo for d in shown for i in d.items if isinstance(i, Picture)] == list(shots)
    assert losses(shown) == []
    few = frames(replace(BODY, photos=2), Size(33, 40), sheet(one))
    assert [i.photo for d in few for i in d.items if isinstance(i, Picture)] == list(shots[:2])


def test_a_photograph_that_no_frame_can_hold_is_said() -> None:
    wordy = shot(100, 120, "một hai ba bốn năm " * 30)
    shown = frames(BODY, Size(33, 12), sheet(replace(WHOLE, photos=(wordy,))))
    assert losses(shown) == [
        "region body: left out: 1 of its photographs find no room on this board"
    ]
    assert words(shown) == words(frames(BODY, Size(33, 12), sheet()))


def test_of_a_photograph_without_a_copy_nothing_stands() -> None:
    lost = replace(shot(100, 120, "Rạch"), key=None, size=None)
    shown = frames(BODY, Size(33, 40), sheet(replace(WHOLE, photos=(lost,))))
    assert not [item for one in shown for item in one.items if isinstance(item, Picture)]
    assert "Rạch" not in words(shown)


def test_a_story_of_a_photograph_alone_is_told() -> None:
    one = replace(PLAIN, photos=(shot(100, 120),))
    assert tells(one)
    (shown,) = frames(BODY, Size(33, 40), sheet(one))
    assert [type(item) for item in shown.items] == [Picture]


@pytest.mark.parametrize("one", [None, PLAIN, replace(PLAIN, lead="\u200b", byline="Hà")])
def test_of_a_story_that_is_only_a_headline_there_is_nothing(one: Story | None) -> None:
    on = replace(sheet(), story=one)
    assert not tells(one)
    assert (BODY.least(33, on), BODY.height(33, on), BODY.sink(33, on)) == (0, 0, 0)
    assert frames(BODY, Size(33, 40), on) == (Drawing(),)


def test_one_endless_word_breaks_within_itself() -> None:
    endless = replace(PLAIN, paragraphs=("W" * 400,))
    shown = frames(BODY, Size(33, 21), sheet(endless))
    assert "".join(words(shown)) == "W" * 400
    assert losses(shown) == []


def test_the_fewest_frames_come_first_then_the_largest_size() -> None:
    region = replace(BODY, font=blocks(1, 3), lead_font=blocks(1, 3), column=40.0)
    on = sheet(replace(PLAIN, paragraphs=("một hai ba bốn năm",) * 4))
    for size, count, size_px in (
        (Size(80, 80), 1, 3),
        (Size(80, 17), 1, 2),
        (Size(40, 9), 1, 1),
        (Size(40, 7), 1, 1),
        (Size(40, 5), 2, 1),
    ):
        shown = frames(region, size, on)
        found = {i.font.size for one in shown for i in one.items if isinstance(i, Text)}
        assert (len(shown), found) == (count, {size_px}), size
    assert losses(frames(region, Size(40, 7), on)) == [
        "region body: shrunk: set in 1 px, of 1 to 3 px"
    ]
    assert losses(frames(region, Size(80, 80), on)) == []


def test_it_asks_for_the_room_that_all_of_it_takes() -> None:
    on = sheet()
    assert BODY.least(16, on) == 1 + 3 * 2
    assert BODY.height(16, on) == 9
    assert len(frames(BODY, Size(16, 9), on)) == 1
    assert len(frames(BODY, Size(16, 8), on)) == 2


def test_without_room_for_a_line_its_loss_is_said() -> None:
    region = replace(BODY, font=blocks(9), lead_font=blocks(9))
    shown = frames(region, Size(33, 5), sheet())
    assert words(shown) == []
    assert losses(shown) == [
        "region body: left out: 3 of its paragraphs find no room on this board"
    ]


@pytest.mark.parametrize("column", [0.0, 0.4, 2.0, 15.0])
@pytest.mark.parametrize("gap", [0.0, 1.0, 30.0])
@pytest.mark.parametrize("lead", [1, 9, 40])
@pytest.mark.parametrize("size", [Size(16, 30), Size(60, 12), Size(3, 9), Size(1, 1)], ids=str)
def test_whatever_its_options_say_nothing_stands_outside_its_area(
    column: float, gap: float, lead: int, size: Size
) -> None:
    region = replace(BODY, column=column, column_gap=gap, lead_font=blocks(lead))
    one = replace(WHOLE, photos=(shot(100, 120, "Rạch"),))
    shown = frames(region, size, sheet(one))
    for drawing in shown:
        typed(size, *drawing.items)
    assert all(not said.endswith(": ") for said in losses(shown))


def test_letters_that_no_column_can_hold_are_said_and_the_rest_is_set() -> None:
    region = replace(BODY, lead_font=blocks(40))
    shown = frames(region, Size(16, 30), sheet())
    assert words(shown) == " ".join(WHOLE.paragraphs).split()
    # The lead and the byline.
    assert losses(shown) == [
        "region body: left out: 2 of its paragraphs find no room on this board"
    ]


def test_a_caption_of_letters_that_no_column_can_hold_is_said() -> None:
    one = replace(WHOLE, photos=(shot(100, 120, "Rạch"),))
    shown = frames(replace(BODY, caption_font=blocks(40)), Size(16, 60), sheet(one))
    assert losses(shown) == [
        "region body: left out: a caption, whose letters of 40 px are wider than the room there"
    ]


def test_letters_that_no_font_has_are_said() -> None:
    kind = Type("text", 12, 12)
    region = replace(BODY, font=kind, lead_font=kind)
    flood = replace(PLAIN, paragraphs=("Lụt 🌊 ở Bến Sen",))
    on = sheet(flood, board=replace(BOARD, width_mm=40.0, height_mm=40.0))
    assert losses(region.frames(Rect(0, 0, 190, 190), Rect(0, 0, 190, 190), on)) == [
        "region body: no glyph: no font has 🌊 (U+1F30A), which the page leaves out"
    ]


WORDS = st.text("aăâÁ ngh,.", max_size=60).map(lambda text: " ".join(text.split()))


@settings(
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(WORDS, max_size=6), WORDS, st.integers(15, 70), st.integers(1, 40))
def test_no_letter_is_lost_and_none_leaves_the_region(
    paragraphs: list[str], byline: str, width: int, height: int
) -> None:
    one = replace(WHOLE, paragraphs=tuple(paragraphs), byline=byline)
    shown = frames(BODY, Size(width, height), sheet(one))
    told = "".join((one.lead, *paragraphs, byline))
    assert "".join(words(shown)) == told.replace(" ", "")
    for drawing in shown:
        typed(Size(width, height), *drawing.items)
